import { Text, TextInput, type TextInputProps } from "@mantine/core";
import { useContext, useState, type Ref } from "react";
import { readTypedMoney, type TypedMoney } from "../foundation/typed-money.ts";
import { operatorLocale } from "../foundation/locale.ts";
import { BookCurrencyContext } from "./money.tsx";

/** Reads what was typed or pasted into a {@link MoneyInput}, in the operator's locale (BEHAVIOUR 1.6). */
export function useMoneyReader(): (typed: string, currency: string) => TypedMoney {
  const bookCurrency = useContext(BookCurrencyContext);
  return (typed, currency) => readTypedMoney(typed, currency, { locale: operatorLocale, bookCurrency });
}

interface MoneyInputProps extends Omit<TextInputProps, "value" | "onChange" | "type"> {
  readonly currency: string;
  /** Exactly what was typed; it stays as it is, whatever it means. */
  readonly value: string;
  readonly onChange: (typed: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
  /** False where the currency is shown beside the field already. Default true. */
  readonly showsCurrency?: boolean;
}

/** A field for an amount in one currency. What cannot be read is said below the field and never changed. */
export function MoneyInput({
  currency,
  value,
  onChange,
  showsCurrency = true,
  error,
  onBlur,
  ...rest
}: MoneyInputProps) {
  const [wasLeft, setWasLeft] = useState(false);
  const parsed = useMoneyReader()(value, currency);
  // An empty field is no mistake before it was left, and half a figure is none while it is being typed.
  const problem = !parsed.ok && wasLeft && value.trim() !== "" ? parsed.message : null;
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      {...rest}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={(event) => {
        setWasLeft(true);
        onBlur?.(event);
      }}
      error={error ?? problem}
      rightSection={
        showsCurrency && (
          <Text size="sm" c="dimmed">
            {currency}
          </Text>
        )
      }
      rightSectionWidth={52}
      classNames={{ input: "tabular" }}
    />
  );
}
