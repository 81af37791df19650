import type { Command } from "commander";
import { withExamples } from "../foundation/options.ts";
import type { CommandLine } from "../foundation/run-command.ts";
import { addAnomalies } from "./anomalies-report.ts";
import { addCreditAgeing, addExpiring, addReceivers, addRollForward } from "./credit-reports.ts";
import { addCollections, addInvoiceAgeing, addRevenue } from "./invoice-reports.ts";

/** `countinghouse report …` */
export function addReportCommands(program: Command, line: CommandLine): void {
  const report = program.command("report").description("Figures about the whole book, and what they are made of.");
  withExamples(
    report,
    "report roll-forward --from 2026-01-01 --through 2026-03-31",
    "report invoice-ageing --as-of 2026-03-31",
    "report revenue --csv > revenue-this-month.csv",
  );
  addRollForward(report, line);
  addInvoiceAgeing(report, line);
  addCreditAgeing(report, line);
  addExpiring(report, line);
  addReceivers(report, line);
  addRevenue(report, line);
  addCollections(report, line);
  addAnomalies(report, line);
}
