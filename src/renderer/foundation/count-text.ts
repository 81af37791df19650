import { operatorLocale } from "./locale.ts";

const countFormat = new Intl.NumberFormat(operatorLocale);

/** A number of things as the operator's locale writes it. */
export function countText(count: number): string {
  return countFormat.format(count);
}

/** The same in a column of counts: blank where there is nothing to count. */
export function countOrBlank(count: number): string {
  return count === 0 ? "" : countText(count);
}
