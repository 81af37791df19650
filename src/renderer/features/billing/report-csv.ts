import type { BillingReport } from "../../../shared/contract/billing.ts";
import { toCsv, type CsvCell } from "../../../shared/csv.ts";
import { rowsOfReport, runReportColumns } from "../../../shared/exports/run-columns.ts";

/**
 * A dry run's report as CSV, with the columns that the report of a run is exported with. It is made of what is on the screen, because a dry
 * run is kept nowhere else.
 *
 * When the report lists fewer problems than there were, a last row says how many are missing rather than leaving it unsaid.
 */
export function reportCsv(report: BillingReport): string {
  const rows = rowsOfReport(report, report.problems, null);
  const cells = rows.map((row) => runReportColumns.map(({ value }) => value(row)));
  return toCsv([runReportColumns.map(({ name }) => name), ...cells, ...remarkOn(report)]);
}

function remarkOn({ problems, problemCount, throughOn }: BillingReport): CsvCell[][] {
  const missing = problemCount - problems.length;
  if (missing === 0) return [];
  const remark: Readonly<Record<string, string>> = {
    record: "problem",
    through: throughOn,
    message: `${missing} more problems are not listed.`,
  };
  return [runReportColumns.map(({ name }) => remark[name] ?? null)];
}

/** What the exported file is called until the operator says otherwise. */
export function reportFileName({ throughOn }: BillingReport): string {
  return `billing-dry-run-${throughOn}.csv`;
}
