import type { CivilDate } from "../../../../shared/calendar.ts";
import type { InvoiceOutcome } from "../../../../shared/contract/invoice-view.ts";
import { isExhausted } from "../../../domain/billing/discount.ts";
import type { BilledItem, BillingFacts, Rebilling, SubscriptionState } from "../../../domain/billing/facts.ts";
import type { UnusedTimeNote } from "../../../domain/billing/give-back.ts";
import type { InvoiceDraft } from "../../../domain/billing/invoice.ts";
import { requireInReach } from "../../../domain/invoices/invoice-reach.ts";
import { factsAfter, nextDueOn } from "../../../domain/billing/renewal.ts";
import { onlyEnds, subscriptionStatus } from "../../../domain/subscriptions/status.ts";
import { findAccountKind } from "../../../storage/accounts/account-store.ts";
import {
  updateListingAfterInvoice,
  updateListingSubscription,
  type ListingCharge,
  type OpenDue,
} from "../../../storage/accounts/account-listing-store.ts";
import { findFreePlan } from "../../../storage/plans/plan-store.ts";
import { setRebilled } from "../../../storage/billing/rebilling-store.ts";
import { findItemStatus } from "../../../storage/subscriptions/subscription-store.ts";
import { writeSubscription } from "../../../storage/subscriptions/write-subscription.ts";
import type { CommandContext } from "../../handler.ts";
import { recordAttempt, refreshStanding } from "../payments/collection.ts";
import { issueCreditNote, nothingBeyondDue } from "../invoices/credit-note-posting.ts";
import { comingCharge } from "../invoices/next-invoice.ts";
import { finalizeInvoice, type FinalizedInvoice } from "../invoices/finalize-invoice.ts";

/** What is to be stored of a billing step or of a change: they differ in what leads to them, not in what they come to. */
export interface BillingOutcome {
  /** The day from which the subscription is as it says. */
  readonly on: CivilDate;
  readonly draft: InvoiceDraft | null;
  readonly subscription: SubscriptionState | null;
  /** Items that go on until the one in force, which was billed ahead, takes over, where seats were added to them. */
  readonly itemsBefore?: readonly BilledItem[] | undefined;
  /** What comes off invoices that are not paid, where a change gives time back. */
  readonly notes?: readonly UnusedTimeNote[] | undefined;
  /** The voided invoice that is billed again, where it is that. */
  readonly rebilled?: Rebilling | undefined;
}

/** What was stored. */
export interface CommittedBilling {
  readonly invoiceId: string | null;
  readonly creditNoteIds: readonly string[];
  /** How the invoice stood once it was issued; null where there was none. */
  readonly outcome: InvoiceOutcome | null;
  /** The day on which the subscription is billed next; null once it has ended. */
  readonly nextBillingOn: CivilDate | null;
}

/**
 * Store an outcome in the caller's transaction: the invoice with its credit and payment, the subscription, and the account's row in
 * the list. The single issue, every change of a subscription and the billing run end here.
 *
 * @param facts what the outcome was computed from.
 * @throws AppError `cutoff_too_far` for an invoice that would be dated more than a year ahead (BEHAVIOUR 8.9a).
 */
export function commitBilling(
  context: CommandContext,
  facts: BillingFacts,
  outcome: BillingOutcome,
  billingRunId: string | null,
): CommittedBilling {
  const { book, nowMs, caller, today } = context;
  const { accountId } = facts;
  const { draft } = outcome;
  if (draft) requireInReach(draft.issuedOn, today);
  writeSubscription(book, {
    accountId,
    before: facts.subscription,
    after: outcome.subscription,
    itemsBefore: outcome.itemsBefore,
    on: outcome.on,
    operator: caller.operator,
    nowMs,
  });
  if (!facts.subscription && outcome.subscription) context.happened("subscription.created", accountId);
  else if (isOtherwise(facts.subscription, outcome.subscription)) context.happened("subscription.updated", accountId);
  const creditNoteIds = (outcome.notes ?? []).map((note) => issueUnusedTimeNote(context, facts, note));
  for (const item of [...itemsOf(facts.subscription), ...itemsOf(outcome.subscription)]) context.money.notePlan(item);
  // The lines name the item that they charge for, so it is stored before them.
  const finalized = draft && finalizeInvoice(context, facts, draft, billingRunId);
  if (outcome.rebilled) setRebilled(book, outcome.rebilled.voidedInvoiceNumber, finalized?.number ?? null);
  const after = factsAfter(facts, outcome);
  const charge = comingCharge(after);
  const due = openDue(outcome, finalized);
  if (isRenewal(facts.subscription, outcome.subscription)) {
    updateListingAfterInvoice(book, accountId, charge, due, today);
  } else {
    listSubscription(context, accountId, outcome.subscription, charge);
    if (due.anyOn !== null) updateListingAfterInvoice(book, accountId, charge, due, today);
  }
  if (draft && finalized?.settlement.attempt) {
    recordAttempt(context, {
      invoiceNumber: finalized.number,
      accountId,
      currency: draft.currency,
      dueMinor: draft.dueMinor,
      method: facts.paymentMethod,
      attempt: finalized.settlement.attempt,
    });
  } else if (due.subscriptionOn !== null && due.subscriptionOn < today) {
    // Billed late, it is past due as it is issued (BEHAVIOUR 9.1).
    refreshStanding(context, accountId);
  }
  context.changed("accounts", accountId);
  if (facts.subscription?.item.planId !== outcome.subscription?.item.planId) context.changed("plans");
  return {
    invoiceId: finalized?.id ?? null,
    creditNoteIds,
    outcome: finalized?.settlement.outcome ?? null,
    nextBillingOn: nextDueOn(after),
  };
}

/** When the invoice is due, where it stayed open; what charged a subscription that has ended with it concerns no other one. */
function openDue({ draft, subscription }: BillingOutcome, finalized: FinalizedInvoice | null): OpenDue {
  const anyOn = finalized?.settlement.state === "open" ? finalized.dueOn : null;
  const isInForce = subscription !== null && draft?.subscriptionId === subscription.id;
  return { anyOn, subscriptionOn: isInForce ? anyOn : null };
}

function issueUnusedTimeNote(
  context: CommandContext,
  { accountId, currency }: BillingFacts,
  { invoice, draft }: UnusedTimeNote,
): string {
  return issueCreditNote(context, {
    invoice: { id: invoice.id, number: invoice.number, accountId, currency, creditToReturnMinor: 0 },
    cause: "unused_time",
    draft,
    toDueMinor: draft.totalMinor,
    plan: nothingBeyondDue,
    note: null,
  });
}

/** Whether nothing but the period has moved on, so that plan and status in the list still hold. */
function isRenewal(before: SubscriptionState | null, after: SubscriptionState | null): boolean {
  return (
    before?.item.id === after?.item.id &&
    before?.item.endsOn === after?.item.endsOn &&
    before?.upcoming?.id === after?.upcoming?.id
  );
}

/** Whether a subscription is another one than before to whoever uses it: a renewal alone leaves it what it was. */
function isOtherwise(before: SubscriptionState | null, after: SubscriptionState | null): boolean {
  return before !== after && JSON.stringify(before && termsOf(before)) !== JSON.stringify(after && termsOf(after));
}

const itemsOf = (subscription: SubscriptionState | null): BilledItem[] =>
  subscription ? [subscription.item, subscription.upcoming, subscription.setAside].filter((each) => each !== null) : [];

/** What an account subscribed to, without how far it has been billed. A price is one plan's, so it names the plan too. */
function termsOf({ item, upcoming, setAside }: SubscriptionState): unknown[] {
  return [item, upcoming, setAside].map(
    (each) =>
      each && [
        each.price.id,
        each.period,
        each.seats,
        each.nextSeats,
        each.trialEndsOn,
        each.endsOn,
        each.discount && !isExhausted(each.discount) ? each.discount.redemptionId : null,
      ],
  );
}

/** Show an account's subscription in the list: its plan, how it stands, and what it is charged next. */
function listSubscription(
  { book, today }: CommandContext,
  accountId: string,
  subscription: SubscriptionState | null,
  charge: ListingCharge | null,
): void {
  if (subscription === null) {
    const freePlan = findFreePlan(book, findAccountKind(book, accountId));
    const listed = { planId: freePlan.id, planName: freePlan.name, status: null };
    updateListingSubscription(book, accountId, listed, charge, today);
    return;
  }
  const { item } = subscription;
  const status = subscriptionStatus(findItemStatus(book, accountId) ?? "active", onlyEnds(subscription));
  updateListingSubscription(book, accountId, { planId: item.planId, planName: item.planName, status }, charge, today);
}
