/**
 * When texts that name somebody are the same, and what a search finds (BEHAVIOUR 1.8). Books keep both foldings beside the texts, so
 * a change here needs a migration that folds them anew.
 */

const onlyAscii = /^[\0-\u{7F}]*$/u;
const beyondAscii = /[^\0-\u{7F}]/gu;
/** Soft hyphens, joiners, direction marks: nobody sees them. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * What an e-mail address, a slug or a username is told apart by: without regard to capitals (by Unicode's full case folding) and to
 * the form in which its characters are encoded (NFKC). Accents count.
 */
export function equalityKey(text: string): string {
  if (onlyAscii.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKC")
    .replaceAll(invisible, "")
    .toLowerCase()
    .replaceAll(beyondAscii, foldLetter)
    .normalize("NFKC");
}

/** A lower-case letter whose capitals are several letters is those letters (ß, SS); both forms of sigma are one. */
function foldLetter(letter: string): string {
  if (letter === "ς") return "σ";
  const capitals = letter.toUpperCase();
  return capitals.length > letter.length ? capitals.toLowerCase() : letter;
}

/** Marks that are put on letters of any script. The voicing marks of kana stay: they make other letters. */
const accents = /[\p{Script=Inherited}--[\u{3099}\u{309A}]]/gv;
const apostrophes = /[`\u{2B9}\u{2BB}\u{2BC}\u{2BE}\u{2BF}\u{2018}-\u{201B}\u{2032}\u{55A}\u{5F3}\u{A78C}\u{FF07}]/gu;
/** Normalizing would make a space and an accent of it. */
const spacingAcute = "\u{B4}";
const quotationMarks = /[\u{201C}-\u{201F}\u{2033}]/gu;
const hyphens = /[\p{Dash_Punctuation}\u{2043}\u{2212}\u{2D7}]/gu;
const spaces = /[\s\p{Separator}\p{Control}]+/gu;

/** Letters that Unicode does not take apart, as people type them who do not have them. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ŧ: "t",
  ŋ: "n",
  ĸ: "k",
  ı: "i",
  ȷ: "j",
};
const lettersToPlain = new RegExp(`[${Object.keys(plainLetters).join("")}]`, "gu");

/** A text as the search compares it, and as names are ordered: words with single spaces between them. */
export function searchKey(text: string): string {
  const folded = onlyAscii.test(text)
    ? text.replaceAll("`", "'").toLowerCase()
    : equalityKey(text.replaceAll(spacingAcute, "'"))
        .normalize("NFKD")
        .replaceAll(accents, "")
        .replaceAll(apostrophes, "'")
        .replaceAll(lettersToPlain, (letter) => plainLetters[letter] ?? letter)
        .replaceAll(quotationMarks, '"')
        .replaceAll(hyphens, "-")
        .normalize("NFC");
  return folded.replaceAll(spaces, " ").trim();
}

/** The words of a {@link searchKey}, each once. */
export function searchWords(text: string): string[] {
  return [...new Set(searchKey(text).split(" "))].filter((word) => word !== "");
}
