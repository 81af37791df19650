import { z } from "zod";
import { job, query } from "./definition.ts";
import { civilDateText, currencyCode, errorView, id, idempotencyKey, instantMs, minorAmount } from "./fields.ts";

/** Sums of one currency; different currencies stand side by side (BEHAVIOUR 1.7). */
export const billingTotals = z
  .strictObject({
    currency: currencyCode,
    invoiceCount: z.int(),
    invoicedMinor: minorAmount,
    creditAppliedMinor: minorAmount,
    /** Left for payment methods. */
    dueMinor: minorAmount,
  })
  .meta({ id: "BillingTotals" });
export type BillingTotals = z.infer<typeof billingTotals>;

const billingProblem = z.strictObject({ accountId: id, accountName: z.string(), error: errorView });
export type BillingProblem = z.infer<typeof billingProblem>;

const billingRunState = z.enum(["running", "interrupted", "cancelled", "complete"]);

const billingReport = z.strictObject({
  throughOn: civilDateText,
  accountsDone: z.int(),
  accountsTotal: z.int(),
  totals: z.array(billingTotals),
  /** Accounts that could not be billed and why; the first thousand. */
  problems: z.array(billingProblem),
  problemCount: z.int(),
});
export type BillingReport = z.infer<typeof billingReport>;

export const billingRunView = billingReport.extend({
  id,
  state: billingRunState,
  operator: z.string(),
  startedAtMs: instantMs,
  endedAtMs: instantMs.nullable(),
});
export type BillingRunView = z.infer<typeof billingRunView>;

const catchUpReport = z.strictObject({
  expiredBlocks: z.int(),
  paymentsTried: z.int(),
  paymentsSucceeded: z.int(),
  /** Invoices whose last retry failed, on which the book's rule was carried out. */
  givenUp: z.int(),
  /** Accounts that became past due because a due date had passed. */
  accountsFallenBehind: z.int(),
});
export type CatchUpReport = z.infer<typeof catchUpReport>;

export const billingContract = {
  "billing.dryRun": job({
    summary: "Computes what a billing run to a date would do; writes nothing (BEHAVIOUR 10.3).",
    input: z.strictObject({ throughOn: civilDateText }),
    output: billingReport,
    errors: ["cutoff_too_far"],
  }),
  "billing.run": job({
    summary: "Makes every invoice due up to a date, in batches; can be cancelled and resumed (BEHAVIOUR 10).",
    input: z.strictObject({ throughOn: civilDateText, idempotencyKey }),
    output: billingRunView,
    errors: ["idempotency_conflict", "cutoff_too_far", "run_in_progress"],
  }),
  "billing.resume": job({
    summary: "Goes on with a run that was cancelled or interrupted.",
    input: z.strictObject({ runId: id, idempotencyKey }),
    output: billingRunView,
    errors: ["run_not_found", "idempotency_conflict", "run_in_progress", "run_not_resumable"],
  }),
  "billing.retryParked": job({
    summary: "Tries the accounts again that a run had to park, and goes on with the run (BEHAVIOUR 10.4).",
    input: z.strictObject({ runId: id, idempotencyKey }),
    output: billingRunView,
    errors: ["run_not_found", "idempotency_conflict", "run_in_progress", "nothing_is_parked"],
  }),
  "billing.catchUp": job({
    summary:
      "Does what the calendar asks for up to today: writes off expired credit (BEHAVIOUR 5.3), tries failed payments again (9.3). Runs by itself.",
    input: z.strictObject({ idempotencyKey }),
    output: catchUpReport,
    errors: ["idempotency_conflict"],
  }),
  "billing.runs": query({
    summary: "Lists billing runs, newest first.",
    input: z.strictObject({}),
    output: z.strictObject({ runs: z.array(billingRunView.omit({ problems: true })) }),
    errors: [],
  }),
  "billing.getRun": query({
    summary: "Reads one billing run's report.",
    input: z.strictObject({ runId: id }),
    output: billingRunView,
    errors: ["run_not_found"],
  }),
};
