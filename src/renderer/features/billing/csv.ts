/** One value of an exported table. Amounts arrive as text, already written with their currency's decimals. */
export type CsvCell = string | number | null;

/**
 * A spreadsheet runs a cell that starts with one of these as a formula, so a customer's name could act on the machine of
 * whoever opens the export. An apostrophe in front makes it text again.
 */
const formulaStart = /^[=+\-@\t\r]/u;

function writeCell(cell: CsvCell): string {
  if (cell === null) return "";
  const text = String(cell);
  const harmless = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A table as CSV (RFC 4180): commas, CRLF after every row, quotes only where they are needed. */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(writeCell).join(",")}\r\n`).join("");
}
