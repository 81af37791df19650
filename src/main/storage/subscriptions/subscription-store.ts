import type { CivilDate } from "../../../shared/calendar.ts";
import type { SubscriptionItemView } from "../../../shared/contract/subscriptions.ts";
import { billedPeriods } from "../../domain/billing/billed-periods.ts";
import type { BilledPeriod, SubscriptionState } from "../../domain/billing/facts.ts";
import { nextBillingOn } from "../../domain/billing/renewal.ts";
import { itemColumns, itemJoins, shownItemStatus, toBilledItem, type ItemRow } from "./item-row.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { given } from "../given.ts";

/** The columns of an item in force, and the subscription it belongs to. */
export interface SubscriptionRow extends ItemRow {
  readonly subscriptionId: string;
}

/** An account's subscription; undefined on the free plan. */
export function findSubscription(book: ReadableBook, accountId: string): SubscriptionState | undefined {
  const row = book.get<SubscriptionRow>(
    `SELECT item.subscription_id AS subscriptionId, ${itemColumns} FROM subscription_item item ${itemJoins}
     WHERE item.account_id = ${given} AND item.status IN ('active', 'past_due')`,
    accountId,
  );
  return row && toSubscription(book, accountId, row);
}

/** A subscription of the item in force, with the one that follows it, or would if it were not cancelled. */
export function toSubscription(book: ReadableBook, accountId: string, row: SubscriptionRow): SubscriptionState {
  const id = row.subscriptionId;
  const item = toBilledItem(row);
  // Only an item that ends has one that follows it.
  const waiting = item.endsOn === null ? undefined : findWaitingItem(book, accountId, id);
  return {
    id,
    item,
    upcoming: waiting?.status === "upcoming" ? toBilledItem(waiting) : null,
    setAside: waiting?.status === "canceled" ? toBilledItem(waiting) : null,
  };
}

/** One that waits is `upcoming`; one that was cancelled with the subscription before it began is `canceled` (BEHAVIOUR 6.11). */
function findWaitingItem(book: ReadableBook, accountId: string, subscriptionId: string) {
  return book.get<ItemRow & { readonly status: "upcoming" | "canceled" }>(
    `SELECT item.status, ${itemColumns} FROM subscription_item item ${itemJoins}
     WHERE item.account_id = ${given} AND item.subscription_id = ${given} AND item.status IN ('upcoming', 'canceled')`,
    accountId,
    subscriptionId,
  );
}

/**
 * What was billed of a subscription and is not over (BEHAVIOUR 6.10).
 *
 * @param today the account's day.
 */
export function listBilledPeriods(
  book: ReadableBook,
  accountId: string,
  { id, item }: SubscriptionState,
  today: CivilDate,
): BilledPeriod[] {
  const items = item.startedOn > today ? [...listItemsBefore(book, accountId, id, today), item] : [item];
  return billedPeriods(items, today);
}

/** The items that go on until the day on which the next one, which was billed ahead, takes over. */
function listItemsBefore(book: ReadableBook, accountId: string, subscriptionId: string, today: CivilDate) {
  return (
    book
      .all<ItemRow>(
        `SELECT ${itemColumns} FROM subscription_item item ${itemJoins}
         WHERE item.account_id = ? AND item.subscription_id = ? AND item.status = 'ended' AND item.ends_on > ?
         ORDER BY item.ends_on, item.started_on`,
        accountId,
        subscriptionId,
        today,
      )
      .map(toBilledItem)
      // One that a change ended before its period was over has nothing left.
      .filter((item) => item.endsOn === nextBillingOn(item))
  );
}

/** Whether an account has had a free trial; one that it gave up before its first day does not count (BEHAVIOUR 6.12). */
export function hadTrial(book: ReadableBook, accountId: string): boolean {
  const row = book.get(
    `SELECT 1 FROM subscription_item WHERE account_id = ? AND trial_ends_on IS NOT NULL
       AND NOT (status IN ('ended', 'abandoned') AND ends_on IS NOT NULL AND ends_on < started_on) LIMIT 1`,
    accountId,
  );
  return row !== undefined;
}

/** Accounts of which a period begins on a day or began before it, and is not billed. */
export function listAccountsBehind(book: ReadableBook, throughOn: CivilDate): string[] {
  return book
    .all<{ accountId: string }>(
      `SELECT account_id AS accountId FROM subscription_item WHERE status IN ('active', 'past_due') AND next_billing_on <= ?`,
      throughOn,
    )
    .map(({ accountId }) => accountId);
}

/** How the item in force stands with its payments. */
export function findItemStatus(book: ReadableBook, accountId: string): "active" | "past_due" | undefined {
  return book.get<{ status: "active" | "past_due" }>(
    "SELECT status FROM subscription_item WHERE account_id = ? AND status IN ('active', 'past_due')",
    accountId,
  )?.status;
}

/** Every item an account ever had, newest first. */
export function listItems(book: ReadableBook, accountId: string): SubscriptionItemView[] {
  return book.all<SubscriptionItemView>(
    `SELECT item.id, item.subscription_id AS subscriptionId, plan.name AS planName, item.price_id AS priceId, item.period, item.seats,
       ${shownItemStatus} AS status, item.started_on AS startedOn, item.ends_on AS endsOn, item.trial_ends_on AS trialEndsOn,
       item.created_at_ms AS createdAtMs
     FROM subscription_item item JOIN price ON price.id = item.price_id JOIN plan ON plan.id = price.plan_id
     WHERE item.account_id = ? ORDER BY item.created_at_ms DESC, item.id DESC`,
    accountId,
  );
}
