import { Text } from "@mantine/core";
import type { ApiKeyView } from "../../../shared/contract/api-keys.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { settingsText } from "./settings-text.ts";
import { notice } from "../../foundation/notice.tsx";

interface RevokeApiKeyDialogProps {
  readonly apiKey: ApiKeyView;
  readonly onClose: () => void;
}

const words = settingsText.revokeApiKey;

/** Asks before a key is ended for good. Cancel has the focus. */
export function RevokeApiKeyDialog({ apiKey, onClose }: RevokeApiKeyDialogProps) {
  return (
    <ConfirmDialog
      title={words.title(apiKey.name)}
      cancel={words.cancel}
      confirm={words.confirm}
      command="apiKeys.revoke"
      input={{ keyId: apiKey.id }}
      onDone={() => notice(words.done(apiKey.name))}
      onClose={onClose}
      isDestructive
    >
      <Text size="sm">{words.explain}</Text>
    </ConfirmDialog>
  );
}
