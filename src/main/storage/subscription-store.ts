import type { BillingPeriod, CivilDate } from "../../shared/calendar.ts";
import type { ReadableBook, WritableBook } from "./book-handle.ts";

/** A subscription with its one item in force. */
export interface Subscription {
  readonly id: string;
  readonly accountId: string;
  readonly status: "active" | "past_due" | "canceled" | "ended" | "abandoned" | "incomplete";
  readonly createdAtMs: number;
  readonly item: {
    readonly id: string;
    readonly priceId: string;
    readonly period: BillingPeriod;
    readonly anchorOn: CivilDate;
    readonly nextPeriodIndex: number;
    readonly nextBillingOn: CivilDate;
  };
}

export function insertSubscription(book: WritableBook, subscription: Subscription): void {
  const { item } = subscription;
  book.run(
    "INSERT INTO subscription (id, account_id, status, created_at_ms) VALUES (?, ?, ?, ?)",
    subscription.id,
    subscription.accountId,
    subscription.status,
    subscription.createdAtMs,
  );
  book.run(
    `INSERT INTO subscription_item (id, subscription_id, account_id, price_id, period, status, anchor_on, next_period_index,
       next_billing_on)
     VALUES (?, ?, ?, ?, ?, 'active', ?, ?, ?)`,
    item.id,
    subscription.id,
    subscription.accountId,
    item.priceId,
    item.period,
    item.anchorOn,
    item.nextPeriodIndex,
    item.nextBillingOn,
  );
}

/** What an account's page shows of its subscription. */
export interface SubscriptionRow {
  readonly id: string;
  readonly itemId: string;
  readonly status: Subscription["status"];
  readonly planId: string;
  readonly planName: string;
  readonly period: BillingPeriod;
  readonly currency: string;
  readonly monthlyMinor: number;
  readonly annualMonthlyMinor: number | null;
  readonly anchorOn: CivilDate;
  readonly nextPeriodIndex: number;
  readonly nextBillingOn: CivilDate;
}

/** The account's subscription in force; undefined on the free plan. */
export function findSubscription(book: ReadableBook, accountId: string): SubscriptionRow | undefined {
  return book.get<SubscriptionRow>(
    `SELECT subscription.id, item.id AS itemId, subscription.status, plan.id AS planId, plan.name AS planName, item.period,
       price.currency, price.monthly_minor AS monthlyMinor, price.annual_monthly_minor AS annualMonthlyMinor,
       item.anchor_on AS anchorOn, item.next_period_index AS nextPeriodIndex, item.next_billing_on AS nextBillingOn
     FROM subscription_item item
     JOIN subscription ON subscription.id = item.subscription_id
     JOIN price ON price.id = item.price_id
     JOIN plan ON plan.id = price.plan_id
     WHERE item.account_id = ? AND item.status = 'active'`,
    accountId,
  );
}

/** Move an item on to the period that is billed next. */
export function advanceItem(
  book: WritableBook,
  itemId: string,
  nextPeriodIndex: number,
  nextBillingOn: CivilDate,
): void {
  book.run(
    "UPDATE subscription_item SET next_period_index = ?, next_billing_on = ? WHERE id = ?",
    nextPeriodIndex,
    nextBillingOn,
    itemId,
  );
}
