import type { Outcome, OpenBook } from "../foundation/run-command.ts";
import { printExportedPages, type ExportedRowFlags, type ExportedRows } from "../foundation/exported-rows.ts";
import { byCursor } from "../foundation/rows.ts";
import type { Terminal } from "../foundation/terminal.ts";

interface LinkList<Row> extends ExportedRows<Row> {
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
  flags: ExportedRowFlags,
  { read, ...list }: LinkList<Row>,
): Promise<Outcome> {
  return printExportedPages(terminal, book, flags, {
    ...list,
    read: byCursor(async (after, limit) => read({ after, limit })),
  });
}
