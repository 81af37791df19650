import { yearsLater, type CivilDate } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/** The latest date of an invoice, and so the furthest day that a billing run goes to. */
export function latestInvoiceOn(today: CivilDate): CivilDate {
  return yearsLater(today, 1);
}

/**
 * No invoice is dated more than a year ahead, by whatever door it is made (BEHAVIOUR 8.9a): a year that was mistyped, or a key that is
 * held down, would bill for decades, and invoices cannot be taken back by the thousand.
 *
 * @throws AppError `cutoff_too_far`.
 */
export function requireInReach(on: CivilDate, today: CivilDate): void {
  const latestOn = latestInvoiceOn(today);
  if (on > latestOn) {
    throw new AppError("cutoff_too_far", sentence("{on} is more than a year after today, {today}.", { on, today }), {
      latestOn,
    });
  }
}
