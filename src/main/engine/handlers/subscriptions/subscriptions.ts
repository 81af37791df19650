import { civilDateAt, type BillingPeriod, type CivilDate } from "../../../../shared/calendar.ts";
import type { SubscriptionChange, SubscriptionChangePreview } from "../../../../shared/contract/subscriptions.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { minorUnits } from "../../../../shared/money/minor-units.ts";
import { billedPeriods, currentOf } from "../../../domain/billing/billed-periods.ts";
import type { BilledItem, BilledPeriod, Price, SubscriptionState } from "../../../domain/billing/facts.ts";
import { previewFingerprint } from "../../../domain/billing/fingerprint.ts";
import { gateways } from "../../../domain/payments/payment.ts";
import { countDays, percentLeft } from "../../../domain/billing/proration.ts";
import { factsAfter } from "../../../domain/billing/renewal.ts";
import type {
  ChangeFacts,
  DecidedTransition,
  NewIds,
  SubscriptionTransition,
} from "../../../domain/subscriptions/facts.ts";
import { decideTransition } from "../../../domain/subscriptions/transition.ts";
import { findBillingFacts } from "../../../storage/billing/billing-facts-store.ts";
import { findCreditNote } from "../../../storage/invoices/credit-note-store.ts";
import { stopRetries } from "../../../storage/invoices/invoice-standing-store.ts";
import { listSubscriptions } from "../../../storage/subscriptions/subscription-list.ts";
import { findItemStatus, hadTrial, listItems } from "../../../storage/subscriptions/subscription-store.ts";
import type { CommandContext, HandlersOf, QueryContext } from "../../handler.ts";
import { readChangeFacts } from "./change-facts.ts";
import { commitBilling } from "../billing/commit-billing.ts";
import { toInvoiceFigures } from "../invoices/invoice-figures.ts";
import { isEstimated, summariseNextInvoice } from "../invoices/next-invoice.ts";
import { requireAccount } from "../require.ts";
import { readInvoiceView } from "../invoices/invoice-view.ts";
import { readSubscriptionView, toSubscriptionRow, toSubscriptionView } from "./subscription-view.ts";

export const subscriptionHandlers: HandlersOf<
  | "subscriptions.list"
  | "subscriptions.get"
  | "subscriptions.previewChange"
  | "subscriptions.change"
  | "subscriptions.create"
> = {
  "subscriptions.list": ({ book, today }, input) => {
    const { rows, ...page } = listSubscriptions(book, input, today);
    return { ...page, rows: rows.map((row) => toSubscriptionRow(row, today)) };
  },

  "subscriptions.get": (context, { accountId }) => {
    const { book, nowMs } = context;
    const account = requireAccount(book, accountId);
    const today = civilDateAt(nowMs, account.timeZone);
    const subscription = readSubscriptionView(context, accountId);
    return {
      subscription,
      items: listItems(book, accountId),
      cycle: cycleOf(subscription, today),
      today,
      isEligibleForTrial: !hadTrial(book, accountId),
    };
  },

  "subscriptions.previewChange": (context, { accountId, change }) => {
    const facts = readChangeFacts(context, accountId, change);
    return toPreview(context, facts, change, decideTransition(facts, change, previewIds));
  },

  "subscriptions.change": (context, { accountId, change, pinnedOn, fingerprint }) => {
    const facts = readChangeFacts(context, accountId, change);
    const transition = decideTransition(facts, change, newIds(context));
    if (facts.today !== pinnedOn || fingerprintOf(facts, change) !== fingerprint) {
      throw new AppError(
        "preview_stale",
        sentence("Something that the change depends on is different since the preview."),
        {
          preview: toPreview(context, facts, change, decideTransition(facts, change, previewIds)),
        },
      );
    }
    if (change.type === "cancel" && change.openInvoices === "stop") stopCollecting(context, facts);
    const { invoiceId, creditNoteIds } = commitTransition(context, facts, transition);
    return {
      effectiveOn: transition.effectiveOn,
      subscription: readSubscriptionView(context, accountId),
      invoice: invoiceId === null ? null : (readInvoiceView(context, invoiceId)?.view ?? null),
      creditNotes: creditNoteIds.flatMap((noteId) => findCreditNote(context.book, noteId) ?? []),
    };
  },

  "subscriptions.create": (context, { accountId, ...start }) => {
    const change = { type: "start", ...start } as const;
    const facts = readChangeFacts(context, accountId, change);
    const transition = decideTransition(facts, change, newIds(context));
    commitTransition(context, facts, transition);
    if (!transition.subscription) throw new Error("A subscription that starts is there afterwards");
    return {
      subscriptionId: transition.subscription.id,
      subscriptionItemId: transition.subscription.item.id,
    };
  },
};

/** Nothing of a preview is kept, so its ids say only that they are not there yet. */
const previewIds: NewIds = { subscriptionId: "new", itemId: "new", redemptionId: "new" };

function newIds({ makeId }: CommandContext): NewIds {
  return {
    subscriptionId: makeId("subscription"),
    itemId: makeId("subscriptionItem"),
    redemptionId: makeId("discountRedemption"),
  };
}

function commitTransition(context: CommandContext, facts: ChangeFacts, transition: SubscriptionTransition) {
  const { effectiveOn, draft, subscription, itemsBefore, notes } = transition;
  return commitBilling(context, facts.billing, { on: effectiveOn, draft, subscription, itemsBefore, notes }, null);
}

/** Leave what a subscription has open as it is, before its end issues anything (BEHAVIOUR 9.10). */
function stopCollecting(
  { book, changed }: CommandContext,
  { billing: { accountId, subscription } }: ChangeFacts,
): void {
  if (subscription === null) return;
  stopRetries(book, subscription.id);
  changed("invoices", accountId);
}

/** A subscription that was found to be allowed. */
export interface NewSubscription {
  readonly accountId: string;
  readonly plan: { readonly id: string; readonly name: string };
  readonly price: Price;
  readonly period: BillingPeriod;
  readonly seats: number | null;
  readonly anchorOn: CivilDate;
  /** 0 unless earlier periods were billed elsewhere. */
  readonly nextPeriodIndex: number;
  readonly trialEndsOn: CivilDate | null;
}

/** Subscribe an account that was found to be allowed to, as an import does after its own checks. */
export function subscribe(context: CommandContext, { accountId, plan, ...terms }: NewSubscription): void {
  const facts = findBillingFacts(context, accountId);
  if (!facts) throw new Error(`The account ${accountId} cannot be read back`);
  const { subscriptionId, itemId } = newIds(context);
  const item: BilledItem = {
    id: itemId,
    planId: plan.id,
    planName: plan.name,
    startedOn: terms.anchorOn,
    earlierSeats: [],
    nextSeats: null,
    endsOn: null,
    discount: null,
    ...terms,
  };
  const subscription = { id: subscriptionId, item, upcoming: null, setAside: null };
  commitBilling(context, facts, { on: item.startedOn, draft: null, subscription }, null);
}

function fingerprintOf(facts: ChangeFacts, change: SubscriptionChange): string {
  return previewFingerprint([change, facts], facts.today);
}

function toPreview(
  { book, settings }: QueryContext,
  facts: ChangeFacts,
  change: SubscriptionChange,
  { timing, effectiveOn, draft, notes = [], proration, subscription, effects }: DecidedTransition,
): SubscriptionChangePreview {
  const { billing, today } = facts;
  const itemStatus = findItemStatus(book, billing.accountId) ?? "active";
  return {
    effectiveOn,
    timing,
    invoice: draft && toInvoiceFigures(draft),
    notes: notes.map(({ invoice, draft: { lines, netMinor, taxMinor, totalMinor } }) => ({
      invoiceId: invoice.id,
      invoiceNumber: invoice.code,
      currency: billing.currency,
      lines: lines.map((line) => ({ ...line, steps: [...line.steps] })),
      netMinor,
      taxMinor,
      totalMinor,
      outstandingMinor: minorUnits(invoice.outstandingMinor - totalMinor),
    })),
    proration,
    subscription: subscription && toSubscriptionView(subscription, itemStatus, currentAfter(facts, subscription)),
    nextInvoice: summariseNextInvoice(factsAfter(billing, { draft, subscription }), { settings }),
    effects: [...effects],
    pinnedOn: today,
    fingerprint: fingerprintOf(facts, change),
    usesTestGateway: gateways[billing.paymentMethod.gateway].isTest,
    isEstimate: isEstimated(settings),
  };
}

/** The current period once the change is made: the same one, except where another item or another trial begins a new one. */
function currentAfter({ periods, today }: ChangeFacts, { item }: SubscriptionState): BilledPeriod | null {
  const before = periods.filter((period) => period.endOn <= item.startedOn && period.item.id !== item.id);
  return currentOf([...before, ...billedPeriods([item], today)], today);
}

/** How far the current period is, as Clerk reports it; null before the first one is billed. */
function cycleOf(subscription: ReturnType<typeof readSubscriptionView>, today: ChangeFacts["today"]) {
  if (!subscription?.currentPeriod) return null;
  const { startOn, endOn } = subscription.currentPeriod;
  const days = countDays({ startOn, changeOn: today, endOn });
  return {
    cycleDaysRemaining: days.daysLeft,
    cycleDaysTotal: days.daysTotal,
    cycleRemainingPercent: percentLeft(days),
  };
}
