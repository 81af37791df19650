import type { BillingPeriod, CivilDate } from "../../../shared/calendar.ts";

/** A tax that applies to everything an account is charged. */
export interface TaxRate {
  readonly id: string;
  readonly name: string;
  /** 24 % is 240,000. */
  readonly partsPerMillion: number;
}

/** What one period of a plan costs (BEHAVIOUR 6.1, 6.2). */
export interface Price {
  readonly id: string;
  readonly currency: string;
  readonly monthlyMinor: number;
  /** One month of a year that is billed at once; null where the plan is not offered by the year. */
  readonly annualMonthlyMinor: number | null;
}

/** The subscription item that is billed, and the period that comes next. */
interface BilledItem {
  readonly id: string;
  readonly planName: string;
  readonly period: BillingPeriod;
  readonly price: Price;
  /** The day that all periods are counted from (BEHAVIOUR 6.4). */
  readonly anchorOn: CivilDate;
  readonly nextPeriodIndex: number;
}

/** How the account pays what credit does not cover. */
export interface PaymentMethod {
  readonly gateway: "manual" | "test";
  /** What the gateway knows the method by. */
  readonly token: string;
  readonly label: string;
}

/** Everything the next invoice of one account is computed from; nothing else is looked at. */
export interface BillingFacts {
  readonly sellerName: string;
  readonly paymentTermsDays: number;
  readonly accountId: string;
  readonly buyerName: string;
  readonly buyerContact: string | null;
  readonly taxRate: TaxRate | null;
  readonly paymentMethod: PaymentMethod;
  readonly item: BilledItem;
  /** Credit that can be used now, in the price's currency. */
  readonly availableMinor: number;
}
