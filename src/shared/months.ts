import { civilDate, monthEnd, periodStart, type CivilDate } from "./calendar.ts";

/** A month of the calendar, `YYYY-MM`: what a book closes at once (BEHAVIOUR 11.3). It compares and sorts as it reads. */
export type Month = string & { readonly __brand: "Month" };

/** Whether the text is a month of the calendar, which goes from 1970 to 9999. */
export function isMonth(text: string): text is Month {
  return /^\d{4}-(?:0[1-9]|1[0-2])$/u.test(text) && text >= "1970-01";
}

export function monthOf(day: CivilDate): Month {
  return day.slice(0, 7) as Month;
}

export function firstDayOf(month: Month): CivilDate {
  return civilDate(`${month}-01`);
}

export function lastDayOf(month: Month): CivilDate {
  return monthEnd(firstDayOf(month));
}

/** @throws AppError `date_out_of_range` */
export function monthAfter(month: Month): Month {
  return monthOf(periodStart(firstDayOf(month), "month", 1));
}
