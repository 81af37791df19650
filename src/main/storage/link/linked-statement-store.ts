import type { LinkedStatementView } from "../../../shared/contract/link.ts";
import type { PulledStatement } from "../../../shared/contract/link-pull.ts";
import type { UnsettledStatement } from "../../domain/link/explanation.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { createConditions } from "../conditions.ts";
import { countUpTo, type RowTotal } from "../count-rows.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";

export function isKnownStatement(book: ReadableBook, linkId: string, upstreamId: string): boolean {
  return (
    book.get("SELECT 1 FROM linked_statement WHERE link_id = ? AND upstream_id = ?", linkId, upstreamId) !== undefined
  );
}

/**
 * Write down a statement as the upstream has it.
 *
 * @param settledMinor how much of what it used is in the balance here, where it was not known before.
 */
export function saveStatement(
  book: WritableBook,
  linkId: string,
  statement: PulledStatement,
  settledMinor: number,
): void {
  const { upstreamId, upstreamAccountId, status, atMs, currency, totalMinor, appliedMinor } = statement;
  book.run(
    `INSERT INTO linked_statement (link_id, upstream_id, upstream_account_id, status, at_ms, currency, total_minor, applied_minor,
       settled_minor)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (link_id, upstream_id) DO UPDATE SET status = excluded.status, total_minor = excluded.total_minor,
       applied_minor = excluded.applied_minor`,
    linkId,
    upstreamId,
    upstreamAccountId,
    status,
    atMs,
    currency,
    totalMinor,
    appliedMinor,
    settledMinor,
  );
}

/** What an account's statements used of credit, or gave back, that the balance here has not taken in, newest first. */
export function listUnsettledStatements(
  book: ReadableBook,
  linkId: string,
  upstreamAccountId: string,
  currency: string,
): UnsettledStatement[] {
  return book.all(
    `SELECT upstream_id AS upstreamId, at_ms AS atMs, settled_minor - applied_minor AS amountMinor FROM linked_statement
     WHERE link_id = ? AND upstream_account_id = ? AND currency = ? AND applied_minor <> settled_minor
     ORDER BY at_ms DESC, number DESC`,
    linkId,
    upstreamAccountId,
    currency,
  );
}

/** The balance here has taken in what an account's statements used. @param entryId by which entry; null: by none. */
export function settleStatements(
  book: WritableBook,
  linkId: string,
  { upstreamAccountId, currency }: { readonly upstreamAccountId: string; readonly currency: string },
  entryId: string | null,
): void {
  book.run(
    `UPDATE linked_statement SET settled_minor = applied_minor, entry_id = coalesce(?, entry_id)
     WHERE link_id = ? AND upstream_account_id = ? AND currency = ? AND applied_minor <> settled_minor`,
    entryId,
    linkId,
    upstreamAccountId,
    currency,
  );
}

/** Statements of these accounts that may be charged to again. */
export function listOpenStatementsOf(
  book: ReadableBook,
  linkId: string,
  upstreamAccountIds: readonly string[],
  limit: number,
): string[] {
  return book
    .all<{ upstreamId: string }>(
      `SELECT upstream_id AS upstreamId FROM linked_statement
       WHERE link_id = ? AND status = 'open' AND upstream_account_id IN (SELECT value FROM json_each(?)) LIMIT ?`,
      linkId,
      JSON.stringify(upstreamAccountIds),
      limit,
    )
    .map(({ upstreamId }) => upstreamId);
}

/** A page of statements, newest first. */
export function listLinkedStatements(
  book: ReadableBook,
  linkId: string,
  { accountId, isUnsettled, after, skip, limit }: ParsedInput<"link.statements">,
): { rows: LinkedStatementView[]; nextCursor: string | null; total: RowTotal } {
  const { where, values, add } = createConditions();
  add("statement.link_id = ?", linkId);
  if (accountId !== null) add("linked.account_id = ?", accountId);
  if (isUnsettled) add("statement.applied_minor <> statement.settled_minor");
  const statements = `linked_statement statement
     LEFT JOIN linked_account linked
       ON linked.link_id = statement.link_id AND linked.upstream_id = statement.upstream_account_id`;
  const total = countUpTo(book, `SELECT 1 FROM ${statements} WHERE ${where.join(" AND ")}`, values);
  if (after !== null) {
    const { sortValue, number } = decodeCursor(after);
    add("(statement.at_ms, statement.number) < (?, ?)", sortValue, number);
  }
  const found = book.all<LinkedStatementView & { readonly number: number }>(
    `SELECT statement.number, statement.upstream_id AS upstreamId, statement.upstream_account_id AS upstreamAccountId,
       linked.account_id AS accountId, account.name AS accountName, statement.status, statement.at_ms AS atMs, statement.currency,
       statement.total_minor AS totalMinor, statement.applied_minor AS appliedMinor, statement.settled_minor AS settledMinor,
       statement.entry_id AS entryId
     FROM ${statements}
     LEFT JOIN account ON account.id = linked.account_id
     WHERE ${where.join(" AND ")} ORDER BY statement.at_ms DESC, statement.number DESC LIMIT ? OFFSET ?`,
    ...values,
    limit + 1,
    skip,
  );
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ number: _number, ...row }) => row),
    nextCursor: last && found.length > limit ? encodeCursor({ sortValue: last.atMs, number: last.number }) : null,
    total,
  };
}
