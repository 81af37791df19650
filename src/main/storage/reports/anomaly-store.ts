import type { DaySpan } from "../../../shared/calendar.ts";
import type { HandEntry } from "../../domain/reports/anomalies.ts";
import type { ReadableBook } from "../book/book-handle.ts";

/** The adjustments and transfers of a period in the order in which they were written. */
export function listHandEntries(
  book: ReadableBook,
  { fromOn, throughOn }: DaySpan,
  currency: string | null,
): HandEntry[] {
  return book.rows<HandEntry>(
    `SELECT sequence, account_id, currency, amount_minor, source_type, reason_code, created_at_ms, effective_on FROM ledger_entry
     WHERE effective_on BETWEEN ? AND ? AND source_type IN ('grant', 'deduction', 'transfer_in', 'transfer_out')
       AND (? IS NULL OR currency = ?)
     ORDER BY sequence`,
    fromOn,
    throughOn,
    currency,
    currency,
  );
}

export function findEntryIds(book: ReadableBook, sequences: readonly number[]): Map<number, string> {
  const rows = book.rows<[number, string]>(
    "SELECT entry.sequence, entry.id FROM json_each(?) wanted JOIN ledger_entry entry ON entry.sequence = wanted.value",
    JSON.stringify(sequences),
  );
  return new Map(rows);
}
