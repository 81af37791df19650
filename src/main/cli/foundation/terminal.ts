import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { type Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import type { WriteStream } from "node:tty";
import type { ErrorView } from "../../../shared/errors.ts";
import { safeText } from "./safe-text.ts";
import { knownWord, spoken, wordText } from "./spoken.ts";
import { sentence, type Told } from "../../../shared/sentences/sentence.ts";
import { refusalIn, toldIn } from "../../../shared/sentences/languages.ts";

/** Where the command reads and writes. Results go to standard output, everything said about them to standard error. */
export interface Terminal {
  /** How wide it is; undefined where the output goes to a file or another program. */
  readonly width: number | undefined;
  /** A result for people, on standard output; what would act on the terminal is made harmless. */
  print(text: string): void;
  /** A result for programs, on standard output, as it is. Waits until whoever reads it has room for more. */
  write(text: string): Promise<void>;
  /** Something to read, on standard error. */
  say(text: string): void;
  /** How far the work is; shown where a person watches and nowhere else. */
  progress(text: string): void;
  /** Whether a person is there to answer a question. */
  readonly canAsk: boolean;
  /** The answer to a question, which is put on standard error; empty where the person breaks it off (Ctrl+C, Ctrl+D). */
  ask(question: string): Promise<string>;
  /** The same for what nobody is to read over a shoulder: it is not shown while it is typed. */
  askSecret(question: string): Promise<string>;
  /** All of standard input. */
  readInput(): Promise<string>;
}

/** What an answer says, for whoever runs the command. */
export function toldText(said: Told): string {
  return toldIn(said, spoken);
}

const progressIntervalMs = 100;
const clearLine = "\r\u001B[K";

/** What is read from or written to; where it is a person's terminal, it says so. */
type MaybeTerminal<Stream> = Stream & Partial<Pick<WriteStream, "isTTY" | "columns">>;

export function createTerminal(
  input: MaybeTerminal<Readable>,
  output: MaybeTerminal<Writable>,
  errors: MaybeTerminal<Writable>,
): Terminal {
  let shownAt = Number.NEGATIVE_INFINITY;
  let isProgressShown = false;
  const clearProgress = () => {
    if (isProgressShown) errors.write(clearLine);
    isProgressShown = false;
  };
  const ask = async (question: string, shownOn: NodeJS.WritableStream): Promise<string> => {
    clearProgress();
    const asking = createInterface({ input, output: shownOn, terminal: true });
    const unanswered = once(asking, "close").then(() => "");
    try {
      return await Promise.race([asking.question(question).catch(() => ""), unanswered]);
    } finally {
      asking.close();
    }
  };
  return {
    width: output.isTTY ? output.columns : undefined,
    print(result) {
      clearProgress();
      output.write(`${safeText(result)}\n`);
    },
    async write(result) {
      clearProgress();
      if (!output.write(output.isTTY ? safeText(result).replaceAll("\uFFFD\n", "\n") : result)) {
        await once(output, "drain");
      }
    },
    say(message) {
      clearProgress();
      errors.write(`${safeText(message)}\n`);
    },
    progress(message) {
      if (!errors.isTTY || performance.now() - shownAt < progressIntervalMs) return;
      shownAt = performance.now();
      isProgressShown = true;
      errors.write(clearLine + safeText(message));
    },
    canAsk: [input, errors].every((stream) => stream.isTTY),
    ask: (question) => ask(question, errors),
    async askSecret(question) {
      clearProgress();
      errors.write(question);
      const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
      const answer = await ask("", unseen);
      errors.write("\n");
      return answer;
    },
    readInput: () => text(input),
  };
}

/** "1,234 of 5,678 lines, 21 %". */
export function progressText(done: number, total: number | null, unit: string): string {
  const counted = wordText(knownWord(unit));
  if (total === null || total === 0) return `${count(done)} ${counted}`;
  const given = { done: count(done), total: count(total), counted, percent: Math.floor((done * 100) / total) };
  return wordText(sentence("{done} of {total} {counted}, {percent} %", given));
}

/** A count by itself. Within a sentence it stands as the number that it is, so that the words around it go with it. */
export function count(number: number): string {
  return number.toLocaleString(spoken.locale);
}

/** What a refusal looks like to a person: what happened, then what to do. */
export function refusalText(view: Pick<ErrorView, "code" | "message" | "sentence">): string {
  const { message, remedy } = refusalIn(view, spoken);
  return `${spoken.code === "de" ? "Fehler" : "Error"}: ${message}\n${remedy}`;
}
