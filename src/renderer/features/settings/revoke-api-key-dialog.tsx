import { Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { ApiKeyView } from "../../../shared/contract/api-keys.ts";
import { useEngineCommand } from "../../app/engine.ts";
import { ConfirmButtons } from "../../components/confirm-buttons.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { settingsText } from "./settings-text.ts";

interface RevokeApiKeyDialogProps {
  readonly apiKey: ApiKeyView;
  readonly onClose: () => void;
}

const words = settingsText.revokeApiKey;

/** Asks before a key is ended for good. Cancel has the focus. */
export function RevokeApiKeyDialog({ apiKey, onClose }: RevokeApiKeyDialogProps) {
  const revoking = useEngineCommand("apiKeys.revoke");
  const revoke = async () => {
    try {
      await revoking.run({ keyId: apiKey.id });
      onClose();
      notifications.show({ message: words.done(apiKey.name) });
    } catch {
      // The refusal stands in the dialog.
    }
  };
  return (
    <Dialog onClose={onClose} title={words.title(apiKey.name)}>
      <Stack gap="sm">
        <Text size="sm">{words.explain}</Text>
        {revoking.error && <ErrorNotice error={revoking.error} />}
        <ConfirmButtons
          cancel={words.cancel}
          confirm={words.confirm}
          onCancel={onClose}
          onConfirm={revoke}
          isPending={revoking.isPending}
          isDestructive
        />
      </Stack>
    </Dialog>
  );
}
