import { isDeepStrictEqual } from "node:util";
import type { CivilDate } from "../../../shared/calendar.ts";
import type { SubscriptionItemView } from "../../../shared/contract/subscriptions.ts";
import { billedPeriods } from "../../domain/billing/billed-periods.ts";
import { isExhausted } from "../../domain/billing/discount.ts";
import type { BilledItem, BilledPeriod, ItemDiscount, SubscriptionState } from "../../domain/billing/facts.ts";
import { nextBillingOn } from "../../domain/billing/renewal.ts";
import { itemColumns, itemJoins, shownItemStatus, toBilledItem, type ItemRow } from "./item-row.ts";
import { listChargedSeats } from "../billing/charged-time-store.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { addSubscriber, removeSubscriber } from "../plans/plan-store.ts";
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
  const periods = billedPeriods(items, today, () => undefined);
  if (items.length === 1 && periods.length < 2) return periods;
  const charged = listChargedSeats(book, id, today);
  return billedPeriods(items, today, (itemId, periodEndOn) => charged.get(`${itemId} ${periodEndOn}`));
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

/** A subscription as it was and as it is to be, and who changes it when. */
export interface SubscriptionWrite {
  readonly accountId: string;
  /** Null on the free plan. */
  readonly before: SubscriptionState | null;
  readonly after: SubscriptionState | null;
  /** Items that go on until the one in force, which was billed ahead, takes over, with the seats that were added to them. */
  readonly itemsBefore?: readonly BilledItem[] | undefined;
  /** The day from which the new state holds. */
  readonly on: CivilDate;
  readonly operator: string;
  readonly nowMs: number;
}

/**
 * Bring what is stored of a subscription from one state to another: rows for items that are new, the end of those that are not
 * in force any more, the columns of those that stay, the discount, and how many subscribers each plan has.
 */
export function writeSubscription(book: WritableBook, write: SubscriptionWrite): void {
  const { accountId, before, after, nowMs } = write;
  if (before && after && before.item.id === after.item.id) {
    updateItem(book, after.item, nowMs);
  } else {
    const status = (before && findItemStatus(book, accountId)) ?? "active";
    if (before) endItem(book, write, before, after ? null : nowMs);
    if (after && after.item.id === before?.upcoming?.id) {
      book.run("UPDATE subscription_item SET status = ? WHERE id = ?", status, after.item.id);
      updateItem(book, after.item, nowMs);
    } else if (after) {
      if (!before) insertSubscription(book, after.id, accountId, nowMs);
      insertItem(book, { subscriptionId: after.id, accountId, status, nowMs }, after.item);
    }
  }
  writeWaiting(book, write);
  for (const { id, seats } of write.itemsBefore ?? []) {
    book.run("UPDATE subscription_item SET seats = ? WHERE id = ?", seats, id);
  }
  if (!after && before) {
    book.run("UPDATE subscription SET status = 'ended', ended_at_ms = ? WHERE id = ?", nowMs, before.id);
  }
  writeDiscounts(book, write);
  const [planBefore, planAfter] = [before?.item.planId, after?.item.planId];
  if (planBefore === planAfter) return;
  if (planBefore !== undefined) removeSubscriber(book, planBefore);
  if (planAfter !== undefined) addSubscriber(book, planAfter);
}

function insertSubscription(book: WritableBook, id: string, accountId: string, createdAtMs: number): void {
  book.run(
    "INSERT INTO subscription (id, account_id, status, created_at_ms) VALUES (?, ?, 'active', ?)",
    id,
    accountId,
    createdAtMs,
  );
}

interface ItemOwner {
  readonly subscriptionId: string;
  readonly accountId: string;
  readonly status: "active" | "past_due" | WaitingStatus;
  readonly nowMs: number;
}

function insertItem(
  book: WritableBook,
  { subscriptionId, accountId, status, nowMs }: ItemOwner,
  item: BilledItem,
): void {
  book.run(
    `INSERT INTO subscription_item (id, subscription_id, account_id, price_id, period, seats, next_seats, status, started_on,
       trial_ends_on, anchor_on, next_period_index, next_billing_on, ends_on, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    item.id,
    subscriptionId,
    accountId,
    item.price.id,
    item.period,
    item.seats,
    item.nextSeats,
    status,
    item.startedOn,
    item.trialEndsOn,
    item.anchorOn,
    item.nextPeriodIndex,
    nextBillingOn(item),
    item.endsOn,
    nowMs,
  );
}

function updateItem(book: WritableBook, item: BilledItem, nowMs: number): void {
  book.run(
    `UPDATE subscription_item SET seats = ?, next_seats = ?, trial_ends_on = ?, anchor_on = ?, next_period_index = ?,
       next_billing_on = ?, ends_on = ?, canceled_at_ms = CASE WHEN ? IS NULL THEN NULL ELSE coalesce(canceled_at_ms, ?) END
     WHERE id = ?`,
    item.seats,
    item.nextSeats,
    item.trialEndsOn,
    item.anchorOn,
    item.nextPeriodIndex,
    nextBillingOn(item),
    item.endsOn,
    item.endsOn,
    nowMs,
    item.id,
  );
}

/**
 * End the item in force, and with it those that would have gone on until it took over.
 *
 * @param canceledAtMs when it was cancelled, unless that is known already; null where another item takes its place.
 */
function endItem(
  book: WritableBook,
  { accountId, on }: SubscriptionWrite,
  { id, item }: SubscriptionState,
  canceledAtMs: number | null,
): void {
  book.run(
    `UPDATE subscription_item SET status = 'ended', ends_on = ?, canceled_at_ms = coalesce(canceled_at_ms, ?) WHERE id = ?`,
    on,
    canceledAtMs,
    item.id,
  );
  book.run(
    `UPDATE subscription_item SET ends_on = ?
     WHERE account_id = ? AND subscription_id = ? AND status = 'ended' AND ends_on > ?`,
    on,
    accountId,
    id,
    on,
  );
}

/** How an item is stored that is not in force yet: `canceled` is one that was set aside by a cancellation. */
type WaitingStatus = "upcoming" | "canceled";

function waitingOf(
  state: SubscriptionState | null,
): { readonly item: BilledItem; readonly status: WaitingStatus } | null {
  if (state?.upcoming) return { item: state.upcoming, status: "upcoming" };
  return state?.setAside ? { item: state.setAside, status: "canceled" } : null;
}

function writeWaiting(book: WritableBook, { accountId, before, after, nowMs }: SubscriptionWrite): void {
  const [was, is] = [waitingOf(before), waitingOf(after)];
  if (was && was.item.id !== is?.item.id && was.item.id !== after?.item.id) {
    book.run("UPDATE subscription_item SET status = 'abandoned' WHERE id = ?", was.item.id);
  }
  if (!after || !is) return;
  if (is.item.id !== was?.item.id) {
    insertItem(book, { subscriptionId: after.id, accountId, status: is.status, nowMs }, is.item);
  } else {
    book.run(
      "UPDATE subscription_item SET status = ?, started_on = ? WHERE id = ?",
      is.status,
      is.item.startedOn,
      is.item.id,
    );
    updateItem(book, is.item, nowMs);
  }
}

function writeDiscounts(book: WritableBook, { before, after, operator, nowMs }: SubscriptionWrite): void {
  const were = discountsOf(before);
  const are = discountsOf(after);
  for (const { redemptionId } of were.values()) {
    if (!are.has(redemptionId))
      book.run("UPDATE discount_redemption SET status = 'removed' WHERE id = ?", redemptionId);
  }
  for (const discount of are.values()) {
    if (!were.has(discount.redemptionId)) insertRedemption(book, discount, operator, nowMs);
    else if (!isDeepStrictEqual(were.get(discount.redemptionId), discount)) updateRedemption(book, discount);
  }
}

/** A discount, and the item that carries it. */
interface CarriedDiscount extends ItemDiscount {
  readonly itemId: string;
}

function discountsOf(state: SubscriptionState | null): ReadonlyMap<string, CarriedDiscount> {
  const items = state ? [state.item, state.upcoming, state.setAside] : [];
  return new Map(
    items.flatMap((item) =>
      item?.discount ? [[item.discount.redemptionId, { ...item.discount, itemId: item.id }] as const] : [],
    ),
  );
}

function updateRedemption(book: WritableBook, discount: CarriedDiscount): void {
  book.run(
    `UPDATE discount_redemption SET subscription_item_id = ?, periods_applied = ?, periods_left = ?, status = ? WHERE id = ?`,
    discount.itemId,
    discount.periodsApplied,
    discount.periodsLeft,
    isExhausted(discount) ? "exhausted" : "active",
    discount.redemptionId,
  );
}

function insertRedemption(book: WritableBook, discount: CarriedDiscount, operator: string, nowMs: number): void {
  book.run(
    `INSERT INTO discount_redemption (id, subscription_item_id, discount_id, status, periods_left, operator, redeemed_at_ms)
     VALUES (?, ?, ?, 'active', ?, ?, ?)`,
    discount.redemptionId,
    discount.itemId,
    discount.discountId,
    discount.periodsLeft,
    operator,
    nowMs,
  );
}
