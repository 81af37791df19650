import Database from "better-sqlite3";
import { defineFunctions } from "../functions.ts";
import type { ServerConnection } from "./connection.ts";
import { fieldTableNames, type ServerSchema } from "./schema.ts";

/** So many rows are sent at a time. */
const rowsAtOnce = 1000;

/** Write rows of one table. @throws ServerError. */
export function insertRows(
  connection: ServerConnection,
  { table, columns, rows }: Omit<ServerSchema["rows"][number], "rows"> & { readonly rows: readonly unknown[][] },
): void {
  if (rows.length === 0) return;
  const names = columns.map((name) => `"${name}"`).join(", ");
  const documents = rows.map((row) =>
    Object.fromEntries(row.map((value, index) => [columns[index], inDocument(value)])),
  );
  connection.queryAsIs({
    text: `INSERT INTO "${table}" (${names}) SELECT ${names} FROM json_populate_recordset(NULL::"${table}", $1::json)`,
    given: [JSON.stringify(documents)],
  });
}

/** Write rows of one table as they come, some at a time. @returns whether there were any. @throws ServerError. */
export function insertAll(
  connection: ServerConnection,
  into: Pick<ServerSchema["rows"][number], "table" | "columns">,
  all: Iterable<unknown[]>,
): boolean {
  let rows: unknown[][] = [];
  let isAny = false;
  for (const row of all) {
    isAny = true;
    rows.push(row);
    if (rows.length < rowsAtOnce) continue;
    insertRows(connection, { ...into, rows });
    rows = [];
  }
  insertRows(connection, { ...into, rows });
  return isAny;
}

const inDocument = (value: unknown): unknown =>
  value instanceof Uint8Array ? `\\x${Buffer.from(value).toString("hex")}` : value;

/** Rows of a table, and the question to a file that brings them. */
interface CopiedRows extends Pick<ServerSchema["rows"][number], "table" | "columns"> {
  readonly sql: string;
}

/** What a file finds texts by cannot be read out of it, and is computed anew. */
const searches: readonly CopiedRows[] = [
  {
    table: "account_search",
    columns: ["rowid", "grams"],
    sql: "SELECT number, search_grams(kind, name_key, contact_search_key) FROM account_listing ORDER BY number",
  },
  {
    table: "ledger_note_search",
    columns: ["rowid", "words"],
    sql: `SELECT sequence, words FROM (SELECT sequence, note_words(note) AS words FROM ledger_entry WHERE note IS NOT NULL)
      WHERE words <> '' ORDER BY sequence`,
  },
];

/**
 * Copy all that is in the tables of a book's file into those of a book on a server in which nothing is.
 *
 * @param schema of both.
 * @throws ServerError.
 */
export function copyRows(path: string, connection: ServerConnection, schema: ServerSchema): void {
  const source = new Database(path, { readonly: true });
  const filled: string[] = [];
  const copy = ({ sql, ...into }: CopiedRows): void => {
    if (insertAll(connection, into, source.prepare(sql).raw().iterate() as Iterable<unknown[]>))
      filled.push(into.table);
  };
  try {
    defineFunctions(source);
    const tables = schema.rows.filter(({ table }) => !fieldTableNames.includes(table));
    // What tells files apart is no part of a book on a server.
    for (const { table, columns } of tables.filter((each) => each.table !== "book_mark")) {
      const isNumbered = source.prepare("SELECT wr FROM pragma_table_list WHERE name = ?").pluck().get(table) === 0;
      const names = columns.map((name) => `"${name}"`).join(", ");
      copy({ table, columns, sql: `SELECT ${names} FROM "${table}"${isNumbered ? " ORDER BY rowid" : ""}` });
    }
    searches.forEach(copy);
    for (const rows of schema.rows) if (fieldTableNames.includes(rows.table)) insertRows(connection, rows);
    // Of a table that it has found empty the server plans for good that there is nothing to be looked up in it.
    if (filled.length > 0) connection.script(`ANALYZE ${filled.map((table) => `"${table}"`).join(", ")}`);
  } finally {
    source.close();
  }
}
