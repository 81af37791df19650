import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Finding } from "./harness.ts";
import type { MillionBook } from "./million.ts";

interface Look {
  readonly what: string;
  readonly residentMb: number;
}

/** What is resident of a process with all threads of the engine: after many calls on a small book, and after work on a whole large one. */
export async function measureMemory(book: MillionBook, folder: string, calls: number): Promise<Finding[]> {
  const small = looksOf("calls", join(folder, "calls.countinghouse"), String(calls));
  const large = looksOf("large", book.path);
  return [
    { name: `resident memory of many calls on a small book`, figures: inWords(everyFifth(small)), aim: "flat" },
    {
      name: `resident memory with a book of ${book.entryCount.toLocaleString("en")} entries`,
      figures: inWords(large),
      aim: "≤ 300 MB",
    },
  ];
}

function looksOf(...args: readonly string[]): Look[] {
  const program = new URL("./memory-process.ts", import.meta.url).pathname;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`The process ended with ${status}: ${stderr}`);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Look);
}

const everyFifth = (looks: readonly Look[]): Look[] =>
  looks.filter((_look, index) => index % 5 === 0 || index === looks.length - 1);

const inWords = (looks: readonly Look[]): string =>
  looks.map(({ what, residentMb }) => `${what} ${residentMb} MB`).join(", ");
