import { z } from "zod";
import { command, job, query } from "./definition.ts";
import {
  accountKind,
  billingPeriod,
  civilDateText,
  currencyCode,
  errorView,
  id,
  idempotencyKey,
  instantMs,
  line,
  minorAmount,
  positiveMinorAmount,
} from "./fields.ts";

const planView = z.strictObject({
  id,
  name: z.string(),
  slug: z.string(),
  forKind: accountKind,
  isFree: z.boolean(),
  isArchived: z.boolean(),
  priceId: id,
  currency: currencyCode,
  /** One month, billed monthly. */
  monthlyMinor: minorAmount,
  /** One month where a year is billed at once; null where the plan has no annual price. */
  annualMonthlyMinor: minorAmount.nullable(),
  /** The annual charge: the amount above × 12 (BEHAVIOUR 6.1). */
  annualMinor: minorAmount.nullable(),
  subscriberCount: z.int(),
});
export type PlanView = z.infer<typeof planView>;

/** Sums of one currency; different currencies stand side by side (BEHAVIOUR 1.7). */
export const billingTotals = z.strictObject({
  currency: currencyCode,
  invoiceCount: z.int(),
  invoicedMinor: minorAmount,
  creditAppliedMinor: minorAmount,
  /** Left for payment methods. */
  dueMinor: minorAmount,
});
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

const billingRunView = billingReport.extend({
  id,
  state: billingRunState,
  operator: z.string(),
  startedAtMs: instantMs,
  endedAtMs: instantMs.nullable(),
});
export type BillingRunView = z.infer<typeof billingRunView>;

export const billingContract = {
  "plans.list": query({
    summary: "Lists plans with their default prices.",
    input: z.strictObject({}),
    output: z.strictObject({ plans: z.array(planView) }),
    errors: [],
  }),
  "plans.create": command({
    summary: "Adds a plan with its default price.",
    input: z.strictObject({
      name: line(100),
      slug: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]{0,62}$/u, { error: "may have lower-case letters, digits and hyphens" }),
      forKind: accountKind,
      currency: currencyCode,
      monthlyMinor: positiveMinorAmount,
      annualMonthlyMinor: positiveMinorAmount.nullable().default(null),
      idempotencyKey,
    }),
    output: z.strictObject({ planId: id }),
    errors: ["idempotency_conflict", "plan_exists", "amount_out_of_range"],
  }),
  "subscriptions.create": command({
    summary: "Subscribes an account to a plan from a day on, which becomes the billing anchor.",
    input: z.strictObject({
      accountId: id,
      planId: id,
      period: billingPeriod,
      startOn: civilDateText,
      idempotencyKey,
    }),
    output: z.strictObject({ subscriptionId: id, subscriptionItemId: id }),
    errors: [
      "account_not_found",
      "plan_not_found",
      "idempotency_conflict",
      "subscription_exists",
      "plan_for_other_kind",
      "currency_mismatch",
    ],
  }),
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
