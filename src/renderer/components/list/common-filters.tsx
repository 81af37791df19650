import { Group } from "@mantine/core";
import { currencyCodes } from "../../../shared/money/currencies.ts";
import { text } from "../../foundation/text.ts";
import { dateText } from "../../foundation/day-text.ts";
import { MoneyInput } from "../money-input.tsx";
import { ChoiceField, DayField } from "./filter-fields.tsx";
import type { ListFilter } from "./list-filter.ts";
import { amountCurrency, readAmounts, type AmountReading, type TypedAmounts } from "./typed-amounts.ts";

const words = text.lists.filters;

interface ChoiceFilterOptions {
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Null while it is not in use. */
  readonly value: string | null;
  /** What the chip says of the chosen option. */
  readonly say: (label: string) => string;
  readonly onChange: (value: string | null) => void;
}

/** One of many, found by typing. What was chosen once and is not offered any more is named by itself. */
export function choiceFilter({ id, label, options, value, say, onChange }: ChoiceFilterOptions): ListFilter {
  const chosen = options.find((option) => option.value === value);
  return {
    id,
    label,
    value: value === null ? null : say(chosen?.label ?? value),
    onClear: () => onChange(null),
    set: {
      at: "field",
      render: (close) => (
        <ChoiceField
          label={label}
          options={options}
          value={value}
          onChoose={(option) => {
            onChange(option);
            close();
          }}
        />
      ),
    },
  };
}

const currencyOptions = currencyCodes.map((code) => ({ value: code, label: code }));

/** One currency. */
export function currencyFilter({
  label = words.currency,
  say = words.currencyIs,
  ...rest
}: Pick<ChoiceFilterOptions, "value" | "onChange"> & Partial<Pick<ChoiceFilterOptions, "label" | "say">>): ListFilter {
  return choiceFilter({ id: "currency", options: currencyOptions, label, say, ...rest });
}

interface DaysFilterOptions {
  readonly id: string;
  readonly label: string;
  /** What the chip says in front of the days, where a list has days of several kinds. */
  readonly chipLabel?: string;
  /** Empty where the span has no such end. */
  readonly fromOn: string;
  readonly throughOn: string;
  readonly onChange: (span: { readonly fromOn: string; readonly throughOn: string }) => void;
}

/** A span of days, with or without either end. */
export function daysFilter({ id, label, chipLabel, fromOn, throughOn, onChange }: DaysFilterOptions): ListFilter {
  const span = spanText(fromOn && dateText(fromOn), throughOn && dateText(throughOn), words.daysAre);
  const isCrossed = fromOn !== "" && throughOn !== "" && fromOn > throughOn;
  return {
    id,
    label,
    value: span === null || chipLabel === undefined ? span : words.daysOf(chipLabel, span),
    onClear: () => onChange({ fromOn: "", throughOn: "" }),
    set: {
      at: "field",
      render: () => (
        <>
          <DayField label={words.from} value={fromOn} onChange={(day) => onChange({ fromOn: day, throughOn })} />
          <DayField
            label={words.through}
            value={throughOn}
            error={isCrossed && words.daysCrossed}
            onChange={(day) => onChange({ fromOn, throughOn: day })}
          />
        </>
      ),
    },
  };
}

interface AmountFilterOptions {
  readonly label: string;
  readonly typed: TypedAmounts;
  readonly reading: AmountReading;
  readonly onChange: (bounds: { readonly minimum: string; readonly maximum: string }) => void;
}

/** Amounts from one to another, in the currency that the list is narrowed to or else in the one that it goes by. */
export function amountFilter({ label, typed, reading, onChange }: AmountFilterOptions): ListFilter {
  const { minimum, maximum } = typed;
  const currency = amountCurrency(typed, reading);
  const { minimumMinor, maximumMinor } = readAmounts(typed, reading);
  const isCrossed = minimumMinor !== null && maximumMinor !== null && minimumMinor > maximumMinor;
  return {
    id: "amount",
    label,
    value: spanText(minimum.trim(), maximum.trim(), (from, to) => words.amountsAre(from, to, currency)),
    onClear: () => onChange({ minimum: "", maximum: "" }),
    set: {
      at: "field",
      render: () => (
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <MoneyInput
            size="xs"
            label={words.minimum}
            currency={currency}
            value={minimum}
            onChange={(bound) => onChange({ minimum: bound, maximum })}
          />
          <MoneyInput
            size="xs"
            label={words.maximum}
            currency={currency}
            value={maximum}
            error={isCrossed && words.amountsCrossed}
            onChange={(bound) => onChange({ minimum, maximum: bound })}
          />
        </Group>
      ),
    },
  };
}

function spanText(from: string, to: string, say: (from: string | null, to: string | null) => string): string | null {
  return from === "" && to === "" ? null : say(from || null, to || null);
}
