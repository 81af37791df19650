import { addDays, civilDateAt, type CivilDate } from "../../../shared/calendar.ts";
import type { OpenInvoices, Standing } from "../../domain/subscriptions/status.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { given } from "../given.ts";
import { isWaiting } from "../invoices/pending-charge-store.ts";

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

interface Ending {
  readonly itemId: string;
  readonly accountId: string;
  readonly timeZone: string;
  readonly nextBillingOn: CivilDate;
}

/** So many items that end are read at a time: which of them have reached their day is told by each account's time zone. */
const endingsPerRead = 500;

/**
 * Accounts whose subscription was cancelled for a day that they have reached (BEHAVIOUR 6.6), earliest first. Where charges of their own
 * or a voided invoice wait, the run that bills them ends it.
 */
export function listEnding(book: ReadableBook, nowMs: number, limit: number): string[] {
  // No account is ahead of this day; those that are behind it are told apart below.
  const latestOn = addDays(civilDateAt(nowMs, "UTC"), 1);
  const found: string[] = [];
  let after: readonly [day: string, itemId: string] = ["", ""];
  for (;;) {
    const endings: Ending[] = book.all<Ending>(
      `SELECT item.id AS itemId, item.account_id AS accountId, account.time_zone AS timeZone, item.next_billing_on AS nextBillingOn
       FROM subscription_item item INDEXED BY subscription_item_changing JOIN account ON account.id = item.account_id
       WHERE item.status IN ('active', 'past_due') AND (item.ends_on IS NOT NULL OR item.next_seats IS NOT NULL)
         AND item.next_billing_on <= ? AND (item.next_billing_on, item.id) > (?, ?) AND item.ends_on <= item.next_billing_on
         AND NOT EXISTS (SELECT 1 FROM subscription_item next WHERE next.account_id = item.account_id AND next.status = 'upcoming')
         AND NOT EXISTS (SELECT 1 FROM pending_charge charge
           WHERE charge.account_id = item.account_id AND ${isWaiting})
         AND NOT EXISTS (SELECT 1 FROM rebilling
           WHERE rebilling.account_id = item.account_id AND rebilling.invoice_number IS NULL)
       ORDER BY item.next_billing_on, item.id LIMIT ?`,
      latestOn,
      ...after,
      endingsPerRead,
    );
    const reached = endings.filter(({ nextBillingOn, timeZone }) => nextBillingOn <= civilDateAt(nowMs, timeZone));
    found.push(...reached.map(({ accountId }) => accountId));
    const last = endings.at(-1);
    if (!last || endings.length < endingsPerRead || found.length >= limit) return found.slice(0, limit);
    after = [last.nextBillingOn, last.itemId];
  }
}

/**
 * Whether the calendar asks for anything up to the day: requests to give up, credit to expire, payments to try again, accounts that fell behind,
 * subscriptions that end.
 *
 * @param bills whether the book collects what it billed; a linked one leaves that to the upstream (BEHAVIOUR 12.4).
 */
export function isCatchUpDue(
  book: ReadableBook,
  { today, nowMs }: { readonly today: CivilDate; readonly nowMs: number },
  bills: boolean,
): boolean {
  if (book.get("SELECT 1 FROM credit_block WHERE state = 'open' AND expires_on <= ? LIMIT 1", today)) return true;
  if (book.get("SELECT 1 FROM approval_request WHERE state = 'pending' AND expires_on <= ? LIMIT 1", today))
    return true;
  if (!bills) return false;
  return (
    book.get("SELECT 1 FROM invoice WHERE next_attempt_on IS NOT NULL AND next_attempt_on <= ? LIMIT 1", today) !==
      undefined ||
    listFallenBehind(book, today, 1).length > 0 ||
    listEnding(book, nowMs, 1).length > 0
  );
}
