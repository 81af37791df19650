import QuickLRU from "quick-lru";
import { paperLinesOf } from "../../shared/paper/paper-lines.ts";
import { loadBidi } from "./libraries.ts";
import { lettersOf, type Face, type Letter, type Weight } from "./fonts.ts";

let algorithm: ReturnType<typeof loadBidi> | undefined;
const bidi = () => (algorithm ??= loadBidi());

/** A piece of a line that is written in one go: one face, one direction. */
interface Run {
  readonly text: string;
  readonly face: Face;
  /** In ems. */
  readonly width: number;
}

/** A line as it is written: runs from left to right. */
export interface TextLine {
  readonly runs: readonly Run[];
  /** In ems. */
  readonly width: number;
  /** Whether its text begins at the right. */
  readonly isRightToLeft: boolean;
}

/**
 * Breaks a text into lines and puts each line's letters into the order in which they are written (Unicode's bidirectional algorithm).
 * A word that is longer than a line is broken.
 *
 * @param width in ems; left out, each line of the text stays one.
 */
export function linesOf(text: string, weight: Weight, width = Number.POSITIVE_INFINITY): readonly TextLine[] {
  const key = `${weight} ${width} ${text}`;
  const known = laidOut.get(key);
  if (known) return known;
  const lines = paperLinesOf(text).flatMap((each) => linesOfParagraph(lettersOf(each, weight), width));
  laidOut.set(key, lines);
  return lines;
}

// A text is measured before it is written, and the same ones stand on paper after paper.
const laidOut = new QuickLRU<string, readonly TextLine[]>({ maxSize: 5000 });
const measured = new QuickLRU<string, number>({ maxSize: 10_000 });

function linesOfParagraph(letters: readonly Letter[], width: number): TextLine[] {
  const text = letters.map((letter) => letter.text).join("");
  const embedding = bidi().getEmbeddingLevels(text);
  const isRightToLeft = (embedding.paragraphs[0]?.level ?? 0) % 2 === 1;
  const positions: number[] = [];
  let position = 0;
  for (const letter of letters) {
    positions.push(position);
    position += letter.text.length;
  }
  const levelled = letters.map((letter, index) => ({ ...letter, level: embedding.levels[positions[index] ?? 0] ?? 0 }));
  const lines = breakLetters(levelled, width).map((line) => {
    const runs = visualRuns(withoutEndSpaces(line));
    return { runs, width: runs.reduce((sum, run) => sum + run.width, 0), isRightToLeft };
  });
  return lines.length === 0 ? [{ runs: [], width: 0, isRightToLeft }] : lines;
}

interface LevelledLetter extends Letter {
  /** Odd where it is written from right to left. */
  readonly level: number;
}

/** Splits letters where a line is full: behind a space, a hyphen or a slash, between two ideographs, or else wherever it is. */
function breakLetters(letters: readonly LevelledLetter[], width: number): LevelledLetter[][] {
  const lines: LevelledLetter[][] = [];
  let line: LevelledLetter[] = [];
  let lineWidth = 0;
  for (const word of wordsOf(letters)) {
    const wordWidth = widthOf(withoutEndSpaces(word));
    if (line.length > 0 && lineWidth + wordWidth > width) {
      lines.push(line);
      line = [];
      lineWidth = 0;
    }
    if (wordWidth <= width) {
      line.push(...word);
      lineWidth += widthOf(word);
      continue;
    }
    for (const letter of word) {
      const letterWidth = widthOf([letter]);
      if (line.length > 0 && lineWidth + letterWidth > width) {
        lines.push(line);
        line = [];
        lineWidth = 0;
      }
      line.push(letter);
      lineWidth += letterWidth;
    }
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

const space = /^[ \t\u2000-\u200A\u3000]$/u;
const breaksBehind = /^[-\u2010\u2013\u2014/]$/u;
const ideograph = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** What does not begin a line. */
const closes = /^[\p{Pe}\p{Pf}\p{Po}ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u;

/** Letters that stay together, each time with the spaces behind them. */
function wordsOf(letters: readonly LevelledLetter[]): LevelledLetter[][] {
  const words: LevelledLetter[][] = [];
  letters.forEach((letter, index) => {
    const before = letters[index - 1];
    if (before === undefined || mayBreakBetween(before.text, letter.text)) words.push([letter]);
    else words.at(-1)?.push(letter);
  });
  return words;
}

function mayBreakBetween(before: string, after: string): boolean {
  if (space.test(after)) return false;
  if (space.test(before)) return true;
  if (breaksBehind.test(before)) return !/^\p{N}/u.test(after);
  return (ideograph.test(before) || ideograph.test(after)) && !closes.test(after) && !/^[\p{Ps}\p{Pi}]/u.test(before);
}

function withoutEndSpaces(letters: readonly LevelledLetter[]): readonly LevelledLetter[] {
  const end = letters.findLastIndex((letter) => !space.test(letter.text));
  return letters.slice(0, end + 1);
}

/** Rule L2: from the highest level down, every stretch of that level or higher is turned round. */
function visualRuns(letters: readonly LevelledLetter[]): Run[] {
  const runs = runsOf(letters);
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1) {
    let start = 0;
    while (start < runs.length) {
      let end = start;
      while (end < runs.length && (runs[end]?.level ?? 0) >= level) end += 1;
      if (end > start) runs.splice(start, end - start, ...runs.slice(start, end).toReversed());
      start = end + 1;
    }
  }
  return runs.map(({ letters: own, face, level }) => {
    const text = level % 2 === 1 ? rightToLeftText(own) : own.map((letter) => letter.text).join("");
    return { text, face, width: textWidth(face, text) };
  });
}

interface LevelledRun {
  readonly letters: LevelledLetter[];
  readonly face: Face;
  readonly level: number;
}

function runsOf(letters: readonly LevelledLetter[]): LevelledRun[] {
  const runs: LevelledRun[] = [];
  for (const letter of letters) {
    const run = runs.at(-1);
    if (run && run.face === letter.face && run.level === letter.level) run.letters.push(letter);
    else runs.push({ letters: [letter], face: letter.face, level: letter.level });
  }
  return runs;
}

const rightToLeftLetter = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/**
 * What the font is given of letters that are written from right to left. It turns scripts round that are written so; brackets are
 * mirrored here, and what has no direction of its own is turned round here.
 */
function rightToLeftText(letters: readonly LevelledLetter[]): string {
  const mirrored = letters.map(({ text }) => bidi().getMirroredCharacter(text) ?? text);
  return (mirrored.some((text) => rightToLeftLetter.test(text)) ? mirrored : mirrored.toReversed()).join("");
}

function widthOf(letters: readonly LevelledLetter[]): number {
  return runsOf(letters).reduce(
    (sum, { face, letters: own }) => sum + textWidth(face, own.map((letter) => letter.text).join("")),
    0,
  );
}

/** In ems. */
function textWidth({ name, font }: Face, text: string): number {
  const key = `${name} ${text}`;
  let width = measured.get(key);
  if (width === undefined) {
    width = font.layout(text).advanceWidth / font.unitsPerEm;
    measured.set(key, width);
  }
  return width;
}
