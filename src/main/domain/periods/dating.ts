import { addDays, latestOf, type CivilDate } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { monthOf } from "../../../shared/months.ts";

/** What decides whether a day can be written on: the last one of the last closed month; null where none is closed. */
export interface ClosedDays {
  readonly closedThroughOn: CivilDate | null;
}

/** Whether somebody said the day, or means today by what they do, or it follows from a rule: when a period begins, credit expires. */
export type DatedBy = "hand" | "rule";

/**
 * The day on which something is written that would be dated a day, by whatever door it comes (BEHAVIOUR 11.3). What is dated by rule and
 * falls into a closed month is dated the first open day; what is dated by hand is refused.
 *
 * @throws AppError `period_closed`
 */
export function datedOn(day: CivilDate, by: DatedBy, { closedThroughOn }: ClosedDays): CivilDate {
  if (closedThroughOn === null || day > closedThroughOn) return day;
  const firstOpenOn = addDays(closedThroughOn, 1);
  if (by === "rule") return latestOf(day, firstOpenOn);
  throw new AppError(
    "period_closed",
    sentence("{day} lies in {month}, which is closed; {firstOpenOn} is the first open day.", {
      day,
      month: monthOf(day),
      firstOpenOn,
    }),
    {
      on: day,
      closedThroughOn,
      firstOpenOn,
    },
  );
}

/**
 * What an entry says of a day that is another one than its rule gives, added to what it says anyway.
 *
 * @param note what it says anyway.
 */
export function noteOfMoved(note: string | null, ruleOn: CivilDate, movedOn: CivilDate): string | null {
  if (ruleOn === movedOn) return note;
  const why = `It falls on ${ruleOn}, and ${monthOf(ruleOn)} is closed.`;
  return note === null ? why : `${note}\n${why}`;
}
