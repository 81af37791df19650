import { Button, Tooltip, type ButtonProps } from "@mantine/core";
import { useLayoutEffect, useRef, type ComponentProps } from "react";
import type { Right } from "../../shared/contract/rights.ts";
import { useWhyNot } from "../foundation/session.ts";

interface ActionButtonProps extends ButtonProps, Omit<ComponentProps<"button">, keyof ButtonProps | "ref"> {
  /** What one has to be allowed to do. */
  readonly takes: Right;
  /** Whether the upstream of a linked book does it, as the contract says of the method. */
  readonly isLeftToUpstream?: boolean;
}

/**
 * A button for what not everybody may do, or not in every book. Where it cannot be done, it can be reached like the others, says why, and
 * does nothing.
 */
export function ActionButton({ takes, isLeftToUpstream = false, ...button }: ActionButtonProps) {
  const whyNot = useWhyNot(takes, isLeftToUpstream);
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
