import { shareText } from "../../foundation/share-text.ts";

/**
 * A tax as the paper names it: its name with its rate, which many names carry already ("VAT 24 %") and then is not repeated.
 */
export function taxLabel(name: string, ratePartsPerMillion: number, locale?: string): string {
  return name.includes("%") ? name : `${name} ${shareText(ratePartsPerMillion, locale)}`;
}
