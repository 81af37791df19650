import { AppError } from "./errors.ts";
import { sentence } from "./sentences/sentence.ts";

/**
 * Civil dates: the calendar days that bills are about (BEHAVIOUR 6.4, 6.5). A date is text, `YYYY-MM-DD`, so that it
 * compares, sorts and stores as it reads. Instants are milliseconds since the epoch and meet dates in two places only,
 * `civilDateAt` and `startOfDayMs` of `calendar.ts`, which has what takes a time zone, months or years.
 *
 * The calendar has an end on either side: a year of five digits would compare as if it came before one of four, and instants begin
 * with 1970. What would lead over an end is refused as `date_out_of_range`.
 */
export type CivilDate = string & { readonly __brand: "CivilDate" };

export const firstCivilDate = "1970-01-01" as CivilDate;
export const lastCivilDate = "9999-12-31" as CivilDate;
/** The last instant of {@link lastCivilDate} in UTC; the first one of the calendar is 0. */
export const lastInstantMs = 253_402_300_799_999;

const datePattern = /^\d{4}-\d{2}-\d{2}$/u;
const dayMs = 24 * 60 * 60 * 1000;

/** Its first instant in UTC, where every day is as long; not a number for a text that is no day at all. */
const midnightMs = (text: string): number => Date.parse(`${text}T00:00:00Z`);

const dayAt = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** Whether the text is a day of the calendar: `2024-02-29` is one, `2025-02-29`, `2025-2-1` and `1969-12-31` are not. */
export function isCivilDate(text: string): text is CivilDate {
  if (!datePattern.test(text) || text < firstCivilDate) return false;
  const atMs = midnightMs(text);
  // A day that its month does not have is read as one of the next month.
  return !Number.isNaN(atMs) && dayAt(atMs) === text;
}

/** @throws RangeError unless the text {@link isCivilDate}. */
export function civilDate(text: string): CivilDate {
  if (!isCivilDate(text)) throw new RangeError(`"${text}" is not a date (YYYY-MM-DD)`);
  return text;
}

/**
 * The day that lies this many days after the date; before it for a negative number.
 *
 * @throws AppError `date_out_of_range`
 */
export function addDays(date: CivilDate, days: number): CivilDate {
  const atMs = midnightMs(date) + days * dayMs;
  if (!Number.isInteger(days) || atMs < 0 || atMs > lastInstantMs) throw outOfRange();
  return dayAt(atMs) as CivilDate;
}

/** Days from `start` up to and without `end`; negative when `end` is earlier. */
export function daysBetween(start: CivilDate, end: CivilDate): number {
  return (midnightMs(end) - midnightMs(start)) / dayMs;
}

export function outOfRange(): AppError {
  return new AppError(
    "date_out_of_range",
    sentence("The calendar goes from {firstCivilDate} to {lastCivilDate}.", { firstCivilDate, lastCivilDate }),
  );
}
