import { accessSync, constants, statfsSync } from "node:fs";
import { freemem, tmpdir } from "node:os";

/** What `statfs` calls a file system that lies in memory (Linux, `TMPFS_MAGIC`). */
const inMemory = 0x01_02_19_94;
/** Tests side by side have put down as much as a third of that. */
const roomBytes = 6 * 2 ** 30;

/**
 * Where tests put what they write. A test waits for the disk at each commit, and what it has written is thrown away: so that lies in memory, where
 * the system has room. Nothing is proven less by it: a process that is killed loses what it had not handed to the system, wherever that
 * keeps it; and what a disk does that is full or broken is shown on file systems that the tests make.
 *
 * @returns a folder in memory; the system's usual one where there is none, or not enough room.
 */
export function testFolder() {
  if (process.platform !== "linux") return tmpdir();
  const folder = "/dev/shm";
  try {
    accessSync(folder, constants.W_OK);
    const { type, bavail, bsize } = statfsSync(folder);
    return type === inMemory && bavail * bsize >= roomBytes && freemem() >= 2 * roomBytes ? folder : tmpdir();
  } catch {
    return tmpdir();
  }
}
