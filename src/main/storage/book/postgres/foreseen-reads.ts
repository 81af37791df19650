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

/** What a question or a statement says of the rows that it is about: the column of each of its values, in their order. */
type Columns = readonly string[];

/** The columns by which a question asks for rows of a table, and of no other; null for one that asks otherwise. */
function columnsAsked(sql: string): Columns | null {
  const [, conditions] = /^\s*SELECT\s[^()?]*\sFROM \w+\s+WHERE\s+(\w+ = \?(?: AND \w+ = \?)*)\s*$/u.exec(sql) ?? [];
  return conditions?.match(/\w+(?= =)/gu) ?? null;
}

/** A column of a row that a statement inserts or changes, and which of the statement's values it has. */
interface WrittenColumn {
  readonly name: string;
  readonly index: number;
}

const insertPattern =
  /^\s*INSERT INTO\s+"?\w+"?\s*\(([\w\s,]+)\)\s*VALUES\s*\([?\s,]+\)\s*(?:ON CONFLICT\s*\(([\w\s,]+)\)\s*DO\b([\s\S]*))?$/u;

/** What is known of the row that a statement writes: of one that may be there already, what it is found by. Nothing of any other statement. */
function columnsWritten(sql: string): readonly WrittenColumn[] {
  const [, columns = "", conflict, change = ""] = insertPattern.exec(sql) ?? [];
  const names = columns.match(/\w+/gu) ?? [];
  const sure = new Set(conflict?.match(/\w+/gu) ?? names);
  for (const [, changed = ""] of change.matchAll(/(\w+)\s*=/gu)) sure.delete(changed);
  return names.flatMap((name, index) => (sure.has(name) ? [{ name, index }] : []));
}

/** An answer, and what it is about. */
interface Foreseen {
  readonly words: ReadonlySet<string>;
  readonly columns: Columns | null;
  readonly values: readonly SqlValue[];
  readonly brought: Brought;
}

/** Whether the row that is written is none that was asked for, because a column has another value. */
function isOtherRow(
  { columns, values }: Foreseen,
  row: readonly WrittenColumn[],
  written: readonly SqlValue[],
): boolean {
  return row.some(({ name, index }) => {
    const [asked, given] = [values[columns?.indexOf(name) ?? -1], written[index]];
    return typeof asked === typeof given && (typeof asked === "string" || typeof asked === "number") && asked !== given;
  });
}

/**
 * Answers to questions that were asked ahead, all in one go, until they are asked. What is written meanwhile to a table that a question names has its
 * answer forgotten, unless it is about another row, so each is what it would be if it were asked then.
 */
export class ForeseenReads {
  readonly #answers = new Map<string, Foreseen>();
  readonly #asked = new Map<string, Pick<Foreseen, "words" | "columns">>();
  readonly #written = new Map<string, readonly WrittenColumn[]>();

  add({ sql, values }: Question, brought: Brought): void {
    let asked = this.#asked.get(sql);
    if (asked === undefined) this.#asked.set(sql, (asked = { words: wordsOf(sql), columns: columnsAsked(sql) }));
    this.#answers.set(keyOf(sql, values), { ...asked, values, brought });
  }

  /** The answer to a question that was asked ahead, and is as it was then. */
  find(sql: string, values: readonly SqlValue[]): Brought | undefined {
    return this.#answers.size === 0 ? undefined : this.#answers.get(keyOf(sql, values))?.brought;
  }

  /** @param sql a statement that may write; one that does not say first to which table has all forgotten. */
  noteWrite(sql: string, values: readonly SqlValue[]): void {
    if (this.#answers.size === 0) return;
    const [, table] = /^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)/u.exec(sql) ?? [];
    if (table === undefined) {
      this.forget();
      return;
    }
    let row = this.#written.get(sql);
    if (row === undefined) this.#written.set(sql, (row = columnsWritten(sql)));
    for (const [key, answer] of this.#answers)
      if (answer.words.has(table) && !isOtherRow(answer, row, values)) this.#answers.delete(key);
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
