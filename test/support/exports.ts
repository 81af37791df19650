import { parse } from "csv-parse/sync";
import { printAccounts } from "../../src/main/cli/accounts/print-accounts.ts";
import { printEntries } from "../../src/main/cli/ledger/print-entries.ts";
import type { OpenBook } from "../../src/main/cli/foundation/run-command.ts";
import type { Terminal } from "../../src/main/cli/foundation/terminal.ts";
import type { ImportFileKind } from "../../src/shared/contract/account-import.ts";
import type { MethodInput, MethodNameOf } from "../../src/shared/contract/index.ts";
import type { TestBook } from "./book.ts";

/** A file as an import takes it. */
export interface ExportedFile {
  readonly kind: ImportFileKind;
  readonly name: string;
  readonly text: string;
}

async function printed(
  book: TestBook,
  print: (terminal: Terminal, reader: OpenBook) => Promise<unknown>,
): Promise<string> {
  let text = "";
  const terminal = {
    write: async (more: string) => {
      text += more;
    },
  } as unknown as Terminal;
  const ask = <Name extends MethodNameOf<"query">>(name: Name, input: MethodInput<Name>) =>
    book.ask(name, input as never);
  await print(terminal, { ask } as unknown as OpenBook);
  return text;
}

/** What `accounts list --kind user --csv` prints, or of organizations. */
export async function exportedAccounts(book: TestBook, kind: "user" | "organization"): Promise<ExportedFile> {
  const text = await printed(book, (terminal, reader) => printAccounts(terminal, reader, { csv: true }, { kind }));
  return { kind: `${kind}s`, name: `${kind}s.csv`, text };
}

/** What `ledger list --csv` prints, or `credits history --csv` of an account. */
export async function exportedLedger(
  book: TestBook,
  accountId: string | null = null,
  name = "ledger.csv",
): Promise<ExportedFile> {
  const text = await printed(book, (terminal, reader) => printEntries(terminal, reader, { csv: true }, accountId, {}));
  return { kind: "ledger_entries", name, text };
}

/** Everything that can be exported of a book, without the files that have no row. */
export async function exportOf(book: TestBook): Promise<ExportedFile[]> {
  const files = [
    await exportedAccounts(book, "user"),
    await exportedAccounts(book, "organization"),
    await exportedLedger(book),
  ];
  return files.filter(hasRows);
}

export function hasRows({ text }: ExportedFile): boolean {
  return rowsOf(text).length > 0;
}

/** The rows of CSV by their columns, as they are written. */
export function rowsOf(text: string): Record<string, string>[] {
  return parse<Record<string, string>>(text, { columns: true });
}
