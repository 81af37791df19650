import type { CivilDate } from "../../../shared/calendar.ts";
import type { OpenInvoices, Standing } from "../../domain/subscriptions/status.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { given } from "../given.ts";

/** What is open of the invoices that the subscription in force was charged by. */
export function readOpenInvoices(book: ReadableBook, accountId: string): OpenInvoices {
  const open = book.get<OpenInvoices>(
    `SELECT coalesce(max(invoice.failed_attempts), 0) AS failedAttempts, min(invoice.due_on) AS oldestDueOn
     FROM subscription_item item
     JOIN invoice ON invoice.subscription_id = item.subscription_id
     WHERE item.account_id = ? AND item.status IN ('active', 'past_due') AND invoice.state = 'open'`,
    accountId,
  );
  return open ?? { failedAttempts: 0, oldestDueOn: null };
}

/**
 * Give the subscription in force its standing, and its item.
 *
 * @returns whether the item only ends, with none that follows; null where nothing changed, as on the free plan.
 */
export function writeStanding(
  book: WritableBook,
  accountId: string,
  standing: Standing,
  nowMs: number,
): { readonly onlyEnds: boolean } | null {
  const other: Standing = standing === "active" ? "past_due" : "active";
  const item = book.get<{ subscriptionId: string; onlyEnds: number }>(
    `UPDATE subscription_item SET status = ?, past_due_at_ms = ? WHERE account_id = ? AND status = ${given}
     RETURNING subscription_id AS subscriptionId, ends_on IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM subscription_item upcoming
       WHERE upcoming.account_id = subscription_item.account_id AND upcoming.status = 'upcoming') AS onlyEnds`,
    standing,
    standing === "past_due" ? nowMs : null,
    accountId,
    other,
  );
  if (!item) return null;
  book.run("UPDATE subscription SET status = ? WHERE id = ?", standing, item.subscriptionId);
  return { onlyEnds: item.onlyEnds === 1 };
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

/**
 * Whether the calendar asks for anything up to the day: requests to give up, credit to expire, payments to try again, accounts that fell behind.
 *
 * @param bills whether the book collects what it billed; a linked one leaves that to the upstream (BEHAVIOUR 12.4).
 */
export function isCatchUpDue(book: ReadableBook, today: CivilDate, bills: boolean): boolean {
  if (book.get("SELECT 1 FROM credit_block WHERE state = 'open' AND expires_on <= ? LIMIT 1", today)) return true;
  if (book.get("SELECT 1 FROM approval_request WHERE state = 'pending' AND expires_on <= ? LIMIT 1", today))
    return true;
  if (!bills) return false;
  return (
    book.get("SELECT 1 FROM invoice WHERE next_attempt_on IS NOT NULL AND next_attempt_on <= ? LIMIT 1", today) !==
      undefined || listFallenBehind(book, today, 1).length > 0
  );
}
