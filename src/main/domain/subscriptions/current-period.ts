import { latestOf, type CivilDate } from "../../../shared/calendar.ts";
import type { ProrationView } from "../../../shared/contract/subscriptions.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { currentOf } from "../billing/billed-periods.ts";
import type { BilledPeriod, SubscriptionState } from "../billing/facts.ts";
import type { GivenBack } from "../billing/give-back.ts";
import { countDays, percentLeft } from "../billing/proration.ts";
import { nextBillingOn } from "../billing/renewal.ts";
import type { ChangeFacts } from "./facts.ts";

/**
 * The subscription that is to be changed.
 *
 * @throws AppError `subscription_not_found` on the free plan.
 */
export function requireSubscription({ billing, accountName }: ChangeFacts): SubscriptionState {
  if (billing.subscription === null) {
    throw new AppError("subscription_not_found", sentence("{accountName} is on the free plan.", { accountName }));
  }
  return billing.subscription;
}

/**
 * The current period of the subscription (BEHAVIOUR 6.10), or null before its first one: in a trial, or when it starts later.
 *
 * @throws AppError `period_not_billed` when a period has begun that is not charged yet, because then nobody knows what is left of it.
 */
export function currentPeriodOf(facts: ChangeFacts): BilledPeriod | null {
  const endOn = nextBillingOn(requireSubscription(facts).item);
  if (endOn <= facts.today) {
    throw new AppError(
      "period_not_billed",
      sentence("The period from {endOn} on has not been billed yet.", { endOn }),
      { endOn },
    );
  }
  const waiting = facts.billing.rebillings.find(({ lines }) => lines.some((line) => line.periodEndOn > facts.today));
  if (waiting) {
    const { dueOn } = waiting;
    throw new AppError(
      "period_not_billed",
      sentence("What was billed on {dueOn} and voided has not been billed again yet.", { dueOn }),
      {
        endOn: dueOn,
      },
    );
  }
  return currentOf(facts.periods, facts.today);
}

/**
 * The day of a change that is made now: the one that was chosen, or today. What came into force on a day that the account has yet to
 * reach, because it has moved to another time zone, changes from that day on.
 *
 * @throws AppError `change_outside_period` for a day before the current period or before the item came into force, and after today.
 */
export function requireChangeDay(
  { item, startOn }: BilledPeriod,
  chosenOn: CivilDate | null,
  today: CivilDate,
): CivilDate {
  const earliestOn = latestOf(item.startedOn, startOn);
  const latestOn = latestOf(earliestOn, today);
  const changeOn = chosenOn ?? latestOn;
  if (changeOn < earliestOn || changeOn > latestOn) {
    throw new AppError(
      "change_outside_period",
      sentence(
        '{changeOn} is not between {earliestOn}, when the current period of "{planName}" began, and today, {today}.',
        { changeOn, earliestOn, planName: item.planName, today },
      ),
      { startOn: earliestOn, today },
    );
  }
  return changeOn;
}

/** What is given back, as Clerk reports it (BEHAVIOUR 7.3); null where that is nothing. */
export function prorationOf(
  { netMinor }: GivenBack,
  period: BilledPeriod | null,
  changeOn: CivilDate,
): ProrationView | null {
  if (period === null || netMinor === 0) return null;
  const days = countDays({ ...period, changeOn });
  return {
    amountMinor: netMinor,
    cycleDaysRemaining: days.daysLeft,
    cycleDaysTotal: days.daysTotal,
    cycleRemainingPercent: percentLeft(days),
  };
}
