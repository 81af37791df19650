import { Button, Tooltip, type ButtonProps } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import type { Right } from "../../shared/contract/rights.ts";
import { useWhyNot } from "../foundation/session.ts";

interface ActionButtonProps extends ButtonProps, Omit<ComponentPropsWithRef<"button">, keyof ButtonProps> {
  /** What one has to be allowed to do. */
  readonly takes: Right;
}

/**
 * A button for what not everybody may do. Where the operator at the desk may not, it can be reached like the others, says who could, and
 * does nothing.
 */
export function ActionButton({ takes, ...button }: ActionButtonProps) {
  const whyNot = useWhyNot(takes);
  if (whyNot === null) return <Button {...button} />;
  const { onClick: _onClick, disabled: _disabled, ...shown } = button;
  return (
    <Tooltip label={whyNot} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      <Button {...shown} type="button" data-disabled aria-disabled="true" />
    </Tooltip>
  );
}
