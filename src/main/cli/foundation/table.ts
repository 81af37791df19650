import stringWidth from "string-width";
import type { Sentence } from "../../../shared/sentences/sentence.ts";
import { oneLine } from "./safe-text.ts";
import { wordText, type TerminalWord } from "./spoken.ts";

/** How a column of a table is laid out. */
export interface Layout {
  readonly heading: TerminalWord;
  readonly align?: "left" | "right";
  /** Whether what is in it may be cut where the terminal is too narrow. Amounts and ids never are. */
  readonly shrinks?: boolean;
}

const gap = "  ";
/** A column is not cut to less than this: what is left would say nothing. */
const leastWidth = 8;
const ellipsis = "…";

/**
 * Lay out a table for people: columns aligned, headings above them.
 *
 * @param width the terminal's, where there is one; columns that may be cut are cut to fit it, the widest first.
 */
export function layOutTable(
  columns: readonly Layout[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
): string {
  const lines = [columns.map(({ heading }) => wordText(heading)), ...rows.map((row) => row.map(oneLine))];
  const natural = columns.map((_column, index) => Math.max(...lines.map((line) => stringWidth(line[index] ?? ""))));
  const widths = width === undefined ? natural : shrink(natural, columns, width);
  return lines
    .map((line) =>
      columns
        .map(({ align }, index) => pad(cut(line[index] ?? "", widths[index] ?? 0), widths[index] ?? 0, align))
        .join(gap)
        .trimEnd(),
    )
    .join("\n");
}

/** What something is called, and what it is. */
export type Field = readonly [name: TerminalWord | Sentence, value: string];

/** Names and what they are, one under the other. */
export function layOutFields(fields: readonly Field[]): string {
  const told = fields.map(([name, value]) => [wordText(name), value] as const);
  const width = Math.max(...told.map(([name]) => stringWidth(name)));
  return told.map(([name, value]) => `${pad(name, width, "left")}${gap}${oneLine(value)}`.trimEnd()).join("\n");
}

function shrink(natural: readonly number[], columns: readonly Layout[], width: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, each) => sum + each, 0) + gap.length * (widths.length - 1) - width;
  while (excess > 0) {
    const candidates = widths.flatMap((each, index) => (columns[index]?.shrinks && each > leastWidth ? [index] : []));
    const widest = candidates.toSorted((one, other) => (widths[other] ?? 0) - (widths[one] ?? 0))[0];
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

function pad(text: string, width: number, align: Layout["align"]): string {
  const space = " ".repeat(Math.max(0, width - stringWidth(text)));
  return align === "right" ? space + text : text + space;
}

function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  for (const character of characters(text)) {
    if (stringWidth(kept) + stringWidth(character) > width - 1) break;
    kept += character;
  }
  return kept.trimEnd() + ellipsis;
}

function characters(text: string): string[] {
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
