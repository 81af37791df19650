import type { BookPlanFacts } from "../../domain/imports/batch.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { findPlanBySlug } from "../plans/plan-store.ts";

/** The reads that only an import makes: they answer what a row may refer to and what it may clash with. */

/** Whether the account has a subscription in force, in whatever state. */
export function hasSubscription(book: ReadableBook, accountId: string): boolean {
  const sql = `SELECT 1 AS found FROM subscription
    WHERE account_id = ? AND status IN ('active', 'past_due', 'canceled', 'incomplete')`;
  return book.get(sql, accountId) !== undefined;
}

/** A plan as the rows of an import see it, by its slug. */
export function findPlanFacts(book: ReadableBook, slug: string): BookPlanFacts | null {
  const plan = findPlanBySlug(book, slug);
  if (!plan) return null;
  const { id, forKind, isFree, isArchived, price } = plan;
  return {
    id,
    slug,
    forKind,
    priceId: price.id,
    currency: price.currency,
    hasMonthlyFee: price.monthlyMinor !== null,
    hasAnnualFee: price.annualMonthlyMinor !== null,
    hasSeats: price.seatPrice !== null,
    isFree,
    isArchived,
  };
}

/** Whether the account was given an opening balance in the currency before. */
export function hasOpeningEntry(book: ReadableBook, accountId: string, currency: string): boolean {
  const sql = "SELECT 1 AS found FROM ledger_entry WHERE account_id = ? AND currency = ? AND source_type = 'opening'";
  return book.get(sql, accountId, currency) !== undefined;
}

/** The last entry of the account in the currency; null where there is none. */
export function findLastSequence(book: ReadableBook, accountId: string, currency: string): number | null {
  const sql = "SELECT last_sequence AS sequence FROM credit_balance WHERE account_id = ? AND currency = ?";
  return book.get<{ sequence: number }>(sql, accountId, currency)?.sequence ?? null;
}

/** The entry that an import made under the key; null where there is none. */
export function findImportedEntryId(book: ReadableBook, idempotencyKey: string): string | null {
  const sql = "SELECT id FROM ledger_entry WHERE idempotency_key = ? AND source_type = 'opening'";
  return book.get<{ id: string }>(sql, idempotencyKey)?.id ?? null;
}
