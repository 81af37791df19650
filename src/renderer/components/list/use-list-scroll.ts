import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { placeAtContent, placeOfRow, scrolledTo, type ScrollExtent, type ScrollPlace } from "./scroll-window.ts";

/** After the scroll bar rested for so long it is put where it belongs, which moves no row. */
const restMs = 150;

const top: ScrollPlace = { contentTop: 0, barTop: 0 };

interface ListScrollOptions {
  readonly viewport: HTMLElement | null;
  readonly extent: ScrollExtent;
  readonly rowHeight: number;
  /** Where the list was left. */
  readonly startTop: number;
}

interface ListScroll {
  readonly place: ScrollPlace;
  readonly onScroll: () => void;
  /** Bring a row into view, at once. */
  readonly show: (index: number) => void;
  readonly toTop: () => void;
}

/** Where a long list stands, and moving it. */
export function useListScroll({ viewport, extent, rowHeight, startTop }: ListScrollOptions): ListScroll {
  const [place, setPlace] = useState<ScrollPlace>(startTop === 0 ? top : { contentTop: startTop, barTop: startTop });
  const newest = useRef({ place, extent });
  useLayoutEffect(() => {
    newest.current.extent = extent;
  });
  const goTo = useCallback(
    (next: ScrollPlace) => {
      const isAtTop = newest.current.place.barTop === 0;
      newest.current.place = next;
      setPlace(next);
      // Scrolling has all rows laid out at once, and most searches find the list at its top already.
      if (!isAtTop || next.barTop !== 0) viewport?.scrollTo({ top: next.barTop, behavior: "instant" });
    },
    [viewport],
  );

  // Once the rows are there, and when their height is another one, the row that was the first is the first.
  const isReady = extent.contentHeight > 0;
  const readyWith = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (!isReady || readyWith.current === rowHeight) return;
    const { contentTop } = newest.current.place;
    const scaled = (contentTop / (readyWith.current ?? rowHeight)) * rowHeight;
    readyWith.current = rowHeight;
    goTo(placeAtContent(scaled, newest.current.extent));
  }, [isReady, rowHeight, goTo]);

  useEffect(() => {
    const resting = placeAtContent(place.contentTop, extent);
    if (!isReady || Math.abs(resting.barTop - place.barTop) <= 1) return undefined;
    const timer = setTimeout(() => goTo(resting), restMs);
    return () => clearTimeout(timer);
  });

  return {
    place,
    onScroll: useCallback(() => {
      if (!viewport) return;
      const next = scrolledTo(newest.current.place, viewport.scrollTop, newest.current.extent);
      newest.current.place = next;
      setPlace(next);
    }, [viewport]),
    show(index) {
      const next = placeOfRow(newest.current.place, index * rowHeight, rowHeight, newest.current.extent);
      if (next !== newest.current.place) flushSync(() => goTo(next));
    },
    toTop: useCallback(() => goTo(top), [goTo]),
  };
}
