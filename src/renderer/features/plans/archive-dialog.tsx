import { Text } from "@mantine/core";
import type { PlanView } from "../../../shared/contract/plans.ts";
import { countText } from "../../foundation/count-text.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { plansText } from "./plans-text.ts";
import { notice } from "../../foundation/notice.tsx";

interface ArchiveDialogProps {
  readonly plan: PlanView;
  readonly onClose: () => void;
}

const words = plansText.archive;

/** Asks before a plan is archived, or offered again. Cancel has the focus. */
export function ArchiveDialog({ plan, onClose }: ArchiveDialogProps) {
  // The plan on the screen behind may be the changed one before the answer is here.
  const { id: planId, name, isArchived, subscriberCount } = plan;

  return (
    <ConfirmDialog
      title={isArchived ? words.restoreTitle(name) : words.title(name)}
      cancel={words.cancel}
      confirm={isArchived ? words.restoreConfirm : words.confirm}
      command="plans.update"
      input={{ planId, isArchived: !isArchived }}
      onDone={() => notice(isArchived ? words.restored(name) : words.done(name))}
      onClose={onClose}
    >
      <Text size="sm">{isArchived ? words.restoreExplain : words.explain}</Text>
      {!isArchived && subscriberCount > 0 && <Text size="sm">{words.subscribers(countText(subscriberCount))}</Text>}
    </ConfirmDialog>
  );
}
