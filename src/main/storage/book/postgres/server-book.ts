import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import type { ReadableBook, WritableBook } from "../book-handle.ts";
import { loadMigrations, type Migration } from "../migrate.ts";
import { channelOf, readServerAddress, type ServerAddress } from "./address.ts";
import type { ServerConnection } from "./connection.ts";
import { PostgresBook, WritablePostgresBook, type HostTurn, type ServerBookTerms } from "./postgres-book.ts";
import {
  closedUnless,
  connect,
  connectToBook,
  findSchema,
  holdAlone,
  lockNumber,
  readVersion,
  standAsHost,
  turnNumber,
} from "./reach-server.ts";
import { insertComputed, ownFunctionNames } from "./computed-rows.ts";
import { copyRows, insertRows } from "./server-rows.ts";
import { schemaChanges } from "./schema-changes.ts";
import { fieldTableNames, serverSchema, type ServerSchema } from "./schema.ts";
import { withServerErrors } from "./server-errors.ts";

/** Where a book is, and what lies on this machine beside it. */
export interface BookPlace {
  readonly place: string;
  readonly workPath: string;
}

/**
 * Open a book on a server for writing, beside other hosts that may have it open.
 *
 * @throws AppError `invalid_input` for an address that is none; `book_unreachable`, `book_server_unsuitable`; `book_missing`, `book_newer`,
 * `book_older`; `book_locked` while somebody upgrades it.
 */
export function openServerBook(at: BookPlace): WritableBook {
  const address = readServerAddress(at.place);
  const turn: HostTurn = {
    hostId: randomUUID(),
    take: `SELECT pg_advisory_xact_lock(${turnNumber(address)})`,
    channel: channelOf(address),
  };
  const connectAsHost = (): ServerConnection => {
    const connection = connectToBook(at.place, address);
    return closedUnless(connection, () => standAsHost(connection, at.place, turn.hostId));
  };
  return new WritablePostgresBook({ ...termsOf(at, address, connectAsHost), turn });
}

/** Whether the user of a book's connection could take away what refuses to change an entry. */
export function ownsEntries(book: ReadableBook): boolean {
  return (
    book.get<{ owns: number }>(
      "SELECT pg_has_role(current_user, relowner, 'USAGE') AS owns FROM pg_class WHERE oid = to_regclass('ledger_entry')",
    )?.owns === 1
  );
}

/** Open a book on a server for reading. @throws as {@link openServerBook}. */
export function readServerBook(at: BookPlace): ReadableBook {
  const address = readServerAddress(at.place);
  return new PostgresBook(termsOf(at, address, () => connectForReading(at.place, address)));
}

function termsOf(at: BookPlace, address: ServerAddress, connectAs: () => ServerConnection): ServerBookTerms {
  return { ...at, connect: connectAs, connectForReading: () => connectForReading(at.place, address) };
}

function connectForReading(place: string, address: ServerAddress): ServerConnection {
  const connection = connectToBook(place, address);
  return closedUnless(connection, () => connection.script("SET default_transaction_read_only = on"));
}

/** Reach the place of a book, whatever is there. Nobody has it by that yet. */
function reachPlace(at: BookPlace): {
  readonly address: ServerAddress;
  readonly connection: ServerConnection;
  readonly book: WritableBook;
} {
  const address = readServerAddress(at.place);
  const connection = connect(at.place, address);
  const book = new WritablePostgresBook(
    termsOf(at, address, () => connection),
    connection,
  );
  return { address, connection, book };
}

/**
 * Make a new book on a server, in a schema of its own: all of it in one transaction.
 *
 * @param fill writes what every book starts with.
 * @throws AppError `book_exists`; as {@link openServerBook}.
 */
export function createServerBook(
  at: BookPlace,
  nowMs: number,
  fill: (book: WritableBook) => void,
  migrations: readonly Migration[] = loadMigrations(),
): void {
  const { address, connection, book } = reachPlace(at);
  const schema = serverSchema(migrations, nowMs);
  const write = () => schema.rows.forEach((rows) => insertRows(connection, rows));
  try {
    book.transaction(() => {
      makeSchema(connection, { place: at.place, address, schema }, write);
      fill(book);
    });
  } finally {
    book.close();
  }
}

/**
 * Make a book on a server of one that is in a file, with all that is in it: in one transaction.
 *
 * @param path a file that nobody writes to, of the version that the migrations make.
 * @throws AppError `book_exists`; as {@link openServerBook}.
 */
export function moveToServer(
  at: BookPlace,
  path: string,
  nowMs: number,
  migrations: readonly Migration[] = loadMigrations(),
): void {
  const { address, connection, book } = reachPlace(at);
  const schema = serverSchema(migrations, nowMs);
  const write = () => copyRows(path, connection, schema);
  try {
    book.transaction(() => makeSchema(connection, { place: at.place, address, schema }, write));
  } finally {
    book.close();
  }
}

/**
 * Bring a book on a server to the newest version: all of it in one transaction, while nobody else has the book. There is no copy of how it was
 * before but what the server's own means have made.
 *
 * @returns which version it had, and has.
 * @throws AppError `book_locked` where any host has the book; as {@link openServerBook}.
 */
export function upgradeServerBook(
  at: BookPlace,
  nowMs: number,
  migrations: readonly Migration[] = loadMigrations(),
): { readonly fromVersion: number; readonly version: number } {
  const { place } = at;
  const { address, connection, book } = reachPlace(at);
  try {
    withServerErrors(place, () => readVersion(connection, place, address, migrations));
    holdAlone(connection, place, address);
    return book.transaction(() => {
      const { version, newest } = readVersion(connection, place, address, migrations);
      const pending = migrations.filter((migration) => migration.version > version);
      if (pending.length > 0) migrate(book, connection, pending, serverSchema(migrations, nowMs));
      return { fromVersion: version, version: newest };
    });
  } finally {
    book.close();
  }
}

/** @param schema what has come of it in the end. */
function migrate(
  book: WritableBook,
  connection: ServerConnection,
  pending: readonly Migration[],
  schema: ServerSchema,
): void {
  // References are not enforced meanwhile, so that a table can be made anew; that they hold is looked at when they are there again.
  const { rows: references } = connection.queryAsIs({
    text: `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint
      WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`,
    given: [],
  });
  connection.script(references.join(";\n"));
  connection.script(scriptNamed("functions.sql"));
  const ownFunctions = ownFunctionNames();
  for (const change of pending.flatMap(({ sql }) => schemaChanges(sql, ownFunctions))) {
    if (typeof change === "string") connection.script(change);
    else insertComputed(book, connection, change);
  }
  connection.script([...schema.numbers, ...schema.references].join(";\n"));
  for (const table of fieldTableNames) connection.script(`DELETE FROM ${table}`);
  for (const each of schema.rows) {
    if (fieldTableNames.includes(each.table)) insertRows(connection, each);
    else if (each.table === "migration") insertRows(connection, { ...each, rows: each.rows.slice(-pending.length) });
  }
  connection.script(scriptNamed("host-role.sql"));
  connection.script("SELECT admit_host(host) FROM admitted_hosts() host");
}

/**
 * Make the schema of a book in the transaction under way.
 *
 * @param write writes what is in its tables, before anything is refused.
 * @throws AppError `book_exists`, `book_server_unsuitable`. ServerError.
 */
function makeSchema(
  connection: ServerConnection,
  {
    place,
    address,
    schema,
  }: { readonly place: string; readonly address: ServerAddress; readonly schema: ServerSchema },
  write: () => void,
): void {
  // Two who make it at once: the second waits here, and finds the first one's.
  connection.script(`SELECT pg_advisory_xact_lock(${lockNumber(address)})`);
  if (findSchema(connection, place, address) === "book")
    throw new AppError("book_exists", sentence("{path} exists already.", { path: place }));
  connection.script(`CREATE SCHEMA IF NOT EXISTS "${address.schema}"`);
  connection.script(scriptNamed("functions.sql"));
  connection.script([...schema.tables, ...schema.numbers].join(";\n"));
  write();
  connection.script([...schema.references, ...schema.rest].join(";\n"));
  connection.script(scriptNamed("host-role.sql"));
}

const scriptNamed = (name: string): string => readFileSync(new URL(`./${name}`, import.meta.url), "utf8");
