import { Alert, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ErrorView, Result } from "../../shared/errors.ts";
import { Dialog } from "../components/dialog.tsx";
import { ErrorNotice } from "../components/error-notice.tsx";
import { FormButtons } from "../components/form-buttons.tsx";
import { SubmitForm } from "../components/submit-form.tsx";
import { refusalText } from "../foundation/refusal-text.ts";
import { text } from "../foundation/text.ts";

interface TeamDialogProps {
  /** Has the host go over to the ledger of that address. */
  readonly open: (address: string) => Promise<Result<unknown>>;
  readonly onClose: () => void;
}

const words = text.team;

/** Asks where a team's ledger is served, and leaves the book for it. */
export function TeamDialog({ open, onClose }: TeamDialogProps) {
  const [address, setAddress] = useState("");
  const [isOpening, setOpening] = useState(false);
  const [failure, setFailure] = useState<ErrorView | "lost" | null>(null);
  const refusal = failure === "lost" ? null : failure;
  const isOfAddress = refusal?.code === "invalid_input";
  const submit = async () => {
    setOpening(true);
    setFailure(null);
    const opened = await open(address.trim()).catch(() => null);
    // Where it is one the host shows it instead of this page.
    if (opened?.ok) return;
    setFailure(opened?.error ?? "lost");
    setOpening(false);
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <SubmitForm onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">{words.explain}</Text>
          <TextInput
            data-autofocus
            required
            label={words.address}
            placeholder={words.addressExample}
            type="text"
            inputMode="url"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={2_000}
            value={address}
            error={isOfAddress && refusalText(refusal).message}
            onChange={({ currentTarget }) => setAddress(currentTarget.value)}
          />
          {failure === "lost" && <Alert color="red">{words.failed}</Alert>}
          {refusal && !isOfAddress && <ErrorNotice error={refusal} />}
          <FormButtons cancel={words.cancel} submit={words.open} onCancel={onClose} isPending={isOpening} />
        </Stack>
      </SubmitForm>
    </Dialog>
  );
}
