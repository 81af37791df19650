import { formatMoney } from "../../../shared/money/format.ts";

/**
 * An amount as the operator would type it, to stand in a field at the start: without a currency and without groups, so that it
 * reads back as the same amount everywhere.
 */
export function typedAmount(amountMinor: number, currency: string, locale: string): string {
  return formatMoney(amountMinor, currency, { locale, currencyDisplay: "none", isGrouped: false });
}
