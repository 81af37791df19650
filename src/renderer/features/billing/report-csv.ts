import type { BillingProgressTotals, BillingReport, BillingRunView } from "../../../shared/contract/billing.ts";
import { toCsv, type CsvCell } from "../../../shared/csv.ts";

/**
 * A billing run's report as one CSV table: a row per currency with its sums, then a row per account that could not be
 * billed. One header for both keeps the file usable as a table; `record` says which of the two a row is.
 *
 * When the report lists fewer problems than there were, a last row says how many are missing rather than leaving it unsaid.
 */
export function reportCsv(report: BillingReport | BillingRunView): string {
  const header: CsvCell[] = [
    "record",
    "run_id",
    "through",
    "currency",
    "invoices",
    "invoiced",
    "credit_applied",
    "collected",
    "failed",
    "open",
    "carried",
    "due",
    "account_id",
    "account_name",
    "error_code",
    "message",
  ];
  const runId = "id" in report ? report.id : null;
  const totals = report.totals.map((total: BillingProgressTotals): CsvCell[] => [
    "total",
    runId,
    report.throughOn,
    total.currency,
    total.invoiceCount,
    { amountMinor: total.invoicedMinor, currency: total.currency },
    { amountMinor: total.creditAppliedMinor, currency: total.currency },
    amountOrNone(total.collectedMinor, total.currency),
    amountOrNone(total.failedMinor, total.currency),
    amountOrNone(total.openMinor, total.currency),
    { amountMinor: total.carriedMinor, currency: total.currency },
    { amountMinor: total.dueMinor, currency: total.currency },
    null,
    null,
    null,
    null,
  ]);
  const problemRow = (accountId: string | null, accountName: string | null, code: string | null, message: string) => [
    "problem",
    runId,
    report.throughOn,
    ...noFigures,
    accountId,
    accountName,
    code,
    message,
  ];
  const problems = report.problems.map(({ accountId, accountName, error }) =>
    problemRow(accountId, accountName, error.code, error.message),
  );
  const missing = report.problemCount - report.problems.length;
  const remark = missing > 0 ? [problemRow(null, null, null, `${missing} more problems are not listed.`)] : [];
  return toCsv([header, ...totals, ...problems, ...remark]);
}

/** Currency and sums, which a problem has none of. */
const noFigures: readonly null[] = Array.from({ length: 9 }, () => null);

/** A dry run collects nothing, which is not the same as nothing collected. */
function amountOrNone(amountMinor: number | undefined, currency: string): CsvCell {
  return amountMinor === undefined ? null : { amountMinor, currency };
}

/** What the exported file is called until the operator says otherwise. */
export function reportFileName(report: BillingReport | BillingRunView): string {
  return "id" in report
    ? `billing-run-${report.throughOn}-${report.id}.csv`
    : `billing-dry-run-${report.throughOn}.csv`;
}
