import type { BilledItem, EarlierSeats } from "./facts.ts";

/**
 * The seats of each period of an item that was billed (BEHAVIOUR 6.9, 6.10). Lines do not tell all of them: seats that are added within a
 * block that was paid for leave none, nor do those whose days come to less than half a cent.
 */

/** The seats of a period that was billed, all that were added included; null where the price has none. */
export function seatsInPeriod({ seats, earlierSeats }: BilledItem, index: number): number | null {
  return earlierSeats.find(({ beforeIndex }) => index < beforeIndex)?.seats ?? seats;
}

/** The item once its next period has been billed with so many seats. */
export function withNextPeriod(item: BilledItem, seats: number | null): BilledItem {
  const nextPeriodIndex = item.nextPeriodIndex + 1;
  if (seats === null || seats === item.seats) return { ...item, seats, nextPeriodIndex };
  return withSpans({ ...item, nextPeriodIndex }, [...spansOf(item), { beforeIndex: nextPeriodIndex, seats }]);
}

/** The item as it was before its last period was billed. */
export function withoutLastPeriod(item: BilledItem): BilledItem {
  const nextPeriodIndex = item.nextPeriodIndex - 1;
  const spans = spansOf(item).map(({ beforeIndex, seats }) => ({
    beforeIndex: Math.min(beforeIndex, nextPeriodIndex),
    seats,
  }));
  return withSpans({ ...item, nextPeriodIndex }, spans);
}

/** The item with at least so many seats from a period on; those before it had what they had. */
export function withSeatsFrom(item: BilledItem, index: number, seats: number): BilledItem {
  const spans = spansOf(item).flatMap((span): EarlierSeats[] => {
    const after = { ...span, seats: Math.max(span.seats, seats) };
    return [{ ...span, beforeIndex: Math.min(span.beforeIndex, index) }, ...(span.beforeIndex > index ? [after] : [])];
  });
  return withSpans(item, spans);
}

/** All periods that were billed, in spans of as many seats. */
function spansOf({ seats, earlierSeats, nextPeriodIndex }: BilledItem): EarlierSeats[] {
  return seats === null ? [] : [...earlierSeats, { beforeIndex: nextPeriodIndex, seats }];
}

/** @param spans in their order; those without a period are left out, and those of as many seats become one. */
function withSpans(item: BilledItem, spans: readonly EarlierSeats[]): BilledItem {
  const kept: EarlierSeats[] = [];
  for (const span of spans) {
    const previous = kept.at(-1);
    if (span.beforeIndex <= (previous?.beforeIndex ?? 0)) continue;
    if (previous?.seats === span.seats) kept.pop();
    kept.push(span);
  }
  const last = kept.pop();
  return { ...item, seats: last?.seats ?? item.seats, earlierSeats: kept };
}
