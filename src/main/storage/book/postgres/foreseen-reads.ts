import type { HeldSnapshot, ReadableBook, SqlValue } from "../book-handle.ts";
import type { Brought } from "./connection.ts";
import { keyOf } from "./kept-reads.ts";

/** A question in the stores' words, with its values. */
export interface Question {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Which tables a statement may name, by its words. */
const wordsOf = (sql: string): ReadonlySet<string> => new Set(sql.match(/[a-z_]\w*/gu));

/**
 * Answers to questions that were asked ahead, all in one go, until they are asked. What is written meanwhile to a table that a question names has its
 * answer forgotten, so each is what it would be if it were asked then.
 */
export class ForeseenReads {
  readonly #answers = new Map<string, { readonly words: ReadonlySet<string>; readonly brought: Brought }>();
  readonly #words = new Map<string, ReadonlySet<string>>();

  add({ sql, values }: Question, brought: Brought): void {
    let words = this.#words.get(sql);
    if (words === undefined) this.#words.set(sql, (words = wordsOf(sql)));
    this.#answers.set(keyOf(sql, values), { words, brought });
  }

  /** The answer to a question that was asked ahead, and is as it was then. */
  find(sql: string, values: readonly SqlValue[]): Brought | undefined {
    return this.#answers.size === 0 ? undefined : this.#answers.get(keyOf(sql, values))?.brought;
  }

  /** @param sql a statement that may write; one that does not say first to which table has all forgotten. */
  noteWrite(sql: string): void {
    if (this.#answers.size === 0) return;
    const [, table] = /^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)/u.exec(sql) ?? [];
    if (table === undefined) this.forget();
    else for (const [key, { words }] of this.#answers) if (words.has(table)) this.#answers.delete(key);
  }

  forget(): void {
    this.#answers.clear();
  }
}

/** Find out what is asked where every answer is that there is nothing. */
export function questionsOf(place: string, ask: (book: ReadableBook) => void): readonly Question[] {
  const questions: Question[] = [];
  const note = (sql: string, values: readonly SqlValue[]): [] => {
    questions.push({ sql, values });
    return [];
  };
  const refuse = (): never => {
    throw new Error("That cannot be asked ahead");
  };
  ask({
    place,
    workPath: "",
    isOnServer: true,
    filePath: refuse,
    schemaVersion: refuse,
    get: (sql, ...values) => void note(sql, values),
    all: (sql, ...values) => note(sql, values),
    rows: (sql, ...values) => note(sql, values),
    values: refuse,
    iterate: refuse,
    snapshot: (read) => read(),
    holdSnapshot: (): HeldSnapshot => refuse(),
    close: refuse,
  });
  return questions;
}
