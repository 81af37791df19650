import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { copyVerified } from "./backup.ts";
import { realPathOf, requireOurFile } from "./book-file.ts";
import { readMark } from "./book-mark.ts";
import { identify } from "./file-identity.ts";
import { hasLog, requireOwnLog } from "./found-log.ts";
import { loadMigrations, requireKnownVersion } from "./migrate.ts";
import { placeBook } from "./new-book-file.ts";
import { withBookErrors } from "./sqlite-errors.ts";

/** What a copy of a book holds. */
interface CopiedBook {
  readonly entryCount: number;
  readonly lastEntryAtMs: number | null;
}

/**
 * Copy a book that is open on another connection to a file that is whole by itself, while work goes on (BEHAVIOUR 14.1).
 *
 * @param targetPath where no file is yet.
 * @throws AppError `book_exists` where there is one; `book_damaged`, `disk_full`, `book_read_only`.
 */
export function backUp(bookPath: string, targetPath: string): CopiedBook & { readonly sizeBytes: number } {
  if (existsSync(targetPath)) throw new AppError("book_exists", `${targetPath} is there already.`);
  const database = new Database(bookPath, { readonly: true });
  try {
    return { ...copyVerified(database, targetPath), sizeBytes: statSync(targetPath).size };
  } finally {
    database.close();
  }
}

/**
 * Make a book of what a copy holds; the copy stays as it is. The book that was there before is kept beside it, with its log.
 *
 * @param givenPath the book's, which nobody may have open; whoever calls holds its lock.
 * @param options `replaces`: whether there may be a book at the path.
 * @throws AppError `backup_not_found`; `book_exists` where there is a book that was not to be replaced; what the copy is refused for.
 */
export function restoreBook(
  givenPath: string,
  sourcePath: string,
  { replaces, nowMs }: { readonly replaces: boolean; readonly nowMs: number },
): CopiedBook & { readonly mayMissLast: boolean; readonly keptPath: string | null } {
  if (!existsSync(sourcePath)) throw new AppError("backup_not_found", `There is no file ${sourcePath}.`);
  const isThere = existsSync(givenPath);
  if (isThere && !replaces) throw new AppError("book_exists", `There is a book at ${givenPath}.`);
  return withBookErrors(givenPath, () => {
    const path = isThere ? realPathOf(givenPath) : givenPath;
    if (isThere && identify(path).fileNumber === identify(sourcePath).fileNumber) {
      throw new AppError("book_exists", `${sourcePath} is the book itself.`);
    }
    const draftPath = `${path}.restored`;
    try {
      const copied = copyFromFile(sourcePath, draftPath);
      const keptPath = setAside(path, nowMs);
      placeBook(draftPath, path);
      return { ...copied, keptPath };
    } finally {
      rmSync(draftPath, { force: true });
    }
  });
}

/** Copy a book that nobody has open, with what its own log holds. */
function copyFromFile(sourcePath: string, targetPath: string): CopiedBook & { readonly mayMissLast: boolean } {
  requireOurFile(sourcePath);
  const file = openSync(sourcePath, "r");
  try {
    const found = requireOwnLog(sourcePath, file);
    const database = new Database(sourcePath, { readonly: true });
    try {
      const version = database.pragma("user_version", { simple: true }) as number;
      requireKnownVersion(sourcePath, version, loadMigrations().at(-1)?.version ?? 0);
      const mayMissLast = found.kind === "none" && readMark(database)?.state === "open";
      return { ...copyVerified(database, targetPath), mayMissLast };
    } finally {
      database.close();
    }
  } finally {
    closeSync(file);
  }
}

/** Move a book and its log to another name. @returns the name; null where there was nothing. */
function setAside(path: string, nowMs: number): string | null {
  if (!existsSync(path) && !hasLog(path)) return null;
  const keptPath = `${path}.before-restore-${stamp(nowMs)}`;
  for (const ending of ["", "-wal"]) {
    if (existsSync(path + ending)) renameSync(path + ending, keptPath + ending);
  }
  return keptPath;
}

/** The name of a backup that is made now. */
export function backupPathOf(bookPath: string, nowMs: number): string {
  return `${bookPath}.backup-${stamp(nowMs)}`;
}

/** An instant as part of a file's name: `20260301T120000123Z`. */
function stamp(nowMs: number): string {
  return new Date(nowMs).toISOString().replaceAll(/[-:.]/gu, "");
}
