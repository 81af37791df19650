import { Modal, type ModalProps } from "@mantine/core";
import { useCallback, useEffect, useState, type FocusEvent, type ReactNode } from "react";
import { text } from "../foundation/text.ts";
import { focusFirstField } from "./focus-first-field.ts";

interface DialogProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly size?: ModalProps["size"];
  /** False where what is shown would be lost by a click beside it. Default true. */
  readonly closesOnClickOutside?: boolean;
  readonly children: ReactNode;
}

/**
 * A dialog: on the screen for as long as it is rendered. Esc leaves it, the focus stays inside it and goes back, when it is
 * over, to where it came from.
 */
export function Dialog({ title, onClose, size, closesOnClickOutside = true, children }: DialogProps) {
  const [openers] = useState(findOpeners);
  useEffect(
    () => () => {
      // The dialog's own focus trap lets go after this; the focus is given back once it has.
      setTimeout(() => {
        if (document.activeElement === document.body) openers.find(({ isConnected }) => isConnected)?.focus();
      }, 0);
    },
    [openers],
  );
  const begin = useCallback(
    (content: HTMLElement | null) => {
      const dialog = content?.closest("[role=dialog]");
      if (dialog) openersOfDialogs.set(dialog, openers);
      focusFirstField(content);
    },
    [openers],
  );
  return (
    <Modal
      opened
      onClose={() => {
        // Esc in an answer that lies over the dialog closes the answer, and the dialog stays.
        if (!isInAnswer()) onClose();
      }}
      title={title}
      returnFocus={false}
      closeOnClickOutside={closesOnClickOutside}
      // The page itself never scrolls, and what keeps it from that has the browser work out the whole screen anew.
      lockScroll={false}
      // The window has one banner; a dialog's heading is not another.
      attributes={{ header: { role: "presentation" } }}
      closeButtonProps={{ "aria-label": text.components.closeDialog }}
      {...(size !== undefined && { size })}
    >
      <div ref={begin} onFocus={takeMarkAlong}>
        {children}
      </div>
    </Modal>
  );
}

/**
 * The library gives the focus to what is marked as the first field once more, when the browser is done with the dialog's first picture. Who types
 * at once has gone on by then, and is not taken back.
 */
function takeMarkAlong({ currentTarget, target }: FocusEvent<HTMLElement>): void {
  for (const marked of currentTarget.querySelectorAll("[data-autofocus]")) marked.removeAttribute("data-autofocus");
  target.setAttribute("data-autofocus", "true");
}

/** Whether the focus is in something that opened out of a dialog, such as the steps of a figure. */
function isInAnswer(): boolean {
  const dialog = document.activeElement?.closest("[role=dialog]") ?? null;
  return dialog !== null && dialog.getAttribute("aria-modal") !== "true";
}

/** From where each dialog was opened that is on the screen. */
const openersOfDialogs = new WeakMap<Element, readonly HTMLElement[]>();

/**
 * What has the focus; where that is a menu's item, which goes away with its menu, the button that opened the menu. Where it is in a dialog,
 * which may give way to this one, then what that was opened from as well.
 */
function findOpeners(): readonly HTMLElement[] {
  const focused = document.activeElement;
  const menuButtonId = focused?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  const opener = menuButtonId ? document.getElementById(menuButtonId) : focused;
  const dialog = opener?.closest("[role=dialog]");
  const before = (dialog && openersOfDialogs.get(dialog)) ?? [];
  return opener instanceof HTMLElement ? [opener, ...before] : before;
}
