import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../shared/errors.ts";
import { ReadableBook, WritableBook } from "./book-handle.ts";
import { copyVerified } from "./backup.ts";
import { lockBook, type BookLock } from "./book-lock.ts";
import { loadMigrations, migrate, type Migration } from "./migrate.ts";
import { bookApplicationId, configureReader, configureWriter } from "./pragmas.ts";

/** A book opened for writing. */
export interface OpenedBook {
  readonly book: WritableBook;
  readonly close: () => void;
}

/**
 * Take an existing book for this process: look at the file before SQLite does, then lock it. The lock is held apart from the
 * connections, so that it outlives a thread that dies with one. A file that is not a good book is left exactly as it is.
 *
 * @throws AppError with one of the `book_…` codes.
 */
export function claimBook(path: string): BookLock {
  requireOurFile(path);
  requireWritable(path);
  return lockBook(path);
}

/**
 * Open a book that is claimed ({@link claimBook}) for writing: bring its schema up to date, check it.
 *
 * @throws AppError with one of the `book_…` codes.
 */
export function openBook(path: string, nowMs: number, migrations: readonly Migration[] = loadMigrations()): OpenedBook {
  return asDamage(path, () => openClaimed(path, nowMs, migrations));
}

/** Open a book that the writer has opened already, for reading on another thread. */
export function openBookForReading(path: string): ReadableBook {
  return asDamage(path, () => {
    const database = new Database(path, { readonly: true, fileMustExist: true });
    configureReader(database);
    return new ReadableBook(database);
  });
}

/** A state of the book that stays as it is for whoever holds it. */
export interface HeldSnapshot {
  readonly book: ReadableBook;
  readonly release: () => void;
}

/**
 * Hold the present state of an open book, on a connection of its own: queries and commands go on beside it. While it is held, the
 * write-ahead log cannot be folded back into the book.
 */
export function holdSnapshot(path: string): HeldSnapshot {
  const book = openBookForReading(path);
  try {
    book.beginSnapshot();
  } catch (error) {
    book.close();
    throw error;
  }
  return { book, release: () => book.close() };
}

/**
 * Make a new book: all of it under another name, which is then linked to the path. So the path never holds half a book, and a
 * file that appeared there meanwhile is not overwritten.
 *
 * @param fill writes what every book starts with.
 * @throws AppError `book_exists`; `book_read_only` where the folder cannot be written.
 */
export function createBookFile(
  path: string,
  nowMs: number,
  fill: (book: WritableBook) => void,
  migrations: readonly Migration[] = loadMigrations(),
): void {
  if (existsSync(path)) throw new AppError("book_exists", `${path} exists already.`);
  const draftPath = `${path}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    rmSync(draftPath, { force: true });
    const database = new Database(draftPath);
    try {
      database.pragma(`application_id = ${bookApplicationId}`);
      database.pragma("synchronous = FULL");
      database.pragma("foreign_keys = ON");
      migrate(database, migrations, nowMs, () => {});
      const book = new WritableBook(database);
      book.transaction(() => fill(book));
    } finally {
      database.close();
    }
    linkSync(draftPath, path);
  } catch (error) {
    if (hasCode(error, "EEXIST")) throw new AppError("book_exists", `${path} exists already.`);
    if (hasCode(error, "EACCES") || hasCode(error, "EPERM") || hasCode(error, "EROFS")) {
      throw new AppError("book_read_only", `${path} cannot be written.`);
    }
    throw error;
  } finally {
    rmSync(draftPath, { force: true });
  }
}

function openClaimed(path: string, nowMs: number, migrations: readonly Migration[]): OpenedBook {
  const database = new Database(path, { fileMustExist: true });
  try {
    configureWriter(database);
    const check: unknown = database.pragma("quick_check(1)", { simple: true });
    if (check !== "ok") throw new AppError("book_damaged", `${path} is damaged: ${String(check)}.`);
    migrate(database, migrations, nowMs, (fromVersion) => {
      copyVerified(database, `${path}.version-${fromVersion}.backup`);
      database.prepare("UPDATE book SET last_backup_at_ms = ?").run(nowMs);
    });
  } catch (error) {
    database.close();
    throw error;
  }
  return { book: new WritableBook(database), close: () => database.close() };
}

/** Read the header ourselves: SQLite would happily turn an empty file into a database. */
function requireOurFile(path: string): void {
  if (!existsSync(path)) throw new AppError("book_missing", `There is no book at ${path}.`);
  if (!statSync(path).isFile()) throw new AppError("book_not_ours", `${path} is not a file.`);
  const header = Buffer.alloc(100);
  const file = openForReading(path);
  try {
    if (readSync(file, header, 0, header.length, 0) < header.length) {
      throw new AppError(
        "book_not_ours",
        `${path} is ${statSync(path).size === 0 ? "empty" : "too short to be a book"}.`,
      );
    }
  } finally {
    closeSync(file);
  }
  const isSqlite = header.toString("latin1", 0, 16) === "SQLite format 3\0";
  if (!isSqlite || header.readUInt32BE(68) !== bookApplicationId) {
    throw new AppError("book_not_ours", `${path} is not a Countinghouse book.`);
  }
}

function openForReading(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    if (hasCode(error, "EACCES")) throw new AppError("book_read_only", `${path} may not be read.`);
    throw error;
  }
}

function requireWritable(path: string): void {
  // An administrator may write any file, so the file's own mark counts too: nobody's write bit set means leave it alone.
  const isMarkedReadOnly = (statSync(path).mode & 0o222) === 0;
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    if (!isMarkedReadOnly) return;
  } catch {
    // Refused below, in the same words.
  }
  throw new AppError("book_read_only", `${path} cannot be written.`);
}

const damageCodes = new Set(["SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_CORRUPT_VTAB", "SQLITE_FORMAT"]);

function asDamage<Answer>(path: string, open: () => Answer): Answer {
  try {
    return open();
  } catch (error) {
    if (error instanceof Database.SqliteError && damageCodes.has(error.code)) {
      throw new AppError("book_damaged", `${path} is damaged: ${error.message}.`);
    }
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
