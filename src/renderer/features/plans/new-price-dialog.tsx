import { Checkbox, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { PlanView } from "../../../shared/contract/plans.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { plansText } from "./plans-text.ts";
import { PriceFields } from "./price-fields.tsx";
import { readPriceForm, startPriceForm } from "./price-form.ts";
import { notice } from "../../foundation/notice.tsx";

interface NewPriceDialogProps {
  readonly plan: PlanView;
  readonly onClose: () => void;
}

const words = plansText.newPrice;

/** Adds a price to a plan, for single customers or as the new default (BEHAVIOUR 6.2). */
export function NewPriceDialog({ plan, onClose }: NewPriceDialogProps) {
  const [form, setForm] = useState(() => ({ ...startPriceForm(plan.currency), hasSeats: plan.seatPrice !== null }));
  const [description, setDescription] = useState("");
  const [isDefault, setIsDefault] = useState(false);
  const [wasTried, setWasTried] = useState(false);
  const creating = useEngineCommand("prices.create");
  const read = readPriceForm(form);

  const create = async () => {
    setWasTried(true);
    if (read.price === null) return;
    const trimmed = description.trim();
    try {
      await creating.run({
        planId: plan.id,
        description: trimmed === "" ? null : trimmed,
        ...read.price,
        isDefault,
      });
      onClose();
      notice(isDefault ? words.doneDefault : words.done);
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <Dialog onClose={onClose} title={words.title(plan.name)} size={560}>
      <SubmitForm checksItself onSubmit={create}>
        <Stack gap="sm">
          <TextInput
            data-autofocus
            label={words.description}
            description={words.descriptionHint}
            maxLength={200}
            value={description}
            onChange={({ currentTarget }) => setDescription(currentTarget.value)}
          />
          <PriceFields form={form} onChange={setForm} read={read} showsProblems={wasTried} isMonthlyOptional />
          <Checkbox
            label={words.isDefault}
            description={words.isDefaultHint}
            checked={isDefault}
            onChange={({ currentTarget }) => setIsDefault(currentTarget.checked)}
          />
          {creating.error && <ErrorNotice error={creating.error} />}
        </Stack>
        <FormButtons cancel={words.cancel} submit={words.create} onCancel={onClose} isPending={creating.isPending} />
      </SubmitForm>
    </Dialog>
  );
}
