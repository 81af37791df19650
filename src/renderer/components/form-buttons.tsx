import { Button } from "@mantine/core";
import classes from "./form-buttons.module.css";

interface FormButtonsProps {
  readonly cancel: string;
  readonly submit: string;
  readonly onCancel: () => void;
  readonly isPending: boolean;
  readonly isDisabled?: boolean;
  /** What cannot be taken back is marked, in words and in colour. */
  readonly isDestructive?: boolean;
  /** Where there is no field to begin with, the way out has the focus, so that Enter alone does nothing. Default false. */
  readonly startsAtCancel?: boolean;
}

/** The end of a form in a dialog: leave it, or send it. */
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
      <Button type="submit" loading={isPending} disabled={isDisabled} {...(isDestructive && { color: "red.9" })}>
        {submit}
      </Button>
    </div>
  );
}
