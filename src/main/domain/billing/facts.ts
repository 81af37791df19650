import type { BillingPeriod, CivilDate } from "../../../shared/calendar.ts";
import type { InvoiceLineKind } from "../../../shared/contract/invoice-view.ts";
import type { SeatPrice } from "../../../shared/contract/plans.ts";
import type { Explanation } from "../../../shared/contract/explanation.ts";
import type { PaperLanguage } from "../../../shared/paper/paper-language.ts";
import { paperWords, type PaperWords } from "../../../shared/paper/paper-words.ts";
import type { MinorUnits } from "../../../shared/money/minor-units.ts";
import { usableBlocks, type CreditBlock } from "../credits/credit-blocks.ts";
import type { ChargeLine } from "./invoice.ts";

/** A tax that applies to everything an account is charged. */
export interface TaxRate {
  readonly id: string;
  readonly name: string;
  /** 24 % is 240,000. */
  readonly partsPerMillion: number;
}

/** What one period of a plan costs (BEHAVIOUR 6.1, 6.2). It never changes. */
export interface Price {
  readonly id: string;
  readonly currency: string;
  /** Null where it is not offered by the month. */
  readonly monthlyMinor: number | null;
  /** One month of a year that is billed at once; null where it is not offered by the year. */
  readonly annualMonthlyMinor: number | null;
  /** What seats cost beside the fee; null where there are none. */
  readonly seatPrice: SeatPrice | null;
}

/** A discount as an item carries it (BEHAVIOUR 6.8): a share or an amount, for some periods or for good. */
export interface ItemDiscount {
  readonly redemptionId: string;
  readonly discountId: string;
  readonly name: string;
  readonly partsPerMillion: number | null;
  readonly amountMinor: number | null;
  /** How many periods were billed with it: one of which none was has not begun (BEHAVIOUR 6.11). */
  readonly periodsApplied: number;
  /** Null for good; 0 once the last period has used it, which is then no discount any more. */
  readonly periodsLeft: number | null;
}

/** So many seats that an item had in its periods before one. */
export interface EarlierSeats {
  readonly beforeIndex: number;
  readonly seats: number;
}

/** One item of a subscription: what is charged, and the period that comes next. */
export interface BilledItem {
  readonly id: string;
  readonly planId: string;
  readonly planName: string;
  readonly period: BillingPeriod;
  readonly price: Price;
  /** Those of the period that was billed last; null where the price has no seats. */
  readonly seats: number | null;
  /** Those of earlier periods, where they had others, in the order of their ends. */
  readonly earlierSeats: readonly EarlierSeats[];
  /** Seats from the next period on, where that differs (BEHAVIOUR 6.9). */
  readonly nextSeats: number | null;
  readonly startedOn: CivilDate;
  /** The day that all periods are counted from (BEHAVIOUR 6.4); in a trial, the day it ends. */
  readonly anchorOn: CivilDate;
  readonly nextPeriodIndex: number;
  /** The day the free trial ends; null where there was none. */
  readonly trialEndsOn: CivilDate | null;
  /** The day from which it is no longer in force, where that is known. */
  readonly endsOn: CivilDate | null;
  readonly discount: ItemDiscount | null;
}

/** The item in force, and the one that follows it (BEHAVIOUR 6.3). */
export interface SubscriptionState {
  readonly id: string;
  /** The one that was billed last, also where it was billed ahead of its first day. */
  readonly item: BilledItem;
  readonly upcoming: BilledItem | null;
  /** What would have followed, had the subscription not been cancelled; it follows again when it is resumed (BEHAVIOUR 6.11). */
  readonly setAside: BilledItem | null;
}

/** A period that was billed and is not over: the current one, or one that was billed ahead of its first day (BEHAVIOUR 6.10). */
export interface BilledPeriod {
  readonly item: BilledItem;
  readonly index: number;
  readonly startOn: CivilDate;
  readonly endOn: CivilDate;
  /** Its seats, all that were added included; null where the price has none. */
  readonly seats: number | null;
}

/** The share that was taken off a billed period: it holds for whatever else is charged for that period (BEHAVIOUR 6.8). */
export interface PeriodShare {
  readonly subscriptionItemId: string;
  readonly periodEndOn: CivilDate;
  readonly name: string;
  readonly partsPerMillion: number;
}

/** A line of a voided invoice that is to be billed again (BEHAVIOUR 9.8). */
export interface RebilledLine {
  readonly position: number;
  readonly kind: Exclude<InvoiceLineKind, "charge" | "carried">;
  readonly description: string;
  readonly subscriptionItemId: string;
  readonly periodIndex: number | null;
  readonly periodStartOn: CivilDate;
  readonly periodEndOn: CivilDate;
  readonly quantity: number;
  readonly unitMinor: MinorUnits | null;
  readonly netMinor: MinorUnits;
  readonly discountMinor: MinorUnits;
  /** What notes took off it before the invoice was voided, and whether some of that was time that was not used. */
  readonly credited: { readonly netMinor: number; readonly discountMinor: number; readonly isUnusedTime: boolean };
  readonly taxRate: TaxRate | null;
  /** Of a line that gave time back: the line whose time that was, and what of it is still there to be given back. */
  readonly adjusts: ChargeLine["adjusts"];
  readonly leftToGiveMinor: number;
  readonly steps: Explanation;
}

/** A voided invoice that waits to be billed again by one of its own (BEHAVIOUR 9.8). */
export interface Rebilling {
  readonly voidedInvoiceNumber: number;
  /** The number as printed. */
  readonly voidedInvoiceCode: string;
  readonly subscriptionId: string;
  /** The day on which the subscription ended; null while it goes on. What would have begun after it is not billed again (BEHAVIOUR 6.10). */
  readonly subscriptionEndedOn: CivilDate | null;
  /** The day on the old paper, and on the new one. */
  readonly dueOn: CivilDate;
  readonly lines: readonly RebilledLine[];
}

/** What waits for the account's next invoice beside its subscription. */
export interface PendingCharge {
  readonly id: string;
  readonly description: string;
  readonly quantity: number;
  readonly unitMinor: number;
  readonly discountMinor: number;
  readonly taxRate: TaxRate | null;
  readonly isCarried: boolean;
}

/** How the account pays what credit does not cover. */
export interface PaymentMethod {
  readonly kind: "card" | "bank_debit" | "transfer";
  readonly gateway: "manual" | "test";
  /** What the gateway knows the method by. */
  readonly token: string;
  readonly label: string;
}

/** A line of an invoice that charged for time that is not over, whichever item of the subscription it was for, and what is left of it. */
export interface ChargedLine {
  readonly invoiceNumber: number;
  /** The number as printed. */
  readonly invoiceCode: string;
  readonly position: number;
  readonly kind: InvoiceLineKind;
  readonly description: string;
  readonly subscriptionItemId: string;
  readonly periodStartOn: CivilDate;
  readonly periodEndOn: CivilDate;
  readonly netMinor: number;
  /** The net amount less what earlier changes and credit notes gave back of it (BEHAVIOUR 7.2). */
  readonly leftMinor: number;
  /** The same of its tax. */
  readonly taxLeftMinor: number;
  /** What of the net amount was given back because the time was not used; that time is not given back again. */
  readonly timeGivenBackMinor: number;
  readonly taxRate: TaxRate | null;
}

/** Who stands on the paper, and in which language it is written. An invoice keeps all of it as it was when it was issued. */
export interface PaperFacts {
  readonly sellerName: string;
  /** Which record of the seller it is; each holds for good. */
  readonly sellerNumber: number;
  readonly sellerAddress: string | null;
  readonly sellerTaxNumbers: string | null;
  /** Where money is sent. */
  readonly paymentDetails: string | null;
  readonly logoId: string | null;
  readonly buyerName: string;
  readonly buyerContact: string | null;
  readonly buyerAddress: string | null;
  readonly buyerTaxNumbers: string | null;
  /** What the buyer wants to find on its invoices, such as the number of an order. */
  readonly buyerReference: string | null;
  /** What is said beside the figures. */
  readonly note: string | null;
  readonly language: PaperLanguage;
  /** Which edition of that language's words it is written with. */
  readonly wordsEdition: number;
}

/** Everything an invoice of one account is computed from; nothing else is looked at. */
export interface BillingFacts {
  readonly paper: PaperFacts;
  readonly paymentTermsDays: number;
  readonly accountId: string;
  readonly accountName: string;
  readonly currency: string;
  /** Null where the account is not taxed, or exempt. */
  readonly taxRate: TaxRate | null;
  readonly isTaxExempt: boolean;
  readonly paymentMethod: PaymentMethod;
  /** Null where nothing is subscribed. */
  readonly subscription: SubscriptionState | null;
  readonly pendingCharges: readonly PendingCharge[];
  /** The voided invoices that are to be billed again, earliest first. */
  readonly rebillings: readonly Rebilling[];
  /** All credit that is left in the currency, whenever it can be used. */
  readonly credit: readonly CreditBlock[];
  /** The day as of which credit is used: what is effective and not past its expiry then (BEHAVIOUR 5.3). The book's day, unless a
   * coming invoice is looked at. */
  readonly creditOn: CivilDate;
  /** Today where the account lives: the day on the paper of charges of their own. */
  readonly today: CivilDate;
  /** No paper is dated up to this day (BEHAVIOUR 11.3). */
  readonly closedThroughOn: CivilDate | null;
}

/** What the paper that is made of these facts says. */
export function paperWordsOf({ paper }: Pick<BillingFacts, "paper">): PaperWords {
  return paperWords(paper.language, paper.wordsEdition);
}

/** The credit that an invoice of these facts uses, in the order in which it is used. */
export function usableCredit({ credit, creditOn }: Pick<BillingFacts, "credit" | "creditOn">): CreditBlock[] {
  return usableBlocks(credit, creditOn);
}
