import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { BookGuard } from "./book-guard.ts";
import { withBookErrors } from "./sqlite-errors.ts";

/** What a statement may be given; everything else is converted where it is known what it means. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/**
 * An open book for reading. SQL is static text with bound values: each text is prepared once per connection and kept, so
 * building SQL out of input is both impossible to do by accident and slow enough to be noticed.
 */
export class ReadableBook {
  readonly path: string;
  protected readonly database: Database.Database;
  /** Made once, because making it costs more than a short transaction. */
  protected readonly inTransaction: Database.Transaction<(work: () => unknown) => unknown>;
  readonly #statements = new Map<string, Database.Statement<SqlValue[]>>();
  readonly #requireOwnFile: () => void;

  /** @param requireOwnFile throws where the book's file is not the one that was opened any more. */
  constructor(database: Database.Database, requireOwnFile: () => void = () => undefined) {
    this.database = database;
    this.#requireOwnFile = requireOwnFile;
    this.path = database.name;
    this.inTransaction = database.transaction((work: () => unknown) => work());
  }

  protected statement(sql: string): Database.Statement<SqlValue[]> {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.database.prepare<SqlValue[]>(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /**
   * The first row, or undefined. The row's type is the caller's claim about its own SQL.
   *
   * @throws AppError `amount_out_of_range` when a sum leaves what SQLite can add up.
   */
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    try {
      return this.statement(sql).get(...values) as Row | undefined;
    } catch (error) {
      throw asRefusal(error);
    }
  }

  /** All rows. @throws as {@link get}. */
  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    try {
      return this.statement(sql).all(...values) as Row[];
    } catch (error) {
      throw asRefusal(error);
    }
  }

  /** All rows as their values in the order of the columns, which costs half of what objects do. @throws as {@link get}. */
  rows<Row extends readonly unknown[]>(sql: string, ...values: SqlValue[]): Row[] {
    try {
      return this.statement(sql)
        .raw()
        .all(...values) as Row[];
    } catch (error) {
      throw asRefusal(error);
    }
  }

  /**
   * The first value of each row, read as it is asked for; the connection answers nothing else until the last was read.
   *
   * @throws as {@link get}, and what the book's file is refused for.
   */
  values<Value>(sql: string, ...values: SqlValue[]): Generator<Value, void, void> {
    return this.#eachOf<Value>(this.statement(sql).pluck(), values);
  }

  /** Each row as its values, read as it is asked for. @throws as {@link values}. */
  iterate<Row extends readonly unknown[]>(sql: string, ...values: SqlValue[]): Generator<Row, void, void> {
    return this.#eachOf<Row>(this.statement(sql).raw(), values);
  }

  *#eachOf<Each>(statement: Database.Statement<SqlValue[]>, values: readonly SqlValue[]): Generator<Each, void, void> {
    const rows = statement.iterate(...values);
    try {
      for (;;) {
        const next = withBookErrors(this.path, () => rows.next());
        if (next.done === true) return;
        yield next.value as Each;
      }
    } finally {
      rows.return?.();
    }
  }

  /**
   * Reads that belong together: all of them see the same state of the book.
   *
   * @throws AppError `book_moved`, `book_has_links`, `book_damaged`.
   */
  snapshot<Answer>(read: () => Answer): Answer {
    return withBookErrors(this.path, () => {
      this.#requireOwnFile();
      return this.inTransaction.deferred(read) as Answer;
    });
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

/** Whether an error means that the book or the machine failed (disk, memory, lock), and not what one statement wanted to write. */
export function isBookFailure(error: unknown): boolean {
  return error instanceof Database.SqliteError && !error.code.startsWith("SQLITE_CONSTRAINT");
}

/** Whether an error means that a value is not of the kind that its column holds. */
export function isWrongKind(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === "SQLITE_CONSTRAINT_DATATYPE";
}

/** An open book for writing. Only the writer thread holds one, and there is one writer thread. */
export class WritableBook extends ReadableBook {
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

  /** How many rows this connection has written since it was opened; what was undone counts as well. */
  writtenRows(): number {
    return this.#writtenRows.get() ?? 0;
  }

  /** Run a part of the transaction under way; what it throws undoes that part alone. */
  part<Answer>(work: () => Answer): Answer {
    return this.inTransaction(work) as Answer;
  }

  /**
   * Run the work in one immediate transaction; whatever it throws undoes all of it.
   *
   * @throws AppError `disk_full` when the work, or putting it on the disk, found no room; `book_locked` when another program kept the
   * book from being written; `book_moved`, `book_has_links` when the file is not the one that was opened.
   */
  transaction<Answer>(work: () => Answer): Answer {
    return withBookErrors(this.path, () => {
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

/** SQLite adds in 64 bits; a sum that needs more has left the safe integers long before (BEHAVIOUR 1.3). */
function asRefusal(error: unknown): unknown {
  const isOverflow = error instanceof Database.SqliteError && error.message === "integer overflow";
  return isOverflow
    ? new AppError("amount_out_of_range", sentence("The amounts add up to more than a book can hold."))
    : error;
}
