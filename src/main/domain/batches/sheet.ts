import type { CivilDate } from "../../../shared/calendar.ts";

/** What a cell of a table holds: text as somebody wrote it, or what a workbook knows to be a number or a day. */
export type Cell = string | { readonly number: string } | { readonly date: CivilDate };

/** A row of a table, or why it could not be told apart from its neighbours. */
export type SheetRow =
  | { readonly lineNumber: number; readonly cells: readonly Cell[] }
  | { readonly lineNumber: number; readonly fault: string };

export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  if (typeof cell === "string") return cell;
  return "number" in cell ? cell.number : cell.date;
}

export function isBlankRow(row: SheetRow): boolean {
  return "cells" in row && row.cells.every((cell) => cellText(cell).trim() === "");
}
