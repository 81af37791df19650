import Database from "better-sqlite3";
import type { ReadableBook } from "./book-handle.ts";
import { configureReader } from "./pragmas.ts";
import { withBookErrors } from "./sqlite-errors.ts";

/** Whether the tables, the indexes and the pages between them are as SQLite wrote them. @returns what is wrong; null for nothing. */
export function findFileProblem(book: ReadableBook): string | null {
  return withBookErrors(book.path, () => {
    const row = book.get<{ integrity_check: string }>("PRAGMA integrity_check(1)");
    return row?.integrity_check === "ok" ? null : (row?.integrity_check ?? "The check came to nothing.");
  });
}

/**
 * Whether each table's pages are whole, which takes a third of the time. Table by table: in between the file can become whole, and a
 * thread that does this can be ended.
 *
 * @returns what is wrong; null for nothing.
 */
export function findPageProblem(path: string): string | null {
  return withBookErrors(path, () => {
    const database = new Database(path, { readonly: true });
    try {
      configureReader(database);
      const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
      for (const table of tables) {
        const found: unknown = database.pragma(`quick_check('${table}')`, { simple: true });
        if (found !== "ok") return String(found);
      }
      return null;
    } finally {
      database.close();
    }
  });
}
