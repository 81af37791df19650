/** Enough for the amounts of most books, so that charts under each other begin at one line. */
const usualWidth = 96;
const digitWidth = 6;
/** What stands between a label and its axis; and the figure at the top may have a digit and a separator more than the largest value. */
const spare = 12 + 2 * digitWidth;

/**
 * How wide the axis of a chart is, in pixels, so that no figure at it is cut.
 *
 * @param figures the largest figures of the chart, as they are written.
 */
export function axisWidth(figures: readonly string[]): number {
  return Math.max(usualWidth, spare + digitWidth * Math.max(0, ...figures.map(({ length }) => length)));
}
