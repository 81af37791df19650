import { renameSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { AppError } from "../../shared/errors.ts";

/**
 * Copy an open book to another file as one consistent state, and prove the copy before it gets its name: it passes SQLite's
 * integrity check and holds the same last ledger entry.
 *
 * @throws AppError `book_damaged` when the copy is not good; no file is left at `targetPath` then, and an older one stays.
 */
export function copyVerified(database: Database.Database, targetPath: string): void {
  const draftPath = `${targetPath}.new`;
  rmSync(draftPath, { force: true });
  try {
    database.prepare("VACUUM INTO ?").run(draftPath);
    const copy = new Database(draftPath, { readonly: true });
    try {
      const check: unknown = copy.pragma("integrity_check(1)", { simple: true });
      if (check !== "ok" || lastEntryHash(copy) !== lastEntryHash(database)) {
        throw new AppError("book_damaged", `The copy at ${targetPath} is not the same as the book.`);
      }
    } finally {
      copy.close();
    }
    renameSync(draftPath, targetPath);
  } finally {
    rmSync(draftPath, { force: true });
  }
}

function lastEntryHash(database: Database.Database): string {
  const row = database.prepare("SELECT hex(hash) AS hash FROM ledger_entry ORDER BY sequence DESC LIMIT 1").get() as
    | { hash: string }
    | undefined;
  return row?.hash ?? "";
}
