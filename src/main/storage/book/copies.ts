import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import Database from "better-sqlite3";
import type { CopyView } from "../../../shared/contract/copies.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { copiesToRemove } from "../../domain/book/backup-series.ts";
import { copyVerified, draftCopy, type CopyDraft, type LastEntry } from "./backup.ts";
import { encryptFile, type CopyEncryption } from "./encryption.ts";
import { syncFolderOf } from "./file-access.ts";
import { endAllSignIns } from "../access/operator-store.ts";
import { deleteAllSessions } from "../access/session-store.ts";
import {
  readBackupPlan,
  writeBackupEvery,
  writeBackupFolder,
  writeBackupRecipients,
  writeLastBackup,
  type StoredBackupPlan,
} from "./backup-plan-store.ts";
import { realPathOf, requireOurFile } from "./book-file.ts";
import { SqliteBook, WritableSqliteBook } from "./sqlite-book.ts";
import { readMark } from "./book-mark.ts";
import { identify } from "./file-identity.ts";
import { hasLog, requireOwnLog } from "./found-log.ts";
import { applyMigrations, loadMigrations, pendingMigrations, requireKnownVersion } from "./migrate.ts";
import { placeBook } from "./new-book-file.ts";
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
    const digest = digestOf(draft.path);
    // As `sha256sum` reads it, which passes over what follows a hash sign.
    const lines = [`# ${draft.copied.entryCount} ledger entries`, `${digest}  ${basename(targetPath)}`, ""];
    writeFileSync(digestPathOf(targetPath), lines.join("\n"), { mode: 0o600 });
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

const digestPathOf = (path: string): string => `${path}.sha256`;

function digestOf(path: string): string {
  const digest = createHash("sha256");
  const piece = Buffer.alloc(1024 * 1024);
  const file = openSync(path, "r");
  try {
    for (let read = 1; read > 0;) {
      read = readSync(file, piece);
      digest.update(piece.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return digest.digest("hex");
}

/** What was written beside a copy when it was made; empty where nothing was. */
function readDigestFile(path: string): string {
  return existsSync(digestPathOf(path)) ? readFileSync(digestPathOf(path), "utf8") : "";
}

/** @throws AppError `backup_changed` where a copy is not what was written beside it. */
export function requireUnchanged(path: string): void {
  const written = readDigestFile(path);
  if (written === "" || written.includes(`\n${digestOf(path)}  `)) return;
  throw new AppError(
    "backup_changed",
    sentence("{path} is not what it was when it was made: it is damaged, or somebody changed it.", { path }),
  );
}

/** Where the copies of a book go, and whether that is another disk than the book's. */
export interface BackupFolder {
  readonly path: string;
  readonly isOnOtherDisk: boolean;
}

/**
 * @param folder as somebody names it.
 * @throws AppError `backup_folder_missing` where it is no folder.
 */
export function findBackupFolder(folder: string, bookPath: string): BackupFolder {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!isAbsolute(folder) || !stats?.isDirectory()) throw missing(folder);
  return { path: folder, isOnOtherDisk: stats.dev !== statSync(dirname(bookPath)).dev };
}

/**
 * The folder that the book names. It is never made: where a disk is not connected, the folder that it appears in may be there, and what
 * is written into that would be on the book's own disk.
 *
 * @throws AppError `backup_folder_missing`.
 */
export function requireBackupFolder({ folder, isOnOtherDisk }: StoredBackupPlan, bookPath: string): string {
  if (folder === null) return dirname(bookPath);
  const found = findBackupFolder(folder, bookPath);
  if (isOnOtherDisk && !found.isOnOtherDisk) throw missing(folder);
  return folder;
}

function missing(folder: string): AppError {
  return new AppError(
    "backup_folder_missing",
    sentence("The folder of the backups, {folder}, is not there.", { folder }),
  );
}

type CopyKind = CopyView["kind"];
type NamedKind = Extract<CopyKind, "requested" | "series">;

const kindWords = { requested: "backup", series: "series" } as const satisfies Record<NamedKind, string>;

/** How the name of a copy ends that is encrypted. */
const encryptedEnding = ".age";

/** The name of a copy that is made now, where it is not encrypted. */
export function copyName(kind: NamedKind, bookPath: string, plan: StoredBackupPlan, nowMs: number): string {
  return `${basename(bookPath)}.${kindWords[kind]}-${bookMarkOf(plan)}-${stamp(nowMs)}`;
}

export const encryptedName = (name: string): string => name + encryptedEnding;

const bookMarkOf = ({ bookCreatedAtMs }: StoredBackupPlan): string => bookCreatedAtMs.toString(36);

const namePattern =
  /^(?:(backup|series)-(?:([0-9a-z]+)-)?|(before-restore)-)(\d{8}T\d{9}Z)(?:\.age)?$|^(version-\d+\.backup)$/u;

interface NamedCopy {
  readonly fileName: string;
  readonly kind: CopyKind;
  readonly createdAtMs: number;
  readonly sizeBytes: number;
}

/** The copies of a book in a folder, by their names; those of another book that goes by the same name are left out. */
function listFolder(folder: string, bookPath: string, plan: StoredBackupPlan | null): NamedCopy[] {
  const head = `${basename(bookPath)}.`;
  return readdirSync(folder).flatMap((fileName) => {
    const match = fileName.startsWith(head) ? namePattern.exec(fileName.slice(head.length)) : null;
    const stats = match && statSync(join(folder, fileName), { throwIfNoEntry: false });
    if (!match || !stats?.isFile()) return [];
    const [, word, bookMark, beforeRestore, stamped] = match;
    if (bookMark !== undefined && plan !== null && bookMark !== bookMarkOf(plan)) return [];
    const createdAtMs = stamped === undefined ? Math.round(stats.mtimeMs) : (instantOf(stamped) ?? 0);
    return [{ fileName, kind: kindOf(word, beforeRestore), createdAtMs, sizeBytes: stats.size }];
  });
}

function kindOf(word: string | undefined, beforeRestore: string | undefined): CopyKind {
  if (beforeRestore !== undefined) return "beforeRestore";
  if (word === undefined) return "beforeUpgrade";
  return word === "series" ? "series" : "requested";
}

/**
 * The copies of a book in the folder of its backups and in its own, newest first, whether or not the book can be opened.
 *
 * @param readPath the file that is read for it: another one where nothing may be written beside the book.
 */
export function listCopies(
  givenPath: string,
  readPath: string,
): { readonly copies: CopyView[]; readonly isFolderMissing: boolean } {
  const { copies, isFolderMissing } = findCopies(givenPath, readPath);
  return {
    copies: copies.map(({ path, ...copy }) => ({
      ...copy,
      isEncrypted: copy.fileName.endsWith(encryptedEnding),
      entryCount: countEntries(path),
    })),
    isFolderMissing,
  };
}

/** The same with where they are. */
export function findCopies(
  givenPath: string,
  readPath: string,
): { readonly copies: (NamedCopy & { readonly path: string })[]; readonly isFolderMissing: boolean } {
  const bookPath = existsSync(givenPath) ? realPathOf(givenPath) : givenPath;
  const plan = readPlanOf(readPath);
  const { folders, isFolderMissing } = foldersOf(bookPath, plan);
  const copies = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      listFolder(folder, bookPath, plan).map((copy) => ({ path: join(folder, copy.fileName), ...copy })),
    )
    .toSorted((a, b) => b.createdAtMs - a.createdAtMs);
  return { copies, isFolderMissing };
}

function foldersOf(
  bookPath: string,
  plan: StoredBackupPlan | null,
): { readonly folders: string[]; readonly isFolderMissing: boolean } {
  const own = dirname(bookPath);
  try {
    return {
      folders: [...new Set([...(plan ? [requireBackupFolder(plan, bookPath)] : []), own])],
      isFolderMissing: false,
    };
  } catch {
    return { folders: [own], isFolderMissing: true };
  }
}

/**
 * The file of a copy, by its name.
 *
 * @throws AppError `backup_not_found`.
 */
function findCopy(fileName: string, bookPath: string): string {
  const { folders } = foldersOf(bookPath, readPlanOf(bookPath));
  const found = folders.map((folder) => join(folder, fileName)).find((path) => existsSync(path));
  if (found === undefined)
    throw new AppError(
      "backup_not_found",
      sentence("There is no copy {fileName} beside {bookPath}.", { fileName, bookPath }),
    );
  return found;
}

/** What a book says of its backups, which may be damaged or not there. @returns null where it says nothing. */
function readPlanOf(bookPath: string): StoredBackupPlan | null {
  if (!existsSync(bookPath)) return null;
  try {
    const database = new Database(bookPath, { readonly: true, fileMustExist: true });
    try {
      return readBackupPlan(new SqliteBook(database));
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

/** How many entries a copy held when it was made; null where nothing was written beside it. The copy itself is not opened. */
function countEntries(path: string): number | null {
  const [, count] = /^# (\d+) ledger entries$/mu.exec(readDigestFile(path)) ?? [];
  return count === undefined ? null : Number(count);
}

/** A copy that is still without its name after so long was left behind by a program that was killed. */
const draftLivesMs = 24 * 60 * 60 * 1000;

/** Take away the copies of the series that newer ones stand for. */
export function removeOldCopies(folder: string, bookPath: string, plan: StoredBackupPlan, nowMs: number): void {
  const copies = listFolder(folder, bookPath, plan);
  const replaced = copiesToRemove(
    copies.filter(({ kind }) => kind === "series"),
    nowMs,
    plan.timeZone,
  );
  for (const { fileName } of replaced) {
    const path = join(folder, fileName);
    for (const each of [path, `${path}-wal`, `${path}-shm`, digestPathOf(path)]) rmSync(each, { force: true });
  }
}

/** Take away what was left behind of copies that never came about. */
export function removeLeftDrafts(folder: string, bookPath: string, plan: StoredBackupPlan, nowMs: number): void {
  const draftHeads = Object.values(kindWords).map((word) => `${basename(bookPath)}.${word}-${bookMarkOf(plan)}-`);
  for (const fileName of readdirSync(folder)) {
    if (!fileName.endsWith(".new") || !draftHeads.some((head) => fileName.startsWith(head))) continue;
    const stats = statSync(join(folder, fileName), { throwIfNoEntry: false });
    if (stats && stats.mtimeMs < nowMs - draftLivesMs) rmSync(join(folder, fileName), { force: true });
  }
}

/** A copy, by its name or by its path. */
export type CopySource = { readonly fileName: string } | { readonly path: string };

/** Where a copy of a book is. @throws AppError `backup_not_found`. */
export function locateCopy(givenPath: string, source: CopySource): string {
  const bookPath = existsSync(givenPath) ? realPathOf(givenPath) : givenPath;
  const path = "path" in source ? source.path : findCopy(source.fileName, bookPath);
  if (!existsSync(path)) throw new AppError("backup_not_found", sentence("There is no file {path}.", { path }));
  return path;
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
): LastEntry & { readonly mayMissLast: boolean; readonly keptPath: string | null } {
  const isThere = existsSync(givenPath);
  const path = isThere ? realPathOf(givenPath) : givenPath;
  const sourcePath = locateCopy(givenPath, source);
  if (isThere && !replaces)
    throw new AppError("book_exists", sentence("There is a book at {givenPath}.", { givenPath }));
  return withBookErrors(givenPath, () => {
    if (isThere && identify(path).fileNumber === identify(sourcePath).fileNumber) {
      throw new AppError("book_exists", sentence("{sourcePath} is the book itself.", { sourcePath }));
    }
    requireUnchanged(sourcePath);
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
      return { ...copied, keptPath };
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
    const database = new Database(readable.path, { readonly: true });
    try {
      const version = database.pragma("user_version", { simple: true }) as number;
      requireKnownVersion(sourcePath, version, loadMigrations().at(-1)?.version ?? 0);
      const mayMissLast = found.kind === "none" && readMark(database)?.state === "open";
      return { ...copyVerified(database, targetPath, complete), mayMissLast };
    } finally {
      database.close();
    }
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

/** An instant as part of a file's name: `20260301T120000123Z`. */
function stamp(nowMs: number): string {
  return new Date(nowMs).toISOString().replaceAll(/[-:.]/gu, "");
}

/** The instant that {@link stamp} wrote; null where it is none. */
function instantOf(stamped: string): number | null {
  const iso = stamped.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/u, "$1-$2-$3T$4:$5:$6.$7Z");
  const atMs = Date.parse(iso);
  return Number.isNaN(atMs) ? null : atMs;
}
