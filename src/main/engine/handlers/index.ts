import type { MethodName } from "../../../shared/contract/index.ts";
import type { EngineMethodName, HandlersOf } from "../handler.ts";
import { accountStatementHandlers } from "./accounts/account-statement.ts";
import { accountHandlers } from "./accounts/accounts.ts";
import { apiKeyHandlers } from "./access/api-keys.ts";
import { approvalHandlers } from "./approvals/approvals.ts";
import { auditHandlers } from "./access/audit.ts";
import { batchHandlers } from "./batches/batches.ts";
import { billingHandlers } from "./billing/billing.ts";
import { bookHandlers } from "./book/book.ts";
import { catchUpHandlers } from "./billing/catch-up.ts";
import { copyHandlers } from "./book/copies.ts";
import { creditBlockHandlers } from "./credits/credit-blocks.ts";
import { creditNoteHandlers } from "./invoices/credit-notes.ts";
import { creditHandlers } from "./credits/credits.ts";
import { discountHandlers } from "./plans/discounts.ts";
import { exportBookHandlers } from "./book/export-book.ts";
import { exportHandlers } from "./exports/exports.ts";
import { importHandlers } from "./imports/import.ts";
import { invoicePdfHandlers } from "./invoices/invoice-pdfs.ts";
import { invoiceHandlers } from "./invoices/invoices.ts";
import { journalAccountHandlers } from "./journal/journal-accounts.ts";
import { journalExportHandlers } from "./journal/journal-export.ts";
import { ledgerHandlers } from "./ledger/ledger.ts";
import { limitHandlers } from "./access/limits.ts";
import { listingHandlers } from "./listings/listings.ts";
import { operatorHandlers } from "./access/operators.ts";
import { paymentMethodHandlers } from "./payments/payment-methods.ts";
import { paymentHandlers } from "./payments/payments.ts";
import { invoiceEndingHandlers } from "./invoices/invoice-endings.ts";
import { linkHandlers } from "./link/link.ts";
import { outboxHandlers } from "./link/outbox.ts";
import { pullHandlers } from "./link/pull.ts";
import { periodHandlers } from "./periods/periods.ts";
import { planHandlers } from "./plans/plans.ts";
import { priceHandlers } from "./plans/prices.ts";
import { activityHandlers } from "./reports/activity-reports.ts";
import { ageingHandlers } from "./reports/ageing-reports.ts";
import { moneyHandlers } from "./reports/money-reports.ts";
import { rollForwardHandlers } from "./reports/roll-forward-report.ts";
import { sessionHandlers } from "./access/sessions.ts";
import { subscriptionHandlers } from "./subscriptions/subscriptions.ts";
import { taxRateHandlers } from "./plans/tax-rates.ts";
import { webhookDeliveryHandlers } from "./webhooks/webhook-deliveries.ts";
import { webhookHandlers } from "./webhooks/webhooks.ts";

/** Every method that works on a book. A method without a handler, or a handler without a method, does not compile. */
export const handlers: HandlersOf<Exclude<MethodName, EngineMethodName>> = {
  ...bookHandlers,
  ...copyHandlers,
  ...exportBookHandlers,
  ...accountHandlers,
  ...accountStatementHandlers,
  ...importHandlers,
  ...creditHandlers,
  ...batchHandlers,
  ...creditNoteHandlers,
  ...creditBlockHandlers,
  ...ledgerHandlers,
  ...periodHandlers,
  ...invoiceHandlers,
  ...invoicePdfHandlers,
  ...paymentHandlers,
  ...invoiceEndingHandlers,
  ...paymentMethodHandlers,
  ...planHandlers,
  ...priceHandlers,
  ...subscriptionHandlers,
  ...taxRateHandlers,
  ...discountHandlers,
  ...billingHandlers,
  ...catchUpHandlers,
  ...rollForwardHandlers,
  ...ageingHandlers,
  ...activityHandlers,
  ...moneyHandlers,
  ...listingHandlers,
  ...operatorHandlers,
  ...sessionHandlers,
  ...limitHandlers,
  ...approvalHandlers,
  ...apiKeyHandlers,
  ...auditHandlers,
  ...webhookHandlers,
  ...webhookDeliveryHandlers,
  ...linkHandlers,
  ...outboxHandlers,
  ...pullHandlers,
  ...exportHandlers,
  ...journalAccountHandlers,
  ...journalExportHandlers,
};
