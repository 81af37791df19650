/** Where the focus goes in a pane: to where one is in it, otherwise to the pane as a whole. */
const startOfPane = "tr[tabindex='0'], a[aria-current='page']";

/** Go to the next pane of the window, or the one before: search, screens, what is open, what stands beside it, the status. */
export function goToPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  const at = panes.findLastIndex((pane) => pane.contains(document.activeElement));
  const next = panes.at((Math.max(at, step === 1 ? -1 : 0) + step) % panes.length);
  if (!next) return;
  const start = next.querySelector<HTMLElement>(startOfPane);
  // One pane may stand inside another.
  (start?.closest("[data-pane]") === next ? start : next).focus();
}
