import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

const latestRetryDay = 365;

/**
 * Whether these are days on which a failed payment can be tried again (BEHAVIOUR 9.3): each later than the one before. No day at all
 * means that it is not tried again.
 *
 * @throws AppError `retry_days_invalid`.
 */
export function requireRetryDays(days: readonly number[]): void {
  for (const [index, day] of days.entries()) {
    if (day < 1 || day > latestRetryDay) {
      throw new AppError(
        "retry_days_invalid",
        sentence("{day} days after a payment failed is not within a year.", { day }),
        { day },
      );
    }
    const before = days[index - 1] ?? 0;
    if (day <= before) {
      throw new AppError(
        "retry_days_invalid",
        sentence("Day {day} does not come after day {before}.", { day, before }),
        { day },
      );
    }
  }
}
