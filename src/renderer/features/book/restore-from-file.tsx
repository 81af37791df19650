import { Stack, Text, type ButtonProps } from "@mantine/core";
import { useState } from "react";
import type { MethodAnswer } from "../../../shared/contract/index.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { ConfirmButtons } from "../../components/confirm-buttons.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { platform } from "../../platform/platform.ts";
import { backupsText } from "./backups-text.ts";
import { keysOf, KeyOfCopy } from "./key-of-copy.tsx";
import { showRestored } from "./restored-notice.tsx";
import { usePlaceDialog } from "./use-places.ts";

const words = backupsText;

/** Restores from a file that is chosen in the host's own dialog. Nothing where the host has none, as in a browser. */
export function RestoreFromFile(size: Pick<ButtonProps, "size">) {
  const [isAsking, setAsking] = useState(false);
  if (!platform.places) return null;
  return (
    <>
      <ActionButton takes="book" {...size} variant="default" onClick={() => setAsking(true)}>
        {words.restoreFromFile}
      </ActionButton>
      {isAsking && <RestoreFileDialog places={platform.places} onClose={() => setAsking(false)} />}
    </>
  );
}

interface RestoreFileDialogProps {
  readonly places: NonNullable<typeof platform.places>;
  readonly onClose: () => void;
}

/** Says what will happen, has the file chosen, and asks for what opens it where it is encrypted. */
function RestoreFileDialog({ places, onClose }: RestoreFileDialogProps) {
  const choosing = usePlaceDialog();
  const [key, setKey] = useState("");
  const { error } = choosing;
  const code = error?.view.code;
  const needsKey = code === "backup_encrypted" || code === "backup_key_wrong";
  const restore = () =>
    choosing.ask(
      () => places.restoreFromFile(needsKey ? (keysOf(key) ?? { passphrase: null, identities: [] }) : null),
      (value) => {
        onClose();
        showRestored(value as MethodAnswer<"book.restore">);
      },
    );
  return (
    <Dialog title={words.restoreFileDialog.title} onClose={onClose}>
      <Stack gap="sm">
        <Text size="sm">{words.restoreDialog.explain}</Text>
        <Text size="sm">{words.restoreDialog.people}</Text>
        <Text size="sm">{words.restoreDialog.jobs}</Text>
        {needsKey && <KeyOfCopy value={key} onChange={setKey} />}
        {error && <ErrorNotice error={error} />}
        <ConfirmButtons
          cancel={words.restoreDialog.cancel}
          confirm={needsKey ? words.restoreDialog.confirm : words.restoreFileDialog.confirm}
          onCancel={onClose}
          onConfirm={restore}
          isPending={choosing.isOpen}
        />
      </Stack>
    </Dialog>
  );
}
