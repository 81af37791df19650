import type { CivilDate } from "../../../shared/calendar.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

/** What a cell of a table holds: text as somebody wrote it, or what a workbook knows to be a number or a day. */
export type Cell = string | { readonly number: string } | { readonly date: CivilDate };

/** A row of a table, or why it could not be told apart from its neighbours. */
export type SheetRow =
  | { readonly lineNumber: number; readonly cells: readonly Cell[] }
  | { readonly lineNumber: number; readonly fault: Sentence };

export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  if (typeof cell === "string") return cell;
  return "number" in cell ? cell.number : cell.date;
}

/** What keeps a row from being read whose letters were lost on the way; null where none were. */
export function problemOfLetters(cells: readonly Cell[]): Sentence | null {
  if (!cells.some((cell) => cellText(cell).includes("\uFFFD"))) return null;
  return sentence("Some characters of the row could not be read. Save the file as CSV in UTF-8, or as a workbook.");
}

/**
 * What keeps it from being told which value stands in which column; null where nothing does.
 *
 * @param width how many columns every row has; null for a workbook, which leaves out blank ones at the end.
 */
export function problemOfWidth(cells: readonly Cell[], width: number | null): Sentence | null {
  if (width === null) return null;
  const isTooWide = cells.slice(width).some((cell) => cellText(cell).trim() !== "");
  if (!isTooWide && cells.length >= width) return null;
  return sentence("The row has {count} values; the table has {width} columns.", { count: cells.length, width });
}

export function isBlankRow(row: SheetRow): boolean {
  return "cells" in row && row.cells.every((cell) => cellText(cell).trim() === "");
}
