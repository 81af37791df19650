import type { BookPlanFacts } from "../domain/import/batch.ts";
import type { ReadableBook } from "./book-handle.ts";

/** The reads that only an import makes: they answer what a row may refer to and what it may clash with. */

/** Whether the account has a subscription in force, in whatever state. */
export function hasSubscription(book: ReadableBook, accountId: string): boolean {
  const sql = `SELECT 1 AS found FROM subscription
    WHERE account_id = ? AND status IN ('active', 'past_due', 'canceled', 'incomplete')`;
  return book.get(sql, accountId) !== undefined;
}

export function findPlanFacts(book: ReadableBook, slug: string): BookPlanFacts | null {
  const row = book.get<
    Omit<BookPlanFacts, "hasAnnualFee" | "isFree" | "isArchived"> & {
      hasAnnualFee: number;
      isFree: number;
      isArchived: number;
    }
  >(
    `SELECT plan.id, plan.slug, plan.for_kind AS forKind, price.currency, price.annual_monthly_minor IS NOT NULL AS hasAnnualFee,
       plan.is_free AS isFree, plan.is_archived AS isArchived
     FROM plan JOIN price ON price.id = plan.default_price_id WHERE plan.slug = ?`,
    slug,
  );
  if (!row) return null;
  return { ...row, hasAnnualFee: row.hasAnnualFee === 1, isFree: row.isFree === 1, isArchived: row.isArchived === 1 };
}

/** Whether the account was given an opening balance in the currency before. */
export function hasOpeningEntry(book: ReadableBook, accountId: string, currency: string): boolean {
  const sql = "SELECT 1 AS found FROM ledger_entry WHERE account_id = ? AND currency = ? AND source_type = 'opening'";
  return book.get(sql, accountId, currency) !== undefined;
}

/** Grows with every command that was accepted: while it stands still, what was read of accounts and plans still holds. */
export function lastAcceptedSequence(book: ReadableBook): number {
  return book.get<{ sequence: number }>("SELECT coalesce(max(sequence), 0) AS sequence FROM command")?.sequence ?? 0;
}
