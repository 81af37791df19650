import type { CivilDate } from "../../../shared/calendar.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import type { ReadableBook, SqlValue } from "../book/book-handle.ts";
import { accountCount } from "../book/book-store.ts";
import { createConditions, type Conditions } from "../conditions.ts";
import { countRows, countUpTo } from "../count-rows.ts";
import { accountSearch, type AccountSearch, type Bound } from "./account-search.ts";
import { collectedHits } from "./found-accounts.ts";

export type AccountListInput = ParsedInput<"accounts.list">;

/** Where a page is read from, and how many rows there are in all. */
export interface Reading {
  /** The whole list, a part of it by an index, or the hits of a search joined to it. */
  readonly from: string;
  readonly fromValues: readonly SqlValue[];
  readonly conditions: Conditions;
  /** Where a text is searched: whether what it finds is collected, and then sorted, or come upon by walking the list along its sort. */
  readonly search: "collected" | "walked" | null;
  /** What a row of the whole list has to fulfil to be meant, where that is nothing but to be found. */
  readonly test: Bound | null;
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

/** The conditions of a reading, and more of them, as a statement says them. */
export function whereOf({ where }: Conditions, more: readonly string[] = []): string {
  const all = [...where, ...more];
  return all.length === 0 ? "" : ` WHERE ${all.join(" AND ")}`;
}

/** How a page is read: by a search, by the index of a filter that finds few, or along the whole list. */
export function chooseReading(book: ReadableBook, input: AccountListInput, today: CivilDate): Reading {
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
    return { from, fromValues: hits.values, conditions, search: null, test: null, total };
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
    search: null,
    test: null,
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
export function readSearch(book: ReadableBook, search: AccountSearch, conditions: Conditions): Reading {
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
      search: "collected",
      test: isEachHitMeant ? test : null,
      total: () => countHits(hits.sql),
    };
  }
  return {
    from: wholeList,
    fromValues: [],
    conditions,
    search: "walked",
    test: null,
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
