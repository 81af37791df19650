import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/** What a statement may be given; everything else is converted where it is known what it means. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** A state of the book that stays as it is for whoever holds it. */
export interface HeldSnapshot {
  readonly book: ReadableBook;
  readonly release: () => void;
}

/**
 * An open book for reading, wherever it is kept. SQL is static text with bound values: each text is prepared once per connection and kept,
 * so building SQL out of input is both impossible to do by accident and slow enough to be noticed.
 */
export interface ReadableBook {
  /** Where the book is, as people are told. */
  readonly place: string;
  /** Whether the book is on a database server, and not in a file of this machine. */
  readonly isOnServer: boolean;
  /** What the names of files begin with that lie beside the book and are no part of it. */
  readonly workPath: string;

  /** The path of the book's file, for what only a file can do. @throws AppError `book_on_server` where it has none. */
  filePath(): string;

  /** The version of the book's schema, which is that of its last migration. */
  schemaVersion(): number;

  /**
   * The first row, or undefined. The row's type is the caller's claim about its own SQL.
   *
   * @throws AppError `amount_out_of_range` when a sum leaves what the book can add up.
   */
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined;

  /** All rows. @throws as {@link get}. */
  all<Row>(sql: string, ...values: SqlValue[]): Row[];

  /** All rows as their values in the order of the columns, which costs half of what objects do. @throws as {@link get}. */
  rows<Row extends readonly unknown[]>(sql: string, ...values: SqlValue[]): Row[];

  /**
   * The first value of each row, read as it is asked for; the connection answers nothing else until the last was read.
   *
   * @throws as {@link get}, and what the book is refused for.
   */
  values<Value>(sql: string, ...values: SqlValue[]): Generator<Value, void, void>;

  /** Each row as its values, read as it is asked for. @throws as {@link values}. */
  iterate<Row extends readonly unknown[]>(sql: string, ...values: SqlValue[]): Generator<Row, void, void>;

  /**
   * Reads that belong together: all of them see the same state of the book.
   *
   * @throws AppError with one of the `book_…` codes where the book is not what was opened any more.
   */
  snapshot<Answer>(read: () => Answer): Answer;

  /** Hold the present state of the book, on a connection of its own: queries and commands go on beside it. */
  holdSnapshot(): HeldSnapshot;

  close(): void;
}

/** An open book for writing. Only the writer thread holds one, and there is one writer thread. */
export interface WritableBook extends ReadableBook {
  /** What the book knows by who has it open here, where several hosts may; null for a file, which one has. */
  readonly hostId: string | null;

  run(sql: string, ...values: SqlValue[]): void;

  /** How many rows this connection has written since it was opened; what was undone counts as well. */
  writtenRows(): number;

  /**
   * Have all that was written in the transaction under way done now: where writing has to be waited for, it may be done, and fail, as late as with the
   * next read, the end of a part, or the commit.
   *
   * @throws AppError `amount_out_of_range`; what the book refuses to hold.
   */
  flush(): void;

  /**
   * Ask ahead what will be asked in a transaction, all in one go where each question has a way to go: in the one under way, or with the beginning of the
   * next one. It changes no answer, and how long they take alone.
   *
   * @param ask asks a book that answers that there is nothing.
   */
  foresee(ask: (book: ReadableBook) => void): void;

  /** Run a part of the transaction under way; what it throws undoes that part alone. */
  part<Answer>(work: () => Answer): Answer;

  /** Tell the other hosts of the book something once the transaction under way is committed, and only then. In a file there are none. */
  tellHosts(text: string): void;

  /**
   * Run the work in one transaction, beside which nobody else writes to the book; whatever it throws undoes all of it.
   *
   * @throws AppError `disk_full` when the work, or putting it on the disk, found no room; `book_locked` when another program kept the
   * book from being written; others of the `book_…` codes where the book is not what was opened any more.
   */
  transaction<Answer>(work: () => Answer): Answer;
}

/** What only a book in a file can do. */
export function onServer(place: string): AppError {
  return new AppError(
    "book_on_server",
    sentence("{path} is on a database server, and has no file to do that with.", { path: place }),
  );
}

/** Whether a book was opened for writing. */
export function isWritable(book: ReadableBook): book is WritableBook {
  return "transaction" in book;
}
