import { rmSync } from "node:fs";
import { z } from "zod";
import { readPrivateFile, writePrivateFile } from "./private-file.ts";

/** What a host says of itself beside the book that it holds, for the command line to find it. */
const runningHost = z.strictObject({
  /** This machine's own address and nothing else: what stands in the file must not lead anywhere else. */
  address: z.string().regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/u),
  pid: z.int().positive(),
  /** Lets a program in, for as long as the host runs. */
  secret: z.string().min(32).max(200),
});
export type RunningHost = z.infer<typeof runningHost>;

function runningFilePath(bookPath: string): string {
  return `${bookPath}.running`;
}

/** Say beside the book who holds it. Only whoever holds the book may call this: what stood there is replaced. */
export function writeRunningFile(bookPath: string, host: RunningHost): void {
  writePrivateFile(runningFilePath(bookPath), host);
}

/**
 * Who says to hold the book. Whether it is true shows when somebody answers at the address and takes the secret.
 *
 * @returns undefined where there is no such file, where its process is gone, and where others than this user could have written
 * it: they could send the command line to an address of theirs.
 */
export function readRunningFile(bookPath: string): RunningHost | undefined {
  try {
    const host = runningHost.parse(readPrivateFile(runningFilePath(bookPath)));
    // Fails where no process of this user has the number: the host was killed, and its port may be another program's by now.
    process.kill(host.pid, 0);
    return host;
  } catch {
    // Missing, unreadable, half a file, left behind, something else altogether: nothing of it leads to a host.
    return undefined;
  }
}

/** Take back what was said. Only whoever holds the book may call this. */
export function removeRunningFile(bookPath: string): void {
  rmSync(runningFilePath(bookPath), { force: true });
}
