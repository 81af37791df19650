import { addDays } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { periodFee, requireOffered, requireSeats } from "../billing/rating.ts";
import { requireTarget } from "./change-plan.ts";
import type { ChangeFacts, ChangeOf, NewIds, SubscriptionTransition } from "./facts.ts";

/**
 * Subscribe an account on the free plan (BEHAVIOUR 6.3). The first day becomes the billing anchor; with a free trial its end does,
 * so that the first invoice falls on it (6.7). An account has one trial; another is given where the operator says so (6.12). Nothing is
 * charged at once: billing does that.
 */
export function start(facts: ChangeFacts, change: ChangeOf<"start">, ids: NewIds): SubscriptionTransition {
  if (facts.billing.subscription !== null) {
    throw new AppError(
      "subscription_exists",
      sentence("{accountName} has a subscription already.", { accountName: facts.accountName }),
    );
  }
  const { id, name, price, trialDays } = requireTarget(facts, null);
  requireOffered(price, change.period);
  requireSeats(price, change.seats);
  // Refuses now what the first invoice could not hold.
  periodFee(price, change.period, change.seats);
  const isGiven = change.withTrial && (!facts.hadTrial || change.anotherTrial === true);
  const trialEndsOn = isGiven && trialDays !== null ? addDays(change.startOn, trialDays) : null;
  return {
    timing: "now",
    effectiveOn: change.startOn,
    draft: null,
    proration: null,
    subscription: {
      id: ids.subscriptionId,
      item: {
        id: ids.itemId,
        planId: id,
        planName: name,
        period: change.period,
        price,
        seats: change.seats,
        earlierSeats: [],
        nextSeats: null,
        startedOn: change.startOn,
        anchorOn: trialEndsOn ?? change.startOn,
        nextPeriodIndex: 0,
        trialEndsOn,
        endsOn: null,
        discount: null,
      },
      upcoming: null,
      setAside: null,
    },
  };
}
