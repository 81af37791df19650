import type { ParsedInput } from "../../../shared/contract/index.ts";
import type { ListedPrice } from "../../../shared/contract/listings.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { createConditions } from "../conditions.ts";
import { parseSeatPrice } from "../plans/plan-store.ts";

type Row = Omit<ListedPrice, "annualMinor" | "seatPrice" | "isDefault"> & {
  readonly seatPrice: string | null;
  readonly isDefault: number;
};

/** A page of prices, by currency, lowest first, then newest, with how many there are in all. */
export function listPricesByOffset(
  book: ReadableBook,
  { planId, priceId, limit, offset }: ParsedInput<"listings.prices">,
): { rows: ListedPrice[]; total: number } {
  const { where, values, add } = createConditions();
  if (planId !== null) add("price.plan_id = ?", planId);
  if (priceId !== null) add("price.id = ?", priceId);
  const from = `FROM price JOIN plan ON plan.id = price.plan_id${where.length > 0 ? ` WHERE ${where.join(" AND ")}` : ""}`;
  const total = book.get<{ count: number }>(`SELECT count(*) AS count ${from}`, ...values)?.count ?? 0;
  const rows = book.all<Row>(
    `SELECT price.id, price.plan_id AS planId, price.description, price.currency, price.monthly_minor AS monthlyMinor,
       price.annual_monthly_minor AS annualMonthlyMinor, price.seat_price AS seatPrice, price.id = plan.default_price_id AS isDefault,
       price.created_at_ms AS createdAtMs ${from}
     ORDER BY price.currency, coalesce(price.monthly_minor, price.annual_monthly_minor), price.created_at_ms DESC, price.id DESC LIMIT ? OFFSET ?`,
    ...values,
    limit,
    offset,
  );
  return {
    rows: rows.map((row) => ({
      ...row,
      annualMinor: row.annualMonthlyMinor === null ? null : row.annualMonthlyMinor * 12,
      seatPrice: parseSeatPrice(row.seatPrice),
      isDefault: row.isDefault === 1,
    })),
    total,
  };
}
