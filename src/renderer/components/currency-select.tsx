import { Choice } from "./choice.tsx";
import { currencyCodes } from "../../shared/money/currencies.ts";

interface CurrencySelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (currency: string) => void;
}

/** The currency beside an amount: any there is, and never none. */
export function CurrencySelect({ label, value, onChange }: CurrencySelectProps) {
  return (
    <Choice
      label={label}
      data={[...currencyCodes]}
      allowDeselect={false}
      w={112}
      value={value}
      onChange={(currency) => currency !== null && onChange(currency)}
    />
  );
}
