import type { BillingReport, BillingRunView } from "../../../shared/contract/billing.ts";
import { platform } from "../../platform/platform.ts";
import { reportCsv, reportFileName } from "./report-csv.ts";

/** Offer a report for saving, all of it and not the part that is on the screen. False when the person changed their mind. */
export function exportReport(report: BillingReport | BillingRunView): Promise<boolean> {
  return platform.saveTextFile(reportFileName(report), reportCsv(report));
}
