import type Database from "better-sqlite3";

/** `CHOU` in the file's header: the mark of a Countinghouse book. */
export const bookApplicationId = 0x43_48_4f_55;

/** So long a connection waits for another program that writes to the book. */
export const busyTimeoutMs = 5000;

/**
 * What holds on every connection, in the order it is set. Each value is read back after it is set, because SQLite ignores
 * a pragma it does not like without a word.
 *
 * - `synchronous` FULL (2): a commit that was confirmed survives a power cut. A reopened WAL file would silently run on
 *   NORMAL in this build.
 * - `trusted_schema` off: a file from elsewhere cannot run functions through its schema.
 * - `recursive_triggers` on: otherwise `INSERT OR REPLACE` deletes rows without asking the triggers that refuse it.
 * - `cell_size_check` on: damage is found where it is read.
 */
const connectionPragmas: readonly (readonly [name: string, value: number])[] = [
  ["busy_timeout", busyTimeoutMs],
  ["synchronous", 2],
  ["foreign_keys", 1],
  ["trusted_schema", 0],
  ["recursive_triggers", 1],
  ["cell_size_check", 1],
  ["temp_store", 2],
];

// What a connection keeps of the file in memory, in KiB below zero: each fills it in time, whatever the size of the book, and a verification
// has three that read open at once. The system caches the file as well.
const writerCache = -32_000;
const readerCache = -16_000;

/** Of a connection that goes through all of the book once: with four times as much it is no quicker. */
export const walkerCache = -4000;

/** Set and assert the pragmas of a writing connection. When the log is brought into the file is for `BookGuard` to say. */
export function configureWriter(database: Database.Database): void {
  setAndAssert(database, "journal_mode", "wal");
  setAndAssert(database, "wal_autocheckpoint", 0);
  for (const [name, value] of connectionPragmas) setAndAssert(database, name, value);
  setAndAssert(database, "cache_size", writerCache);
}

/** Set and assert the pragmas of a reading connection, which SQLite then keeps from writing. */
export function configureReader(database: Database.Database, cacheSize = readerCache): void {
  for (const [name, value] of connectionPragmas) setAndAssert(database, name, value);
  setAndAssert(database, "cache_size", cacheSize);
  setAndAssert(database, "query_only", 1);
}

function setAndAssert(database: Database.Database, name: string, value: number | string): void {
  database.pragma(`${name} = ${value}`);
  const actual: unknown = database.pragma(name, { simple: true });
  if (actual !== value) throw new Error(`PRAGMA ${name} is ${String(actual)} after it was set to ${value}`);
}
