import { civilDateAt, latestOf, type CivilDate } from "../../../shared/calendar.ts";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import { maximumMinorUnits } from "../../../shared/money/minor-units.ts";
import { creditToApply } from "../../domain/billing/invoice.ts";
import { remainingIn, usableBlocks } from "../../domain/credits/credit-blocks.ts";
import { accountSearch, type AccountSearch } from "./account-search.ts";
import type { ReadableBook, SqlValue } from "../book/book-handle.ts";
import { accountCount } from "../book/book-store.ts";
import { createConditions, type Conditions } from "../conditions.ts";
import { listBlocksOfAccounts } from "../credits/credit-block-store.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import { countRows, countUpTo } from "../count-rows.ts";
import { collectedHits } from "./found-accounts.ts";

type AccountListInput = ParsedInput<"accounts.list">;

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

/** Where a page is read from, and how many rows there are in all. */
interface Reading {
  /** The whole list, a part of it by an index, or the hits of a search joined to it. */
  readonly from: string;
  readonly fromValues: readonly SqlValue[];
  readonly conditions: Conditions;
  readonly total: () => RowTotal;
}

/** Numbers of accounts, as a table named `hit`. */
interface Hits {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

interface RowTotal {
  readonly count: number;
  readonly isExact: boolean;
}

const wholeList = "account_listing";

/** The whole list, walked from the account without activity to those with the newest. */
const byActivity = "account_listing INDEXED BY account_listing_activity";
const owesPastDue = "coalesce(oldest_open_due_on, '9999-12-31') < ?";
const isUnpaid = "coalesce(subscription_status, '') IN ('past_due', 'incomplete', 'abandoned')";
/** A block ends as its day of expiry begins, so one of today is gone. */
const expiring = `SELECT account_id FROM credit_block
  WHERE state = 'open' AND expires_on IS NOT NULL AND expires_on > ? AND expires_on <= ? AND remaining_minor > 0`;
const withCredit = "SELECT account_id FROM credit_balance WHERE ledger_minor > 0";
const hasNoActivitySince = "coalesce(last_activity_on, '') < ?";

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
  const { from, fromValues, conditions, total } = chooseReading(book, input, time.today);
  const key = sortExpressions[input.sort.by];
  const isAscending = input.sort.direction === "ascending";
  const order = isAscending ? "ASC" : "DESC";
  const beyond = isAscending ? ">" : "<";
  const select = (...more: string[]) => `SELECT ${key} AS sortValue, number FROM ${from}${whereOf(conditions, more)}`;
  const place = input.after === null ? null : decodeCursor(input.after);
  const base: SqlValue[] = [...fromValues, ...conditions.values];
  // Rows with the same sort value come first, by number; both halves run along the index and are merged.
  const selectPlaces = place
    ? `${select(`${key} = ?`, `number ${beyond} ?`)} UNION ALL ${select(`${key} ${beyond} ?`)}`
    : select();
  const places = `${selectPlaces} ORDER BY 1 ${order}, 2 ${order} LIMIT ? OFFSET ?`;
  const stored = readRows(book, { places, order }, time.today, [
    ...base,
    ...(place ? [place.sortValue, place.number, ...base, place.sortValue] : []),
    input.limit,
    input.skip,
  ]);
  const last = stored.at(-1);
  const isWhole = input.after === null && input.skip === 0 && stored.length < input.limit;
  return {
    rows: toRows(book, stored, time),
    nextCursor: last && stored.length === input.limit ? encodeCursor(last) : null,
    total: isWhole ? { count: stored.length, isExact: true } : total(),
  };
}

/** The few first accounts, by name, that a text finds. */
export function findAccountsByText(
  book: ReadableBook,
  text: string,
  limit: number,
): { id: string; kind: "user" | "organization"; name: string; contact: string | null }[] {
  const search = accountSearch(text, null);
  if (search === null) return [];
  const { from, fromValues, conditions } = readSearch(book, search, createConditions());
  return book.all(
    `SELECT account_id AS id, kind, name, contact FROM ${from}${whereOf(conditions)} ORDER BY name_key, number LIMIT ?`,
    ...fromValues,
    ...conditions.values,
    limit,
  );
}

function whereOf({ where }: Conditions, more: readonly string[] = []): string {
  const all = [...where, ...more];
  return all.length === 0 ? "" : ` WHERE ${all.join(" AND ")}`;
}

function chooseReading(book: ReadableBook, input: AccountListInput, today: CivilDate): Reading {
  const search = accountSearch(input.search, input.kind);
  if (search === null) return readList(book, input, today);
  return readSearch(book, search, filterConditions(input.filters, today, `+${hasNoActivitySince}`));
}

/** What finds the accounts of a filter by an index of its own, however many others there are. */
function narrowestHits(filters: AccountListInput["filters"], today: CivilDate): Hits | null {
  if (filters.creditExpiresThroughOn !== undefined) {
    return hitsAmong(`account_id IN (${expiring})`, today, filters.creditExpiresThroughOn);
  }
  if (filters.needsAttention) {
    // Each by the index of the sort that compares just this.
    const sql = `(SELECT number FROM account_listing WHERE ${owesPastDue}
      UNION SELECT number FROM account_listing WHERE ${isUnpaid}) AS hit`;
    return { sql, values: [today] };
  }
  return filters.hasCredit === true ? hitsAmong(`account_id IN (${withCredit})`) : null;
}

function hitsAmong(condition: string, ...values: SqlValue[]): Hits {
  return { sql: `(SELECT number FROM account_listing WHERE ${condition}) AS hit`, values };
}

/**
 * Accounts without a search. The few that a filter finds are collected from its index and sorted; where they are many, the index of the
 * sort comes upon them soon. So are the few that had no activity.
 */
function readList(book: ReadableBook, { kind, filters }: AccountListInput, today: CivilDate): Reading {
  const { noActivitySinceOn } = filters;
  const hits = narrowestHits(filters, today);
  if (hits && countRows(book, `SELECT 1 FROM ${hits.sql}`, hits.values, collectedHits + 1) <= collectedHits) {
    const from = `${hits.sql} CROSS JOIN account_listing USING (number)`;
    const conditions = filterConditions(filters, today, `+${hasNoActivitySince}`);
    if (kind !== null) conditions.add("kind = ?", kind);
    const total = () =>
      countUpTo(book, `SELECT 1 FROM ${from}${whereOf(conditions)}`, [...hits.values, ...conditions.values]);
    return { from, fromValues: hits.values, conditions, total };
  }
  const inactive = noActivitySinceOn === undefined ? null : countInactive(book, noActivitySinceOn);
  const isFew = inactive?.isExact === true;
  // The plus keeps the index of the sort in use.
  const conditions = filterConditions(filters, today, isFew ? hasNoActivitySince : `+${hasNoActivitySince}`);
  const filterCount = conditions.where.length;
  if (kind !== null) conditions.add("kind = ?", kind);
  return {
    from: isFew ? byActivity : wholeList,
    fromValues: [],
    conditions,
    total() {
      if (filterCount === 0) return { count: countOfKind(book, kind), isExact: true };
      if (inactive !== null && conditions.where.length === 1) return inactive;
      return countUpTo(book, `SELECT 1 FROM ${wholeList}${whereOf(conditions)}`, conditions.values);
    },
  };
}

/**
 * The accounts that a text finds and that fit the filters. Few hits are collected from the search's index and sorted; where they are
 * many, the index of the sort comes upon them soon. Either way all of them are met, each once, in the same order.
 *
 * @param conditions the filters; what else a row has to fulfil is added to them.
 */
function readSearch(book: ReadableBook, search: AccountSearch, conditions: Conditions): Reading {
  const { hits, needsTest, test } = search;
  const areFew = countRows(book, `SELECT 1 FROM ${hits.sql}`, hits.values, collectedHits + 1) <= collectedHits;
  const isEachHitMeant = conditions.where.length === 0 && !needsTest;
  if (needsTest || !areFew) conditions.add(test.sql, ...test.values);
  const countHits = (some: string) =>
    isEachHitMeant
      ? countUpTo(book, `SELECT 1 FROM ${some}`, hits.values)
      : countUpTo(book, `SELECT 1 FROM ${some} CROSS JOIN account_listing USING (number)${whereOf(conditions)}`, [
          ...hits.values,
          ...conditions.values,
        ]);
  if (areFew) {
    return {
      from: `${hits.sql} CROSS JOIN account_listing USING (number)`,
      fromValues: hits.values,
      conditions,
      total: () => countHits(hits.sql),
    };
  }
  return {
    from: wholeList,
    fromValues: [],
    conditions,
    total: () => ({
      count: countHits(`(SELECT number FROM ${hits.sql} LIMIT ${collectedHits}) AS hit`).count,
      isExact: false,
    }),
  };
}

function countOfKind(book: ReadableBook, kind: AccountListInput["kind"]): number {
  return kind === null ? accountCount(book, "user") + accountCount(book, "organization") : accountCount(book, kind);
}

function countInactive(book: ReadableBook, sinceOn: CivilDate): RowTotal {
  return countUpTo(book, `SELECT 1 FROM ${byActivity} WHERE ${hasNoActivitySince}`, [sinceOn]);
}

/** @param hasNoActivity how it is asked whether there was none since a day. */
function filterConditions(filters: AccountListInput["filters"], today: CivilDate, hasNoActivity: string): Conditions {
  const conditions = createConditions();
  const { add } = conditions;
  const hasCredit = `EXISTS (SELECT 1 FROM credit_balance b
    WHERE b.account_id = account_listing.account_id AND b.ledger_minor > 0)`;
  if (filters.hasCredit !== undefined) add(filters.hasCredit ? hasCredit : `NOT ${hasCredit}`);
  if (filters.isPastDue !== undefined) add(filters.isPastDue ? owesPastDue : `NOT ${owesPastDue}`, today);
  if (filters.needsAttention) add(`(${owesPastDue} OR ${isUnpaid})`, today);
  if (filters.creditExpiresThroughOn !== undefined) {
    add(`account_id IN (${expiring})`, today, filters.creditExpiresThroughOn);
  }
  if (filters.planId !== undefined) add("plan_id = ?", filters.planId);
  if (filters.currency !== undefined) add("currency = ?", filters.currency);
  if (filters.noActivitySinceOn !== undefined) add(hasNoActivity, filters.noActivitySinceOn);
  return conditions;
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
