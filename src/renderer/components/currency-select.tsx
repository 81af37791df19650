import { Select } from "@mantine/core";
import { currencyCodes } from "../../shared/money/currencies.ts";

interface CurrencySelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (currency: string) => void;
}

/** The currency beside an amount: any there is, and never none. */
export function CurrencySelect({ label, value, onChange }: CurrencySelectProps) {
  return (
    <Select
      label={label}
      data={[...currencyCodes]}
      searchable
      allowDeselect={false}
      w={112}
      value={value}
      onChange={(currency) => currency !== null && onChange(currency)}
    />
  );
}
