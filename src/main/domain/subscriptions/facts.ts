import type { CivilDate } from "../../../shared/calendar.ts";
import type { ChangeEffect, ProrationView, SubscriptionChange } from "../../../shared/contract/subscriptions.ts";
import type {
  BilledItem,
  BilledPeriod,
  BillingFacts,
  ChargedLine,
  ItemDiscount,
  PeriodShare,
  Price,
  SubscriptionState,
} from "../billing/facts.ts";
import type { UnpaidInvoice, UnusedTimeNote } from "../billing/give-back.ts";
import type { InvoiceDraft } from "../billing/invoice.ts";

/** The plan that a change names, with the price that goes with it. */
export interface TargetPlan {
  readonly id: string;
  readonly name: string;
  readonly forKind: "user" | "organization";
  readonly isFree: boolean;
  readonly isArchived: boolean;
  readonly trialDays: number | null;
  readonly price: Price;
}

/** Everything a change of a subscription is computed from; nothing else is looked at. */
export interface ChangeFacts {
  readonly billing: BillingFacts;
  /** Today where the account lives. */
  readonly today: CivilDate;
  readonly accountName: string;
  readonly accountKind: "user" | "organization";
  /** What was billed and is not over: the current period, and those billed ahead. */
  readonly periods: readonly BilledPeriod[];
  /** What was taken off those of them that a share was taken off. */
  readonly periodShares: readonly PeriodShare[];
  /** What was charged for the subscription and reaches beyond today, whichever item it was for. */
  readonly chargedLines: readonly ChargedLine[];
  /** The invoices of those lines that are not paid in full. */
  readonly unpaidInvoices: readonly UnpaidInvoice[];
  /** Whether the account has had its free trial (BEHAVIOUR 6.12). */
  readonly hadTrial: boolean;
  /** What the change names, where it names something. */
  readonly plan: TargetPlan | null;
  readonly discount: (Omit<ItemDiscount, "redemptionId"> & { readonly currency: string | null }) | null;
}

/** Ids for what a change may make. A preview passes made-up ones, because nothing of it is kept. */
export interface NewIds {
  readonly subscriptionId: string;
  readonly itemId: string;
  readonly redemptionId: string;
}

/** What a change comes to. The preview shows it, the command stores it. */
export interface SubscriptionTransition {
  readonly timing: "now" | "period_end";
  /** The day from which it holds. */
  readonly effectiveOn: CivilDate;
  /** The invoice that is issued with it; null where nothing is charged or given back at once. */
  readonly draft: InvoiceDraft | null;
  /** What unused time takes off invoices that are not paid; left out where a change gives nothing back (BEHAVIOUR 7.2a). */
  readonly notes?: readonly UnusedTimeNote[];
  /** Credit for unused time, where there is some. */
  readonly proration: ProrationView | null;
  /** The subscription afterwards; null once it has ended. */
  readonly subscription: SubscriptionState | null;
  /** Items that go on until another one takes over that was billed ahead, with the seats that were added to them; left out where none were. */
  readonly itemsBefore?: readonly BilledItem[];
}

/** A change with what it does to what waited, as its preview says it. */
export interface DecidedTransition extends SubscriptionTransition {
  readonly effects: readonly ChangeEffect[];
}

/** The part of the union that one rule is about. */
export type ChangeOf<Type extends SubscriptionChange["type"]> = Extract<SubscriptionChange, { type: Type }>;
