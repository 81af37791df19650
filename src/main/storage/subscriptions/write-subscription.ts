import { isDeepStrictEqual } from "node:util";
import type { CivilDate } from "../../../shared/calendar.ts";
import { isExhausted } from "../../domain/billing/discount.ts";
import type { BilledItem, ItemDiscount, SubscriptionState } from "../../domain/billing/facts.ts";
import { nextBillingOn } from "../../domain/billing/renewal.ts";
import type { WritableBook } from "../book/book-handle.ts";
import { addSubscriber, removeSubscriber } from "../plans/plan-store.ts";
import { writeEarlierSeats } from "./item-row.ts";
import { findItemStatus } from "./subscription-store.ts";

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
  for (const item of write.itemsBefore ?? []) {
    book.run(
      "UPDATE subscription_item SET seats = ?, earlier_seats = ? WHERE id = ?",
      item.seats,
      writeEarlierSeats(item),
      item.id,
    );
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
    `INSERT INTO subscription_item (id, subscription_id, account_id, price_id, period, seats, earlier_seats, next_seats, status, started_on,
       trial_ends_on, anchor_on, next_period_index, next_billing_on, ends_on, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    item.id,
    subscriptionId,
    accountId,
    item.price.id,
    item.period,
    item.seats,
    writeEarlierSeats(item),
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
    `UPDATE subscription_item SET seats = ?, earlier_seats = ?, next_seats = ?, trial_ends_on = ?, anchor_on = ?, next_period_index = ?,
       next_billing_on = ?, ends_on = ?, canceled_at_ms = CASE WHEN ? IS NULL THEN NULL ELSE coalesce(canceled_at_ms, ?) END
     WHERE id = ?`,
    item.seats,
    writeEarlierSeats(item),
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
