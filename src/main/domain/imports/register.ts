import type { ImportMemory } from "./import-memory.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

/** Where a row stands. */
export interface RowPlace {
  readonly fileName: string;
  readonly lineNumber: number;
}

export function placeSentence({ fileName, lineNumber }: RowPlace): Sentence {
  return sentence("line {lineNumber} of {fileName}", { lineNumber: String(lineNumber), fileName });
}

/** A row that others may refer to; `value` is null as long as it is not known to be good. */
interface Entry<Value> {
  readonly place: RowPlace;
  readonly value: Value | null;
}

/** The rows of the files by what must be theirs alone (an id, an e-mail address, a slug): for references and for clashes. */
interface Register<Value> {
  /** @returns where the row stands that had the key before, and keeps it; null when there was none. */
  enter(key: string, place: RowPlace): RowPlace | null;
  /** Say that the row under the key is good. */
  settle(key: string, place: RowPlace, value: Value): void;
  find(key: string): Entry<Value> | null;
}

/** @param name tells it from the other registers of the memory. */
export function createRegister<Value>(memory: ImportMemory, name: string): Register<Value> {
  const entries = memory.map<Entry<Value>>(name);
  return {
    enter(key, place) {
      const earlier = entries.get(key);
      if (earlier) return earlier.place;
      entries.set(key, { place, value: null });
      return null;
    },
    settle: (key, place, value) => entries.set(key, { place, value }),
    find: (key) => entries.get(key) ?? null,
  };
}
