import { Temporal } from "temporal-polyfill";

/**
 * Civil dates: the calendar days that bills are about (BEHAVIOUR 6.4, 6.5). A date is text, `YYYY-MM-DD`, so that it
 * compares, sorts and stores as it reads. Instants are milliseconds since the epoch and meet dates in two places only,
 * {@link civilDateAt} and {@link startOfDayMs}.
 */
export type CivilDate = string & { readonly __brand: "CivilDate" };

/** How often a subscription is billed. The words are Clerk's `plan_period`. */
export type BillingPeriod = "month" | "annual";

const datePattern = /^\d{4}-\d{2}-\d{2}$/u;

/** Whether the text is a day of the calendar: `2024-02-29` is one, `2025-02-29` and `2025-2-1` are not. */
export function isCivilDate(text: string): text is CivilDate {
  if (!datePattern.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false;
  }
}

/** @throws RangeError unless the text {@link isCivilDate}. */
export function civilDate(text: string): CivilDate {
  if (!isCivilDate(text)) throw new RangeError(`"${text}" is not a date (YYYY-MM-DD)`);
  return text;
}

/** Whether the platform knows the IANA time zone, such as `"America/New_York"`. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** The calendar day that people in the time zone see at an instant. */
export function civilDateAt(instantMs: number, timeZone: string): CivilDate {
  return Temporal.Instant.fromEpochMilliseconds(instantMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString() as CivilDate;
}

/** The instant at which the day begins in the time zone: midnight, or the first moment there is where clocks skip midnight. */
export function startOfDayMs(date: CivilDate, timeZone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone }).epochMilliseconds;
}

/** The instant at which the day is over in the time zone: the first one of the day after. */
export function endOfDayMs(date: CivilDate, timeZone: string): number {
  return startOfDayMs(addDays(date, 1), timeZone);
}

/** The day that lies this many days after the date; before it for a negative number. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return remembered(`${date} ${days}`, () => Temporal.PlainDate.from(date).add({ days }).toString());
}

/** Days from `start` up to and without `end`; negative when `end` is earlier. */
export function daysBetween(start: CivilDate, end: CivilDate): number {
  return Temporal.PlainDate.from(start).until(end, { largestUnit: "days" }).days;
}

const monthsPerPeriod: Readonly<Record<BillingPeriod, number>> = { month: 1, annual: 12 };

/**
 * The first day of period `index` of a subscription anchored on `anchor` (period 0 starts on the anchor itself).
 *
 * Months are always counted from the anchor and clamped once, never from an earlier clamped date, so Jan 31 gives
 * Feb 28, Mar 31, and an annual Feb 29 comes back to Feb 29 in the next leap year (BEHAVIOUR 6.4).
 */
export function periodStart(anchor: CivilDate, period: BillingPeriod, index: number): CivilDate {
  return remembered(`${anchor} ${period} ${index}`, () =>
    Temporal.PlainDate.from(anchor)
      .add({ months: monthsPerPeriod[period] * index }, { overflow: "constrain" })
      .toString(),
  );
}

/** The index of the first period that starts on `date` or later; 0 when the anchor does. */
export function firstPeriodFrom(anchor: CivilDate, period: BillingPeriod, date: CivilDate): number {
  if (date <= anchor) return 0;
  const { months } = Temporal.PlainDate.from(anchor).until(date, { largestUnit: "months" });
  // Counting whole months may stop one short or one over at clamped month ends; the neighbours decide.
  let index = Math.max(0, Math.floor(months / monthsPerPeriod[period]) - 1);
  while (periodStart(anchor, period, index) < date) index += 1;
  return index;
}

/** More dates than this are not remembered at once; a billing run meets a few thousand different ones. */
const rememberedDateLimit = 20_000;
const rememberedDates = new Map<string, CivilDate>();

/**
 * The same few dates are asked for again and again in a billing run, and computing one costs more than the rest of an invoice's
 * arithmetic, so each is computed once.
 */
function remembered(key: string, compute: () => string): CivilDate {
  const known = rememberedDates.get(key);
  if (known !== undefined) return known;
  if (rememberedDates.size >= rememberedDateLimit) rememberedDates.clear();
  const date = compute() as CivilDate;
  rememberedDates.set(key, date);
  return date;
}
