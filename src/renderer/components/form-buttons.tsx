import { Button } from "@mantine/core";
import type { MouseEvent } from "react";
import classes from "./form-buttons.module.css";

interface FormButtonsProps {
  readonly cancel: string;
  readonly submit: string;
  readonly onCancel: () => void;
  readonly isPending: boolean;
  /** While it cannot be sent, by its button or by Enter in a field: something is missing, or what it would do is being asked. */
  readonly isDisabled?: boolean;
  /** What cannot be taken back is marked, in words and in colour. */
  readonly isDestructive?: boolean;
  /** Where there is no field to begin with, the way out has the focus, so that Enter alone does nothing. Default false. */
  readonly startsAtCancel?: boolean;
}

/**
 * The end of a form in a dialog: leave it, or send it. What cannot be sent yet can be reached by keyboard all the same: whoever is there before
 * the engine's answer would otherwise land on another button, and Enter would do what was not meant.
 */
export function FormButtons(props: FormButtonsProps) {
  const {
    cancel,
    submit,
    onCancel,
    isPending,
    isDisabled = false,
    isDestructive = false,
    startsAtCancel = false,
  } = props;
  return (
    <div className={classes.buttons}>
      <Button variant="default" onClick={onCancel} {...(startsAtCancel && { "data-autofocus": true })}>
        {cancel}
      </Button>
      <Button
        type="submit"
        loading={isPending}
        {...(isDisabled && { "data-disabled": true, "aria-disabled": true, onClick: preventSending })}
        {...(isDestructive && { color: "red.9" })}
      >
        {submit}
      </Button>
    </div>
  );
}

/** Enter in a field presses the button, too, as browsers do it. */
function preventSending(event: MouseEvent): void {
  event.preventDefault();
}
