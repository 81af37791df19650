import { formatMoney } from "../../shared/money/format.ts";
import { operatorLocale } from "../foundation/locale.ts";

/** The digits of an amount with its sign, as every column writes them: the currency stands before them. */
export function figureText(amountMinor: number, currency: string, showsPlus = false): string {
  return formatMoney(amountMinor, currency, { locale: operatorLocale, currencyDisplay: "none", showsPlus });
}
