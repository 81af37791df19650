import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { WritableBook } from "./book-handle.ts";
import { insertMark, nextMark, noMark } from "./book-mark.ts";
import { codeOf, giveName, makePrivateFile, syncFile } from "./file-access.ts";
import { identify } from "./file-identity.ts";
import { foreignLog, hasLog } from "./found-log.ts";
import { applyMigrations, loadMigrations, type Migration } from "./migrate.ts";
import { bookApplicationId, configureWriter } from "./pragmas.ts";
import { WritableSqliteBook } from "./sqlite-book.ts";
import { withBookErrors } from "./sqlite-errors.ts";

/**
 * Make a new book: all of it under another name, which is then given to the path. So the path never holds half a book, and a
 * file that appeared there meanwhile is not overwritten.
 *
 * @param fill writes what every book starts with.
 * @throws AppError `book_exists`; `book_log_foreign` where the log of another book lies at the path; `book_read_only`, `disk_full`.
 */
export function createBookFile(
  path: string,
  nowMs: number,
  fill: (book: WritableBook) => void,
  migrations: readonly Migration[] = loadMigrations(),
): void {
  const draft = draftBookFile(path, (database) => {
    database.pragma("foreign_keys = ON");
    configureWriter(database);
    applyMigrations(database, migrations, nowMs);
    const book = new WritableSqliteBook(database);
    book.transaction(() => fill(book));
  });
  try {
    draft.keep();
  } finally {
    draft.drop();
  }
}

/** A book that is made under another name. */
export interface BookDraft {
  readonly path: string;
  /** Give it its name. @throws as {@link placeBook}. */
  keep(): void;
  /** To be called in any case: what was not kept is gone then. */
  drop(): void;
}

/**
 * Make a book that has no name yet.
 *
 * @param write makes the tables and what is in them; the mark follows.
 * @param draftPath what it is called until then; what lies there is taken away.
 * @throws AppError `book_read_only`, `disk_full`; what `write` throws. Nothing is left then.
 */
export function draftBookFile(
  path: string,
  write: (database: Database.Database) => void,
  draftPath = `${path}.new`,
): BookDraft {
  const drop = (): void => {
    for (const ending of ["", "-wal", "-shm", "-journal"]) rmSync(draftPath + ending, { force: true });
  };
  return withBookErrors(path, () => {
    // What this makes of folders is its owner's alone, as the book is.
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    drop();
    try {
      makePrivateFile(draftPath);
      const database = new Database(draftPath);
      try {
        database.pragma(`application_id = ${bookApplicationId}`);
        write(database);
        database.pragma("journal_mode = wal");
        insertMark(database, nextMark("whole", noMark, identify(draftPath).fileNumber));
      } finally {
        database.close();
      }
      syncFile(draftPath);
      return { path: draftPath, keep: () => withBookErrors(path, () => placeBook(draftPath, path)), drop };
    } catch (error) {
      drop();
      throw error;
    }
  });
}

/**
 * Give a finished book its name.
 *
 * @throws AppError `book_exists` where there is a file of that name; `book_log_foreign` where a log of that name has outlived its book.
 */
export function placeBook(draftPath: string, path: string): void {
  if (hasLog(path) && !existsSync(path)) throw foreignLog(`${path}-wal`);
  try {
    giveName(draftPath, path);
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw new AppError("book_exists", sentence("{path} exists already.", { path }));
    throw error;
  }
}
