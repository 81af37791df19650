import { operatorLocale } from "./locale.ts";

const countFormat = new Intl.NumberFormat(operatorLocale);

/** A number of things as the operator's locale writes it. */
export function countText(count: number): string {
  return countFormat.format(count);
}
