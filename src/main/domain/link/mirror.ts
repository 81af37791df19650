import {
  civilDateAt,
  firstPeriodFrom,
  periodStart,
  type BillingPeriod,
  type CivilDate,
} from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { BilledItem, Price, SubscriptionState } from "../billing/facts.ts";
import { periodFee, requireSeats } from "../billing/rating.ts";

/** An item as the upstream bills it, with the price here that it has. */
export interface UpstreamItem {
  readonly upstreamId: string;
  /** `canceled`: in force, and known to end. */
  readonly status: "active" | "past_due" | "canceled" | "upcoming";
  readonly plan: { readonly id: string; readonly name: string };
  readonly price: Price;
  readonly period: BillingPeriod;
  /** Null where the upstream does not count them. */
  readonly seats: number | null;
  readonly isTrial: boolean;
  readonly periodStartMs: number;
  readonly periodEndMs: number | null;
}

/** What a subscription of the upstream has to fit. */
export interface MirrorFacts {
  readonly currency: string;
  readonly timeZone: string;
  /** As it is here; null on the free plan. */
  readonly before: SubscriptionState | null;
  readonly makeId: (kind: "subscription" | "subscriptionItem") => string;
}

/**
 * A subscription as the upstream has it (BEHAVIOUR 12.2): what is in force there is in force here, billed as far as it is there, so that previews
 * are of the next period, and a book that is linked no longer bills from there on.
 *
 * @param items what the upstream has of the account, of which one is in force at most.
 * @returns null where nothing is in force and nothing will be.
 * @throws AppError where it cannot be charged here: another currency, a period that the price does not have, seats of which nobody knows how many.
 */
export function mirrorSubscription(items: readonly UpstreamItem[], facts: MirrorFacts): SubscriptionState | null {
  const inForce = items.find(({ status }) => status !== "upcoming");
  const waiting = items.find(({ status }) => status === "upcoming");
  const first = inForce ?? waiting;
  if (!first) return null;
  const { before } = facts;
  const follows = inForce && waiting ? toItem(waiting, facts, before?.upcoming ?? undefined) : null;
  const item = toItem(
    first,
    facts,
    [before?.item, before?.upcoming].flatMap((known) => known ?? []).find((known) => isSameTerms(known, first)),
  );
  return {
    id: before?.id ?? facts.makeId("subscription"),
    item: { ...item, endsOn: follows ? follows.anchorOn : item.endsOn },
    upcoming: follows,
    setAside: null,
  };
}

const isSameTerms = (known: BilledItem, { price, period }: UpstreamItem): boolean =>
  known.price.id === price.id && known.period === period;

/** @param here what may be here already: the same terms are the same item. */
function toItem(upstream: UpstreamItem, facts: MirrorFacts, here: BilledItem | undefined): BilledItem {
  const { plan, price, period, isTrial, status } = upstream;
  const known = here && isSameTerms(here, upstream) ? here : undefined;
  const seats = price.seatPrice === null ? null : upstream.seats;
  if (price.currency !== facts.currency) {
    throw new AppError(
      "currency_mismatch",
      sentence("Its price is in {priceCurrency}, and the account is billed in {accountCurrency}.", {
        priceCurrency: price.currency,
        accountCurrency: facts.currency,
      }),
    );
  }
  requireSeats(price, seats);
  periodFee(price, period, seats);
  const days = daysOf(upstream, facts.timeZone);
  return {
    id: known?.id ?? facts.makeId("subscriptionItem"),
    planId: plan.id,
    planName: plan.name,
    period,
    price,
    seats,
    earlierSeats: [],
    nextSeats: null,
    startedOn: known?.startedOn ?? days.startOn,
    ...(isTrial && days.endOn !== null
      ? { trialEndsOn: days.endOn, anchorOn: days.endOn, nextPeriodIndex: 0 }
      : { trialEndsOn: known?.trialEndsOn ?? null, ...countedFrom(upstream, days, known) }),
    endsOn: status === "canceled" ? days.endOn : null,
    discount: known?.discount ?? null,
  };
}

interface Days {
  readonly startOn: CivilDate;
  readonly endOn: CivilDate | null;
}

function daysOf({ periodStartMs, periodEndMs }: UpstreamItem, timeZone: string): Days {
  return {
    startOn: civilDateAt(periodStartMs, timeZone),
    endOn: periodEndMs === null ? null : civilDateAt(periodEndMs, timeZone),
  };
}

/**
 * The day that periods are counted from, and the period that the upstream bills next. Counted from the day that is known, or from the beginning of the
 * current period, where its end follows from that, which keeps the 31st of a month as the day; otherwise from its end.
 */
function countedFrom(
  { period, status }: UpstreamItem,
  { startOn, endOn }: Days,
  known: BilledItem | undefined,
): Pick<BilledItem, "anchorOn" | "nextPeriodIndex"> {
  if (status === "upcoming") return { anchorOn: startOn, nextPeriodIndex: 0 };
  if (endOn === null) return { anchorOn: startOn, nextPeriodIndex: 1 };
  for (const anchorOn of [known?.anchorOn ?? startOn, startOn]) {
    const nextPeriodIndex = firstPeriodFrom(anchorOn, period, endOn);
    if (periodStart(anchorOn, period, nextPeriodIndex) === endOn) return { anchorOn, nextPeriodIndex };
  }
  return { anchorOn: endOn, nextPeriodIndex: 0 };
}
