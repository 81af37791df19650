import { Text } from "@mantine/core";
import type { OperatorView } from "../../../shared/contract/operators.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { operatorsText } from "./operators-text.ts";
import { notice } from "../../foundation/notice.tsx";

const words = operatorsText.suspend;

interface SuspendDialogProps {
  readonly operator: OperatorView;
  readonly onClose: () => void;
}

/** Asks before somebody is let in no more. Cancel has the focus. */
export function SuspendDialog({ operator, onClose }: SuspendDialogProps) {
  return (
    <ConfirmDialog
      title={words.title(operator.name)}
      cancel={words.cancel}
      confirm={words.confirm}
      command="operators.suspend"
      input={{ operatorId: operator.id }}
      onDone={() => notice(words.done(operator.name))}
      onClose={onClose}
      isDestructive
    >
      <Text size="sm">{words.explain}</Text>
    </ConfirmDialog>
  );
}
