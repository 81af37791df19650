import { webhookEventTypes, type WebhookEventType } from "../../../shared/contract/webhooks.ts";
import { idPrefixes } from "../../../shared/ids.ts";
import { countText } from "../../foundation/count-text.ts";
import type { Place } from "../../foundation/router.ts";
import { webhooksText } from "./webhooks-text.ts";

type EventGroup = keyof typeof webhooksText.form.groups;

/** Where each event stands in the list that one chooses from. A test is sent by hand and not chosen. */
const groupByType: Readonly<Record<Exclude<WebhookEventType, "webhook.test">, EventGroup>> = {
  "ledgerEntry.created": "ledger",
  "invoice.created": "invoices",
  "invoice.updated": "invoices",
  "invoice.paid": "invoices",
  "invoice.paymentFailed": "invoices",
  "invoice.voided": "invoices",
  "invoice.uncollectible": "invoices",
  "creditNote.created": "invoices",
  "subscription.created": "subscriptions",
  "subscription.updated": "subscriptions",
  "user.created": "accounts",
  "user.updated": "accounts",
  "organization.created": "accounts",
  "organization.updated": "accounts",
  "approval.requested": "approvals",
  "approval.approved": "approvals",
  "approval.rejected": "approvals",
  "approval.withdrawn": "approvals",
  "approval.expired": "approvals",
  "outboxItem.applied": "link",
  "outboxItem.refused": "link",
  "creditDifference.found": "link",
  "billingRun.completed": "billing",
};

export type WantedEventType = keyof typeof groupByType;

/** What can be chosen, by subject, in the contract's order. */
export const eventGroups = Object.entries(webhooksText.form.groups).map(([group, label]) => ({
  label,
  types: webhookEventTypes.filter((type) => groupByType[type] === group),
}));

/** An event in words; the type itself where a newer application wrote one that this one does not know. */
export function eventText(type: string): string {
  const words: Readonly<Record<string, string>> = webhooksText.events;
  return Object.hasOwn(words, type) ? (words[type] ?? type) : type;
}

/** What an endpoint wants, on one line. */
export function wantedText(types: readonly WantedEventType[]): string {
  const { allEvents, moreEvents } = webhooksText.list;
  const [first, ...others] = types.map(eventText);
  if (first === undefined) return allEvents;
  return others.length === 0 ? first : moreEvents(first, countText(others.length));
}

/** Where one can read about the subject of a delivery; null where there is no such place. */
export function placeOfSubject(id: string): Place | null {
  if (id.startsWith(idPrefixes.ledgerEntry)) return { screen: "entry", entryId: id };
  if (id.startsWith(idPrefixes.invoice)) return { screen: "invoice", invoiceId: id };
  if (id.startsWith(idPrefixes.billingRun)) return { screen: "run", runId: id };
  if (id.startsWith(idPrefixes.user) || id.startsWith(idPrefixes.organization)) {
    return { screen: "account", accountId: id, tab: "overview" };
  }
  return null;
}

/** An id's kind and its end, which is what tells ids of one moment apart. */
export function shortId(id: string): string {
  const prefixLength = id.indexOf("_") + 1;
  return id.length - prefixLength <= 10 ? id : `${id.slice(0, prefixLength)}…${id.slice(-6)}`;
}
