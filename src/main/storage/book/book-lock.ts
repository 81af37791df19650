import { chmodSync, lstatSync, rmSync, type Stats } from "node:fs";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { makePrivateFile } from "./file-access.ts";
import { withBookErrors } from "./sqlite-errors.ts";

/** Proof that this process alone has the book open. */
export interface BookLock {
  /**
   * Whether holding it shows that nobody else has the book. Not where its file was made just now: somebody may have taken away the
   * file that another Countinghouse holds. Whoever opens the book then has to see that he is alone with it (`requireAlone`).
   */
  readonly isProven: boolean;
  /** The book was opened; the lock's file stays from now on. */
  prove(): void;
  /** Let go of the book. A file that proved nothing is taken away again. */
  release(): void;
}

/**
 * Take the book for this process. The lock is an exclusive SQLite transaction on an empty file beside the book, held for as
 * long as the book is open: the operating system lets go of it when the process ends, however it ends, so there is no stale
 * lock to clear by hand. The file itself stays, because removing it would let two processes lock two different files.
 *
 * Somebody who only reads in the file does not hold the book; the file is made anew then.
 *
 * @throws AppError `book_locked` when another process, or another engine of this one, has the book open; `book_lock_blocked` when
 * something else is in the lock's place.
 */
export function lockBook(path: string): BookLock {
  const lockPath = `${path}.lock`;
  const isNew = withBookErrors(path, () => prepareFile(lockPath));
  const database = connect(lockPath);
  try {
    // Nothing is ever written to it, so it needs no journal beside it.
    database.pragma("journal_mode = MEMORY");
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    const isOnlyRead = isBusy(error) && !isHeld(database);
    database.close();
    if (isOnlyRead) {
      rmSync(lockPath, { force: true });
      return lockBook(path);
    }
    if (isBusy(error))
      throw new AppError("book_locked", sentence("{path} is open in another Countinghouse.", { path }));
    throw blocked(lockPath, error);
  }
  let isProven = !isNew;
  return {
    get isProven() {
      return isProven;
    },
    prove() {
      isProven = true;
    },
    release() {
      if (!isProven) rmSync(lockPath, { force: true });
      database.close();
    },
  };
}

/**
 * See that no other connection of any process has the book open. Only for a moment; then others may read in it again.
 *
 * @param database an open connection to the book itself.
 * @throws AppError `book_locked`.
 */
export function requireAlone(database: Database.Database): void {
  // A connection that is exclusive from its first look on would stay so.
  database.pragma("user_version");
  database.pragma("busy_timeout = 0");
  database.pragma("locking_mode = EXCLUSIVE");
  try {
    database.exec("BEGIN EXCLUSIVE; COMMIT");
  } catch (error) {
    if (isBusy(error))
      throw new AppError("book_locked", sentence("{path} is open in another program.", { path: database.name }));
    throw error;
  } finally {
    database.pragma("locking_mode = NORMAL");
    // The connection goes back to sharing the file with its next look at it.
    database.pragma("user_version");
  }
}

/** @returns whether there was no file. */
function prepareFile(lockPath: string): boolean {
  const found: Stats | undefined = lstatSync(lockPath, { throwIfNoEntry: false });
  if (!found) {
    makePrivateFile(lockPath);
    return true;
  }
  if (!found.isFile()) throw new AppError("book_lock_blocked", sentence("{lockPath} is not a file.", { lockPath }));
  if ((found.mode & 0o777) !== 0o600) {
    try {
      chmodSync(lockPath, 0o600);
    } catch {
      // Whether it can be used all the same, the next step shows.
    }
  }
  return false;
}

function connect(lockPath: string): Database.Database {
  try {
    return new Database(lockPath, { timeout: 0 });
  } catch (error) {
    throw blocked(lockPath, error);
  }
}

/** Whether some engine holds the lock: then not even reading is let in. */
function isHeld(lock: Database.Database): boolean {
  try {
    lock.pragma("user_version");
    return false;
  } catch {
    return true;
  }
}

function blocked(lockPath: string, error: unknown): AppError {
  return new AppError(
    "book_lock_blocked",
    sentence("{lockPath} cannot be used: {reason}.", { lockPath, reason: (error as Error).message }),
  );
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
}
