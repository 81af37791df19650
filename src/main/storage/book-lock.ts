import Database from "better-sqlite3";
import { AppError } from "../../shared/errors.ts";

/** Proof that this process alone has the book open. */
export interface BookLock {
  release(): void;
}

/**
 * Take the book for this process. The lock is an exclusive SQLite transaction on an empty file beside the book, held for as
 * long as the book is open: the operating system lets go of it when the process ends, however it ends, so there is no stale
 * lock to clear by hand. The file itself stays, because removing it would let two processes lock two different files.
 *
 * @throws AppError `book_locked` when another process, or another engine of this one, has the book open.
 */
export function lockBook(path: string): BookLock {
  const database = new Database(`${path}.lock`, { timeout: 0 });
  try {
    // Nothing is ever written to it, so it needs no journal beside it.
    database.pragma("journal_mode = MEMORY");
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) {
      throw new AppError("book_locked", `${path} is open in another Countinghouse.`);
    }
    throw error;
  }
  return { release: () => database.close() };
}
