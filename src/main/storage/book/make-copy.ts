import { existsSync, renameSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { draftCopy, type CopyDraft } from "./backup.ts";
import { writeLastBackup } from "./backup-plan-store.ts";
import { writeDigestFile } from "./copy-digest.ts";
import { encryptFile, type CopyEncryption } from "./encryption.ts";
import { syncFolderOf } from "./file-access.ts";
import { WritableSqliteBook } from "./sqlite-book.ts";
import { withBookErrors } from "./sqlite-errors.ts";

/**
 * Copy a book that is open on another connection to a file that is whole by itself, while work goes on (BEHAVIOUR 14.1).
 *
 * @param targetPath where no file is yet.
 * @returns the copy, before it has its name. Whether its pages and indexes are whole is for the caller to have checked.
 * @throws AppError `book_exists` where there is one; `book_damaged`, `disk_full`, `book_read_only`, `backup_failed`.
 */
export function draftBackup(
  bookPath: string,
  targetPath: string,
  { createdAtMs, isOfSeries }: { readonly createdAtMs: number; readonly isOfSeries: boolean },
): CopyDraft {
  if (existsSync(targetPath))
    throw new AppError("book_exists", sentence("{targetPath} is there already.", { targetPath }));
  return withBackupErrors(targetPath, () => {
    const database = new Database(bookPath, { readonly: true });
    try {
      // So that the book that is made of it one day knows of it.
      const complete = (copy: Database.Database) =>
        writeLastBackup(new WritableSqliteBook(copy), createdAtMs, isOfSeries);
      return draftCopy(database, targetPath, complete, true);
    } finally {
      database.close();
    }
  });
}

/**
 * Give a copy its name, after what it is made of has been written beside it: a byte of it that changes is found out when it is
 * restored.
 */
export function keepBackup(draft: CopyDraft, targetPath: string): void {
  withBackupErrors(targetPath, () => {
    writeDigestFile(draft, targetPath);
    draft.keep();
  });
}

/**
 * Encrypt a copy, before it has its name. What is not encrypted stays where it was made.
 *
 * @param targetPath where no file is yet.
 * @param onPiece told how many bytes were read since the last; what it throws ends the work.
 * @throws AppError `book_exists` where there is one; `disk_full`, `book_read_only`, `backup_failed`. Nothing is left then.
 */
export async function encryptDraft(
  { path: sourcePath, copied }: CopyDraft,
  targetPath: string,
  encryption: CopyEncryption,
  onPiece: (bytes: number) => void,
): Promise<CopyDraft> {
  if (existsSync(targetPath))
    throw new AppError("book_exists", sentence("{targetPath} is there already.", { targetPath }));
  const path = `${targetPath}.new`;
  const drop = (): void => rmSync(path, { force: true });
  drop();
  try {
    await encryptFile(sourcePath, path, encryption, onPiece);
  } catch (error) {
    drop();
    return withBackupErrors(targetPath, () => {
      throw error;
    });
  }
  return {
    path,
    copied,
    markId: null,
    keep() {
      withBackupErrors(targetPath, () => {
        renameSync(path, targetPath);
        syncFolderOf(targetPath);
      });
    },
    drop,
  };
}

/** What a disk refuses that has no name of its own is the backup's failure, and no fault of the program. */
function withBackupErrors<Answer>(targetPath: string, work: () => Answer): Answer {
  try {
    return withBookErrors(targetPath, work);
  } catch (error) {
    const isOfTheDisk = error instanceof Database.SqliteError || (error instanceof Error && "syscall" in error);
    if (!isOfTheDisk) throw error;
    throw new AppError(
      "backup_failed",
      sentence("The copy {targetPath} could not be written: {reason}.", { targetPath, reason: error.message }),
    );
  }
}
