import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

/** What stands beside a book and belongs to it, by how its name ends. */
const companions = ["", "-wal", "-shm", ".lock"] as const;

/** Make an empty file that only its owner may read, where there is none. @throws EEXIST where there is one. */
export function makePrivateFile(path: string): void {
  closeSync(openSync(path, "wx", 0o600));
}

/**
 * Give a finished file its name, which no file may have; it loses the one that it was made under. So nothing half done ever goes by the
 * name, and no file is written over.
 *
 * @throws EEXIST where there is a file of that name.
 */
export function giveName(draftPath: string, path: string): void {
  try {
    linkSync(draftPath, path);
  } catch (error) {
    if (!linklessCodes.has(codeOf(error) ?? "")) throw error;
    placeWithoutLink(draftPath, path);
  }
  rmSync(draftPath, { force: true });
  syncFolderOf(path);
}

/** How file systems say that they have no hard links, such as those of memory sticks. */
const linklessCodes: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL", "EMLINK"]);

/** The name is taken by an empty file, which only one can make; the finished one then takes its place. */
function placeWithoutLink(draftPath: string, path: string): void {
  makePrivateFile(path);
  try {
    renameSync(draftPath, path);
  } catch (error) {
    unlinkSync(path);
    throw error;
  }
}

/** Write all of it where the file stands: the system may take less than it is given, of which it says nothing but how much it took. */
export function writeWhole(file: number, content: string | Uint8Array): void {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from);
}

/** What was written into a file is on the disk after this. */
export function syncFile(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Take from everybody else what they may do with the files of a book: names, balances and the secrets of webhooks are in them. SQLite
 * gives the log and the index of the log the mode of the book.
 */
export function keepPrivate(bookPath: string): void {
  for (const companion of companions) {
    const path = bookPath + companion;
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    if (mode === undefined || (mode & 0o077) === 0) continue;
    try {
      chmodSync(path, mode & 0o700);
    } catch {
      // Somebody else's file, or a file system without owners: who may read it is not ours to say.
    }
  }
}

/** Whether others than the owner may put files into the folder of a book, or take them away. */
export function isFolderShared(bookPath: string): boolean {
  return process.platform !== "win32" && (statSync(dirname(bookPath)).mode & 0o022) !== 0;
}

/** A name that was given or taken away is on the disk after this, where the system can say so of a folder. */
export function syncFolderOf(path: string): void {
  if (process.platform === "win32") return;
  const folder = openSync(dirname(path), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** How the system says what went wrong, such as `ENOENT`; undefined where it did not say. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
