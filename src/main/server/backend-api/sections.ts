import { creditRoutes } from "./clerk/credits.ts";
import { organizationRoutes } from "./clerk/organizations.ts";
import { planRoutes } from "./clerk/plans.ts";
import { statementRoutes } from "./clerk/statements.ts";
import { subscriptionItemRoutes } from "./clerk/subscription-items.ts";
import { subscriptionRoutes } from "./clerk/subscriptions.ts";
import { userRoutes } from "./clerk/users.ts";
import { approvalRoutes } from "./countinghouse/approvals.ts";
import { auditRoutes } from "./countinghouse/audit.ts";
import { accountRoutes } from "./countinghouse/accounts.ts";
import { backupRoutes } from "./countinghouse/backups.ts";
import { creditRoutes as accountCreditRoutes } from "./countinghouse/credits.ts";
import { catalogRoutes } from "./countinghouse/catalog.ts";
import { exportRoutes } from "./countinghouse/exports.ts";
import { paymentMethodRoutes } from "./countinghouse/payment-methods.ts";
import { invoiceRoutes } from "./countinghouse/invoices.ts";
import { batchRoutes } from "./countinghouse/batches.ts";
import { importRoutes } from "./countinghouse/imports.ts";
import { journalRoutes } from "./countinghouse/journal.ts";
import { jobRoutes } from "./countinghouse/jobs.ts";
import { limitRoutes } from "./countinghouse/limits.ts";
import { ledgerRoutes } from "./countinghouse/ledger.ts";
import { linkRoutes, outboxRoutes } from "./countinghouse/link.ts";
import { reportRoutes } from "./countinghouse/reports.ts";
import { periodRoutes } from "./countinghouse/periods.ts";
import { statementPaperRoutes } from "./countinghouse/statement.ts";
import { subscriptionRoutes as subscriptionChangeRoutes } from "./countinghouse/subscriptions.ts";
import { webhookRoutes } from "./countinghouse/webhooks.ts";
import type { ApiRoute } from "./route.ts";

/** Routes that belong together, under the heading that readers of the description find them by. */
export interface ApiSection {
  readonly name: string;
  readonly routes: readonly ApiRoute[];
}

/** Every route of the API: first what Clerk's description knows, then what it leaves out, below `/countinghouse`. */
export const apiSections: readonly ApiSection[] = [
  { name: "Users", routes: userRoutes },
  { name: "Organizations", routes: organizationRoutes },
  { name: "Credits", routes: creditRoutes },
  { name: "Plans and prices", routes: planRoutes },
  { name: "Subscriptions", routes: subscriptionRoutes },
  { name: "Subscription items", routes: subscriptionItemRoutes },
  { name: "Statements", routes: statementRoutes },
  { name: "Book and accounts", routes: accountRoutes },
  { name: "Plans, taxes and discounts", routes: catalogRoutes },
  { name: "Payment methods", routes: paymentMethodRoutes },
  { name: "Account credit", routes: accountCreditRoutes },
  { name: "Imports", routes: importRoutes },
  { name: "Batches of adjustments", routes: batchRoutes },
  { name: "Ledger", routes: [...ledgerRoutes, ...statementPaperRoutes] },
  { name: "Reports", routes: reportRoutes },
  { name: "Closed periods", routes: periodRoutes },
  { name: "Invoices", routes: invoiceRoutes },
  { name: "Subscription changes", routes: subscriptionChangeRoutes },
  { name: "Billing runs and other jobs", routes: jobRoutes },
  { name: "Exports", routes: exportRoutes },
  { name: "Journal", routes: journalRoutes },
  { name: "Backups", routes: backupRoutes },
  { name: "Webhooks", routes: webhookRoutes },
  { name: "Limits and approvals", routes: [...limitRoutes, ...approvalRoutes] },
  { name: "A linked book", routes: [...linkRoutes, ...outboxRoutes] },
  { name: "Audit log", routes: auditRoutes },
];
