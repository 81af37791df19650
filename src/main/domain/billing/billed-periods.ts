import { lastCivilDate, periodsStarted, periodStart, type CivilDate } from "../../../shared/calendar.ts";
import type { BilledItem, BilledPeriod } from "./facts.ts";
import { rateSeats } from "./rating.ts";

/** How many seats the last line says that charged for seats of an item in the period that ends on a day; undefined where none did. */
export type ChargedSeats = (itemId: string, periodEndOn: CivilDate) => number | undefined;

/**
 * The periods that were billed and are not over, in their order (BEHAVIOUR 6.10): the current one, where the day lies in one, and those
 * that were billed ahead.
 *
 * @param items the item that was billed last, after those that come before it and are not over either.
 * @param today the account's day.
 */
export function billedPeriods(
  items: readonly BilledItem[],
  today: CivilDate,
  chargedSeats: ChargedSeats,
): BilledPeriod[] {
  return items.flatMap((item, place) => {
    const periods: BilledPeriod[] = [];
    const isFollowed = place < items.length - 1;
    for (let index = item.nextPeriodIndex - 1; index >= 0; index -= 1) {
      const endOn = periodStart(item.anchorOn, item.period, index + 1);
      if (endOn <= today || endOn <= item.startedOn) break;
      const [later] = periods;
      const charged = chargedSeats(item.id, endOn);
      const seats = later ? seatsBefore(item, later, charged) : seatsOfLast(item, isFollowed ? charged : undefined);
      periods.unshift({ item, index, startOn: periodStart(item.anchorOn, item.period, index), endOn, seats });
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

/**
 * The seats of the last period that an item was billed for; none are removed before it is over. Of an item that another one took over
 * from in a run ahead, books of earlier versions tell those that were added since by their lines alone.
 */
function seatsOfLast({ seats }: BilledItem, charged: number | undefined): number | null {
  return seats === null ? null : Math.max(seats, charged ?? 0);
}

/**
 * The seats of a period that another one of the item follows. The item knows those of its last period; what waited when that one was
 * billed ahead is told by what the lines charged for.
 */
function seatsBefore(item: BilledItem, later: BilledPeriod, charged: number | undefined): number | null {
  const { seatPrice } = item.price;
  if (later.seats === null || seatPrice === null || charged === undefined) return later.seats;
  const costOf = (seats: number) => rateSeats(seatPrice, item.period, seats).amountMinor;
  // Seats that were added within a block that had been paid for left no line.
  const wereAddedFree = charged < later.seats && costOf(charged) === costOf(later.seats);
  return wereAddedFree ? later.seats : charged;
}
