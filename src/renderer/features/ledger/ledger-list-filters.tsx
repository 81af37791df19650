import { Group, SegmentedControl } from "@mantine/core";
import { asOfBasis, type AsOfBasis } from "../../../shared/contract/ledger.ts";
import { currencyCodes } from "../../../shared/money/currencies.ts";
import { dateText } from "../../components/date-text.tsx";
import { ChoiceField, ChoicesField, DayField } from "../../components/list/filter-fields.tsx";
import type { ListFilter } from "../../components/list/list-filter.ts";
import { MoneyInput } from "../../components/money-input.tsx";
import { useEngineQuery } from "../../foundation/engine.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import { amountCurrency, crossedSpans, toLedgerFilters, type LedgerFilterForm } from "./ledger-filters.ts";
import { entrySourceTypes, ledgerText } from "./ledger-text.ts";

const words = ledgerText.filters;
const sourceOptions = entrySourceTypes.map((value) => ({ value, label: ledgerText.sources[value] }));
const currencyOptions = currencyCodes.map((code) => ({ value: code, label: code }));
const bases = asOfBasis.options.map((value) => ({ value, label: ledgerText.asOf.bases[value] }));

/**
 * What the ledger can be narrowed by; each filter works as soon as it is set.
 *
 * @param defaultCurrency that amounts are read in while none is chosen.
 */
export function useLedgerListFilters(
  form: LedgerFilterForm,
  onChange: (form: LedgerFilterForm) => void,
  defaultCurrency: string,
): readonly ListFilter[] {
  const reasons = useEngineQuery("credits.reasons", {});
  const reasonOptions = (reasons.data?.reasons ?? []).map(({ code, name }) => ({ value: code, label: name }));
  const operators = useEngineQuery("ledger.operators", {});
  const operatorOptions = (operators.data?.operators ?? []).map((name) => ({ value: name, label: name }));
  const reading = { defaultCurrency, locale: operatorLocale };
  // The span's own ends: a look back from before them leaves nothing either, but then neither end is wrong.
  const crossed = crossedSpans(toLedgerFilters({ ...form, asOfOn: "" }, reading));
  const currency = amountCurrency(form, reading);
  const set = (change: Partial<LedgerFilterForm>) => onChange({ ...form, ...change });

  return [
    {
      id: "dates",
      label: words.dates,
      value: spanText(form.fromOn && dateText(form.fromOn), form.throughOn && dateText(form.throughOn), words.datesAre),
      onClear: () => set({ fromOn: "", throughOn: "" }),
      set: {
        at: "field",
        render: () => (
          <>
            <DayField label={words.from} value={form.fromOn} onChange={(fromOn) => set({ fromOn })} />
            <DayField
              label={words.through}
              value={form.throughOn}
              error={crossed.dates && words.datesCrossed}
              onChange={(throughOn) => set({ throughOn })}
            />
          </>
        ),
      },
    },
    {
      id: "source",
      label: words.source,
      value: chosenText(words.source, sourceOptions, form.sourceTypes),
      onClear: () => set({ sourceTypes: [] }),
      set: {
        at: "field",
        render: () => (
          <ChoicesField
            label={words.source}
            options={sourceOptions}
            value={form.sourceTypes}
            onChange={(sourceTypes) => set({ sourceTypes })}
          />
        ),
      },
    },
    {
      id: "reason",
      label: words.reason,
      value: chosenText(words.reason, reasonOptions, form.reasonCodes),
      onClear: () => set({ reasonCodes: [] }),
      set: {
        at: "field",
        render: () => (
          <ChoicesField
            label={words.reason}
            options={reasonOptions}
            value={form.reasonCodes}
            onChange={(reasonCodes) => set({ reasonCodes })}
          />
        ),
      },
    },
    {
      id: "operator",
      label: words.operator,
      value: form.operator === "" ? null : words.operatorIs(form.operator),
      onClear: () => set({ operator: "" }),
      set: {
        at: "field",
        render: (close) => (
          <ChoiceField
            label={words.operator}
            options={operatorOptions}
            value={form.operator || null}
            onChoose={(operator) => {
              set({ operator });
              close();
            }}
          />
        ),
      },
    },
    {
      id: "amount",
      label: words.amount,
      value: spanText(form.minimum.trim(), form.maximum.trim(), (from, to) => words.amountsAre(from, to, currency)),
      onClear: () => set({ minimum: "", maximum: "" }),
      set: {
        at: "field",
        render: () => (
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <MoneyInput
              size="xs"
              label={words.minimum}
              currency={currency}
              value={form.minimum}
              onChange={(minimum) => set({ minimum })}
            />
            <MoneyInput
              size="xs"
              label={words.maximum}
              currency={currency}
              value={form.maximum}
              error={crossed.amounts && words.amountsCrossed}
              onChange={(maximum) => set({ maximum })}
            />
          </Group>
        ),
      },
    },
    {
      id: "currency",
      label: words.currency,
      value: form.currency === "" ? null : words.currencyIs(form.currency),
      onClear: () => set({ currency: "" }),
      set: {
        at: "field",
        render: (close) => (
          <ChoiceField
            label={words.currency}
            options={currencyOptions}
            value={form.currency || null}
            onChoose={(chosen) => {
              set({ currency: chosen });
              close();
            }}
          />
        ),
      },
    },
    {
      id: "asOf",
      label: ledgerText.asOf.date,
      value:
        form.asOfOn === "" ? null : ledgerText.asOf.chip(dateText(form.asOfOn), ledgerText.asOf.bases[form.asOfBy]),
      onClear: () => set({ asOfOn: "" }),
      set: {
        at: "field",
        render: () => (
          <>
            <DayField label={ledgerText.asOf.date} value={form.asOfOn} onChange={(asOfOn) => set({ asOfOn })} />
            <SegmentedControl<AsOfBasis>
              size="xs"
              aria-label={ledgerText.asOf.by}
              data={bases}
              value={form.asOfBy}
              onChange={(asOfBy) => set({ asOfBy })}
            />
          </>
        ),
      },
    },
  ];
}

function spanText(from: string, to: string, say: (from: string | null, to: string | null) => string): string | null {
  return from === "" && to === "" ? null : say(from || null, to || null);
}

function chosenText<Value extends string>(
  label: string,
  options: readonly { readonly value: Value; readonly label: string }[],
  chosen: readonly Value[],
): string | null {
  if (chosen.length === 0) return null;
  const first = options.find(({ value }) => value === chosen[0])?.label ?? "…";
  return words.chosen(label, first, chosen.length - 1);
}
