import type { CivilDate } from "../../shared/calendar.ts";
import type { PaymentMethod, TaxRate } from "../domain/billing/facts.ts";
import type { ReadableBook, WritableBook } from "./book-handle.ts";

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
  readonly createdAtMs: number;
}

export function findAccount(book: ReadableBook, accountId: string): Account | undefined {
  return book.get<Account>(
    `SELECT id, kind, name, contact, currency, time_zone AS timeZone, tax_rate_id AS taxRateId, created_at_ms AS createdAtMs
     FROM account WHERE id = ?`,
    accountId,
  );
}

/** Accounts that go by an e-mail address or slug; the few first, because a second one already makes it unclear. */
export function findAccountsByContact(
  book: ReadableBook,
  contact: string,
): Pick<Account, "id" | "kind" | "currency">[] {
  return book.all(
    `SELECT account_id AS id, kind, currency FROM account_listing WHERE coalesce(contact, '') = ? LIMIT 10`,
    contact,
  );
}

/** A name for order and for search by first letters: without accents, in lower case. */
export function nameKey(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase();
}

/**
 * Store an account with what the list, the search and the counts show of it. It starts on the free plan of its kind.
 *
 * @param freePlan the plan that {@link findFreePlan} of the account's kind answers.
 */
export function insertAccount(
  book: WritableBook,
  account: Account,
  freePlan: { readonly id: string; readonly name: string },
): void {
  book.run(
    `INSERT INTO account (id, kind, name, contact, currency, time_zone, tax_rate_id, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    account.id,
    account.kind,
    account.name,
    account.contact,
    account.currency,
    account.timeZone,
    account.taxRateId,
    account.createdAtMs,
  );
  book.run(
    `INSERT INTO account_listing (account_id, kind, name, name_key, contact, plan_id, plan_name, currency, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    account.id,
    account.kind,
    account.name,
    nameKey(account.name),
    account.contact,
    freePlan.id,
    freePlan.name,
    account.currency,
    account.createdAtMs,
  );
  book.run(
    `INSERT INTO account_search (rowid, name, contact, account_id)
     VALUES ((SELECT number FROM account_listing WHERE account_id = ?), ?, ?, ?)`,
    account.id,
    account.name,
    account.contact ?? "",
    account.id,
  );
  book.run("UPDATE account_count SET count = count + 1 WHERE kind = ?", account.kind);
}

/** Give an account its default payment method. */
export function insertDefaultPaymentMethod(
  book: WritableBook,
  method: PaymentMethod & { readonly id: string; readonly accountId: string; readonly createdAtMs: number },
): void {
  book.run(
    `INSERT INTO payment_method (id, account_id, gateway, token, label, is_default, created_at_ms)
     VALUES (?, ?, ?, ?, ?, 1, ?)`,
    method.id,
    method.accountId,
    method.gateway,
    method.token,
    method.label,
    method.createdAtMs,
  );
}

export function findDefaultPaymentMethod(book: ReadableBook, accountId: string): PaymentMethod | undefined {
  return book.get<PaymentMethod>(
    "SELECT gateway, token, label FROM payment_method WHERE account_id = ? AND is_default = 1",
    accountId,
  );
}

export function findTaxRate(book: ReadableBook, taxRateId: string): TaxRate | undefined {
  return book.get<TaxRate>(
    "SELECT id, name, rate_parts_per_million AS partsPerMillion FROM tax_rate WHERE id = ?",
    taxRateId,
  );
}

export function findTaxRateByParts(book: ReadableBook, partsPerMillion: number): TaxRate | undefined {
  return book.get<TaxRate>(
    `SELECT id, name, rate_parts_per_million AS partsPerMillion FROM tax_rate WHERE rate_parts_per_million = ?`,
    partsPerMillion,
  );
}

export function insertTaxRate(book: WritableBook, rate: TaxRate): void {
  book.run(
    "INSERT INTO tax_rate (id, name, rate_parts_per_million) VALUES (?, ?, ?)",
    rate.id,
    rate.name,
    rate.partsPerMillion,
  );
}

/** What an account's subscription and open invoices make of its row in the list. */
export interface ListingCharge {
  readonly nextChargeOn: CivilDate;
  readonly nextChargeMinor: number;
}

/** Show a plan and its next charge in the list. */
export function updateListingPlan(
  book: WritableBook,
  accountId: string,
  plan: { readonly id: string; readonly name: string },
  subscriptionStatus: string,
  charge: ListingCharge,
): void {
  book.run(
    `UPDATE account_listing SET plan_id = ?, plan_name = ?, subscription_status = ?, next_charge_on = ?, next_charge_minor = ?
     WHERE account_id = ?`,
    plan.id,
    plan.name,
    subscriptionStatus,
    charge.nextChargeOn,
    charge.nextChargeMinor,
    accountId,
  );
}

/** Show the next charge after an invoice, and remember the invoice's due date where it stayed open. */
export function updateListingAfterInvoice(
  book: WritableBook,
  accountId: string,
  charge: ListingCharge,
  openDueOn: CivilDate | null,
): void {
  book.run(
    `UPDATE account_listing SET next_charge_on = ?, next_charge_minor = ?,
       oldest_open_due_on = min(coalesce(oldest_open_due_on, ?), coalesce(?, oldest_open_due_on))
     WHERE account_id = ?`,
    charge.nextChargeOn,
    charge.nextChargeMinor,
    openDueOn,
    openDueOn,
    accountId,
  );
}

/** Recompute the earliest due date among an account's open invoices, after one of them was paid. */
export function refreshListingOpenDue(book: WritableBook, accountId: string): void {
  book.run(
    `UPDATE account_listing
     SET oldest_open_due_on = (SELECT min(due_on) FROM invoice WHERE account_id = ? AND state = 'open')
     WHERE account_id = ?`,
    accountId,
    accountId,
  );
}
