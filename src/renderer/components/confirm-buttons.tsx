import { Button } from "@mantine/core";
import classes from "./form-buttons.module.css";

interface ConfirmButtonsProps {
  readonly cancel: string;
  readonly confirm: string;
  readonly onCancel: () => void;
  readonly onConfirm: () => unknown;
  readonly isPending?: boolean;
  /** What cannot be taken back is marked, in words and in colour. */
  readonly isDestructive?: boolean;
}

/** The end of a dialog that asks before something is done. Cancel has the focus, so that Enter alone does nothing. */
export function ConfirmButtons(props: ConfirmButtonsProps) {
  const { cancel, confirm, onCancel, onConfirm, isPending = false, isDestructive = false } = props;
  return (
    <div className={classes.buttons}>
      <Button variant="default" data-autofocus onClick={onCancel}>
        {cancel}
      </Button>
      <Button loading={isPending} onClick={() => void onConfirm()} {...(isDestructive && { color: "red.9" })}>
        {confirm}
      </Button>
    </div>
  );
}
