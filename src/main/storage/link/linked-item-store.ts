import type { LinkedItemView } from "../../../shared/contract/link.ts";
import type { PulledItem } from "../../../shared/contract/link-pull.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { createConditions } from "../conditions.ts";
import { countUpTo, type RowTotal } from "../count-rows.ts";
import { decodeCursor, pageByNumber } from "../cursor.ts";
import { given } from "../given.ts";

type ItemRow = Omit<PulledItem, "isTrial"> & { readonly isTrial: number; readonly problem: string | null };

/** An item as it is known, and why the subscription here does not have it. */
export type LinkedItem = PulledItem & { readonly problem: string | null };

const columns = `upstream_id AS upstreamId, upstream_account_id AS upstreamAccountId, upstream_plan_id AS upstreamPlanId,
  upstream_price_id AS upstreamPriceId, status, period, seats, is_trial AS isTrial, period_start_ms AS periodStartMs,
  period_end_ms AS periodEndMs, problem`;

const toItem = ({ isTrial, ...row }: ItemRow): LinkedItem => ({ ...row, isTrial: isTrial === 1 });

export function findLinkedItem(book: ReadableBook, linkId: string, upstreamId: string): LinkedItem | undefined {
  const row = book.get<ItemRow>(
    `SELECT ${columns} FROM linked_item WHERE link_id = ? AND upstream_id = ?`,
    linkId,
    upstreamId,
  );
  return row && toItem(row);
}

/** What is not over of an account's items; what was met last comes first. */
export function listItemsOf(book: ReadableBook, linkId: string, upstreamAccountId: string): LinkedItem[] {
  return book
    .all<ItemRow>(
      `SELECT ${columns} FROM linked_item INDEXED BY linked_item_account
       WHERE link_id = ${given} AND upstream_account_id = ${given} AND status <> 'ended'
       ORDER BY seen_in_pull DESC, period_start_ms DESC`,
      linkId,
      upstreamAccountId,
    )
    .map(toItem);
}

/** Write down an item as the upstream has it in this pull. */
export function saveLinkedItem(book: WritableBook, linkId: string, item: PulledItem, pullNumber: number): void {
  book.run(
    `INSERT INTO linked_item (link_id, upstream_id, upstream_account_id, upstream_plan_id, upstream_price_id, status, period, seats,
       is_trial, period_start_ms, period_end_ms, seen_in_pull)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (link_id, upstream_id) DO UPDATE SET upstream_account_id = excluded.upstream_account_id,
       upstream_plan_id = excluded.upstream_plan_id, upstream_price_id = excluded.upstream_price_id, status = excluded.status,
       period = excluded.period, seats = excluded.seats, is_trial = excluded.is_trial, period_start_ms = excluded.period_start_ms,
       period_end_ms = excluded.period_end_ms, seen_in_pull = excluded.seen_in_pull`,
    linkId,
    item.upstreamId,
    item.upstreamAccountId,
    item.upstreamPlanId,
    item.upstreamPriceId,
    item.status,
    item.period,
    item.seats,
    item.isTrial ? 1 : 0,
    item.periodStartMs,
    item.periodEndMs,
    pullNumber,
  );
}

/** Of an account all items are known that there are: what else is known of it is over. */
export function endItemsUnseen(
  book: WritableBook,
  linkId: string,
  upstreamAccountId: string,
  pullNumber: number,
): void {
  book.run(
    `UPDATE linked_item INDEXED BY linked_item_account SET status = 'ended', problem = NULL
     WHERE link_id = ? AND upstream_account_id = ? AND seen_in_pull < ? AND status <> 'ended'`,
    linkId,
    upstreamAccountId,
    pullNumber,
  );
}

/** Say of all that an account has whether the subscription here has it, or why not. */
export function setItemsProblem(
  book: WritableBook,
  linkId: string,
  upstreamAccountId: string,
  problem: string | null,
): void {
  book.run(
    "UPDATE linked_item SET problem = ? WHERE link_id = ? AND upstream_account_id = ? AND status <> 'ended'",
    problem,
    linkId,
    upstreamAccountId,
  );
}

/** Accounts with an item that this pull has not met. */
export function listAccountsUnseen(
  book: ReadableBook,
  linkId: string,
  pullNumber: number,
  limit: number,
): { upstreamId: string; kind: "user" | "organization" }[] {
  return book.all(
    `SELECT DISTINCT item.upstream_account_id AS upstreamId,
       coalesce(linked.kind, iif(item.upstream_account_id LIKE 'org\\_%' ESCAPE '\\', 'organization', 'user')) AS kind
     FROM linked_item item
     LEFT JOIN linked_account linked ON linked.link_id = item.link_id AND linked.upstream_id = item.upstream_account_id
     WHERE item.link_id = ? AND item.seen_in_pull < ? AND item.status <> 'ended' LIMIT ?`,
    linkId,
    pullNumber,
    limit,
  );
}

type ListedRow = Omit<LinkedItemView, "isTrial"> & { readonly number: number; readonly isTrial: number };

/** A page of what the upstream bills, in the order in which it was first seen. */
export function listLinkedItems(
  book: ReadableBook,
  linkId: string,
  { hasProblem, after, skip, limit }: ParsedInput<"link.items">,
): { rows: LinkedItemView[]; nextCursor: string | null; total: RowTotal } {
  const { where, values, add } = createConditions();
  add("item.link_id = ?", linkId);
  add("item.status <> 'ended'");
  if (hasProblem) add("item.problem IS NOT NULL");
  const chosen = where.join(" AND ");
  const found = book.all<ListedRow>(
    `SELECT item.number, item.upstream_id AS upstreamId, item.upstream_account_id AS upstreamAccountId,
       linked.account_id AS accountId, account.name AS accountName, plan.name AS planName, item.status, item.period, item.seats,
       item.is_trial AS isTrial, item.period_start_ms AS periodStartMs, item.period_end_ms AS periodEndMs, item.problem
     FROM linked_item item
     LEFT JOIN linked_account linked ON linked.link_id = item.link_id AND linked.upstream_id = item.upstream_account_id
     LEFT JOIN account ON account.id = linked.account_id
     LEFT JOIN linked_plan plan ON plan.link_id = item.link_id AND plan.upstream_id = item.upstream_plan_id
     WHERE ${chosen} AND item.number > ? ORDER BY item.number LIMIT ? OFFSET ?`,
    ...values,
    after === null ? 0 : decodeCursor(after).number,
    limit + 1,
    skip,
  );
  return {
    ...pageByNumber(found, limit, ({ number: _number, isTrial, ...row }) => ({ ...row, isTrial: isTrial === 1 })),
    total: countUpTo(book, `SELECT 1 FROM linked_item item WHERE ${chosen}`, values),
  };
}
