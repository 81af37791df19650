import { Button, Tooltip, type ButtonProps } from "@mantine/core";
import { useLayoutEffect, useRef, type ComponentProps } from "react";
import type { Right } from "../../shared/contract/rights.ts";
import { useWhyNot } from "../foundation/session.ts";

interface ActionButtonProps extends ButtonProps, Omit<ComponentProps<"button">, keyof ButtonProps | "ref"> {
  /** What one has to be allowed to do. */
  readonly takes: Right;
}

/**
 * A button for what not everybody may do. Where the operator at the desk may not, it can be reached like the others, says who could, and
 * does nothing.
 */
export function ActionButton({ takes, ...button }: ActionButtonProps) {
  const whyNot = useWhyNot(takes);
  const focused = useFocusAfterwards(button.loading === true || button.disabled === true);
  if (whyNot === null) return <Button ref={focused} {...button} />;
  const { onClick: _onClick, disabled: _disabled, ...shown } = button;
  return (
    <Tooltip label={whyNot} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      <Button {...shown} type="button" data-disabled aria-disabled="true" />
    </Tooltip>
  );
}

/** Gives the focus back to a button that had it when its work began: one that is disabled meanwhile loses it to nothing. */
function useFocusAfterwards(isDisabled: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const hadFocus = useRef(false);
  useLayoutEffect(() => {
    if (isDisabled) hadFocus.current = document.activeElement === button.current;
    // Somebody who went elsewhere meanwhile stays there.
    else if (hadFocus.current && document.activeElement === document.body) button.current?.focus();
  }, [isDisabled]);
  return button;
}
