import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { multiplyByFraction } from "../../../shared/money/minor-units.ts";
import type { Price } from "../billing/facts.ts";
import { requireValidTiers } from "./seat-tiers.ts";

type PriceTerms = Omit<Price, "id" | "currency">;

const monthsOfYear = { numerator: 12, denominator: 1 };

/**
 * Whether a price can be charged (BEHAVIOUR 6.1): it is offered for a period, a year of it is an amount the book can hold, its tiers
 * are sound, and it charges something for every period it is offered for.
 *
 * @param mayBeFree whether nothing at all may be charged, as by a complimentary price for a single customer.
 * @throws AppError `amount_out_of_range`, `price_without_charge`, `price_tiers_invalid`.
 */
export function requirePriceTerms(terms: PriceTerms, mayBeFree: boolean): void {
  const { monthlyMinor, annualMonthlyMinor, seatPrice } = terms;
  if (annualMonthlyMinor !== null) {
    for (const amountMinor of [annualMonthlyMinor, ...(seatPrice?.tiers ?? []).map((tier) => tier.feePerBlockMinor)]) {
      multiplyByFraction(amountMinor, monthsOfYear);
    }
  }
  if (monthlyMinor === null && annualMonthlyMinor === null) {
    throw new AppError("price_without_charge", sentence("The price is offered neither by the month nor by the year."));
  }
  if (!mayBeFree && seatPrice === null && (monthlyMinor === 0 || annualMonthlyMinor === 0)) {
    throw new AppError("price_without_charge", sentence("The price has no seats, and its fee is zero."));
  }
  if (seatPrice === null) return;
  requireValidTiers(seatPrice);
  const seatsAreFree = seatPrice.tiers.every((tier) => tier.feePerBlockMinor === 0);
  if (!mayBeFree && seatsAreFree && (monthlyMinor === 0 || annualMonthlyMinor === 0)) {
    throw new AppError("price_without_charge", sentence("The price charges neither a fee nor for its seats."));
  }
}
