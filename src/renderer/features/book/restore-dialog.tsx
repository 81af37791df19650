import { Text } from "@mantine/core";
import { useState } from "react";
import type { CopyView } from "../../../shared/contract/copies.ts";
import { countText } from "../../foundation/count-text.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { momentText } from "../../foundation/moment-text.ts";
import { backupsText } from "./backups-text.ts";
import { keysOf, KeyOfCopy } from "./key-of-copy.tsx";
import { showRestored } from "./restored-notice.tsx";

interface RestoreDialogProps {
  readonly copy: CopyView;
  readonly timeZone: string;
  /** How many entries the open book holds; null where none is open. */
  readonly entryCount: number | null;
  readonly onClose: () => void;
}

const words = backupsText.restoreDialog;

/** Asks before the book becomes what a copy holds. Cancel has the focus. */
export function RestoreDialog({ copy, timeZone, entryCount, onClose }: RestoreDialogProps) {
  const [key, setKey] = useState("");
  const { passphrase = null, identities = [] } = keysOf(key) ?? {};
  return (
    <ConfirmDialog
      title={words.title(momentText(copy.createdAtMs, timeZone))}
      cancel={words.cancel}
      confirm={words.confirm}
      command="book.restore"
      input={{ fileName: copy.fileName, replaces: true, passphrase, identities: [...identities] }}
      onDone={showRestored}
      onClose={onClose}
    >
      <Text size="sm">{words.explain}</Text>
      {copy.entryCount !== null && (
        <Text size="sm">
          {entryCount === null
            ? words.entriesThen(countText(copy.entryCount))
            : words.entries(countText(copy.entryCount), countText(entryCount))}
        </Text>
      )}
      <Text size="sm">{words.people}</Text>
      {entryCount !== null && <Text size="sm">{words.jobs}</Text>}
      {copy.isEncrypted && <KeyOfCopy value={key} onChange={setKey} />}
    </ConfirmDialog>
  );
}
