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
