import { shareIn } from "../share.ts";

/**
 * A tax as the paper names it: its name with its rate, which many names carry already ("VAT 24 %") and then is not repeated.
 */
export function taxLabelIn(locale: string, name: string, ratePartsPerMillion: number): string {
  return name.includes("%") ? name : `${name} ${shareIn(locale, ratePartsPerMillion)}`;
}
