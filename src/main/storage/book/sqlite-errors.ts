import { accessSync, closeSync, constants, openSync } from "node:fs";
import Database from "better-sqlite3";
import { AppError, type ErrorCode } from "../../../shared/errors.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";
import { codeOf } from "./file-access.ts";

/** What a failure of SQLite, or of the file system, means for a book: the first pattern that its code begins with. */
const meanings: readonly (readonly [pattern: RegExp, code: ErrorCode, what: Sentence])[] = [
  [/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/u, "disk_full", sentence("There is no room left to write")],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/u, "book_locked", sentence("Another program keeps its hold on")],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB|SQLITE_FORMAT)/u, "book_damaged", sentence("There is damage in")],
  [/^(SQLITE_READONLY|SQLITE_PERM|EACCES|EPERM|EROFS)/u, "book_read_only", sentence("This program may not write")],
  // What is left of SQLite's I/O errors once the full disk is taken out: a disk that fails, or a network share that went away.
  [
    /^(SQLITE_IOERR|EIO|ESTALE|EREMOTEIO|ENOTCONN|EHOSTDOWN|EHOSTUNREACH|ETIMEDOUT|ENODEV|ENXIO)/u,
    "book_disk_failed",
    sentence("The disk does not answer for"),
  ],
  [/^(EMFILE|ENFILE)/u, "too_many_open_files", sentence("The system lets this program open no more files, and so not")],
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
  const code = failureCodeOf(error);
  if (code === undefined) return error;
  const reason = code.startsWith("SQLITE_CANTOPEN") ? (whyNotOpened(path) ?? code) : code;
  const meaning = meanings.find(([pattern]) => pattern.test(reason));
  if (!meaning) return error;
  const [, bookCode, what] = meaning;
  return new AppError(bookCode, sentence("{what} {path}: {reason}.", { what, path, reason: (error as Error).message }));
}

/** The code of a failure of SQLite or of the system; undefined for what is neither. */
function failureCodeOf(error: unknown): string | undefined {
  const isFailure = error instanceof Database.SqliteError || (error instanceof Error && "syscall" in error);
  return isFailure ? codeOf(error) : undefined;
}

/** Where this many files cannot be opened, SQLite cannot open what it needs at once: files, their logs, the logs' indexes, folders. */
const filesAtOnce = 8;

/** SQLite does not say why it cannot open a file; the system does. The book itself is not opened: closing it would end SQLite's locks. */
function whyNotOpened(path: string): string | null {
  const opened: number[] = [];
  try {
    while (opened.length < filesAtOnce) opened.push(openSync(process.execPath, "r"));
    accessSync(path, constants.R_OK | constants.W_OK);
    return null;
  } catch (error) {
    return codeOf(error) ?? null;
  } finally {
    for (const file of opened) closeSync(file);
  }
}
