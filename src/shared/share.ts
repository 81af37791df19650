import { withPlainDigits } from "./digits.ts";

/** A share of something, in parts per million: 24 % is 240,000. It is not money, so `Intl` may divide it. */
export function shareIn(locale: string, partsPerMillion: number): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 4 }).format(
    partsPerMillion / 1_000_000,
  );
}

/**
 * Read a percentage as people type it, with up to four decimals: `8.25`, `8,25` and `8.25 %` are 82,500 parts per million. No
 * percentage has thousands, so point and comma both are the decimal sign, and so is what Arabic and Persian write for it.
 *
 * @returns null where it is none, or lies outside of 0 to 100.
 */
export function readShareIn(locale: string, typed: string): number | null {
  const match = /^(\d{1,3})(?:[.,٫](\d{1,4}))?\s*[%٪]?$/u.exec(withPlainDigits(typed, locale).trim());
  if (!match) return null;
  const [, whole = "", fraction = ""] = match;
  const partsPerMillion = Number(whole + fraction.padEnd(4, "0"));
  return partsPerMillion <= 1_000_000 ? partsPerMillion : null;
}
