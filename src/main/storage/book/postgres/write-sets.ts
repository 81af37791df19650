import type { SqlValue } from "../book-handle.ts";
import type { ServerStatement } from "./connection.ts";
import { translate, typeOf, type Translation } from "./translate.ts";

/** A statement that writes, in the stores' words. */
interface Write {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** What waits to be sent: a statement as it is, and, where it writes rows, what it was made of. */
export interface WaitingStatement<Statement extends ServerStatement = ServerStatement> {
  readonly statement: Statement;
  readonly write: Write | null;
}

/** What of other tables has to do with a table. */
export interface Relations {
  /** The tables that its rows refer to. */
  readonly references: ReadonlySet<string>;
  /** The tables that its triggers name, and of those the ones that they write to. */
  readonly touched: ReadonlySet<string>;
  readonly written: ReadonlySet<string>;
}

/** @param rows of each table its name, the names of those that it refers to, and the text of its triggers. */
export function toRelations(
  rows: readonly (readonly [table: string, references: string, triggers: string])[],
): ReadonlyMap<string, Relations> {
  const tables = new Set(rows.map(([table]) => table));
  const namesIn = (words: Iterable<string>): ReadonlySet<string> =>
    new Set([...words].filter((word) => tables.has(word)));
  return new Map(
    rows.map(([table, references, triggers]) => {
      // What a trigger says when it refuses is no part of what it does.
      const deeds = triggers.replaceAll(/'[^']*'/gu, "");
      const writes = Array.from(
        deeds.matchAll(/(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)/gu),
        ([, name = ""]) => name,
      );
      return [
        table,
        { references: namesIn(wordsOf(references)), touched: namesIn(wordsOf(deeds)), written: namesIn(writes) },
      ];
    }),
  );
}

/** How many rows one statement writes at most. */
const largestSet = 1000;

/** A statement looks for others of its kind among so many sets before it. */
const lookedThrough = 40;

/** A statement of one row that can be one of many rows as well, in the stores' words but for where those come from. */
interface Shape {
  readonly table: string;
  readonly kind: "insert" | "update";
  /** The statement, with {@link rowsMark} where its rows come from; null where it cannot be one of many. */
  readonly ofMany: Translation;
  /** Which of its values tell its row from others: no statement may be about one row twice. Empty for rows that are new. */
  readonly keyAt: readonly number[];
  /** For an update, the column that tells rows apart. */
  readonly keyColumn: string | null;
  /** Words that might be names of tables. */
  readonly words: ReadonlySet<string>;
}

/** Statements that are sent as one; one alone is sent as it is. */
interface WriteSet {
  readonly sql: string | null;
  readonly shape: Shape | null;
  readonly statements: ServerStatement[];
  readonly rows: (readonly SqlValue[])[];
  readonly keys: Set<string>;
  /** The kind of each value, once there is one. */
  readonly types: (string | null)[];
}

const rowsMark = "given_rows";

const shapes = new Map<string, Shape | null>();

/**
 * Make one statement of many that write a row each into the same table, because for the server a statement of one row is three times the work of a
 * row. A statement is moved before others only where it can make no difference: it reads nothing that those write and writes nothing that they
 * read, refers to no row that they insert, and is about none of their rows. So rows of a table are written in the order in which they were.
 *
 * @param relationsOf of a table by its name.
 * @returns what is to be sent, in its order.
 */
export function inSets<Statement extends ServerStatement>(
  waiting: readonly WaitingStatement<Statement>[],
  relationsOf: (table: string) => Relations | undefined,
): (Statement | ServerStatement)[] {
  const sets: WriteSet[] = [];
  for (const { statement, write } of waiting) {
    const shape = write?.values.some((value) => value !== null) ? shapeOf(write.sql) : null;
    const joined = write && shape ? setToJoin(sets, { write, shape, relationsOf }) : null;
    if (joined && write) add(joined, statement, write);
    else sets.push(newSet(statement, shape, write));
  }
  return sets
    .map((set) => (set.shape && set.rows.length > 1 ? statementOf(set, set.shape) : set.statements[0]))
    .filter(isThere);
}

const isThere = <Value>(value: Value | undefined): value is Value => value !== undefined;

function newSet(statement: ServerStatement, shape: Shape | null, write: Write | null): WriteSet {
  const set: WriteSet = { sql: write?.sql ?? null, shape, statements: [], rows: [], keys: new Set(), types: [] };
  if (shape && write) add(set, statement, write);
  else set.statements.push(statement);
  return set;
}

function add(set: WriteSet, statement: ServerStatement, { values }: Write): void {
  set.statements.push(statement);
  set.rows.push(values);
  if (set.shape && set.shape.keyAt.length > 0) set.keys.add(keyOf(set.shape, values));
  for (const [index, value] of values.entries()) set.types[index] ??= value === null ? null : typeOf(value);
}

const keyOf = ({ keyAt }: Shape, values: readonly SqlValue[]): string =>
  JSON.stringify(keyAt.map((index) => String(values[index])));

/** The set before which, and after which, nothing stands that the statement could not be moved over. */
function setToJoin(
  sets: readonly WriteSet[],
  {
    write,
    shape,
    relationsOf,
  }: { readonly write: Write; readonly shape: Shape; readonly relationsOf: (table: string) => Relations | undefined },
): WriteSet | null {
  for (let index = sets.length - 1; index >= Math.max(0, sets.length - lookedThrough); index -= 1) {
    const set = sets[index];
    if (!set?.shape) return null;
    if (set.sql === write.sql) return canHold(set, shape, write.values) ? set : null;
    if (!areIndependent({ shape, values: write.values }, set, relationsOf)) return null;
  }
  return null;
}

function canHold(set: WriteSet, shape: Shape, values: readonly SqlValue[]): boolean {
  if (set.rows.length >= largestSet) return false;
  if (shape.keyAt.length > 0 && set.keys.has(keyOf(shape, values))) return false;
  return values.every((value, index) => value === null || (set.types[index] ?? typeOf(value)) === typeOf(value));
}

/** Whether a statement and those of a set can be done in either order. */
function areIndependent(
  { shape, values }: { readonly shape: Shape; readonly values: readonly SqlValue[] },
  { shape: other, keys }: WriteSet,
  relationsOf: (table: string) => Relations | undefined,
): boolean {
  if (!other) return false;
  if (other.table === shape.table)
    return shape.keyColumn !== null && shape.keyColumn === other.keyColumn && !keys.has(keyOf(shape, values));
  const [mine, theirs] = [relationsOf(shape.table), relationsOf(other.table)];
  if (!mine || !theirs) return false;
  const isNamed = (table: string, by: Shape, { touched }: Relations) => by.words.has(table) || touched.has(table);
  const concerns = (writer: Shape, { written }: Relations, reader: Shape, of: Relations) =>
    [writer.table, ...written].some((table) => isNamed(table, reader, of));
  if (concerns(shape, mine, other, theirs) || concerns(other, theirs, shape, mine)) return false;
  return !(other.kind === "insert" && mine.references.has(other.table));
}

/** @returns null for a statement that cannot be one of many. */
function shapeOf(sql: string): Shape | null {
  let shape = shapes.get(sql);
  if (shape === undefined) shapes.set(sql, (shape = insertShape(plain(sql)) ?? updateShape(plain(sql))));
  return shape;
}

/** A value that stands in brackets for SQLite's planner (`given.ts`) stands there by itself. */
const plain = (sql: string): string => sql.replaceAll("(SELECT ?)", "?").trim();

/** What has a query of its own asks for more than its row. */
const hasMore = (sql: string): boolean => /\b(?:SELECT|RETURNING|FROM|DEFAULT)\b/iu.test(sql);

function insertShape(sql: string): Shape | null {
  const [, start = "", table, columns = "", rest = ""] =
    /^(INSERT INTO\s+"?(\w+)"?\s*\(([^()]*)\)\s*)VALUES\s*\((.*)$/su.exec(sql) ?? [];
  if (table === undefined || hasMore(rest)) return null;
  const expressions = partsOf(rest);
  const end = rest.slice(expressions.join(",").length + 1).trim();
  const [, conflictColumns] = /^ON CONFLICT\s*\(([^()]*)\)\s*DO\b[^?]*$/su.exec(end) ?? [];
  if (end !== "" && conflictColumns === undefined) return null;
  const names = columns.split(",").map((name) => name.trim());
  const keys = conflictColumns?.split(",").map((name) => expressions[names.indexOf(name.trim())] ?? "") ?? [];
  if (keys.some((expression) => expression.trim() !== "?")) return null;
  const placeOf = (name: string) => placesIn(expressions.slice(0, names.indexOf(name.trim())).join(","));
  return {
    table,
    kind: "insert",
    ofMany: translate(`${start.trim()} SELECT ${expressions.join(",")} FROM ${rowsMark} ${end}`),
    keyAt: conflictColumns?.split(",").map(placeOf) ?? [],
    keyColumn: null,
    words: wordsOf(sql),
  };
}

function updateShape(sql: string): Shape | null {
  const [, start = "", table, condition = ""] = /^(UPDATE\s+"?(\w+)"?\s+SET\s.*?)\sWHERE\s(.*)$/su.exec(sql) ?? [];
  if (table === undefined || hasMore(sql)) return null;
  const conditions = condition.split(/\sAND\s/u);
  const keyIndex = conditions.findIndex((each) => /^\s*\w+\s*=\s*\?\s*$/u.test(each));
  if (keyIndex < 0 || /\bOR\b|\bBETWEEN\b/u.test(condition)) return null;
  return {
    table,
    kind: "update",
    ofMany: translate(`${start} FROM ${rowsMark} WHERE ${condition}`),
    keyAt: [placesIn(start) + placesIn(conditions.slice(0, keyIndex).join(" "))],
    keyColumn: /\w+/u.exec(conditions[keyIndex] ?? "")?.[0] ?? null,
    words: wordsOf(sql),
  };
}

const placesIn = (sql: string): number => sql.split("?").length - 1;

const wordsOf = (sql: string): ReadonlySet<string> => new Set(sql.match(/[a-z_]\w*/gu));

/** The parts between commas, up to the bracket that closes. */
function partsOf(sql: string): string[] {
  const parts = [""];
  let depth = 0;
  let isText = false;
  for (const sign of sql) {
    if (sign === "'") isText = !isText;
    if (!isText && sign === "(") depth += 1;
    if (!isText && sign === ")") depth -= 1;
    if (depth < 0) return parts;
    if (!isText && depth === 0 && sign === ",") parts.push("");
    else parts[parts.length - 1] += sign;
  }
  throw new RangeError("A bracket is not closed");
}

/** Values column by column; a column in which nothing is stands in the text, where its kind follows from its place. */
function statementOf({ rows, types }: WriteSet, { ofMany }: Shape): ServerStatement {
  const given: SqlValue[][] = [];
  const columns: string[] = [];
  const places = types.map((type, index) => {
    if (type === null) return "NULL";
    given.push(rows.map((row) => row[index] ?? null));
    columns.push(`value_${index}`);
    return `given.value_${index}`;
  });
  const arrays = types.filter(isPresent).map((type, index) => `$${index + 1}::${type}[]`);
  const from = `unnest(${arrays.join(", ")}) AS given (${columns.join(", ")})`;
  const text = ofMany.map((piece, index) => piece + (places[index] ?? "")).join("");
  return { text: text.replace(rowsMark, () => from), given };
}

const isPresent = (type: string | null): type is string => type !== null;
