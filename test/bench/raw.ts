import Database from "better-sqlite3";

/** Rows of one table, as they stand in a book, ready to be written again. */
interface TableRows {
  readonly table: string;
  readonly rows: readonly unknown[][];
}

/** Copy rows of a table out of a book. */
export function readRows(path: string, table: string, where = "1 = 1"): TableRows {
  const database = new Database(path, { readonly: true });
  try {
    return { table, rows: database.prepare(`SELECT * FROM ${table} WHERE ${where}`).raw().all() as unknown[][] };
  } finally {
    database.close();
  }
}

/** A raw connection that is as durable as the book's writer (WAL, and the disk is waited for at every commit), without triggers. */
export function openRaw(path: string): Database.Database {
  const database = new Database(path);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.pragma("wal_autocheckpoint = 4000");
  database.pragma("cache_size = -64000");
  const triggers = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all() as {
    name: string;
  }[];
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
  return database;
}
