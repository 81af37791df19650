import type { ReadableBook } from "../book/book-handle.ts";
import { countRows } from "../count-rows.ts";
import { accountSearch, type Bound } from "./account-search.ts";

/** So many hits are collected and sorted in the time that a keystroke has. */
export const collectedHits = 25_000;

/** The accounts that a text finds, for a list of what belongs to accounts. */
export interface FoundAccounts {
  /** A select of their ids, from the search's index; null where they are too many to be collected. */
  readonly ids: Bound | null;
  /** Whether a column holds the id of one of them: where they are many, walking the list comes upon them soon. */
  readonly isFound: (column: string) => Bound;
}

/** @returns null where the text has no word: then all accounts are meant. */
export function findAccountsOfRows(book: ReadableBook, text: string): FoundAccounts | null {
  const search = accountSearch(text, null);
  if (search === null) return null;
  const { hits, needsTest, test } = search;
  const areFew = countRows(book, `SELECT 1 FROM ${hits.sql}`, hits.values, collectedHits + 1) <= collectedHits;
  const meant = needsTest ? test : { sql: "1 = 1", values: [] };
  return {
    ids: areFew
      ? {
          sql: `SELECT account_id FROM ${hits.sql} CROSS JOIN account_listing USING (number) WHERE ${meant.sql}`,
          values: [...hits.values, ...meant.values],
        }
      : null,
    isFound: (column) => ({
      sql: `EXISTS (SELECT 1 FROM account_listing WHERE account_listing.account_id = ${column} AND ${test.sql})`,
      values: test.values,
    }),
  };
}
