import type { CivilDate } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { currentOf } from "../billing/billed-periods.ts";
import { giveBackUnusedTime, type GivenBack } from "../billing/give-back.ts";
import { composeInvoice } from "../billing/invoice.ts";
import { nextBillingOn } from "../billing/renewal.ts";
import { currentPeriodOf, prorationOf, requireChangeDay, requireSubscription } from "./current-period.ts";
import type { ChangeFacts, ChangeOf, SubscriptionTransition } from "./facts.ts";
import { discountOfNextPeriod, follow, isCancelled } from "./what-waits.ts";

/**
 * End a subscription with what has been billed, or now, with or without credit for what is left of the current period (BEHAVIOUR 6.6).
 * With an end that is now, the periods that were billed ahead come back whole either way, because they never begin (6.10). What waits is set
 * aside until the subscription ends (6.11). What waits to be charged is charged with an end that is now, because no later invoice would come.
 */
export function cancel(facts: ChangeFacts, change: ChangeOf<"cancel">): SubscriptionTransition {
  const subscription = requireSubscription(facts);
  const { item } = subscription;
  const current = currentPeriodOf(facts);
  if (change.timing === "period_end") {
    const endsOn = nextBillingOn(item);
    if (isCancelled(subscription)) {
      throw new AppError("nothing_to_change", sentence("The subscription ends on {endsOn} already.", { endsOn }));
    }
    return {
      timing: "period_end",
      effectiveOn: endsOn,
      draft: null,
      proration: null,
      subscription: {
        ...subscription,
        item: { ...item, endsOn },
        upcoming: null,
        setAside: subscription.upcoming,
      },
    };
  }
  const effectiveOn = current ? requireChangeDay(current, change.changeOn, facts.today) : facts.today;
  const unusedFrom = change.withCredit ? effectiveOn : endOfCurrentPeriod(facts);
  const given = giveBackUnusedTime(facts, unusedFrom);
  const isInvoiced = given.lines.length > 0 || facts.billing.pendingCharges.length > 0;
  return {
    timing: "now",
    effectiveOn,
    draft: isInvoiced ? composeInvoice(facts.billing, facts.today, given.lines) : null,
    notes: given.notes,
    proration: prorationOf(given, current, unusedFrom),
    subscription: null,
  };
}

/**
 * What an end that nobody was asked about gives back, because the last retry has failed (BEHAVIOUR 9.3): nothing of the current period, and the
 * whole of those that were billed ahead (6.10).
 */
export function giveBackLaterPeriods(facts: ChangeFacts): GivenBack {
  return giveBackUnusedTime(facts, endOfCurrentPeriod(facts));
}

/** The day from which nothing has begun: the current period's end, or today before the first one. */
function endOfCurrentPeriod({ periods, today }: ChangeFacts): CivilDate {
  return currentOf(periods, today)?.endOn ?? today;
}

/**
 * Take a cancellation back, and what waited before it waits again (BEHAVIOUR 6.11). Where nothing is cancelled, take back what waits:
 * another plan, another number of seats; a discount that would have begun with the other plan begins with this one.
 */
export function resume(facts: ChangeFacts): SubscriptionTransition {
  const subscription = requireSubscription(facts);
  const { item, setAside } = subscription;
  if (item.endsOn === null && item.nextSeats === null) {
    throw new AppError("nothing_to_resume", sentence("Nothing is canceled, and nothing waits for the period's end."));
  }
  currentPeriodOf(facts);
  const resumed = isCancelled(subscription)
    ? {
        item: { ...item, endsOn: setAside && nextBillingOn(item) },
        // What has been billed may be less than when it began to wait: a period that was voided is billed again (9.8).
        upcoming: setAside && follow(item, setAside),
      }
    : {
        item: { ...item, endsOn: null, nextSeats: null, discount: discountOfNextPeriod(subscription) },
        upcoming: null,
      };
  return {
    timing: "now",
    effectiveOn: facts.today,
    draft: null,
    proration: null,
    subscription: { id: subscription.id, ...resumed, setAside: null },
  };
}
