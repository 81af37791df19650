import { lastInstantMs } from "../../shared/calendar.ts";

const secondMs = 1_000;

/** Whoever asks for more than a day would have something waiting of which nobody knows any more. */
const longestAskedWaitMs = 24 * 60 * 60 * secondMs;

/**
 * When something is sent again that nobody is known to have: a delivery of a webhook, an adjustment in the outbox.
 *
 * @param waitMs by the schedule of what is sent.
 * @param endedAtMs when the last try was over.
 * @param askedMs how long the other side asked to be left alone; it is, for up to a day. Null where it did not ask.
 */
export function sendAgainAtMs(waitMs: number, endedAtMs: number, askedMs: number | null): number {
  return Math.min(endedAtMs + Math.max(waitMs, Math.min(askedMs ?? 0, longestAskedWaitMs)), lastInstantMs);
}

/**
 * How long somebody asks to be left alone.
 *
 * @param text their `Retry-After`: seconds, or the date until when. Null where there is none.
 * @returns null where it is neither.
 */
export function askedWaitMs(text: string | null, nowMs: number): number | null {
  if (text === null) return null;
  if (/^\d+$/u.test(text)) return Math.min(Number(text) * secondMs, longestAskedWaitMs);
  // A date of HTTP begins with the day of the week; what else can be read as a date is not meant as one.
  const untilMs = /^[A-Z][a-z]+, /u.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(untilMs) ? null : Math.min(Math.max(0, untilMs - nowMs), longestAskedWaitMs);
}
