import { Checkbox, Group, Stack, Text } from "@mantine/core";
import { CurrencySelect } from "../../components/currency-select.tsx";
import { MoneyInput } from "../../components/money-input.tsx";
import { Money } from "../../components/money.tsx";
import { plansText } from "./plans-text.ts";
import type { PriceForm, ReadPriceForm } from "./price-form.ts";
import { SeatTiersEditor } from "./seat-tiers-editor.tsx";

interface PriceFieldsProps {
  readonly form: PriceForm;
  readonly onChange: (form: PriceForm) => void;
  readonly read: ReadPriceForm;
  /** Whether what is missing is to be said. */
  readonly showsProblems: boolean;
  /** Whether the price may be offered by the year only; a plan's first one is offered by the month always. */
  readonly isMonthlyOptional: boolean;
}

const words = plansText.price;

/** The fields of a price: a base fee by the month and by the year, and seats. */
export function PriceFields({ form, onChange, read, showsProblems, isMonthlyOptional }: PriceFieldsProps) {
  const set = (change: Partial<PriceForm>) => onChange({ ...form, ...change });
  const shown = showsProblems ? read.problems : {};
  const hasMonthly = form.hasMonthly || !isMonthlyOptional;
  return (
    <Stack gap="sm">
      {isMonthlyOptional && (
        <Checkbox
          label={words.hasMonthly}
          checked={form.hasMonthly}
          error={shown.price}
          onChange={({ currentTarget }) => set({ hasMonthly: currentTarget.checked })}
        />
      )}
      <Group gap="xs" align="flex-start" wrap="nowrap">
        {hasMonthly && (
          <MoneyInput
            required
            flex={1}
            label={words.monthly}
            currency={form.currency}
            showsCurrency={false}
            value={form.monthly}
            error={shown.monthly}
            onChange={(monthly) => set({ monthly })}
          />
        )}
        <CurrencySelect label={words.currency} value={form.currency} onChange={(currency) => set({ currency })} />
      </Group>
      <Checkbox
        label={words.hasAnnual}
        checked={form.hasAnnual}
        onChange={({ currentTarget }) => set({ hasAnnual: currentTarget.checked })}
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
            {words.annualCharge} <Money amountMinor={read.annualMinor} currency={form.currency} emphasis="strong" />
          </Text>
        </>
      )}
      <Checkbox
        label={words.hasSeats}
        checked={form.hasSeats}
        onChange={({ currentTarget }) => set({ hasSeats: currentTarget.checked })}
      />
      {form.hasSeats && (
        <SeatTiersEditor
          form={form.seats}
          currency={form.currency}
          onChange={(seats) => set({ seats })}
          problems={showsProblems ? read.seats : null}
        />
      )}
    </Stack>
  );
}
