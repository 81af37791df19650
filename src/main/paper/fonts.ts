import { readFileSync } from "node:fs";
import type { Font } from "fontkit";
import { loadFontKit } from "./libraries.ts";

/** How strong a text stands on the paper. */
export type Weight = "regular" | "strong";

/** A script's letters in one weight, known to a document by its name. */
export interface Face {
  readonly name: string;
  readonly font: Font;
}

/** Files beside this module. Scripts whose files are large have one weight only. */
const files = {
  base: { regular: "NotoSans-Regular.ttf", strong: "NotoSans-SemiBold.ttf" },
  arabic: { regular: "NotoSansArabic-Regular.ttf", strong: "NotoSansArabic-SemiBold.ttf" },
  hebrew: { regular: "NotoSansHebrew-Regular.ttf", strong: "NotoSansHebrew-SemiBold.ttf" },
  japanese: { regular: "NotoSansJP-Regular.ttf", strong: "NotoSansJP-Regular.ttf" },
  simplifiedChinese: { regular: "NotoSansSC-Regular.ttf", strong: "NotoSansSC-Regular.ttf" },
  traditionalChinese: { regular: "NotoSansTC-Regular.ttf", strong: "NotoSansTC-Regular.ttf" },
  korean: { regular: "NotoSansKR-Regular.ttf", strong: "NotoSansKR-Regular.ttf" },
} as const satisfies Record<string, Record<Weight, string>>;
type Script = keyof typeof files;

const directory = new URL("./fonts/", import.meta.url);
const faces = new Map<string, Face>();

function faceOf(script: Script, weight: Weight): Face {
  const file = files[script][weight];
  let face = faces.get(file);
  if (!face) {
    face = { name: file, font: loadFontKit().create(readFileSync(new URL(file, directory))) as Font };
    faces.set(file, face);
  }
  return face;
}

/**
 * Have the fonts forget which letters their shapes stood for: to be called before each paper.
 *
 * A font keeps a shape with the letters for which it was first asked. To embed `Ż` the library asks for the shape of `Z`, too, and for no
 * letter; on every later paper of this thread `Z` would be copied as something else. Reading the fonts anew takes longer than the paper.
 */
export function forgetShapes(): void {
  for (const { font } of faces.values()) Object.assign(font, { _glyphs: {} });
}

/** Letters that only one of the languages writes say which of the shapes of Chinese characters are meant. */
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const hangul = /\p{Script=Hangul}/u;
const beyondBase = /[\u0590-\u08FF\u2E80-\uFFEF\u{1F000}-\u{3FFFF}]/u;

/** The scripts to look through for a letter, in the order in which the text wants them. */
function scriptsFor(text: string): Script[] {
  if (!beyondBase.test(text)) return ["base"];
  const han: Script[] = ["simplifiedChinese", "japanese", "traditionalChinese", "korean"];
  const first: Script[] = kana.test(text) ? ["japanese"] : hangul.test(text) ? ["korean"] : [];
  return [...new Set<Script>(["base", "arabic", "hebrew", ...first, ...han])];
}

/** What stands for a letter that no font has: it prints, and says that something is missing. */
const unknownLetter = "\uFFFD";
/** Says nothing on paper: which form of an emoji is meant, and marks at which a word processor breaks. */
const unprinted = /\u00AD|\u200B|\uFEFF|\p{Variation_Selector}/gu;
const notALetter = /^[\p{Z}\p{P}\p{S}\p{N}\p{Cf}]+$/u;

/** Made with the first paper: a thread that writes none starts without it. */
let graphemes: Intl.Segmenter | undefined;

/** A letter with its marks, the face that has it, and where it stands in the text that was prepared. */
export interface Letter {
  readonly text: string;
  readonly face: Face;
}

/** A text as the fonts can write it: composed, without what does not print, with a mark for every letter that they have not. */
export function lettersOf(text: string, weight: Weight): Letter[] {
  const prepared = text
    .normalize("NFC")
    .replaceAll(unprinted, "")
    .replaceAll(/\p{Cc}/gu, " ");
  const scripts = scriptsFor(prepared);
  const letters: Letter[] = [];
  graphemes ??= new Intl.Segmenter("und", { granularity: "grapheme" });
  for (const { segment } of graphemes.segment(prepared)) {
    // A space or a stop goes with the letters before it, so that a phrase stays one run.
    const before = letters.at(-1);
    const likesCompany = before !== undefined && notALetter.test(segment) && has(before.face, segment);
    const face = likesCompany ? before.face : findFace(segment, scripts, weight);
    letters.push(face ? { text: segment, face } : { text: unknownLetter, face: faceOf("base", weight) });
  }
  return letters;
}

function findFace(letter: string, scripts: readonly Script[], weight: Weight): Face | undefined {
  for (const script of scripts) {
    const face = faceOf(script, weight);
    if (has(face, letter)) return face;
  }
  return undefined;
}

function has({ font }: Face, letter: string): boolean {
  return Array.from(letter).every((character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return font.hasGlyphForCodePoint(codePoint) || joins(codePoint);
  });
}

/** Joiners shape their neighbours and have no form of their own. */
function joins(codePoint: number): boolean {
  return codePoint === 0x200c || codePoint === 0x200d || codePoint === 0x200e || codePoint === 0x200f;
}
