import { addDays, civilDate } from "../../../shared/calendar.ts";

/** A balance at the end of a day on which it changed. */
export interface BalancePoint {
  readonly on: string;
  readonly balanceMinor: number;
}

/**
 * The points of a line that ends today, because the newest balance has held since. Where all there is happened on one day,
 * the line starts the day before, when there was nothing yet.
 *
 * @param points in the order of their days.
 */
export function pointsThrough(today: string, points: readonly BalancePoint[]): BalancePoint[] {
  const newest = points.at(-1);
  if (!newest) return [];
  const reachesToday = newest.on >= today;
  return [
    ...(points.length === 1 && reachesToday ? [{ on: addDays(civilDate(newest.on), -1), balanceMinor: 0 }] : []),
    ...points,
    ...(reachesToday ? [] : [{ on: today, balanceMinor: newest.balanceMinor }]),
  ];
}
