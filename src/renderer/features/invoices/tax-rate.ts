/**
 * A tax as the paper names it: its name with its rate, which many names carry already ("VAT 24 %") and then is not repeated.
 */
export function taxLabel(name: string, ratePartsPerMillion: number, locale: string): string {
  return name.includes("%") ? name : `${name} ${formatTaxRate(ratePartsPerMillion, locale)}`;
}

/** A tax rate as it is printed: 82500 parts per million is 8.25%. A rate is not money, so `Intl` may divide it. */
function formatTaxRate(ratePartsPerMillion: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 4 }).format(
    ratePartsPerMillion / 1_000_000,
  );
}
