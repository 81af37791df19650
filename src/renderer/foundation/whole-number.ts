import { withPlainDigits } from "../../shared/digits.ts";
import { operatorLocale } from "./locale.ts";

/**
 * Read a whole number of things as people type it: digits, 0 to 9 or the locale's own, and nothing else.
 *
 * @returns null where it is none, or more than a number holds exactly.
 */
export function readWholeNumber(typed: string, locale: string = operatorLocale): number | null {
  const digits = withPlainDigits(typed, locale).trim();
  if (!/^\d{1,15}$/u.test(digits)) return null;
  return Number(digits);
}
