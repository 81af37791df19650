import { randomBytes } from "node:crypto";

/** An event as it was told, under its number. */
interface Told<Words> {
  /** Where a stream goes on after it. */
  readonly cursor: string;
  readonly words: Words;
}

/** What a host has told lately, so that a stream that broke off goes on where it was (BEHAVIOUR 13.3). */
export interface EventHistory<Words> {
  /** Where a stream is that begins now. */
  cursor(): string;
  add(words: Words): Told<Words>;
  /** What was told after a cursor, in its order; null where nobody knows any more: it was too long ago, or another host's. */
  after(cursor: string): readonly Told<Words>[] | null;
}

/** @param keptLimit how many events are kept for streams that broke off; left out, minutes of work of a busy team. */
export function createEventHistory<Words>(keptLimit = 1000): EventHistory<Words> {
  // Numbers begin anew with each host, and what another one told is nothing to go on from.
  const hostMark = randomBytes(9).toString("base64url");
  const kept: Told<Words>[] = [];
  let told = 0;
  const cursorAt = (number: number): string => `${hostMark}.${number}`;
  return {
    cursor: () => cursorAt(told),
    add(words) {
      told += 1;
      const each = { cursor: cursorAt(told), words };
      kept.push(each);
      if (kept.length > keptLimit) kept.shift();
      return each;
    },
    after(cursor) {
      const [mark, digits = "", rest] = cursor.split(".");
      const number = Number(digits);
      const isOurs = mark === hostMark && rest === undefined && /^\d{1,15}$/u.test(digits);
      if (!isOurs || number > told || told - number > kept.length) return null;
      return kept.slice(kept.length - (told - number));
    },
  };
}
