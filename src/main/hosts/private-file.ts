import { closeSync, constants, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** A file that is longer was not written by a host. */
const lengthLimitBytes = 4096;

/**
 * Write a file that only this user may read, in place of the one that was there. What it says is never in a file that others may
 * read: it is written under another name, for this user alone, and then moved.
 */
export function writePrivateFile(path: string, content: unknown): void {
  const draftPath = `${path}.${process.pid}`;
  rmSync(draftPath, { force: true });
  writeFileSync(draftPath, `${JSON.stringify(content)}\n`, { mode: 0o600, flag: "wx" });
  renameSync(draftPath, path);
}

/**
 * What a file holds that only this user could have written.
 *
 * @throws where there is none, where others could have written it, and where it is not JSON.
 */
export function readPrivateFile(path: string): unknown {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const { uid, mode, size } = fstatSync(file);
    const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
    if (!isOurs || size > lengthLimitBytes) throw new Error(`${path} is not this user's own`);
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } finally {
    closeSync(file);
  }
}
