import { Stack, Text } from "@mantine/core";
import { useRef, useState } from "react";
import type { WebhookEndpointView } from "../../../shared/contract/webhooks.ts";
import { makeWebhookSecret } from "../../../shared/webhook-secret.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { ConfirmButtons } from "../../components/confirm-buttons.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ShownOnce } from "./shown-once.tsx";
import { webhooksText } from "./webhooks-text.ts";

interface NewWebhookSecretDialogProps {
  readonly endpoint: WebhookEndpointView;
  readonly onClose: () => void;
}

const words = webhooksText.rotate;

/** Asks before a webhook gets another secret, and then shows it, this once. */
export function NewWebhookSecretDialog({ endpoint, onClose }: NewWebhookSecretDialogProps) {
  const rotating = useEngineCommand("webhooks.rotateSecret");
  const [shown, setShown] = useState<string | null>(null);
  // Tried again, it is the same secret: an answer that was lost has not put one in force that nobody knows.
  const secret = useRef<string | null>(null);
  const rotate = async () => {
    secret.current ??= makeWebhookSecret(crypto);
    try {
      await rotating.run({ endpointId: endpoint.id, secret: secret.current });
      setShown(secret.current);
    } catch {
      // The refusal stands in the dialog.
    }
  };
  if (shown !== null) {
    return (
      <Dialog onClose={onClose} title={webhooksText.secret.title} closesOnClickOutside={false}>
        <ShownOnce secret={shown} words={webhooksText.secret} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog onClose={onClose} title={words.title}>
      <Stack gap="sm">
        <Text size="sm">{words.explain(endpoint.address)}</Text>
        {rotating.error && <ErrorNotice error={rotating.error} />}
        <ConfirmButtons
          cancel={words.cancel}
          confirm={words.confirm}
          onCancel={onClose}
          onConfirm={rotate}
          isPending={rotating.isPending}
        />
      </Stack>
    </Dialog>
  );
}
