import type { Duplex } from "node:stream";
import { Client, DatabaseError } from "pg";
import type { ConnectionOptions } from "./connection.ts";

/** For so long an answer is waited for before it is looked whether the server can be reached still, and how often from then on. */
const lookedEveryMs = 5_000;

/**
 * Waits for what a server answers. Where the way to it is cut, nobody says so: what was sent is sent again and again by the system, for a quarter of an
 * hour. So where an answer takes long, another connection is made: where that finds nobody, or a server on which the first one's process is not any
 * more, the first one is ended, and what was asked by it fails.
 */
export class WaitingWatch {
  readonly #client: Client;
  readonly #options: ConnectionOptions;
  readonly #processId: number | null;

  /** @param client connected by the options. @param processId the server's process that it is served by. */
  constructor(client: Client, options: ConnectionOptions, processId: number | null) {
    this.#client = client;
    this.#options = options;
    this.#processId = processId;
  }

  async until<Answer>(answered: Promise<Answer>): Promise<Answer> {
    let looking: Promise<void> | null = null;
    const timer = setInterval(() => {
      looking ??= this.#look().finally(() => (looking = null));
    }, lookedEveryMs);
    try {
      return await answered;
    } finally {
      clearInterval(timer);
    }
  }

  async #look(): Promise<void> {
    if (await this.#isServed()) return;
    streamOf(this.#client).destroy(Object.assign(new Error("it does not answer any more"), { code: "ETIMEDOUT" }));
  }

  async #isServed(): Promise<boolean> {
    const other = new Client({
      ...this.#options,
      connectionTimeoutMillis: lookedEveryMs,
      query_timeout: lookedEveryMs,
    });
    other.on("error", () => undefined);
    try {
      await other.connect();
      const { rows } = await other.query("SELECT 1 FROM pg_stat_activity WHERE pid = $1", [this.#processId]);
      return rows.length > 0;
    } catch (error) {
      // A server that refuses one more connection is there.
      return error instanceof DatabaseError;
    } finally {
      streamOf(other).destroy();
    }
  }
}

const streamOf = (client: Client): Duplex =>
  (client as unknown as { readonly connection: { readonly stream: Duplex } }).connection.stream;
