import { sendAgainAtMs } from "../send-again.ts";

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** How long to wait after each try in vain: short breaks are bridged within seconds, outages of a day are outlived. */
const waitsMs = [5 * secondMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 5 * hourMs, 10 * hourMs, 10 * hourMs] as const;

/**
 * When a delivery is tried again.
 *
 * @param failedTries how often it has been tried in vain by now, one at least.
 * @param endedAtMs when the last try was over.
 * @param askedMs how long the receiver asked to be left alone. Null where it did not ask.
 * @returns null when it is given up.
 */
export function nextTryAtMs(failedTries: number, endedAtMs: number, askedMs: number | null): number | null {
  const waitMs = waitsMs[failedTries - 1];
  return waitMs === undefined ? null : sendAgainAtMs(waitMs, endedAtMs, askedMs);
}

/** Whether an answer means that the delivery arrived. A redirect does not: it is not followed, and nobody has it then. */
export function isSuccess(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}
