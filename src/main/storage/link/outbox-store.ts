import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { SendAttempt } from "../../../shared/contract/attempts.ts";
import type { OutboxItem, OutboxSelection, OutboxSettlement, OutboxState } from "../../../shared/contract/outbox.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import type { SealedEntry } from "../../domain/ledger/entry.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { outboxAttempts } from "../attempt-log.ts";
import { createConditions } from "../conditions.ts";
import { countUpTo, type RowTotal } from "../count-rows.ts";
import { decodeCursor, pageByNumber } from "../cursor.ts";

const selectFrom = (
  items: string,
): string => `SELECT item.entry_sequence AS number, item.entry_id AS entryId, item.account_id AS accountId,
    account.name AS accountName, item.currency, item.amount_minor AS amountMinor, entry.note, entry.operator,
    entry.created_at_ms AS createdAtMs, item.state, item.settled_as AS settledAs, item.attempt_count AS attemptCount,
    item.last_attempt_at_ms AS lastAttemptAtMs, item.last_status AS lastStatus, item.problem,
    item.next_attempt_at_ms AS nextAttemptAtMs, item.upstream_entry_id AS upstreamEntryId
  FROM ${items}
  JOIN ledger_entry entry ON entry.sequence = item.entry_sequence
  JOIN account ON account.id = item.account_id`;
const allItems = "outbox_item item";

type ItemRow = OutboxItem & { readonly number: number };

const toItem = ({ number: _number, ...item }: ItemRow): OutboxItem => item;

export function findOutboxItem(book: ReadableBook, entryId: string): OutboxItem | undefined {
  const row = book.get<ItemRow>(`${selectFrom(allItems)} WHERE item.entry_id = ?`, entryId);
  return row && toItem(row);
}

/** What a list of the outbox is narrowed to, where that is more than a state, and what it is read from: nearly all there ever was has arrived. */
const selections: Partial<Record<OutboxSelection, { readonly condition: string; readonly items: string }>> = {
  open: {
    condition: "item.state <> 'applied' AND item.settled_as IS NULL",
    items: "outbox_item item INDEXED BY outbox_item_unarrived",
  },
  unsettled: { condition: "item.state = 'refused' AND item.settled_as IS NULL", items: allItems },
  settled: {
    condition: "item.settled_as IS NOT NULL",
    items: "outbox_item item INDEXED BY outbox_item_settled",
  },
};

/** A page of the outbox, newest first. */
export function listOutbox(
  book: ReadableBook,
  { state, accountId, after, skip, limit }: ParsedInput<"outbox.list">,
): { rows: OutboxItem[]; nextCursor: string | null; total: RowTotal } {
  const { where, values, add } = createConditions();
  const selection = state === null ? undefined : selections[state];
  const items = accountId === null ? (selection?.items ?? allItems) : allItems;
  if (selection !== undefined) add(selection.condition);
  else if (state !== null) add("item.state = ?", state);
  if (accountId !== null) add("item.account_id = ?", accountId);
  const chosen = ["TRUE", ...where].join(" AND ");
  const found = book.all<ItemRow>(
    `${selectFrom(items)} WHERE ${chosen} AND item.entry_sequence < ? ORDER BY item.entry_sequence DESC LIMIT ? OFFSET ?`,
    ...values,
    after === null ? Number.MAX_SAFE_INTEGER : decodeCursor(after).number,
    limit + 1,
    skip,
  );
  return {
    ...pageByNumber(found, limit, toItem),
    total: countUpTo(book, `SELECT 1 FROM ${items} WHERE ${chosen}`, values),
  };
}

/** How many wait to be sent, and how many were refused and are not settled. */
export function countOutbox(book: ReadableBook): { readonly queuedCount: number; readonly refusedCount: number } {
  const row = book.get<{ queuedCount: number; refusedCount: number }>(
    `SELECT (SELECT count(*) FROM outbox_item WHERE state IN ('queued', 'sending') AND settled_as IS NULL) AS queuedCount,
       (SELECT count(*) FROM outbox_item WHERE state = 'refused' AND settled_as IS NULL) AS refusedCount`,
  );
  return row ?? { queuedCount: 0, refusedCount: 0 };
}

/** What of an account's credit the upstream does not have, and nobody has settled that, by currency. */
export function sumOpenItems(book: ReadableBook, accountId: string): AccountView["notUpstream"] {
  return book.all(
    `SELECT currency, sum(amount_minor) AS amountMinor, count(*) AS entryCount, sum(state = 'refused') AS refusedCount
     FROM outbox_item WHERE account_id = ? AND state <> 'applied' AND settled_as IS NULL
     GROUP BY currency ORDER BY currency`,
    accountId,
  );
}

/** @param afterEntryId what the upstream has to have before; null: nothing. */
export function insertOutboxItem(
  book: WritableBook,
  linkId: string,
  entry: SealedEntry,
  afterEntryId: string | null,
  nowMs: number,
): void {
  book.run(
    `INSERT INTO outbox_item (entry_sequence, entry_id, link_id, account_id, currency, amount_minor, after_entry_id,
       next_attempt_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    entry.sequence,
    entry.id,
    linkId,
    entry.accountId,
    entry.currency,
    entry.amountMinor,
    afterEntryId,
    nowMs,
  );
}

/** The item of the entry that took what a transfer gives; undefined where it is not in the outbox. */
export function findTransferOut(book: ReadableBook, idempotencyKey: string): { readonly entryId: string } | undefined {
  return book.get(
    `SELECT item.entry_id AS entryId FROM ledger_entry entry JOIN outbox_item item ON item.entry_id = entry.id
     WHERE entry.idempotency_key = ? AND entry.source_type = 'transfer_out'`,
    idempotencyKey,
  );
}

/** What is to be sent, with whom it is about. */
export interface DueItem {
  readonly number: number;
  readonly entryId: string;
  readonly accountId: string;
  readonly kind: "user" | "organization";
  /** What the upstream calls the account; where that is not known, what it is called here. */
  readonly upstreamId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly note: string | null;
  readonly reasonName: string | null;
  readonly state: OutboxState;
  readonly attemptCount: number;
  readonly lastAttemptAtMs: number | null;
}

const isWaiting = "state IN ('queued', 'sending') AND settled_as IS NULL";

/** The oldest that waits of each account, where its time has come and nothing is missing that has to be there before. */
export function listDueItems(book: ReadableBook, linkId: string, machineNowMs: number, limit: number): DueItem[] {
  return book.all(
    `SELECT item.entry_sequence AS number, item.entry_id AS entryId, item.account_id AS accountId, account.kind,
       coalesce(linked.upstream_id, item.account_id) AS upstreamId, item.amount_minor AS amountMinor, item.currency, entry.note,
       reason.name AS reasonName, item.state, item.attempt_count AS attemptCount, item.last_attempt_at_ms AS lastAttemptAtMs
     FROM outbox_item item INDEXED BY outbox_item_due
     JOIN ledger_entry entry ON entry.sequence = item.entry_sequence
     JOIN account ON account.id = item.account_id
     LEFT JOIN linked_account linked ON linked.link_id = ? AND linked.account_id = item.account_id
     LEFT JOIN reason_code reason ON reason.code = entry.reason_code
     WHERE item.state IN ('queued', 'sending') AND item.settled_as IS NULL AND item.next_attempt_at_ms <= ?
       AND NOT EXISTS (SELECT 1 FROM outbox_item earlier
         WHERE earlier.account_id = item.account_id AND earlier.entry_sequence < item.entry_sequence
           AND earlier.state IN ('queued', 'sending') AND earlier.settled_as IS NULL)
       AND NOT EXISTS (SELECT 1 FROM outbox_item before
         WHERE before.entry_id = item.after_entry_id AND before.state <> 'applied')
     ORDER BY item.next_attempt_at_ms, item.entry_sequence LIMIT ?`,
    linkId,
    machineNowMs,
    limit,
  );
}

/** When the next becomes due that is not due yet; null where none waits for a time to come. */
export function findNextDueAtMs(book: ReadableBook, machineNowMs: number): number | null {
  return (
    book.get<{ dueAtMs: number | null }>(
      `SELECT min(next_attempt_at_ms) AS dueAtMs FROM outbox_item INDEXED BY outbox_item_due
       WHERE ${isWaiting} AND next_attempt_at_ms > ?`,
      machineNowMs,
    )?.dueAtMs ?? null
  );
}

/** From here on the upstream may have it, whatever becomes of this process. */
export function setSending(book: WritableBook, entryId: string, machineNowMs: number): void {
  book.run(
    `UPDATE outbox_item SET state = 'sending', attempt_count = attempt_count + 1, last_attempt_at_ms = ? WHERE entry_id = ?`,
    machineNowMs,
    entryId,
  );
}

/** What an attempt has come to. */
export interface ItemOutcome {
  readonly state: OutboxState;
  readonly failedTries: number;
  readonly nextAttemptAtMs: number | null;
  readonly status: number | null;
  readonly problem: string | null;
  readonly upstreamEntryId: string | null;
}

export function setItemOutcome(book: WritableBook, entryId: string, outcome: ItemOutcome): void {
  book.run(
    `UPDATE outbox_item SET state = ?, failed_tries = ?, next_attempt_at_ms = ?, last_status = ?, problem = ?,
       upstream_entry_id = ? WHERE entry_id = ?`,
    outcome.state,
    outcome.failedTries,
    outcome.nextAttemptAtMs,
    outcome.status,
    outcome.problem,
    outcome.upstreamEntryId,
    entryId,
  );
}

/** So many attempts at an adjustment are known, the newest; an upstream that is away for weeks makes no log without an end. */
const knownAttempts = 100;

/** Write down what came of an attempt. */
export function addAttempt(
  book: WritableBook,
  { number, attemptCount }: Pick<DueItem, "number" | "attemptCount">,
  attempt: SendAttempt,
): void {
  outboxAttempts.add(book, number, attemptCount, attempt);
  book.run("DELETE FROM outbox_attempt WHERE entry_sequence = ? AND number <= ?", number, attemptCount - knownAttempts);
}

/** What an attempt is decided by. */
export interface ItemProgress {
  readonly number: number;
  readonly linkId: string;
  readonly accountId: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly state: OutboxState;
  readonly settledAs: OutboxSettlement | null;
  readonly attemptCount: number;
  readonly failedTries: number;
}

export function findItemProgress(book: ReadableBook, entryId: string): ItemProgress | undefined {
  return book.get(
    `SELECT entry_sequence AS number, link_id AS linkId, account_id AS accountId, currency, amount_minor AS amountMinor, state, settled_as AS settledAs,
       attempt_count AS attemptCount, failed_tries AS failedTries
     FROM outbox_item WHERE entry_id = ?`,
    entryId,
  );
}

/** What waits for an item that was refused, and so never gets there either. */
export function listWaitingFor(book: ReadableBook, entryId: string): { readonly entryId: string }[] {
  return book.all(`SELECT entry_id AS entryId FROM outbox_item WHERE after_entry_id = ? AND ${isWaiting}`, entryId);
}

export function settleItem(book: WritableBook, entryId: string, as: OutboxSettlement): void {
  book.run("UPDATE outbox_item SET settled_as = ?, next_attempt_at_ms = NULL WHERE entry_id = ?", as, entryId);
}

/** Leave behind what the upstream does not have. @returns how many that are. */
export function settleOpenItems(book: WritableBook, as: OutboxSettlement): number {
  const open = book.all<{ entryId: string }>(
    "SELECT entry_id AS entryId FROM outbox_item WHERE state <> 'applied' AND settled_as IS NULL",
  );
  for (const { entryId } of open) settleItem(book, entryId, as);
  return open.length;
}

/**
 * Send it again, now, together with what has to be there before. What waits for an entry that was settled would wait for ever, and is left as it is.
 *
 * @param entryId null: everything that waits or was refused.
 * @returns how many that are.
 */
export function restartItems(book: WritableBook, entryId: string | null, machineNowMs: number): number {
  const items = book.all<{ entryId: string }>(
    `SELECT entry_id AS entryId FROM outbox_item item
     WHERE state <> 'applied' AND settled_as IS NULL
       AND (? IS NULL OR entry_id = ? OR entry_id = (SELECT after_entry_id FROM outbox_item WHERE entry_id = ?))
       AND NOT EXISTS (SELECT 1 FROM outbox_item before
         WHERE before.entry_id = item.after_entry_id AND before.state <> 'applied' AND before.settled_as IS NOT NULL)`,
    entryId,
    entryId,
    entryId,
  );
  for (const item of items) {
    book.run(
      `UPDATE outbox_item SET state = iif(state = 'refused', 'queued', state), failed_tries = 0, next_attempt_at_ms = ?
       WHERE entry_id = ?`,
      machineNowMs,
      item.entryId,
    );
  }
  return items.length;
}

/** What is on its way right now, or may have arrived: of such an account no balance is believed. */
export function isInFlight(book: ReadableBook, accountId: string): boolean {
  return (
    book.get(
      `SELECT 1 FROM outbox_item WHERE account_id = ? AND ${isWaiting} AND attempt_count > 0 LIMIT 1`,
      accountId,
    ) !== undefined
  );
}
