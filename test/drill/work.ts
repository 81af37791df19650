import { setTimeout as pause } from "node:timers/promises";
import type { ApiClient } from "./hosts.ts";

/** A command that was answered. */
export interface Answered {
  readonly accountId: string;
  readonly entryId: string;
  readonly amountMinor: number;
}

/** Programs that add credit without a pause, each to an account of its own. */
export interface Posters {
  /** By the key of the command. */
  readonly answered: ReadonlyMap<string, Answered>;
  /** Wait for an answer to a command that was sent after an instant. */
  untilAnsweredAfter(instantMs: number): Promise<void>;
  /** The longest time between two answers to anybody that has ended since this was asked last, or goes on, in milliseconds. */
  longestGapMs(): number;
  /** Let each send what it is at until it is answered, and end. */
  stop(): Promise<void>;
}

/** @param accountIds one for each program; half of them go to the second host first. */
export function startPosters(client: ApiClient, accountIds: readonly string[]): Posters {
  const answered = new Map<string, Answered>();
  const stopping = new AbortController();
  const awaited: { readonly instantMs: number; readonly resolve: () => void }[] = [];
  let [lastAtMs, longestMs] = [Date.now(), 0];
  const noteAnswer = (sentAtMs: number) => {
    const nowMs = Date.now();
    for (const { instantMs, resolve } of awaited) if (sentAtMs > instantMs) resolve();
    longestMs = Math.max(longestMs, nowMs - lastAtMs);
    lastAtMs = nowMs;
  };
  const post = async (accountId: string, poster: number) => {
    for (let index = 1; !stopping.signal.aborted; index += 1) {
      const amountMinor = 1 + (index % 97);
      const key = `drill-${poster}-${index}`;
      const sentAtMs = Date.now();
      const body = { amount: amountMinor, action: "increase", idempotency_key: key };
      const entry = (await client.insist(poster, `/organizations/${accountId}/billing/credits`, body)) as {
        id: string;
      };
      answered.set(key, { accountId, entryId: entry.id, amountMinor });
      noteAnswer(sentAtMs);
    }
  };
  const all = Promise.all(accountIds.map(post));
  // What a program fails with is thrown where they are stopped.
  all.catch(() => {});
  return {
    answered,
    untilAnsweredAfter(instantMs) {
      const { promise, resolve } = Promise.withResolvers<void>();
      awaited.push({ instantMs, resolve });
      return promise;
    },
    longestGapMs() {
      const gapMs = Math.max(longestMs, Date.now() - lastAtMs);
      longestMs = 0;
      return gapMs;
    },
    async stop() {
      stopping.abort();
      await all;
    },
  };
}

/** What the API tells of a billing run. */
interface RunView {
  readonly id: string;
  readonly state: "running" | "interrupted" | "stopped" | "complete";
  readonly through_on: string;
  readonly accounts_done: number;
}

async function readRun(client: ApiClient, first: number, throughOn: string): Promise<RunView | undefined> {
  const { data } = (await client.insist(first, "/countinghouse/billing_runs")) as { data: readonly RunView[] };
  return data.find((run) => run.through_on === throughOn);
}

/**
 * Bill the book through a day, and look after it: a run that was interrupted is resumed, as a person would.
 *
 * @returns how often it had to be.
 */
export async function billThroughFailures(client: ApiClient, throughOn: string): Promise<number> {
  const begin = { through_on: throughOn, idempotency_key: `drill-run-${throughOn}` };
  await client.insist(0, "/countinghouse/billing_runs", begin);
  for (let resumed = 0; ;) {
    const run = await readRun(client, resumed, throughOn);
    if (run?.state === "complete") return resumed;
    if (run !== undefined && run.state !== "running") {
      resumed += 1;
      const again = { idempotency_key: `${begin.idempotency_key}-${resumed}` };
      await client.insist(resumed, `/countinghouse/billing_runs/${run.id}/resume`, again);
    }
    await pause(300);
  }
}

/** Wait until a run has billed somebody. */
export async function untilBilling(client: ApiClient, throughOn: string): Promise<void> {
  while (((await readRun(client, 0, throughOn))?.accounts_done ?? 0) === 0) await pause(50);
}
