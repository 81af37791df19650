import { languageOfEnvironment } from "../../../shared/sentences/languages.ts";
import { tell, verbatim, type GivenFor, type Sentence } from "../../../shared/sentences/sentence.ts";
import { germanReasons } from "../../../shared/sentences/german-reasons.ts";
import { germanCodes } from "../german/german-codes.ts";
import { germanResults } from "../german/german-results.ts";
import { germanWords } from "../german/german-words.ts";

/** What whoever runs the command reads. Output for programs is in English, whatever it is. */
export const spoken = languageOfEnvironment(process.env);

/** A word of a table or of a list of facts, in English. It is one only if it has its German, or nothing compiles. */
export type TerminalWord = keyof typeof germanWords;

/** A word, or a sentence where it has places, in the language of whoever runs the command. */
export function wordText(word: TerminalWord | Sentence): string {
  if (typeof word !== "string") return tell(word, spoken);
  return spoken.code === "de" ? germanWords[word] : word;
}

/** The heading of a column that says what its file calls it, such as `taken_back`. */
export function headingOf(name: string): TerminalWord {
  const heading = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("_", " ")}`;
  return isTerminalWord(heading) ? heading : "";
}

/** A word that comes from elsewhere, such as what a job counts; it stays as it is where it has no German. */
export function knownWord(text: string): TerminalWord | Sentence {
  return isTerminalWord(text) ? text : verbatim(text);
}

function isTerminalWord(text: string): text is TerminalWord {
  return Object.hasOwn(germanWords, text);
}

/** What a command says of its result, in the language of whoever runs it. The compiler asks for its German and for what stands in its places. */
export function said<const Text extends keyof typeof germanResults>(text: Text, ...[given]: GivenFor<Text>): string {
  return tell(
    { text, given: given ?? {} },
    { locale: spoken.locale, texts: spoken.code === "de" ? germanResults : {} },
  );
}

/** A state, a kind or another word of the contract, as it is in English: filters take it so. */
export function codeText(code: keyof typeof germanCodes): string {
  return spoken.code === "de" ? germanCodes[code] : code;
}

/** What a file has of such words, several of them after commas. Others stay as they are. */
export function codesText(codes: string): string {
  return codes
    .split(", ")
    .map((code) => (isCode(code) ? codeText(code) : code))
    .join(", ");
}

function isCode(text: string): text is keyof typeof germanCodes {
  return Object.hasOwn(germanCodes, text);
}

/** A reason by its name; those that every book has are called in the language of whoever reads them. */
export function reasonText(name: string | null): string {
  if (name === null) return "";
  return spoken.code === "de" ? (germanReasons[name] ?? name) : name;
}
