import type { BillingReport } from "../../../shared/contract/billing.ts";
import { platform } from "../../platform/platform.ts";
import { reportCsv, reportFileName } from "./report-csv.ts";

/** Offer a dry run's report for saving. False when the person changed their mind. */
export function exportDryRun(report: BillingReport): Promise<boolean> {
  return platform.saveTextFile(reportFileName(report), reportCsv(report));
}
