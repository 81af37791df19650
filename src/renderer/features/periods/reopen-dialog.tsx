import { Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Month } from "../../../shared/months.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { monthText } from "./month-text.ts";
import { periodsText } from "./periods-text.ts";
import { notice } from "../../foundation/notice.tsx";

interface ReopenDialogProps {
  readonly month: Month;
  readonly onClose: () => void;
}

const words = periodsText.reopening;

/** Asks why a month is reopened, which the closing keeps. */
export function ReopenDialog({ month, onClose }: ReopenDialogProps) {
  const reopening = useEngineCommand("periods.reopen");
  const [reason, setReason] = useState("");
  const name = monthText(month);
  const reopen = async () => {
    try {
      await reopening.run({ month, reason });
      onClose();
      notice(words.done(name));
    } catch {
      // The refusal stands in the dialog.
    }
  };
  return (
    <Dialog title={words.title(name)} onClose={onClose}>
      <SubmitForm onSubmit={reopen}>
        <Stack gap="sm">
          <Text size="sm">{words.explain}</Text>
          <TextInput
            data-autofocus
            required
            label={words.reason}
            maxLength={500}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          {reopening.error && <ErrorNotice error={reopening.error} />}
          <FormButtons
            cancel={words.cancel}
            submit={words.confirm}
            onCancel={onClose}
            isPending={reopening.isPending}
          />
        </Stack>
      </SubmitForm>
    </Dialog>
  );
}
