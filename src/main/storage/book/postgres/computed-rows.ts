import Database from "better-sqlite3";
import type { SqlValue, WritableBook } from "../book-handle.ts";
import { defineFunctions } from "../functions.ts";
import type { ServerConnection } from "./connection.ts";
import type { ComputedRows } from "./schema-changes.ts";
import { insertAll } from "./server-rows.ts";

/** The names of the functions that migrations call and that no database has. */
export function ownFunctionNames(): ReadonlySet<string> {
  const database = new Database(":memory:");
  try {
    defineFunctions(database);
    return new Set(
      database.prepare("SELECT name FROM pragma_function_list WHERE builtin = 0").pluck().all() as string[],
    );
  } finally {
    database.close();
  }
}

/**
 * Insert what a migration computes with functions of the application: the tables that it asks are copied into a database of SQLite's that is gone afterwards,
 * where the functions are, and the rows that come of it are written to the server.
 *
 * @param book whose transaction is under way, on this connection.
 */
export function insertComputed(
  book: WritableBook,
  connection: ServerConnection,
  { table, columns, sql }: ComputedRows,
): void {
  // SQLite puts it on the disk where it is large.
  const scratch = new Database("");
  try {
    defineFunctions(scratch);
    for (const name of tablesIn(book, sql)) copyTable(book, scratch, name);
    insertAll(connection, { table, columns }, scratch.prepare(sql).raw().iterate() as Iterable<unknown[]>);
  } finally {
    scratch.close();
  }
}

/** The tables of the book whose names stand in a query. */
function tablesIn(book: WritableBook, sql: string): string[] {
  const words = new Set(sql.match(/\w+/gu));
  return book
    .rows<[string]>(
      "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = to_regnamespace(current_schema())",
    )
    .flatMap(([name]) => (words.has(name) ? [name] : []));
}

function copyTable(book: WritableBook, scratch: Database.Database, table: string): void {
  const columns = book
    .rows<[string]>(
      "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
      table,
    )
    .map(([name]) => `"${name}"`);
  scratch.exec(`CREATE TABLE "${table}" (${columns.join(", ")})`);
  const insert = scratch.prepare<SqlValue[]>(`INSERT INTO "${table}" VALUES (${columns.map(() => "?").join(", ")})`);
  const copy = scratch.transaction(() => {
    for (const row of book.iterate<SqlValue[]>(`SELECT ${columns.join(", ")} FROM "${table}"`)) insert.run(...row);
  });
  copy();
}
