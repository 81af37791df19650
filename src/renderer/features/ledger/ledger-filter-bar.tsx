import { Button, Group, Select, TextInput } from "@mantine/core";
import { useRef } from "react";
import { currencyCodes } from "../../../shared/money/currencies.ts";
import { useCommand } from "../../foundation/commands.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import { MoneyInput } from "../../components/money-input.tsx";
import { ChoiceFilter } from "./choice-filter.tsx";
import {
  amountCurrency,
  countLedgerFilters,
  crossedSpans,
  toLedgerFilters,
  type LedgerFilterForm,
} from "./ledger-filters.ts";
import classes from "./ledger-filter-bar.module.css";
import { entrySourceTypes, ledgerText } from "./ledger-text.ts";

interface LedgerFilterBarProps {
  readonly form: LedgerFilterForm;
  readonly onChange: (form: LedgerFilterForm) => void;
  readonly onClear: () => void;
  /** The currency that amounts are read in while none is chosen. */
  readonly defaultCurrency: string;
}

const sourceOptions = entrySourceTypes.map((value) => ({ value, label: ledgerText.sources[value] }));

/** Narrows the ledger: each filter works as soon as it is set. */
export function LedgerFilterBar({ form, onChange, onClear, defaultCurrency }: LedgerFilterBarProps) {
  const words = ledgerText.filters;
  const reasons = useEngineQuery("credits.reasons", {});
  const firstField = useRef<HTMLInputElement>(null);
  useCommand("filter.focus", () => firstField.current?.focus());

  const set = (change: Partial<LedgerFilterForm>) => onChange({ ...form, ...change });
  const reading = { defaultCurrency, locale: operatorLocale };
  // The span's own ends: a look back from before them leaves nothing either, but then neither end is wrong.
  const crossed = crossedSpans(toLedgerFilters({ ...form, asOfOn: "" }, reading));
  const currency = amountCurrency(form, reading);
  // A bound is meant in a currency; from then on the bar says in which.
  const setBound = (change: Partial<LedgerFilterForm>) => set({ ...change, currency });

  return (
    <search aria-label={words.group} className={classes.bar}>
      <Group gap="xs" align="flex-start">
        <TextInput
          ref={firstField}
          size="xs"
          w={132}
          type="date"
          label={words.from}
          value={form.fromOn}
          onChange={(event) => set({ fromOn: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          w={132}
          type="date"
          label={words.through}
          value={form.throughOn}
          error={crossed.dates && words.datesCrossed}
          onChange={(event) => set({ throughOn: event.currentTarget.value })}
        />
        <ChoiceFilter
          label={words.source}
          anyLabel={words.anySource}
          options={sourceOptions}
          value={form.sourceTypes}
          onChange={(sourceTypes) => set({ sourceTypes })}
          width={150}
        />
        <ChoiceFilter
          label={words.reason}
          anyLabel={words.anyReason}
          options={(reasons.data?.reasons ?? []).map(({ code, name }) => ({ value: code, label: name }))}
          value={form.reasonCodes}
          onChange={(reasonCodes) => set({ reasonCodes })}
          width={150}
        />
        <TextInput
          size="xs"
          w={120}
          label={words.operator}
          placeholder={words.anyOperator}
          maxLength={200}
          value={form.operator}
          onChange={(event) => set({ operator: event.currentTarget.value })}
        />
        <Select
          size="xs"
          w={96}
          label={words.currency}
          placeholder={words.anyCurrency}
          data={[...currencyCodes]}
          searchable
          clearable
          value={form.currency || null}
          onChange={(chosen) => set({ currency: chosen ?? "", ...(chosen === null && { minimum: "", maximum: "" }) })}
        />
        <MoneyInput
          size="xs"
          w={116}
          label={words.minimum}
          currency={currency}
          showsCurrency={false}
          value={form.minimum}
          onChange={(minimum) => setBound({ minimum })}
        />
        <MoneyInput
          size="xs"
          w={116}
          label={words.maximum}
          currency={currency}
          showsCurrency={false}
          value={form.maximum}
          error={crossed.amounts && words.amountsCrossed}
          onChange={(maximum) => setBound({ maximum })}
        />
        <Button
          size="xs"
          variant="subtle"
          mt={20}
          // Its place is kept, so that the bar does not move when the first filter is set.
          style={{ visibility: countLedgerFilters(form) === 0 ? "hidden" : "visible" }}
          onClick={onClear}
        >
          {words.clear}
        </Button>
      </Group>
    </search>
  );
}
