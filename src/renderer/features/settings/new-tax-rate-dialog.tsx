import { Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useEngineCommand } from "../../foundation/engine.ts";
import { readShare } from "../../foundation/share-text.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { settingsText } from "./settings-text.ts";
import { notice } from "../../foundation/notice.tsx";

const words = settingsText.newTaxRate;

/** Adds a tax rate. */
export function NewTaxRateDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState("");
  const [rate, setRate] = useState("");
  const [wasTried, setWasTried] = useState(false);
  const creating = useEngineCommand("taxRates.create");
  const ratePartsPerMillion = readShare(rate);
  const trimmedName = name.trim();

  const save = async () => {
    setWasTried(true);
    if (trimmedName === "" || ratePartsPerMillion === null) return;
    try {
      await creating.run({ name: trimmedName, ratePartsPerMillion });
      onClose();
      notice(words.done(trimmedName));
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <Dialog onClose={onClose} title={words.title}>
      <SubmitForm checksItself onSubmit={save}>
        <Stack gap="sm">
          <TextInput
            data-autofocus
            required
            label={words.name}
            description={words.nameHint}
            maxLength={60}
            value={name}
            error={wasTried && trimmedName === "" && words.nameMissing}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <TextInput
            required
            label={words.rate}
            inputMode="decimal"
            autoComplete="off"
            w={180}
            rightSection={<Text size="sm">%</Text>}
            value={rate}
            error={wasTried && ratePartsPerMillion === null && words.rateWrong}
            onChange={({ currentTarget }) => setRate(currentTarget.value)}
          />
          {creating.error && <ErrorNotice error={creating.error} />}
        </Stack>
        <FormButtons cancel={words.cancel} submit={words.save} onCancel={onClose} isPending={creating.isPending} />
      </SubmitForm>
    </Dialog>
  );
}
