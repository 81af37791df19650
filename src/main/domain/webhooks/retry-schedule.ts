import { lastInstantMs } from "../../../shared/calendar.ts";

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** How long to wait after each try in vain: short breaks are bridged within seconds, outages of a day are outlived. */
const waitsMs = [5 * secondMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 5 * hourMs, 10 * hourMs, 10 * hourMs] as const;

/** A receiver that asks for more than a day would have deliveries waiting of which nobody knows any more. */
const longestAskedWaitMs = 24 * hourMs;

/**
 * When a delivery is tried again.
 *
 * @param failedTries how often it has been tried in vain by now, one at least.
 * @param endedAtMs when the last try was over.
 * @param askedMs how long the receiver asked to be left alone; it is, for up to a day. Null where it did not ask.
 * @returns null when it is given up.
 */
export function nextTryAtMs(failedTries: number, endedAtMs: number, askedMs: number | null): number | null {
  const waitMs = waitsMs[failedTries - 1];
  if (waitMs === undefined) return null;
  return Math.min(endedAtMs + Math.max(waitMs, Math.min(askedMs ?? 0, longestAskedWaitMs)), lastInstantMs);
}

/**
 * How long a receiver asks to be left alone.
 *
 * @param text its `Retry-After`: seconds, or the date until when. Null where there is none.
 * @returns null where it is neither.
 */
export function askedWaitMs(text: string | null, nowMs: number): number | null {
  if (text === null) return null;
  if (/^\d+$/u.test(text)) return Math.min(Number(text) * secondMs, longestAskedWaitMs);
  // A date of HTTP begins with the day of the week; what else can be read as a date is not meant as one.
  const untilMs = /^[A-Z][a-z]+, /u.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(untilMs) ? null : Math.min(Math.max(0, untilMs - nowMs), longestAskedWaitMs);
}

/** Whether an answer means that the delivery arrived. A redirect does not: it is not followed, and nobody has it then. */
export function isSuccess(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}
