import { z } from "zod";
import { accountsContract } from "./accounts.ts";
import { apiKeysContract } from "./api-keys.ts";
import { approvalsContract } from "./approvals.ts";
import { auditContract } from "./audit.ts";
import { batchesContract } from "./batches.ts";
import { billingContract } from "./billing.ts";
import { job } from "./definition.ts";
import { tableFormats } from "./export-formats.ts";
import { id, placeInList } from "./fields.ts";
import { invoicesContract } from "./invoices.ts";
import { ledgerContract } from "./ledger.ts";
import { limitsContract } from "./limits.ts";
import { linkContract } from "./link.ts";
import { operatorsContract } from "./operators.ts";
import { outboxContract } from "./outbox.ts";
import { path } from "./copies.ts";
import { periodsContract } from "./periods.ts";
import { plansContract } from "./plans.ts";
import { reportsContract } from "./reports.ts";
import { rights, type Right } from "./rights.ts";
import { subscriptionsContract } from "./subscriptions.ts";
import { webhooksContract } from "./webhooks.ts";

const ofPage = { after: true, limit: true } as const;

/** What chooses the rows of a list; where in it a page begins is for the export to say. */
const accounts = accountsContract["accounts.list"].input.omit(placeInList);
const ledger = ledgerContract["ledger.list"].input.omit({ beforeSequence: true, skip: true, limit: true });
const invoices = invoicesContract["invoices.list"].input.omit(placeInList);
const subscriptions = subscriptionsContract["subscriptions.list"].input.omit(placeInList);
const acts = auditContract["audit.list"].input.omit({ beforeSequence: true, skip: true, limit: true });
const apiCalls = auditContract["audit.apiCalls"].input.omit({ beforeSequence: true, limit: true });
const approvals = approvalsContract["approvals.list"].input.omit({ beforeNumber: true, limit: true });
const deliveries = webhooksContract["webhooks.deliveries"].input.omit(ofPage);
const batchRows = batchesContract["batches.rows"].input.omit({ afterPosition: true, limit: true });

const exportedList = z.discriminatedUnion("list", [
  z.strictObject({ list: z.literal("accounts"), ...accounts.shape }),
  z.strictObject({ list: z.literal("ledger"), ...ledger.shape }),
  z.strictObject({ list: z.literal("invoices"), ...invoices.shape }),
  z.strictObject({ list: z.literal("subscriptions"), ...subscriptions.shape }),
  z.strictObject({ list: z.literal("payments") }),
  z.strictObject({ list: z.literal("credit_notes") }),
  z.strictObject({ list: z.literal("run_problems"), runId: id }),
  z.strictObject({ list: z.literal("billing_run"), runId: id }),
  z.strictObject({ list: z.literal("batch_rows"), ...batchRows.shape }),
  z.strictObject({ list: z.literal("acts"), ...acts.shape }),
  z.strictObject({ list: z.literal("api_calls"), ...apiCalls.shape }),
  z.strictObject({ list: z.literal("batches"), ...batchesContract["batches.list"].input.shape }),
  z.strictObject({ list: z.literal("billing_runs"), ...billingContract["billing.runs"].input.shape }),
  z.strictObject({ list: z.literal("plans"), ...plansContract["plans.list"].input.shape }),
  z.strictObject({ list: z.literal("prices"), ...plansContract["prices.list"].input.shape }),
  z.strictObject({ list: z.literal("tax_rates"), ...plansContract["taxRates.list"].input.shape }),
  z.strictObject({ list: z.literal("discounts"), ...plansContract["discounts.list"].input.shape }),
  z.strictObject({ list: z.literal("operators"), ...operatorsContract["operators.list"].input.shape }),
  z.strictObject({ list: z.literal("limits"), ...limitsContract["limits.list"].input.shape }),
  z.strictObject({ list: z.literal("api_keys"), ...apiKeysContract["apiKeys.list"].input.shape }),
  z.strictObject({ list: z.literal("approvals"), ...approvals.shape }),
  z.strictObject({ list: z.literal("closed_months"), ...periodsContract["periods.list"].input.shape }),
  z.strictObject({ list: z.literal("webhooks"), ...webhooksContract["webhooks.endpoints"].input.shape }),
  z.strictObject({ list: z.literal("webhook_deliveries"), ...deliveries.shape }),
  z.strictObject({ list: z.literal("outbox"), ...outboxContract["outbox.list"].input.omit(placeInList).shape }),
  z.strictObject({ list: z.literal("differences"), ...linkContract["link.differences"].input.omit(placeInList).shape }),
  z.strictObject({
    list: z.literal("linked_accounts"),
    ...linkContract["link.accounts"].input.omit(placeInList).shape,
  }),
  z.strictObject({ list: z.literal("linked_plans"), ...linkContract["link.plans"].input.omit(placeInList).shape }),
  z.strictObject({ list: z.literal("linked_items"), ...linkContract["link.items"].input.omit(placeInList).shape }),
  z.strictObject({
    list: z.literal("linked_statements"),
    ...linkContract["link.statements"].input.omit(placeInList).shape,
  }),
  z.strictObject({
    list: z.literal("report_roll_forward"),
    ...reportsContract["reports.creditRollForward"].input.shape,
  }),
  z.strictObject({
    list: z.literal("report_credit_movements"),
    ...reportsContract["reports.creditRollForward"].input.shape,
  }),
  z.strictObject({ list: z.literal("report_invoice_ageing"), ...reportsContract["reports.invoiceAgeing"].input.shape }),
  z.strictObject({
    list: z.literal("report_aged_invoices"),
    ...reportsContract["reports.agedInvoices"].input.omit(ofPage).shape,
  }),
  z.strictObject({ list: z.literal("report_credit_ageing"), ...reportsContract["reports.creditAgeing"].input.shape }),
  z.strictObject({
    list: z.literal("report_aged_credit"),
    ...reportsContract["reports.agedCredit"].input.omit(ofPage).shape,
  }),
  z.strictObject({
    list: z.literal("report_expiring_credit"),
    ...reportsContract["reports.expiringCredit"].input.shape,
  }),
  z.strictObject({
    list: z.literal("report_expiring_blocks"),
    ...reportsContract["reports.expiringBlocks"].input.omit(ofPage).shape,
  }),
  z.strictObject({
    list: z.literal("report_top_receivers"),
    ...reportsContract["reports.topReceivers"].input.omit(ofPage).shape,
  }),
  z.strictObject({ list: z.literal("report_revenue"), ...reportsContract["reports.revenue"].input.shape }),
  z.strictObject({
    list: z.literal("report_revenue_lines"),
    ...reportsContract["reports.revenueLines"].input.omit(ofPage).shape,
  }),
  z.strictObject({ list: z.literal("report_collections"), ...reportsContract["reports.collections"].input.shape }),
  z.strictObject({
    list: z.literal("report_collection_items"),
    ...reportsContract["reports.collectionItems"].input.omit(ofPage).shape,
  }),
  z.strictObject({
    list: z.literal("report_anomalies"),
    ...reportsContract["reports.anomalies"].input.omit(ofPage).shape,
  }),
]);
export type ExportedList = z.output<typeof exportedList>;
export type ExportedListName = ExportedList["list"];
/** The part of it that one list is chosen by. */
export type ExportedListOf<Name extends ExportedListName> = Extract<ExportedList, { readonly list: Name }>;

/** For spreadsheets that take text, for spreadsheets of their own kind, and for programs (docs/exports.md). */
export const tableFormat = z.enum(tableFormats);
export type TableFormat = z.infer<typeof tableFormat>;

/** A file that was written for somebody. */
export const exportedFile = z.strictObject({
  /** The name to save it by. */
  fileName: z.string(),
  /** Where it lies: where the person said, or beside the book until the host has handed it on. */
  path: z.string(),
  sizeBytes: z.int(),
  /** How many rows, transactions or papers it holds, without a header. */
  rowCount: z.int(),
  /** What one must be allowed to do, to be given it. */
  right: z.enum(Object.keys(rights) as [Right, ...Right[]]),
});
export type ExportedFile = z.infer<typeof exportedFile>;

/**
 * The file to write, named by the person at the machine. Left out, the file is kept beside the book until it is closed, for the host to
 * hand on.
 */
export const exportPath = path.nullable().default(null);

export const exportsContract = {
  "exports.make": job({
    summary: "Writes all rows of a list that match to a file, in one state of the book, whatever is written meanwhile.",
    right: "read",
    audit: { notes: ["of", "format"] },
    input: z.strictObject({ of: exportedList, format: tableFormat, toPath: exportPath }),
    output: exportedFile,
    errors: [
      "path_not_allowed",
      "export_failed",
      "account_not_found",
      "plan_not_found",
      "run_not_found",
      "link_not_found",
      "batch_not_found",
    ],
  }),
};
