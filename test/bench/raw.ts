import Database from "better-sqlite3";

/** A row by the names of its columns, in the order that the table has them. */
export type Row = Readonly<Record<string, unknown>>;

/** Rows of one table of a book as they stand, ready to be written again. */
export function readRows(path: string, table: string, where: string): Row[] {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(`SELECT * FROM ${table} WHERE ${where}`).all() as Row[];
  } finally {
    database.close();
  }
}

/** A statement that inserts a row of these columns. */
export function prepareInsert(
  database: Database.Database,
  table: string,
  columns: readonly string[],
): Database.Statement {
  return database.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`);
}

/** The names of the columns of a table that are written, in their order; those that SQLite computes are not among them. */
export function columnsOf(database: Database.Database, table: string): string[] {
  return (database.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
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
