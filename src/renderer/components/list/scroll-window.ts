/** How much there is to scroll through, in pixels: all rows, and those that can be seen at a time. */
export interface ScrollExtent {
  readonly contentHeight: number;
  readonly viewHeight: number;
}

/** Where a list stands: in its rows, and where the browser's scroll bar is for that. */
export interface ScrollPlace {
  readonly contentTop: number;
  readonly barTop: number;
}

/** Browsers end an element at 17 to 33 million pixels, which a million rows are longer than. */
const longestElement = 8_000_000;

/** How high the element is that the browser scrolls. */
export function scrolledHeight(contentHeight: number): number {
  return Math.min(contentHeight, longestElement);
}

/**
 * The place after the scroll bar moved. In a list that is longer than an element can be, a wheel or a key moves the rows by as much as
 * the bar, as everywhere, and the thumb moves through all of them in proportion.
 */
export function scrolledTo(before: ScrollPlace, barTop: number, extent: ScrollExtent): ScrollPlace {
  const { contentHeight, viewHeight } = extent;
  if (contentHeight <= longestElement) return { contentTop: barTop, barTop };
  const moved = barTop - before.barTop;
  const contentTop =
    Math.abs(moved) <= 2 * viewHeight ? before.contentTop + moved : (barTop / barRange(extent)) * contentRange(extent);
  return { contentTop: within(contentTop, contentRange(extent)), barTop };
}

/** The place at which the scroll bar stands where it belongs for a place in the rows. */
export function placeAtContent(contentTop: number, extent: ScrollExtent): ScrollPlace {
  const range = contentRange(extent);
  const top = within(contentTop, range);
  if (extent.contentHeight <= longestElement) return { contentTop: top, barTop: top };
  return { contentTop: top, barTop: Math.round((top / range) * barRange(extent)) };
}

/** The place at which a row is in view, nearest to where the list stands. */
export function placeOfRow(place: ScrollPlace, rowTop: number, rowHeight: number, extent: ScrollExtent): ScrollPlace {
  const { contentTop } = place;
  if (rowTop < contentTop) return placeAtContent(rowTop, extent);
  const lowest = rowTop + rowHeight - extent.viewHeight;
  return lowest > contentTop ? placeAtContent(lowest, extent) : place;
}

function contentRange({ contentHeight, viewHeight }: ScrollExtent): number {
  return Math.max(0, contentHeight - viewHeight);
}

function barRange({ contentHeight, viewHeight }: ScrollExtent): number {
  return Math.max(0, scrolledHeight(contentHeight) - viewHeight);
}

function within(top: number, range: number): number {
  return Math.min(range, Math.max(0, top));
}
