import { existsSync, linkSync, mkdirSync, renameSync, rmSync, unlinkSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { WritableBook } from "./book-handle.ts";
import { insertMark, nextMark, noMark } from "./book-mark.ts";
import { codeOf, makePrivateFile, syncFolderOf } from "./file-access.ts";
import { identify } from "./file-identity.ts";
import { foreignLog, hasLog } from "./found-log.ts";
import { applyMigrations, loadMigrations, type Migration } from "./migrate.ts";
import { bookApplicationId, configureWriter } from "./pragmas.ts";
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
  withBookErrors(path, () => {
    const draftPath = `${path}.new`;
    // What this makes of folders is its owner's alone, as the book is.
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    rmSync(draftPath, { force: true });
    try {
      makePrivateFile(draftPath);
      const database = new Database(draftPath);
      try {
        database.pragma(`application_id = ${bookApplicationId}`);
        database.pragma("foreign_keys = ON");
        configureWriter(database);
        applyMigrations(database, migrations, nowMs);
        insertMark(database, nextMark("whole", noMark, identify(draftPath).fileNumber));
        const book = new WritableBook(database);
        book.transaction(() => fill(book));
      } finally {
        database.close();
      }
      placeBook(draftPath, path);
    } finally {
      for (const ending of ["", "-wal", "-shm", "-journal"]) rmSync(draftPath + ending, { force: true });
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
    linkSync(draftPath, path);
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw new AppError("book_exists", `${path} exists already.`);
    if (!linklessCodes.has(codeOf(error) ?? "")) throw error;
    placeWithoutLink(draftPath, path);
  }
  rmSync(draftPath, { force: true });
  syncFolderOf(path);
}

/** How file systems say that they have no hard links, such as those of memory sticks. */
const linklessCodes: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL", "EMLINK"]);

/** The name is taken by an empty file, which only one can make; the book then takes the file's place. */
function placeWithoutLink(draftPath: string, path: string): void {
  try {
    makePrivateFile(path);
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw new AppError("book_exists", `${path} exists already.`);
    throw error;
  }
  try {
    renameSync(draftPath, path);
  } catch (error) {
    unlinkSync(path);
    throw error;
  }
}
