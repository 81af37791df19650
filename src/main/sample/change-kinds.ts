import type { SubscriptionView } from "../../shared/contract/accounts.ts";
import type { PlanView } from "../../shared/contract/plans.ts";
import type { MethodInput } from "../../shared/contract/index.ts";
import type { CivilDate } from "../../shared/calendar.ts";
import type { Catalog } from "./catalog.ts";
import { someSeats, type SampleAccount } from "./company.ts";
import type { Random } from "./random.ts";
import type { Roster } from "./roster.ts";

export type AskedChange = MethodInput<"subscriptions.previewChange">["change"];

/** An account that asks for a change, as it stands. */
interface Situation {
  readonly account: SampleAccount;
  readonly subscription: SubscriptionView | null;
  readonly today: CivilDate;
  readonly catalog: Catalog;
  readonly random: Random;
}

/** Accounts that only some kinds of change are for, beside those of the roster. */
export interface Pools extends Roster {
  /** Who cancelled for the period's end. */
  readonly leaving: SampleAccount[];
  /** Who was given a discount. */
  readonly discounted: SampleAccount[];
}

interface ChangeKind {
  /** How many of the cards in the deck say so. */
  readonly cards: number;
  readonly among: keyof Pools;
  /** What the account asks for; null where it is not one that would. */
  ask(situation: Situation): AskedChange | null;
}

type Subscribed = Situation & { readonly subscription: SubscriptionView };

/** For kinds that only make sense while something is subscribed, and nothing about it is to end. */
function ofGoing(ask: (situation: Subscribed) => AskedChange | null): ChangeKind["ask"] {
  return (situation) => {
    const { subscription } = situation;
    if (subscription === null || subscription.endsOn !== null) return null;
    return ask({ ...situation, subscription });
  };
}

function toPlan(
  plan: PlanView | undefined,
  { subscription }: Subscribed,
  timing: "by_rule" | "now" = "by_rule",
): AskedChange | null {
  return plan ? { type: "plan", planId: plan.id, period: subscription.period, seats: null, timing } : null;
}

/** The plan so many steps above or below on the ladder of those without seats. */
function planBeside({ account, subscription, catalog }: Subscribed, steps: 1 | -1): PlanView | undefined {
  const ladder = catalog.plans
    .filter(
      ({ forKind, currency, isFree, seatPrice }) =>
        forKind === account.kind && currency === account.currency && !isFree && seatPrice === null,
    )
    .toSorted((a, b) => (a.monthlyMinor ?? 0) - (b.monthlyMinor ?? 0));
  const index = ladder.findIndex(({ id }) => id === subscription.planId);
  return index < 0 ? undefined : ladder[index + steps];
}

function workspacePlan({ account, catalog }: Subscribed): PlanView | undefined {
  return catalog.plans.find(({ seatPrice, currency }) => seatPrice?.blockSize === 1 && currency === account.currency);
}

function isInTrial({ subscription, today }: Situation): boolean {
  const trialEndsOn = subscription?.trialEndsOn ?? null;
  return trialEndsOn !== null && subscription?.currentPeriod === null && today < trialEndsOn;
}

function start({ account, catalog, random, today }: Situation): AskedChange | null {
  const offered = catalog.plans.filter(
    ({ forKind, currency, isFree, monthlyMinor }) =>
      forKind === account.kind && currency === account.currency && !isFree && (monthlyMinor ?? 0) < 10_000,
  );
  if (offered.length === 0) return null;
  const plan = random.pick(offered);
  const seats = plan.seatPrice === null ? null : someSeats(plan.seatPrice.blockSize === 1 ? 3 : 40, random);
  return {
    type: "start",
    planId: plan.id,
    period: random.chance(0.2) ? "annual" : "month",
    seats,
    startOn: today,
    withTrial: true,
  };
}

/** What customers ask for, and how often. */
export const changeKinds = {
  upgrade: {
    cards: 9,
    among: "customers",
    ask: ofGoing((asked) => toPlan(planBeside(asked, 1), asked)),
  },
  downgrade: {
    cards: 4,
    among: "customers",
    ask: ofGoing((asked) => toPlan(planBeside(asked, -1), asked)),
  },
  downgradeNow: {
    cards: 1,
    among: "customers",
    ask: ofGoing((asked) => toPlan(planBeside(asked, -1), asked, "now")),
  },
  toSeats: {
    cards: 2,
    among: "customers",
    ask: ofGoing((asked) => {
      const plan = workspacePlan(asked);
      const isSuited = asked.account.kind === "organization" && asked.subscription.seats === null && plan !== undefined;
      if (!isSuited || asked.subscription.feeMinor > 5 * (plan.monthlyMinor ?? 0)) return null;
      const seats = asked.random.between(8, 20);
      return { type: "plan", planId: plan.id, period: asked.subscription.period, seats, timing: "by_rule" };
    }),
  },
  toAnnual: {
    cards: 3,
    among: "customers",
    ask: ofGoing(({ subscription, catalog: { plans } }) => {
      const plan = plans.find(({ id }) => id === subscription.planId);
      // Prices that were agreed on are for months.
      if (subscription.period === "annual" || plan?.priceId !== subscription.priceId) return null;
      return { type: "plan", planId: subscription.planId, period: "annual", timing: "by_rule" };
    }),
  },
  addSeats: {
    cards: 9,
    among: "seatHolders",
    ask: ofGoing(({ subscription: { seats }, random }) =>
      seats === null ? null : { type: "seats", seats: seats + random.between(1, Math.max(2, Math.floor(seats / 6))) },
    ),
  },
  removeSeats: {
    cards: 4,
    among: "seatHolders",
    ask: ofGoing(({ subscription: { seats }, random }) =>
      seats === null || seats < 6 ? null : { type: "seats", seats: seats - random.between(1, Math.floor(seats / 4)) },
    ),
  },
  cancelAtEnd: {
    cards: 8,
    among: "customers",
    ask: ofGoing(() => ({ type: "cancel", timing: "period_end" })),
  },
  cancelWithCredit: {
    cards: 2,
    among: "customers",
    ask: ofGoing(({ subscription }) =>
      // Nobody asks for the rest of a month.
      subscription.period === "annual" && subscription.currentPeriod !== null
        ? { type: "cancel", timing: "now", withCredit: true }
        : null,
    ),
  },
  cancelNow: {
    cards: 1,
    among: "customers",
    ask: ofGoing(() => ({ type: "cancel", timing: "now", withCredit: false })),
  },
  resume: {
    cards: 2,
    among: "leaving",
    ask: ({ subscription }) => (subscription?.endsOn ? { type: "resume" } : null),
  },
  start: { cards: 8, among: "guests", ask: start },
  addDiscount: {
    cards: 8,
    among: "customers",
    ask: ofGoing(({ account, catalog, random }) => ({
      type: "add_discount",
      discountId: random.pick(catalog.discountIds(account.currency)),
    })),
  },
  removeDiscount: {
    cards: 1,
    among: "discounted",
    ask: ofGoing(({ subscription: { discount } }) => (discount === null ? null : { type: "remove_discount" })),
  },
  extendTrial: {
    cards: 3,
    among: "triers",
    ask: (situation) => (isInTrial(situation) ? { type: "extend_trial", days: situation.random.pick([7, 14]) } : null),
  },
  endTrial: {
    cards: 1,
    among: "triers",
    ask: (situation) => (isInTrial(situation) ? { type: "end_trial" } : null),
  },
} as const satisfies Readonly<Record<string, ChangeKind>>;

export type ChangeKindName = keyof typeof changeKinds;
