import { z } from "zod";
import { instantMs, storableText } from "./fields.ts";

/** Nothing waits this long for an answer. */
const longestAttemptMs = 24 * 60 * 60 * 1000;

/** A try to send something that is to arrive at least once: an event to an endpoint, an adjustment to the upstream. By the machine's clock. */
export const sendAttempt = z.strictObject({
  startedAtMs: instantMs,
  tookMs: z.int().min(0).max(longestAttemptMs),
  /** What was answered: a status of HTTP; null where nothing was. */
  status: z.int().min(100).max(599).nullable(),
  /** Why there is no status, or why the one there is is no success. */
  problem: storableText(500).nullable(),
});
export type SendAttempt = z.infer<typeof sendAttempt>;
