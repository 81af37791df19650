import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import Database from "better-sqlite3";
import type { CopyView } from "../../../shared/contract/copies.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { copiesToRemove } from "../../domain/book/backup-series.ts";
import { readBackupPlan, type StoredBackupPlan } from "./backup-plan-store.ts";
import { realPathOf } from "./book-file.ts";
import { countEntries, digestPathOf } from "./copy-digest.ts";
import { SqliteBook } from "./sqlite-book.ts";

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
export function readPlanOf(bookPath: string): StoredBackupPlan | null {
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

/** What SQLite makes beside a draft ends like that; a restore's has the draft's own name once it is whole, and reads from a disk that is locked by a copy. */
const draftOfCopy = /\.new(?:-wal|-shm|-journal)?$/u;
const draftOfRestore = /^\.restored(?:\.new|\.read)?(?:-wal|-shm|-journal)?$/u;

/** Take away what was left behind of copies and of restores that never came about. */
export function removeLeftDrafts(folder: string, bookPath: string, plan: StoredBackupPlan, nowMs: number): void {
  const name = basename(bookPath);
  const copyHeads = Object.values(kindWords).map((word) => `${name}.${word}-${bookMarkOf(plan)}-`);
  const isDraft = (fileName: string): boolean =>
    (draftOfCopy.test(fileName) && copyHeads.some((head) => fileName.startsWith(head))) ||
    (fileName.startsWith(name) && draftOfRestore.test(fileName.slice(name.length)));
  for (const fileName of readdirSync(folder)) {
    if (!isDraft(fileName)) continue;
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

/** An instant as part of a file's name: `20260301T120000123Z`. */
export function stamp(nowMs: number): string {
  return new Date(nowMs).toISOString().replaceAll(/[-:.]/gu, "");
}

/** The instant that {@link stamp} wrote; null where it is none. */
function instantOf(stamped: string): number | null {
  const iso = stamped.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/u, "$1-$2-$3T$4:$5:$6.$7Z");
  const atMs = Date.parse(iso);
  return Number.isNaN(atMs) ? null : atMs;
}
