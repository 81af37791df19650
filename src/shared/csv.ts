import { toDecimalString } from "./money/format.ts";

/** An amount in a table: a number for a spreadsheet, written with its currency's decimals, below zero too. */
interface CsvAmount {
  readonly amountMinor: number;
  readonly currency: string;
}

/** One value of an exported table. */
export type CsvCell = string | number | CsvAmount | null;

/**
 * A spreadsheet runs a cell that starts with one of these as a formula, so a customer's name could act on the machine of
 * whoever opens the export. An apostrophe in front makes it text again.
 */
const formulaStart = /^[=+\-@\t\r]/u;

function writeCell(cell: CsvCell): string {
  if (cell === null) return "";
  // What is a number cannot be a formula, and an apostrophe would make text of −5.
  if (typeof cell === "number") return String(cell);
  if (typeof cell === "object") return toDecimalString(cell.amountMinor, cell.currency);
  const harmless = formulaStart.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A table as CSV (RFC 4180): commas, CRLF after every row, quotes only where they are needed. */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(writeCell).join(",")}\r\n`).join("");
}
