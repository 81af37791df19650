import type { CivilDate } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { firstDayOf, lastDayOf, monthAfter, monthOf, type Month } from "../../../shared/months.ts";
import type { ClosedDays } from "./dating.ts";

/** What decides which month can be closed. */
export interface ClosingFacts extends ClosedDays {
  /** The day of the earliest entry or invoice; today where there is none. */
  readonly firstOn: CivilDate;
  readonly today: CivilDate;
}

/** The month that is closed next: the earliest that is open. */
export function nextMonth({ closedThroughOn, firstOn }: ClosingFacts): Month {
  return closedThroughOn === null ? monthOf(firstOn) : monthAfter(monthOf(closedThroughOn));
}

/** Whether the month lies in the past as a whole. */
export function isOver(month: Month, today: CivilDate): boolean {
  return lastDayOf(month) < today;
}

/**
 * Months are closed one after the other, once they are over (BEHAVIOUR 11.3).
 *
 * @throws AppError `period_already_closed`, `period_not_over`, `period_out_of_order`
 */
export function requireNextToClose(month: Month, facts: ClosingFacts): void {
  const { closedThroughOn, today } = facts;
  if (closedThroughOn !== null && firstDayOf(month) <= closedThroughOn) {
    throw new AppError(
      "period_already_closed",
      sentence("{month} is closed; the book is closed up to {closedThroughOn}.", { month, closedThroughOn }),
    );
  }
  if (!isOver(month, today)) {
    throw new AppError(
      "period_not_over",
      sentence("{month} ends on {lastDayOn}; today in the book is {today}.", {
        month,
        lastDayOn: lastDayOf(month),
        today,
      }),
    );
  }
  const next = nextMonth(facts);
  if (month === next) return;
  const said =
    closedThroughOn === null && month < next
      ? sentence("{month} cannot be closed: the book begins in {next}.", { month, next })
      : sentence("{month} cannot be closed: {next} is open.", { month, next });
  throw new AppError("period_out_of_order", said, {
    nextMonth: next,
  });
}

/**
 * Only the month that was closed last is reopened, so that what is open has no hole.
 *
 * @throws AppError `period_not_closed`, `period_out_of_order`
 */
export function requireLastClosed(month: Month, { closedThroughOn }: ClosedDays): void {
  if (closedThroughOn === null || firstDayOf(month) > closedThroughOn) {
    throw new AppError("period_not_closed", sentence("{month} is open.", { month }));
  }
  const last = monthOf(closedThroughOn);
  if (month === last) return;
  throw new AppError(
    "period_out_of_order",
    sentence("{month} cannot be reopened: {last} was closed after it.", { month, last }),
    {
      lastMonth: last,
    },
  );
}
