import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname } from "node:path";
import type Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { endAllSignIns } from "../access/operator-store.ts";
import { deleteAllSessions } from "../access/session-store.ts";
import { copyVerified, type LastEntry } from "./backup.ts";
import {
  writeBackupEvery,
  writeBackupFolder,
  writeBackupRecipients,
  type StoredBackupPlan,
} from "./backup-plan-store.ts";
import { realPathOf, requireOurFile } from "./book-file.ts";
import { readMark } from "./book-mark.ts";
import { locateCopy, readPlanOf, stamp, type CopySource } from "./copies.ts";
import { requireUnchanged } from "./copy-digest.ts";
import { identify } from "./file-identity.ts";
import { hasLog, requireOwnLog } from "./found-log.ts";
import { applyMigrations, loadMigrations, pendingMigrations, requireKnownVersion } from "./migrate.ts";
import { placeBook } from "./new-book-file.ts";
import { readFileAsItIs } from "./reading-file.ts";
import { WritableSqliteBook } from "./sqlite-book.ts";
import { withBookErrors } from "./sqlite-errors.ts";

/** A book that was made of a copy. */
interface Restored extends LastEntry {
  readonly mayMissLast: boolean;
  readonly keptPath: string | null;
  /** Whether each byte of the copy was as it was written beside it when it was made. */
  readonly isProven: boolean;
}

/**
 * Make a book of what a copy holds; the copy stays as it is. The book that was there before is kept beside it, with its log.
 *
 * @param givenPath the book's, which nobody may have open; whoever calls holds its lock.
 * @param source the copy, by its name or by its path.
 * @param options `replaces`: whether there may be a book at the path.
 * @throws AppError `backup_not_found`, `backup_changed`; `book_exists` where there is a book that was not to be replaced; what the copy
 * is refused for.
 */
export function restoreBook(
  givenPath: string,
  source: CopySource,
  { replaces, nowMs }: { readonly replaces: boolean; readonly nowMs: number },
): Restored {
  const isThere = existsSync(givenPath);
  const path = isThere ? realPathOf(givenPath) : givenPath;
  const sourcePath = locateCopy(givenPath, source);
  if (isThere && !replaces)
    throw new AppError("book_exists", sentence("There is a book at {givenPath}.", { givenPath }));
  return withBookErrors(givenPath, () => {
    if (isThere && identify(path).fileNumber === identify(sourcePath).fileNumber) {
      throw new AppError("book_exists", sentence("{sourcePath} is the book itself.", { sourcePath }));
    }
    // What a log beside the copy holds is in no digest.
    const isProven = requireUnchanged(sourcePath) && !hasLog(sourcePath);
    const draftPath = `${path}.restored`;
    try {
      const plan = readPlanOf(path);
      const copied = copyFromFile(sourcePath, draftPath, (copy) => settleIn(copy, plan, nowMs));
      const keptPath = setAside(path, nowMs);
      try {
        placeBook(draftPath, path);
      } catch (error) {
        if (keptPath !== null) moveBook(keptPath, path);
        throw error;
      }
      return { ...copied, keptPath, isProven };
    } finally {
      rmSync(draftPath, { force: true });
    }
  });
}

/**
 * Make a copy the book of today. It is brought to this version first, because what is written into it has no room in an older one: whoever had
 * signed in then is not let in by it, nor is whoever is signed in to the book that gives way.
 */
function settleIn(copy: Database.Database, plan: StoredBackupPlan | null, nowMs: number): void {
  applyMigrations(copy, pendingMigrations(copy, loadMigrations()), nowMs);
  const book = new WritableSqliteBook(copy);
  deleteAllSessions(book);
  endAllSignIns(book);
  if (plan) writePlan(book, plan);
}

/** How the book is backed up is a matter of the machine and of today, not of the day on which the copy was made. */
function writePlan(copy: WritableSqliteBook, { every, folder, isOnOtherDisk, recipients }: StoredBackupPlan): void {
  writeBackupEvery(copy, every);
  writeBackupRecipients(copy, recipients);
  writeBackupFolder(copy, folder, isOnOtherDisk);
}

/**
 * Copy a book with what its own log holds.
 *
 * @param complete writes into the copy before it is checked; left out: nothing.
 */
export function copyFromFile(
  sourcePath: string,
  targetPath: string,
  complete: (copy: Database.Database) => void = () => undefined,
): LastEntry & { readonly mayMissLast: boolean } {
  requireOurFile(sourcePath);
  const file = openSync(sourcePath, "r");
  const readable = readablePath(sourcePath, `${targetPath}.read`);
  try {
    const found = requireOwnLog(sourcePath, file);
    return readFileAsItIs(readable.path, (database) => {
      const version = database.pragma("user_version", { simple: true }) as number;
      requireKnownVersion(sourcePath, version, loadMigrations().at(-1)?.version ?? 0);
      const mayMissLast = found.kind === "none" && readMark(database)?.state === "open";
      return { ...copyVerified(database, targetPath, complete), mayMissLast };
    });
  } finally {
    readable.remove();
    closeSync(file);
  }
}

/**
 * Where a file can be read: SQLite makes files beside what it reads, and where it may not, such as on a disk that is locked against writing, the
 * file is read in a copy with its log.
 */
function readablePath(path: string, copyPath: string): { readonly path: string; remove(): void } {
  if (canWriteBeside(path)) return { path, remove: () => undefined };
  for (const ending of ["", "-wal"]) {
    if (!existsSync(path + ending)) continue;
    copyFileSync(path + ending, copyPath + ending);
    chmodSync(copyPath + ending, 0o600);
  }
  return {
    path: copyPath,
    remove() {
      for (const ending of ["", "-wal", "-shm"]) rmSync(copyPath + ending, { force: true });
    },
  };
}

function canWriteBeside(path: string): boolean {
  try {
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Move a book and its log to another name. @returns the name; null where there was nothing. */
function setAside(path: string, nowMs: number): string | null {
  if (!existsSync(path) && !hasLog(path)) return null;
  const keptPath = `${path}.before-restore-${stamp(nowMs)}`;
  moveBook(path, keptPath);
  return keptPath;
}

function moveBook(from: string, to: string): void {
  for (const ending of ["", "-wal"]) {
    if (existsSync(from + ending)) renameSync(from + ending, to + ending);
  }
}
