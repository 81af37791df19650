import type { ImportFileKind } from "../../../shared/contract/account-import.ts";
import type { ImportChoices } from "../../../shared/contract/imports.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** What a file with certain columns held, and how it was read. */
export interface RememberedImport {
  readonly kind: ImportFileKind;
  readonly choices: ImportChoices;
}

/** @param header tells files of the same form from others. */
export function findRememberedImport(book: ReadableBook, header: string): RememberedImport | null {
  const row = book.get<{ kind: ImportFileKind; choices: string }>(
    "SELECT kind, choices FROM import_choices WHERE header = ?",
    header,
  );
  return row ? { kind: row.kind, choices: JSON.parse(row.choices) as ImportChoices } : null;
}

export function rememberImport(book: WritableBook, header: string, { kind, choices }: RememberedImport): void {
  book.run(
    `INSERT INTO import_choices (header, kind, choices) VALUES (?, ?, ?)
     ON CONFLICT (header) DO UPDATE SET kind = excluded.kind, choices = excluded.choices`,
    header,
    kind,
    JSON.stringify(choices),
  );
}
