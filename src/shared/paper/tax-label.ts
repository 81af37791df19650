/** A share of something, in parts per million: 24 % is 240,000. It is not money, so `Intl` may divide it. */
export function shareIn(locale: string, partsPerMillion: number): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 4 }).format(
    partsPerMillion / 1_000_000,
  );
}

/**
 * A tax as the paper names it: its name with its rate, which many names carry already ("VAT 24 %") and then is not repeated.
 */
export function taxLabelIn(locale: string, name: string, ratePartsPerMillion: number): string {
  return name.includes("%") ? name : `${name} ${shareIn(locale, ratePartsPerMillion)}`;
}
