import { z } from "zod";
import { job, query } from "./definition.ts";
import { civilDateText, currencyCode, errorView, id, idempotencyKey, instantMs, minorAmount } from "./fields.ts";

/** Sums of one currency; different currencies stand side by side (BEHAVIOUR 1.7). */
const billingTotals = z
  .strictObject({
    currency: currencyCode,
    invoiceCount: z.int(),
    invoicedMinor: minorAmount,
    creditAppliedMinor: minorAmount,
    /** Too little to be charged, so it stands on the accounts' next invoices (BEHAVIOUR 8.8). */
    carriedMinor: minorAmount,
    /** Left for payment methods: what is invoiced less what credit pays and what is carried over. */
    dueMinor: minorAmount,
  })
  .meta({ id: "BillingTotals" });
export type BillingTotals = z.infer<typeof billingTotals>;

/** What became of what was due, as the invoices stood once they were issued: the three parts add up to `dueMinor`. */
const billingRunTotals = billingTotals
  .extend({
    collectedMinor: minorAmount,
    failedMinor: minorAmount,
    /** To be paid by transfer. */
    openMinor: minorAmount,
  })
  .meta({ id: "BillingRunTotals" });
export type BillingRunTotals = z.infer<typeof billingRunTotals>;

/** What a job of either kind came to so far. */
export const billingProgressTotals = billingRunTotals
  .partial({ collectedMinor: true, failedMinor: true, openMinor: true })
  .meta({ id: "BillingProgressTotals" });
export type BillingProgressTotals = z.infer<typeof billingProgressTotals>;

const billingProblem = z.strictObject({ accountId: id, accountName: z.string(), error: errorView });
export type BillingProblem = z.infer<typeof billingProblem>;

const billingRunState = z.enum(["running", "interrupted", "stopped", "complete"]);

const billingReport = z.strictObject({
  throughOn: civilDateText,
  accountsDone: z.int(),
  accountsTotal: z.int(),
  /** How many invoices were due when it began. */
  invoicesTotal: z.int(),
  totals: z.array(billingTotals),
  /** Accounts that could not be billed and why; the first thousand. */
  problems: z.array(billingProblem),
  problemCount: z.int(),
});
export type BillingReport = z.infer<typeof billingReport>;

const dryRunReport = billingReport.extend({
  /** The book's day, whose credit the figures count on. */
  madeOn: civilDateText,
  /** Whether it is an estimate, because the upstream of a linked book bills, and not this one (BEHAVIOUR 12.4). */
  isEstimate: z.boolean(),
});
export type DryRunReport = z.infer<typeof dryRunReport>;

/** What a dry run said was due, of which day: what is confirmed is what runs (BEHAVIOUR 10.5). */
const confirmedDryRun = dryRunReport.pick({ madeOn: true, accountsTotal: true, invoicesTotal: true });

export const billingRunView = billingReport.extend({
  id,
  state: billingRunState,
  totals: z.array(billingRunTotals),
  /** How far it is, of `invoicesTotal`; its job tells the same. */
  invoicesDone: z.int(),
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
  /** Subscriptions that were cancelled for a day that has come. */
  subscriptionsEnded: z.int(),
  /** Requests for approval that nobody decided in time. */
  expiredRequests: z.int(),
  /** What could not be done and why, the first thousand; it is tried again the next time (BEHAVIOUR 10.4). */
  problems: z.array(billingProblem),
  problemCount: z.int(),
});
export type CatchUpReport = z.infer<typeof catchUpReport>;

export const billingContract = {
  "billing.dryRun": job({
    summary: "Computes what a billing run to a date would do; writes nothing (BEHAVIOUR 10.3).",
    right: "read",
    audit: "nothing",
    input: z.strictObject({ throughOn: civilDateText }),
    output: dryRunReport,
    errors: ["cutoff_too_far"],
  }),
  "billing.run": job({
    summary:
      "Makes every invoice due up to a date, and those for charges of accounts without a subscription, in batches; can be stopped and resumed (BEHAVIOUR 10, 8.9a).",
    isLeftToUpstream: true,
    right: "runs",
    audit: { notes: ["throughOn", "runId"] },
    input: z.strictObject({
      throughOn: civilDateText,
      /** The dry run that was confirmed. Where something else is due by now, or another day, the run is refused. */
      confirmed: confirmedDryRun.nullable().default(null),
      idempotencyKey,
    }),
    addedFields: ["confirmed"],
    output: billingRunView,
    errors: ["idempotency_conflict", "preview_stale", "cutoff_too_far", "run_in_progress"],
  }),
  "billing.resume": job({
    summary: "Goes on with a run that was stopped or interrupted.",
    isLeftToUpstream: true,
    right: "runs",
    audit: { notes: ["runId"] },
    input: z.strictObject({ runId: id, idempotencyKey }),
    output: billingRunView,
    errors: ["run_not_found", "idempotency_conflict", "run_in_progress", "run_not_resumable"],
  }),
  "billing.retryParked": job({
    summary: "Tries the accounts again that a run had to park, and goes on with the run (BEHAVIOUR 10.4).",
    isLeftToUpstream: true,
    right: "runs",
    audit: { notes: ["runId"] },
    input: z.strictObject({ runId: id, idempotencyKey }),
    output: billingRunView,
    errors: ["run_not_found", "idempotency_conflict", "run_in_progress", "nothing_is_parked"],
  }),
  "billing.catchUp": job({
    summary:
      "Does what the calendar asks for up to today: writes off expired credit (BEHAVIOUR 5.3), tries failed payments again (9.3), ends subscriptions whose day has come (6.6). Runs by itself.",
    right: "runs",
    audit: { notes: [] },
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
