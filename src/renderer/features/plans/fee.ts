import { AppError } from "../../../shared/errors.ts";
import { multiplyByFraction } from "../../../shared/money/minor-units.ts";
import { readTypedMoney } from "../../foundation/typed-money.ts";
import { plansText } from "./plans-text.ts";

const words = plansText.price;

/** A fee as it was typed: zero or more, or the sentence that says why it is none. */
export function readFee(typed: string, currency: string, locale: string): number | string {
  const parsed = readTypedMoney(typed, currency, { locale });
  if (!parsed.ok) return parsed.message;
  return parsed.amountMinor >= 0 ? parsed.amountMinor : words.belowZero;
}

/** Twelve months of a fee (BEHAVIOUR 6.1), or the sentence that says that no book can hold them. */
export function yearOf(monthlyMinor: number): number | string {
  try {
    return multiplyByFraction(monthlyMinor, { numerator: 12, denominator: 1 });
  } catch (error) {
    if (error instanceof AppError) return words.tooLarge;
    throw error;
  }
}
