import type { Duplex } from "node:stream";
import { Client } from "pg";
import { channelOf, jobChannelOf, readServerAddress } from "./address.ts";

/** What a host hears of the others that have the same book open. */
export interface HostNewsListener {
  /** What one of them has told with a commit. */
  onTold(text: string): void;
  /** What one of them says of its jobs, whatever becomes of its transactions. */
  onJobTold(text: string): void;
  /** Something may have been told that was not heard. */
  onMissed(): void;
}

/** What listens to the other hosts of a book. */
export interface HostNewsConnection {
  /** Say something of a job, where there is a connection just now. */
  sayOfJob(text: string): void;
  stop(): Promise<void>;
}

/** How often it is looked whether the server is there still, and for how long it is waited for. */
const lookedForEveryMs = 5_000;
const pauseMs = 500;

/**
 * Listen to what the other hosts of a book tell with their commits (BEHAVIOUR 13.3), on a connection of its own beside those of the engine's threads. One that is lost is made again; what was
 * told meanwhile nobody says again, so it counts as missed. The first time as well: what was read before may have changed before anybody listened.
 *
 * @param place the address of a book on a server. @throws AppError `invalid_input`.
 */
export function listenToHosts(place: string, listener: HostNewsListener): HostNewsConnection {
  const address = readServerAddress(place);
  const [channel, jobChannel] = [channelOf(address), jobChannelOf(address)];
  const ending = new AbortController();
  /** Asks the server something on the connection that there is, each when the one before has been answered. */
  let ask: ((text: string, values?: readonly string[]) => Promise<unknown>) | null = null;

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
      client.on("notification", (heard) => {
        if (heard.channel === jobChannel) listener.onJobTold(heard.payload ?? "");
        else listener.onTold(heard.payload ?? "");
      });
      await client.connect();
      await client.query(`LISTEN "${channel}"; LISTEN "${jobChannel}"`);
      let asked: Promise<unknown> = Promise.resolve();
      const askInTurn: NonNullable<typeof ask> = (text, values = []) => {
        const answered = asked.then(() => client.query(text, [...values]));
        asked = answered.catch(() => undefined);
        return answered;
      };
      ask = askInTurn;
      listener.onMissed();
      while (await isThere(() => askInTurn("SELECT 1"), lost));
    } finally {
      ask = null;
      // Where nobody answers, nobody says goodbye either.
      await Promise.race([client.end(), paused(pauseMs)]);
      (client as unknown as { readonly connection: { readonly stream: Duplex } }).connection.stream.destroy();
    }
  }

  /** @returns whether the server answered, once it is time to ask again. */
  async function isThere(look: () => Promise<unknown>, lost: Promise<void>): Promise<boolean> {
    const isLost = lost.then(() => true);
    if (await Promise.race([isLost, paused(lookedForEveryMs)])) return false;
    const answered = look().then(
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
  return {
    sayOfJob(text) {
      // What is not heard is said again.
      ask?.("SELECT pg_notify($1, $2)", [jobChannel, text]).catch(() => undefined);
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}
