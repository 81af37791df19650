import { addedColumn, indexOf, searchOf, tableOf, triggerOf, withoutComments } from "./schema.ts";
import { translateExpression } from "./translate.ts";

/** Rows that a migration computes with functions of the application, which no server has. */
export interface ComputedRows {
  readonly table: string;
  readonly columns: readonly string[];
  /** The query, in SQLite's words. */
  readonly sql: string;
}

/** The kinds of statements that migrations are made of, and what each is in PostgreSQL's words. */
const kinds: readonly (readonly [pattern: RegExp, changes: (sql: string, ...names: string[]) => readonly string[]])[] =
  [
    [/^CREATE TABLE (\w+)/u, (sql, name) => [tableOf({ name, sql }).sql]],
    [/^CREATE VIRTUAL TABLE (\w+)/u, (sql, name) => Object.values(searchOf({ name, sql }))],
    [/^CREATE (?:UNIQUE )?INDEX /u, (sql) => [indexOf({ sql })]],
    [/^CREATE TRIGGER (\w+)/u, (sql, name) => triggerOf({ name, sql })],
    // A trigger goes with what it does.
    [/^DROP TRIGGER (\w+)$/u, (_sql, name) => [`DROP FUNCTION ${name}() CASCADE`]],
    [/^DROP (?:TABLE|INDEX) \w+$/u, (sql) => [sql]],
    [
      /^ALTER TABLE (\w+) ADD COLUMN ([\s\S]+)$/u,
      (_sql, table, definition) => [`ALTER TABLE "${table}" ADD COLUMN ${addedColumn(definition)}`],
    ],
    [/^ALTER TABLE \w+ (?:DROP COLUMN \w+|RENAME TO \w+|RENAME COLUMN \w+ TO \w+)$/u, (sql) => [sql]],
    [/^(?:INSERT|UPDATE|DELETE|WITH)\b/u, (sql) => [translateExpression(sql)]],
  ];

/**
 * What a migration, which is written for SQLite, does to a book on a server, in PostgreSQL's words and in its order. What tables refer to is left
 * out: as in a file, references are not enforced meanwhile.
 *
 * @param ownFunctions the names of the application's functions, which only queries that rows are inserted of may call.
 */
export function schemaChanges(sql: string, ownFunctions: ReadonlySet<string>): (string | ComputedRows)[] {
  return statementsOf(withoutComments(sql)).flatMap((statement): readonly (string | ComputedRows)[] => {
    const computed = /^INSERT INTO (\w+)\s*\(([^)]*)\)\s*((?:WITH|SELECT)\b[\s\S]+)$/u.exec(statement);
    if (computed && statement.match(/\w+/gu)?.some((word) => ownFunctions.has(word))) {
      const [, table = "", columns = "", query = ""] = computed;
      return [{ table, columns: columns.split(",").map((column) => column.trim()), sql: query }];
    }
    for (const [pattern, changes] of kinds) {
      const found = pattern.exec(statement);
      if (found) return changes(statement, ...found.slice(1));
    }
    throw new Error(`A server does not know what this is to do: ${statement}`);
  });
}

/** The statements of a script without comments. A trigger has statements of its own. */
function statementsOf(sql: string): string[] {
  const statements: string[] = [];
  let statement = "";
  for (const [piece] of sql.matchAll(/'(?:[^']|'')*'|;|[^;']+/gu)) {
    const isOver = piece === ";" && (!/^\s*CREATE TRIGGER\b/u.test(statement) || /\bEND\s*$/u.test(statement));
    if (!isOver) statement += piece;
    else {
      statements.push(statement.trim());
      statement = "";
    }
  }
  if (statement.trim() !== "") statements.push(statement.trim());
  return statements;
}
