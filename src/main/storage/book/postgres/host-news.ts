import type { Duplex } from "node:stream";
import { Client } from "pg";
import { channelOf, readServerAddress } from "./address.ts";

/** What a host hears of the others that have the same book open. */
export interface HostNewsListener {
  /** What one of them has told with a commit. */
  onTold(text: string): void;
  /** Something may have been told that was not heard. */
  onMissed(): void;
}

/** How often it is looked whether the server is there still, and for how long it is waited for. */
const lookedForEveryMs = 5_000;
const pauseMs = 500;

/**
 * Listen to what the other hosts of a book tell with their commits (BEHAVIOUR 13.3), on a connection of its own beside those of the engine's threads. One that is lost is made again; what was
 * told meanwhile nobody says again, so it counts as missed. The first time as well: what was read before may have changed before anybody listened.
 *
 * @param place the address of a book on a server. @throws AppError `invalid_input`.
 * @returns what ends it.
 */
export function listenToHosts(place: string, listener: HostNewsListener): () => Promise<void> {
  const address = readServerAddress(place);
  const ending = new AbortController();

  async function listen(): Promise<void> {
    const client = new Client({
      connectionString: address.connectionString,
      application_name: "countinghouse",
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    const lost = new Promise<void>((resolve) => {
      for (const event of ["error", "end"] as const) client.on(event, () => resolve());
      ending.signal.addEventListener("abort", () => resolve(), { once: true });
    });
    try {
      client.on("notification", ({ payload }) => listener.onTold(payload ?? ""));
      await client.connect();
      await client.query(`LISTEN "${channelOf(address)}"`);
      listener.onMissed();
      while (await isThere(client, lost));
    } finally {
      // Where nobody answers, nobody says goodbye either.
      await Promise.race([client.end(), paused(pauseMs)]);
      (client as unknown as { readonly connection: { readonly stream: Duplex } }).connection.stream.destroy();
    }
  }

  /** @returns whether the server answered, once it is time to ask again. */
  async function isThere(client: Client, lost: Promise<void>): Promise<boolean> {
    const isLost = lost.then(() => true);
    if (await Promise.race([isLost, paused(lookedForEveryMs)])) return false;
    const answered = client.query("SELECT 1").then(
      () => true,
      () => false,
    );
    return (await Promise.race([answered, isLost.then(() => false), paused(lookedForEveryMs)])) ?? false;
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      // Why it is not reached is for whoever asks the book to say.
      await listen().catch(() => undefined);
      if (!ending.signal.aborted) await paused(pauseMs);
    }
  }

  /** Ends before its time where all of it ends. */
  function paused(delayMs: number): Promise<undefined> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        ending.signal.removeEventListener("abort", end);
        resolve(undefined);
      };
      const timer = setTimeout(end, delayMs).unref();
      ending.signal.addEventListener("abort", end);
    });
  }

  const running = run();
  return async () => {
    ending.abort();
    await running;
  };
}
