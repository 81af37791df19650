import type { CivilDate } from "../../../../shared/calendar.ts";
import { AppError } from "../../../../shared/errors.ts";
import { minorUnits } from "../../../../shared/money/minor-units.ts";
import type { BilledItem, SubscriptionState } from "../facts.ts";
import { composeInvoice, type ChargeLine } from "../invoice.ts";
import { prorate } from "../proration.ts";
import { monthlyEquivalent, ratePeriod, requireOffered, requireSeats } from "../rating.ts";
import { itemAfterPeriod, nextBillingOn, periodCharges, seatsOfNextPeriod } from "../renewal.ts";
import { changeSeats } from "./change-seats.ts";
import {
  currentPeriodOf,
  prorationOf,
  requireChangeDay,
  requireSubscription,
  unusedTimeLines,
  type CurrentPeriod,
} from "./current-period.ts";
import type { ChangeFacts, ChangeOf, NewIds, SubscriptionTransition, TargetPlan } from "./facts.ts";

/**
 * Another plan, another price or the other period (BEHAVIOUR 6.6): a higher monthly equivalent at once, with proration, anything else
 * at the period's end, unless the operator chooses. The discount stays behind with the plan it was for (6.8).
 */
export function changePlan(facts: ChangeFacts, change: ChangeOf<"plan">, ids: NewIds): SubscriptionTransition {
  const subscription = requireSubscription(facts);
  const { item } = subscription;
  const plan = requireTarget(facts, item.planId);
  const isSamePrice = plan.price.id === item.price.id && change.period === item.period;
  if (isSamePrice && change.seats !== null && change.seats !== item.seats) {
    return changeSeats(facts, { type: "seats", seats: change.seats, changeOn: change.changeOn });
  }
  if (isSamePrice) throw new AppError("nothing_to_change", `"${plan.name}" by the ${change.period} is in force.`);
  requireOffered(plan.price, change.period);
  const seats = change.seats ?? (plan.price.seatPrice === null ? null : seatsOfNextPeriod(item));
  requireSeats(plan.price, seats);

  const next: BilledItem = {
    ...item,
    id: ids.itemId,
    planId: plan.id,
    planName: plan.name,
    period: change.period,
    price: plan.price,
    seats,
    nextSeats: null,
    endsOn: null,
    discount: null,
  };
  const period = currentPeriodOf(item, facts.today);
  if (period === null) return beforeFirstPeriod(facts, subscription, next);
  const timing = change.timing === "by_rule" ? timingByRule(item, next) : change.timing;
  return timing === "now"
    ? changeNow(facts, subscription, next, period, requireChangeDay(item, change.changeOn, period, facts.today))
    : changeAtPeriodEnd(subscription, next, period);
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
      "There is no such plan that charges; the free plan comes with a cancellation.",
    );
  }
  if (plan.isArchived && plan.id !== currentPlanId) {
    throw new AppError("plan_archived", `"${plan.name}" is archived and takes no new subscription.`);
  }
  if (plan.forKind !== accountKind) {
    throw new AppError("plan_for_other_kind", `"${plan.name}" is a plan for ${plan.forKind}s.`);
  }
  if (plan.price.currency !== billing.currency) {
    throw new AppError(
      "currency_mismatch",
      `"${plan.name}" is priced in ${plan.price.currency}, not ${billing.currency}.`,
    );
  }
  return plan;
}

function timingByRule(item: BilledItem, next: BilledItem): "now" | "period_end" {
  const before = monthlyEquivalent(item.price, item.period, item.seats);
  return monthlyEquivalent(next.price, next.period, next.seats) > before ? "now" : "period_end";
}

/** Nothing has been charged yet, in a trial or before the first day, so nothing is given back: the new item stands in the old one's place. */
function beforeFirstPeriod(
  facts: ChangeFacts,
  subscription: SubscriptionState,
  next: BilledItem,
): SubscriptionTransition {
  return {
    timing: "now",
    effectiveOn: facts.today < next.startedOn ? next.startedOn : facts.today,
    draft: null,
    proration: null,
    subscription: { id: subscription.id, item: next, upcoming: null },
  };
}

/**
 * Give back the rest of what was charged and charge for the new item. With the same period its days go on, and the rest of them is
 * charged; another period begins on the day of the change and is charged whole.
 */
function changeNow(
  facts: ChangeFacts,
  subscription: SubscriptionState,
  next: BilledItem,
  period: CurrentPeriod,
  changeOn: CivilDate,
): SubscriptionTransition {
  const goesOn = next.period === subscription.item.period;
  const unused = unusedTimeLines(facts, changeOn);
  const restarted: BilledItem = { ...next, startedOn: changeOn, anchorOn: changeOn, nextPeriodIndex: 0 };
  const charges = goesOn
    ? restOfPeriodCharges(next, period, changeOn, facts)
    : periodCharges(restarted, facts.billing.taxRate);
  const item = goesOn ? { ...next, startedOn: changeOn } : itemAfterPeriod(restarted);
  return {
    timing: "now",
    effectiveOn: changeOn,
    draft: composeInvoice(facts.billing, facts.today, [...unused, ...charges]),
    proration: prorationOf(unused, period, changeOn),
    subscription: { id: subscription.id, item, upcoming: null },
  };
}

function restOfPeriodCharges(
  item: BilledItem,
  period: CurrentPeriod,
  changeOn: CivilDate,
  { billing }: ChangeFacts,
): ChargeLine[] {
  return ratePeriod(item.price, item.period, item.seats).map(({ kind, quantity, amountMinor, steps }) => {
    const prorated = prorate(amountMinor, { ...period, changeOn });
    return {
      kind: kind === "fee" ? "prorated_fee" : "prorated_seats",
      description: kind === "fee" ? item.planName : `${item.planName}: seats`,
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

/** The new item waits until the old one's period is over. With another period it is counted from that day on. */
function changeAtPeriodEnd(
  { id, item }: SubscriptionState,
  next: BilledItem,
  { endOn }: CurrentPeriod,
): SubscriptionTransition {
  const goesOn = next.period === item.period;
  const upcoming: BilledItem = {
    ...next,
    startedOn: endOn,
    trialEndsOn: null,
    ...(goesOn ? {} : { anchorOn: endOn, nextPeriodIndex: 0 }),
  };
  return {
    timing: "period_end",
    effectiveOn: nextBillingOn(upcoming),
    draft: null,
    proration: null,
    subscription: { id, item: { ...item, nextSeats: null, endsOn: endOn }, upcoming },
  };
}
