import type { BatchRowState } from "../batches/batch-row-store.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import type { BlockAmount } from "../credits/credit-block-store.ts";

/**
 * What requests that wait would take (BEHAVIOUR 2.5, 11.2), and those of a batch until its rows are through. It stays in its blocks and in the balance; the block knows how much of it is
 * held, which is all that whoever asks for what is available has to know.
 */

/** Hold so much of a block for a request. */
export function holdCredit(book: WritableBook, requestNumber: number, { blockId, amountMinor }: BlockAmount): void {
  book.run(
    "INSERT INTO credit_hold (request_number, block_id, amount_minor) VALUES (?, ?, ?)",
    requestNumber,
    blockId,
    amountMinor,
  );
  book.run("UPDATE credit_block SET held_minor = held_minor + ? WHERE id = ?", amountMinor, blockId);
}

/** Hold what is free of the blocks that the applied rows of a batch formed: what undoing it takes first. */
export function holdBlocksOfBatch(book: WritableBook, requestNumber: number, batchNumber: number): void {
  book.run(
    `INSERT INTO credit_hold (request_number, block_id, amount_minor)
     SELECT ?, b.id, b.remaining_minor - b.held_minor
     FROM adjustment_batch_row r JOIN credit_block b ON b.entry_id = r.entry_id
     WHERE r.batch_number = ? AND r.state = 'applied' AND b.state = 'open' AND b.remaining_minor > b.held_minor`,
    requestNumber,
    batchNumber,
  );
  book.run(
    `UPDATE credit_block SET held_minor = held_minor + (
       SELECT amount_minor FROM credit_hold h WHERE h.request_number = ? AND h.block_id = credit_block.id)
     WHERE id IN (SELECT block_id FROM credit_hold WHERE request_number = ?)`,
    requestNumber,
    requestNumber,
  );
}

/** Let go of what a request holds of an account's credit. @returns how much that was. */
export function releaseHoldsOfAccount(
  book: WritableBook,
  requestNumber: number,
  accountId: string,
  currency: string,
): number {
  const held = book.all<BlockAmount>(
    `SELECT h.block_id AS blockId, h.amount_minor AS amountMinor
     FROM credit_block b INDEXED BY credit_block_left JOIN credit_hold h ON h.request_number = ? AND h.block_id = b.id
     WHERE b.account_id = ? AND b.currency = ? AND b.remaining_minor > 0`,
    requestNumber,
    accountId,
    currency,
  );
  for (const amount of held) releaseHold(book, requestNumber, amount);
  return held.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** Let go of what a request holds of the blocks that an entry formed. */
export function releaseHoldsOfEntry(book: WritableBook, requestNumber: number, entryId: string): void {
  const held = book.all<BlockAmount>(
    `SELECT h.block_id AS blockId, h.amount_minor AS amountMinor
     FROM credit_block b JOIN credit_hold h ON h.request_number = ? AND h.block_id = b.id WHERE b.entry_id = ?`,
    requestNumber,
    entryId,
  );
  for (const amount of held) releaseHold(book, requestNumber, amount);
}

function releaseHold(book: WritableBook, requestNumber: number, { blockId, amountMinor }: BlockAmount): void {
  book.run("UPDATE credit_block SET held_minor = held_minor - ? WHERE id = ?", amountMinor, blockId);
  book.run("DELETE FROM credit_hold WHERE request_number = ? AND block_id = ?", requestNumber, blockId);
}

/** Let go of all that a request holds. */
export function releaseHolds(book: WritableBook, requestNumber: number): void {
  book.run(
    `UPDATE credit_block SET held_minor = held_minor - (
       SELECT amount_minor FROM credit_hold h WHERE h.request_number = ? AND h.block_id = credit_block.id)
     WHERE id IN (SELECT block_id FROM credit_hold WHERE request_number = ?)`,
    requestNumber,
    requestNumber,
  );
  book.run("DELETE FROM credit_hold WHERE request_number = ?", requestNumber);
}

/** Let go of what is held of a block whose time is over. */
export function dropHoldsOf(book: WritableBook, blockId: string): void {
  book.run("UPDATE credit_block SET held_minor = 0 WHERE id = ?", blockId);
  book.run("DELETE FROM credit_hold WHERE block_id = ?", blockId);
}

export function holdsCredit(book: ReadableBook, requestNumber: number): boolean {
  return book.get("SELECT 1 FROM credit_hold WHERE request_number = ? LIMIT 1", requestNumber) !== undefined;
}

/** A block that says something else of what is held of it than the requests do. */
export function findMisheldBlock(book: ReadableBook): { readonly blockId: string } | undefined {
  return book.get(
    // Of most blocks nothing is held, so only the others are added up.
    `SELECT b.id AS blockId FROM credit_block b
     WHERE b.held_minor <> 0 AND b.held_minor <> (SELECT coalesce(sum(h.amount_minor), 0) FROM credit_hold h WHERE h.block_id = b.id)
     UNION ALL
     SELECT b.id FROM credit_hold h JOIN credit_block b ON b.id = h.block_id
     GROUP BY b.id, b.held_minor HAVING sum(h.amount_minor) <> b.held_minor LIMIT 1`,
  );
}

/** Which accounts the rows of a batch that are in one of some states take credit from, and how much together. */
export function listBatchDecreases(
  book: ReadableBook,
  batchNumber: number,
  states: readonly BatchRowState[],
): { readonly accountId: string; readonly currency: string; readonly amountMinor: number }[] {
  return book.all(
    `SELECT content ->> 'accountId' AS accountId, content ->> 'currency' AS currency, -sum(CAST(content ->> 'amountMinor' AS BIGINT)) AS amountMinor
     FROM adjustment_batch_row WHERE batch_number = ? AND state IN (SELECT value FROM json_each(?))
       AND CAST(content ->> 'amountMinor' AS BIGINT) < 0 GROUP BY 1, 2`,
    batchNumber,
    JSON.stringify(states),
  );
}
