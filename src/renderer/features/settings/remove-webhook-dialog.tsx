import { Text } from "@mantine/core";
import type { WebhookEndpointView } from "../../../shared/contract/webhooks.ts";
import { countText } from "../../foundation/count-text.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { webhooksText } from "./webhooks-text.ts";
import { notice } from "../../foundation/notice.tsx";

interface RemoveWebhookDialogProps {
  readonly endpoint: WebhookEndpointView;
  readonly onClose: () => void;
}

const words = webhooksText.remove;

/** Asks before a webhook is ended for good. Cancel has the focus. */
export function RemoveWebhookDialog({ endpoint, onClose }: RemoveWebhookDialogProps) {
  const { id: endpointId, address, waitingCount } = endpoint;
  return (
    <ConfirmDialog
      title={words.title}
      cancel={words.cancel}
      confirm={words.confirm}
      command="webhooks.remove"
      input={{ endpointId }}
      onDone={() => notice(words.done(address))}
      onClose={onClose}
      isDestructive
    >
      <Text size="sm">{words.explain(address)}</Text>
      {waitingCount > 0 && <Text size="sm">{words.cancels(countText(waitingCount))}</Text>}
    </ConfirmDialog>
  );
}
