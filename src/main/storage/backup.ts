import { renameSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { AppError } from "../../shared/errors.ts";
import { insertMark, nextMark, noMark, readMark, replaceMark } from "./book-mark.ts";
import { makePrivateFile, syncFolderOf } from "./file-access.ts";
import { identify } from "./file-identity.ts";
import { withBookErrors } from "./sqlite-errors.ts";

/**
 * Copy an open book to another file as one consistent state, and prove the copy before it gets its name: it passes SQLite's
 * integrity check and holds the same last ledger entry. The copy is whole by itself, and its owner's alone (BEHAVIOUR 14.1).
 *
 * @throws AppError `book_damaged` when the copy is not good; no file is left at `targetPath` then, and an older one stays. `disk_full`,
 * `book_read_only`.
 */
export function copyVerified(database: Database.Database, targetPath: string): void {
  const draftPath = `${targetPath}.new`;
  withBookErrors(targetPath, () => {
    rmSync(draftPath, { force: true });
    try {
      makePrivateFile(draftPath);
      database.prepare("VACUUM INTO ?").run(draftPath);
      const copy = new Database(draftPath);
      try {
        markAsCopy(copy, draftPath);
        const check: unknown = copy.pragma("integrity_check(1)", { simple: true });
        if (check !== "ok" || lastEntryHash(copy) !== lastEntryHash(database)) {
          throw new AppError("book_damaged", `The copy at ${targetPath} is not the same as the book.`);
        }
      } finally {
        copy.close();
      }
      renameSync(draftPath, targetPath);
      syncFolderOf(targetPath);
    } finally {
      rmSync(draftPath, { force: true });
    }
  });
}

/** A copy is a state of its own: no log that was ever written continues it. */
function markAsCopy(copy: Database.Database, path: string): void {
  const known = readMark(copy);
  const next = nextMark("whole", known?.id ?? noMark, identify(path).fileNumber);
  if (known) replaceMark(copy, known, next);
  else insertMark(copy, next);
  copy.pragma("journal_mode = wal");
}

function lastEntryHash(database: Database.Database): string {
  const row = database.prepare("SELECT hex(hash) AS hash FROM ledger_entry ORDER BY sequence DESC LIMIT 1").get() as
    | { hash: string }
    | undefined;
  return row?.hash ?? "";
}
