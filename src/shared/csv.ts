import { toDecimalString } from "./money/format.ts";

/** An amount in a table: a number for a spreadsheet, written with its currency's decimals, below zero too. */
interface CsvAmount {
  readonly amountMinor: number;
  readonly currency: string;
}

/** One value of an exported table. */
export type CsvCell = string | number | CsvAmount | null;

/** What a spreadsheet may take for the start of a formula, in half width and in full width. */
const signs = "=+\\-@＝＋－＠";
/** Where that would be: the start of the text, and of what some program could take for another cell or row. */
const formulaStart = new RegExp(`^(?='*[${signs}\\t\\r])|(?<=[;\\n])(?='*[${signs}])`, "gu");
const guard = new RegExp(`^'(?='*[${signs}\\t\\r])|(?<=[;\\n])'(?='*[${signs}])`, "gu");

/**
 * A spreadsheet runs a cell that starts with a sign as a formula, so a customer's name could act on the machine of whoever opens
 * the export. An apostrophe in front makes it text again. What begins with apostrophes and then a sign gets one more, so that
 * {@link readTextCell} gives back every text to the letter.
 */
export function guardedText(text: string): string {
  return text.replaceAll(formulaStart, "'");
}

function writeTextCell(text: string): string {
  return `"${guardedText(text).replaceAll('"', '""')}"`;
}

/**
 * A text as it was before {@link toCsv} wrote it. Other apostrophes stay: `'tis` in a file of anybody's is `'tis`.
 *
 * @param value a value as a CSV reader gives it, without the quotes around it.
 */
export function readTextCell(value: string): string {
  return value.includes("'") ? value.replaceAll(guard, "") : value;
}

function writeCell(cell: CsvCell): string {
  if (cell === null) return "";
  // What is a number cannot be a formula, and an apostrophe would make text of −5.
  if (typeof cell === "number") return String(cell);
  if (typeof cell === "object") return toDecimalString(cell.amountMinor, cell.currency);
  return writeTextCell(cell);
}

/**
 * A table as CSV (RFC 4180): commas, CRLF after every row. Every text is quoted, so that a program that separates by semicolons or
 * tabs does not find cells inside of it.
 */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(writeCell).join(",")}\r\n`).join("");
}
