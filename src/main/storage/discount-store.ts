import type { DiscountView } from "../../shared/contract/plans.ts";
import type { ReadableBook, WritableBook } from "./book-handle.ts";

const discountSelect = `SELECT id, name, parts_per_million AS partsPerMillion, amount_minor AS amountMinor, currency, periods
  FROM discount`;

export function findDiscount(book: ReadableBook, discountId: string): DiscountView | undefined {
  return book.get<DiscountView>(`${discountSelect} WHERE id = ?`, discountId);
}

/** All discounts, newest first. */
export function listDiscounts(book: ReadableBook): DiscountView[] {
  return book.all<DiscountView>(`${discountSelect} ORDER BY created_at_ms DESC, id DESC`);
}

export function insertDiscount(book: WritableBook, discount: DiscountView, createdAtMs: number): void {
  book.run(
    `INSERT INTO discount (id, name, parts_per_million, amount_minor, currency, periods, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    discount.id,
    discount.name,
    discount.partsPerMillion,
    discount.amountMinor,
    discount.currency,
    discount.periods,
    createdAtMs,
  );
}
