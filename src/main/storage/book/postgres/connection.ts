import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import type { SqlValue } from "../book-handle.ts";
import { endsConnection, ServerError } from "./server-errors.ts";
import { translate, withPlaces, type Translation } from "./translate.ts";
import { inSets, toRelations, type Relations, type WaitingStatement } from "./write-sets.ts";

/** What a connection is made by. */
export interface ConnectionOptions {
  readonly connectionString: string;
  readonly application_name: string;
  readonly connectionTimeoutMillis: number;
}

export interface ConnectionThreadData {
  readonly port: MessagePort;
  /** Counts the answers. */
  readonly signal: Int32Array;
}

export type ConnectionRequest =
  | { readonly type: "connect"; readonly options: ConnectionOptions }
  /** The answers to so many of the statements are asked for, the last ones. */
  | { readonly type: "query"; readonly statements: readonly NamedStatement[]; readonly asked: number }
  /** Statements without values and answers. */
  | { readonly type: "script"; readonly text: string }
  | { readonly type: "close" };

export interface ConnectionAnswer {
  readonly failure?: { readonly code: string; readonly message: string };
  /** The server's process that the connection was told of. */
  readonly processId?: number | null;
  readonly answers?: readonly StatementAnswer[];
}

export interface StatementAnswer extends Brought {
  /** Which columns hold bytes. */
  readonly bytesAt: readonly number[];
  readonly writtenRows: number;
}

/** A statement in PostgreSQL's own words, and its values; of those of many rows, a list each. */
export interface ServerStatement {
  readonly text: string;
  readonly given: readonly (SqlValue | readonly SqlValue[])[];
}

/** A statement under the name by which the server knows it once it has been prepared. */
export interface NamedStatement extends ServerStatement {
  readonly name: string;
}

/** What a statement has brought. */
export interface Brought {
  /** What the server says that it did, such as `COMMIT`. */
  readonly command: string;
  readonly columns: readonly string[];
  readonly rows: unknown[][];
}

const threadModule = import.meta.url.endsWith(".ts")
  ? new URL("./connection-thread.ts", import.meta.url)
  : new URL("./database.js", import.meta.url);

/** So many statements wait for the next one at most; then they are sent ahead of it. */
const waitingLimit = 250;

/** So many requests are sent ahead at most: the server does one while the next one is put together. */
const aheadLimit = 2;

/** So many have to wait for it to be worth looking which of them can be sent as one. */
const fewestForSets = 12;

/** What tables have to do with each other: what their rows refer to, and what their triggers do. */
const askRelations: ServerStatement = {
  text: `SELECT relname,
      array(SELECT other.relname FROM pg_constraint JOIN pg_class other ON other.oid = confrelid WHERE contype = 'f' AND conrelid = of.oid)::text,
      array(SELECT prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE tgrelid = of.oid AND NOT tgisinternal)::text
    FROM pg_class of WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
  given: [],
};

const longestConnectingMs = 60_000;

/** The thread of a connection that is closed has ended, and would leave the one that asks waiting for ever. */
const isOver: ConnectionAnswer = { failure: { code: "CLOSED", message: "the connection is closed" } };

/** What a connection is made of beside the server: the thread that has it, and how it is asked. */
interface ConnectionThread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly signal: Int32Array;
}

/** The threads of connections that were closed in good order, and how many are kept for the next ones. */
const spareThreads: ConnectionThread[] = [];
let spareThreadLimit = 0;

/**
 * Keep the threads of connections that are closed for the next ones, up to so many: to start one is most of what a connection costs. That is worth its memory
 * to whoever opens one book after the other (`SpareThreads` of the engine).
 */
export function keepConnectionThreads(limit: number): void {
  spareThreadLimit = limit;
  for (const { worker } of spareThreads.splice(limit)) void worker.terminate();
}

function makeThread(): ConnectionThread {
  const { port1: port, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const workerData: ConnectionThreadData = { port: port2, signal };
  const worker = new Worker(threadModule, { name: "countinghouse connection", workerData, transferList: [port2] });
  worker.unref();
  port.unref();
  return { worker, port, signal };
}

/**
 * A connection to a server that is asked like a function: the thread that asks waits, and another one, which has the connection, answers.
 * The engine's threads have nothing else to do meanwhile, as while SQLite reads a disk.
 */
export class ServerConnection {
  readonly #thread: ConnectionThread;
  readonly #port: MessagePort;
  readonly #signal: Int32Array;
  readonly #translations = new Map<string, Translation>();
  readonly #names = new Map<string, string>();
  /** What nobody needs the answer of, and is sent with the next statement of which somebody does. */
  readonly #waiting: WaitingStatement<NamedStatement>[] = [];
  /** How many requests were sent of which the answer has not been taken. */
  #ahead = 0;
  #relations: ReadonlyMap<string, Relations> | null = null;
  #answers: number;
  #writtenRows = 0;
  #isBroken = false;
  #isClosed = false;

  constructor() {
    this.#thread = spareThreads.pop() ?? makeThread();
    ({ port: this.#port, signal: this.#signal } = this.#thread);
    this.#answers = Atomics.load(this.#signal, 0);
  }

  /**
   * How many rows the connection has written. What waits counts as one, whatever it will write; so does a statement that failed, because it leaves a
   * transaction that is broken off.
   */
  get writtenRows(): number {
    return this.#writtenRows;
  }

  /** Whether it ended, so that another one has to be made. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** @returns the server's process as the connection was told of it. @throws ServerError. */
  connect(options: ConnectionOptions): number | null {
    return this.#ask({ type: "connect", options }).processId ?? null;
  }

  /** Do statements that have no values and bring nothing. @throws ServerError. */
  script(text: string): void {
    this.flush();
    this.#ask({ type: "script", text });
  }

  /** @param sql in the stores' words. @throws ServerError. */
  query(sql: string, values: readonly SqlValue[]): Brought {
    return this.queryAsIs(this.translated(sql, values));
  }

  /** A statement in PostgreSQL's own words; each text of the stores is translated once. @param sql in the stores' words. */
  translated(sql: string, values: readonly SqlValue[]): ServerStatement {
    let pieces = this.#translations.get(sql);
    if (!pieces) this.#translations.set(sql, (pieces = translate(sql)));
    return withPlaces(pieces, values);
  }

  /**
   * Do a statement of which nobody needs the answer, at the latest with the next one of which somebody does; it may fail with that one. Many are sent
   * before, and not waited for.
   */
  later(sql: string, values: readonly SqlValue[]): void {
    this.#writtenRows += 1;
    this.#waiting.push({ statement: this.#named(this.translated(sql, values)), write: { sql, values } });
    if (this.#waiting.length >= waitingLimit) this.#sendAhead();
  }

  /** The same of one in PostgreSQL's own words that writes no rows. @returns what {@link takeBack} knows it by. */
  laterAsIs(statement: ServerStatement): NamedStatement {
    const named = this.#named(statement);
    this.#waiting.push({ statement: named, write: null });
    return named;
  }

  get isAnythingWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Do what waits, and see that it was done. @throws ServerError. */
  flush(): void {
    if (this.#waiting.length > 0) this.#ask({ type: "query", statements: this.#takeWaiting(), asked: 0 });
    else this.#requireDone(this.#takeAnswersAhead());
  }

  #sendAhead(): void {
    const statements = this.#takeWaiting();
    while (this.#ahead >= aheadLimit) this.#requireDone(this.#takeAnswer());
    this.#send({ type: "query", statements, asked: 0 });
  }

  /** Leave undone what waits; how what was sent ahead has ended is nobody's business any more. */
  forget(): void {
    this.#waiting.length = 0;
    this.#takeAnswersAhead();
  }

  /** Leave undone a statement that waits, and what waits after it. @returns whether it did; otherwise it has been sent. */
  takeBack(statement: NamedStatement): boolean {
    const index = this.#waiting.findIndex((each) => each.statement === statement);
    if (index >= 0) this.#waiting.length = index;
    return index >= 0;
  }

  /** Leave undone a statement that waits, where nothing waits after it. @returns whether it did. */
  takeBackLast(statement: NamedStatement): boolean {
    return this.#waiting.at(-1)?.statement === statement && this.takeBack(statement);
  }

  /** What waits, as it is sent. */
  #takeWaiting(): readonly NamedStatement[] {
    const waiting = this.#waiting.splice(0);
    if (waiting.length < fewestForSets) return waiting.map(({ statement }) => statement);
    const relations = (this.#relations ??= this.#readRelations());
    return inSets(waiting, (table) => relations.get(table)).map((each) => ("name" in each ? each : this.#named(each)));
  }

  #readRelations(): ReadonlyMap<string, Relations> {
    const { answers = [] } = this.#ask({ type: "query", statements: [this.#named(askRelations)], asked: 1 });
    return toRelations(answers[0]?.rows as [string, string, string][]);
  }

  #named(statement: ServerStatement): NamedStatement {
    let name = this.#names.get(statement.text);
    if (name === undefined) this.#names.set(statement.text, (name = `statement_${this.#names.size}`));
    return { ...statement, name };
  }

  /** Do what waits, and a statement. @throws ServerError, of the first that fails. */
  queryAsIs(statement: ServerStatement): Brought {
    const [brought] = this.queryAll([statement]);
    if (!brought) throw new Error("The connection's thread gave no answer");
    return brought;
  }

  /** Do what waits, and statements, in one go. @returns what each of them brings. @throws ServerError, of the first that fails. */
  queryAll(statements: readonly ServerStatement[]): readonly Brought[] {
    const named = statements.map((statement) => this.#named(statement));
    const { answers = [] } = this.#ask({
      type: "query",
      statements: [...this.#takeWaiting(), ...named],
      asked: named.length,
    });
    for (const { bytesAt, rows, writtenRows } of answers) {
      this.#writtenRows += writtenRows;
      for (const index of bytesAt) {
        for (const row of rows) {
          const bytes = row[index];
          if (bytes instanceof Uint8Array) row[index] = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        }
      }
    }
    return answers;
  }

  /** What was sent and is not answered yet is lost, and said to be by whoever looks for it. */
  close(): void {
    if (this.#isClosed) return;
    let isSpare = false;
    if (!this.#isBroken) {
      try {
        this.#ask({ type: "close" });
        isSpare = spareThreads.length < spareThreadLimit;
      } catch {
        // Whatever it is, the connection ends with its thread.
      }
    }
    this.#isBroken = true;
    this.#isClosed = true;
    if (isSpare) spareThreads.push(this.#thread);
    else void this.#thread.worker.terminate();
  }

  /** @throws ServerError, of the first that fails: this one, or one that was sent ahead of it. */
  #ask(request: ConnectionRequest): ConnectionAnswer {
    this.#send(request);
    const ahead = this.#takeAnswersAhead(1);
    // A thread that could not even begin would leave the one that asks waiting for ever.
    const answer = this.#takeAnswer(request.type === "connect" ? longestConnectingMs : undefined);
    this.#requireDone(ahead);
    this.#requireDone(answer);
    return answer;
  }

  #send(request: ConnectionRequest): void {
    if (this.#isClosed) this.#requireDone(isOver);
    this.#port.postMessage(request);
    this.#ahead += 1;
  }

  /** Wait until all that was sent is answered, but for so many requests. @returns the first answer that is a failure, if any. */
  #takeAnswersAhead(butFor = 0): ConnectionAnswer {
    let failed: ConnectionAnswer | null = null;
    while (this.#ahead > butFor) {
      const answer = this.#takeAnswer();
      if (answer.failure) failed ??= answer;
    }
    return failed ?? {};
  }

  #takeAnswer(waitMs?: number): ConnectionAnswer {
    if (this.#isClosed) {
      this.#ahead = 0;
      return isOver;
    }
    // Being woken is no answer: what wakes may come later than the answer that it tells of, when that has been taken and the next is waited for.
    while (Atomics.load(this.#signal, 0) === this.#answers) {
      if (Atomics.wait(this.#signal, 0, this.#answers, waitMs) !== "timed-out") continue;
      this.#isBroken = true;
      throw new ServerError("CLOSED", "it took too long to connect");
    }
    this.#answers = (this.#answers + 1) | 0;
    this.#ahead -= 1;
    const answer = receiveMessageOnPort(this.#port)?.message as ConnectionAnswer | undefined;
    if (answer?.failure && endsConnection(answer.failure.code)) this.#isBroken = true;
    if (answer) return answer;
    // Whatever comes later would be taken for the answer to something else.
    this.#isBroken = true;
    throw new Error("The connection's thread gave no answer");
  }

  /** @throws ServerError where an answer is a failure. */
  #requireDone({ failure }: ConnectionAnswer): void {
    if (!failure) return;
    this.#writtenRows += 1;
    throw new ServerError(failure.code, failure.message);
  }
}
