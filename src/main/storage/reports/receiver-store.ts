import type { DaySpan } from "../../../shared/calendar.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { readChainHead } from "../ledger/ledger-store.ts";
import { countedRows, type CountedRow } from "./counted-rows.ts";

/** What an account was given in a period. */
export interface Receiver {
  readonly accountId: string;
  readonly accountName: string;
  readonly currency: string;
  readonly entryCount: number;
  readonly givenMinor: number;
  readonly reversedMinor: number;
  readonly receivedMinor: number;
}

/** Which receivers a page has: those after one, by currency, then the most first, then by their ids. */
export interface ReceiverPage {
  readonly after: Pick<Receiver, "currency" | "receivedMinor" | "accountId"> | null;
  readonly limit: number;
}

/** Which entries give credit by hand or by a program, and which reversals take that back. */
const isGiven = `(source_type = 'grant' OR (source_type = 'reversal'
    AND (SELECT original.source_type FROM ledger_entry original WHERE original.id = entry.reverses_entry_id) = 'grant'))`;

/** A page of receivers and how many there are in all, out of the entries that an index leads to. */
const selectPage = (index: "ledger_entry_account" | "ledger_entry_effective") => `WITH receiver AS MATERIALIZED (
    SELECT account_id, currency, count(*) AS entry_count, sum(iif(source_type = 'grant', amount_minor, 0)) AS given_minor,
      sum(iif(source_type = 'reversal', amount_minor, 0)) AS reversed_minor, sum(amount_minor) AS received_minor
    FROM ledger_entry entry INDEXED BY ${index}
    WHERE effective_on BETWEEN ? AND ? AND (? IS NULL OR currency = ?) AND ${isGiven} GROUP BY account_id, currency
  ), page AS (
    SELECT * FROM receiver WHERE (currency, -received_minor, account_id) > (?, ?, ?)
    ORDER BY currency, -received_minor, account_id LIMIT ?
  )
  SELECT total.count, page.account_id AS accountId, page.currency, entry_count AS entryCount, given_minor AS givenMinor,
    reversed_minor AS reversedMinor, received_minor AS receivedMinor, account.name AS accountName
  FROM (SELECT count(*) AS count FROM receiver) total LEFT JOIN page ON TRUE LEFT JOIN account ON account.id = page.account_id
  ORDER BY page.currency, -received_minor, page.account_id`;

/** By account nothing has to be sorted to be added up, but all entries there are are looked at; by day only those of the period are. */
const pages = { byAccount: selectPage("ledger_entry_account"), byDay: selectPage("ledger_entry_effective") };

/** Sorting an entry costs so many times what looking at one does. */
const sortingCost = 4;

/**
 * A page of what accounts were given as credit by hand or by a program in a period, less what reversals of such entries took back in it.
 *
 * @returns `count` is how many receivers there are in all.
 */
export function listReceivers(
  book: ReadableBook,
  { fromOn, throughOn }: DaySpan,
  currency: string | null,
  { after, limit }: ReceiverPage,
): { readonly rows: Receiver[]; readonly count: number } {
  const isOfFew = countGiven(book, { fromOn, throughOn }) * sortingCost < readChainHead(book).sequence;
  return countedRows(
    book.all<CountedRow<Receiver>>(
      isOfFew ? pages.byDay : pages.byAccount,
      fromOn,
      throughOn,
      currency,
      currency,
      after?.currency ?? "",
      after === null ? 0 : -after.receivedMinor,
      after?.accountId ?? "",
      limit,
    ),
    "accountId",
  );
}

function countGiven(book: ReadableBook, { fromOn, throughOn }: DaySpan): number {
  const counted = book.get<{ count: number }>(
    `SELECT coalesce(sum(entry_count), 0) AS count FROM ledger_day_total
     WHERE counted_by = 'effective' AND counted_on BETWEEN ? AND ? AND source_type IN ('grant', 'reversal')`,
    fromOn,
    throughOn,
  );
  return counted?.count ?? 0;
}
