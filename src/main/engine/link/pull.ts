import type { MethodInput, MethodName, MethodOutput } from "../../../shared/contract/index.ts";
import type { PulledAccount } from "../../../shared/contract/link.ts";
import { isCurrencyCode } from "../../../shared/money/currencies.ts";
import type { z } from "zod";
import { UpstreamFailure, type UpstreamAnswer, type UpstreamClient } from "./upstream-client.ts";
import { creditBalance, itemPage, organizationPage, pageLimit, pricePage, userList } from "./wire.ts";

/** How many balances are asked for at once: at a tenth of a second each, 100,000 take less than ten minutes. */
const readersAtOnce = 20;
const readPerStep = 200;

/** How often a page is asked for that nothing came of, and how long is waited before, where the upstream does not say. */
const waitsMs = [500, 2_000, 5_000] as const;
/** An upstream that asks for more is asked again with the next pull. */
const longestWaitMs = 60_000;

/** Asks the book, as the engine itself. @throws AppError as the method's definition names them. */
export type AskBook = <Name extends MethodName>(name: Name, input: MethodInput<Name>) => Promise<MethodOutput<Name>>;

export interface PullContext {
  readonly client: UpstreamClient;
  readonly ask: AskBook;
  /** Rejects once nothing more is to be done. */
  readonly pause: (delayMs: number) => Promise<void>;
}

/**
 * Pull what the upstream has, from where the last pull was broken off (BEHAVIOUR 12.5): users, organizations, then the balances of all that
 * are matched. Each page is written before the next one is asked for.
 *
 * @throws UpstreamFailure; AppError as the book's methods name them.
 */
export async function pull(context: PullContext): Promise<void> {
  const { ask } = context;
  const prices = await read(context, `/billing/prices?limit=1`, pricePage);
  const instanceId = prices.ok ? (prices.value.data[0]?.instance_id ?? null) : null;
  const begun = await ask("link.beginPull", { instanceId });
  let { stage, place } = begun;
  if (stage === "users") {
    await pullUsers(context, place);
    [stage, place] = ["organizations", null];
  }
  if (stage === "organizations") {
    await pullOrganizations(context, place);
    place = null;
  }
  const hints = begun.isFirst ? new Map<string, number | null>() : await readHints(context);
  await pullBalances(context, Number(place ?? 0), hints);
}

/** By cursor, oldest first: whoever is added meanwhile comes at the end, and who is removed moves nobody. */
async function pullUsers(context: PullContext, from: string | null): Promise<void> {
  for (let after = from; ;) {
    const query = `limit=${pageLimit}&order_by=%2Bcreated_at${after === null ? "" : `&starting_after=${after}`}`;
    const page = await read(context, `/users?${query}`, userList);
    if (!page.ok) {
      // The user after which it was to go on is gone: from the beginning again, which changes nothing of what is known.
      if (after === null) throw refused(page);
      after = null;
      continue;
    }
    const last = page.value.at(-1);
    const isEnd = page.value.length < pageLimit || !last;
    await take(context, page.value, isEnd ? "organizations" : "users", isEnd ? null : last.upstreamId);
    if (isEnd) return;
    after = last.upstreamId;
  }
}

/**
 * By offset, which is all that there is for organizations: each page begins with the last one of the page before. Where it does not, some before
 * it were removed, and a page further back is read again.
 */
async function pullOrganizations(context: PullContext, from: string | null): Promise<void> {
  const [fromOffset, fromId] = from?.split(":") ?? [];
  let offset = Number(fromOffset ?? 0);
  let lastId = fromId ?? null;
  let hasSteppedBack = false;
  for (;;) {
    const path = `/organizations?limit=${pageLimit}&offset=${offset}&order_by=%2Bcreated_at`;
    const page = await read(context, path, organizationPage);
    if (!page.ok) throw refused(page);
    const { data } = page.value;
    const isJoined = lastId === null || offset === 0 || data.some(({ upstreamId }) => upstreamId === lastId);
    if (!isJoined && !hasSteppedBack) {
      offset = Math.max(0, offset - pageLimit);
      hasSteppedBack = true;
      continue;
    }
    hasSteppedBack = false;
    const last = data.at(-1);
    const isEnd = data.length < pageLimit || !last;
    if (last) {
      offset += data.length - 1;
      lastId = last.upstreamId;
    }
    await take(context, data, isEnd ? "balances" : "organizations", isEnd ? null : `${offset}:${lastId}`);
    if (isEnd) return;
  }
}

async function take(
  { ask }: PullContext,
  accounts: readonly PulledAccount[],
  stage: "users" | "organizations" | "balances",
  place: string | null,
): Promise<void> {
  await ask("link.takeAccounts", { accounts: [...accounts], stage, place });
}

/**
 * What the list of items says of credit, so that a refresh asks only for what seems to have changed. It is no more than a hint: the list leaves out
 * who never had an item, and may leave out the credit.
 */
async function readHints(context: PullContext): Promise<Map<string, number | null>> {
  const hints = new Map<string, number | null>();
  for (let offset = 0; ; offset += pageLimit) {
    const path = `/billing/subscription_items?limit=${pageLimit}&offset=${offset}&include_free=true`;
    const page = await read(context, path, itemPage);
    if (!page.ok) return hints;
    for (const { payer } of page.value.data) {
      const upstreamId = payer?.user_id ?? payer?.organization_id ?? null;
      if (upstreamId !== null) hints.set(upstreamId, payer?.credits_balance?.amount ?? null);
    }
    if (page.value.data.length < pageLimit) return hints;
  }
}

type Readable = MethodOutput<"link.accountsToRead">["accounts"][number];
type Reading = MethodInput<"link.takeBalances">["balances"][number] | { readonly goneNumber: number } | null;

async function pullBalances(
  context: PullContext,
  from: number,
  hints: ReadonlyMap<string, number | null>,
): Promise<void> {
  const { ask } = context;
  for (let afterNumber = from; ;) {
    const { accounts } = await ask("link.accountsToRead", { afterNumber, limit: readPerStep });
    const last = accounts.at(-1);
    const unsure = accounts.filter(
      ({ upstreamId, balanceMinor }) => balanceMinor === undefined || hints.get(upstreamId) !== balanceMinor,
    );
    const readings = await readAll(context, unsure);
    const isEnd = accounts.length < readPerStep || !last;
    await ask("link.takeBalances", {
      balances: readings.flatMap((reading) => (reading && "version" in reading ? [reading] : [])),
      gone: readings.flatMap((reading) => (reading && "goneNumber" in reading ? [reading.goneNumber] : [])),
      throughNumber: isEnd ? null : last.number,
    });
    if (isEnd) return;
    afterNumber = last.number;
  }
}

async function readAll(context: PullContext, accounts: readonly Readable[]): Promise<Reading[]> {
  const waiting = [...accounts];
  const readings: Reading[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) readings.push(await readBalance(context, next));
  };
  await Promise.all(Array.from({ length: Math.min(readersAtOnce, accounts.length) }, work));
  return readings;
}

async function readBalance(context: PullContext, { number, version, upstreamId, kind }: Readable): Promise<Reading> {
  const answer = await read(context, `${payerPath(kind, upstreamId)}/billing/credits`, creditBalance);
  if (!answer.ok) {
    if (answer.status === 404) return { goneNumber: number };
    throw refused(answer);
  }
  const { balance } = answer.value;
  if (balance === null) return { number, version, balance: null };
  // Credit in a currency that nobody knows is left unread: there is nothing here that it could be compared with.
  if (!isCurrencyCode(balance.currency)) return null;
  return { number, version, balance: { amountMinor: balance.amount, currency: balance.currency } };
}

/** Below which path the upstream has what concerns an account. */
export function payerPath(kind: "user" | "organization", upstreamId: string): string {
  return `/${kind}s/${upstreamId}`;
}

/** Ask, and ask again where nothing came of it, within what the upstream asks for. @throws UpstreamFailure. */
async function read<Value>(
  { client, pause }: PullContext,
  path: string,
  schema: z.ZodType<Value>,
): Promise<UpstreamAnswer<Value>> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await client.get(path, schema);
    } catch (error) {
      const waitMs = waitsMs[tries];
      const mayPass =
        error instanceof UpstreamFailure && ["upstream_busy", "upstream_unreachable"].includes(error.code);
      if (!mayPass || waitMs === undefined || (error.askedWaitMs ?? 0) > longestWaitMs) throw error;
      await pause(Math.max(waitMs, error.askedWaitMs ?? 0));
    }
  }
}

/** That the upstream will not answer what a pull asks, which it does not do where it is what it should be. */
export function refused({ status, problem }: { readonly status: number; readonly problem: string }): UpstreamFailure {
  return new UpstreamFailure("upstream_not_understood", `It answered ${status}: ${problem}`, { status });
}
