import { lastCivilDate, periodsStarted, periodStart, type CivilDate } from "../../../shared/calendar.ts";
import type { BilledItem, BilledPeriod } from "./facts.ts";
import { seatsInPeriod } from "./period-seats.ts";

/**
 * The periods that were billed and are not over, in their order (BEHAVIOUR 6.10): the current one, where the day lies in one, and those
 * that were billed ahead.
 *
 * @param items the item that was billed last, after those that come before it and are not over either.
 * @param today the account's day.
 */
export function billedPeriods(items: readonly BilledItem[], today: CivilDate): BilledPeriod[] {
  return items.flatMap((item) => {
    const periods: BilledPeriod[] = [];
    for (let index = item.nextPeriodIndex - 1; index >= 0; index -= 1) {
      const endOn = periodStart(item.anchorOn, item.period, index + 1);
      if (endOn <= today || endOn <= item.startedOn) break;
      const startOn = periodStart(item.anchorOn, item.period, index);
      periods.unshift({ item, index, startOn, endOn, seats: seatsInPeriod(item, index) });
    }
    return periods;
  });
}

/** The period that contains the day; null before the first one, in a trial or when it starts later. */
export function currentOf(periods: readonly BilledPeriod[], today: CivilDate): BilledPeriod | null {
  const [first] = periods;
  return first !== undefined && first.startOn <= today ? first : null;
}

/** A period, half-open. */
export interface Period {
  readonly startOn: CivilDate;
  readonly endOn: CivilDate;
}

/**
 * The current period of a subscription as it is shown: the one that contains the day, also where it has yet to be billed; null before the
 * first one.
 *
 * @param periods what was billed and is not over.
 * @param item the item that was billed last.
 */
export function periodToday(
  periods: readonly BilledPeriod[],
  item: Pick<BilledItem, "anchorOn" | "period" | "nextPeriodIndex">,
  today: CivilDate,
): Period | null {
  const isLate = item.nextPeriodIndex > 0 && periods.length === 0;
  return isLate ? periodOn(item, today) : currentOf(periods, today);
}

/**
 * The period of an item that contains a day, or the first one where the day comes before it. The last one of all, which cannot be
 * charged, is shown up to the end of the calendar.
 */
export function periodOn({ anchorOn, period }: Pick<BilledItem, "anchorOn" | "period">, day: CivilDate): Period {
  const next = Math.max(1, periodsStarted(anchorOn, period, day));
  const isLast = periodsStarted(anchorOn, period, lastCivilDate) === next;
  return {
    startOn: periodStart(anchorOn, period, next - 1),
    endOn: isLast ? lastCivilDate : periodStart(anchorOn, period, next),
  };
}
