import type { Difference } from "../../../shared/contract/link.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import { explainDifference } from "../../domain/link/explanation.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import type { RowTotal } from "../count-rows.ts";
import { decodeCursor, pageByNumber } from "../cursor.ts";
import { given } from "../given.ts";
import { listUnsettledStatements } from "./linked-statement-store.ts";

/**
 * An account with its credit on both sides, here without what the outbox still holds (BEHAVIOUR 12.3). Never had credit and 0 are the same
 * money. Narrowed by values that SQLite is not shown when it prepares, since this is asked for each account of a pull.
 */
const comparedIn = (
  linked: "linked_account linked" | "linked_account linked INDEXED BY linked_account_different",
): string => `SELECT linked.number, linked.upstream_id AS upstreamId, linked.account_id AS accountId, account.name AS accountName,
    coalesce(linked.balance_currency, account.currency) AS currency, linked.balance_minor AS thereMinor,
    linked.balance_at_ms AS readAtMs,
    balance.ledger_minor - coalesce((SELECT sum(amount_minor) FROM outbox_item
      WHERE account_id = linked.account_id AND currency = coalesce(linked.balance_currency, account.currency)
        AND state <> 'applied' AND settled_as IS NULL), 0) AS hereMinor,
    EXISTS (SELECT 1 FROM outbox_item WHERE account_id = linked.account_id AND settled_as = 'kept') AS isKept,
    linked.difference_minor AS differenceMinor
  FROM ${linked}
  JOIN account ON account.id = linked.account_id
  LEFT JOIN credit_balance balance
    ON balance.account_id = linked.account_id AND balance.currency = coalesce(linked.balance_currency, account.currency)
  WHERE linked.link_id = ${given} AND linked.balance_at_ms IS NOT NULL AND linked.gone_at_ms IS NULL`;

const compared = comparedIn("linked_account linked");

const differing = `${comparedIn("linked_account linked INDEXED BY linked_account_different")} AND linked.difference_minor <> 0`;

interface ComparedRow extends Omit<Difference, "isKept" | "explanation"> {
  readonly number: number;
  readonly upstreamId: string;
  readonly isKept: number;
}

/**
 * Keep in step by how much an account differs: after whatever moves its credit on one side and not on the other, what is in its outbox, its
 * currency, or whether it is gone.
 *
 * @returns the difference; 0 where there is none, or none that is known.
 */
export function keepDifference(book: WritableBook, linkId: string, accountId: string): number {
  const row = book.get<ComparedRow>(`${compared} AND linked.account_id = ${given}`, linkId, accountId);
  if (!row) return 0;
  const differenceMinor = (row.thereMinor ?? 0) - (row.hereMinor ?? 0);
  if (differenceMinor !== row.differenceMinor) {
    book.run("UPDATE linked_account SET difference_minor = ? WHERE number = ?", differenceMinor, row.number);
  }
  return differenceMinor;
}

function toDifference(
  book: ReadableBook,
  linkId: string,
  { number: _number, upstreamId, ...row }: ComparedRow,
): Difference {
  const unsettled = listUnsettledStatements(book, linkId, upstreamId, row.currency);
  return { ...row, isKept: row.isKept === 1, explanation: explainDifference(row.differenceMinor, unsettled) };
}

/** How many there are, and how many of them statements of the upstream say something of. */
export function countDifferences(
  book: ReadableBook,
  linkId: string,
): { readonly differenceCount: number; readonly explainedCount: number } {
  const counts = book.get<{ differenceCount: number; explainedCount: number }>(
    `SELECT count(*) AS differenceCount, count(*) FILTER (WHERE EXISTS (SELECT 1 FROM linked_statement statement
         WHERE statement.link_id = linked.link_id AND statement.upstream_account_id = linked.upstream_id
           AND statement.currency = coalesce(linked.balance_currency, account.currency)
           AND statement.applied_minor <> statement.settled_minor)) AS explainedCount
     FROM linked_account linked INDEXED BY linked_account_different JOIN account ON account.id = linked.account_id
     WHERE linked.link_id = ? AND linked.difference_minor <> 0`,
    linkId,
  );
  return counts ?? { differenceCount: 0, explainedCount: 0 };
}

/** Whose credit differs, by what the upstream calls them. */
export function listDifferingUpstreamIds(book: ReadableBook, linkId: string, limit: number): string[] {
  return book
    .all<{ upstreamId: string }>(
      `SELECT upstream_id AS upstreamId FROM linked_account INDEXED BY linked_account_different
       WHERE link_id = ? AND difference_minor <> 0 ORDER BY number LIMIT ?`,
      linkId,
      limit,
    )
    .map(({ upstreamId }) => upstreamId);
}

/** The difference of an account; undefined where there is none. */
export function findDifference(book: ReadableBook, linkId: string, accountId: string): Difference | undefined {
  const row = book.get<ComparedRow>(
    `${compared} AND linked.difference_minor <> 0 AND linked.account_id = ${given}`,
    linkId,
    accountId,
  );
  return row && toDifference(book, linkId, row);
}

export function listDifferences(
  book: ReadableBook,
  linkId: string,
  { after, skip, limit }: ParsedInput<"link.differences">,
): { rows: Difference[]; nextCursor: string | null; total: RowTotal } {
  const found = book.all<ComparedRow>(
    `${differing} AND linked.number > ? ORDER BY linked.number LIMIT ? OFFSET ?`,
    linkId,
    after === null ? 0 : decodeCursor(after).number,
    limit + 1,
    skip,
  );
  return {
    ...pageByNumber(found, limit, (row) => toDifference(book, linkId, row)),
    total: { count: countDifferences(book, linkId).differenceCount, isExact: true },
  };
}
