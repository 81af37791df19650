import { endOfDayMs, type CivilDate } from "../../../shared/calendar.ts";
import type { AsOfBasis, PastBalance } from "../../../shared/contract/ledger.ts";
import { minorUnits } from "../../../shared/money/minor-units.ts";
import type { ReadableBook } from "../book/book-handle.ts";

/** Up to when entries count: by the day they take effect, or by when they were written, in the book's time zone. */
export interface AsOf {
  readonly on: CivilDate;
  readonly by: AsOfBasis;
  readonly timeZone: string;
}

/** Whose balances, with the currency that comes first; null for the book's. */
export interface BalanceOwner {
  readonly id: string;
  readonly currency: string;
}

/**
 * The sums of the entries up to a day, one for each currency that had an entry by then (BEHAVIOUR 2.2, 11.4). An account's are found
 * through its index; the book's take one pass over its ledger, because grouping would sort it.
 *
 * @throws AppError `amount_out_of_range` when entries whose days are not in their order add up to more than a balance holds.
 */
export function listBalancesAsOf(book: ReadableBook, owner: BalanceOwner | null, asOf: AsOf): PastBalance[] {
  const currencies = currenciesOf(book, owner);
  if (currencies.length === 0) return [];
  const sums = currencies.map((_currency, index) => `sum(amount_minor) FILTER (WHERE currency = ?) AS sum${index}`);
  const isCounted = asOf.by === "effective" ? "effective_on <= ?" : "created_at_ms < ?";
  const row = book.get<Record<string, number | null>>(
    `SELECT ${sums.join(", ")} FROM ledger_entry WHERE ${owner ? "account_id = ? AND " : ""}${isCounted}`,
    ...currencies,
    ...(owner ? [owner.id] : []),
    asOf.by === "effective" ? asOf.on : endOfDayMs(asOf.on, asOf.timeZone),
  );
  return currencies.flatMap((currency, index) => {
    // No sum is no entry, which is not a balance of 0 (BEHAVIOUR 2.3).
    const ledgerMinor = row?.[`sum${index}`] ?? null;
    return ledgerMinor === null ? [] : [{ currency, ledgerMinor: minorUnits(ledgerMinor) }];
  });
}

/** Every currency that has a balance today; none ever goes away. */
function currenciesOf(book: ReadableBook, owner: BalanceOwner | null): string[] {
  const rows = owner
    ? book.all<{ currency: string }>(
        "SELECT currency FROM credit_balance WHERE account_id = ? ORDER BY currency <> ?, currency",
        owner.id,
        owner.currency,
      )
    : book.all<{ currency: string }>("SELECT DISTINCT currency FROM credit_balance ORDER BY currency");
  return rows.map(({ currency }) => currency);
}
