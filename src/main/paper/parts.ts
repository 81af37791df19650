import { contentLeft, contentWidth, ink, type Sheet, type TextStyle } from "./sheet.ts";

const text = {
  label: { size: 8, color: ink.quiet },
  name: { size: 9.5, weight: "strong" },
  normal: { size: 9.5 },
  last: { size: 11, weight: "strong" },
} as const satisfies Record<string, TextStyle>;

/** Somebody or something with a label above it. What is null is left out. */
export interface PaperBlock {
  readonly label: string;
  readonly name: string;
  readonly lines: readonly (string | null)[];
}

/** Blocks beside each other, all of one width; the paper goes on below the highest. */
export function writeBlocks(sheet: Sheet, blocks: readonly PaperBlock[]): void {
  const gap = 18;
  const width = (contentWidth - (blocks.length - 1) * gap) / blocks.length;
  const top = sheet.y;
  const ends = blocks.map(({ label, name, lines }, index) => {
    const place = { x: contentLeft + index * (width + gap), width };
    let y = top + sheet.put(label, { ...place, y: top }, text.label);
    y += sheet.put(name, { ...place, y }, text.name);
    for (const line of lines) if (line !== null) y += sheet.put(line, { ...place, y }, text.normal);
    return y;
  });
  sheet.y = Math.max(...ends) + 20;
}

/** Sums as a column of figures from `x` on; the last is what the others come to. */
export function writeSums(sheet: Sheet, x: number, sums: readonly (readonly [label: string, amount: string])[]): void {
  const width = 270;
  // Sums that a page parts from what they come to are read wrongly.
  sheet.makeRoom(sums.length * 24);
  sums.forEach(([label, amount], index) => {
    const isLast = index === sums.length - 1;
    const style = isLast ? text.last : text.normal;
    if (isLast) {
      sheet.y += 3;
      sheet.rule({ x, width }, { color: ink.black, width: 0.8 });
      sheet.y += 3;
    }
    sheet.put(label, { x, width, y: sheet.y }, style);
    sheet.y += sheet.put(amount, { x, width, y: sheet.y, align: "end" }, style);
  });
  sheet.y += 22;
}
