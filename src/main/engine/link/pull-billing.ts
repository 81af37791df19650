import type { PulledItem, PulledPrice } from "../../../shared/contract/link-pull.ts";
import { doesNotGoOn, forEachAtOnce, pagesByOffset, payerPath, read, refused, type PullContext } from "./read.ts";
import {
  itemPage,
  oneStatement,
  planPage,
  pricePage,
  pulledPlan,
  statementPage,
  subscriptionOfOne,
} from "./wire-billing.ts";
import { pageLimit } from "./wire.ts";

/** A writer that takes more at once keeps others waiting. */
const writtenAtOnce = 100;
const pagesAtOnce = 6;
const readersAtOnce = 16;

/** A statement can be charged to for as long before it is closed. */
const statementAgeMs = 40 * 24 * 60 * 60_000;

/** What the list of items says of the credit of each account; of whom it says nothing is not in it. */
export type BalanceHints = ReadonlyMap<string, { readonly amount: number; readonly currency: string }>;

/** Plans and prices are few, so all are read before any is written: a plan is written with its default price. */
export async function pullPlans(context: PullContext): Promise<void> {
  const prices = new Map<string, PulledPrice>();
  for await (const { rows } of pagesByOffset(context, "/billing/prices?paginated=true", pricePage, null)) {
    for (const { pulled } of rows) prices.set(pulled.upstreamId, pulled);
  }
  const defaults = new Map(
    [...prices.values()].flatMap((price) => (price.isDefault ? [[price.upstreamPlanId, price] as const] : [])),
  );
  for await (const { rows } of pagesByOffset(context, "/billing/plans?paginated=true", planPage, null)) {
    const plans = rows.map(({ plan }) => pulledPlan(plan, defaults.get(plan.id)));
    await context.ask("link.takePlans", { plans, prices: [], isEnd: false });
  }
  for (const some of slices([...prices.values()], pageLimit)) {
    await context.ask("link.takePlans", { plans: [], prices: some, isEnd: false });
  }
  await context.ask("link.takePlans", { plans: [], prices: [], isEnd: true });
}

/**
 * Read what is subscribed, and on the way what the list says of everybody's credit. Pages are asked for at once, so that one may leave out what moved
 * meanwhile: of whom an item was not met again, all are asked for before it is said that it is over.
 */
export async function pullItems(
  context: PullContext,
  { isForHints }: { readonly isForHints: boolean } = { isForHints: false },
): Promise<BalanceHints> {
  const hints = new Map<string, { readonly amount: number; readonly currency: string }>();
  const lastIds = new Set<string>();
  const seen = { isEnd: false };
  /**
   * As many as one page has that is as long as asked, in as many pages as the upstream makes of them.
   *
   * @returns how many there are by the upstream's count; a count that is less than what was read says nothing.
   */
  const readBlock = async (from: number): Promise<number> => {
    for (let offset = from; ;) {
      const path = `/billing/subscription_items?paginated=true&limit=${pageLimit}&offset=${offset}&include_free=true`;
      const page = await read(context, path, itemPage);
      if (!page.ok) throw refused(page);
      const { data, total_count: counted } = page.value;
      for (const { upstreamAccountId, balance } of data) {
        if (upstreamAccountId !== null && balance) hints.set(upstreamAccountId, balance);
      }
      if (!isForHints) {
        await takeItems(
          context,
          data.flatMap(({ paid }) => paid ?? []),
        );
      }
      const last = data.at(-1);
      if (!last) seen.isEnd = true;
      else if (lastIds.has(last.upstreamId)) throw doesNotGoOn(path);
      else lastIds.add(last.upstreamId);
      offset += data.length;
      const total = counted < offset ? Infinity : counted;
      if (seen.isEnd || offset >= Math.min(from + pageLimit, total)) return total;
    }
  };
  const total = await readBlock(0);
  const others = function* () {
    // How many there are is what the upstream says; that it has no more, it shows.
    for (let from = pageLimit; from < total && !seen.isEnd; from += pageLimit) yield from;
  };
  await forEachAtOnce(others(), pagesAtOnce, async (from) => {
    await readBlock(from);
  });
  if (!isForHints) await checkUnseen(context);
  return hints;
}

async function takeItems({ ask }: PullContext, items: readonly PulledItem[]): Promise<void> {
  for (const some of slices(items, writtenAtOnce)) {
    await ask("link.takeItems", { items: some, wholeOf: [], isEnd: false });
  }
}

async function checkUnseen(context: PullContext): Promise<void> {
  const { ask } = context;
  for (;;) {
    const { accounts } = await ask("link.itemsToCheck", { limit: writtenAtOnce });
    if (accounts.length === 0) break;
    const items: PulledItem[] = [];
    await forEachAtOnce(accounts, readersAtOnce, async ({ kind, upstreamId }) => {
      const path = `${payerPath(kind, upstreamId)}/billing/subscription`;
      const answer = await read(context, path, subscriptionOfOne);
      if (!answer.ok && answer.status !== 404) throw refused(answer);
      const found = answer.ok ? (answer.value.subscription_items ?? []) : [];
      // Whoever asks for one account is told what is its own, whether or not that is said of each.
      items.push(...found.flatMap(({ paid }) => (paid ? [{ ...paid, upstreamAccountId: upstreamId }] : [])));
    });
    const wholeOf = accounts.map(({ upstreamId }) => upstreamId);
    await ask("link.takeItems", { items, wholeOf, isEnd: false });
  }
  await ask("link.takeItems", { items: [], wholeOf: [], isEnd: true });
}

/**
 * Newest first, up to those that are known; the first time, as far back as one can still be charged to. What older ones used is in the balances.
 *
 * @param throughMs up to which statement all are known, by the upstream's clock; null where none is.
 */
export async function pullStatements(
  context: PullContext,
  from: string | null,
  throughMs: number | null,
): Promise<void> {
  // The newest of all is on the first page, so a place that is gone on from names it.
  const [offset, lastId, newest] = from?.split(":") ?? [];
  let newestMs = newest === undefined ? null : Number(newest);
  const begin = offset === undefined || lastId === undefined ? null : `${offset}:${lastId}`;
  for await (const { rows, place } of pagesByOffset(
    context,
    "/billing/statements?paginated=true",
    statementPage,
    begin,
  )) {
    newestMs ??= rows[0]?.atMs ?? null;
    const untilMs = throughMs ?? (newestMs ?? 0) - statementAgeMs;
    const isEnd = place === null || rows.every(({ atMs }) => atMs <= untilMs);
    const statements = rows.flatMap(({ pulled }) => pulled ?? []);
    for (const some of slices(statements, writtenAtOnce)) {
      await context.ask("link.takeStatements", { statements: some, next: null });
    }
    await context.ask("link.takeStatements", {
      statements: [],
      next: isEnd ? { throughMs: newestMs ?? throughMs ?? 0 } : { place: `${place}:${newestMs}` },
    });
    if (isEnd) return;
  }
}

/** A statement that is open may be charged to again wherever it stands in the list: those are read again that could explain a difference. */
export async function readOpenStatements(context: PullContext): Promise<void> {
  const { upstreamIds } = await context.ask("link.statementsToRead", { limit: pageLimit });
  await forEachAtOnce(upstreamIds, readersAtOnce, async (upstreamId) => {
    const answer = await read(context, `/billing/statements/${upstreamId}`, oneStatement);
    if (!answer.ok && answer.status !== 404) throw refused(answer);
    if (answer.ok && answer.value.pulled) {
      await context.ask("link.takeStatements", { statements: [answer.value.pulled], next: null });
    }
  });
}

function* slices<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
