import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  realpathSync,
  statSync,
  type Stats,
} from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { copyVerified, readLastEntry } from "./backup.ts";
import { BookGuard } from "./book-guard.ts";
import type { ReadableBook, WritableBook } from "./book-handle.ts";
import { lockBook, requireAlone, type BookLock } from "./book-lock.ts";
import { insertMark, nextMark, noMark, readMark, type BookMark } from "./book-mark.ts";
import { codeOf, keepPrivate } from "./file-access.ts";
import { identify, type FileIdentity } from "./file-identity.ts";
import { hasLog, requireNoJournal, requireOwnLog, type FoundLog } from "./found-log.ts";
import { readAt } from "./log-file.ts";
import { applyMigrations, loadMigrations, pendingMigrations, requireKnownVersion, type Migration } from "./migrate.ts";
import { bookApplicationId, configureWriter } from "./pragmas.ts";
import { readSqliteBook, SqliteBook, WritableSqliteBook } from "./sqlite-book.ts";
import { withBookErrors } from "./sqlite-errors.ts";

/** A book opened for writing. */
export interface OpenedBook {
  readonly book: WritableBook;
  /** Whether its pages were checked because something may have happened to them. */
  readonly wasChecked: boolean;
  /** Whether the book is on a server, as a user who could take away what refuses to change an entry. */
  readonly ownsEntries?: boolean;
  readonly close: () => void;
}

/**
 * Take an existing book for this process: look at the file before SQLite does, then lock it. The lock is held apart from the
 * connections, so that it outlives a thread that dies with one. A file that is not a good book is left exactly as it is.
 *
 * @throws AppError with one of the `book_…` codes; `too_many_open_files`.
 */
export function claimBook(givenPath: string): BookLock {
  return withBookErrors(givenPath, () => {
    const path = realPathOf(givenPath);
    requireOurFile(path);
    requireWritable(path);
    const lock = lockBook(path);
    keepPrivate(path);
    return lock;
  });
}

/**
 * Take the place of a book for this process, whatever is there: a book, a damaged one, or none.
 *
 * @throws AppError `book_locked`, `book_lock_blocked`, `book_read_only`.
 */
export function claimPlace(givenPath: string): BookLock {
  return withBookErrors(givenPath, () => {
    if (existsSync(givenPath)) return lockBook(realPathOf(givenPath));
    // What this makes of folders is its owner's alone, as the book is.
    mkdirSync(dirname(givenPath), { recursive: true, mode: 0o700 });
    return lockBook(givenPath);
  });
}

/**
 * Open a book that is claimed ({@link claimBook}) for writing: look at the log beside it before SQLite does, bring its schema up to date.
 * Its pages are checked where something may have happened to them: after a crash, and in a copy. A file that is not a good book is
 * left exactly as it is.
 *
 * @param options `mustBeAlone`: nobody else may have the book open, which a lock that proves nothing asks for; left out: others may.
 * @throws AppError with one of the `book_…` codes; `disk_full`, `too_many_open_files`.
 */
export function openBook(
  givenPath: string,
  nowMs: number,
  options: { readonly mustBeAlone?: boolean; readonly migrations?: readonly Migration[] } = {},
): OpenedBook {
  return withBookErrors(givenPath, () => {
    const { mustBeAlone = false, migrations = loadMigrations() } = options;
    const path = realPathOf(givenPath);
    const { guard, wasChecked, pending } = openGuarded(path, migrations, mustBeAlone);
    try {
      if (pending.length > 0) bringUpToDate(guard, path, nowMs, pending);
      const book = new WritableSqliteBook(guard.database, guard);
      return { book, wasChecked, close: () => guard.close() };
    } catch (error) {
      guard.close();
      throw error;
    }
  });
}

/** Open a book that the writer has opened already, for reading on another thread. */
export function openBookForReading(givenPath: string): ReadableBook {
  return withBookErrors(givenPath, () => readSqliteBook(realPathOf(givenPath)));
}

function bringUpToDate(guard: BookGuard, path: string, nowMs: number, pending: readonly Migration[]): void {
  const { database } = guard;
  const version = new SqliteBook(database).schemaVersion();
  guard.run(() => {
    copyVerified(database, `${path}.version-${version}.backup`);
    database.prepare("UPDATE book SET last_backup_at_ms = ?").run(nowMs);
    applyMigrations(database, pending, nowMs);
  });
}

/** Open the connections to a book, once its log has been looked at, and the book by a connection that cannot write. */
function openGuarded(
  path: string,
  migrations: readonly Migration[],
  mustBeAlone: boolean,
): { readonly guard: BookGuard; readonly wasChecked: boolean; readonly pending: readonly Migration[] } {
  const identity = identify(path);
  // The one place where the file is opened beside SQLite while somebody may have it open: see `BookGuard`.
  const file = openSync(path, "r");
  let database: Database.Database | undefined;
  let anchor: Database.Database | undefined;
  try {
    requireKnownVersion(path, readAt(file, 60, 4)?.readInt32BE(0) ?? 0, migrations.at(-1)?.version ?? 0);
    const found = requireOwnLog(path, file);
    database = new Database(path, { fileMustExist: true });
    if (mustBeAlone) requireAlone(database);
    const reading = new Database(path, { readonly: true });
    anchor = reading;
    const { mark, isSettled } = lookAtBook(reading, identity, found);
    const pending = readAs(path, () => pendingMigrations(reading, migrations));
    configureWriter(database);
    const known = {
      mark: mark ?? giveFirstMark(database, identity),
      marksInFile: found.marks,
      isSettled,
    };
    const guard = new BookGuard({ database, anchor, file }, identity, known);
    return { guard, wasChecked: !isSettled, pending };
  } catch (error) {
    // SQLite brings the log into the book and removes it when the last connection is closed, unless that one cannot write.
    const inOrder = hasLog(path) ? [database, anchor] : [anchor, database];
    for (const connection of inOrder) connection?.close();
    closeSync(file);
    throw error;
  }
}

/**
 * What the file holds, before anything is written: whether it is whole by itself, and sound where something may have happened to it.
 * After a clean close in the same file there is nothing to check.
 *
 * @throws AppError `book_incomplete`, `book_damaged`.
 */
function lookAtBook(
  database: Database.Database,
  { path, fileNumber }: FileIdentity,
  found: FoundLog,
): { readonly mark: BookMark | null; readonly isSettled: boolean } {
  const mark = readAs(path, () => readMark(database));
  const isCopy = mark?.fileNumber !== fileNumber;
  if (found.kind === "none" && mark?.state === "open") throw incomplete(database);
  const isSettled = found.kind === "none" && !isCopy;
  if (!isSettled) {
    // A copy may have been made while pages were written, so its indexes are compared with its tables too.
    const check: unknown = database.pragma(isCopy ? "integrity_check(1)" : "quick_check(1)", { simple: true });
    if (check !== "ok")
      throw new AppError("book_damaged", sentence("{path} is damaged: {reason}.", { path, reason: String(check) }));
  }
  return { mark, isSettled };
}

/** The first look at what SQLite makes of the file: what it does not understand here is damage. */
function readAs<Answer>(path: string, read: () => Answer): Answer {
  try {
    return read();
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === "SQLITE_ERROR") {
      throw new AppError("book_damaged", sentence("{path} is damaged: {reason}.", { path, reason: error.message }));
    }
    throw error;
  }
}

/** A file that says that the rest is in its log, without one (BEHAVIOUR 14.1). */
function incomplete(database: Database.Database): AppError {
  const { entryCount, lastEntryAtMs } = readLastEntry(database);
  const end =
    lastEntryAtMs === null
      ? sentence("before the first entry")
      : sentence("with entry {entryCount} of {at}", { entryCount, at: new Date(lastEntryAtMs).toISOString() });
  return new AppError(
    "book_incomplete",
    sentence(
      "{path} was copied without its log while the book was open. It ends {end}; what was written later may be missing.",
      { path: database.name, end },
    ),
  );
}

/** A book of an older version gets its first mark, in a file that is whole. */
function giveFirstMark(database: Database.Database, { fileNumber }: FileIdentity): BookMark {
  const mark = nextMark("whole", noMark, fileNumber);
  database.transaction(() => insertMark(database, mark)).immediate();
  const [result] = database.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
  if (result?.busy !== 0)
    throw new AppError("book_locked", sentence("Another program reads in {path}.", { path: database.name }));
  return mark;
}

/** One book under all its names: through a link it is the file that the link leads to (BEHAVIOUR 14.2). */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes(codeOf(error) ?? ""))
      throw new AppError("book_missing", sentence("There is no book at {path}.", { path }));
    throw error;
  }
}

/**
 * Read the header ourselves: SQLite would happily turn an empty file into a database.
 *
 * @throws AppError `book_not_ours`, `book_has_links`, `book_damaged`, `book_log_foreign`.
 */
export function requireOurFile(path: string): void {
  const { size, nlink } = requireFile(path);
  const header = readHeader(path);
  if (!header)
    throw new AppError(
      "book_not_ours",
      size === 0 ? sentence("{path} is empty.", { path }) : sentence("{path} is too short to be a book.", { path }),
    );
  const isSqlite = header.toString("latin1", 0, 16) === "SQLite format 3\0";
  if (!isSqlite || header.readUInt32BE(68) !== bookApplicationId) {
    throw new AppError("book_not_ours", sentence("{path} is not a Countinghouse book.", { path }));
  }
  if (nlink > 1)
    throw new AppError("book_has_links", sentence("{path} is one of {nlink} names of one file.", { path, nlink }));
  const [writeFormat, readFormat] = [header[18], header[19]];
  if (writeFormat !== readFormat || (writeFormat !== rollbackFormat && writeFormat !== logFormat)) {
    throw new AppError("book_damaged", sentence("{path} is damaged: its header is not that of a book.", { path }));
  }
  if (writeFormat === logFormat) requireNoJournal(path);
}

/** How a header says whether SQLite keeps a journal to roll back, or a log to replay. */
const rollbackFormat = 1;
const logFormat = 2;

function requireFile(path: string): Stats {
  const stats = statSync(path);
  if (!stats.isFile()) throw new AppError("book_not_ours", sentence("{path} is not a file.", { path }));
  return stats;
}

function readHeader(path: string): Buffer | null {
  const file = openSync(path, "r");
  try {
    return readAt(file, 0, 100);
  } finally {
    closeSync(file);
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
  throw new AppError("book_read_only", sentence("{path} cannot be written.", { path }));
}
