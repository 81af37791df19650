import type { DaySpan } from "../../../shared/calendar.ts";
import type { AsOfBasis } from "../../../shared/contract/ledger.ts";
import type { CreditMovement } from "../../domain/reports/roll-forward.ts";
import type { ReadableBook } from "../book/book-handle.ts";

/** The balance of the book before a day, of each currency that had an entry by then. */
export function readOpenings(book: ReadableBook, by: AsOfBasis, beforeOn: string): Map<string, number> {
  const rows = book.rows<[string, number]>(
    "SELECT currency, sum(amount_minor) FROM ledger_day_total WHERE counted_by = ? AND counted_on < ? GROUP BY currency",
    by,
    beforeOn,
  );
  return new Map(rows);
}

/**
 * What moved in a period, by month, currency, source and reason, out of the totals that are kept for each day.
 *
 * @returns movements whose `fromOn` is the first day of the part of their month that lies in the period.
 */
export function listCreditMovements(
  book: ReadableBook,
  by: AsOfBasis,
  { fromOn, throughOn }: DaySpan,
): CreditMovement[] {
  return book.all<CreditMovement>(
    `SELECT currency, max(?, substr(counted_on, 1, 7) || '-01') AS fromOn, source_type AS sourceType,
       nullif(reason_code, '') AS reasonCode, sum(amount_minor) AS amountMinor, sum(entry_count) AS entryCount
     FROM ledger_day_total WHERE counted_by = ? AND counted_on BETWEEN ? AND ?
     GROUP BY currency, substr(counted_on, 1, 7), source_type, reason_code
     ORDER BY currency, fromOn, source_type, reason_code`,
    fromOn,
    by,
    fromOn,
    throughOn,
  );
}
