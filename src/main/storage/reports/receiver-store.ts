import type { DaySpan } from "../../../shared/calendar.ts";
import type { ReadableBook } from "../book/book-handle.ts";

/** What an account was given in a period. */
export interface Receiver {
  readonly accountId: string;
  readonly currency: string;
  readonly entryCount: number;
  readonly givenMinor: number;
  readonly reversedMinor: number;
}

/** What each account was given as credit by hand or by a program in a period, and what reversals of such entries took back in it. */
export function listReceivers(book: ReadableBook, { fromOn, throughOn }: DaySpan, currency: string | null): Receiver[] {
  return book.all<Receiver>(
    `SELECT account_id AS accountId, currency, count(*) AS entryCount,
       sum(iif(source_type = 'grant', amount_minor, 0)) AS givenMinor,
       sum(iif(source_type = 'reversal', amount_minor, 0)) AS reversedMinor
     FROM ledger_entry entry
     WHERE effective_on BETWEEN ? AND ? AND (? IS NULL OR currency = ?) AND (source_type = 'grant' OR (source_type = 'reversal'
       AND (SELECT original.source_type FROM ledger_entry original WHERE original.id = entry.reverses_entry_id) = 'grant'))
     GROUP BY account_id, currency`,
    fromOn,
    throughOn,
    currency,
    currency,
  );
}

export function findAccountNames(book: ReadableBook, accountIds: readonly string[]): Map<string, string> {
  const rows = book.rows<[string, string]>(
    "SELECT account.id, account.name FROM json_each(?) wanted JOIN account ON account.id = wanted.value",
    JSON.stringify(accountIds),
  );
  return new Map(rows);
}
