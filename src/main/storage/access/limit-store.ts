import type { CivilDate } from "../../../shared/calendar.ts";
import type { CreditLimit } from "../../../shared/contract/limits.ts";
import { maximumMinorUnits } from "../../../shared/money/minor-units.ts";
import type { MovedCredit } from "../../domain/access/limits.ts";
import { roles } from "../../../shared/contract/rights.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** By role, the narrowest first, then by currency. */
export function listLimits(book: ReadableBook): CreditLimit[] {
  return book
    .all<CreditLimit>(
      `SELECT role, currency, per_act_minor AS perActMinor, per_day_minor AS perDayMinor FROM credit_limit
       ORDER BY role, currency`,
    )
    .toSorted((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role));
}

export function setLimit(book: WritableBook, { role, currency, perActMinor, perDayMinor }: CreditLimit): void {
  book.run(
    `INSERT INTO credit_limit (role, currency, per_act_minor, per_day_minor) VALUES (?, ?, ?, ?)
     ON CONFLICT (role, currency) DO UPDATE SET per_act_minor = excluded.per_act_minor, per_day_minor = excluded.per_day_minor`,
    role,
    currency,
    perActMinor,
    perDayMinor,
  );
}

export function removeLimit(book: WritableBook, { role, currency }: Pick<CreditLimit, "role" | "currency">): void {
  book.run("DELETE FROM credit_limit WHERE role = ? AND currency = ?", role, currency);
}

/** What an operator has given and taken by hand on a day, in one currency. */
export function findMovedOn(book: ReadableBook, operatorId: string, on: CivilDate, currency: string): number {
  const sql = `SELECT amount_minor AS amountMinor FROM operator_day_total
    WHERE operator_id = ? AND counted_on = ? AND currency = ?`;
  return book.get<{ amountMinor: number }>(sql, operatorId, on, currency)?.amountMinor ?? 0;
}

/** What counts against a limit of a day, above zero. */
export type CountedCredit = Pick<MovedCredit, "currency" | "amountMinor">;

/** Whose limit of which day something is counted against. */
export interface CountedDay {
  readonly operatorId: string;
  readonly on: CivilDate;
}

/** Give back what was counted and was not moved after all, above zero. */
export function takeFromMovedOn(
  book: WritableBook,
  { operatorId, on }: CountedDay,
  { currency, amountMinor }: CountedCredit,
): void {
  const place = [operatorId, on, currency] as const;
  const leftMinor = findMovedOn(book, ...place) - amountMinor;
  if (leftMinor > 0)
    book.run(
      "UPDATE operator_day_total SET amount_minor = ? WHERE operator_id = ? AND counted_on = ? AND currency = ?",
      leftMinor,
      ...place,
    );
  else book.run("DELETE FROM operator_day_total WHERE operator_id = ? AND counted_on = ? AND currency = ?", ...place);
}

/** Count what an operator gives or takes, above zero; together as `countedTogether` says, without asking first what it was. */
export function addToMovedOn(
  book: WritableBook,
  { operatorId, on }: CountedDay,
  { currency, amountMinor }: CountedCredit,
): void {
  book.run(
    `INSERT INTO operator_day_total (operator_id, counted_on, currency, amount_minor) VALUES (?, ?, ?, ?)
     ON CONFLICT (operator_id, counted_on, currency)
     DO UPDATE SET amount_minor = min(operator_day_total.amount_minor + excluded.amount_minor, ${maximumMinorUnits})`,
    operatorId,
    on,
    currency,
    amountMinor,
  );
}
