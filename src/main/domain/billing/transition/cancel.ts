import { AppError } from "../../../../shared/errors.ts";
import { composeInvoice } from "../invoice.ts";
import { nextBillingOn } from "../renewal.ts";
import {
  currentPeriodOf,
  prorationOf,
  requireChangeDay,
  requireSubscription,
  unusedTimeLines,
} from "./current-period.ts";
import type { ChangeFacts, ChangeOf, SubscriptionTransition } from "./facts.ts";

/**
 * End a subscription at the period's end, or now, with or without credit for the time that was paid for (BEHAVIOUR 6.6). What waits
 * to be charged is charged with an end that is now, because no later invoice would come.
 */
export function cancel(facts: ChangeFacts, change: ChangeOf<"cancel">): SubscriptionTransition {
  const subscription = requireSubscription(facts);
  const { item } = subscription;
  const period = currentPeriodOf(item, facts.today);
  if (change.timing === "period_end") {
    const endsOn = nextBillingOn(item);
    if (item.endsOn === endsOn && subscription.upcoming === null) {
      throw new AppError("nothing_to_change", `The subscription ends on ${endsOn} already.`);
    }
    return {
      timing: "period_end",
      effectiveOn: endsOn,
      draft: null,
      proration: null,
      subscription: { ...subscription, item: { ...item, endsOn, nextSeats: null }, upcoming: null },
    };
  }
  const effectiveOn = period === null ? facts.today : requireChangeDay(item, change.changeOn, period, facts.today);
  const unused = change.withCredit ? unusedTimeLines(facts, effectiveOn) : [];
  const isInvoiced = unused.length > 0 || facts.billing.pendingCharges.length > 0;
  return {
    timing: "now",
    effectiveOn,
    draft: isInvoiced ? composeInvoice(facts.billing, facts.today, unused) : null,
    proration: period && prorationOf(unused, period, effectiveOn),
    subscription: null,
  };
}

/** Take back, before the period is over, whatever waits for its end: a cancellation, another plan, fewer seats. */
export function resume(facts: ChangeFacts): SubscriptionTransition {
  const subscription = requireSubscription(facts);
  const { item } = subscription;
  if (item.endsOn === null && item.nextSeats === null) {
    throw new AppError("nothing_to_resume", "Nothing is cancelled, and nothing waits for the period's end.");
  }
  currentPeriodOf(item, facts.today);
  return {
    timing: "now",
    effectiveOn: facts.today,
    draft: null,
    proration: null,
    subscription: { ...subscription, item: { ...item, endsOn: null, nextSeats: null }, upcoming: null },
  };
}
