import type { CivilDate } from "../../../shared/calendar.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** Whether a subscription's own invoices are paid in time. */
export type Standing = "active" | "past_due";

/**
 * Past due is a subscription with an open invoice of its own that a payment failed for, or whose due date has passed (BEHAVIOUR 9.1,
 * 9.3, 9.10). What an earlier subscription of the account left open, or charges of their own, make no other one past due.
 */
export function readStanding(book: ReadableBook, accountId: string, today: CivilDate): Standing {
  const late = book.get(
    `SELECT 1 FROM subscription_item item
     JOIN invoice ON invoice.subscription_id = item.subscription_id
     WHERE item.account_id = ? AND item.status IN ('active', 'past_due')
       AND invoice.state = 'open' AND (invoice.failed_attempts > 0 OR invoice.due_on < ?) LIMIT 1`,
    accountId,
    today,
  );
  return late ? "past_due" : "active";
}

/**
 * Give the subscription in force its standing, with its item and its row in the list of accounts.
 *
 * @returns whether that changed anything; nothing changes on the free plan.
 */
export function writeStanding(book: WritableBook, accountId: string, standing: Standing, nowMs: number): boolean {
  const other: Standing = standing === "active" ? "past_due" : "active";
  const item = book.get<{ subscriptionId: string; isEnding: number }>(
    `UPDATE subscription_item SET status = ?, past_due_at_ms = ? WHERE account_id = ? AND status = ?
     RETURNING subscription_id AS subscriptionId, ends_on IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM subscription_item upcoming
       WHERE upcoming.account_id = subscription_item.account_id AND upcoming.status = 'upcoming') AS isEnding`,
    standing,
    standing === "past_due" ? nowMs : null,
    accountId,
    other,
  );
  if (!item) return false;
  book.run("UPDATE subscription SET status = ? WHERE id = ?", standing, item.subscriptionId);
  // The list shows of a subscription that is paid for also whether it was cancelled for a day to come.
  const listed = standing === "active" && item.isEnding === 1 ? "canceled" : standing;
  book.run("UPDATE account_listing SET subscription_status = ? WHERE account_id = ?", listed, accountId);
  return true;
}

/**
 * Accounts whose subscription stands as paid up although an open invoice of its own has passed its due date. Both are the
 * subscription's, so an account that is given its standing is not listed again.
 */
export function listFallenBehind(book: ReadableBook, today: CivilDate, limit: number): string[] {
  return book
    .all<{ accountId: string }>(
      `SELECT account_id AS accountId FROM account_listing INDEXED BY account_listing_falling_behind
       WHERE subscription_status IN ('active', 'canceled') AND subscription_due_on IS NOT NULL AND subscription_due_on < ?
       ORDER BY subscription_due_on LIMIT ?`,
      today,
      limit,
    )
    .map(({ accountId }) => accountId);
}

/** Whether the calendar asks for anything up to the day: credit to expire, payments to try again, accounts that fell behind. */
export function isCatchUpDue(book: ReadableBook, today: CivilDate): boolean {
  return (
    book.get("SELECT 1 FROM credit_block WHERE state = 'open' AND expires_on <= ? LIMIT 1", today) !== undefined ||
    book.get("SELECT 1 FROM invoice WHERE next_attempt_on IS NOT NULL AND next_attempt_on <= ? LIMIT 1", today) !==
      undefined ||
    listFallenBehind(book, today, 1).length > 0
  );
}
