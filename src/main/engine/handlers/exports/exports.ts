import type { ExportedList, ExportedListName } from "../../../../shared/contract/exports.ts";
import { contract, type MethodName } from "../../../../shared/contract/index.ts";
import { requireRight } from "../../access.ts";
import type { HandlersOf, QueryContext } from "../../handler.ts";
import { exportedLists } from "./exported-lists.ts";
import { writeTable, type ExportedTable } from "./write-table.ts";

/** Who may read a list may export it, and nobody else. */
const readBy: Readonly<Record<ExportedListName, MethodName>> = {
  accounts: "accounts.list",
  ledger: "ledger.list",
  invoices: "invoices.list",
  subscriptions: "subscriptions.list",
  payments: "invoices.list",
  credit_notes: "invoices.list",
  run_problems: "billing.getRun",
  billing_run: "billing.getRun",
  batch_rows: "batches.rows",
  acts: "audit.export",
  api_calls: "audit.apiCalls",
  batches: "batches.list",
  billing_runs: "billing.runs",
  plans: "plans.list",
  prices: "prices.list",
  tax_rates: "taxRates.list",
  discounts: "discounts.list",
  operators: "operators.list",
  limits: "limits.list",
  api_keys: "apiKeys.list",
  approvals: "approvals.list",
  closed_months: "periods.list",
  webhooks: "webhooks.endpoints",
  webhook_deliveries: "webhooks.deliveries",
  outbox: "outbox.list",
  differences: "link.differences",
  linked_accounts: "link.accounts",
  linked_plans: "link.plans",
  linked_items: "link.items",
  linked_statements: "link.statements",
  report_roll_forward: "reports.creditRollForward",
  report_credit_movements: "reports.creditRollForward",
  report_invoice_ageing: "reports.invoiceAgeing",
  report_aged_invoices: "reports.agedInvoices",
  report_credit_ageing: "reports.creditAgeing",
  report_aged_credit: "reports.agedCredit",
  report_expiring_credit: "reports.expiringCredit",
  report_expiring_blocks: "reports.expiringBlocks",
  report_top_receivers: "reports.topReceivers",
  report_revenue: "reports.revenue",
  report_revenue_lines: "reports.revenueLines",
  report_collections: "reports.collections",
  report_collection_items: "reports.collectionItems",
  report_anomalies: "reports.anomalies",
};

export const exportHandlers: HandlersOf<"exports.make"> = {
  "exports.make": (context, { of, format, toPath }) => {
    const method = readBy[of.list];
    requireRight(method, context.caller);
    const { right } = contract[method];
    const target = { name: fileNameOf(of), format, toPath, right };
    return writeTable(context, target, (state) => readList(state, of));
  },
};

/** What the file of a list is called, without what it ends with; of a report, with the days, the run or the batch that it is about. */
function fileNameOf(of: ExportedList): string {
  return [of.list.replace(/^report_/u, "").replaceAll("_", "-"), ...aboutOf(of)].join("-");
}

function aboutOf(of: ExportedList): readonly string[] {
  if ("runId" in of) return [of.runId.replace(/^run_/u, "")];
  if ("batchId" in of) return [of.batchId.replace(/^batch_/u, "")];
  const days = "on" in of ? [of.on] : "throughOn" in of ? [of.fromOn, of.throughOn] : [];
  return days.filter((each) => each !== null);
}

function readList(state: QueryContext, of: ExportedList): ExportedTable {
  const read = exportedLists[of.list] as (context: QueryContext, input: ExportedList) => ExportedTable;
  return read(state, of);
}
