import { Temporal } from "temporal-polyfill/implementation";
import {
  addDays,
  type CivilDate,
  civilDate,
  daysBetween,
  firstCivilDate,
  isCivilDate,
  lastCivilDate,
  lastInstantMs,
  outOfRange,
} from "./civil-date.ts";

export { addDays, type CivilDate, civilDate, daysBetween, isCivilDate, lastCivilDate, lastInstantMs };

/** How often a subscription is billed. The words are Clerk's `plan_period`. */
export type BillingPeriod = "month" | "annual";

/** Whether the platform knows the IANA time zone, such as `"America/New_York"`. */
export function isTimeZone(name: string): boolean {
  try {
    // Days are counted by the one and shown by the other, and the other also takes spellings such as a typographical minus.
    plainDateAt(0, name);
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/**
 * The calendar day that people in the time zone see at an instant. In the hours in which that lies over an end of the calendar it is
 * the day at the end, so that what was recorded then can be shown.
 */
export function civilDateAt(instantMs: number, timeZone: string): CivilDate {
  const day = plainDateAt(instantMs, timeZone);
  if (day.year < 1970) return firstCivilDate;
  return day.year > 9999 ? lastCivilDate : (day.toString() as CivilDate);
}

/**
 * @throws AppError `date_out_of_range` for an instant that is no moment of the calendar in the time zone, or in UTC.
 */
export function requireInstantInCalendar(instantMs: number, timeZone: string): void {
  const { year } = plainDateAt(instantMs, timeZone);
  if (instantMs < 0 || instantMs > lastInstantMs || year < 1970 || year > 9999) throw outOfRange();
}

/** What was asked for last: every call asks for the day that it is now, twice. */
let askedLast: { readonly second: number; readonly timeZone: string; readonly day: Temporal.PlainDate } | undefined;

function plainDateAt(instantMs: number, timeZone: string): Temporal.PlainDate {
  // Days begin and clocks change on whole seconds, so within one the day is the same.
  const second = Math.floor(instantMs / 1000);
  if (askedLast?.second !== second || askedLast.timeZone !== timeZone) {
    const day = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone).toPlainDate();
    askedLast = { second, timeZone, day };
  }
  return askedLast.day;
}

/** The instant at which the day begins in the time zone: midnight, or the first moment there is where clocks skip midnight. */
export function startOfDayMs(date: CivilDate, timeZone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone }).epochMilliseconds;
}

/** The instant at which the day is over in the time zone: the first one of the day after. */
export function endOfDayMs(date: CivilDate, timeZone: string): number {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime({ timeZone }).epochMilliseconds;
}

/**
 * Tells the days on which something was recorded: a day goes from midnight to midnight, also where clocks that are put back show the day
 * before once more. It keeps the bounds of the day that it told last, because most of what follows lies in it as well.
 */
export function createDayOfRecord(timeZone: string): (instantMs: number) => CivilDate {
  let day = firstCivilDate;
  let [fromMs, untilMs] = [0, 0];
  return (instantMs) => {
    if (instantMs >= fromMs && instantMs < untilMs) return day;
    day = civilDateAt(instantMs, timeZone);
    untilMs = endOfDayMs(day, timeZone);
    if (instantMs >= untilMs && day < lastCivilDate) day = addDays(day, 1);
    [fromMs, untilMs] = [startOfDayMs(day, timeZone), endOfDayMs(day, timeZone)];
    return day;
  };
}

/** The latest of some days. */
export function latestOf(first: CivilDate, ...others: readonly CivilDate[]): CivilDate {
  return others.reduce((latest, day) => (day > latest ? day : latest), first);
}

/** 1 for a Monday to 7 for a Sunday. */
export function dayOfWeek(date: CivilDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** The day so many years later, or the last one of all where the calendar ends before that. */
export function yearsLater(date: CivilDate, years: number): CivilDate {
  return Number(date.slice(0, 4)) + years > 9999 ? lastCivilDate : periodStart(date, "annual", years);
}

/** Days that follow each other, both ends included. */
export interface DaySpan {
  readonly fromOn: CivilDate;
  readonly throughOn: CivilDate;
}

/** The first day of the date's month. */
export function monthStart(date: CivilDate): CivilDate {
  return `${date.slice(0, 7)}-01` as CivilDate;
}

/** The last day of the date's month. */
export function monthEnd(date: CivilDate): CivilDate {
  return within(() => Temporal.PlainDate.from(date).with({ day: 31 }, { overflow: "constrain" }));
}

/** The months of a span in their order, its first and its last as far as it goes; none where it ends before it begins. */
export function monthsOf({ fromOn, throughOn }: DaySpan): DaySpan[] {
  const months: DaySpan[] = [];
  for (let start = fromOn; start <= throughOn; start = addDays(monthEnd(start), 1)) {
    const end = monthEnd(start);
    months.push({ fromOn: start, throughOn: end < throughOn ? end : throughOn });
    if (end === lastCivilDate) break;
  }
  return months;
}

const monthsPerPeriod: Readonly<Record<BillingPeriod, number>> = { month: 1, annual: 12 };

/**
 * The first day of period `index` of a subscription anchored on `anchor` (period 0 starts on the anchor itself).
 *
 * Months are always counted from the anchor and clamped once, never from an earlier clamped date, so Jan 31 gives
 * Feb 28, Mar 31, and an annual Feb 29 comes back to Feb 29 in the next leap year (BEHAVIOUR 6.4).
 *
 * @throws AppError `date_out_of_range`
 */
export function periodStart(anchor: CivilDate, period: BillingPeriod, index: number): CivilDate {
  return remembered(`${anchor} ${period} ${index}`, () =>
    Temporal.PlainDate.from(anchor).add({ months: monthsPerPeriod[period] * index }, { overflow: "constrain" }),
  );
}

/** How many periods start on the day or earlier. */
export function periodsStarted(anchor: CivilDate, period: BillingPeriod, throughOn: CivilDate): number {
  if (throughOn < anchor) return 0;
  const [fromYear, fromMonth] = yearAndMonth(anchor);
  const [toYear, toMonth] = yearAndMonth(throughOn);
  // A month has one day on which a period can start, so the months between name the one that started last, or comes next.
  const index = Math.floor(((toYear - fromYear) * 12 + toMonth - fromMonth) / monthsPerPeriod[period]);
  return periodStart(anchor, period, index) <= throughOn ? index + 1 : index;
}

/** The index of the first period that starts on `date` or later; 0 when the anchor does. */
export function firstPeriodFrom(anchor: CivilDate, period: BillingPeriod, date: CivilDate): number {
  return date <= anchor ? 0 : periodsStarted(anchor, period, addDays(date, -1));
}

function yearAndMonth(date: CivilDate): [year: number, month: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
}

/** More dates than this are not remembered at once; a billing run meets a few thousand different ones. */
const rememberedDateLimit = 20_000;
const rememberedDates = new Map<string, CivilDate>();

/**
 * The same few dates are asked for again and again in a billing run, and computing one costs more than the rest of an invoice's
 * arithmetic, so each is computed once.
 */
function remembered(key: string, compute: () => Temporal.PlainDate): CivilDate {
  const known = rememberedDates.get(key);
  if (known !== undefined) return known;
  if (rememberedDates.size >= rememberedDateLimit) rememberedDates.clear();
  const date = within(compute);
  rememberedDates.set(key, date);
  return date;
}

/** @throws AppError `date_out_of_range` for a day that the calendar does not have. */
function within(compute: () => Temporal.PlainDate): CivilDate {
  try {
    const date = compute();
    if (date.year >= 1970 && date.year <= 9999) return date.toString() as CivilDate;
  } catch (error) {
    // So far away that not even a year can be told.
    if (!(error instanceof RangeError)) throw error;
  }
  throw outOfRange();
}
