import type { HeldSnapshot, ReadableBook, SqlValue, WritableBook } from "../book-handle.ts";
import { onServer } from "../book-handle.ts";
import type { Brought, ServerConnection, ServerStatement } from "./connection.ts";
import { ForeseenReads, questionsOf, type Question } from "./foreseen-reads.ts";
import { KeptReads } from "./kept-reads.ts";
import { asRefusal, ServerError, withServerErrors } from "./server-errors.ts";

/** Where a book on a server is, and how it is reached. */
export interface ServerBookTerms {
  readonly place: string;
  readonly workPath: string;
  /** Makes a connection; another one where the first has ended. @throws AppError. */
  readonly connect: () => ServerConnection;
  /** Makes one that only reads. @throws AppError. */
  readonly connectForReading: () => ServerConnection;
  /** How a host that writes is one of several; left out where nobody else has the book, because it is being made or upgraded. */
  readonly turn?: HostTurn;
}

/** What makes commands one after the other, whichever host they come through (BEHAVIOUR 13.2). */
export interface HostTurn {
  /** What the book knows the host by. */
  readonly hostId: string;
  /** A statement that waits, as the first of a transaction, until no other host is in one that writes. */
  readonly take: string;
  /** Where hosts tell each other what they have changed (`host-news.ts`). */
  readonly channel: string;
}

/** So many rows are in memory at a time where they are read as they are asked for. */
const rowsAtOnce = 1000;

/** A book on a PostgreSQL server, open for reading. */
export class PostgresBook implements ReadableBook {
  readonly isOnServer = true;
  readonly place: string;
  readonly workPath: string;
  protected readonly terms: ServerBookTerms;
  protected isInTransaction = false;
  #connection: ServerConnection;

  constructor(terms: ServerBookTerms, connection = terms.connect()) {
    this.terms = terms;
    this.place = terms.place;
    this.workPath = terms.workPath;
    this.#connection = connection;
  }

  filePath(): never {
    throw onServer(this.place);
  }

  schemaVersion(): number {
    return this.get<{ version: number }>("SELECT max(version) AS version FROM migration")?.version ?? 0;
  }

  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.all<Row>(sql, ...values)[0];
  }

  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    const { columns, rows } = this.query(sql, values);
    return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])) as Row);
  }

  rows<Row extends readonly unknown[]>(sql: string, ...values: SqlValue[]): Row[] {
    return this.query(sql, values).rows as unknown[] as Row[];
  }

  *values<Value>(sql: string, ...values: SqlValue[]): Generator<Value, void, void> {
    for (const [value] of this.iterate<readonly [Value]>(sql, ...values)) yield value;
  }

  /** Outside of a transaction there is no state to read further of, so all of it is read at once. */
  *iterate<Row extends readonly unknown[]>(sql: string, ...values: SqlValue[]): Generator<Row, void, void> {
    if (!this.isInTransaction) {
      yield* this.rows<Row>(sql, ...values);
      return;
    }
    const { text, given } = this.connection.translated(sql, values);
    this.asIs(`DECLARE walk NO SCROLL CURSOR FOR ${text}`, given);
    try {
      for (;;) {
        const { rows } = this.asIs(`FETCH ${rowsAtOnce} FROM walk`, []);
        yield* rows as unknown[] as Row[];
        if (rows.length < rowsAtOnce) return;
      }
    } finally {
      this.asIs("CLOSE walk", []);
    }
  }

  snapshot<Answer>(read: () => Answer): Answer {
    return this.within("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", read);
  }

  holdSnapshot(): HeldSnapshot {
    return withServerErrors(this.place, () => {
      const held = new PostgresBook(this.terms, this.terms.connectForReading());
      // It ends with its connection.
      held.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      held.schemaVersion();
      return { book: held, release: () => held.close() };
    });
  }

  close(): void {
    this.#connection.close();
  }

  /** Do all of some work in one transaction, or as part of the one under way. */
  protected within<Answer>(begin: string, work: () => Answer): Answer {
    if (this.isInTransaction) return work();
    return withServerErrors(this.place, () => {
      this.begin(begin);
      try {
        const answer = work();
        const { command } = this.connection.queryAsIs({ text: "COMMIT", given: [] });
        // A transaction in which something had failed is rolled back by it, and that is no error to the server.
        if (command !== "COMMIT") throw new ServerError("25P02", "the transaction had failed, and was rolled back");
        return answer;
      } catch (error) {
        this.undo();
        throw error;
      } finally {
        this.isInTransaction = false;
      }
    });
  }

  protected begin(begin: string): void {
    this.afresh(() => this.connection.script(begin));
    this.isInTransaction = true;
  }

  /** Ask where nothing has been begun: should the connection have ended since the last time, another one is asked. */
  protected afresh<Answer>(ask: () => Answer): Answer {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof ServerError && this.#connection.isBroken)) throw error;
      return ask();
    }
  }

  protected undo(): void {
    this.#connection.forget();
    try {
      if (!this.#connection.isBroken) this.#connection.script("ROLLBACK");
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      // The transaction has ended with its connection.
    }
  }

  /** The connection, or another one where it has ended and nothing was begun on it. */
  protected get connection(): ServerConnection {
    if (this.#connection.isBroken && !this.isInTransaction) {
      this.#connection.close();
      this.#connection = this.terms.connect();
    }
    return this.#connection;
  }

  protected query(sql: string, values: readonly SqlValue[]): Brought {
    return this.#asked(() => this.connection.query(sql, values));
  }

  protected asIs(text: string, given: ServerStatement["given"]): Brought {
    return this.#asked(() => this.connection.queryAsIs({ text, given }));
  }

  /** In a transaction the failure of the server is told at its end, where all of it is refused. */
  #asked(ask: () => Brought): Brought {
    try {
      return this.isInTransaction ? ask() : withServerErrors(this.place, () => this.afresh(ask));
    } catch (error) {
      throw asRefusal(error);
    }
  }
}

/** Begins a transaction that writes. */
const beginWriting = "BEGIN";

/** A book on a PostgreSQL server, open for writing, perhaps by several hosts: each of their transactions takes the book's turn first. */
export class WritablePostgresBook extends PostgresBook implements WritableBook {
  #depth = 0;
  /** The number of `kept_change` that the kept answers are of; null where none may be believed. */
  #keptNumber: number | null = null;
  #keptOf: ServerConnection | null = null;
  #tables: ReadonlySet<string> | null = null;
  readonly #keptReads = new KeptReads(
    () =>
      (this.#tables ??= new Set(
        super.query("SELECT name FROM pragma_table_list", []).rows.map(([name]) => String(name)),
      )),
  );
  readonly #foreseen = new ForeseenReads();
  /** What is asked with the beginning of the next transaction. */
  #toForesee: readonly Question[] = [];

  get hostId(): string | null {
    return this.terms.turn?.hostId ?? null;
  }

  /** In a transaction it is sent with the next statement that somebody waits for; nothing is written outside of one. */
  run(sql: string, ...values: SqlValue[]): void {
    if (!this.isInTransaction) {
      this.transaction(() => this.run(sql, ...values));
      return;
    }
    this.#noteWrite(sql, values);
    this.connection.later(sql, values);
  }

  foresee(ask: (book: ReadableBook) => void): void {
    const isNew = ({ sql, values }: Question): boolean =>
      this.#foreseen.find(sql, values) === undefined && !this.#keptReads.has(sql, values);
    const questions = questionsOf(this.place, ask).filter(isNew);
    if (!this.isInTransaction) this.#toForesee = questions;
    else if (questions.length > 0) this.#askAhead(questions, []);
  }

  /** @param before what is done before that. @returns what that brought. */
  #askAhead(questions: readonly Question[], before: readonly ServerStatement[]): readonly Brought[] {
    const { connection } = this;
    const asked = questions.map(({ sql, values }) => connection.translated(sql, values));
    const brought = connection.queryAll([...before, ...asked]);
    for (const [index, question] of questions.entries()) {
      const answer = brought[before.length + index];
      if (answer) this.#foreseen.add(question, answer);
    }
    return brought.slice(0, before.length);
  }

  flush(): void {
    try {
      this.connection.flush();
    } catch (error) {
      throw asRefusal(error);
    }
  }

  tellHosts(text: string): void {
    const { turn } = this.terms;
    if (turn) this.connection.laterAsIs({ text: "SELECT pg_notify($1::text, $2::text)", given: [turn.channel, text] });
  }

  writtenRows(): number {
    return this.connection.writtenRows;
  }

  part<Answer>(work: () => Answer): Answer {
    if (!this.isInTransaction) return this.transaction(work);
    this.#depth += 1;
    const name = `part_${this.#depth}`;
    const begun = this.connection.laterAsIs({ text: `SAVEPOINT ${name}`, given: [] });
    try {
      const answer = work();
      const end = { text: `RELEASE ${name}`, given: [] };
      if (!this.connection.isAnythingWaiting) this.connection.laterAsIs(end);
      // What is still to be written fails here, where it undoes the part alone.
      else if (!this.connection.takeBackLast(begun)) this.asIs(end.text, end.given);
      return answer;
    } catch (error) {
      this.#forget();
      const isUnsent = this.connection.takeBack(begun);
      if (!isUnsent) this.connection.forget();
      if (!isUnsent && !this.connection.isBroken) this.connection.script(`ROLLBACK TO ${name}; RELEASE ${name}`);
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  transaction<Answer>(work: () => Answer): Answer {
    if (this.isInTransaction) return this.part(work);
    try {
      return this.within(beginWriting, () => {
        const answer = work();
        this.#countKeptChange();
        return answer;
      });
    } catch (error) {
      this.#forget();
      throw error;
    } finally {
      this.#foreseen.forget();
    }
  }

  protected override begin(begin: string): void {
    const questions = this.#toForesee;
    this.#toForesee = [];
    const { turn } = this.terms;
    if (!turn) return super.begin(begin);
    // Each statement sees what was committed before it, so what is asked after the turn was taken is as no other host changes it.
    const first = begin === beginWriting ? [begin, turn.take] : [begin];
    try {
      this.afresh(() => this.#beginAskingAhead(first, questions));
    } catch (error) {
      this.undo();
      throw error;
    }
    this.isInTransaction = true;
  }

  /** Begin a transaction with all that is asked ahead, in one go; what was kept and another host has changed since is forgotten. */
  #beginAskingAhead(first: readonly string[], questions: readonly Question[]): void {
    const number = { text: "SELECT number FROM kept_change", given: [] };
    const begun = this.#askAhead(questions, [...first.map((text) => ({ text, given: [] })), number]);
    const keptNumber = begun.at(-1)?.rows[0]?.[0] as number;
    if (keptNumber !== this.#keptNumber) this.#keptReads.forget();
    this.#keptNumber = keptNumber;
    this.#keptReads.takeWritten();
  }

  /** Tell other hosts with the commit that what they keep may not be so any more. */
  #countKeptChange(): void {
    if (!this.#keptReads.takeWritten() || !this.terms.turn || this.#keptNumber === null) return;
    this.#keptNumber += 1;
    this.connection.laterAsIs({ text: "UPDATE kept_change SET number = number + 1", given: [] });
  }

  protected override query(sql: string, values: readonly SqlValue[]): Brought {
    if (!/^\s*SELECT\b/u.test(sql)) this.#noteWrite(sql, values);
    const { connection } = this;
    // What was kept before a connection was lost may have been changed by a host that had the book meanwhile.
    if (connection !== this.#keptOf) this.#keptReads.forget();
    this.#keptOf = connection;
    if (!this.isInTransaction) return super.query(sql, values);
    return this.#keptReads.read(sql, values, () => this.#foreseen.find(sql, values) ?? super.query(sql, values));
  }

  #noteWrite(sql: string, values: readonly SqlValue[]): void {
    this.#keptReads.noteWrite(sql);
    this.#foreseen.noteWrite(sql, values);
  }

  #forget(): void {
    this.#keptReads.forget();
    this.#keptNumber = null;
    this.#foreseen.forget();
  }
}
