import { civilDateAt, latestOf, type CivilDate } from "../../../shared/calendar.ts";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import { maximumMinorUnits } from "../../../shared/money/minor-units.ts";
import { creditToApply } from "../../domain/billing/invoice.ts";
import { remainingIn, usableBlocks } from "../../domain/credits/credit-blocks.ts";
import { rankedPlaces } from "./account-ranking.ts";
import { chooseReading, readSearch, whereOf, type AccountListInput, type Reading } from "./account-reading.ts";
import { accountSearch, type Bound } from "./account-search.ts";
import type { ReadableBook, SqlValue } from "../book/book-handle.ts";
import { createConditions } from "../conditions.ts";
import { listBlocksOfAccounts } from "../credits/credit-block-store.ts";
import { decodeCursor, encodeCursor, type ListPlace } from "../cursor.ts";

/** What each sort compares. None is ever null, and each has an index of just this expression. */
const sortExpressions: Readonly<Record<AccountListInput["sort"]["by"], string>> = {
  name: "name_key",
  contact: "contact_search_key",
  planName: "plan_name",
  subscriptionStatus: "coalesce(subscription_status, '')",
  creditBalance: amountInCurrency("credit_balance_minor"),
  nextChargeOn: "coalesce(next_charge_on, '9999-12-31')",
  nextCharge: amountInCurrency("next_charge_minor"),
  pastDue: "coalesce(oldest_open_due_on, '9999-12-31')",
  createdAt: "created_at_ms",
};

/** Amounts of different currencies are not compared (BEHAVIOUR 1.7): who has none comes first, then one currency after the other. */
function amountInCurrency(column: string): string {
  return `CASE WHEN ${column} IS NULL THEN '' ELSE currency || printf('%017d', ${column} + ${maximumMinorUnits}) END`;
}

/**
 * A page of accounts. A place in the list is the pair of sort value and row number, so a page is found through the sort's
 * index, wherever it lies; `skip` then walks that index from the nearest place the caller knows.
 *
 * @param time the book's day decides what is past due, the moment which day it is where an account lives.
 */
export function listAccounts(
  book: ReadableBook,
  input: AccountListInput,
  time: ListTime,
): { rows: AccountRow[]; nextCursor: string | null; total: { count: number; isExact: boolean } } {
  const reading = chooseReading(book, input, time.today);
  const order = input.sort.direction === "ascending" ? "ASC" : "DESC";
  const place = input.after === null ? null : decodeCursor(input.after);
  const isRanked = reading.search !== null && input.sort.by === "name" && order === "ASC";
  const selected = isRanked
    ? rankedPlaces(book, reading, input.search, place, input.skip + input.limit)
    : sortedPlaces(reading, input.sort, place);
  const places = `${selected.sql} ORDER BY 1 ${order}, 2 ${order} LIMIT ? OFFSET ?`;
  const stored = readRows(book, { places, order }, time.today, [...selected.values, input.limit, input.skip]);
  const last = stored.at(-1);
  const isWhole = input.after === null && input.skip === 0 && stored.length < input.limit;
  return {
    rows: toRows(book, stored, time),
    nextCursor: last && stored.length === input.limit ? encodeCursor(last) : null,
    total: isWhole ? { count: stored.length, isExact: true } : reading.total(),
  };
}

/** The places of a list beyond one of them, or of all of it, as its sort has them. */
function sortedPlaces(
  { from, fromValues, conditions }: Reading,
  { by, direction }: AccountListInput["sort"],
  after: ListPlace | null,
): Bound {
  const key = sortExpressions[by];
  const beyond = direction === "ascending" ? ">" : "<";
  const select = (...more: string[]) => `SELECT ${key} AS sortValue, number FROM ${from}${whereOf(conditions, more)}`;
  const base: SqlValue[] = [...fromValues, ...conditions.values];
  if (after === null) return { sql: select(), values: base };
  // Rows with the same sort value come first, by number; both halves run along the index and are merged.
  return {
    sql: `${select(`${key} = ?`, `number ${beyond} ?`)} UNION ALL ${select(`${key} ${beyond} ?`)}`,
    values: [...base, after.sortValue, after.number, ...base, after.sortValue],
  };
}

/** The few first accounts that a text finds, in the order of {@link rankedPlaces}. */
export function findAccountsByText(
  book: ReadableBook,
  text: string,
  limit: number,
): { id: string; kind: "user" | "organization"; name: string; contact: string | null }[] {
  const search = accountSearch(text, null);
  if (search === null) return [];
  const places = rankedPlaces(book, readSearch(book, search, createConditions()), text, null, limit);
  return book.all(
    `WITH place AS MATERIALIZED (${places.sql} ORDER BY 1, 2 LIMIT ?)
     SELECT l.account_id AS id, l.kind, l.name, l.contact FROM place CROSS JOIN account_listing l ON l.number = place.number
     ORDER BY place.sortValue, place.number`,
    ...places.values,
    limit,
  );
}

/** When a list is read. */
interface ListTime {
  readonly today: CivilDate;
  readonly nowMs: number;
}

interface StoredRow extends Omit<AccountRow, "nextChargeCreditMinor"> {
  readonly sortValue: string | number;
  readonly number: number;
  /**
   * Where the account lives, if the next charge has no day of its own: charges of an account without a subscription wait for the next
   * run, and are dated the day of it (BEHAVIOUR 8.9a).
   */
  readonly undatedIn: string | null;
}

/** @param places selects the sort value and the number of each row of the page; `values` are its own. */
function readRows(
  book: ReadableBook,
  { places, order }: { readonly places: string; readonly order: "ASC" | "DESC" },
  today: CivilDate,
  values: readonly SqlValue[],
): StoredRow[] {
  return book.all<StoredRow>(
    `WITH place AS MATERIALIZED (${places})
     SELECT place.sortValue, place.number, l.account_id AS id, l.kind, l.name, l.contact, l.plan_name AS planName,
       l.subscription_status AS subscriptionStatus, l.currency, l.credit_balance_minor AS creditBalanceMinor,
       l.next_charge_on AS nextChargeOn, l.next_charge_minor AS nextChargeMinor,
       CASE WHEN l.oldest_open_due_on < ? THEN (${selectPastDue("l.account_id", "l.currency")}) ELSE 0 END AS pastDueMinor,
       CASE WHEN l.next_charge_on IS NOT NULL AND l.subscription_status IS NULL AND NOT EXISTS (
           SELECT 1 FROM rebilling WHERE rebilling.account_id = l.account_id AND rebilling.invoice_number IS NULL)
         THEN (SELECT time_zone FROM account WHERE account.id = l.account_id) END AS undatedIn
     FROM place CROSS JOIN account_listing l ON l.number = place.number
     ORDER BY place.sortValue ${order}, place.number ${order}`,
    ...values,
    today,
    today,
  );
}
/** The rows as they are shown. What the next charge takes of the credit follows from the blocks, which are read for all rows at once. */
function toRows(book: ReadableBook, stored: readonly StoredRow[], { today, nowMs }: ListTime): AccountRow[] {
  const charged = stored.filter((row) => row.nextChargeMinor !== null && (row.creditBalanceMinor ?? 0) > 0);
  const blocks = listBlocksOfAccounts(book, charged, today);
  return stored.map(({ sortValue: _sortValue, number: _number, undatedIn, ...row }) => {
    const nextChargeOn = undatedIn === null ? row.nextChargeOn : civilDateAt(nowMs, undatedIn);
    // By what can be used on the billing date, as the preview has it (BEHAVIOUR 5.3).
    const usedOn = undatedIn === null && nextChargeOn !== null ? latestOf(today, nextChargeOn) : today;
    const available = remainingIn(usableBlocks(blocks.get(row.id) ?? [], usedOn));
    const { nextChargeMinor } = row;
    const nextChargeCreditMinor =
      nextChargeMinor === null || nextChargeOn === null ? null : creditToApply(nextChargeMinor, available);
    return { ...row, nextChargeOn, nextChargeCreditMinor };
  });
}

const selectPastDue = (accountId: string, currency: string) =>
  // Left to itself, SQLite may go through all invoices in the currency.
  `SELECT coalesce(sum(outstanding_minor), 0) AS amountMinor FROM invoice INDEXED BY invoice_account
   WHERE account_id = ${accountId} AND currency = ${currency} AND state = 'open' AND due_on < ?`;

/** What an account owes on open invoices whose due date has passed, in one currency. */
export function pastDueMinor(book: ReadableBook, accountId: string, currency: string, today: string): number {
  return book.get<{ amountMinor: number }>(selectPastDue("?", "?"), accountId, currency, today)?.amountMinor ?? 0;
}
