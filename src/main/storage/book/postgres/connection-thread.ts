import type { Writable } from "node:stream";
import { workerData } from "node:worker_threads";
import { Client, types, type CustomTypesConfig, type QueryArrayResult } from "pg";
import type {
  ConnectionAnswer,
  ConnectionRequest,
  ConnectionThreadData,
  NamedStatement,
  StatementAnswer,
} from "./connection.ts";

/**
 * The connection of one of the engine's threads, which waits for each answer. So there is one request at a time, and whatever becomes of it
 * is answered.
 */
const { port, signal } = workerData as ConnectionThreadData;

/** What PostgreSQL calls the kinds of values that the stores know. */
const { INT2, INT4, INT8, NUMERIC } = types.builtins;
const numbers: ReadonlySet<number> = new Set([INT2, INT4, INT8, NUMERIC]);
const truth: number = types.builtins.BOOL;
const bytes: number = types.builtins.BYTEA;

/** Values as SQLite gives them: whole numbers, and truth as one of them. */
const likeSqlite: CustomTypesConfig = {
  getTypeParser: (type: number) => {
    if (numbers.has(type)) return Number;
    if (type === truth) return (text: string) => (text === "t" ? 1 : 0);
    if (type === bytes) return (text: string) => Buffer.from(text.slice(2), "hex");
    return (text: string) => text;
  },
};

const noClient = { code: "CLOSED", message: "the connection is closed" };
let client: Client | null = null;

async function answer(request: ConnectionRequest): Promise<ConnectionAnswer> {
  if (request.type === "connect") {
    const connecting = new Client({ ...request.options, keepAlive: true, pipeline: true, types: likeSqlite });
    // Of a connection that ends while nothing is asked of it, the next request is told.
    connecting.on("error", () => (client = null));
    await connecting.connect();
    client = connecting;
    return { processId: (connecting as unknown as { processID: number | null }).processID };
  }
  if (!client) return { failure: noClient };
  if (request.type === "close") {
    await client.end();
    client = null;
    return {};
  }
  if (request.type === "script") {
    await client.query(request.text);
    return {};
  }
  const answers = await answersTo(client, request.statements);
  return { answers: answers.slice(answers.length - request.asked).map(toAnswer) };
}

function toAnswer({ fields, rows, rowCount, command }: QueryArrayResult<unknown[]>): StatementAnswer {
  return {
    columns: fields.map((field) => field.name),
    bytesAt: fields.flatMap(({ dataTypeID }, index) => (dataTypeID === bytes ? [index] : [])),
    rows,
    command,
    writtenRows: command === "SELECT" ? 0 : (rowCount ?? 0),
  };
}

/** Send statements in one go. The server does them in their order, and where one fails in a transaction, none after it. */
async function answersTo(to: Client, statements: readonly NamedStatement[]): Promise<QueryArrayResult<unknown[]>[]> {
  const { stream } = (to as unknown as { readonly connection: { readonly stream: Writable } }).connection;
  stream.cork();
  const sent = statements.map(({ name, text, given }) =>
    to.query<unknown[]>({ name, text, values: [...given], rowMode: "array" }),
  );
  stream.uncork();
  // All of them, because the next request may only be sent when the last of these was answered.
  const failed = (await Promise.allSettled(sent)).find(({ status }) => status === "rejected");
  if (failed) throw (failed as PromiseRejectedResult).reason;
  return await Promise.all(sent);
}

function failureOf(error: unknown): ConnectionAnswer {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return { failure: { code: code ?? (client ? "" : "CLOSED"), message: message ?? String(error) } };
}

/** Whoever asked waits until there are more answers than before. */
function tell(answered: ConnectionAnswer): void {
  port.postMessage(answered);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}

port.on("message", (request: ConnectionRequest) => {
  void answer(request).catch(failureOf).then(tell);
});
