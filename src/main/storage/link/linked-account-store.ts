import type { LinkedAccountView } from "../../../shared/contract/link.ts";
import type { PulledAccount } from "../../../shared/contract/link-pull.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import type { Match } from "../../domain/link/matching.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { createConditions } from "../conditions.ts";
import { countUpTo, type RowTotal } from "../count-rows.ts";
import { decodeCursor, pageByNumber } from "../cursor.ts";

/** What the upstream has, as the book keeps it. */
export interface LinkedAccount {
  readonly number: number;
  readonly upstreamId: string;
  readonly kind: "user" | "organization";
  readonly name: string;
  readonly contact: string | null;
  readonly accountId: string | null;
  readonly matchedBy: LinkedAccountView["matchedBy"];
  readonly version: number;
  /** The subscription here that is as the upstream has it. */
  readonly subscriptionId: string | null;
  readonly goneAtMs: number | null;
  /** What an entry here would have to add for both sides to be equal, as far as that is known. */
  readonly differenceMinor: number;
}

const columns = `number, upstream_id AS upstreamId, kind, name, contact, account_id AS accountId, matched_by AS matchedBy, version,
  subscription_id AS subscriptionId, gone_at_ms AS goneAtMs, difference_minor AS differenceMinor`;

export function findByUpstreamId(book: ReadableBook, linkId: string, upstreamId: string): LinkedAccount | undefined {
  return book.get(`SELECT ${columns} FROM linked_account WHERE link_id = ? AND upstream_id = ?`, linkId, upstreamId);
}

export function findByNumber(book: ReadableBook, linkId: string, number: number): LinkedAccount | undefined {
  return book.get(`SELECT ${columns} FROM linked_account WHERE link_id = ? AND number = ?`, linkId, number);
}

/** What an account here is upstream, where that is known. */
export function findByAccountId(book: ReadableBook, linkId: string, accountId: string): LinkedAccount | undefined {
  return book.get(`SELECT ${columns} FROM linked_account WHERE link_id = ? AND account_id = ?`, linkId, accountId);
}

/** Whether an account is, or was by an earlier link, something upstream. */
export function isEverLinked(book: ReadableBook, accountId: string): boolean {
  const sql = "SELECT 1 FROM linked_account WHERE link_id IN (SELECT id FROM link) AND account_id = ? LIMIT 1";
  return book.get(sql, accountId) !== undefined;
}

/** @param createdAtMs is not kept: an account that is made of it has it. */
export function insertLinkedAccount(
  book: WritableBook,
  linkId: string,
  { upstreamId, kind, name, contact }: PulledAccount,
  match: Match,
  pullNumber: number,
): void {
  book.run(
    `INSERT INTO linked_account (link_id, upstream_id, kind, name, contact, account_id, matched_by, doubt, seen_in_pull)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    linkId,
    upstreamId,
    kind,
    name,
    contact,
    "accountId" in match ? match.accountId : null,
    "accountId" in match ? match.matchedBy : null,
    "doubt" in match ? match.doubt : null,
    pullNumber,
  );
}

/** Say what a doubtful one is after all. */
export function setMatch(book: WritableBook, number: number, match: Extract<Match, { accountId: string }>): void {
  book.run(
    "UPDATE linked_account SET account_id = ?, matched_by = ?, doubt = NULL WHERE number = ?",
    match.accountId,
    match.matchedBy,
    number,
  );
}

/** From here on a subscription here is as the upstream has it; null: none is. */
export function setLinkedSubscription(book: WritableBook, number: number, subscriptionId: string | null): void {
  book.run("UPDATE linked_account SET subscription_id = ? WHERE number = ?", subscriptionId, number);
}

/** The upstream still has it, as it now is. */
export function setSeen(
  book: WritableBook,
  number: number,
  { name, contact }: PulledAccount,
  pullNumber: number,
): void {
  book.run(
    "UPDATE linked_account SET name = ?, contact = ?, seen_in_pull = ?, gone_at_ms = NULL WHERE number = ?",
    name,
    contact,
    pullNumber,
    number,
  );
}

export function setGone(book: WritableBook, number: number, atMs: number): void {
  book.run(
    "UPDATE linked_account SET gone_at_ms = coalesce(gone_at_ms, ?), difference_minor = 0 WHERE number = ?",
    atMs,
    number,
  );
}

/** @param balance null: never had credit. */
export function setBalance(
  book: WritableBook,
  number: number,
  balance: { readonly amountMinor: number; readonly currency: string } | null,
  atMs: number,
): void {
  book.run(
    "UPDATE linked_account SET balance_minor = ?, balance_currency = ?, balance_at_ms = ? WHERE number = ?",
    balance?.amountMinor ?? null,
    balance?.currency ?? null,
    atMs,
    number,
  );
}

/** Something of the account is being sent, or was: a balance that was asked for before is not believed. */
export function raiseVersion(book: WritableBook, linkId: string, accountId: string): void {
  book.run("UPDATE linked_account SET version = version + 1 WHERE link_id = ? AND account_id = ?", linkId, accountId);
}

/** The upstream has an adjustment now: its balance, where it was read before, is another one by that. */
export function addToBalance(
  book: WritableBook,
  linkId: string,
  accountId: string,
  moved: { readonly amountMinor: number; readonly currency: string },
): void {
  book.run(
    `UPDATE linked_account SET balance_minor = coalesce(balance_minor, 0) + ?, balance_currency = ?
     WHERE link_id = ? AND account_id = ? AND balance_at_ms IS NOT NULL AND coalesce(balance_currency, ?) = ?`,
    moved.amountMinor,
    moved.currency,
    linkId,
    accountId,
    moved.currency,
    moved.currency,
  );
}

type ToRead = Pick<LinkedAccount, "number" | "upstreamId" | "kind" | "version"> & {
  readonly wasSeen: boolean;
  readonly balanceMinor?: number | null;
};

/** Those whose balance is to be read, in the order of their numbers. @param pullNumber of the pull under way. */
export function listToRead(
  book: ReadableBook,
  link: { readonly id: string; readonly pullNumber: number },
  afterNumber: number,
  limit: number,
): ToRead[] {
  return book
    .all<
      Omit<ToRead, "wasSeen"> & {
        readonly seenInPull: number;
        readonly balanceMinor: number | null;
        readonly balanceAtMs: number | null;
      }
    >(
      `SELECT number, upstream_id AS upstreamId, kind, version, seen_in_pull AS seenInPull, balance_minor AS balanceMinor,
         balance_at_ms AS balanceAtMs
       FROM linked_account INDEXED BY linked_account_listed
       WHERE link_id = ? AND number > ? AND account_id IS NOT NULL AND gone_at_ms IS NULL
       ORDER BY number LIMIT ?`,
      link.id,
      afterNumber,
      limit,
    )
    .map(({ balanceMinor, balanceAtMs, seenInPull, ...row }) => ({
      ...row,
      wasSeen: seenInPull === link.pullNumber,
      ...(balanceAtMs !== null && { balanceMinor }),
    }));
}

/** How many there are, and how many of them ask for a look. */
export function countLinkedAccounts(
  book: ReadableBook,
  linkId: string,
): { readonly accountCount: number; readonly doubtfulCount: number; readonly goneCount: number } {
  const row = book.get<{ accountCount: number; doubtfulCount: number; goneCount: number }>(
    `SELECT (SELECT count(*) FROM linked_account WHERE link_id = ?) AS accountCount,
       (SELECT count(*) FROM linked_account WHERE link_id = ? AND account_id IS NULL) AS doubtfulCount,
       (SELECT count(*) FROM linked_account INDEXED BY linked_account_gone
         WHERE link_id = ? AND gone_at_ms IS NOT NULL) AS goneCount`,
    linkId,
    linkId,
    linkId,
  );
  return row ?? { accountCount: 0, doubtfulCount: 0, goneCount: 0 };
}

interface LinkedRow extends Omit<LinkedAccountView, "balance"> {
  readonly number: number;
  readonly balanceMinor: number | null;
  readonly balanceCurrency: string | null;
}

/** Counting what the upstream has goes on this far; one index says it. */
const mostCounted = 1_000_000;

/** A page of what the upstream has, in the order in which it was first seen. */
export function listLinkedAccounts(
  book: ReadableBook,
  linkId: string,
  { state, after, skip, limit }: ParsedInput<"link.accounts">,
): { rows: LinkedAccountView[]; nextCursor: string | null; total: RowTotal } {
  const { where, values, add } = createConditions();
  const linked = state === "gone" ? "linked_account linked INDEXED BY linked_account_gone" : "linked_account linked";
  add("linked.link_id = ?", linkId);
  if (state === "doubtful") add("linked.account_id IS NULL");
  if (state === "gone") add("linked.gone_at_ms IS NOT NULL");
  if (state === "matched") add("linked.account_id IS NOT NULL AND linked.gone_at_ms IS NULL");
  const chosen = where.join(" AND ");
  const found = book.all<LinkedRow>(
    `SELECT linked.number, linked.upstream_id AS upstreamId, linked.kind, linked.name, linked.contact,
       linked.account_id AS accountId, account.name AS accountName, linked.matched_by AS matchedBy, linked.doubt,
       linked.gone_at_ms AS goneAtMs, linked.balance_minor AS balanceMinor, linked.balance_currency AS balanceCurrency,
       linked.balance_at_ms AS balanceAtMs
     FROM ${linked} LEFT JOIN account ON account.id = linked.account_id
     WHERE ${chosen} AND linked.number > ? ORDER BY linked.number LIMIT ? OFFSET ?`,
    ...values,
    after === null ? 0 : decodeCursor(after).number,
    limit + 1,
    skip,
  );
  const page = pageByNumber(found, limit, ({ number: _number, balanceMinor, balanceCurrency, ...row }) => ({
    ...row,
    balance:
      balanceMinor === null || balanceCurrency === null
        ? null
        : { currency: balanceCurrency, amountMinor: balanceMinor },
  }));
  return {
    ...page,
    total: countUpTo(book, `SELECT 1 FROM ${linked} WHERE ${chosen}`, values, mostCounted),
  };
}
