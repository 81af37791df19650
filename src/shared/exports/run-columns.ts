import type { BillingProgressTotals, BillingReport, BillingRunView } from "../contract/billing.ts";
import type { CsvCell } from "../csv.ts";
import { exportedMoment, type ExportColumn } from "./column.ts";

type Problem = BillingReport["problems"][number];

/** A row of a billing run's report: a currency with its sums, or an account that could not be billed. */
export interface RunReportRow {
  /** Null for a dry run, which is kept nowhere. */
  readonly runId: string | null;
  readonly throughOn: string;
  readonly total: BillingProgressTotals | null;
  readonly problem: Problem | null;
}

/** One header for both kinds of rows keeps the file usable as a table; `record` says which of the two a row is. */
export const runReportColumns: readonly ExportColumn<RunReportRow>[] = [
  { name: "record", value: ({ total }) => (total === null ? "problem" : "total") },
  { name: "run_id", value: ({ runId }) => runId },
  { name: "through", value: ({ throughOn }) => throughOn },
  { name: "currency", value: ({ total }) => total && total.currency },
  { name: "invoices", value: ({ total }) => total && total.invoiceCount },
  sum("invoiced", ({ invoicedMinor }) => invoicedMinor),
  sum("credit_applied", ({ creditAppliedMinor }) => creditAppliedMinor),
  // A dry run collects nothing, which is not the same as nothing collected.
  sum("collected", ({ collectedMinor }) => collectedMinor),
  sum("failed", ({ failedMinor }) => failedMinor),
  sum("open", ({ openMinor }) => openMinor),
  sum("carried", ({ carriedMinor }) => carriedMinor),
  sum("due", ({ dueMinor }) => dueMinor),
  { name: "account_id", value: ({ problem }) => problem && problem.accountId },
  { name: "account_name", value: ({ problem }) => problem && problem.accountName },
  { name: "error_code", value: ({ problem }) => problem && problem.error.code },
  { name: "message", value: ({ problem }) => problem && problem.error.message },
];

function sum(name: string, minorOf: (total: BillingProgressTotals) => number | undefined): ExportColumn<RunReportRow> {
  return {
    name,
    isAmount: true,
    value: ({ total }): CsvCell => {
      const amountMinor = total === null ? undefined : minorOf(total);
      return total === null || amountMinor === undefined ? null : { amountMinor, currency: total.currency };
    },
  };
}

/** What a report says of sums and of accounts, each as a row. */
export function rowsOfReport(
  { throughOn, totals }: Pick<BillingReport, "throughOn" | "totals">,
  problems: readonly Problem[],
  runId: string | null,
): RunReportRow[] {
  const of = { runId, throughOn };
  return [
    ...totals.map((total) => ({ ...of, total, problem: null })),
    ...problems.map((problem) => ({ ...of, total: null, problem })),
  ];
}

/** Billing runs, and how far each of them is; what one came to is its report. */
export const runColumns: readonly ExportColumn<Omit<BillingRunView, "problems">>[] = [
  { name: "id", value: ({ id }) => id },
  { name: "through_on", value: ({ throughOn }) => throughOn },
  { name: "state", value: ({ state }) => state },
  { name: "accounts_done", value: ({ accountsDone }) => accountsDone },
  { name: "accounts_total", value: ({ accountsTotal }) => accountsTotal },
  { name: "invoices_done", value: ({ invoicesDone }) => invoicesDone },
  { name: "invoices_total", value: ({ invoicesTotal }) => invoicesTotal },
  { name: "problems", value: ({ problemCount }) => problemCount },
  exportedMoment("started_at", ({ startedAtMs }) => startedAtMs),
  { name: "operator", value: ({ operator }) => operator },
  exportedMoment("ended_at", ({ endedAtMs }) => endedAtMs),
];
