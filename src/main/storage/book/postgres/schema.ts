import Database from "better-sqlite3";
import type { SqlValue } from "../book-handle.ts";
import { applyMigrations, type Migration } from "../migrate.ts";
import { translateExpression, typeNamed } from "./translate.ts";

/** A book's schema in PostgreSQL's words, in the order in which it is made. */
export interface ServerSchema {
  /** Tables, without what refers to others. */
  readonly tables: readonly string[];
  /** What a new book has in them. */
  readonly rows: readonly {
    readonly table: string;
    readonly columns: readonly string[];
    readonly rows: SqlValue[][];
  }[];
  /** Keys to other tables. */
  readonly references: readonly string[];
  /** What a number that is left out becomes: of each table whose rows are numbered. */
  readonly numbers: readonly string[];
  /** Indexes, and triggers. */
  readonly rest: readonly string[];
}

/** A thing of a schema, in SQLite's words. */
export interface SchemaObject {
  readonly name: string;
  readonly sql: string;
}

/**
 * The schema that the migrations make, and what they write: they are the one list there is, in SQLite's words, so they are carried out in
 * memory, and what has come of them is put into PostgreSQL's.
 */
export function serverSchema(migrations: readonly Migration[], nowMs: number): ServerSchema {
  const database = new Database(":memory:");
  try {
    applyMigrations(database, migrations, nowMs);
    const objects = database
      .prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
      .all() as (SchemaObject & { readonly type: "table" | "index" | "trigger" })[];
    const searched = objects.flatMap(({ name, sql }) => (sql.startsWith("CREATE VIRTUAL TABLE") ? [name] : []));
    const isOwn = ({ name }: SchemaObject) => !searched.some((table) => name.startsWith(`${table}_`));
    const own = objects.filter(isOwn);
    const tables = own.filter(({ type, name }) => type === "table" && !searched.includes(name)).map(tableOf);
    const searches = own.filter(({ name }) => searched.includes(name)).map(searchOf);
    const named = tables.map(({ name }) => name);
    return {
      tables: [...tables.map(({ sql }) => sql), ...searches.map(({ table }) => table), ...fieldTables],
      rows: [...named.map((table) => rowsOf(database, table)), ...fieldRows(database, named)],
      references: tables.flatMap(({ references }) => references),
      numbers: tables.flatMap(({ number }) => number),
      rest: [
        ...searches.map(({ index }) => index),
        ...own.filter(({ type }) => type === "index").map(indexOf),
        ...own.filter(({ type }) => type === "trigger").flatMap(triggerOf),
      ],
    };
  } finally {
    database.close();
  }
}

export const withoutComments = (sql: string): string => sql.replaceAll(/--[^\n]*/gu, "");

/** What stands in the first brackets of a definition, between commas, and what comes before and after. */
function partsOf(sql: string): { readonly head: string; readonly parts: readonly string[]; readonly tail: string } {
  const plain = withoutComments(sql);
  const start = plain.indexOf("(");
  const parts = [""];
  let depth = 0;
  let end = start;
  for (const [text] of plain.slice(start).matchAll(/'(?:[^']|'')*'|[\s\S]/gu)) {
    end += text.length;
    if (text === ")") depth -= 1;
    if (depth === 0 && text === ")") break;
    if (text === "," && depth === 1) parts.push("");
    else if (depth > 0) parts[parts.length - 1] += text;
    if (text === "(") depth += 1;
  }
  return { head: plain.slice(0, start), parts: parts.map((part) => part.trim()), tail: plain.slice(end) };
}

const reference = /\bREFERENCES\s+\w+\s*\([^)]*\)(?:\s+DEFERRABLE INITIALLY DEFERRED)?/u;

/** A table, the keys by which it refers to others, and how its rows are numbered where they are. */
export function tableOf({ name, sql }: SchemaObject): {
  readonly name: string;
  readonly sql: string;
  readonly references: readonly string[];
  readonly number: readonly string[];
} {
  const { parts, tail } = partsOf(sql);
  const hasRowNumbers = !tail.includes("WITHOUT ROWID");
  const references: string[] = [];
  const number: string[] = [];
  const refer = (columns: string, target: string) =>
    references.push(`ALTER TABLE "${name}" ADD FOREIGN KEY (${columns}) ${target}`);
  const defined = parts.flatMap((part) => {
    const foreignKey = /^FOREIGN KEY\s*\(([^)]*)\)/u.exec(part);
    if (foreignKey) {
      refer(foreignKey[1] ?? "", reference.exec(part)?.[0] ?? "");
      return [];
    }
    if (/^(?:CHECK|UNIQUE|PRIMARY KEY)\b/u.test(part)) return [translateExpression(part)];
    const [, column = "", type = "", rest = ""] = /^(\w+)\s+(\w+)([\s\S]*)$/u.exec(part) ?? [];
    const target = reference.exec(rest)?.[0];
    if (target !== undefined) refer(`"${column}"`, target);
    if (hasRowNumbers && isNumber({ type, rest }))
      number.push(`ALTER TABLE "${name}" ALTER COLUMN "${column}" SET DEFAULT next_number('${name}', '${column}')`);
    return [columnOf({ column, type, rest })];
  });
  // In the order in which they are written, as SQLite numbers them.
  if (hasRowNumbers && number.length === 0) defined.push("rowid bigint GENERATED ALWAYS AS IDENTITY");
  return { name, sql: `CREATE TABLE "${name}" (\n  ${defined.join(",\n  ")}\n)`, references, number };
}

/** A number that is left out is the next one, as in SQLite. */
const isNumber = ({ type, rest }: Pick<ColumnDefinition, "type" | "rest">): boolean =>
  type === "INTEGER" && rest.includes("PRIMARY KEY");

interface ColumnDefinition {
  readonly column: string;
  readonly type: string;
  readonly rest: string;
}

/** A column, without what it refers to. */
function columnOf({ column, type, rest }: ColumnDefinition): string {
  const kind = typeNamed(type) === "text" ? 'text COLLATE "C"' : typeNamed(type);
  const constraints = rest
    .replace(reference, "")
    .replace("COLLATE NOCASE", "")
    .replace(/\bVIRTUAL\b/u, "STORED");
  return `"${column}" ${kind}${translateExpression(constraints)}`;
}

/** A column that a table gets later, as the definition says, without what it refers to. */
export function addedColumn(definition: string): string {
  const [, column = "", type = "", rest = ""] = /^(\w+)\s+(\w+)([\s\S]*)$/u.exec(definition) ?? [];
  return columnOf({ column, type, rest });
}

/** An index; what is computed stands in brackets of its own. */
export function indexOf({ sql }: Pick<SchemaObject, "sql">): string {
  const { head, parts, tail } = partsOf(sql);
  const keys = parts.map((part) => (/^\w+$/u.test(part) ? part : `(${part})`));
  return translateExpression(`${head}(${keys.join(", ")})${tail}`);
}

/** What a text is found by: SQLite has a table of its own kind for it. */
export function searchOf({ name, sql }: SchemaObject): { table: string; index: string } {
  const column = /USING fts5\s*\(\s*(\w+)/u.exec(sql)?.[1] ?? "";
  return {
    table: `CREATE TABLE "${name}" (rowid bigint PRIMARY KEY, "${column}" text COLLATE "C" NOT NULL,
      terms tsvector GENERATED ALWAYS AS (search_terms("${column}")) STORED)`,
    index: `CREATE INDEX "${name}_terms" ON "${name}" USING gin (terms)`,
  };
}

const triggerPattern =
  /^CREATE TRIGGER (\w+)\s+BEFORE (INSERT|DELETE|UPDATE(?:\s+OF\s+[\w,\s]+?)?)\s+ON\s+"?(\w+)"?\s+(?:WHEN\s+([\s\S]+?)\s+)?BEGIN\s+SELECT RAISE\(ABORT, ('(?:[^']|'')*')\);\s+END$/u;

/** What a trigger refuses, as a function and a trigger that calls it: a trigger's own condition may not look into tables there. */
export function triggerOf({ name, sql }: SchemaObject): string[] {
  const [, , event = "", table = "", condition = "TRUE", message = ""] =
    triggerPattern.exec(withoutComments(sql).trim()) ?? [];
  if (event === "") throw new Error(`The trigger ${name} is of a form that is not known`);
  return [
    `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $trigger$
    BEGIN
      IF ${translateExpression(condition)} THEN
        RAISE EXCEPTION USING MESSAGE = ${message}, ERRCODE = 'check_violation';
      END IF;
      RETURN ${event === "DELETE" ? "OLD" : "NEW"};
    END $trigger$`,
    `CREATE TRIGGER ${name} BEFORE ${event} ON "${table}" FOR EACH ROW EXECUTE FUNCTION ${name}()`,
  ];
}

/** The tables of what SQLite says of tables. */
export const fieldTableNames: readonly string[] = ["pragma_table_list", "table_field"];

/** What SQLite says of its tables, which an export of the whole book asks for. */
const fieldTables = [
  `CREATE TABLE pragma_table_list (name text COLLATE "C" PRIMARY KEY, wr bigint NOT NULL)`,
  `CREATE TABLE table_field (table_name text COLLATE "C", cid bigint, name text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL,
    pk bigint NOT NULL, hidden bigint NOT NULL, PRIMARY KEY (table_name, cid))`,
  `CREATE FUNCTION pragma_table_xinfo(wanted text) RETURNS SETOF table_field STABLE LANGUAGE sql
    AS 'SELECT * FROM table_field WHERE table_name = wanted'`,
];

function fieldRows(database: Database.Database, tables: readonly string[]): ServerSchema["rows"] {
  const isWithoutRowid = database.prepare("SELECT wr FROM pragma_table_list WHERE name = ?").pluck();
  const fields = database.prepare("SELECT ?, cid, name, type, pk, hidden FROM pragma_table_xinfo(?)").raw();
  return [
    {
      table: "pragma_table_list",
      columns: ["name", "wr"],
      rows: tables.map((table) => [table, isWithoutRowid.get(table) as number]),
    },
    {
      table: "table_field",
      columns: ["table_name", "cid", "name", "type", "pk", "hidden"],
      rows: tables.flatMap((table) => fields.all(table, table) as SqlValue[][]),
    },
  ];
}

function rowsOf(database: Database.Database, table: string): ServerSchema["rows"][number] {
  const columns = (
    database.prepare("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid").all(table) as {
      readonly name: string;
    }[]
  ).map(({ name }) => name);
  const selected = columns.map((name) => `"${name}"`).join(", ");
  return { table, columns, rows: database.prepare(`SELECT ${selected} FROM "${table}"`).raw().all() as SqlValue[][] };
}
