import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

const longestTrialDays = 365;

/**
 * Whether a free trial may last, or be extended by, so many days (BEHAVIOUR 6.7).
 *
 * @throws AppError `trial_days_out_of_range` unless it is a whole number of days from 1 to 365.
 */
export function requireTrialDays(days: number): void {
  if (Number.isSafeInteger(days) && days >= 1 && days <= longestTrialDays) return;
  throw new AppError(
    "trial_days_out_of_range",
    sentence("{days} is not a number of days for a free trial.", { days }),
    { days },
  );
}
