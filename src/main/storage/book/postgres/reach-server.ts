import { AppError } from "../../../../shared/errors.ts";
import { sentence, type Sentence } from "../../../../shared/sentences/sentence.ts";
import { loadMigrations, requireHistory, requireKnownVersion, type Migration } from "../migrate.ts";
import type { ServerAddress } from "./address.ts";
import { ServerConnection } from "./connection.ts";
import { withServerErrors } from "./server-errors.ts";

/** The oldest PostgreSQL that the tests run on. */
const oldestVersion = 15;

/** Close a connection again where what it was made for is refused. */
export function closedUnless(connection: ServerConnection, look: () => void): ServerConnection {
  try {
    look();
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Connect to a server, and see that it is one that a book can be on. @throws AppError `book_unreachable`, `book_server_unsuitable`. */
export function connect(place: string, { connectionString, schema }: ServerAddress): ServerConnection {
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
        // What the schema has goes before what the server has: its functions mean what SQLite's do. Plans are made once for each statement, also
        // those of keys and triggers, and by indexes where there are any, as SQLite's are: a plan that was made while a table was small would read all
        // of it for ever.
        `SET search_path = "${schema}", pg_catalog; SET TimeZone = 'UTC'; SET jit = off; SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; SET client_min_messages = error`,
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

/** What is in the schema that an address names. @throws AppError `book_server_unsuitable` where something else is. ServerError. */
export function findSchema(
  connection: ServerConnection,
  place: string,
  { schema }: ServerAddress,
): "none" | "empty" | "book" {
  const { rows } = connection.queryAsIs({
    text: `SELECT to_regnamespace(quote_ident($1)) IS NOT NULL,
      (SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident($1))),
      to_regclass(quote_ident($1) || '.ledger_entry') IS NOT NULL AND to_regclass(quote_ident($1) || '.table_field') IS NOT NULL`,
    given: [schema],
  });
  const [isThere, objectCount, isBook] = rows[0] as [number, number, number];
  if (isBook === 1) return "book";
  if (isThere !== 1) return "none";
  if (objectCount === 0) return "empty";
  throw new AppError(
    "book_server_unsuitable",
    sentence("{path} cannot be used: {reason}.", {
      path: place,
      reason: sentence("its schema {schema} has tables that are none of a book's", { schema }),
    }),
  );
}

/**
 * See that there is a book, and that its schema is this application's.
 *
 * @throws AppError `book_missing`, `book_server_unsuitable`, `book_newer`; `book_older` for one that has to be upgraded first.
 */
function requireBook(connection: ServerConnection, place: string, address: ServerAddress): void {
  withServerErrors(place, () => {
    const { version, newest } = readVersion(connection, place, address, loadMigrations());
    if (version < newest)
      throw new AppError(
        "book_older",
        sentence("{path} has version {version}, and this application needs {newest}.", {
          path: place,
          version,
          newest,
        }),
      );
  });
}

/**
 * Which version a book has.
 *
 * @throws AppError `book_missing`, `book_server_unsuitable`; `book_newer`, `book_damaged` where its migrations are none that are known. ServerError.
 */
export function readVersion(
  connection: ServerConnection,
  place: string,
  address: ServerAddress,
  migrations: readonly Migration[],
): { readonly version: number; readonly newest: number } {
  if (findSchema(connection, place, address) !== "book")
    throw new AppError("book_missing", sentence("There is no book at {path}.", { path: place }));
  const { rows } = connection.queryAsIs({
    text: "SELECT version, checksum FROM migration ORDER BY version",
    given: [],
  });
  const version = Number(rows.at(-1)?.[0] ?? 0);
  const newest = migrations.at(-1)?.version ?? 0;
  requireKnownVersion(place, version, newest);
  requireHistory(
    place,
    migrations.filter((migration) => migration.version <= version),
    rows.map(([, checksum]) => String(checksum)),
  );
  return { version, newest };
}

/**
 * Connect to a book as one of those who have it open, for writing or for reading.
 *
 * @throws AppError as {@link connect} and {@link requireBook}; `book_locked` while somebody upgrades it.
 */
export function connectToBook(place: string, address: ServerAddress): ServerConnection {
  const connection = connect(place, address);
  return closedUnless(connection, () => {
    // Held before it is looked at: the version that it has then, it has for as long as the connection lives.
    const isHeld = tryToHold(connection, place, address, "host");
    requireBook(connection, place, address);
    if (!isHeld) throw heldAlready(place);
  });
}

/** Hold the book until the connection ends, however it ends, as the only one who has it open. @throws AppError `book_locked` where it is not free. */
export function holdAlone(connection: ServerConnection, place: string, address: ServerAddress): void {
  if (!tryToHold(connection, place, address, "alone")) throw heldAlready(place);
}

function tryToHold(connection: ServerConnection, place: string, address: ServerAddress, as: "host" | "alone"): boolean {
  const take = as === "host" ? "pg_try_advisory_lock_shared" : "pg_try_advisory_lock";
  const { rows } = withServerErrors(place, () =>
    connection.queryAsIs({ text: `SELECT ${take}(${lockNumber(address)})`, given: [] }),
  );
  return rows[0]?.[0] === 1;
}

function heldAlready(place: string): AppError {
  return new AppError("book_locked", sentence("{path} is open in another Countinghouse.", { path: place }));
}

/** The number of a lock: PostgreSQL's are one set for each database. @param name as SQL. */
const numberOf = (name: string): string => `hashtextextended('countinghouse ' || ${name}, 0)`;

/** The number of a book's lock. */
export const lockNumber = ({ schema }: ServerAddress): string => numberOf(`'${schema}'`);

/** The number of the lock that a transaction which writes has. No schema has a blank in its name. */
export const turnNumber = ({ schema }: ServerAddress): string => numberOf(`'turn ${schema}'`);

/** The number of the lock that a host stands by. @param hostId as SQL. */
export const hostNumber = (hostId: string): string => numberOf(`'host ' || ${hostId}`);

/**
 * Say on a connection by which a host writes which one it is, for as long as the connection lives, so that others find out when it has died. A host that
 * has stopped without ending, or that nothing is heard of, keeps the others waiting for so long and no longer.
 */
export function standAsHost(connection: ServerConnection, place: string, hostId: string): void {
  withServerErrors(place, () =>
    connection.script(
      `SELECT pg_advisory_lock_shared(${hostNumber(`'${hostId}'`)}); SET lock_timeout = '30s';
       SET idle_in_transaction_session_timeout = '15s'; SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 2`,
    ),
  );
}
