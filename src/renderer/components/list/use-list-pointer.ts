import { useEffect, useLayoutEffect, useRef } from "react";
import { isControl, openRowMenu, rowIndexOf } from "./list-elements.ts";

interface ListPointerOptions {
  readonly viewport: HTMLElement | null;
  readonly index: number;
  readonly walkTo: (index: number, isExtending?: boolean) => void;
  /** The focus came to a row, or to something in it. */
  readonly focusCame: (index: number) => void;
  readonly open: (index: number) => void;
}

/**
 * What the pointer does in a list: a click chooses a row, with Shift all between as well, a double click opens it, and the second button
 * opens its menu. Links and buttons in a row keep what is theirs. Everything has its key ({@link useListKeyboard}).
 */
export function useListPointer(options: ListPointerOptions): void {
  const newest = useRef(options);
  useLayoutEffect(() => {
    newest.current = options;
  });
  const { viewport } = options;
  useEffect(() => {
    if (!viewport) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    const rowOf = (event: Event) => (isControl(event.target) ? null : rowIndexOf(event.target));
    viewport.addEventListener("focusin", focused, { signal });
    viewport.addEventListener("mousedown", pressed, { signal });
    viewport.addEventListener("click", clicked, { signal });
    viewport.addEventListener("dblclick", doubleClicked, { signal });
    viewport.addEventListener("contextmenu", menuWanted, { signal });
    return () => stop.abort();

    function focused({ target }: Event) {
      const index = rowIndexOf(target);
      if (index !== null && index !== newest.current.index) newest.current.focusCame(index);
    }
    function pressed(event: MouseEvent) {
      // Otherwise the browser selects the text between.
      if (event.shiftKey && rowOf(event) !== null) event.preventDefault();
    }
    function clicked(event: MouseEvent) {
      const index = rowOf(event);
      if (index !== null) newest.current.walkTo(index, event.shiftKey);
    }
    function doubleClicked(event: MouseEvent) {
      const index = rowOf(event);
      if (index !== null) newest.current.open(index);
    }
    function menuWanted(event: MouseEvent) {
      const index = rowOf(event);
      if (index === null) return;
      newest.current.walkTo(index);
      if (openRowMenu(viewport, index)) event.preventDefault();
    }
  }, [viewport]);
}
