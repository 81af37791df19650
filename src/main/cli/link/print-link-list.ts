import type { MethodInput } from "../../../shared/contract/index.ts";
import type { ExportColumn } from "../../../shared/exports/column.ts";
import { exportList, type TableFileFlags } from "../foundation/export-file.ts";
import { byCursor, forPrograms, headed, printRows, type RowFlags } from "../foundation/rows.ts";
import type { OpenBook, Outcome } from "../foundation/run-command.ts";
import type { Terminal } from "../foundation/terminal.ts";

interface LinkList<Row> {
  /** All that is known of a row; those that have a heading are what a person is shown. */
  readonly columns: readonly ExportColumn<Row>[];
  readonly headings: Parameters<typeof headed>[1];
  /** The list as it is written to a file. */
  readonly of: MethodInput<"exports.make">["of"];
  readonly read: (place: { readonly after: string | null; readonly limit: number }) => Promise<{
    readonly rows: readonly Row[];
    readonly nextCursor: string | null;
    readonly total: { readonly count: number; readonly isExact: boolean };
  }>;
}

/** Print a list of a linked book: for people what a terminal has room for, as CSV and to a file all that there is. */
export function printLinkList<Row>(
  terminal: Terminal,
  book: OpenBook,
  flags: RowFlags & TableFileFlags,
  { columns, headings, of, read }: LinkList<Row>,
): Promise<Outcome> {
  if (flags.to) return exportList(book, flags.to, of);
  const shown = flags.csv ? forPrograms(columns) : headed(columns, headings);
  return printRows(
    terminal,
    flags,
    shown,
    byCursor(async (after, limit) => read({ after, limit })),
  );
}
