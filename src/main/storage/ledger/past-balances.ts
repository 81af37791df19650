import { endOfDayMs, type CivilDate } from "../../../shared/calendar.ts";
import type { AsOfBasis, PastBalance } from "../../../shared/contract/ledger.ts";
import { minorUnits } from "../../../shared/money/minor-units.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { sumDayTotals } from "./day-total-store.ts";

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
 * The sums of the entries up to a day, one for each currency that had an entry by then, which is not the same as a balance of 0
 * (BEHAVIOUR 2.2, 2.3, 11.4). An account's are found through its index, the book's are kept for each day.
 *
 * @throws AppError `amount_out_of_range` when entries whose days are not in their order add up to more than a balance holds.
 */
export function listBalancesAsOf(book: ReadableBook, owner: BalanceOwner | null, asOf: AsOf): PastBalance[] {
  const balances = owner === null ? sumDayTotals(book, asOf.by, asOf.on) : sumEntries(book, owner, asOf);
  return balances.map(({ currency, ledgerMinor }) => ({ currency, ledgerMinor: minorUnits(ledgerMinor) }));
}

function sumEntries(book: ReadableBook, owner: BalanceOwner, { on, by, timeZone }: AsOf): PastBalance[] {
  const isCounted = by === "effective" ? "effective_on <= ?" : "created_at_ms < ?";
  return book.all<PastBalance>(
    `SELECT currency, sum(amount_minor) AS ledgerMinor FROM ledger_entry WHERE account_id = ? AND ${isCounted}
     GROUP BY currency ORDER BY currency <> ?, currency`,
    owner.id,
    by === "effective" ? on : endOfDayMs(on, timeZone),
    owner.currency,
  );
}

/**
 * An account's balance at the end of each day on which it changed, newest days first.
 *
 * @throws AppError `amount_out_of_range` when entries whose days are not in their order add up to more than a balance holds.
 */
export function balanceHistory(
  book: ReadableBook,
  accountId: string,
  currency: string,
  limit: number,
): { on: CivilDate; balanceMinor: number }[] {
  const points = book.all<{ on: CivilDate; balanceMinor: number }>(
    // Entries that count for an earlier day than others before them, such as an expiry that is written late, fall into place.
    `SELECT effective_on AS "on", sum(sum(amount_minor)) OVER (ORDER BY effective_on) AS balanceMinor FROM ledger_entry
     WHERE account_id = ? AND currency = ? GROUP BY effective_on ORDER BY effective_on DESC LIMIT ?`,
    accountId,
    currency,
    limit,
  );
  return points.map(({ on, balanceMinor }) => ({ on, balanceMinor: minorUnits(balanceMinor) }));
}
