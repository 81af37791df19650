import { createHash, webcrypto } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { makeWebhookSecret } from "../../../shared/webhook-secret.ts";
import type { ReadableBook, SqlValue } from "./book-handle.ts";
import { makeDerivedTables } from "./derived-tables.ts";
import { readLines } from "./line-reader.ts";
import { applyMigrations, loadMigrations, requireKnownVersion } from "./migrate.ts";
import { draftBookFile, type BookDraft } from "./new-book-file.ts";
import { broken, isEnding, readEnding, readManifest, readRecord, type Manifest } from "./record-format.ts";
import { leftOutColumns, recordNames, type RecordTable } from "./record-tables.ts";
import { SqliteBook } from "./sqlite-book.ts";
import { withBookErrors } from "./sqlite-errors.ts";
import { fieldsOf, type Field } from "./table-fields.ts";

/** A book that is made of an export, before it has its name. */
export interface DraftOfRecords extends BookDraft {
  /** What the export says of itself. */
  readonly manifest: Manifest;
  readonly recordCount: number;
}

/**
 * Make a book of what an export of a whole book holds (docs/book-format.md), wherever that came from: nothing that is in the file is taken
 * for granted. Whether the ledger holds is for the caller to verify.
 *
 * @param targetPath where no book is; whoever calls holds its lock.
 * @throws AppError `book_exists`; `export_not_found`; `export_broken` with the line where the file is not what an export is, to the
 * last byte; `book_newer` where a later version wrote it; `disk_full`, `book_read_only`. Nothing is left then.
 */
export function draftOfRecords(exportPath: string, targetPath: string, nowMs: number): DraftOfRecords {
  if (existsSync(targetPath))
    throw new AppError("book_exists", sentence("There is a book at {targetPath}.", { targetPath }));
  if (statSync(exportPath, { throwIfNoEntry: false })?.isFile() !== true)
    throw new AppError("export_not_found", sentence("There is no file {exportPath}.", { exportPath }));
  const lines = withBookErrors(exportPath, () => createLineReading(exportPath));
  const { manifest } = lines;
  const migrations = loadMigrations();
  requireKnownVersion(exportPath, manifest.schema, migrations.at(-1)?.version ?? 0);
  let recordCount = 0;
  const draft = draftBookFile(
    targetPath,
    (database) => {
      // Nobody but this has the file until it is whole, and whatever happens before that takes it away.
      for (const pragma of ["journal_mode = off", "synchronous = off", "cache_size = -64000"]) database.pragma(pragma);
      const isOfExport = ({ version }: { readonly version: number }) => version <= manifest.schema;
      applyMigrations(database, migrations.filter(isOfExport), nowMs);
      database.pragma("foreign_keys = off");
      recordCount = withoutTriggers(database, () => load(database, lines));
      // Before a migration finds out, which has no words for what a file says.
      requireReferences(database, lines.number());
      applyMigrations(
        database,
        migrations.filter((migration) => !isOfExport(migration)),
        nowMs,
      );
      makeDerivedTables(database);
      requireWhole(database, lines.number());
    },
    `${targetPath}.import`,
  );
  return { ...draft, manifest, recordCount };
}

/** The lines of an export as texts, with what has been read until now. */
interface LineReading {
  readonly manifest: Manifest;
  /** The next line; null after the last. */
  next(): string | null;
  /** The number of the line that was read last. */
  number(): number;
  /** SHA-256 of all bytes before the line that was read last. */
  digestBefore(): string;
}

function createLineReading(path: string): LineReading {
  const lines = readLines(path);
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const hash = createHash("sha256");
  let number = 0;
  let last: Buffer = Buffer.alloc(0);
  const next = (): string | null => {
    const { done, value } = lines.next();
    if (done) return null;
    hash.update(last);
    last = value;
    number += 1;
    try {
      return decoder.decode(value.subarray(0, -1));
    } catch {
      throw broken(number, "it is no UTF-8");
    }
  };
  const manifest = readManifest(next() ?? "");
  return { manifest, next, number: () => number, digestBefore: () => hash.copy().digest("hex") };
}

/** Do something with the triggers away: what keeps written rows as they are would keep rows from being written in the order of the file. */
function withoutTriggers<Answer>(database: Database.Database, work: () => Answer): Answer {
  const triggers = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as {
    readonly name: string;
    readonly sql: string;
  }[];
  for (const { name } of triggers) database.exec(`DROP TRIGGER "${name}"`);
  const answer = work();
  for (const { sql } of triggers) database.exec(sql);
  return answer;
}

/** So many records are written at a time. */
const recordsPerTransaction = 10_000;

/** Write all records into the tables of a book in which nothing is yet. @returns how many they were. */
function load(database: Database.Database, lines: LineReading): number {
  const book = new SqliteBook(database);
  // What a new book starts with is in the export as well.
  for (const table of recordNames) if (hasTable(book, table)) database.exec(`DELETE FROM "${table}"`);
  const writers = new Map<
    RecordTable,
    (fields: Readonly<Record<string, unknown>>, line: string, lineNumber: number) => void
  >();
  const counts = new Map<RecordTable, number>();
  let place = 0;
  let recordCount = 0;
  /** @returns the last line, where it came to it. */
  const takeSome = database.transaction((): string | null => {
    for (let taken = 0; taken < recordsPerTransaction; taken += 1) {
      const line = lines.next();
      if (line === null) throw broken(lines.number(), "the end is missing");
      if (isEnding(line)) return line;
      const { table, fields } = readRecord(line, lines.number());
      const tablePlace = recordNames.indexOf(table);
      if (tablePlace < place) throw broken(lines.number(), `a record of "${table}" stands behind later ones`);
      place = tablePlace;
      let write = writers.get(table);
      if (!write) {
        if (!hasTable(book, table))
          throw broken(lines.number(), `there are no records called "${table}" in its schema`);
        writers.set(table, (write = createWriter(database, book, table)));
      }
      write(fields, line, lines.number());
      counts.set(table, (counts.get(table) ?? 0) + 1);
      recordCount += 1;
    }
    return null;
  });
  let ending = takeSome();
  while (ending === null) ending = takeSome();
  requireEnding(lines, ending, recordCount);
  for (const table of recordNames) {
    const promised = lines.manifest.records[table] ?? 0;
    const found = counts.get(table) ?? 0;
    if (promised !== found) throw broken(1, `it promises ${promised} records of "${table}", and there are ${found}`);
  }
  return recordCount;
}

function hasTable(book: ReadableBook, table: RecordTable): boolean {
  return book.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", table) !== undefined;
}

function requireEnding(lines: LineReading, line: string, recordCount: number): void {
  const { records, sha256 } = readEnding(line, lines.number());
  if (records !== recordCount) {
    throw broken(lines.number(), `it promises ${records} records, and there are ${recordCount}`);
  }
  if (sha256 !== lines.digestBefore()) throw broken(lines.number(), "something before it was changed");
  if (lines.next() !== null) throw broken(lines.number(), "it stands behind the end");
}

/** Writes records of one table. What it is given has to be, to the last byte, what an export of the written row would say. */
function createWriter(database: Database.Database, book: ReadableBook, table: RecordTable) {
  const { fields } = fieldsOf(book, table);
  const filled = Object.entries(leftOutColumns[table] ?? {}).flatMap(([name, { fill }]) =>
    fill ? [{ name, fill }] : [],
  );
  const columns = [...fields, ...filled].map(({ name }) => `"${name}"`);
  const insert = database.prepare<SqlValue[]>(
    `INSERT INTO "${table}" (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
  );
  return (given: Readonly<Record<string, unknown>>, line: string, lineNumber: number): void => {
    const said = Object.fromEntries(fields.map(({ name }) => [name, given[name]]));
    if (JSON.stringify({ record: table, ...said }) !== line) {
      throw broken(lineNumber, `it is not written as a record of "${table}" is`);
    }
    const values: Record<string, SqlValue> = {};
    for (const field of fields) values[field.name] = valueOf(field, given[field.name], lineNumber);
    try {
      insert.run(
        ...fields.map(({ name }) => values[name] ?? null),
        ...filled.map(({ fill }) => fill(values, () => makeWebhookSecret(webcrypto))),
      );
    } catch (error) {
      // What its table refuses: a second one of the same key, a value that cannot be.
      if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_CONSTRAINT")) {
        throw broken(lineNumber, error.message);
      }
      throw error;
    }
  };
}

function valueOf({ name, type }: Field, value: unknown, lineNumber: number): SqlValue {
  if (value === null) return null;
  if (type === "INTEGER" && Number.isSafeInteger(value)) return value as number;
  if (type !== "INTEGER" && typeof value === "string" && value.isWellFormed()) {
    if (type === "TEXT") return value;
    if (/^(?:[0-9a-f]{2})*$/u.test(value)) return Buffer.from(value, "hex");
  }
  throw broken(lineNumber, `its "${name}" is not of the right kind`);
}

/** What has numbers without gaps, which triggers see to where rows are written one by one. */
const gapless = [
  ["ledger_entry", "sequence"],
  ["entry_attribution", "sequence"],
  ["audit_entry", "sequence"],
  ["period_act", "sequence"],
  ["api_call", "sequence"],
  ["invoice", "number"],
  ["credit_note", "number"],
] as const;

/** @throws AppError `export_broken` where a record names one that is not there. */
function requireReferences(database: Database.Database, lineNumber: number): void {
  const [nowhere] = database.pragma("foreign_key_check") as { readonly table: string; readonly parent: string }[];
  if (nowhere) {
    throw broken(lineNumber, `a record of "${nowhere.table}" names one of "${nowhere.parent}" that is not there`);
  }
}

/** What no single record can say: that there is one book with somebody who may do everything, and that numbers have no gap. */
function requireWhole(database: Database.Database, lineNumber: number): void {
  const book = new SqliteBook(database);
  const isTrue = (sql: string) => book.get<{ holds: number }>(`SELECT (${sql}) AS holds`)?.holds === 1;
  if (!isTrue("(SELECT count(*) FROM book) = 1 AND (SELECT count(*) FROM api_instance) = 1")) {
    throw broken(lineNumber, "there is no book in it");
  }
  if (!isTrue("EXISTS (SELECT 1 FROM operator WHERE role = 'admin' AND is_suspended = 0)")) {
    throw broken(lineNumber, "nobody in it may set up the book");
  }
  for (const [table, number] of gapless) {
    if (!isTrue(`(SELECT count(*) FROM ${table}) = (SELECT coalesce(max(${number}), 0) FROM ${table})`)) {
      throw broken(lineNumber, `a number is missing among the records of "${table}"`);
    }
  }
}
