import { Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { PlanView } from "../../../shared/contract/plans.ts";
import { countText } from "../../app/count-text.ts";
import { useEngineCommand } from "../../app/engine.ts";
import { ConfirmButtons } from "../../components/confirm-buttons.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { plansText } from "./plans-text.ts";

interface ArchiveDialogProps {
  readonly plan: PlanView;
  readonly onClose: () => void;
}

const words = plansText.archive;

/** Asks before a plan is archived, or offered again. Cancel has the focus. */
export function ArchiveDialog({ plan, onClose }: ArchiveDialogProps) {
  // The plan on the screen behind may be the changed one before the answer is here.
  const { id: planId, name, isArchived, subscriberCount } = plan;
  const updating = useEngineCommand("plans.update");

  const confirm = async () => {
    try {
      await updating.run({ planId, isArchived: !isArchived });
      onClose();
      notifications.show({ message: isArchived ? words.restored(name) : words.done(name) });
    } catch {
      // The refusal stands in the dialog.
    }
  };

  return (
    <Dialog onClose={onClose} title={isArchived ? words.restoreTitle(name) : words.title(name)}>
      <Stack gap="sm">
        <Text size="sm">{isArchived ? words.restoreExplain : words.explain}</Text>
        {!isArchived && subscriberCount > 0 && <Text size="sm">{words.subscribers(countText(subscriberCount))}</Text>}
        {updating.error && <ErrorNotice error={updating.error} />}
        <ConfirmButtons
          cancel={words.cancel}
          confirm={isArchived ? words.restoreConfirm : words.confirm}
          onCancel={onClose}
          onConfirm={confirm}
          isPending={updating.isPending}
        />
      </Stack>
    </Dialog>
  );
}
