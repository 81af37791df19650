import { addDays, latestOf, type CivilDate } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { givePeriodsBack } from "../billing/discount.ts";
import type { BilledItem } from "../billing/facts.ts";
import { giveBackUnusedTime } from "../billing/give-back.ts";
import { composeInvoice } from "../billing/invoice.ts";
import { nextBillingOn, seatsOfNextPeriod } from "../billing/renewal.ts";
import { requireTrialDays } from "../billing/trial-days.ts";
import { billThrough } from "./bill-ahead.ts";
import { requireSubscription } from "./current-period.ts";
import type { ChangeFacts, ChangeOf, NewIds, SubscriptionTransition } from "./facts.ts";
import { follow } from "./what-waits.ts";

/**
 * A longer free trial, by 1 to 365 days, once it is running and before it ends (BEHAVIOUR 6.7). The first period begins that much
 * later, and so does the end, where it was cancelled for then.
 */
export function extendTrial(
  facts: ChangeFacts,
  { days }: ChangeOf<"extend_trial">,
  ids: NewIds,
): SubscriptionTransition {
  const endsOn = requireRunningTrial(requireSubscription(facts).item, facts.today);
  requireTrialDays(days);
  return endTrialOn(facts, addDays(endsOn, days), facts.periods.at(-1)?.startOn, ids);
}

/** The trial is over today: the first period begins and is charged at once. */
export function endTrial(facts: ChangeFacts, ids: NewIds): SubscriptionTransition {
  const { today, periods } = facts;
  const { item } = requireSubscription(facts);
  requireRunningTrial(item, today);
  if (item.endsOn !== null) {
    throw new AppError(
      "nothing_to_change",
      sentence("What comes on {endsOn} waits for the end of the trial; take it back first.", { endsOn: item.endsOn }),
    );
  }
  return endTrialOn(facts, today, latestOf(today, periods.at(-1)?.startOn ?? today), ids);
}

/**
 * Move the trial's end, from which all periods are counted. What was billed ahead is given back, and is billed again as it now falls
 * (BEHAVIOUR 6.10), by an item of its own, because the periods of the other one have been billed.
 *
 * @param lastOn the last day whose period is billed with it; undefined where none is.
 */
function endTrialOn(
  facts: ChangeFacts,
  trialEndsOn: CivilDate,
  lastOn: CivilDate | undefined,
  ids: NewIds,
): SubscriptionTransition {
  const { today, billing, periods } = facts;
  const subscription = requireSubscription(facts);
  const { item, upcoming, setAside } = subscription;
  const begun: BilledItem = {
    ...item,
    id: periods.length > 0 ? ids.itemId : item.id,
    seats: periods[0]?.seats ?? item.seats,
    earlierSeats: [],
    nextSeats: null,
    trialEndsOn,
    anchorOn: trialEndsOn,
    nextPeriodIndex: 0,
    discount: item.discount && givePeriodsBack(item.discount, periods.length),
  };
  const ahead = billThrough(begun, lastOn, {
    seatsOn: (_day, index) => periods[index]?.seats ?? item.seats,
    billing,
  });
  const given = giveBackUnusedTime(facts, today);
  const lines = [...given.lines, ...ahead.charges];
  const waitingSeats = seatsOfNextPeriod(item);
  const moved = {
    ...ahead.item,
    nextSeats: waitingSeats === ahead.item.seats ? null : waitingSeats,
    endsOn: item.endsOn === null ? null : nextBillingOn(ahead.item),
  };
  return {
    timing: "now",
    effectiveOn: today,
    draft: lines.length > 0 ? composeInvoice(billing, today, lines) : null,
    notes: given.notes,
    proration: null,
    subscription: {
      ...subscription,
      item: moved,
      upcoming: upcoming && follow(moved, upcoming),
      setAside: setAside && follow(moved, setAside),
    },
  };
}

function requireRunningTrial({ startedOn, trialEndsOn }: BilledItem, today: CivilDate): CivilDate {
  const isRunning = trialEndsOn !== null && startedOn <= today && today < trialEndsOn;
  if (!isRunning) throw new AppError("not_in_trial", sentence("The subscription is not in a free trial."));
  return trialEndsOn;
}
