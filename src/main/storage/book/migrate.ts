import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { defineFunctions } from "./functions.ts";

/** One numbered step of the schema. Migrations are never edited once a book may have been made with them. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the SQL, in hex; the book remembers it. */
  readonly checksum: string;
}

const directory = new URL("./migrations/", import.meta.url);

/** The application's migrations, in order, read from the numbered `.sql` files beside this module. */
export function loadMigrations(): Migration[] {
  return readdirSync(directory)
    .filter((file) => /^\d{4}-.+\.sql$/u.test(file))
    .toSorted()
    .map((file) => {
      const sql = readFileSync(new URL(file, directory), "utf8");
      return { version: Number(file.slice(0, 4)), name: file.slice(5, -4), sql, checksum: hash("sha256", sql) };
    });
}

/**
 * The migrations that a book still needs.
 *
 * @throws AppError `book_newer` for a book of a later version, `book_damaged` for one that has none, or when a migration that was
 * applied is not the one this application knows.
 */
export function pendingMigrations(database: Database.Database, migrations: readonly Migration[]): Migration[] {
  const current = database.pragma("user_version", { simple: true }) as number;
  requireKnownVersion(database.name, current, migrations.at(-1)?.version ?? 0);
  assertHistory(database, migrations, current);
  return migrations.filter((migration) => migration.version > current);
}

/**
 * Bring a book to the newest version, in one transaction: it has its old schema or the new one whatever happens, and waits for the disk
 * once.
 */
export function applyMigrations(database: Database.Database, pending: readonly Migration[], nowMs: number): void {
  defineFunctions(database);
  // A table whose checks change is made anew, which SQLite allows only while references to it are not enforced; whether they
  // still hold is checked inside the transaction instead.
  database.pragma("foreign_keys = OFF");
  try {
    if (pending.length > 0) database.transaction(() => applyTogether(database, pending, nowMs)).immediate();
  } finally {
    database.pragma("foreign_keys = ON");
  }
}

/**
 * @param version the version that a book says it has.
 * @throws AppError `book_newer` for a later one than this application knows, `book_damaged` for one that no book has.
 */
export function requireKnownVersion(path: string, version: number, newest: number): void {
  if (version > newest) {
    throw new AppError(
      "book_newer",
      sentence("{path} has version {version}; this application knows up to {newest}.", { path, version, newest }),
    );
  }
  if (version < 1)
    throw new AppError("book_damaged", sentence("{path} is damaged: it has version {version}.", { path, version }));
}

function applyTogether(database: Database.Database, migrations: readonly Migration[], nowMs: number): void {
  database.exec(
    "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at_ms INTEGER NOT NULL) STRICT",
  );
  const note = database.prepare("INSERT INTO migration (version, name, checksum, applied_at_ms) VALUES (?, ?, ?, ?)");
  for (const { version, name, sql, checksum } of migrations) {
    database.exec(sql);
    note.run(version, name, checksum, nowMs);
    database.pragma(`user_version = ${version}`);
  }
  const [broken] = database.pragma("foreign_key_check") as { table: string }[];
  if (broken)
    throw new Error(`Migration to ${migrations.at(-1)?.version} broke a reference of the table ${broken.table}`);
}

function assertHistory(database: Database.Database, migrations: readonly Migration[], current: number): void {
  requireHistory(
    database.name,
    migrations.filter((migration) => migration.version <= current),
    database.prepare("SELECT checksum FROM migration ORDER BY version").pluck().all() as string[],
  );
}

/** @param applied the checksums that a book remembers. @throws AppError `book_damaged` where they are not those of the known migrations. */
export function requireHistory(path: string, known: readonly Migration[], applied: readonly string[]): void {
  const isSame =
    applied.length === known.length && known.every((migration, index) => applied[index] === migration.checksum);
  if (!isSame)
    throw new AppError(
      "book_damaged",
      sentence("The schema of {path} is not the one its version number promises.", { path }),
    );
}
