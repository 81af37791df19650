import type { BackupPlan, BackupProblem } from "../../../shared/contract/copies.ts";
import type { ReadableBook, WritableBook } from "./book-handle.ts";

/** What the book says of its backups. */
export interface StoredBackupPlan {
  readonly every: BackupPlan["every"];
  /** Null: the book's own folder. */
  readonly folder: string | null;
  readonly isOnOtherDisk: boolean;
  /** The public keys that copies are encrypted for; none: they are not. */
  readonly recipients: readonly string[];
  /** When the last copy of the series was made, by the system's clock. */
  readonly seriesAtMs: number | null;
  readonly lastBackupAtMs: number | null;
  /** Why none has come about since. */
  readonly problem: BackupProblem | null;
  readonly timeZone: string;
  /** When the book was made: copies carry it in their names, so that those of two books with one name are told apart. */
  readonly bookCreatedAtMs: number;
}

export function readBackupPlan(book: ReadableBook): StoredBackupPlan {
  const row = book.get<
    Omit<StoredBackupPlan, "isOnOtherDisk" | "recipients" | "problem"> & {
      readonly isOnOtherDisk: number;
      readonly recipients: string;
      readonly problem: string | null;
    }
  >(
    `SELECT backup_every AS every, backup_folder AS folder, is_backup_on_other_disk AS isOnOtherDisk,
       backup_recipients AS recipients, series_backup_at_ms AS seriesAtMs, last_backup_at_ms AS lastBackupAtMs, backup_problem AS problem,
       time_zone AS timeZone, created_at_ms AS bookCreatedAtMs
     FROM book`,
  );
  if (!row) throw new Error("The book has no settings");
  const problem = row.problem === null ? null : (JSON.parse(row.problem) as BackupProblem);
  const recipients = JSON.parse(row.recipients) as string[];
  return { ...row, isOnOtherDisk: row.isOnOtherDisk === 1, recipients, problem };
}

export function writeBackupEvery(book: WritableBook, every: BackupPlan["every"]): void {
  book.run("UPDATE book SET backup_every = ?", every);
}

export function writeBackupRecipients(book: WritableBook, recipients: readonly string[]): void {
  book.run("UPDATE book SET backup_recipients = ?", JSON.stringify(recipients));
}

/** @param folder null for the book's own. What went wrong in the folder before is no problem any more. */
export function writeBackupFolder(book: WritableBook, folder: string | null, isOnOtherDisk: boolean): void {
  book.run(
    "UPDATE book SET backup_folder = ?, is_backup_on_other_disk = ?, backup_problem = NULL",
    folder,
    isOnOtherDisk ? 1 : 0,
  );
}

/** A copy was made; what kept earlier ones from it is mended. */
export function writeLastBackup(book: WritableBook, atMs: number, isOfSeries: boolean): void {
  book.run(
    `UPDATE book SET last_backup_at_ms = ?, backup_problem = NULL,
       series_backup_at_ms = CASE WHEN ? = 1 THEN ? ELSE series_backup_at_ms END`,
    atMs,
    isOfSeries ? 1 : 0,
    atMs,
  );
}

export function writeBackupProblem(book: WritableBook, problem: BackupProblem): void {
  book.run("UPDATE book SET backup_problem = ?", JSON.stringify(problem));
}
