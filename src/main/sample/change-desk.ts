import type { CivilDate } from "../../shared/calendar.ts";
import type { SubscriptionChangePreview } from "../../shared/contract/subscriptions.ts";
import type { ErrorCode } from "../../shared/errors.ts";
import type { Catalog } from "./catalog.ts";
import { changeKinds, type AskedChange, type ChangeKindName, type Pools } from "./change-kinds.ts";
import type { SampleAccount } from "./company.ts";
import { createPace } from "./pace.ts";
import { createRandom, type Random } from "./random.ts";
import { deskOperators } from "./reasons.ts";
import type { Roster } from "./roster.ts";
import type { SampleBook } from "./sample-book.ts";

/** The people who change subscriptions. */
export interface ChangeDesk {
  /** What they do on one working day. */
  work(day: CivilDate, dayNumber: number): Promise<void>;
}

const changesPerCustomerYear = 0.3;
const opensAt = { hour: 13, minute: 20 };
/** What one customer cannot have, another one may ask for; after so many it is put off to another day. */
const mostAskedForOne = 12;

/** Reasons not to make a change that are nobody's mistake. Whatever else is refused is one of the sample's. */
const acceptableRefusals: readonly ErrorCode[] = [
  "period_not_billed",
  "nothing_to_change",
  "discount_in_force",
  "price_period_not_offered",
  "subscription_exists",
];

export function createChangeDesk(book: SampleBook, seed: number, roster: Roster, catalog: Catalog): ChangeDesk {
  const pace = createPace(changesPerCustomerYear);
  const pools: Pools = { ...roster, leaving: [], discounted: [] };
  let deck: ChangeKindName[] = [];
  /** What nobody could have when it came up, as the end of a trial when nobody is in one. */
  const postponed = new Set<ChangeKindName>();

  /** Each kind of change as often as there are cards of it, in an order that is new each time. */
  function nextKind(random: Random): ChangeKindName {
    if (deck.length === 0) deck = random.shuffled(allCards());
    return deck.pop() ?? "upgrade";
  }

  async function tryChange(account: SampleAccount, kind: ChangeKindName, random: Random): Promise<boolean> {
    const { id: accountId } = account;
    const { subscription, today } = await book.query("subscriptions.get", { accountId });
    const change = changeKinds[kind].ask({ account, subscription, today, catalog, random });
    if (change === null) return false;
    const preview = await book.attempt("subscriptions.previewChange", { accountId, change }, acceptableRefusals);
    if (preview === null || wasPaidElsewhere(change, preview)) return false;
    const { pinnedOn, fingerprint } = preview;
    await book.command(
      "subscriptions.change",
      { accountId, change, pinnedOn, fingerprint },
      random.pick(deskOperators),
    );
    if (kind === "cancelAtEnd") pools.leaving.push(account);
    if (kind === "addDiscount") pools.discounted.push(account);
    return true;
  }

  async function make(kind: ChangeKindName, random: Random): Promise<void> {
    const { among } = changeKinds[kind];
    const pool = pools[among];
    // What holds for some days only holds for the latest.
    const isPassing = among === "leaving" || among === "triers";
    const candidates = isPassing ? random.shuffled(pool.slice(-mostAskedForOne)) : someOf(pool, random);
    for (const account of candidates) {
      if (!(await tryChange(account, kind, random))) continue;
      postponed.delete(kind);
      return;
    }
    postponed.add(kind);
  }

  return {
    async work(day, dayNumber) {
      const random = createRandom(seed, 4, dayNumber);
      const count = pace(roster.customers.length);
      if (count === 0) return;
      await book.setClock(day, opensAt.hour, opensAt.minute);
      for (const kind of postponed) await make(kind, random);
      for (let left = count; left > 0; left -= 1) await make(nextKind(random), random);
    },
  };
}

function someOf(pool: readonly SampleAccount[], random: Random): SampleAccount[] {
  return pool.length === 0 ? [] : Array.from({ length: mostAskedForOne }, () => random.pick(pool));
}

function allCards(): ChangeKindName[] {
  return (Object.keys(changeKinds) as ChangeKindName[]).flatMap((kind) =>
    Array.from({ length: changeKinds[kind].cards }, () => kind),
  );
}

/**
 * Whether the customer paid elsewhere for the period, before it came into the book: then nothing would be given back for the rest
 * of it. Whoever sees this on the desk waits for the first period that was billed here.
 */
function wasPaidElsewhere(change: AskedChange, { timing, invoice, proration }: SubscriptionChangePreview): boolean {
  if (timing !== "now" || proration !== null) return false;
  return (change.type === "plan" && invoice !== null) || (change.type === "cancel" && change.withCredit === true);
}
