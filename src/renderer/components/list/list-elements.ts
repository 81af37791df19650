/** Whether the focus is on the page or its main part as a whole. */
export function isNowhere(element: EventTarget | null): boolean {
  return element === null || element === document.body || (element instanceof HTMLElement && element.matches("main"));
}

/** The element of a row, where it is drawn. */
export function rowElement(viewport: HTMLElement | null, index: number): HTMLElement | null {
  return viewport?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null;
}

/** The number of the row that something is in. */
export function rowIndexOf(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-index]") : null;
  return row ? Number(row.dataset.index) : null;
}

/** Whether something does something of its own. */
export function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a, button, input") !== null;
}

/** Open a row's menu. @returns whether it has one. */
export function openRowMenu(viewport: HTMLElement | null, index: number): boolean {
  const button = rowElement(viewport, index)?.querySelector<HTMLElement>("[data-row-menu]");
  button?.click();
  return button !== null && button !== undefined;
}
