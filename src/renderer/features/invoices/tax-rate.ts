/** A tax rate as it is printed: 82500 parts per million is 8.25%. A rate is not money, so `Intl` may divide it. */
export function formatTaxRate(ratePartsPerMillion: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 4 }).format(
    ratePartsPerMillion / 1_000_000,
  );
}
