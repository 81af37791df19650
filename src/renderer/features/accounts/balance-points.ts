import { addDays, type CivilDate } from "../../../shared/civil-date.ts";

/** A balance at the end of a day on which it changed. */
export interface BalancePoint {
  readonly on: string;
  readonly balanceMinor: number;
}

/**
 * The points of a line that ends today, because the newest balance has held since. One point makes no line.
 *
 * @param points in the order of their days.
 */
export function pointsThrough(today: string, points: readonly BalancePoint[]): readonly BalancePoint[] {
  const newest = points.at(-1);
  if (!newest || newest.on >= today) return points;
  return [...points, { on: today, balanceMinor: newest.balanceMinor }];
}

const daysOfYear = 365;

/**
 * The points of the year that ends today, of which the first is the balance that the year began with: nothing where there was none yet.
 *
 * @param points in the order of their days; those of the year are among them.
 */
export function pointsOfLastYear(today: CivilDate, points: readonly BalancePoint[]): readonly BalancePoint[] {
  const fromOn = addDays(today, -daysOfYear);
  const before = points.findLast(({ on }) => on <= fromOn);
  const first = { on: fromOn, balanceMinor: before?.balanceMinor ?? 0 };
  return pointsThrough(today, [first, ...points.filter(({ on }) => on > fromOn)]);
}
