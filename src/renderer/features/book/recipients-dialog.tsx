import { Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { BackupPlan } from "../../../shared/contract/copies.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { backupsText } from "./backups-text.ts";

interface RecipientsDialogProps {
  readonly recipients: BackupPlan["recipients"];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const words = backupsText.recipientsDialog;

/** Says for which public keys the copies are encrypted from now on. */
export function RecipientsDialog({ recipients, onDone, onClose }: RecipientsDialogProps) {
  const [typed, setTyped] = useState(recipients.join("\n"));
  return (
    <ConfirmDialog
      title={words.title}
      cancel={words.cancel}
      confirm={words.confirm}
      command="backups.configure"
      input={{ recipients: typed.split(/\s+/u).filter((each) => each !== "") }}
      onDone={onDone}
      onClose={onClose}
    >
      <Text size="sm">{words.explain}</Text>
      <Textarea
        label={words.label}
        placeholder={words.placeholder}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
      />
    </ConfirmDialog>
  );
}
