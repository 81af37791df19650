import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { importedUserCount } from "./large-import.ts";

/**
 * Run a script of this folder as a process of its own and kill it without warning once it has said enough.
 *
 * @param isEnough is shown each line and all lines so far.
 * @returns every line that reached us before the end.
 */
async function runUntil(
  script: string,
  scriptArguments: readonly string[],
  isEnough: (line: string, lines: readonly string[]) => boolean,
): Promise<string[]> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...scriptArguments], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (isEnough(line, lines)) child.kill("SIGKILL");
  }
  await exited;
  return lines;
}

/**
 * Bill a book in another process and kill it once the first batch is on disk.
 *
 * @param isSeen whether what is to be seen of it has been; left out, nothing is to be.
 */
export async function billAndKill(
  bookPath: string,
  throughOn: string,
  isSeen: () => boolean = () => true,
): Promise<void> {
  await killAfterBatch("./billing-process.ts", [bookPath, "run", throughOn], isSeen);
}

/** Go on with a billing run in another process and kill it once one more batch is on disk. */
export async function resumeAndKill(bookPath: string, runId: string): Promise<void> {
  await killAfterBatch("./billing-process.ts", [bookPath, "resume", runId]);
}

/** Move a book's clock in another process and kill it once the first batch of catching up is on disk. */
export async function catchUpAndKill(bookPath: string, today: string): Promise<void> {
  await killAfterBatch("./catch-up-process.ts", [bookPath, today]);
}

/** Import into a book in another process and kill it while it is at something. */
export async function importAndKill(
  bookPath: string,
  key: string,
  at: "staging" | "writing",
  userCount = importedUserCount,
): Promise<void> {
  const lines = await runUntil("./import-process.ts", [bookPath, key, String(userCount)], (line) => line === at);
  if (lines.includes("done")) throw new Error("All was done before the process could be killed");
}

/** Approve an import in another process and kill it while what it takes is claimed, or it is written. */
export async function approveAndKill(
  bookPath: string,
  { id, fingerprint }: { readonly id: string; readonly fingerprint: string },
  operatorId: string,
): Promise<void> {
  const lines = await runUntil("./approving-process.ts", [bookPath, id, fingerprint, operatorId], () => true);
  if (lines.includes("done")) throw new Error("All was done before the process could be killed");
}

/** Apply or undo a batch in another process and kill it after so many slices. */
export async function workAndKill(
  bookPath: string,
  method: "batches.apply" | "batches.undo",
  batchId: string,
  slices: number,
): Promise<void> {
  const isEnough = (_line: string, lines: readonly string[]) => lines.length >= slices;
  const lines = await runUntil("./batch-process.ts", [bookPath, method, batchId], isEnough);
  if (lines.includes("done")) throw new Error("All was done before the process could be killed");
}

async function killAfterBatch(
  script: string,
  scriptArguments: readonly string[],
  isSeen: () => boolean = () => true,
): Promise<void> {
  const lines = await runUntil(script, scriptArguments, (line) => line === "batch" && isSeen());
  if (lines.includes("done")) throw new Error("All was done before the process could be killed");
}

/**
 * Add credit to an account and move it to another one from a process of its own, for many callers at once, and kill it in the middle.
 *
 * @returns the keys of the commands that were answered, at least so many.
 */
export async function postAndKill(
  bookPath: string,
  accountId: string,
  otherAccountId: string,
  atLeast: number,
): Promise<string[]> {
  return runUntil(
    "./posting-process.ts",
    [bookPath, accountId, otherAccountId],
    (_line, lines) => lines.length >= atLeast,
  );
}

/**
 * Copy a book in another process, or make it what a copy holds, and kill it once that has begun so many times.
 *
 * @param restored the copy that is restored; left out, copies are made.
 */
export async function copyAndKill(bookPath: string, times: number, restored?: string): Promise<void> {
  const scriptArguments = restored === undefined ? [bookPath] : [bookPath, restored];
  await runUntil("./copying-process.ts", scriptArguments, (_line, lines) => lines.length >= times);
}

/** Adjust credit in a linked book from another process, and kill it once the upstream has had so many of its adjustments. */
export async function adjustAndKill(bookPath: string, accountIds: readonly string[], times: number): Promise<void> {
  await runUntil("./linking-process.ts", [bookPath, ...accountIds], (_line, lines) => new Set(lines).size >= times);
}

/** Pull what the upstream of a linked book has in another process, and kill it once so many parts of it are on disk. @returns whether it was not through by then. */
export async function pullAndKill(bookPath: string, parts: number): Promise<boolean> {
  const lines = await runUntil("./pulling-process.ts", [bookPath], (_line, written) => written.length >= parts);
  return !lines.includes("done");
}

/** Export a whole book in another process, or make books of an export, and kill it once that has begun so many times. */
export async function makeAndKill(folder: string, source: string, times: number): Promise<void> {
  await runUntil("./whole-book-process.ts", [folder, source], (_line, lines) => lines.length >= times);
}
