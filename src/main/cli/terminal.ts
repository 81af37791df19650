import type { ErrorView } from "../../shared/errors.ts";

/** Where the command writes. Results go to standard output, everything said about them to standard error. */
export interface Terminal {
  /** The result, on standard output. */
  print(text: string): void;
  /** Something to read, on standard error. */
  say(text: string): void;
  /** How far the work is; shown where a person watches and nowhere else. */
  progress(text: string): void;
}

const progressIntervalMs = 100;
const clearLine = "\r\u001B[K";

export function createTerminal(output: NodeJS.WriteStream, errors: NodeJS.WriteStream): Terminal {
  let shownAt = Number.NEGATIVE_INFINITY;
  let isProgressShown = false;
  const clearProgress = () => {
    if (isProgressShown) errors.write(clearLine);
    isProgressShown = false;
  };
  return {
    print(text) {
      clearProgress();
      output.write(`${text}\n`);
    },
    say(text) {
      clearProgress();
      errors.write(`${text}\n`);
    },
    progress(text) {
      if (!errors.isTTY || performance.now() - shownAt < progressIntervalMs) return;
      shownAt = performance.now();
      isProgressShown = true;
      errors.write(clearLine + text);
    },
  };
}

/** "1,234 of 5,678 lines, 21 %". */
export function progressText(done: number, total: number | null, unit: string): string {
  if (total === null || total === 0) return `${count(done)} ${unit}`;
  return `${count(done)} of ${count(total)} ${unit}, ${Math.floor((done * 100) / total)} %`;
}

export function count(number: number): string {
  return number.toLocaleString("en-US");
}

/** What a refusal looks like to a person: what happened, then what to do. */
export function refusalText({ message, remedy }: Pick<ErrorView, "message" | "remedy">): string {
  return `Error: ${message}\n${remedy}`;
}
