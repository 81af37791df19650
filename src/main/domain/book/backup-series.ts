import { civilDateAt, civilDate, daysBetween } from "../../../shared/calendar.ts";

/** A copy of the series, by when it was made. */
export interface DatedCopy {
  readonly createdAtMs: number;
}

/** How many copies of today stay. */
const keptToday = 3;

/** Of how many days, weeks and months the newest copy stays; those in which none was made are not counted. */
const keptOf = [
  { spans: 7, spanOf: (day: string) => day },
  { spans: 5, spanOf: (day: string) => String(Math.floor(daysBetween(aMonday, civilDate(day)) / 7)) },
  { spans: 12, spanOf: (day: string) => day.slice(0, 7) },
] as const;

const aMonday = civilDate("1970-01-05");

/**
 * Which copies of a series go, once a new one is there: three of today stay, and of the last seven days, five weeks and twelve months that
 * have one the newest (BEHAVIOUR 14.1). What was made on a day that has not come, because a clock was wrong, stays.
 *
 * @param timeZone in which a day is a day.
 */
export function copiesToRemove<Copy extends DatedCopy>(
  copies: readonly Copy[],
  nowMs: number,
  timeZone: string,
): Copy[] {
  const today = civilDateAt(nowMs, timeZone);
  const newestFirst = copies
    .map((copy) => ({ copy, day: civilDateAt(copy.createdAtMs, timeZone) }))
    .toSorted((a, b) => b.copy.createdAtMs - a.copy.createdAtMs);
  const past = newestFirst.filter(({ day }) => day <= today);
  const kept = new Set([
    ...newestFirst.filter(({ day }) => day > today),
    ...past.filter(({ day }) => day === today).slice(0, keptToday),
    ...keptOf.flatMap(({ spans, spanOf }) => newestOfEach(past, ({ day }) => spanOf(day)).slice(0, spans)),
  ]);
  return newestFirst.filter((each) => !kept.has(each)).map(({ copy }) => copy);
}

/** @param newestFirst of each span, the first is taken. */
function newestOfEach<Copy>(newestFirst: readonly Copy[], spanOf: (copy: Copy) => string): Copy[] {
  const firsts = new Map<string, Copy>();
  for (const copy of newestFirst) if (!firsts.has(spanOf(copy))) firsts.set(spanOf(copy), copy);
  return [...firsts.values()];
}

/** How often a copy is made by itself. */
export type BackupEvery = "off" | "hour" | "day";

const hourMs = 60 * 60 * 1000;

/** Whether a copy is to be made now, `lastAtMs` being when the last one of the series was made. */
export function isBackupDue(every: BackupEvery, lastAtMs: number | null, nowMs: number, timeZone: string): boolean {
  if (every === "off") return false;
  // A clock that was put back is no reason to wait until it has caught up.
  if (lastAtMs === null || lastAtMs > nowMs) return true;
  return every === "hour"
    ? nowMs - lastAtMs >= hourMs
    : civilDateAt(lastAtMs, timeZone) !== civilDateAt(nowMs, timeZone);
}
