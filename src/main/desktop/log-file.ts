import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

/** A file this large is put aside, in the place of the one that was put aside before it. */
const sizeLimit = 1_048_576;

const currentName = "countinghouse.log";
const earlierName = "countinghouse.1.log";

/** Where the program says what goes wrong: standard error, which nobody reads of a program that was started by a click. */
export interface ErrorOutput {
  write(text: string | Uint8Array, ...rest: unknown[]): boolean;
}

/** Keeps what is said on standard error in the folder for logs as well, with the time. Where it cannot be written, it is only said. */
export function keepLog(directory: string, output: ErrorOutput): void {
  const path = join(directory, currentName);
  const say = output.write.bind(output);
  output.write = (text, ...rest) => {
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      if (existsSync(path) && statSync(path).size > sizeLimit) renameSync(path, join(directory, earlierName));
      appendFileSync(path, `${new Date().toISOString()} ${String(text)}`, { mode: 0o600 });
    } catch {
      // A log that cannot be written must not be the reason for more to be said.
    }
    return say(text, ...rest);
  };
}

/** What was kept, the earlier file first. */
export function readLog(directory: string): string {
  return [earlierName, currentName]
    .map((name) => join(directory, name))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, "utf8"))
    .join("");
}
