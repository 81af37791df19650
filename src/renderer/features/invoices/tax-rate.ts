import { taxLabelIn } from "../../../shared/paper/tax-label.ts";
import { operatorLocale } from "../../foundation/locale.ts";

/** A tax as the operator reads it, with its rate. */
export function taxLabel(name: string, ratePartsPerMillion: number, locale: string = operatorLocale): string {
  return taxLabelIn(locale, name, ratePartsPerMillion);
}
