import type { WantableEventType, WebhookEvent } from "../../../../shared/contract/webhooks.ts";
import { findListedAccount } from "../../../storage/accounts/account-profile-store.ts";
import { findRequest } from "../../../storage/approvals/request-store.ts";
import { findRunSummary } from "../../../storage/billing/billing-run-store.ts";
import { findCreditNote } from "../../../storage/invoices/credit-note-store.ts";
import { findInvoiceRow } from "../../../storage/invoices/invoice-list.ts";
import { findLedgerRow } from "../../../storage/ledger/ledger-list.ts";
import { findDifference } from "../../../storage/link/difference-store.ts";
import { findOutboxItem } from "../../../storage/link/outbox-store.ts";
import type { QueryContext } from "../../handler.ts";
import { toRequestView } from "../approvals/request-view.ts";
import { readSubscriptionView } from "../subscriptions/subscription-view.ts";

type DataOf<Type extends WantableEventType> = Extract<WebhookEvent, { type: Type }>["data"];

/** What is told of a record: undefined where there is none with the id. */
type Reader<Data> = (context: QueryContext, subjectId: string) => Data | undefined;

const invoice: Reader<DataOf<"invoice.created">> = ({ book, today }, id) => findInvoiceRow(book, id, today);
const subscription: Reader<DataOf<"subscription.created">> = (context, accountId) => ({
  accountId,
  subscription: readSubscriptionView(context, accountId),
});
const user: Reader<DataOf<"user.created">> = ({ book }, id) => findListedAccount(book, "user", id);
const organization: Reader<DataOf<"organization.created">> = ({ book }, id) =>
  findListedAccount(book, "organization", id);

const approval: Reader<DataOf<"approval.requested">> = (context, id) => {
  const request = findRequest(context.book, id);
  return request && toRequestView(context, request);
};

const outboxItem: Reader<DataOf<"outboxItem.applied">> = ({ book }, entryId) => findOutboxItem(book, entryId);

/** What goes with each type: the record as the contract shows it elsewhere. */
const readers: { readonly [Type in WantableEventType]: Reader<DataOf<Type>> } = {
  "ledgerEntry.created": ({ book }, id) => findLedgerRow(book, id),
  "invoice.created": invoice,
  "invoice.updated": invoice,
  "invoice.paid": invoice,
  "invoice.paymentFailed": invoice,
  "invoice.voided": invoice,
  "invoice.uncollectible": invoice,
  "creditNote.created": ({ book }, id) => findCreditNote(book, id),
  "subscription.created": subscription,
  "subscription.updated": subscription,
  "user.created": user,
  "user.updated": user,
  "organization.created": organization,
  "organization.updated": organization,
  "approval.requested": approval,
  "approval.approved": approval,
  "approval.rejected": approval,
  "approval.withdrawn": approval,
  "approval.expired": approval,
  "outboxItem.applied": outboxItem,
  "outboxItem.refused": outboxItem,
  "creditDifference.found": ({ book, settings: { linkId } }, accountId) =>
    linkId === null ? undefined : findDifference(book, linkId, accountId),
  "billingRun.completed": ({ book }, id) => findRunSummary(book, id),
};

/** The record that something happened to, as it is now. */
export function readEventData(context: QueryContext, type: WantableEventType, subjectId: string): unknown {
  const data = readers[type](context, subjectId);
  if (data === undefined) throw new Error(`${subjectId}, to which ${type} happened, is not there`);
  return data;
}
