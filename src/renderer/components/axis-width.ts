/** Enough for the amounts of most books, so that charts under each other begin at one line. */
const usualWidth = 96;
const digitWidth = 6;
/** What stands between a label and its axis; and the figure at the top may have a digit and a separator more than the largest value. */
const spare = 12 + 2 * digitWidth;

/**
 * How wide the axis of a chart is, in pixels, so that no figure at it is cut.
 *
 * @param amounts all that the chart shows, in minor units.
 * @param write how an amount stands at the axis.
 */
export function axisWidth(amounts: readonly number[], write: (amount: number) => string): number {
  // What is written longest is the largest or the smallest of them.
  const longest = [Math.min(0, ...amounts), Math.max(0, ...amounts)].map((amount) => write(amount).length);
  return Math.max(usualWidth, spare + digitWidth * Math.max(...longest));
}
