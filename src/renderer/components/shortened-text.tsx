import { useCallback, useState } from "react";
import { flushSync } from "react-dom";
import { shortenedMiddle } from "./shortened-middle.ts";
import classes from "./shortened-text.module.css";

interface ShortenedTextProps {
  readonly text: string;
  /** Whether what it stands in has a tooltip of its own, beside which a second one would be in the way. */
  readonly isTold?: boolean;
}

/** A name of so few characters fits into every column, and is not watched. */
const shortLength = 14;
/** Letters differ in how much wider they are. */
const spareWidth = 3;

/** A name on one line. Where there is not room for all of it, its middle is left out; all of it stands in the tooltip and is read out. */
export function ShortenedText({ text, isTold = false }: ShortenedTextProps) {
  const [shortened, setShortened] = useState<{ readonly text: string; readonly shown: string } | null>(null);
  const shown = shortened?.text === text ? shortened.shown : null;
  const watch = useCallback(
    (element: HTMLSpanElement | null) => {
      if (element === null || text.length <= shortLength) return undefined;
      return watchWidth(element, () => {
        const next = shownIn(element, text);
        setShortened(next === null ? null : { text, shown: next });
      });
    },
    [text],
  );
  return (
    <span
      key={text}
      ref={watch}
      className={classes.name}
      data-shortened={shown !== null || undefined}
      dir="auto"
      title={isTold ? undefined : text}
    >
      {shown === null ? (
        text
      ) : (
        <>
          <span className={classes.whole}>{text}</span>
          <span className={classes.shown} aria-hidden="true">
            {shown}
          </span>
        </>
      )}
    </span>
  );
}

/** What is shown of a name that its element has no room for; null where it has. */
function shownIn(element: HTMLElement, text: string): string | null {
  const { clientWidth, scrollWidth } = element;
  if (scrollWidth <= clientWidth) return null;
  const type = penOf(element);
  // The page writes a little wider than the canvas, which knows none of the type's features.
  const stretch = scrollWidth / type.measureText(text).width;
  return shortenedMiddle(text, (each) => type.measureText(each).width * stretch <= clientWidth - spareWidth);
}

let pen: CanvasRenderingContext2D | null = null;

/** Measures in the element's type, without the page being laid out. */
function penOf(element: HTMLElement): Pick<CanvasRenderingContext2D, "measureText"> {
  pen ??= document.createElement("canvas").getContext("2d");
  if (pen === null) throw new Error("The browser cannot measure a text.");
  pen.font = getComputedStyle(element).font;
  return pen;
}

const watched = new WeakMap<Element, () => void>();
let observer: ResizeObserver | null = null;

/** One observer for all names: of their widths it tells together, once the page is laid out and before it is painted. @returns ends it. */
function watchWidth(element: Element, onChange: () => void): () => void {
  observer ??= new ResizeObserver((entries) => {
    flushSync(() => {
      for (const { target } of entries) watched.get(target)?.();
    });
  });
  const all = observer;
  watched.set(element, onChange);
  all.observe(element);
  return () => all.unobserve(element);
}
