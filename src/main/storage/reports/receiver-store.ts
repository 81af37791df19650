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

/**
 * A page of receivers and how many there are in all.
 *
 * @param entries the index that leads to the entries.
 * @param isInCurrency which of those are looked at, by two values.
 */
const selectPage = (entries: "ledger_entry_account" | "ledger_entry_effective", isInCurrency: string) => `WITH
  receiver AS MATERIALIZED (
    SELECT account_id, currency, count(*) AS entry_count, sum(amount_minor) AS received_minor,
      sum(iif(source_type = 'reversal', amount_minor, 0)) AS reversed_minor
    FROM ledger_entry entry INDEXED BY ${entries}
    WHERE effective_on BETWEEN ? AND ? AND ${isInCurrency} AND ${isGiven} GROUP BY account_id, currency
  ), page AS (
    SELECT * FROM receiver WHERE (currency, -received_minor, account_id) > (?, ?, ?)
    ORDER BY currency, -received_minor, account_id LIMIT ?
  )
  SELECT total.count, page.account_id AS accountId, page.currency, entry_count AS entryCount,
    received_minor - reversed_minor AS givenMinor, reversed_minor AS reversedMinor, received_minor AS receivedMinor,
    account.name AS accountName
  FROM (SELECT count(*) AS count FROM receiver) total LEFT JOIN page ON TRUE LEFT JOIN account ON account.id = page.account_id
  ORDER BY page.currency, -received_minor, page.account_id`;

const isInAny = "(? IS NULL OR currency = ?)";
/** Nothing has to be sorted to be added up by accounts where all of it is in one currency, and is known to be. */
const isInOne = "currency = coalesce(?, ?)";

/** By day only the entries of the period are looked at. By account it is all there are, but those of an account stand together. */
const pages = {
  byDay: selectPage("ledger_entry_effective", isInAny),
  byAccount: selectPage("ledger_entry_account", isInAny),
  byAccountInOne: selectPage("ledger_entry_account", isInOne),
};

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
  const given = countGiven(book, { fromOn, throughOn }, currency);
  const count = given.reduce((sum, { entryCount }) => sum + entryCount, 0);
  const isOfFew = count * sortingCost < readChainHead(book).sequence;
  const [first, ...others] = given;
  const only = first && others.length === 0 ? first.currency : null;
  const byAccount = only === null ? pages.byAccount : pages.byAccountInOne;
  return countedRows(
    book.all<CountedRow<Receiver>>(
      isOfFew ? pages.byDay : byAccount,
      fromOn,
      throughOn,
      only ?? currency,
      only ?? currency,
      after?.currency ?? "",
      after === null ? 0 : -after.receivedMinor,
      after?.accountId ?? "",
      limit,
    ),
    "accountId",
  );
}

/** How many entries there are in each currency that may have given credit, or taken it back. */
function countGiven(
  book: ReadableBook,
  { fromOn, throughOn }: DaySpan,
  currency: string | null,
): { readonly currency: string; readonly entryCount: number }[] {
  return book.all(
    `SELECT currency, sum(entry_count) AS entryCount FROM ledger_day_total
     WHERE counted_by = 'effective' AND counted_on BETWEEN ? AND ? AND source_type IN ('grant', 'reversal')
       AND (? IS NULL OR currency = ?) GROUP BY currency`,
    fromOn,
    throughOn,
    currency,
    currency,
  );
}
