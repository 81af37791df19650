import { sendAgainAtMs } from "../send-again.ts";

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** How long to wait after each try in a row that decided nothing; the last holds from then on. */
const waitsMs = [5 * secondMs, 30 * secondMs, 2 * minuteMs, 10 * minuteMs, 30 * minuteMs, 60 * minuteMs] as const;
const longestWaitMs = 60 * minuteMs;

/** What an answer means for an adjustment that was sent. */
export type Verdict =
  /** The upstream has it. */
  | "applied"
  /** The upstream will not take it, however often it is sent. */
  | "refused"
  /** Nobody knows: it may have it. The same key is sent again. */
  | "unknown";

/**
 * What a status means that came with an answer in the upstream's own words (BEHAVIOUR 12.2). A key that is refused, too many requests and a
 * fault of the other side say nothing of the adjustment. There is no number of tries after which it is given up: whoever gives up does not know
 * whether the other side has it.
 *
 * @param code what the upstream calls its refusal.
 */
export function verdictOf(status: number, code = ""): Verdict {
  if (status >= 200 && status < 300) return "applied";
  if (status < 400 || status >= 500) return "unknown";
  // The same key is still being worked on, however that is called, which says nothing of what will come of it.
  if (status === 409 && /progress|concurren|process|flight|in_use|lock|pending/iu.test(code)) return "unknown";
  return [401, 403, 407, 408, 425, 429].includes(status) ? "unknown" : "refused";
}

/** However long an upstream is away, somebody who has a connection again does not wait longer for it to be noticed. */
const longestRestMs = 2 * minuteMs;

/**
 * Until when nothing is sent after something came to nothing that is not about one adjustment.
 *
 * @param failures how often in a row, one at least.
 */
export function restEndsAtMs(failures: number, endedAtMs: number, askedWaitMs: number | null): number {
  return sendAgainAtMs(Math.min(waitsMs[failures - 1] ?? longestRestMs, longestRestMs), endedAtMs, askedWaitMs);
}

/**
 * When an adjustment is sent again that nothing decided.
 *
 * @param failedTries how often in a row, one at least.
 * @param endedAtMs when the last try was over.
 * @param askedWaitMs how long the upstream asked to be left alone; null where it did not.
 */
export function nextSendAtMs(failedTries: number, endedAtMs: number, askedWaitMs: number | null): number {
  return sendAgainAtMs(waitsMs[failedTries - 1] ?? longestWaitMs, endedAtMs, askedWaitMs);
}
