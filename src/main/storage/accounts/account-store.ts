import type { CivilDate } from "../../../shared/calendar.ts";
import { equalityKey } from "../../../shared/folding.ts";
import type { PaperLanguage } from "../../../shared/paper/paper-language.ts";
import { searchedTexts, searchGrams } from "./account-search.ts";
import type { ReadableBook, SqlValue, WritableBook } from "../book/book-handle.ts";

export type AccountKind = "user" | "organization";

/** An account as it is stored. */
export interface Account {
  readonly id: string;
  readonly kind: AccountKind;
  readonly name: string;
  readonly contact: string | null;
  readonly currency: string;
  readonly timeZone: string;
  readonly taxRateId: string | null;
  /** No line of an exempt account is taxed, whatever its rate. */
  readonly isTaxExempt: boolean;
  /** Null: the book's terms. */
  readonly paymentTermsDays: number | null;
  /** Null: the book's note. */
  readonly invoiceNote: string | null;
  /** Null: its name. */
  readonly billingName: string | null;
  readonly billingAddress: string | null;
  readonly taxNumbers: string | null;
  readonly buyerReference: string | null;
  /** Null: the book's language. */
  readonly paperLanguage: PaperLanguage | null;
  readonly createdAtMs: number;
}

export function findAccount(book: ReadableBook, accountId: string): Account | undefined {
  const row = book.get<Omit<Account, "isTaxExempt"> & { isTaxExempt: number }>(
    `SELECT id, kind, name, contact, currency, time_zone AS timeZone, tax_rate_id AS taxRateId, is_tax_exempt AS isTaxExempt,
       payment_terms_days AS paymentTermsDays, invoice_note AS invoiceNote, billing_name AS billingName,
       billing_address AS billingAddress, tax_numbers AS taxNumbers, buyer_reference AS buyerReference,
       paper_language AS paperLanguage, created_at_ms AS createdAtMs
     FROM account WHERE id = ?`,
    accountId,
  );
  return row && { ...row, isTaxExempt: row.isTaxExempt === 1 };
}

/** The kind of an account that is known to be there. */
export function findAccountKind(book: ReadableBook, accountId: string): AccountKind {
  const row = book.get<{ kind: AccountKind }>("SELECT kind FROM account WHERE id = ?", accountId);
  if (!row) throw new Error(`There is no account ${accountId}`);
  return row.kind;
}

/**
 * Accounts that go by an e-mail address or slug, whatever its capitals (BEHAVIOUR 1.8). A book of an earlier version may have several;
 * the few first, because a second one already makes it unclear.
 */
export function findAccountsByContact(
  book: ReadableBook,
  contact: string,
): Pick<Account, "id" | "kind" | "currency">[] {
  return book.all("SELECT id, kind, currency FROM account WHERE contact_key = ? LIMIT 10", equalityKey(contact));
}

/**
 * Store an account with what the list shows of it. It starts on the free plan of its kind. It is found and counted once
 * {@link indexAccounts} is told of it, in the same transaction.
 *
 * @param freePlan the plan that {@link findFreePlan} of the account's kind answers.
 */
export function insertAccount(
  book: WritableBook,
  account: Account,
  freePlan: { readonly id: string; readonly name: string },
): void {
  const searched = searchedTexts(account);
  book.run(
    `INSERT INTO account (id, kind, name, contact, contact_key, currency, time_zone, tax_rate_id, is_tax_exempt,
       payment_terms_days, invoice_note, billing_name, billing_address, tax_numbers, buyer_reference, paper_language, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    account.id,
    account.kind,
    account.name,
    account.contact,
    contactKeyOf(account),
    account.currency,
    ...billingValues(account),
    account.createdAtMs,
  );
  book.run(
    `INSERT INTO account_listing (account_id, kind, name, name_key, contact, contact_search_key, plan_id, plan_name, currency,
       created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    account.id,
    account.kind,
    account.name,
    searched.nameKey,
    account.contact,
    searched.contactSearchKey,
    freePlan.id,
    freePlan.name,
    account.currency,
    account.createdAtMs,
  );
}

/**
 * Have the search find accounts that were stored, and count them. For many at once: the index of words puts on the disk what it has
 * whenever a statement begins that may undo itself, and storing an account is one, which took as long as all else of it.
 */
export function indexAccounts(
  book: WritableBook,
  accounts: readonly Pick<Account, "id" | "kind" | "name" | "contact">[],
): void {
  for (const account of accounts) {
    book.run(
      "INSERT INTO account_search (rowid, grams) VALUES ((SELECT number FROM account_listing WHERE account_id = ?), ?)",
      account.id,
      searchGrams(searchedTexts(account)),
    );
  }
  for (const kind of ["user", "organization"] as const) {
    const count = accounts.filter((account) => account.kind === kind).length;
    if (count > 0) book.run("UPDATE account_count SET count = count + ? WHERE kind = ?", count, kind);
  }
}

/** How an account is billed, from `time_zone` to `paper_language` in the order in which both statements name it. */
function billingValues(account: Account): SqlValue[] {
  return [
    account.timeZone,
    account.taxRateId,
    account.isTaxExempt ? 1 : 0,
    account.paymentTermsDays,
    account.invoiceNote,
    account.billingName,
    account.billingAddress,
    account.taxNumbers,
    account.buyerReference,
    account.paperLanguage,
  ];
}

/** Change how an account is addressed and billed, with what the list and the search show of it where that is another. */
export function updateAccount(book: WritableBook, before: Pick<Account, "name" | "contact">, account: Account): void {
  book.run(
    `UPDATE account SET name = ?, contact = ?, contact_key = ?, time_zone = ?, tax_rate_id = ?, is_tax_exempt = ?, payment_terms_days = ?,
       invoice_note = ?, billing_name = ?, billing_address = ?, tax_numbers = ?, buyer_reference = ?, paper_language = ?
     WHERE id = ?`,
    account.name,
    account.contact,
    contactKeyOf(account),
    ...billingValues(account),
    account.id,
  );
  if (account.name === before.name && account.contact === before.contact) return;
  const searched = searchedTexts(account);
  book.run(
    "UPDATE account_listing SET name = ?, name_key = ?, contact = ?, contact_search_key = ? WHERE account_id = ?",
    account.name,
    searched.nameKey,
    account.contact,
    searched.contactSearchKey,
    account.id,
  );
  book.run(
    "UPDATE account_search SET grams = ? WHERE rowid = (SELECT number FROM account_listing WHERE account_id = ?)",
    searchGrams(searched),
    account.id,
  );
}

function contactKeyOf({ contact }: Account): string | null {
  return contact === null ? null : equalityKey(contact);
}

/**
 * What keeps an account's billing currency as it is (BEHAVIOUR 2.1): an invoice in whatever state, a subscription to a plan that charges;
 * or, until it is removed, a charge that waits in it.
 */
export function whatFixesCurrency(
  book: ReadableBook,
  accountId: string,
): "invoice" | "subscription" | "waiting_charge" | null {
  const has = (sql: string) => book.get(sql, accountId) !== undefined;
  if (has("SELECT 1 FROM invoice WHERE account_id = ? LIMIT 1")) return "invoice";
  const inForce = "SELECT 1 FROM subscription_item WHERE account_id = ? AND status IN ('active', 'past_due')";
  if (has(inForce)) return "subscription";
  const waits =
    "SELECT 1 FROM pending_charge WHERE account_id = ? AND invoice_number IS NULL AND removed_at_ms IS NULL LIMIT 1";
  return has(waits) ? "waiting_charge" : null;
}

/** Bill an account in another currency; the list shows its credit in that one. */
export function updateBillingCurrency(book: WritableBook, accountId: string, currency: string): void {
  book.run("UPDATE account SET currency = ? WHERE id = ?", currency, accountId);
  book.run(
    `UPDATE account_listing SET currency = ?,
       credit_balance_minor = (SELECT ledger_minor FROM credit_balance WHERE account_id = ? AND currency = ?)
     WHERE account_id = ?`,
    currency,
    accountId,
    currency,
    accountId,
  );
}

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
