import type { BillingPeriod } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { minorUnits, type MinorUnits } from "../../../shared/money/minor-units.ts";
import type { Price } from "./facts.ts";

/**
 * What one period costs before tax: the monthly fee, or twelve times the monthly fee of the annual price (BEHAVIOUR 6.1).
 *
 * @throws AppError `plan_not_found` when the price is not offered for the period.
 */
export function periodFee(
  price: Pick<Price, "monthlyMinor" | "annualMonthlyMinor">,
  period: BillingPeriod,
): MinorUnits {
  if (period === "month") return minorUnits(price.monthlyMinor);
  if (price.annualMonthlyMinor === null) {
    throw new AppError("plan_not_found", "The plan is not offered by the year.");
  }
  return minorUnits(price.annualMonthlyMinor * 12);
}
