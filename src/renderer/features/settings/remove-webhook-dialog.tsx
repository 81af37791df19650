import { Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { WebhookEndpointView } from "../../../shared/contract/webhooks.ts";
import { countText } from "../../app/count-text.ts";
import { useEngineCommand } from "../../app/engine.ts";
import { ConfirmButtons } from "../../components/confirm-buttons.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { webhooksText } from "./webhooks-text.ts";

interface RemoveWebhookDialogProps {
  readonly endpoint: WebhookEndpointView;
  readonly onClose: () => void;
}

const words = webhooksText.remove;

/** Asks before a webhook is ended for good. Cancel has the focus. */
export function RemoveWebhookDialog({ endpoint, onClose }: RemoveWebhookDialogProps) {
  const { id: endpointId, address, waitingCount } = endpoint;
  const removing = useEngineCommand("webhooks.remove");
  const remove = async () => {
    try {
      await removing.run({ endpointId });
      onClose();
      notifications.show({ message: words.done(address) });
    } catch {
      // The refusal stands in the dialog.
    }
  };
  return (
    <Dialog onClose={onClose} title={words.title}>
      <Stack gap="sm">
        <Text size="sm">{words.explain(address)}</Text>
        {waitingCount > 0 && <Text size="sm">{words.cancels(countText(waitingCount))}</Text>}
        {removing.error && <ErrorNotice error={removing.error} />}
        <ConfirmButtons
          cancel={words.cancel}
          confirm={words.confirm}
          onCancel={onClose}
          onConfirm={remove}
          isPending={removing.isPending}
          isDestructive
        />
      </Stack>
    </Dialog>
  );
}
