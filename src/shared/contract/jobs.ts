import { z } from "zod";
import { billingProgressTotals } from "./billing.ts";
import { command, query } from "./definition.ts";
import { errorView, id, idempotencyKey, instantMs } from "./fields.ts";

const jobProgress = z.strictObject({
  done: z.int(),
  total: z.int().nullable(),
  /** What is being counted, in the plural: accounts, entries, rows. */
  unit: z.string(),
  failures: z.int(),
  totals: z.array(billingProgressTotals),
});
export type JobProgress = z.infer<typeof jobProgress>;

export const jobView = z.strictObject({
  id,
  /** The method of the contract that started it. */
  method: z.string(),
  state: z.enum(["running", "done", "failed", "stopped"]),
  progress: jobProgress,
  startedAtMs: instantMs,
  endedAtMs: instantMs.nullable(),
  /** Once done (and, for a billing run, once stopped): what the method's output schema describes. */
  result: z.unknown().optional(),
  /** Why it failed; of one that is done, why its result is not here. */
  error: errorView.optional(),
  /** Of a book on a server, where another of its hosts does it: the result stays there, and what the work has changed is in the book. */
  isAtOtherHost: z.literal(true).optional(),
  /** Of such a job, what the machine of that host is called. */
  hostName: z
    .string()
    .regex(/^[\w.-]{1,64}$/u)
    .optional(),
});
export type JobView = z.infer<typeof jobView>;

/** What every job method answers at once. */
export const jobStarted = z.strictObject({ jobId: id });
export type JobStarted = z.infer<typeof jobStarted>;

export const jobsContract = {
  "jobs.get": query({
    summary: "Reads a job's progress and, at the end, its result. Jobs are kept until the application stops.",
    input: z.strictObject({ jobId: id }),
    output: jobView,
    errors: ["job_not_found"],
  }),
  "jobs.list": query({
    summary: "Lists the jobs since the application started, newest first.",
    input: z.strictObject({}),
    output: z.strictObject({ jobs: z.array(jobView) }),
    errors: [],
  }),
  "jobs.cancel": command({
    summary: "Asks a job to stop after the batch it is in. What one has begun oneself one may stop without the right.",
    right: "runs",
    audit: { notes: ["jobId"] },
    input: z.strictObject({ jobId: id, idempotencyKey }),
    output: z.strictObject({ wasRunning: z.boolean() }),
    errors: ["job_not_found"],
  }),
};
