import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The check that somebody makes who trusts neither us nor the program. */
export const strangerScript = fileURLToPath(new URL("../../scripts/verify-ledger.py", import.meta.url));
export const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** What it says of a book, and how it ends. */
export function checkedByStranger(...commandLine: string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync("python3", [strangerScript, ...commandLine], { encoding: "utf8" });
  return { status, said: stdout + stderr };
}
