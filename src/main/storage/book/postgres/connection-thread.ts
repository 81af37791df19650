import { workerData } from "node:worker_threads";
import { Client, types } from "pg";
import type { ConnectionAnswer, ConnectionOptions, ConnectionRequest, ConnectionThreadData } from "./connection.ts";
import { StatementRun, type KnownStatements, type Reading } from "./statement-run.ts";
import { WaitingWatch } from "./waiting-watch.ts";

/**
 * The connection of one of the engine's threads. Its requests are done one after the other, and whatever becomes of each is answered, in their
 * order: the thread may ask for the next thing before it has taken an answer.
 */
const { port, signal } = workerData as ConnectionThreadData;

/** What PostgreSQL calls the kinds of values that the stores know. */
const { INT2, INT4, INT8, NUMERIC } = types.builtins;
const numbers: ReadonlySet<number> = new Set([INT2, INT4, INT8, NUMERIC]);
const truth: number = types.builtins.BOOL;
const bytes: number = types.builtins.BYTEA;

/** Values as SQLite gives them: whole numbers, and truth as one of them. */
const likeSqlite: Reading = {
  parserOf(type) {
    if (numbers.has(type)) return Number;
    if (type === truth) return (text) => (text === "t" ? 1 : 0);
    if (type === bytes) return (text) => Buffer.from(text.slice(2), "hex");
    return (text) => text;
  },
  bytes,
};

const noClient = { code: "CLOSED", message: "the connection is closed" };
let client: Client | null = null;
let watch: WaitingWatch | null = null;
const known: KnownStatements = new Map();

async function answer(request: ConnectionRequest): Promise<ConnectionAnswer> {
  if (request.type === "connect") return await connect(request.options);
  if (!client || !watch) return { failure: noClient };
  if (request.type === "close") {
    await watch.until(client.end());
    client = null;
    return {};
  }
  if (request.type === "script") {
    await watch.until(client.query(request.text));
    return {};
  }
  const run = new StatementRun(request.statements, known, likeSqlite);
  client.query(run);
  const answers = await watch.until(run.answered);
  return { answers: answers.slice(answers.length - request.asked) };
}

async function connect(options: ConnectionOptions): Promise<ConnectionAnswer> {
  const connecting = new Client({ ...options, keepAlive: true });
  // Of a connection that ends while nothing is asked of it, the next request is told.
  connecting.on("error", () => {
    if (client === connecting) client = null;
  });
  await connecting.connect();
  const { processID: processId } = connecting as unknown as { readonly processID: number | null };
  client = connecting;
  watch = new WaitingWatch(connecting, options, processId);
  known.clear();
  return { processId };
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

let done: Promise<void> = Promise.resolve();
port.on("message", (request: ConnectionRequest) => {
  done = done
    .then(() => answer(request))
    .catch(failureOf)
    .then(tell);
});
