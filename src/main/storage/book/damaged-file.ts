import Database from "better-sqlite3";
import { chainHash, canonicalText } from "../../domain/ledger/hash-chain.ts";
import type { SealedEntry } from "../../domain/ledger/entry.ts";
import { readEntriesFrom } from "../ledger/verification-store.ts";
import { SqliteBook } from "./sqlite-book.ts";

/** What is wrong with the file of a book, in SQLite's words, and whether its tables are whole all the same. */
export interface FileDamage {
  readonly problems: readonly string[];
  /**
   * Whether all that is wrong is that an index has not what its table has, so that it can be made anew of it. One that has more entries
   * than its table is no such case: it may be the table that has lost some. Nor is one that has the row otherwise and is in order itself: then
   * it is the table that is wrong.
   */
  readonly isOfIndexes: boolean;
}

/** A row of a table that an index does not have, or has otherwise. */
const rowNotInIndex = /^row (\d+) (?:missing from|values differ from) index (.+)$/u;

/** What its rows hold is proven by the chain, so that an index that has it otherwise is wrong. */
const provenTable = "ledger_entry";

/** How many problems are named. */
const namedProblemLimit = 100;

/** Look at all pages and indexes of a book that nobody has open. */
export function lookForDamage(path: string): FileDamage {
  return look(path, (database) => {
    const found = database.prepare(`PRAGMA integrity_check(${namedProblemLimit})`).pluck().all() as string[];
    const problems = found.flatMap((each) => each.split("\n")).filter((each) => each !== "ok");
    const isOfIndexes = problems.length < namedProblemLimit && problems.every((each) => isOfIndexAlone(database, each));
    return { problems, isOfIndexes };
  });
}

function isOfIndexAlone(database: Database.Database, problem: string): boolean {
  const [, row, index] = rowNotInIndex.exec(problem) ?? [];
  if (row === undefined || index === undefined) return false;
  const table = database.prepare("SELECT tbl_name FROM sqlite_schema WHERE name = ?").pluck().get(index);
  return table === provenTable || !hasRowOtherwise(database, String(table), index, Number(row));
}

/**
 * Whether an index has a row, and finds it by what it has of it. As the row in the table is another, the table is wrong then: a byte that changed
 * in an index has put its entry where nobody looks for it, as a rule. Where that cannot be told it is taken to be so, because a
 * copy that proves itself is better than a guess.
 */
function hasRowOtherwise(database: Database.Database, table: string, index: string, row: number): boolean {
  try {
    const columns = database.prepare("SELECT name FROM pragma_index_info(?)").pluck().all(index) as string[];
    const [, condition = "TRUE"] =
      / WHERE (.+)$/su.exec(
        String(database.prepare("SELECT sql FROM sqlite_schema WHERE name = ?").pluck().get(index)),
      ) ?? [];
    const from = `FROM "${table}" INDEXED BY "${index}" WHERE (${condition}) AND +rowid = ?`;
    const own = database.prepare(`SELECT ${columns.map((name) => `"${name}"`).join(", ")} ${from}`).raw();
    const sameColumns = columns.map((name) => `"${name}" IS ?`).join(" AND ");
    const lookUp = database.prepare(`SELECT 1 ${from} AND ${sameColumns}`).pluck();
    const found = own.all(row) as unknown[][];
    return found.some((values) => lookUp.get(row, ...values) === 1);
  } catch {
    return true;
  }
}

/** Make all indexes of a file anew of its tables. @throws what SQLite finds in its way. */
export function makeIndexesAnew(path: string): void {
  const database = new Database(path);
  try {
    database.exec("REINDEX");
  } finally {
    database.close();
  }
}

/** Whether every record that another one names is there. */
export function namesNothingMissing(path: string): boolean {
  return look(path, (database) => (database.pragma("foreign_key_check") as unknown[]).length === 0);
}

/** After so many entries in a row that cannot be read, there are taken to be no more. */
const unreadableLimit = 1_000;

/**
 * The entries of a damaged book after a sequence number that still prove themselves: the hash that stands with each is that of the entry
 * and of the hash before it. Each is looked for by itself, because the pages between them may be unreadable.
 */
export function* readProvenEntries(path: string, afterSequence: number): Generator<SealedEntry, void, void> {
  const database = new Database(path, { readonly: true });
  try {
    const book = new SqliteBook(database);
    let missed = 0;
    for (let sequence = afterSequence + 1; missed < unreadableLimit; sequence += 1) {
      const entry = readOne(book, sequence);
      if (entry === null || !provesItself(entry)) missed += 1;
      else {
        missed = 0;
        yield entry;
      }
    }
  } finally {
    database.close();
  }
}

/**
 * Whether a copy holds another entry than the damaged book does at the same place of the chain, so that it is a copy of something else, such
 * as of what a restore has given up. What cannot be read in the damaged book says nothing.
 *
 * @param path a whole book.
 */
export function holdsOtherEntries(path: string, damagedPath: string): boolean {
  return look(path, (copyDatabase) => {
    const copy = new SqliteBook(copyDatabase);
    const last = copy.get<{ sequence: number | null }>("SELECT max(sequence) AS sequence FROM ledger_entry")?.sequence;
    const damaged = openOrNull(damagedPath);
    try {
      const known = damaged && findProvenEntry(new SqliteBook(damaged), last ?? 0);
      if (!known) return false;
      const same = readOne(copy, known.sequence);
      return same === null || !Buffer.from(same.hash).equals(known.hash);
    } finally {
      damaged?.close();
    }
  });
}

/** The last entry of a damaged book up to a sequence number that proves itself, among the last of them. */
function findProvenEntry(book: SqliteBook, lastSequence: number): SealedEntry | null {
  for (let sequence = lastSequence; sequence > Math.max(0, lastSequence - unreadableLimit); sequence -= 1) {
    const entry = readOne(book, sequence);
    if (entry !== null && provesItself(entry)) return entry;
  }
  return null;
}

/** Null for a file that is no database any more. */
function openOrNull(path: string): Database.Database | null {
  try {
    return new Database(path, { readonly: true });
  } catch {
    return null;
  }
}

function readOne(book: SqliteBook, sequence: number): SealedEntry | null {
  try {
    return readEntriesFrom(book, sequence, 1).find((entry) => entry.sequence === sequence) ?? null;
  } catch {
    return null;
  }
}

function provesItself(entry: SealedEntry): boolean {
  return Buffer.from(chainHash(entry.previousHash, canonicalText(entry))).equals(entry.hash);
}

function look<Answer>(path: string, ask: (database: Database.Database) => Answer): Answer {
  const database = new Database(path, { readonly: true });
  try {
    return ask(database);
  } finally {
    database.close();
  }
}
