import { periodStart, type CivilDate } from "../../../shared/calendar.ts";
import { minorUnits } from "../../../shared/money/minor-units.ts";
import { paperWordsOf, type BilledItem, type BillingFacts, type Rebilling, type SubscriptionState } from "./facts.ts";
import { discountAfterPeriod, takeDiscount } from "./discount.ts";
import { composeInvoice, creditAfter, pendingChargesAfter, type ChargeLine, type InvoiceDraft } from "./invoice.ts";
import { withNextPeriod } from "./period-seats.ts";
import { ratePeriod } from "./rating.ts";
import { isRebillingNext, rebilledCharges } from "./rebilling.ts";

/**
 * What happens to an account on its next billing day: a period is charged in advance, an item that waited comes into force first,
 * or the subscription ends.
 */
export interface BillingStep {
  readonly on: CivilDate;
  /** Null where nothing is charged, as at the end of a subscription. */
  readonly draft: InvoiceDraft | null;
  /** The subscription afterwards; null once it has ended, which it has not before the account's day of its end. */
  readonly subscription: SubscriptionState | null;
  /** The voided invoice that is billed again, where the step is that. */
  readonly rebilled?: Rebilling | undefined;
}

/** The day on which an item's next period starts and is billed. */
export function nextBillingOn(item: Pick<BilledItem, "anchorOn" | "period" | "nextPeriodIndex">): CivilDate {
  return periodStart(item.anchorOn, item.period, item.nextPeriodIndex);
}

/**
 * The next step of an account's billing. Previews, dry runs, single issues and billing runs all take it, so they cannot differ
 * (BEHAVIOUR 8.9).
 *
 * @returns null where nothing is subscribed and nothing waits to be charged.
 * @throws AppError `amount_out_of_range` when a figure would leave the safe integers.
 */
export function takeBillingStep(facts: BillingFacts): BillingStep | null {
  const { subscription, today } = facts;
  const [rebilling] = facts.rebillings;
  if (isRebillingNext(rebilling, subscription && nextBillingOn(subscription.item))) return billVoided(facts, rebilling);
  if (subscription === null) {
    if (facts.pendingCharges.length === 0) return null;
    return { on: today, draft: composeInvoice(facts, today, []), subscription: null };
  }
  const on = nextBillingOn(subscription.item);
  const item = itemInForceOn(subscription, on);
  if (item === null) {
    const draft = facts.pendingCharges.length > 0 ? composeInvoice(facts, on, []) : null;
    // Until then it is paid for, and can be resumed or changed (BEHAVIOUR 6.6, 6.10): an invoice that is made ahead ends nothing.
    return { on, draft, subscription: isEndToCome(facts) ? subscription : null };
  }
  return {
    on,
    draft: composeInvoice(facts, on, periodCharges(item, facts)),
    subscription: {
      ...subscription,
      item: itemAfterPeriod(item),
      upcoming: item === subscription.upcoming ? null : subscription.upcoming,
    },
  };
}

/** A voided invoice is billed again, dated as it was; nothing of the subscription moves on (BEHAVIOUR 9.8). */
function billVoided(facts: BillingFacts, rebilled: Rebilling): BillingStep {
  const { subscription } = facts;
  const { dueOn: on, subscriptionId } = rebilled;
  const charges = rebilledCharges(rebilled, facts);
  if (charges.length + facts.pendingCharges.length === 0) return { on, draft: null, subscription, rebilled };
  return { on, draft: { ...composeInvoice(facts, on, charges), subscriptionId }, subscription, rebilled };
}

/**
 * Whether all that comes next of an account is the end of its subscription, on a day that it has yet to reach. Whatever bills ahead passes
 * over it, and it ends when its day has come (BEHAVIOUR 6.6).
 */
export function isEndToCome({ subscription, rebillings: [rebilling], today }: BillingFacts): boolean {
  if (subscription === null) return false;
  const on = nextBillingOn(subscription.item);
  return on > today && itemInForceOn(subscription, on) === null && !isRebillingNext(rebilling, on);
}

/** The item that is billed on a day: the one that waited takes over on the day the other ends. */
function itemInForceOn({ item, upcoming }: SubscriptionState, on: CivilDate): BilledItem | null {
  return item.endsOn !== null && item.endsOn <= on ? upcoming : item;
}

/** The day on which something of an account is billed next, a voided invoice or a period; null where nothing is subscribed. */
export function nextDueOn({ subscription, rebillings: [rebilling] }: BillingFacts): CivilDate | null {
  const nextOn = subscription && nextBillingOn(subscription.item);
  return isRebillingNext(rebilling, nextOn) ? rebilling.dueOn : nextOn;
}

/** The facts as they stand after a step: its credit is used, its charges are billed, the next period comes next. */
export function factsAfter(
  facts: BillingFacts,
  step: Pick<BillingStep, "draft" | "subscription" | "rebilled">,
): BillingFacts {
  const rebillings = facts.rebillings.filter((each) => each !== step.rebilled);
  if (step.draft === null) return { ...facts, subscription: step.subscription, rebillings };
  return {
    ...facts,
    subscription: step.subscription,
    rebillings,
    credit: creditAfter(facts, step.draft),
    pendingCharges: pendingChargesAfter(step.draft),
  };
}

/** The lines that one period of an item charges: fee and seats, each with its part of the discount. */
export function periodCharges(item: BilledItem, facts: Pick<BillingFacts, "paper" | "taxRate">): ChargeLine[] {
  const { taxRate } = facts;
  const periodStartOn = nextBillingOn(item);
  const periodEndOn = periodStart(item.anchorOn, item.period, item.nextPeriodIndex + 1);
  const rated = ratePeriod(item.price, item.period, seatsOfNextPeriod(item));
  const discounts = takeDiscount(
    item.discount,
    rated.map((charge) => charge.amountMinor),
  );
  return rated.map(({ kind, quantity, unitMinor, amountMinor, steps }, position) => {
    const discount = discounts[position];
    return {
      kind,
      description: kind === "fee" ? item.planName : paperWordsOf(facts).seatsOf(item.planName),
      subscriptionItemId: item.id,
      periodIndex: item.nextPeriodIndex,
      periodStartOn,
      periodEndOn,
      quantity,
      unitMinor,
      grossMinor: amountMinor,
      discountMinor: discount?.discountMinor ?? minorUnits(0),
      taxRate,
      adjusts: null,
      steps: [...steps, ...(discount?.steps ?? [])],
    };
  });
}

/** Seats that were removed go with the period (BEHAVIOUR 6.9). */
export function seatsOfNextPeriod(item: BilledItem): number | null {
  return item.nextSeats ?? item.seats;
}

/** The item once its next period has been billed. */
export function itemAfterPeriod(item: BilledItem): BilledItem {
  const billed = withNextPeriod(item, seatsOfNextPeriod(item));
  return { ...billed, nextSeats: null, discount: discountAfterPeriod(item.discount) };
}
