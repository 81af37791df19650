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
