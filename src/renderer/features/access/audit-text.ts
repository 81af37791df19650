import type { AuditedRecord } from "../../../shared/contract/definition.ts";
import { accountsText } from "../accounts/accounts-text.ts";
import { inLanguage } from "../../foundation/language.ts";

/** What was done, by its name in the contract. Acts that are about an account have their words there. */
const acts = {
  ...accountsText.activity.acts,
  "accounts.export": "Accounts exported",
  "accounts.import": "Files imported",
  "apiKeys.create": "API key made",
  "apiKeys.revoke": "API key revoked",
  "approvals.approve": "Request approved",
  "approvals.reject": "Request rejected",
  "approvals.request": "Approval asked for",
  "approvals.withdraw": "Request taken back",
  "audit.export": "Audit log exported",
  "backups.configure": "Backups set up",
  "batches.apply": "Batch of adjustments applied",
  "batches.undo": "Batch of adjustments undone",
  "billing.catchUp": "Caught up with the calendar",
  "billing.resume": "Billing run resumed",
  "billing.retryParked": "Parked accounts tried again",
  "billing.run": "Billing run begun",
  "book.backup": "Book copied",
  "book.configure": "Settings changed",
  "book.create": "Book made",
  "book.export": "Whole book exported",
  "book.import": "Book made of an export",
  "book.mend": "Book mended",
  "book.upgrade": "Book upgraded",
  "book.restore": "Book restored",
  "book.setClock": "Clock set",
  "book.setLogo": "Logo changed",
  "credits.adjust": "Credit adjusted",
  "credits.applyToOpenInvoices": "Credit applied to open invoices",
  "credits.reverse": "Entry reversed",
  "credits.transfer": "Credit transferred",
  "credits.voidBlock": "Block of credit voided",
  "discounts.create": "Discount added",
  "exports.make": "List exported",
  "invoices.exportPdfs": "PDFs of invoices exported",
  "jobs.cancel": "Job stopped",
  "journal.export": "Journal exported",
  "journal.setAccounts": "Accounts of the journal set",
  "ledger.export": "Ledger exported",
  "limits.remove": "Limit removed",
  "limits.set": "Limit set",
  "link.create": "Book linked",
  "link.match": "Account matched with the upstream",
  "link.remove": "Link removed",
  "link.settleDifference": "Difference settled",
  "link.unlock": "Link unlocked",
  "operators.create": "Operator added",
  "operators.recover": "Operator let in again by a new passphrase",
  "operators.reinstate": "Operator let in again",
  "operators.linkIdentity": "Operator tied to the single sign-on",
  "operators.setPassphrase": "Passphrase set",
  "operators.signIn": "Signed in",
  "operators.signInByIdentity": "Signed in by single sign-on",
  "operators.signOut": "Signed out",
  "operators.suspend": "Operator suspended",
  "sessions.end": "Session ended",
  "operators.update": "Operator changed",
  "outbox.retry": "Sent to the upstream again",
  "outbox.settle": "Item for the upstream settled",
  "periods.close": "Month closed",
  "periods.reopen": "Month reopened",
  "plans.create": "Plan added",
  "plans.update": "Plan changed",
  "prices.create": "Price added",
  "taxRates.create": "Tax rate added",
  "webhooks.add": "Webhook added",
  "webhooks.remove": "Webhook removed",
  "webhooks.resend": "Delivery sent again",
  "webhooks.resendFailed": "Failed deliveries sent again",
  "webhooks.rotateSecret": "Webhook secret changed",
  "webhooks.sendTest": "Test event sent",
  "webhooks.update": "Webhook changed",
} as const;

/** In English a field's own name says it ({@link fieldName}). */
const fields: Readonly<Record<string, string>> = {};

/** What an act can be about. */
const subjects: Readonly<Record<AuditedRecord, string>> = {
  account: "Account",
  apiKey: "API key",
  approvalRequest: "Request",
  book: "Book",
  charge: "Charge",
  discount: "Discount",
  invoice: "Invoice",
  journal: "Accounts of the journal",
  limits: "Limits",
  operator: "Operator",
  payment: "Payment",
  paymentMethod: "Payment method",
  plan: "Plan",
  price: "Price",
  subscription: "Subscription",
  taxRate: "Tax rate",
  webhook: "Webhook",
};

/** All text of the audit log, ready for translation. */
export const auditText = inLanguage("auditText", {
  title: "Audit log",
  settings: "Settings",
  search: "Search names, ids, values",
  gridLabel: "Acts, newest first",
  acts,
  fields,
  subjects,
  /** What the name of an amount ends with that stands in the smallest unit of its currency. */
  smallestUnit: " minor",
  columns: { when: "When", what: "What", to: "About", who: "Who", door: "How" },
  filters: {
    operator: "Who",
    operatorIs: (name: string) => `By ${name}`,
    act: "What",
    actIs: (name: string) => `What: ${name}`,
    account: "Account",
    accountIs: (name: string) => `Account: ${name}`,
    dates: "Dates",
    clear: "Clear filters",
  },
  emptyTitle: "Nothing has been done yet",
  empty: "Who changed settings, keys, plans or accounts, and when, stands here. Changes of credit stand in the ledger.",
  emptyFilteredTitle: "No act matches",
  emptyFiltered: "Change or clear the filters.",
  detail: {
    title: "Who did it, and when",
    number: "Number",
    when: "When",
    who: "Who",
    whoId: "Who, by id",
    door: "How",
    act: "Method",
    subject: "About",
    subjectId: "About, by id",
    account: "Account",
    onlyAccount: "Only acts about this account",
    changes: "Before and after",
    field: "Field",
    before: "Before",
    after: "After",
    nothing: "It says nothing more of itself.",
    close: "Close",
  },
  yes: "yes",
  no: "no",
});

/** What was done, in words; an act that no words were written for yet by its name in the contract. */
export function actName(act: string): string {
  return (auditText.acts as Readonly<Record<string, string>>)[act] ?? act;
}

const moment = /AtMs$/u;
const withoutMoment = (field: string): string => field.replace(moment, "");

/** Whether a field of a record holds an instant, which is shown as one. */
export function isMomentField(field: string): boolean {
  return moment.test(field);
}

/** Whether a field of a record holds the id of something, which says nothing to a reader. */
export function isIdField(field: string): boolean {
  return /Ids?$/u.test(field);
}

/** Whether a field of a record holds an amount. */
export function isAmountField(field: string): boolean {
  return /[a-z]Minor$/u.test(field);
}

/** What an amount's field is called where the amount is written as money: its unit is not said any more. */
export function amountName(field: string): string {
  return fieldName(field).replace(auditText.smallestUnit, "");
}

/** A field of the contract in words; of amounts the unit stays, because what stands beside it is in it: `paidMinor`. */
export function fieldName(field: string): string {
  const said = auditText.fields[field];
  if (said !== undefined) return said;
  const words = withoutMoment(field)
    .replaceAll("_", " ")
    .replaceAll(/[A-Z]/gu, (capital) => ` ${capital.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * What kind of record an act is about, and which.
 *
 * @param name what the record is called; null where that is not known.
 */
export function subjectName(subject: string, name: string | null): string {
  const kind = (auditText.subjects as Readonly<Record<string, string>>)[subject] ?? subject;
  return name === null ? kind : `${kind} ${name}`;
}
