import { randomUUID } from "node:crypto";
import { copyFileSync, existsSync, renameSync } from "node:fs";
import { join } from "node:path";

/**
 * Put a copy of a book at a path. The book itself is made by the first test that asks for it by this name, and again by the sources
 * of each run of the tests (`scripts/prepare-tests.mjs`).
 *
 * @param make makes it at the path that it is given, and leaves it closed.
 */
export async function copyBook(name: string, path: string, make: (path: string) => Promise<void>): Promise<void> {
  const folder = process.env["COUNTINGHOUSE_NEW_BOOKS"];
  if (folder === undefined) throw new Error("scripts/prepare-tests.mjs has not run");
  const original = join(folder, `${name}.countinghouse`);
  if (!existsSync(original)) {
    const draft = join(folder, randomUUID());
    await make(draft);
    // Another worker may have made it meanwhile; then both are as good.
    renameSync(draft, original);
  }
  copyFileSync(original, path);
}
