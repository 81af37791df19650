import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder of a whole test file, gone when all of its tests are over. */
export function makeFolder(): { pathOf(name: string): string } {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-tests-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { pathOf: (name) => join(folder, name) };
}
