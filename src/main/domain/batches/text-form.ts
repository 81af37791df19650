import { readCsvRows } from "../imports/csv-rows.ts";

/** How the characters of a file are written as bytes. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** Finds out how a text is encoded from one piece of its bytes to the next: spreadsheets write all of these and say so in none. */
interface EncodingProbe {
  take(bytes: Uint8Array): void;
  finish(): TextEncoding;
}

/**
 * A byte order mark says it; without one, every other byte of UTF-16 is zero in what spreadsheets write. What is not UTF-8 is what Windows
 * wrote in the west, unless some of its letters are UTF-8: that is a file which was damaged, and shows it.
 */
export function createEncodingProbe(): EncodingProbe {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let marked: TextEncoding | null = null;
  let isFirst = true;
  const lenient = new TextDecoder("utf-8");
  let isUtf8 = true;
  let hasUtf8Letters = false;
  return {
    take(bytes) {
      if (isFirst) marked = utf16Of(bytes);
      isFirst = false;
      if (marked) return;
      hasUtf8Letters ||= /[^\0-\u{7F}\uFFFD]/u.test(lenient.decode(bytes, { stream: true }));
      if (!isUtf8) return;
      try {
        utf8.decode(bytes, { stream: true });
      } catch {
        isUtf8 = false;
      }
    },
    finish() {
      if (marked) return marked;
      if (hasUtf8Letters) return "utf-8";
      try {
        utf8.decode();
      } catch {
        isUtf8 = false;
      }
      return isUtf8 ? "utf-8" : "windows-1252";
    },
  };
}

function utf16Of(bytes: Uint8Array): TextEncoding | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const head = bytes.subarray(0, 512);
  const zeroes = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeroes[index % 2] = (zeroes[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeroes;
  if (odd > head.length / 4 && even === 0) return "utf-16le";
  return even > head.length / 4 && odd === 0 ? "utf-16be" : null;
}

/** The text that bytes stand for, without a byte order mark; no piece cuts a character in two. */
export function* decodeText(bytes: Iterable<Uint8Array>, encoding: TextEncoding): Generator<string, void, void> {
  const decoder = new TextDecoder(encoding);
  for (const piece of bytes) yield decoder.decode(piece, { stream: true });
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

/** How a text is divided into values. */
export interface TextForm {
  readonly delimiter: string;
  /** How long the line is by which Excel is told the delimiter, with its end; 0 where there is none. */
  readonly hintLength: number;
}

const hintPattern = /^"?sep=(?<delimiter>.)"?(?:\r\n|\n|\r)/iu;
const delimiters = [",", ";", "\t", "|"];
const rowsLookedAt = 20;

/**
 * What separates the values: what the first line says (`sep=;`), otherwise what divides the first rows into the most columns of which
 * every row has as many.
 *
 * @param head the beginning of the text.
 */
export function textFormOf(head: string): TextForm {
  const hint = hintPattern.exec(head);
  if (hint?.groups) return { delimiter: hint.groups["delimiter"] ?? ",", hintLength: hint[0].length };
  const scores = delimiters.map((delimiter) => ({ delimiter, score: evennessOf(head, delimiter) }));
  const [best] = scores.toSorted((a, b) => b.score - a.score);
  return { delimiter: best?.delimiter ?? ",", hintLength: 0 };
}

function evennessOf(head: string, delimiter: string): number {
  const widths: number[] = [];
  for (const rows of readCsvRows([head], { delimiter })) {
    for (const row of rows)
      if ("values" in row && row.values.some((value) => value !== "")) widths.push(row.values.length);
    if (widths.length >= rowsLookedAt) break;
  }
  const [width = 1] = widths;
  if (width === 1) return 0;
  // The last row may be cut off where the head ends.
  return widths.filter((each) => each === width).length * 1000 + width;
}
