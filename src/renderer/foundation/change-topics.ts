import type { ChangeTopic, EngineEvent } from "../../shared/contract/events.ts";
import type { MethodNameOf } from "../../shared/contract/index.ts";

/** What each query shows: a change to one of these makes its answer old. Jobs tell of themselves in events of their own. */
const topicsByQuery: Readonly<Record<MethodNameOf<"query">, readonly ChangeTopic[]>> = {
  "book.info": ["book", "accounts", "ledger", "operators"],
  "book.settings": ["book"],
  // The picture of an id never changes.
  "book.logo": [],
  "backups.plan": ["book"],
  "backups.list": ["book"],
  "book.search": ["accounts", "ledger", "invoices"],
  "accounts.list": ["accounts", "ledger", "invoices", "plans", "book"],
  "accounts.export": ["accounts", "ledger", "invoices", "plans", "book"],
  "accounts.find": ["accounts"],
  "accounts.get": ["accounts", "ledger", "invoices", "plans", "book"],
  "accounts.balanceHistory": ["ledger"],
  "accounts.statement": ["accounts", "ledger", "invoices", "book"],
  // Asked for when it is saved, and not shown.
  "accounts.statementPdf": [],
  "credits.reasons": ["book"],
  "credits.balance": ["ledger"],
  "credits.preview": ["accounts", "ledger", "invoices", "plans", "book", "operators"],
  "credits.blocks": ["ledger", "book"],
  "batches.list": ["batches"],
  "batches.get": ["batches"],
  "batches.rows": ["batches"],
  "ledger.list": ["ledger"],
  "ledger.export": ["ledger"],
  "ledger.operators": ["ledger"],
  "ledger.balancesAsOf": ["ledger"],
  "journal.accounts": ["book", "plans"],
  "ledger.get": ["ledger", "invoices"],
  "periods.list": ["book", "ledger", "invoices"],
  "periods.preview": ["book", "ledger", "invoices", "accounts", "billingRuns"],
  "periods.receipt": ["book"],
  // Asked for when it is saved, and not shown.
  "periods.receiptPdf": [],
  "invoices.list": ["invoices", "book"],
  "invoices.get": ["invoices", "ledger", "book"],
  // Asked for when it is saved, and not shown.
  "invoices.pdf": [],
  "invoices.previewPdf": [],
  "creditNotes.pdf": [],
  "invoices.preview": ["accounts", "ledger", "invoices", "plans", "book"],
  "invoices.charges": ["invoices", "accounts"],
  "creditNotes.preview": ["invoices", "ledger", "book"],
  "paymentMethods.list": ["accounts"],
  "paymentMethods.testTokens": [],
  // Whatever changes how many subscribers a plan has, says that plans have changed.
  "plans.list": ["plans"],
  "prices.list": ["plans"],
  "taxRates.list": ["plans"],
  "discounts.list": ["plans"],
  "subscriptions.list": ["accounts", "invoices", "plans", "book"],
  "subscriptions.get": ["accounts", "invoices", "plans", "book"],
  "subscriptions.previewChange": ["accounts", "ledger", "invoices", "plans", "book"],
  "link.show": ["link", "ledger"],
  // Asked for when a book is to be linked, and not shown after that.
  "link.probe": [],
  "link.accounts": ["link", "accounts"],
  "link.differences": ["link", "ledger", "accounts"],
  "outbox.list": ["link"],
  "outbox.get": ["link"],
  // For the engine itself.
  "link.accountsToRead": [],
  "link.plans": ["link"],
  "link.items": ["link"],
  "link.statements": ["link"],
  "link.itemsToCheck": [],
  "link.statementsToRead": [],
  "billing.runs": ["billingRuns"],
  "billing.getRun": ["billingRuns"],
  "reports.creditRollForward": ["ledger", "book"],
  "reports.invoiceAgeing": ["invoices", "book"],
  "reports.agedInvoices": ["invoices", "accounts", "book"],
  "reports.creditAgeing": ["ledger", "book"],
  "reports.agedCredit": ["ledger", "accounts", "book"],
  "reports.expiringCredit": ["ledger", "book"],
  "reports.expiringBlocks": ["ledger", "accounts", "book"],
  "reports.topReceivers": ["ledger", "accounts"],
  "reports.revenue": ["invoices", "plans"],
  "reports.revenueLines": ["invoices", "plans", "accounts"],
  "reports.collections": ["invoices"],
  "reports.collectionItems": ["invoices", "accounts"],
  "reports.anomalies": ["ledger", "accounts"],
  "listings.accounts": ["accounts"],
  "listings.account": ["accounts"],
  "listings.prices": ["plans"],
  "listings.statements": ["invoices", "accounts", "ledger"],
  "listings.items": ["accounts", "ledger", "invoices", "plans", "book"],
  "operators.current": ["operators"],
  "operators.list": ["operators"],
  // For a host.
  "operators.unready": [],
  "sessions.list": ["operators"],
  // For a host.
  "sessions.find": [],
  "limits.list": ["operators"],
  "approvals.list": ["approvals", "operators"],
  "approvals.get": ["approvals", "operators", "ledger", "accounts"],
  // Asked for when it is saved, and not shown.
  "approvals.evidence": [],
  "apiKeys.list": ["book", "operators"],
  "apiKeys.authenticate": ["book"],
  "audit.operators": ["audit"],
  "audit.list": ["audit"],
  "audit.export": ["audit"],
  "audit.apiCalls": ["book"],
  "webhooks.endpoints": ["webhooks"],
  "webhooks.deliveries": ["webhooks"],
  "webhooks.getDelivery": ["webhooks"],
  "webhooks.due": ["webhooks"],
  "jobs.get": [],
  "jobs.list": [],
};

export type ChangedEvent = Extract<EngineEvent, { type: "changed" }>;

/**
 * Whether a change makes the answer to a query old.
 *
 * @param name the query's method; one that the table does not know is never touched.
 * @param input what it was asked with; a query about one account is left alone by changes to others.
 */
export function isMadeOldBy(name: string, input: unknown, change: ChangedEvent): boolean {
  if (!Object.hasOwn(topicsByQuery, name)) return false;
  const topics = topicsByQuery[name as MethodNameOf<"query">];
  if (!topics.some((topic) => change.topics.includes(topic))) return false;
  const accountId = accountIdOf(input);
  return accountId === null || change.accountIds === null || change.accountIds.includes(accountId);
}

function accountIdOf(input: unknown): string | null {
  const accountId = (input as { accountId?: unknown } | null | undefined)?.accountId;
  return typeof accountId === "string" ? accountId : null;
}
