import { monthsOf, type DaySpan } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/** Fifty years; what is longer is a mistake, and more than anybody reads. */
const monthLimit = 600;

/**
 * The months that a report shows.
 *
 * @throws AppError `invalid_input` for a period that ends before it begins, or that has too many months.
 */
export function reportMonths(period: DaySpan): DaySpan[] {
  requirePeriod(period);
  const { fromOn, throughOn } = period;
  const years = Number(throughOn.slice(0, 4)) - Number(fromOn.slice(0, 4));
  const count = years * 12 + Number(throughOn.slice(5, 7)) - Number(fromOn.slice(5, 7)) + 1;
  if (count > monthLimit) {
    throw new AppError(
      "invalid_input",
      sentence("From {fromOn} through {throughOn} is more than {monthLimit} months.", {
        fromOn,
        throughOn,
        monthLimit,
      }),
    );
  }
  return monthsOf(period);
}

/** @throws AppError `invalid_input` for a period that ends before it begins. */
export function requirePeriod({ fromOn, throughOn }: DaySpan): void {
  if (throughOn < fromOn)
    throw new AppError(
      "invalid_input",
      sentence("The period ends on {throughOn}, before {fromOn}.", { throughOn, fromOn }),
    );
}
