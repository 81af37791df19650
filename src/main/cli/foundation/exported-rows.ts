import type { MethodInput } from "../../../shared/contract/index.ts";
import type { ExportColumn } from "../../../shared/exports/column.ts";
import { exportList, type TableFileFlags } from "./export-file.ts";
import { forPrograms, headed, printRows, printWholeList, type Headings, type Page, type RowFlags } from "./rows.ts";
import type { OpenBook, Outcome } from "./run-command.ts";
import type { Terminal } from "./terminal.ts";

export type ExportedRowFlags = RowFlags & TableFileFlags;

/** A list that can be printed, and written to a file whole. */
export interface ExportedRows<Row> {
  /** All that is known of a row; those that have a heading are what a person is shown. */
  readonly columns: readonly ExportColumn<Row>[];
  readonly headings: Headings<Row>;
  /** The list as it is written to a file. */
  readonly of: MethodInput<"exports.make">["of"];
}

/** Print a list that is read at once: for people what a terminal has room for, as CSV and to a file all that there is. */
export async function printExportedList<Row>(
  terminal: Terminal,
  book: OpenBook,
  flags: ExportedRowFlags,
  { columns, headings, of, read }: ExportedRows<Row> & { readonly read: () => Promise<readonly Row[]> },
): Promise<Outcome> {
  if (flags.to) return exportList(book, flags.to, of);
  return printWholeList(terminal, flags, shownOf(flags, columns, headings), await read());
}

/** The same of a list that is read page by page. */
export function printExportedPages<Row, Place>(
  terminal: Terminal,
  book: OpenBook,
  flags: ExportedRowFlags,
  {
    columns,
    headings,
    of,
    read,
  }: ExportedRows<Row> & { readonly read: (place: Place | null, limit: number) => Promise<Page<Row, Place>> },
): Promise<Outcome> {
  if (flags.to) return exportList(book, flags.to, of);
  return printRows(terminal, flags, shownOf(flags, columns, headings), read);
}

function shownOf<Row>(flags: RowFlags, columns: readonly ExportColumn<Row>[], headings: Headings<Row>) {
  return flags.csv ? forPrograms(columns) : headed(columns, headings);
}
