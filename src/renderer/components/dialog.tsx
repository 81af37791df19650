import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import { text } from "../app/text.ts";

interface DialogProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly size?: ModalProps["size"];
  readonly children: ReactNode;
}

/**
 * A dialog: on the screen for as long as it is rendered. Esc leaves it, the focus stays inside it and goes back, when it is
 * over, to where it came from.
 */
export function Dialog({ title, onClose, size, children }: DialogProps) {
  const [opener] = useState(findOpener);
  useEffect(
    () => () => {
      // The dialog's own focus trap lets go after this; the focus is given back once it has.
      setTimeout(() => {
        if (document.activeElement === document.body && opener?.isConnected) opener.focus();
      }, 0);
    },
    [opener],
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      returnFocus={false}
      // The window has one banner; a dialog's heading is not another.
      attributes={{ header: { role: "presentation" } }}
      closeButtonProps={{ "aria-label": text.components.closeDialog }}
      {...(size !== undefined && { size })}
    >
      <div ref={focusFirstField}>{children}</div>
    </Modal>
  );
}

/** Gives the focus to the field that wants it as soon as it is there, so that who types on loses no key. */
function focusFirstField(content: HTMLDivElement | null): void {
  content?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
}

/** What has the focus; where that is a menu's item, which goes away with its menu, the button that opened the menu. */
function findOpener(): HTMLElement | null {
  const focused = document.activeElement;
  const menuButtonId = focused?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  const opener = menuButtonId ? document.getElementById(menuButtonId) : focused;
  return opener instanceof HTMLElement ? opener : null;
}
