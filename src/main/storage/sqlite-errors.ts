import { accessSync, closeSync, constants, openSync } from "node:fs";
import Database from "better-sqlite3";
import { AppError, type ErrorCode } from "../../shared/errors.ts";

/** What a failure of SQLite, or of the file system, means for a book: the first pattern that its code begins with. */
const meanings: readonly (readonly [pattern: RegExp, code: ErrorCode, what: string])[] = [
  [/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/u, "disk_full", "There is no room left to write"],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/u, "book_locked", "Another program keeps its hold on"],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB|SQLITE_FORMAT)/u, "book_damaged", "There is damage in"],
  [/^(SQLITE_READONLY|SQLITE_PERM|EACCES|EPERM|EROFS)/u, "book_read_only", "This program may not write"],
  [/^(EMFILE|ENFILE)/u, "too_many_open_files", "The system lets this program open no more files, and so not"],
];

/** Do something with a book's file; what the disk, a lock or damage refuses is said by its code. */
export function withBookErrors<Answer>(path: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    throw toBookError(path, error);
  }
}

/** @returns the refusal that the error comes to; the error itself where it is a fault of the program. */
function toBookError(path: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === null) return error;
  const reason = code.startsWith("SQLITE_CANTOPEN") ? (whyNotOpened(path) ?? code) : code;
  const meaning = meanings.find(([pattern]) => pattern.test(reason));
  if (!meaning) return error;
  const [, bookCode, what] = meaning;
  return new AppError(bookCode, `${what} ${path}: ${(error as Error).message}.`);
}

function codeOf(error: unknown): string | null {
  if (error instanceof AppError || !(error instanceof Error) || !("code" in error)) return null;
  return error instanceof Database.SqliteError || "syscall" in error ? String(error.code) : null;
}

/** SQLite does not say why it cannot open a file; the system does. The book itself is not opened: closing it would end SQLite's locks. */
function whyNotOpened(path: string): string | null {
  try {
    closeSync(openSync(process.execPath, "r"));
    accessSync(path, constants.R_OK | constants.W_OK);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? null;
  }
}
