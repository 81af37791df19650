import { SegmentedControl } from "@mantine/core";
import { asOfBasis, type AsOfBasis } from "../../../shared/contract/ledger.ts";
import { dateText } from "../../foundation/day-text.ts";
import { amountFilter, choiceFilter, currencyFilter, daysFilter } from "../../components/list/common-filters.tsx";
import { ChoicesField, DayField } from "../../components/list/filter-fields.tsx";
import type { ListFilter } from "../../components/list/list-filter.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import { reasonChoices } from "../../foundation/reason-names.ts";
import type { LedgerFilterForm } from "./ledger-filters.ts";
import { entrySourceTypes, ledgerText } from "./ledger-text.ts";

const words = ledgerText.filters;
const sourceOptions = entrySourceTypes.map((value) => ({ value, label: ledgerText.sources[value] }));
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
  const reasonOptions = reasonChoices(reasons.data?.reasons ?? []);
  const operators = useEngineQuery("ledger.operators", {});
  const operatorOptions = (operators.data?.operators ?? []).map((name) => ({ value: name, label: name }));
  const reading = { defaultCurrency, locale: operatorLocale };
  const set = (change: Partial<LedgerFilterForm>) => onChange({ ...form, ...change });

  return [
    daysFilter({ id: "dates", label: words.dates, fromOn: form.fromOn, throughOn: form.throughOn, onChange: set }),
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
    choiceFilter({
      id: "operator",
      label: words.operator,
      options: operatorOptions,
      value: form.operator || null,
      say: words.operatorIs,
      onChange: (operator) => set({ operator: operator ?? "" }),
    }),
    amountFilter({ label: words.amount, typed: form, reading, onChange: set }),
    currencyFilter({ value: form.currency || null, onChange: (currency) => set({ currency: currency ?? "" }) }),
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

function chosenText<Value extends string>(
  label: string,
  options: readonly { readonly value: Value; readonly label: string }[],
  chosen: readonly Value[],
): string | null {
  if (chosen.length === 0) return null;
  const first = options.find(({ value }) => value === chosen[0])?.label ?? "…";
  return words.chosen(label, first, chosen.length - 1);
}
