import type { CivilDate } from "../../../shared/calendar.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** What an account's subscription and open invoices make of its row in the list. */
export interface ListingCharge {
  readonly nextChargeOn: CivilDate;
  /** Null where it cannot be computed. */
  readonly nextChargeMinor: number | null;
}

/** What the list says of an account's subscription; the status is null on the free plan. */
export interface ListingSubscription {
  readonly planId: string;
  readonly planName: string;
  readonly status: string | null;
}

/**
 * Sets the day of an account's last activity, beside whatever else of its row changes. The book's clock may have been set back, and
 * the newest day stays.
 */
export const setsActivity = "last_activity_on = max(coalesce(last_activity_on, ''), ?)";

/**
 * Show a plan, how the subscription stands and its next charge in the list, after the subscription was changed today. What one that
 * has ended left open does not count for the next one.
 */
export function updateListingSubscription(
  book: WritableBook,
  accountId: string,
  { planId, planName, status }: ListingSubscription,
  charge: ListingCharge | null,
  today: CivilDate,
): void {
  book.run(
    `UPDATE account_listing SET plan_id = ?, plan_name = ?, subscription_status = ?,
       subscription_due_on = iif(? IS NULL, NULL, subscription_due_on), next_charge_on = ?, next_charge_minor = ?, ${setsActivity}
     WHERE account_id = ?`,
    planId,
    planName,
    status,
    status,
    charge?.nextChargeOn ?? null,
    charge?.nextChargeMinor ?? null,
    today,
    accountId,
  );
}

/** Show in the list that a subscription stands otherwise than before. */
export function updateListingStatus(book: WritableBook, accountId: string, status: string): void {
  book.run("UPDATE account_listing SET subscription_status = ? WHERE account_id = ?", status, accountId);
}

/** Show another next charge in the list; null where there is none, or where it cannot be computed. */
export function updateListingCharge(book: WritableBook, accountId: string, charge: ListingCharge | null): void {
  book.run(
    "UPDATE account_listing SET next_charge_on = ?, next_charge_minor = ? WHERE account_id = ?",
    charge?.nextChargeOn ?? null,
    charge?.nextChargeMinor ?? null,
    accountId,
  );
}

/** When an invoice that stayed open is due: of any kind, and where it is one of the subscription in force. */
export interface OpenDue {
  readonly anyOn: CivilDate | null;
  readonly subscriptionOn: CivilDate | null;
}

/** Show the next charge after an invoice was issued today, and remember the invoice's due date where it stayed open. */
export function updateListingAfterInvoice(
  book: WritableBook,
  accountId: string,
  charge: ListingCharge | null,
  due: OpenDue,
  today: CivilDate,
): void {
  book.run(
    `UPDATE account_listing SET next_charge_on = ?, next_charge_minor = ?,
       oldest_open_due_on = min(coalesce(oldest_open_due_on, ?), coalesce(?, oldest_open_due_on)),
       subscription_due_on = min(coalesce(subscription_due_on, ?), coalesce(?, subscription_due_on)), ${setsActivity}
     WHERE account_id = ?`,
    charge?.nextChargeOn ?? null,
    charge?.nextChargeMinor ?? null,
    due.anyOn,
    due.anyOn,
    due.subscriptionOn,
    due.subscriptionOn,
    today,
    accountId,
  );
}

/** Show that something happened with an account today where nothing else of its row changes. */
export function updateListingActivity(book: WritableBook, accountId: string, today: CivilDate): void {
  book.run(`UPDATE account_listing SET ${setsActivity} WHERE account_id = ?`, today, accountId);
}

/** The day on which something last happened with an account; null where nothing ever did. */
export function findLastActivity(book: ReadableBook, accountId: string): CivilDate | null {
  return (
    book.get<{ lastActivityOn: CivilDate | null }>(
      "SELECT last_activity_on AS lastActivityOn FROM account_listing WHERE account_id = ?",
      accountId,
    )?.lastActivityOn ?? null
  );
}

/** Recompute the earliest due dates among an account's open invoices, after one of them was paid. */
export function refreshListingOpenDue(book: WritableBook, accountId: string): void {
  book.run(
    `UPDATE account_listing SET oldest_open_due_on = owed.any_on, subscription_due_on = owed.subscription_on
     FROM (
       SELECT min(due_on) AS any_on, min(due_on) FILTER (WHERE subscription_id = (
           SELECT item.subscription_id FROM subscription_item item
           WHERE item.account_id = ? AND item.status IN ('active', 'past_due'))) AS subscription_on
       FROM invoice WHERE account_id = ? AND state = 'open'
     ) owed
     WHERE account_id = ?`,
    accountId,
    accountId,
    accountId,
  );
}
