import { oneLine } from "./safe-text.ts";

/** How a column of a table is laid out. */
export interface Layout {
  readonly heading: string;
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
  const lines = [columns.map(({ heading }) => heading), ...rows.map((row) => row.map(oneLine))];
  const natural = columns.map((_column, index) => Math.max(...lines.map((line) => displayWidth(line[index] ?? ""))));
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

/** Names and what they are, one under the other. */
export function layOutFields(fields: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...fields.map(([name]) => displayWidth(name)));
  return fields.map(([name, value]) => `${pad(name, width, "left")}${gap}${oneLine(value)}`.trimEnd()).join("\n");
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
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "right" ? space + text : text + space;
}

function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = "";
  for (const character of characters(text)) {
    if (displayWidth(kept) + displayWidth(character) > width - 1) break;
    kept += character;
  }
  return kept.trimEnd() + ellipsis;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
/** What terminals draw over two places: East Asian scripts, full-width forms, pictures. */
const wide =
  /^(?:\p{Emoji_Presentation}|.\u{FE0F}|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}])/u;
const isPlain = /^[\u0020-\u007E]*$/u;

function characters(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many places of a terminal the text takes: characters as people see them, wide ones two. */
export function displayWidth(text: string): number {
  if (isPlain.test(text)) return text.length;
  return characters(text).reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}
