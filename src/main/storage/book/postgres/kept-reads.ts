import type { SqlValue } from "../book-handle.ts";
import type { Brought } from "./connection.ts";

/** What seldom changes, and what nearly every command asks for. */
const seldomChanged: ReadonlySet<string> = new Set([
  "book",
  "seller",
  "operator",
  "credit_limit",
  "reason_code",
  "journal_account",
  "api_instance",
  "link",
  "webhook_endpoint",
  "plan",
  "price",
  "approval_request",
  "import_claim",
  "entry_attribution",
]);

/** So many answers are kept at most. */
const keptLimit = 1000;

/** A question with its values, as one text. */
export const keyOf = (sql: string, values: readonly SqlValue[]): string =>
  `${sql}\n${values.map((value) => `${typeof value} ${String(value)}`).join("\n")}`;

const wordsOf = (sql: string): readonly string[] => sql.match(/[a-z_]\w*/gu) ?? [];

/** An answer, and the tables that it is about. */
interface Kept {
  readonly tables: readonly string[];
  readonly brought: Brought;
}

/**
 * Answers to questions about what seldom changes, kept by a connection that writes. What it writes to one of those tables has the answers about it
 * forgotten, and what it undoes all of them. A transaction that has written to them is counted in the book (`kept_change`): where a transaction begins
 * with another number than the last one of this connection left, another host has changed something, and all is asked anew.
 */
export class KeptReads {
  readonly #kept = new Map<string, Kept>();
  readonly #asked = new Map<string, readonly string[]>();
  readonly #written = new Map<string, readonly string[]>();
  readonly #tables: () => ReadonlySet<string>;
  #hasWritten = false;

  /** @param tables the names of all tables of the book. */
  constructor(tables: () => ReadonlySet<string>) {
    this.#tables = tables;
  }

  /** What was answered before, or is now. @param ask asks the server. */
  read(sql: string, values: readonly SqlValue[], ask: () => Brought): Brought {
    const tables = this.#tablesAsked(sql);
    if (tables.length === 0 || values.some((value) => typeof value === "object" && value !== null)) return ask();
    const key = keyOf(sql, values);
    const known = this.#kept.get(key);
    if (known) return known.brought;
    const brought = ask();
    if (this.#kept.size >= keptLimit) this.#kept.clear();
    this.#kept.set(key, { tables, brought });
    return brought;
  }

  /** Whether a question was answered before. */
  has(sql: string, values: readonly SqlValue[]): boolean {
    return this.#kept.has(keyOf(sql, values));
  }

  /** @param sql a statement that may write. */
  noteWrite(sql: string): void {
    const written = this.#tablesWritten(sql);
    if (written.length === 0) return;
    this.#hasWritten = true;
    for (const [key, { tables }] of this.#kept)
      if (tables.some((table) => written.includes(table))) this.#kept.delete(key);
  }

  /** Whether anything was written to those tables since this was asked last; what was undone counts as well. */
  takeWritten(): boolean {
    const hasWritten = this.#hasWritten;
    this.#hasWritten = false;
    return hasWritten;
  }

  forget(): void {
    this.#kept.clear();
  }

  /** Which of those tables a statement may write to: where it does not say first to which, to all that it names. */
  #tablesWritten(sql: string): readonly string[] {
    let written = this.#written.get(sql);
    if (written === undefined) {
      const [, table] = /^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)/u.exec(sql) ?? [];
      written = (table === undefined ? wordsOf(sql) : [table]).filter((word) => seldomChanged.has(word));
      this.#written.set(sql, written);
    }
    return written;
  }

  /** The tables that a statement reads, where all of them are of those; else none. A word that only might be the name of a table counts as one. */
  #tablesAsked(sql: string): readonly string[] {
    let asked = this.#asked.get(sql);
    if (asked === undefined) {
      const tables = wordsOf(sql).filter((word) => this.#tables().has(word));
      asked = /^\s*SELECT\b/u.test(sql) && tables.every((table) => seldomChanged.has(table)) ? tables : [];
      this.#asked.set(sql, asked);
    }
    return asked;
  }
}
