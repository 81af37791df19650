import { useEffect, useRef } from "react";

/**
 * Keeps the focus in what is open: it comes to the main part with a place that is gone to, and again when what had it is taken away, such
 * as a button that a dialog made pointless. From there the keys of a list and all shortcuts work.
 *
 * @param main the main part, which is another element with each screen.
 */
export function usePlaceFocus(main: HTMLElement | null): void {
  const isStarted = useRef(false);
  useEffect(() => {
    if (!main) return undefined;
    // At the start nobody has come from anywhere; and a part of the place that was led to has taken the focus itself.
    if (isStarted.current && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
    isStarted.current = true;

    let focused: EventTarget | null = null;
    const remember = ({ target }: FocusEvent) => {
      focused = target;
    };
    const observer = new MutationObserver(() => {
      if (document.activeElement !== document.body || !(focused instanceof Element) || focused.isConnected) return;
      focused = null;
      main.focus({ preventScroll: true });
    });
    main.addEventListener("focusin", remember);
    observer.observe(main, { childList: true, subtree: true });
    return () => {
      main.removeEventListener("focusin", remember);
      observer.disconnect();
    };
  }, [main]);
}
