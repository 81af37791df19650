import { Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useBook } from "../../foundation/book.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { CurrencySelect } from "../../components/currency-select.tsx";
import { MoneyInput } from "../../components/money-input.tsx";
import { SegmentedField } from "../../components/segmented-field.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { readDiscountForm, startDiscountForm, type DiscountForm } from "./discount-form.ts";
import { discountsText } from "./discounts-text.ts";
import { notice } from "../../foundation/notice.tsx";

interface NewDiscountDialogProps {
  readonly onClose: () => void;
}

const words = discountsText.new;

/** Adds a discount that subscriptions can then carry (BEHAVIOUR 6.8). */
export function NewDiscountDialog({ onClose }: NewDiscountDialogProps) {
  const book = useBook();
  const [form, setForm] = useState<DiscountForm>(() => startDiscountForm(book.currency));
  const [wasTried, setWasTried] = useState(false);
  const creating = useEngineCommand("discounts.create");
  const { input, problems } = readDiscountForm(form);
  const shown = wasTried ? problems : {};
  const set = (change: Partial<DiscountForm>) => setForm((before) => ({ ...before, ...change }));

  const create = async () => {
    setWasTried(true);
    if (input === null) return;
    try {
      await creating.run(input);
      onClose();
      notice(words.done(input.name));
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <Dialog onClose={onClose} title={words.title}>
      <SubmitForm checksItself onSubmit={create}>
        <Stack gap="sm">
          <TextInput
            data-autofocus
            required
            label={words.name}
            description={words.nameHint}
            maxLength={100}
            value={form.name}
            error={shown.name}
            onChange={({ currentTarget }) => set({ name: currentTarget.value })}
          />
          <SegmentedField
            label={words.kind}
            value={form.kind}
            options={[
              { value: "share", label: words.share },
              { value: "amount", label: words.amount },
            ]}
            onChange={(kind) => set({ kind })}
          />
          {form.kind === "share" ? (
            <TextInput
              required
              label={words.sharePercent}
              inputMode="decimal"
              autoComplete="off"
              w={180}
              rightSection={<Text size="sm">%</Text>}
              value={form.share}
              error={shown.share}
              onChange={({ currentTarget }) => set({ share: currentTarget.value })}
            />
          ) : (
            <Group gap="xs" align="flex-start" wrap="nowrap">
              <MoneyInput
                required
                flex={1}
                label={words.amountLabel}
                currency={form.currency}
                showsCurrency={false}
                value={form.amount}
                error={shown.amount}
                onChange={(amount) => set({ amount })}
              />
              <CurrencySelect label={words.currency} value={form.currency} onChange={(currency) => set({ currency })} />
            </Group>
          )}
          <SegmentedField
            label={words.length}
            value={form.isForGood ? "good" : "periods"}
            options={[
              { value: "good", label: words.forGood },
              { value: "periods", label: words.forPeriods },
            ]}
            onChange={(length) => set({ isForGood: length === "good" })}
          />
          {!form.isForGood && (
            <TextInput
              required
              label={words.periods}
              description={words.periodsHint}
              inputMode="numeric"
              autoComplete="off"
              value={form.periods}
              error={shown.periods}
              onChange={({ currentTarget }) => set({ periods: currentTarget.value })}
            />
          )}
          {creating.error && <ErrorNotice error={creating.error} />}
        </Stack>
        <FormButtons cancel={words.cancel} submit={words.create} onCancel={onClose} isPending={creating.isPending} />
      </SubmitForm>
    </Dialog>
  );
}
