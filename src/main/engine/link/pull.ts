import { isCurrencyCode } from "../../../shared/money/currencies.ts";
import type { MethodInput, MethodOutput } from "../../../shared/contract/index.ts";
import type { PulledAccount } from "../../../shared/contract/link-pull.ts";
import { pullItems, pullPlans, pullStatements, readOpenStatements, type BalanceHints } from "./pull-billing.ts";
import {
  doesNotGoOn,
  forEachAtOnce,
  pagesByOffset,
  payerPath,
  read,
  refused,
  writeBehind,
  type PullContext,
} from "./read.ts";
import { pricePage } from "./wire-billing.ts";
import { countedPage, creditBalance, organizationPage, pageLimit, userList } from "./wire.ts";

/** How many balances are asked for at once: at a tenth of a second each, 100,000 take less than ten minutes. */
const readersAtOnce = 32;
const readPerStep = 15 * readersAtOnce;

/**
 * Pull what the upstream has, from where the last pull was broken off (BEHAVIOUR 12.5): users, organizations, plans, what is subscribed,
 * statements, then the balances of all that are matched. Each page of accounts and balances is written while the next one is asked for.
 *
 * @throws UpstreamFailure; AppError as the book's methods name them.
 */
export async function pull(context: PullContext): Promise<void> {
  const { ask } = context;
  const prices = await read(context, `/billing/prices?limit=1`, pricePage);
  const instanceId = prices.ok ? (prices.value.data[0]?.instanceId ?? null) : null;
  const begun = await ask("link.beginPull", { instanceId });
  let { stage, place } = begun;
  let hints: BalanceHints | null = null;
  if (stage === "users") {
    await pullUsers(context, place);
    [stage, place] = ["organizations", null];
  }
  if (stage === "organizations") {
    await pullOrganizations(context, place);
    [stage, place] = ["plans", null];
  }
  if (stage === "plans") {
    await pullPlans(context);
    stage = "items";
  }
  if (stage === "items") {
    hints = await pullItems(context);
    stage = "statements";
  }
  if (stage === "statements") {
    await pullStatements(context, place, begun.statementsThroughMs);
    place = null;
  }
  await pullBalances(context, Number(place ?? 0), hints ?? (await pullItems(context, { isForHints: true })));
  await readOpenStatements(context);
}

/**
 * By cursor, oldest first: whoever is added meanwhile comes at the end, and who is removed moves nobody. The list does not say how many there are, and a
 * short page may be as long as this upstream makes any, so it ends with the one that has nobody.
 */
async function pullUsers(context: PullContext, from: string | null): Promise<void> {
  const pages = writeBehind();
  let refusedAfter: string | null = null;
  for (let after = from; ;) {
    const query = `limit=${pageLimit}&order_by=%2Bcreated_at${after === null ? "" : `&starting_after=${after}`}`;
    const page = await read(context, `/users?${query}`, userList);
    if (!page.ok) {
      // The user after which it was to go on is gone: from the beginning again, which changes nothing of what is known.
      if (after === null || after === refusedAfter) throw refused(page);
      refusedAfter = after;
      after = null;
      continue;
    }
    const { value } = page;
    const last = value.at(-1)?.upstreamId ?? null;
    const isAgain = last !== null && last === after;
    // The same page again is the whole list where nobody is left out by it.
    if (isAgain && (await countUsers(context)) > value.length) throw doesNotGoOn("/users");
    const isEnd = last === null || isAgain;
    await pages.write(() => take(context, value, isEnd ? "organizations" : "users", isEnd ? null : last));
    if (isEnd) return pages.end();
    after = last;
  }
}

async function countUsers(context: PullContext): Promise<number> {
  const counted = await read(context, "/users/count", countedPage);
  if (!counted.ok) throw refused(counted);
  return counted.value.total_count;
}

async function pullOrganizations(context: PullContext, from: string | null): Promise<void> {
  const path = "/organizations?order_by=%2Bcreated_at";
  const pages = writeBehind();
  for await (const { rows, place } of pagesByOffset(context, path, organizationPage, from)) {
    await pages.write(() => take(context, rows, place === null ? "plans" : "organizations", place));
  }
  await pages.end();
}

async function take(
  { ask }: PullContext,
  accounts: readonly PulledAccount[],
  stage: "users" | "organizations" | "plans",
  place: string | null,
): Promise<void> {
  await ask("link.takeAccounts", { accounts: [...accounts], stage, place });
}

type Readable = MethodOutput<"link.accountsToRead">["accounts"][number];
type Reading = MethodInput<"link.takeBalances">["balances"][number] | { readonly goneNumber: number } | null;

async function pullBalances(context: PullContext, from: number, hints: BalanceHints): Promise<void> {
  const { ask } = context;
  const steps = writeBehind();
  for (let afterNumber = from; ;) {
    const { accounts } = await ask("link.accountsToRead", { afterNumber, limit: readPerStep });
    const last = accounts.at(-1);
    const readings: Reading[] = [];
    await forEachAtOnce(accounts, readersAtOnce, async (account) => {
      const reading = hintedReading(account, hints.get(account.upstreamId));
      if (reading !== "as known") readings.push(reading ?? (await readBalance(context, account)));
    });
    const isEnd = accounts.length < readPerStep || !last;
    await steps.write(() =>
      ask("link.takeBalances", {
        balances: readings.flatMap((reading) => (reading && "version" in reading ? [reading] : [])),
        gone: readings.flatMap((reading) => (reading && "goneNumber" in reading ? [reading.goneNumber] : [])),
        throughNumber: isEnd ? null : last.number,
      }),
    );
    if (isEnd) return steps.end();
    afterNumber = last.number;
  }
}

/**
 * What the list of items says of credit spares asking for it: where it is as it was when it was read last, and where it was never read and
 * nothing was ever sent that the list might not have had yet. It is no more than a hint: the list leaves out who never had an item, and may leave
 * out the credit.
 *
 * @returns null where it has to be asked for.
 */
function hintedReading(
  { number, version, wasSeen, balanceMinor }: Readable,
  hint: { readonly amount: number; readonly currency: string } | undefined,
): Exclude<Reading, null> | "as known" | null {
  // Whom the list of accounts left out may be gone, and is asked after before that is said.
  if (!wasSeen) return null;
  if (balanceMinor !== undefined) return (hint?.amount ?? null) === balanceMinor ? "as known" : null;
  if (hint === undefined || version > 0 || !isCurrencyCode(hint.currency)) return null;
  return { number, version, balance: { amountMinor: hint.amount, currency: hint.currency } };
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
