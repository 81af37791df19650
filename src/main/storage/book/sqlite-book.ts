import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { BookGuard } from "./book-guard.ts";
import type { HeldSnapshot, ReadableBook, SqlValue, WritableBook } from "./book-handle.ts";
import { identify, requireSameFile } from "./file-identity.ts";
import { configureReader, walkerCache } from "./pragmas.ts";
import { withBookErrors } from "./sqlite-errors.ts";

/** A book in a file of SQLite's, open for reading. */
export class SqliteBook implements ReadableBook {
  readonly place: string;
  readonly isOnServer = false;
  readonly workPath: string;
  protected readonly database: Database.Database;
  /** Made once, because making it costs more than a short transaction. */
  protected readonly inTransaction: Database.Transaction<(work: () => unknown) => unknown>;
  readonly #statements = new Map<string, Database.Statement<SqlValue[]>>();
  readonly #requireOwnFile: () => void;

  /** @param requireOwnFile throws where the book's file is not the one that was opened any more. */
  constructor(database: Database.Database, requireOwnFile: () => void = () => undefined) {
    this.database = database;
    this.#requireOwnFile = requireOwnFile;
    this.place = database.name;
    this.workPath = database.name;
    this.inTransaction = database.transaction((work: () => unknown) => work());
  }

  filePath(): string {
    return this.place;
  }

  schemaVersion(): number {
    return this.get<{ user_version: number }>("PRAGMA user_version")?.user_version ?? 0;
  }

  protected statement(sql: string): Database.Statement<SqlValue[]> {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.database.prepare<SqlValue[]>(plannedOnce(sql));
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    try {
      return this.statement(sql).get(...values) as Row | undefined;
    } catch (error) {
      throw asRefusal(error);
    }
  }

  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    try {
      return this.statement(sql).all(...values) as Row[];
    } catch (error) {
      throw asRefusal(error);
    }
  }

  rows<Row extends readonly unknown[]>(sql: string, ...values: SqlValue[]): Row[] {
    try {
      return this.statement(sql)
        .raw()
        .all(...values) as Row[];
    } catch (error) {
      throw asRefusal(error);
    }
  }

  values<Value>(sql: string, ...values: SqlValue[]): Generator<Value, void, void> {
    return this.#eachOf<Value>(this.statement(sql).pluck(), values);
  }

  iterate<Row extends readonly unknown[]>(sql: string, ...values: SqlValue[]): Generator<Row, void, void> {
    return this.#eachOf<Row>(this.statement(sql).raw(), values);
  }

  *#eachOf<Each>(statement: Database.Statement<SqlValue[]>, values: readonly SqlValue[]): Generator<Each, void, void> {
    const rows = statement.iterate(...values);
    try {
      for (;;) {
        const next = withBookErrors(this.place, () => rows.next());
        if (next.done === true) return;
        yield next.value as Each;
      }
    } finally {
      rows.return?.();
    }
  }

  /** @throws AppError `book_moved`, `book_has_links`, `book_damaged`. */
  snapshot<Answer>(read: () => Answer): Answer {
    return withBookErrors(this.place, () => {
      this.#requireOwnFile();
      return this.inTransaction.deferred(read) as Answer;
    });
  }

  holdSnapshot(): HeldSnapshot {
    return holdSnapshot(this.place);
  }

  /** Let all further reads of this connection see the state that the book is in now. */
  beginSnapshot(): void {
    this.database.exec("BEGIN");
    // A transaction begins with its first read.
    this.get("SELECT singleton FROM book");
  }

  close(): void {
    this.database.close();
  }
}

/**
 * Open the file of a book for reading.
 *
 * @param path no link to it.
 * @param cacheSize what it keeps of the file in memory, as SQLite counts it; left out, as much as who answers questions.
 * @throws AppError with one of the `book_…` codes.
 */
export function readSqliteBook(path: string, cacheSize?: number): SqliteBook {
  return withBookErrors(path, () => {
    const identity = identify(path);
    const database = new Database(path, { readonly: true, fileMustExist: true });
    configureReader(database, cacheSize);
    return new SqliteBook(database, () => requireSameFile(identity));
  });
}

/**
 * Hold the present state of a file's book. While it is held, the write-ahead log cannot be folded back into the file.
 *
 * @param path no link to it.
 */
export function holdSnapshot(path: string): HeldSnapshot {
  const book = readSqliteBook(path, walkerCache);
  try {
    book.beginSnapshot();
  } catch (error) {
    book.close();
    throw error;
  }
  return { book, release: () => book.close() };
}

/** A book in a file of SQLite's, open for writing. */
export class WritableSqliteBook extends SqliteBook implements WritableBook {
  readonly hostId = null;
  readonly tellHosts = (): void => undefined;
  readonly #guard: BookGuard | null;
  readonly #writtenRows: Database.Statement<[], number>;

  /** @param guard watches over the file; a draft that nobody knows of yet needs none. */
  constructor(database: Database.Database, guard: BookGuard | null = null) {
    super(database, () => guard?.requireOwnFile());
    this.#guard = guard;
    this.#writtenRows = database.prepare<[], number>("SELECT total_changes()").pluck();
  }

  run(sql: string, ...values: SqlValue[]): void {
    this.statement(sql).run(...values);
  }

  /** Asking it costs no way. */
  foresee(): void {
    // Each question is answered when it is asked.
  }

  flush(): void {
    // Everything is done at once.
  }

  writtenRows(): number {
    return this.#writtenRows.get() ?? 0;
  }

  part<Answer>(work: () => Answer): Answer {
    return this.inTransaction(work) as Answer;
  }

  /** @throws AppError `disk_full`, `book_locked`; `book_moved`, `book_has_links` when the file is not the one that was opened. */
  transaction<Answer>(work: () => Answer): Answer {
    return withBookErrors(this.place, () => {
      const guard = this.#guard;
      if (!guard) return this.inTransaction.immediate(work) as Answer;
      return guard.run(() => {
        return this.inTransaction.immediate(() => {
          guard.requireOwnMark();
          return work();
        }) as Answer;
      });
    });
  }
}

/**
 * The statement as SQLite plans it once for all values. Where a value is compared in a statement that sorts or groups, or says how many rows are wanted,
 * SQLite makes the plan anew each time one is bound, in case it could be a better one for that value, and the driver a function for its rows: more work than
 * most statements have otherwise. A plus before a value changes nothing of it, and says that it is not to be looked at.
 */
function plannedOnce(sql: string): string {
  return sql.replaceAll(/(=|\bIS|\bIS NOT|\bLIMIT) \?/gu, "$1 +?");
}

/** SQLite adds in 64 bits; a sum that needs more has left the safe integers long before (BEHAVIOUR 1.3). */
function asRefusal(error: unknown): unknown {
  const isOverflow = error instanceof Database.SqliteError && error.message === "integer overflow";
  return isOverflow
    ? new AppError("amount_out_of_range", sentence("The amounts add up to more than a book can hold."))
    : error;
}
