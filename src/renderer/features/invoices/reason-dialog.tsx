import { Stack, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import type { EngineError } from "../../foundation/engine.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";

interface ReasonDialogProps {
  readonly words: Readonly<Record<"title" | "reason" | "reasonHint" | "cancel" | "confirm", string>>;
  /** Does it, for that reason. @throws EngineError which is shown by `error`. */
  readonly run: (reason: string) => Promise<{ readonly invoice: InvoiceView }>;
  readonly isPending: boolean;
  readonly error: EngineError | null;
  /** What is shown of a refusal; left out: what happened and what to do. */
  readonly renderRefusal?: (error: EngineError, reason: string) => ReactNode;
  /** Told the invoice as it is then, once the dialog has closed. */
  readonly onDone: (invoice: InvoiceView) => void;
  readonly onClose: () => void;
  /** What will happen, to what. */
  readonly children: ReactNode;
}

/** Asks why something is done that cannot be undone. What was typed stays where the engine refuses. */
export function ReasonDialog({
  words,
  run,
  isPending,
  error,
  renderRefusal,
  onDone,
  onClose,
  children,
}: ReasonDialogProps) {
  const [reason, setReason] = useState("");
  const give = async () => {
    try {
      const { invoice } = await run(reason);
      onClose();
      onDone(invoice);
    } catch {
      // The refusal stands in the dialog.
    }
  };
  return (
    <Dialog onClose={onClose} title={words.title}>
      <SubmitForm onSubmit={give}>
        <Stack gap="sm">
          {children}
          <TextInput
            data-autofocus
            required
            label={words.reason}
            description={words.reasonHint}
            maxLength={200}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          {error && (renderRefusal?.(error, reason) ?? <ErrorNotice error={error} />)}
          <FormButtons
            cancel={words.cancel}
            submit={words.confirm}
            onCancel={onClose}
            isPending={isPending}
            isDestructive
          />
        </Stack>
      </SubmitForm>
    </Dialog>
  );
}
