import { addDays, type CivilDate } from "../../../../shared/calendar.ts";
import { AppError } from "../../../../shared/errors.ts";
import type { BilledItem } from "../facts.ts";
import { composeInvoice } from "../invoice.ts";
import { itemAfterPeriod, periodCharges } from "../renewal.ts";
import { requireTrialDays } from "../trial-days.ts";
import { requireSubscription } from "./current-period.ts";
import type { ChangeFacts, ChangeOf, SubscriptionTransition } from "./facts.ts";

/**
 * A longer free trial, by 1 to 365 days, once it is running and before it ends (BEHAVIOUR 6.7). The first period begins that much
 * later, and so does the end, where it was cancelled for then.
 */
export function extendTrial(facts: ChangeFacts, { days }: ChangeOf<"extend_trial">): SubscriptionTransition {
  const subscription = requireSubscription(facts);
  const endsOn = requireRunningTrial(subscription.item, facts.today);
  requireTrialDays(days);
  const trialEndsOn = addDays(endsOn, days);
  const item = {
    ...subscription.item,
    trialEndsOn,
    anchorOn: trialEndsOn,
    endsOn: subscription.item.endsOn === null ? null : trialEndsOn,
  };
  return {
    timing: "now",
    effectiveOn: facts.today,
    draft: null,
    proration: null,
    subscription: { ...subscription, item },
  };
}

/** The trial is over today: the first period begins and is charged at once. */
export function endTrial(facts: ChangeFacts): SubscriptionTransition {
  const { today, billing } = facts;
  const subscription = requireSubscription(facts);
  requireRunningTrial(subscription.item, today);
  if (subscription.item.endsOn !== null) {
    throw new AppError("nothing_to_change", "The subscription is cancelled for the end of its trial; resume it first.");
  }
  const item = { ...subscription.item, trialEndsOn: today, anchorOn: today };
  return {
    timing: "now",
    effectiveOn: today,
    draft: composeInvoice(billing, today, periodCharges(item, billing.taxRate)),
    proration: null,
    subscription: { ...subscription, item: itemAfterPeriod(item) },
  };
}

function requireRunningTrial({ startedOn, trialEndsOn, nextPeriodIndex }: BilledItem, today: CivilDate): CivilDate {
  const isRunning = nextPeriodIndex === 0 && trialEndsOn !== null && startedOn <= today && today < trialEndsOn;
  if (!isRunning) throw new AppError("not_in_trial", "The subscription is not in a free trial.");
  return trialEndsOn;
}
