import { Button, Checkbox, Group, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useId, useState } from "react";
import { currencyCodes } from "../../../shared/money/currencies.ts";
import { useBook } from "../../app/book.ts";
import { useEngineCommand } from "../../app/engine.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { MoneyInput } from "../../components/money-input.tsx";
import { Money } from "../../components/money.tsx";
import { billingText } from "./billing-text.ts";
import { readPlanForm, startPlanForm, type PlanForm } from "./plan-form.ts";
import { slugOf } from "./plan-slug.ts";
import { SubmitForm } from "../../components/submit-form.tsx";

interface NewPlanDialogProps {
  readonly onClose: () => void;
}

const words = billingText.newPlan;

/** Adds a plan with its default price (BEHAVIOUR 6.1, 6.2). */
export function NewPlanDialog({ onClose }: NewPlanDialogProps) {
  return (
    <Dialog onClose={onClose} title={words.title}>
      <NewPlanForm onClose={onClose} />
    </Dialog>
  );
}

function NewPlanForm({ onClose }: NewPlanDialogProps) {
  const book = useBook();
  const [form, setForm] = useState<PlanForm>(() => startPlanForm(book.currency));
  const [hasOwnSlug, setHasOwnSlug] = useState(false);
  const [wasTried, setWasTried] = useState(false);
  const creating = useEngineCommand("plans.create");
  const kindLabelId = useId();
  const { input, problems, annualMinor } = readPlanForm(form);
  const set = (change: Partial<PlanForm>) => setForm({ ...form, ...change });
  const shown = wasTried ? problems : {};

  const create = async () => {
    setWasTried(true);
    if (input === null) return;
    try {
      await creating.run(input);
      onClose();
      notifications.show({ title: words.doneTitle, message: words.done(input.name) });
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
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
          onChange={({ currentTarget: { value: name } }) => set({ name, ...(!hasOwnSlug && { slug: slugOf(name) }) })}
        />
        <TextInput
          required
          label={words.slug}
          description={words.slugHint}
          maxLength={63}
          value={form.slug}
          error={shown.slug}
          onChange={({ currentTarget: { value: slug } }) => {
            setHasOwnSlug(slug !== "");
            set({ slug });
          }}
        />
        <div>
          <Text size="sm" fw={500} id={kindLabelId}>
            {words.kind}
          </Text>
          <SegmentedControl
            aria-labelledby={kindLabelId}
            data={[
              { value: "organization", label: billingText.plans.kinds.organization },
              { value: "user", label: billingText.plans.kinds.user },
            ]}
            value={form.forKind}
            onChange={(forKind) => set({ forKind })}
          />
        </div>
        <Group grow align="flex-start">
          <MoneyInput
            required
            label={words.monthly}
            currency={form.currency}
            showsCurrency={false}
            value={form.monthly}
            error={shown.monthly}
            onChange={(monthly) => set({ monthly })}
          />
          <Select
            label={words.currency}
            data={[...currencyCodes]}
            searchable
            allowDeselect={false}
            value={form.currency}
            onChange={(currency) => currency !== null && set({ currency })}
          />
        </Group>
        <Checkbox
          label={words.hasAnnual}
          checked={form.hasAnnual}
          onChange={(event) => set({ hasAnnual: event.currentTarget.checked })}
        />
        {form.hasAnnual && (
          <>
            <MoneyInput
              required
              label={words.annualMonthly}
              currency={form.currency}
              value={form.annualMonthly}
              error={shown.annualMonthly}
              onChange={(annualMonthly) => set({ annualMonthly })}
            />
            <Text size="sm">
              {words.annualCharge} <Money amountMinor={annualMinor} currency={form.currency} emphasis="strong" />
            </Text>
          </>
        )}
        <Text size="sm" c="dimmed">
          {words.priceFixed}
        </Text>
        {creating.error && <ErrorNotice error={creating.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={creating.isPending}>
            {words.create}
          </Button>
        </Group>
      </Stack>
    </SubmitForm>
  );
}
