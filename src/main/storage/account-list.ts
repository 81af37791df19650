import type { CivilDate } from "../../shared/calendar.ts";
import type { AccountRow } from "../../shared/contract/accounts.ts";
import type { ParsedInput } from "../../shared/contract/index.ts";
import { creditToApply } from "../domain/billing/invoice.ts";
import { remainingIn, usableBlocks } from "../domain/ledger/credit-blocks.ts";
import { nameKey } from "./account-store.ts";
import type { ReadableBook, SqlValue } from "./book-handle.ts";
import { accountCount } from "./book-store.ts";
import { createConditions, type Conditions } from "./conditions.ts";
import { listBlocksWithCredit } from "./credit-block-store.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { countUpTo } from "./count-rows.ts";

type AccountListInput = ParsedInput<"accounts.list">;

/** What each sort compares. None is ever null, and each has an index of just this expression. */
const sortExpressions: Readonly<Record<AccountListInput["sort"]["by"], string>> = {
  name: "name_key",
  contact: "coalesce(contact, '')",
  planName: "plan_name",
  subscriptionStatus: "coalesce(subscription_status, '')",
  creditBalance: "coalesce(credit_balance_minor, -9007199254740992)",
  nextChargeOn: "coalesce(next_charge_on, '9999-12-31')",
  nextCharge: "coalesce(next_charge_minor, -1)",
  pastDue: "coalesce(oldest_open_due_on, '9999-12-31')",
  createdAt: "created_at_ms",
};

/** A search looks at this many hits; a text that more accounts match is refined by typing on. */
const searchHitLimit = 1000;

interface Source {
  /** Where the rows come from: the whole list, a part of it by an index, or the hits of a search joined to it. */
  readonly from: string;
  readonly values: readonly SqlValue[];
}

const wholeList: Source = { from: "account_listing", values: [] };

/** The whole list, walked from the account without activity to those with the newest. */
const byActivity: Source = { from: "account_listing INDEXED BY account_listing_activity", values: [] };
const hasNoActivitySince = "coalesce(last_activity_on, '') < ?";

/** The accounts that a text names: three letters and more anywhere, fewer at the beginning of the name. */
export function searchSource(text: string, limit = searchHitLimit): Source {
  const trimmed = text.trim();
  if (trimmed === "") return wholeList;
  if (Array.from(trimmed).length >= 3) {
    return {
      from: `(SELECT rowid AS number FROM account_search WHERE account_search MATCH ? LIMIT ?) AS hit
        CROSS JOIN account_listing USING (number)`,
      values: [`"${trimmed.replaceAll('"', '""')}"`, limit + 1],
    };
  }
  const prefix = nameKey(trimmed);
  return {
    from: `(SELECT number FROM account_listing WHERE name_key >= ? AND name_key < ? LIMIT ?) AS hit
      CROSS JOIN account_listing USING (number)`,
    values: [prefix, `${prefix}\u{10FFFF}`, limit + 1],
  };
}

/**
 * A page of accounts. A place in the list is the pair of sort value and row number, so a page is found through the sort's
 * index, wherever it lies; `skip` then walks that index from the nearest place the caller knows.
 *
 * @param today decides what is past due.
 */
export function listAccounts(
  book: ReadableBook,
  input: AccountListInput,
  today: CivilDate,
): { rows: AccountRow[]; nextCursor: string | null; total: { count: number; isExact: boolean } } {
  const source = chooseSource(book, input);
  const filter = filterConditions(input, today, source);
  const key = sortExpressions[input.sort.by];
  const isAscending = input.sort.direction === "ascending";
  const order = isAscending ? "ASC" : "DESC";
  const beyond = isAscending ? ">" : "<";
  const select = (...conditions: string[]) => {
    const where = [...filter.where, ...conditions];
    return `SELECT ${key} AS sortValue, number FROM ${source.from}${where.length ? ` WHERE ${where.join(" AND ")}` : ""}`;
  };
  const place = input.after === null ? null : decodeCursor(input.after);
  const base: SqlValue[] = [...source.values, ...filter.values];
  // Rows with the same sort value come first, by number; both halves run along the index and are merged.
  const keys = place
    ? book.all<{ sortValue: string | number; number: number }>(
        `${select(`${key} = ?`, `number ${beyond} ?`)} UNION ALL ${select(`${key} ${beyond} ?`)}
         ORDER BY 1 ${order}, 2 ${order} LIMIT ? OFFSET ?`,
        ...base,
        place.sortValue,
        place.number,
        ...base,
        place.sortValue,
        input.limit,
        input.skip,
      )
    : book.all<{ sortValue: string | number; number: number }>(
        `${select()} ORDER BY 1 ${order}, 2 ${order} LIMIT ? OFFSET ?`,
        ...base,
        input.limit,
        input.skip,
      );
  const last = keys.at(-1);
  return {
    rows: keys.flatMap(({ number }) => readRow(book, number, today)),
    nextCursor: last && keys.length === input.limit ? encodeCursor(last) : null,
    total: countAccounts(book, input, source, filter),
  };
}

/**
 * Where a list is read from. The few accounts without activity are found by their index and sorted; where they are many, the index
 * of the sort comes upon them soon.
 */
function chooseSource(book: ReadableBook, { search, filters: { noActivitySinceOn } }: AccountListInput): Source {
  const source = searchSource(search);
  if (source !== wholeList || noActivitySinceOn === undefined) return source;
  return countInactive(book, noActivitySinceOn).isExact ? byActivity : wholeList;
}

function countInactive(book: ReadableBook, sinceOn: string): { count: number; isExact: boolean } {
  return countUpTo(book, `SELECT 1 FROM ${byActivity.from} WHERE ${hasNoActivitySince}`, [sinceOn]);
}

function filterConditions({ kind, filters }: AccountListInput, today: string, source: Source): Conditions {
  const conditions = createConditions();
  const { add } = conditions;
  const hasCredit = `EXISTS (SELECT 1 FROM credit_balance b
    WHERE b.account_id = account_listing.account_id AND b.ledger_minor > 0)`;
  const isPastDue = "coalesce(oldest_open_due_on, '9999-12-31') < ?";
  if (kind !== null) add("kind = ?", kind);
  if (filters.hasCredit !== undefined) add(filters.hasCredit ? hasCredit : `NOT ${hasCredit}`);
  if (filters.isPastDue !== undefined) add(filters.isPastDue ? isPastDue : `NOT ${isPastDue}`, today);
  if (filters.planId !== undefined) add("plan_id = ?", filters.planId);
  if (filters.currency !== undefined) add("currency = ?", filters.currency);
  if (filters.noActivitySinceOn !== undefined) {
    // The plus keeps the index of the sort in use, or of the search.
    add(source === byActivity ? hasNoActivitySince : `+${hasNoActivitySince}`, filters.noActivitySinceOn);
  }
  return conditions;
}

function countAccounts(
  book: ReadableBook,
  input: AccountListInput,
  source: Source,
  filter: Conditions,
): { count: number; isExact: boolean } {
  if (source === wholeList && Object.values(input.filters).every((value) => value === undefined)) {
    const count =
      input.kind === null
        ? accountCount(book, "user") + accountCount(book, "organization")
        : accountCount(book, input.kind);
    return { count, isExact: true };
  }
  const { noActivitySinceOn } = input.filters;
  if (source === wholeList && noActivitySinceOn !== undefined && filter.where.length === 1) {
    return countInactive(book, noActivitySinceOn);
  }
  const where = filter.where.length ? ` WHERE ${filter.where.join(" AND ")}` : "";
  const total = countUpTo(book, `SELECT 1 FROM ${source.from}${where}`, [...source.values, ...filter.values]);
  const isSearch = source !== wholeList && source !== byActivity;
  return isSearch ? { count: total.count, isExact: total.count <= searchHitLimit } : total;
}

interface StoredRow extends Omit<AccountRow, "nextChargeCreditMinor"> {
  readonly oldestOpenDueOn: string | null;
}

function readRow(book: ReadableBook, number: number, today: CivilDate): AccountRow[] {
  const stored = book.get<StoredRow>(
    `SELECT account_id AS id, kind, name, contact, plan_name AS planName, subscription_status AS subscriptionStatus, currency,
       credit_balance_minor AS creditBalanceMinor, next_charge_on AS nextChargeOn, next_charge_minor AS nextChargeMinor,
       oldest_open_due_on AS oldestOpenDueOn, 0 AS pastDueMinor
     FROM account_listing WHERE number = ?`,
    number,
  );
  if (!stored) return [];
  const { oldestOpenDueOn, ...row } = stored;
  return [
    {
      ...row,
      nextChargeCreditMinor:
        row.nextChargeMinor === null ? null : creditToApply(row.nextChargeMinor, availableMinor(book, row, today)),
      pastDueMinor:
        oldestOpenDueOn !== null && oldestOpenDueOn < today ? pastDueMinor(book, row.id, row.currency, today) : 0,
    },
  ];
}

/** What of the balance can be used today (BEHAVIOUR 2.5). */
function availableMinor(
  book: ReadableBook,
  { id, currency, creditBalanceMinor }: Omit<StoredRow, "oldestOpenDueOn">,
  today: CivilDate,
): number {
  if (creditBalanceMinor === null || creditBalanceMinor <= 0) return 0;
  return remainingIn(usableBlocks(listBlocksWithCredit(book, id, currency), today));
}

/** What an account owes on open invoices whose due date has passed, in one currency. */
export function pastDueMinor(book: ReadableBook, accountId: string, currency: string, today: string): number {
  return (
    book.get<{ amountMinor: number }>(
      `SELECT coalesce(sum(outstanding_minor), 0) AS amountMinor FROM invoice
       WHERE account_id = ? AND currency = ? AND state = 'open' AND due_on < ?`,
      accountId,
      currency,
      today,
    )?.amountMinor ?? 0
  );
}
