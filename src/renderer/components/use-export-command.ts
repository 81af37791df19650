import { useCallback, type RefCallback } from "react";
import { useCommand } from "../foundation/commands.ts";

/** The buttons on the screen that export something. */
const buttons = new Set<HTMLElement>();

/**
 * Has the command to export press the first such button on the screen: where there are several, that of what stands first.
 *
 * @returns for the button's `ref`.
 */
export function useExportCommand(): RefCallback<HTMLElement> {
  useCommand("list.export", () => firstOf(buttons)?.click());
  return useCallback((button: HTMLElement | null) => {
    if (button === null) return undefined;
    buttons.add(button);
    return () => void buttons.delete(button);
  }, []);
}

function firstOf(elements: Iterable<HTMLElement>): HTMLElement | undefined {
  const comesBefore = (one: HTMLElement, other: HTMLElement) =>
    (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return [...elements].toSorted((one, other) => (comesBefore(one, other) ? -1 : 1))[0];
}
