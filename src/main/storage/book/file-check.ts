import Database from "better-sqlite3";
import { configureReader, walkerCache } from "./pragmas.ts";
import { withBookErrors } from "./sqlite-errors.ts";

/**
 * Whether the tables, the indexes and the pages between them are as SQLite wrote them. It is one step of seconds, for a thread of its own.
 *
 * @returns what is wrong; null for nothing.
 */
export function findFileProblem(path: string): string | null {
  return lookInto(path, (database) => problemIn(database.pragma("integrity_check(1)", { simple: true })));
}

/**
 * Whether each table's pages are whole, which takes a third of the time. Table by table: in between the file can become whole, and a
 * thread that does this can be ended.
 *
 * @returns what is wrong; null for nothing.
 */
export function findPageProblem(path: string): string | null {
  return lookInto(path, (database) => {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
    for (const table of tables) {
      const problem = problemIn(database.pragma(`quick_check('${table}')`, { simple: true }));
      if (problem !== null) return problem;
    }
    return null;
  });
}

function problemIn(found: unknown): string | null {
  return found === "ok" ? null : String(found);
}

function lookInto<Answer>(path: string, look: (database: Database.Database) => Answer): Answer {
  return withBookErrors(path, () => {
    const database = new Database(path, { readonly: true });
    try {
      configureReader(database, walkerCache);
      return look(database);
    } finally {
      database.close();
    }
  });
}
