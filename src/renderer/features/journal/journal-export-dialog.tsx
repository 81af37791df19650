import { Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { journalFormats } from "../../../shared/contract/export-formats.ts";
import type { JournalFormat } from "../../../shared/contract/journal.ts";
import { isCivilDate } from "../../../shared/civil-date.ts";
import { DayInput } from "../../components/day-input.tsx";
import { EngineError } from "../../foundation/engine.ts";
import { Choice } from "../../components/choice.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { useSavedExport } from "../../components/saved-export.ts";
import { journalText } from "./journal-text.ts";

const words = journalText.export;

/** Asks for which days, and for which program. */
export function JournalExportDialog({ onClose }: { readonly onClose: () => void }) {
  const [fromOn, setFromOn] = useState("");
  const [throughOn, setThroughOn] = useState("");
  const [format, setFormat] = useState<JournalFormat>("ledger");
  const [error, setError] = useState<EngineError | null>(null);
  const exporting = useSavedExport("journal.export");
  const start = async () => {
    setError(null);
    // What is no day, its field says.
    if (![fromOn, throughOn].every((day) => day === "" || isCivilDate(day))) return;
    try {
      await exporting.start({ fromOn: fromOn || null, throughOn: throughOn || null, format });
      onClose();
    } catch (refusal) {
      if (!(refusal instanceof EngineError)) throw refusal;
      setError(refusal);
    }
  };
  return (
    <Dialog onClose={onClose} title={words.title}>
      <SubmitForm checksItself onSubmit={start}>
        <Stack gap="sm">
          <Group gap="sm" grow>
            <DayInput data-autofocus label={words.from} value={fromOn} onChange={setFromOn} />
            <DayInput label={words.through} value={throughOn} onChange={setThroughOn} />
          </Group>
          <Text size="xs" c="dimmed">
            {words.hint}
          </Text>
          <Choice<JournalFormat>
            label={words.format}
            value={format}
            data={journalFormats.map((value) => ({ value, label: words.formats[value] }))}
            onChange={(chosen) => chosen !== null && setFormat(chosen)}
            allowDeselect={false}
          />
          {error && <ErrorNotice error={error} />}
        </Stack>
        <FormButtons cancel={words.cancel} submit={words.start} onCancel={onClose} isPending={exporting.isRunning} />
      </SubmitForm>
    </Dialog>
  );
}
