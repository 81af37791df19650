import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The check that somebody makes who trusts neither us nor the program. */
export const strangerScript = fileURLToPath(new URL("../../scripts/verify-ledger.py", import.meta.url));

/** Where Python itself is, and not what looks for one of several versions each time that it is started. */
const python = spawnSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" });
export const hasPython = python.status === 0;

/** What it says of a book, and how it ends. */
export function checkedByStranger(...commandLine: string[]): { readonly status: number | null; readonly said: string } {
  const program = python.stdout.trim();
  const { status, stdout, stderr } = spawnSync(program, [strangerScript, ...commandLine], { encoding: "utf8" });
  return { status, said: stdout + stderr };
}
