import type { DiscountView } from "../../../shared/contract/plans.ts";
import type { ItemDiscount } from "../../domain/billing/facts.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

const discountSelect = `SELECT id, name, parts_per_million AS partsPerMillion, amount_minor AS amountMinor, currency, periods
  FROM discount`;

export function findDiscount(book: ReadableBook, discountId: string): DiscountView | undefined {
  return book.get<DiscountView>(`${discountSelect} WHERE id = ?`, discountId);
}

/** The discount of an item that is used up and takes off what a line says that was charged with it; null where there is none. */
export function findExhaustedDiscount(
  book: ReadableBook,
  itemId: string,
  { name, partsPerMillion }: Pick<ItemDiscount, "name" | "partsPerMillion">,
): ItemDiscount | null {
  const discounts = listExhaustedDiscounts(book, itemId);
  return discounts.find((each) => each.name === name && each.partsPerMillion === partsPerMillion) ?? null;
}

/** The discounts of an item that are used up, the last that was given first. */
export function listExhaustedDiscounts(book: ReadableBook, itemId: string): ItemDiscount[] {
  return book.all<ItemDiscount>(
    `SELECT redemption.id AS redemptionId, discount.id AS discountId, discount.name, discount.parts_per_million AS partsPerMillion,
       discount.amount_minor AS amountMinor, redemption.periods_applied AS periodsApplied, redemption.periods_left AS periodsLeft
     FROM discount_redemption redemption JOIN discount ON discount.id = redemption.discount_id
     WHERE redemption.subscription_item_id = ? AND redemption.status = 'exhausted'
     ORDER BY redemption.redeemed_at_ms DESC, redemption.id DESC`,
    itemId,
  );
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
