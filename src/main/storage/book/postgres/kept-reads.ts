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
]);

/** So many answers are kept at most. */
const keptLimit = 1000;

const wordsOf = (sql: string): readonly string[] => sql.match(/[a-z_]\w*/gu) ?? [];

/**
 * Answers to questions about what seldom changes, kept by the connection that alone writes to the book: it holds the book's lock, so what it has
 * not changed itself is as it was. Whatever it writes to one of those tables, or undoes, has all of them forgotten.
 */
export class KeptReads {
  readonly #kept = new Map<string, Brought>();
  readonly #areSettled = new Map<string, boolean>();
  readonly #write = new Map<string, boolean>();
  readonly #tables: () => ReadonlySet<string>;

  /** @param tables the names of all tables of the book. */
  constructor(tables: () => ReadonlySet<string>) {
    this.#tables = tables;
  }

  /** What was answered before, or is now. @param ask asks the server. */
  read(sql: string, values: readonly SqlValue[], ask: () => Brought): Brought {
    if (!this.#isSettled(sql) || values.some((value) => typeof value === "object" && value !== null)) return ask();
    const key = `${sql}\n${values.map((value) => `${typeof value} ${String(value)}`).join("\n")}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const brought = ask();
    if (this.#kept.size >= keptLimit) this.#kept.clear();
    this.#kept.set(key, brought);
    return brought;
  }

  /** @param sql a statement that may write. */
  noteWrite(sql: string): void {
    if (this.#kept.size > 0 && this.#writesThem(sql)) this.#kept.clear();
  }

  forget(): void {
    this.#kept.clear();
  }

  /** Whether a statement writes to one of those tables; one that does not say first where it writes may. */
  #writesThem(sql: string): boolean {
    let writes = this.#write.get(sql);
    if (writes === undefined) {
      const [, table] = /^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)/u.exec(sql) ?? [];
      writes = table === undefined ? wordsOf(sql).some((word) => seldomChanged.has(word)) : seldomChanged.has(table);
      this.#write.set(sql, writes);
    }
    return writes;
  }

  /** Whether a statement reads, and of no table that is not one of those. A word that only might be the name of a table counts as one. */
  #isSettled(sql: string): boolean {
    let isSettled = this.#areSettled.get(sql);
    if (isSettled === undefined) {
      const tables = wordsOf(sql).filter((word) => this.#tables().has(word));
      isSettled = /^\s*SELECT\b/u.test(sql) && tables.length > 0 && tables.every((table) => seldomChanged.has(table));
      this.#areSettled.set(sql, isSettled);
    }
    return isSettled;
  }
}
