import { readFileSync } from "node:fs";
import { AppError } from "../../../../shared/errors.ts";
import { sentence, type Sentence } from "../../../../shared/sentences/sentence.ts";
import type { ReadableBook, SqlValue, WritableBook } from "../book-handle.ts";
import { loadMigrations } from "../migrate.ts";
import { readServerAddress, type ServerAddress } from "./address.ts";
import { ServerConnection } from "./connection.ts";
import { PostgresBook, WritablePostgresBook, type ServerBookTerms } from "./postgres-book.ts";
import { serverSchema } from "./schema.ts";
import { withServerErrors } from "./server-errors.ts";

/** The oldest PostgreSQL that the tests run on. */
const oldestVersion = 15;

/** Where a book is, and what lies on this machine beside it. */
export interface BookPlace {
  readonly place: string;
  readonly workPath: string;
}

/**
 * Open a book on a server for writing. Its connection holds the book as long as it lives, so that no other host has it open for writing.
 *
 * @throws AppError `invalid_input` for an address that is none; `book_unreachable`, `book_server_unsuitable`; `book_missing`, `book_newer`;
 * `book_locked` where another host has the book.
 */
export function openServerBook(at: BookPlace): WritableBook {
  const address = readServerAddress(at.place);
  return new WritablePostgresBook(
    termsOf(at, address, () => {
      const connection = connect(at.place, address);
      return closedUnless(connection, () => {
        requireBook(connection, at.place, address);
        holdBook(connection, at.place, address);
      });
    }),
  );
}

/** Open a book on a server for reading. @throws as {@link openServerBook}, but for `book_locked`. */
export function readServerBook(at: BookPlace): ReadableBook {
  const address = readServerAddress(at.place);
  return new PostgresBook(termsOf(at, address, () => connectForReading(at.place, address)));
}

function termsOf(at: BookPlace, address: ServerAddress, connectAs: () => ServerConnection): ServerBookTerms {
  return { ...at, connect: connectAs, connectForReading: () => connectForReading(at.place, address) };
}

function connectForReading(place: string, address: ServerAddress): ServerConnection {
  const connection = connect(place, address);
  return closedUnless(connection, () => {
    requireBook(connection, place, address);
    connection.script("SET default_transaction_read_only = on");
  });
}

/**
 * Make a new book on a server, in a schema of its own: all of it in one transaction.
 *
 * @param fill writes what every book starts with.
 * @throws AppError `book_exists`; as {@link openServerBook}.
 */
export function createServerBook(at: BookPlace, nowMs: number, fill: (book: WritableBook) => void): void {
  const { place } = at;
  const address = readServerAddress(place);
  const connection = connect(place, address);
  const book = new WritablePostgresBook(
    termsOf(at, address, () => connection),
    connection,
  );
  try {
    book.transaction(() => {
      // Two who make it at once: the second waits here, and finds the first one's.
      connection.script(`SELECT pg_advisory_xact_lock(${lockNumber(address)})`);
      if (findSchema(connection, address) === "book")
        throw new AppError("book_exists", sentence("{path} exists already.", { path: place }));
      requireEmpty(connection, place, address);
      makeSchema(connection, address, nowMs);
      fill(book);
    });
  } finally {
    book.close();
  }
}

function makeSchema(connection: ServerConnection, { schema }: ServerAddress, nowMs: number): void {
  const { tables, rows, rest } = serverSchema(nowMs);
  connection.script(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
  connection.script(readFileSync(new URL("./functions.sql", import.meta.url), "utf8"));
  connection.script(tables.join(";\n"));
  for (const each of rows) insertRows(connection, each);
  connection.script(rest.join(";\n"));
}

function insertRows(
  connection: ServerConnection,
  {
    table,
    columns,
    rows,
  }: { readonly table: string; readonly columns: readonly string[]; readonly rows: SqlValue[][] },
): void {
  const names = columns.map((name) => `"${name}"`).join(", ");
  const places = columns.map(() => "?").join(", ");
  for (const row of rows) connection.query(`INSERT INTO "${table}" (${names}) VALUES (${places})`, row);
}

/** Close a connection again where what it was made for is refused. */
function closedUnless(connection: ServerConnection, look: () => void): ServerConnection {
  try {
    look();
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Connect to a server, and see that it is one that a book can be on. @throws AppError `book_unreachable`, `book_server_unsuitable`. */
function connect(place: string, { connectionString, schema }: ServerAddress): ServerConnection {
  const connection = new ServerConnection();
  return closedUnless(connection, () =>
    withServerErrors(place, () => {
      const processId = connection.connect({
        connectionString,
        application_name: "countinghouse",
        connectionTimeoutMillis: 10_000,
      });
      requireSuitable(connection, place, processId);
      connection.script(
        // What the schema has goes before what the server has: its functions mean what SQLite's do.
        `SET search_path = "${schema}", pg_catalog; SET TimeZone = 'UTC'; SET jit = off; SET client_min_messages = error`,
      );
      // What was answered survives the server's crash, whatever the database says of it otherwise.
      connection.script(
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
      );
    }),
  );
}

function requireSuitable(connection: ServerConnection, place: string, processId: number | null): void {
  const { rows } = connection.queryAsIs({
    text: `SELECT current_setting('server_version_num')::int / 10000, pg_is_in_recovery(), current_setting('server_encoding'),
      pg_backend_pid(), current_setting('transaction_read_only') = 'on'`,
    given: [],
  });
  const [version, isInRecovery, encoding, backend, isReadOnly] = rows[0] as [number, number, string, number, number];
  const refuse = (reason: Sentence): never => {
    throw new AppError("book_server_unsuitable", sentence("{path} cannot be used: {reason}.", { path: place, reason }));
  };
  if (version < oldestVersion)
    refuse(
      sentence("the server is PostgreSQL {version}, and {oldestVersion} is the oldest that will do", {
        version,
        oldestVersion,
      }),
    );
  if (backend !== processId)
    refuse(sentence("between here and the server is a connection pooler, which shares what has to be one host's"));
  if (isInRecovery === 1) refuse(sentence("the server is a standby, or is recovering, and cannot be written to"));
  if (isReadOnly === 1) refuse(sentence("the server, or this user in it, can only read"));
  if (encoding !== "UTF8") refuse(sentence("the database is not in UTF-8"));
}

type FoundSchema = "none" | "empty" | "book" | "other";

/** What is in the schema that an address names. */
function findSchema(connection: ServerConnection, { schema }: ServerAddress): FoundSchema {
  const { rows } = connection.queryAsIs({
    text: `SELECT to_regnamespace(quote_ident($1)) IS NOT NULL,
      (SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident($1))),
      to_regclass(quote_ident($1) || '.ledger_entry') IS NOT NULL AND to_regclass(quote_ident($1) || '.table_field') IS NOT NULL`,
    given: [schema],
  });
  const [isThere, objectCount, isBook] = rows[0] as [number, number, number];
  if (isBook === 1) return "book";
  if (isThere !== 1) return "none";
  return objectCount === 0 ? "empty" : "other";
}

function requireEmpty(connection: ServerConnection, place: string, address: ServerAddress): void {
  if (findSchema(connection, address) !== "other") return;
  throw new AppError(
    "book_server_unsuitable",
    sentence("{path} cannot be used: {reason}.", {
      path: place,
      reason: sentence("its schema {schema} has tables that are none of a book's", { schema: address.schema }),
    }),
  );
}

/** @throws AppError `book_missing`, `book_server_unsuitable`, `book_newer`. */
function requireBook(connection: ServerConnection, place: string, address: ServerAddress): void {
  withServerErrors(place, () => {
    requireEmpty(connection, place, address);
    if (findSchema(connection, address) !== "book")
      throw new AppError("book_missing", sentence("There is no book at {path}.", { path: place }));
    const newest = loadMigrations().at(-1)?.version ?? 0;
    const { rows } = connection.queryAsIs({ text: "SELECT max(version) FROM migration", given: [] });
    const [version] = rows[0] as [number];
    if (version > newest)
      throw new AppError(
        "book_newer",
        sentence("{path} has version {version}; this application knows up to {newest}.", {
          path: place,
          version,
          newest,
        }),
      );
    if (version < newest)
      throw new AppError(
        "book_server_unsuitable",
        sentence("{path} cannot be used: {reason}.", {
          path: place,
          reason: sentence("its schema is of version {version}, and this application has {newest}", {
            version,
            newest,
          }),
        }),
      );
  });
}

/** Hold the book until the connection ends, however it ends. @throws AppError `book_locked`. */
function holdBook(connection: ServerConnection, place: string, address: ServerAddress): void {
  const { rows } = withServerErrors(place, () =>
    connection.queryAsIs({ text: `SELECT pg_try_advisory_lock(${lockNumber(address)})`, given: [] }),
  );
  if (rows[0]?.[0] !== 1)
    throw new AppError("book_locked", sentence("{path} is open in another Countinghouse.", { path: place }));
}

/** The number of a book's lock: PostgreSQL's are one set for each database. */
const lockNumber = ({ schema }: ServerAddress): string => `hashtextextended('countinghouse ${schema}', 0)`;
