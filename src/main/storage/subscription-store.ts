import type { CivilDate } from "../../shared/calendar.ts";
import type { SubscriptionItemView } from "../../shared/contract/subscriptions.ts";
import type { BilledItem, ChargedLine, ItemDiscount, SubscriptionState } from "../domain/billing/facts.ts";
import { nextBillingOn } from "../domain/billing/renewal.ts";
import { itemColumns, itemJoins, toBilledItem, type ItemRow } from "./item-row.ts";
import type { ReadableBook, WritableBook } from "./book-handle.ts";
import { addSubscriber, removeSubscriber } from "./plan-store.ts";

/** The columns of an item in force, and the subscription it belongs to. */
export interface SubscriptionRow extends ItemRow {
  readonly subscriptionId: string;
}

/** An account's subscription; undefined on the free plan. */
export function findSubscription(book: ReadableBook, accountId: string): SubscriptionState | undefined {
  const row = book.get<SubscriptionRow>(
    `SELECT item.subscription_id AS subscriptionId, ${itemColumns} FROM subscription_item item ${itemJoins}
     WHERE item.account_id = ? AND item.status IN ('active', 'past_due')`,
    accountId,
  );
  return row && toSubscription(book, accountId, row);
}

/** A subscription of the item in force, with the one that follows it. */
export function toSubscription(book: ReadableBook, accountId: string, row: SubscriptionRow): SubscriptionState {
  const item = toBilledItem(row);
  return {
    id: row.subscriptionId,
    item,
    // Only an item that ends has one that follows it.
    upcoming: item.endsOn === null ? null : findUpcomingItem(book, accountId),
  };
}

function findUpcomingItem(book: ReadableBook, accountId: string): BilledItem | null {
  const row = book.get<ItemRow>(
    `SELECT ${itemColumns} FROM subscription_item item ${itemJoins}
     WHERE item.account_id = ? AND item.status = 'upcoming'`,
    accountId,
  );
  return row ? toBilledItem(row) : null;
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
       item.status, item.started_on AS startedOn, item.ends_on AS endsOn, item.trial_ends_on AS trialEndsOn,
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
  const { accountId, before, after, on, nowMs } = write;
  if (before && after && before.item.id === after.item.id) {
    updateItem(book, after.item, nowMs);
  } else {
    const status = (before && findItemStatus(book, accountId)) ?? "active";
    if (before) endItem(book, before.item, on, after ? null : nowMs);
    if (after && after.item.id === before?.upcoming?.id) {
      book.run("UPDATE subscription_item SET status = ? WHERE id = ?", status, after.item.id);
      updateItem(book, after.item, nowMs);
    } else if (after) {
      if (!before) insertSubscription(book, after.id, accountId, nowMs);
      insertItem(book, { subscriptionId: after.id, accountId, status, nowMs }, after.item);
    }
  }
  writeUpcoming(book, write);
  if (!after && before) {
    book.run("UPDATE subscription SET status = 'ended', ended_at_ms = ? WHERE id = ?", nowMs, before.id);
  }
  writeDiscount(book, write);
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
  readonly status: "active" | "past_due" | "upcoming";
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

/** @param canceledAtMs when it was cancelled, unless that is known already; null where another item takes its place. */
function endItem(book: WritableBook, item: BilledItem, on: CivilDate, canceledAtMs: number | null): void {
  book.run(
    `UPDATE subscription_item SET status = 'ended', ends_on = ?, canceled_at_ms = coalesce(canceled_at_ms, ?) WHERE id = ?`,
    on,
    canceledAtMs,
    item.id,
  );
}

function writeUpcoming(book: WritableBook, { accountId, before, after, nowMs }: SubscriptionWrite): void {
  const [was, is] = [before?.upcoming ?? null, after?.upcoming ?? null];
  if (was && was.id !== is?.id && was.id !== after?.item.id) {
    book.run("UPDATE subscription_item SET status = 'abandoned' WHERE id = ?", was.id);
  }
  if (after && is && is.id !== was?.id) {
    insertItem(book, { subscriptionId: after.id, accountId, status: "upcoming", nowMs }, is);
  }
}

function writeDiscount(book: WritableBook, { before, after, operator, nowMs }: SubscriptionWrite): void {
  const was = before?.item.discount ?? null;
  const isSameItem = before?.item.id === after?.item.id;
  const is = after?.item.discount ?? null;
  if (was) {
    const wasBilled = isSameItem && before?.item.nextPeriodIndex !== after?.item.nextPeriodIndex;
    const isKept = is?.redemptionId === was.redemptionId;
    if (wasBilled) {
      book.run(
        "UPDATE discount_redemption SET periods_applied = periods_applied + 1, periods_left = ?, status = ? WHERE id = ?",
        isKept ? is.periodsLeft : was.periodsLeft === null ? null : 0,
        isKept ? "active" : "exhausted",
        was.redemptionId,
      );
    } else if (!isKept) {
      book.run("UPDATE discount_redemption SET status = 'removed' WHERE id = ?", was.redemptionId);
    }
  }
  if (after && is && is.redemptionId !== was?.redemptionId) insertRedemption(book, after.item.id, is, operator, nowMs);
}

function insertRedemption(
  book: WritableBook,
  itemId: string,
  discount: ItemDiscount,
  operator: string,
  nowMs: number,
): void {
  book.run(
    `INSERT INTO discount_redemption (id, subscription_item_id, discount_id, status, periods_left, operator, redeemed_at_ms)
     VALUES (?, ?, ?, 'active', ?, ?, ?)`,
    discount.redemptionId,
    itemId,
    discount.discountId,
    discount.periodsLeft,
    operator,
    nowMs,
  );
}

/**
 * The lines that charged for time of an item from a day on: its last period, and what was charged within it, with what is left of
 * each after earlier changes and credit notes (BEHAVIOUR 7.2). An invoice that was voided or given up charged nothing.
 */
export function listChargedLines(book: ReadableBook, item: BilledItem, today: CivilDate): ChargedLine[] {
  return book
    .all<Omit<ChargedLine, "taxRate"> & TaxRateColumns>(
      `SELECT line.invoice_number AS invoiceNumber, line.position, line.kind, line.description,
         line.subscription_item_id AS subscriptionItemId, line.period_start_on AS periodStartOn, line.period_end_on AS periodEndOn,
         line.net_minor AS netMinor,
         line.net_minor
           + (SELECT coalesce(sum(given.net_minor), 0) FROM invoice_line given JOIN invoice ON invoice.number = given.invoice_number
              WHERE given.adjusts_invoice_number = line.invoice_number AND given.adjusts_position = line.position
                AND invoice.state <> 'void')
           - (SELECT coalesce(sum(credited.net_minor), 0) FROM credit_note_line credited
              WHERE credited.invoice_number = line.invoice_number AND credited.position = line.position) AS leftMinor,
         tax_rate.id AS taxRateId, tax_rate.name AS taxRateName, tax_rate.rate_parts_per_million AS taxRateParts
       FROM (
         SELECT * FROM invoice_line
         WHERE subscription_item_id = ? AND period_index = ? AND kind IN ('fee', 'seats')
         UNION ALL
         SELECT * FROM invoice_line
         WHERE subscription_item_id = ? AND kind IN ('prorated_fee', 'prorated_seats') AND period_end_on > ?
       ) line
       JOIN invoice ON invoice.number = line.invoice_number
       LEFT JOIN tax_rate ON tax_rate.id = line.tax_rate_id
       WHERE invoice.state NOT IN ('void', 'uncollectible')
       ORDER BY line.invoice_number, line.position`,
      item.id,
      item.nextPeriodIndex - 1,
      item.id,
      today,
    )
    .map(({ taxRateId, taxRateName, taxRateParts, ...line }) => ({
      ...line,
      taxRate:
        taxRateId === null || taxRateName === null || taxRateParts === null
          ? null
          : { id: taxRateId, name: taxRateName, partsPerMillion: taxRateParts },
    }));
}

interface TaxRateColumns {
  readonly taxRateId: string | null;
  readonly taxRateName: string | null;
  readonly taxRateParts: number | null;
}
