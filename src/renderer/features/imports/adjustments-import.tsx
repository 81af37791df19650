import { Group, Stack, Text, Textarea } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useState } from "react";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FileChooser } from "../../components/file-chooser.tsx";
import { goTo } from "../../foundation/router.ts";
import { noBatchDraft, useBatchDraft } from "./batch-draft.ts";
import { BatchList } from "./batch-list.tsx";
import { BatchReading } from "./batch-reading.tsx";
import { batchesText } from "./batches-text.ts";
import classes from "./choose-files.module.css";
import { tableFiles, useDroppedFiles } from "./choose-files.tsx";
import { sendNamed } from "./send-files.ts";
import { SendingStopped, useSending, whileShown } from "./sending.ts";
import { SendingProgress } from "./sending-progress.tsx";
import { importsText } from "./imports-text.ts";
import { ActionButton } from "../../components/action-button.tsx";

const words = batchesText;
const purpose = "adjustments";

/** Adjustments by the file: choose or paste, say how it is read, check. What came of it is a page of its own. */
export function AdjustmentsImport() {
  const { file, change } = useBatchDraft();
  const [isTaking, setTaking] = useState(false);
  const isSending = useSending(purpose) !== null || isTaking;
  const [error, setError] = useState<Error | null>(null);

  const take = async (chosen: Blob, name: string) => {
    setTaking(true);
    setError(null);
    try {
      const uploadId = await whileShown(
        purpose,
        { what: importsText.sending.file(name), totalBytes: chosen.size },
        (way) => sendNamed(chosen, name, way),
      );
      change({ ...noBatchDraft, file: { uploadId, name } });
    } catch (problem) {
      if (problem instanceof Error && !(problem instanceof SendingStopped)) setError(problem);
    } finally {
      setTaking(false);
    }
  };

  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed" maw={760}>
        {words.explain}
      </Text>
      {error && <ErrorNotice error={error} />}
      <SendingProgress purpose={purpose} />
      {file === null ? (
        <ChooseAdjustments isSending={isSending} onTake={(chosen, name) => void take(chosen, name)} />
      ) : (
        <BatchReading
          key={file.uploadId}
          file={file}
          onLeave={() => change(noBatchDraft)}
          onChecked={(batchId) => {
            change({ batchId });
            goTo({ screen: "batch", batchId });
          }}
        />
      )}
      <BatchList />
    </Stack>
  );
}

interface ChooseAdjustmentsProps {
  readonly isSending: boolean;
  readonly onTake: (chosen: Blob, name: string) => void;
}

function ChooseAdjustments({ isSending, onTake }: ChooseAdjustmentsProps) {
  const [pasted, setPasted] = useState("");
  const takeFirst = ([first]: readonly File[]) => first && onTake(first, first.name);
  const isOver = useDroppedFiles(isSending ? null : takeFirst);
  return (
    <>
      <div className={classes.zone} data-over={isOver || undefined}>
        <IconFileUpload size={28} aria-hidden="true" />
        <Text fw={600}>{words.drop}</Text>
        <FileChooser accept={tableFiles} label={words.chooseLabel} disabled={isSending} onChoose={takeFirst}>
          {(button) => (
            <ActionButton takes="credits" {...button} variant="default" size="sm" loading={isSending}>
              {words.choose}
            </ActionButton>
          )}
        </FileChooser>
      </div>
      <Textarea
        label={words.paste}
        description={words.pasteHint}
        autosize
        minRows={3}
        maxRows={10}
        maw={760}
        value={pasted}
        onChange={({ currentTarget }) => setPasted(currentTarget.value)}
      />
      <Group>
        <ActionButton
          takes="credits"
          variant="default"
          disabled={pasted.trim() === "" || isSending}
          onClick={() => onTake(new Blob([pasted]), words.pastedName)}
        >
          {words.readPasted}
        </ActionButton>
      </Group>
    </>
  );
}
