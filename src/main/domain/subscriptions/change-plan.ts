import { latestOf, type CivilDate } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { minorUnits } from "../../../shared/money/minor-units.ts";
import { paperWordsOf, type BilledItem, type BilledPeriod, type SubscriptionState } from "../billing/facts.ts";
import { currentOf } from "../billing/billed-periods.ts";
import { giveBackUnusedTime } from "../billing/give-back.ts";
import { composeInvoice, type ChargeLine } from "../billing/invoice.ts";
import { prorate } from "../billing/proration.ts";
import { monthlyEquivalent, ratePeriod, requireOffered, requireSeats } from "../billing/rating.ts";
import { nextBillingOn } from "../billing/renewal.ts";
import { billThrough } from "./bill-ahead.ts";
import { changeSeats } from "./change-seats.ts";
import { currentPeriodOf, prorationOf, requireChangeDay, requireSubscription } from "./current-period.ts";
import type { ChangeFacts, ChangeOf, NewIds, SubscriptionTransition, TargetPlan } from "./facts.ts";
import { discountToBegin, follow, seatsThatWait } from "./what-waits.ts";

/**
 * Another plan, another price or the other period (BEHAVIOUR 6.6): a higher monthly equivalent at once, with proration, anything else
 * at the period's end, unless the operator chooses. It takes the place of what waits, except that a number of seats that waits goes on
 * waiting, and a discount that has not begun goes along (6.11); one that has stays behind with the plan it was for (6.8).
 */
export function changePlan(facts: ChangeFacts, change: ChangeOf<"plan">, ids: NewIds): SubscriptionTransition {
  const subscription = requireSubscription(facts);
  const { item } = subscription;
  const plan = requireTarget(facts, item.planId);
  // What was billed ahead may be another one than what is in force today, and can be begun today (BEHAVIOUR 6.10).
  const inForce = change.timing === "now" ? currentOf(facts.periods, facts.today)?.item : undefined;
  const isSamePrice = [item, inForce ?? item].every(
    ({ price, period }) => price.id === plan.price.id && period === change.period,
  );
  if (isSamePrice && change.seats !== null && change.seats !== item.seats) {
    return changeSeats(facts, { type: "seats", seats: change.seats, changeOn: change.changeOn });
  }
  if (isSamePrice)
    throw new AppError(
      "nothing_to_change",
      sentence('"{planName}" by the {period} is in force.', { planName: plan.name, period: sentence(change.period) }),
    );
  requireOffered(plan.price, change.period);
  const current = currentPeriodOf(facts);
  const takeSeats: TakeSeats = (seats) => change.seats ?? (plan.price.seatPrice === null ? null : seats);
  const next: BilledItem = {
    ...item,
    id: ids.itemId,
    planId: plan.id,
    planName: plan.name,
    period: change.period,
    price: plan.price,
    seats: takeSeats(current?.seats ?? item.seats ?? seatsThatWait(subscription)),
    earlierSeats: [],
    nextSeats: null,
    endsOn: null,
    discount: discountToBegin(subscription),
  };
  requireSeats(plan.price, next.seats);
  const timing =
    change.timing === "by_rule" ? timingByRule(current ?? { item, seats: item.seats }, next) : change.timing;
  return timing === "now" || facts.periods.length === 0
    ? changeNow(facts, change, next, current, takeSeats)
    : changeAtPeriodEnd(subscription, change, next, takeSeats);
}

/**
 * The plan that a change names, once it is known to be one that the account can have.
 *
 * @param currentPlanId the plan in force, which may be archived and still be kept (BEHAVIOUR 6.2).
 * @throws AppError `plan_not_found`, `plan_archived`, `plan_for_other_kind`, `currency_mismatch`.
 */
export function requireTarget(facts: ChangeFacts, currentPlanId: string | null): TargetPlan {
  const { plan, accountKind, billing } = facts;
  if (plan === null || plan.isFree) {
    throw new AppError(
      "plan_not_found",
      sentence("There is no such plan that charges; the free plan comes with a cancellation."),
    );
  }
  if (plan.isArchived && plan.id !== currentPlanId) {
    throw new AppError(
      "plan_archived",
      sentence('"{planName}" is archived and takes no new subscription.', { planName: plan.name }),
    );
  }
  if (plan.forKind !== accountKind) {
    throw new AppError(
      "plan_for_other_kind",
      sentence('"{planName}" is a plan for {kinds}.', { planName: plan.name, kinds: sentence(`${plan.forKind}s`) }),
    );
  }
  if (plan.price.currency !== billing.currency) {
    throw new AppError(
      "currency_mismatch",
      sentence('"{planName}" is priced in {currency}, not {billingCurrency}.', {
        planName: plan.name,
        currency: plan.price.currency,
        billingCurrency: billing.currency,
      }),
    );
  }
  return plan;
}

/** @param inForce what is in force today, whatever was billed ahead, and with how many seats. */
function timingByRule(inForce: Pick<BilledPeriod, "item" | "seats">, next: BilledItem): "now" | "period_end" {
  const before = monthlyEquivalent(inForce.item.price, inForce.item.period, inForce.seats);
  return monthlyEquivalent(next.price, next.period, next.seats) > before ? "now" : "period_end";
}

/** The seats of the new item where the old one had so many: the number that was said, or none where the price has none. */
type TakeSeats = (seats: number | null) => number | null;

/**
 * Give back the rest of the current period and the whole of what was billed ahead, and charge the same for the new item: with the same
 * period its days go on; another period begins on the day of the change and is charged whole, and what comes after it is for later.
 * Before the first period, in a trial or before the first day, the new item stands in the old one's place.
 */
function changeNow(
  facts: ChangeFacts,
  { changeOn: chosenOn, seats: saidSeats }: ChangeOf<"plan">,
  next: BilledItem,
  current: BilledPeriod | null,
  takeSeats: TakeSeats,
): SubscriptionTransition {
  const subscription = requireSubscription(facts);
  const { periods, today, billing } = facts;
  const changeOn = current ? requireChangeDay(current, chosenOn, today) : latestOf(next.startedOn, today);
  const given = giveBackUnusedTime(facts, changeOn);
  const goesOn = current?.item.period === next.period;
  const begun = current ? beginIn(current, next, changeOn) : { ...next, nextPeriodIndex: 0 };
  const lastOn = current && !goesOn ? changeOn : periods.at(-1)?.startOn;
  const ahead = billThrough(begun, lastOn, {
    seatsOn: (day) => takeSeats(periods.findLast(({ startOn }) => startOn <= day)?.seats ?? next.seats),
    billing,
  });
  const charges = [...(current && goesOn ? restOfPeriodCharges(next, current, changeOn, facts) : []), ...ahead.charges];
  const waitingSeats = saidSeats === null ? takeSeats(seatsThatWait(subscription)) : null;
  const item = { ...ahead.item, nextSeats: waitingSeats === ahead.item.seats ? null : waitingSeats };
  return {
    timing: "now",
    effectiveOn: changeOn,
    draft: charges.length > 0 ? composeInvoice(billing, today, [...given.lines, ...charges]) : null,
    notes: given.notes,
    proration: prorationOf(given, current, changeOn),
    subscription: { id: subscription.id, item, upcoming: null, setAside: null },
  };
}

/** The new item from a day of the current period on, before anything but that day's period is billed. */
function beginIn({ item, index }: BilledPeriod, next: BilledItem, changeOn: CivilDate): BilledItem {
  return next.period === item.period
    ? { ...next, startedOn: changeOn, anchorOn: item.anchorOn, nextPeriodIndex: index + 1 }
    : { ...next, startedOn: changeOn, anchorOn: changeOn, nextPeriodIndex: 0 };
}

function restOfPeriodCharges(
  item: BilledItem,
  period: BilledPeriod,
  changeOn: CivilDate,
  { billing }: ChangeFacts,
): ChargeLine[] {
  return ratePeriod(item.price, item.period, item.seats).map(({ kind, quantity, amountMinor, steps }) => {
    const prorated = prorate(amountMinor, { startOn: period.startOn, changeOn, endOn: period.endOn });
    return {
      kind: kind === "fee" ? "prorated_fee" : "prorated_seats",
      description: kind === "fee" ? item.planName : paperWordsOf(billing).seatsOf(item.planName),
      subscriptionItemId: item.id,
      periodIndex: null,
      periodStartOn: changeOn,
      periodEndOn: period.endOn,
      quantity,
      unitMinor: quantity === 1 ? prorated.amountMinor : null,
      grossMinor: prorated.amountMinor,
      discountMinor: minorUnits(0),
      taxRate: billing.taxRate,
      adjusts: null,
      steps: [...steps, prorated.step],
    };
  });
}

/** The new item waits until what has been billed of the old one is over (BEHAVIOUR 6.10). */
function changeAtPeriodEnd(
  subscription: SubscriptionState,
  { seats: saidSeats }: ChangeOf<"plan">,
  next: BilledItem,
  takeSeats: TakeSeats,
): SubscriptionTransition {
  const { id, item } = subscription;
  const upcoming = follow(item, { ...next, seats: takeSeats(seatsThatWait(subscription)) });
  const waiting = subscription.upcoming;
  if (
    waiting?.price.id === upcoming.price.id &&
    waiting.period === upcoming.period &&
    waiting.seats === upcoming.seats
  ) {
    throw new AppError(
      "nothing_to_change",
      sentence('"{planName}" by the {period} waits already.', {
        planName: upcoming.planName,
        period: sentence(upcoming.period),
      }),
    );
  }
  const nextSeats = saidSeats === null || item.seats === null ? item.nextSeats : saidSeats;
  const hasMovedOn = item.discount?.redemptionId === upcoming.discount?.redemptionId;
  return {
    timing: "period_end",
    effectiveOn: nextBillingOn(upcoming),
    draft: null,
    proration: null,
    subscription: {
      id,
      item: {
        ...item,
        nextSeats: nextSeats === item.seats ? null : nextSeats,
        endsOn: nextBillingOn(item),
        discount: hasMovedOn ? null : item.discount,
      },
      upcoming,
      setAside: null,
    },
  };
}
