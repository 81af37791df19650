import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./book.ts";

/** Whether this machine lets a test have a file system of its own. */
export const canMount = process.platform === "linux" && process.getuid?.() === 0;

/** A small file system of the test's own, in memory. */
export function smallDisk(kibibytes: number): string {
  const folder = temporaryFolder();
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${kibibytes}k,mode=700`, "tmpfs", folder]);
  if (mounted.status !== 0) throw new Error(String(mounted.stderr));
  onTestFinished(() => {
    spawnSync("umount", ["--lazy", folder]);
  });
  return folder;
}

/** Fill a disk until so much is left, by the file `ballast`. */
export function fill(folder: string, leftKibibytes: number): void {
  const block = Buffer.alloc(1024, 1);
  const path = join(folder, "ballast");
  let written = 0;
  try {
    for (;;) {
      writeFileSync(path, block, { flag: "a" });
      written += 1;
    }
  } catch {
    // Full.
  }
  writeFileSync(path, Buffer.alloc(Math.max(0, written - leftKibibytes) * 1024, 1));
}
