import type { CivilDate } from "../../../shared/calendar.ts";
import type { BlockMovement } from "../../../shared/contract/ledger.ts";
import {
  compareUseOrder,
  type BlockUse,
  type CreditBlock,
  type StoredBlock,
} from "../../domain/credits/credit-blocks.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { given } from "../given.ts";

const termColumns = `b.id, b.priority, b.category, b.effective_on AS effectiveOn, b.expires_on AS expiresOn,
  b.entry_sequence AS entrySequence, b.filled_on AS filledOn`;
/**
 * What of a block is held on a day. What a request held that has waited too long is held no more, whether or not somebody has written that
 * down yet (BEHAVIOUR 11.2).
 */
export const heldOn = (day: string): string => `CASE WHEN b.held_minor = 0 THEN 0 ELSE (
    SELECT coalesce(sum(h.amount_minor), 0) FROM credit_hold h JOIN approval_request r ON r.number = h.request_number
    WHERE h.block_id = b.id AND (r.state <> 'pending' OR r.expires_on > ${day})) END`;
const freeColumns = `${termColumns}, b.remaining_minor - ${heldOn(given)} AS remainingMinor`;
const columnsHolding = (
  heldMinor: string,
) => `${termColumns}, b.remaining_minor AS remainingMinor, ${heldMinor} AS heldMinor,
  b.account_id AS accountId, b.currency, b.entry_id AS entryId, b.amount_minor AS amountMinor, b.state`;
/** Whoever writes finds what is over let go of. */
const storedColumns = columnsHolding("b.held_minor");

/** The account's blocks in the currency that something is left of that is not held on a day, whatever their dates and in no order. */
export function listBlocksWithCredit(
  book: ReadableBook,
  accountId: string,
  currency: string,
  today: CivilDate,
): CreditBlock[] {
  return book.all<CreditBlock>(
    `SELECT * FROM (SELECT ${freeColumns} FROM credit_block b INDEXED BY credit_block_left
       WHERE b.account_id = ? AND b.currency = ? AND b.remaining_minor > 0) WHERE remainingMinor > 0`,
    today,
    accountId,
    currency,
  );
}

/**
 * The same for accounts, in one currency each.
 *
 * @returns the blocks by the account's id; nothing for an account without any.
 */
export function listBlocksOfAccounts(
  book: ReadableBook,
  accounts: readonly { readonly id: string; readonly currency: string }[],
  today: CivilDate,
): Map<string, CreditBlock[]> {
  if (accounts.length === 0) return new Map();
  const blocks = book.all<CreditBlock & { readonly accountId: string }>(
    `SELECT * FROM (SELECT ${freeColumns}, b.account_id AS accountId
       FROM json_each(?) account CROSS JOIN credit_block b INDEXED BY credit_block_left
         ON b.account_id = account.value ->> 0 AND b.currency = account.value ->> 1 AND b.remaining_minor > 0)
     WHERE remainingMinor > 0`,
    today,
    JSON.stringify(accounts.map(({ id, currency }) => [id, currency])),
  );
  return Map.groupBy(blocks, ({ accountId }) => accountId);
}

export function findBlock(book: ReadableBook, blockId: string): StoredBlock | undefined {
  return book.get<StoredBlock>(`SELECT ${storedColumns} FROM credit_block b WHERE b.id = ?`, blockId);
}

/** The blocks that the entry formed: one for an increase, more for a transfer, none for what takes credit. */
export function listFormedBlocks(book: ReadableBook, entryId: string): StoredBlock[] {
  const blocks = book.all<StoredBlock>(`SELECT ${storedColumns} FROM credit_block b WHERE b.entry_id = ?`, entryId);
  // There are few, and having SQLite put one row in order costs six times what finding it does.
  return blocks.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * An account's blocks, those that something is left of before the others and newer before older ones.
 *
 * @param currency null for all.
 */
export function listBlocks(
  book: ReadableBook,
  accountId: string,
  currency: string | null,
  today: CivilDate,
  limit: number,
): StoredBlock[] {
  return book.all<StoredBlock>(
    `SELECT ${columnsHolding(heldOn(given))} FROM credit_block b WHERE b.account_id = ? AND b.currency = coalesce(?, b.currency)
     ORDER BY b.remaining_minor > 0 DESC, b.entry_sequence DESC, b.id DESC LIMIT ?`,
    today,
    accountId,
    currency,
    limit,
  );
}

/** Open blocks whose expiry has come, earliest first. */
export function listDueBlocks(book: ReadableBook, today: CivilDate, limit: number): StoredBlock[] {
  return book.all<StoredBlock>(
    `SELECT ${storedColumns} FROM credit_block b WHERE b.state = 'open' AND b.expires_on <= ?
     ORDER BY b.expires_on, b.id LIMIT ?`,
    today,
    limit,
  );
}

/** A block as it is formed: open, and all of it left. */
type NewBlock = Omit<StoredBlock, "remainingMinor" | "heldMinor" | "state">;

export function insertBlock(book: WritableBook, block: NewBlock): void {
  book.run(
    `INSERT INTO credit_block (id, account_id, currency, entry_id, entry_sequence, amount_minor, remaining_minor, priority,
       category, effective_on, expires_on, filled_on, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')`,
    block.id,
    block.accountId,
    block.currency,
    block.entryId,
    block.entrySequence,
    block.amountMinor,
    block.amountMinor,
    block.priority,
    block.category,
    block.effectiveOn,
    block.expiresOn,
    block.filledOn,
  );
}

/** How much of which block is moved. */
export type BlockAmount = Pick<BlockUse, "blockId" | "amountMinor">;

/** An entry that moves credit in blocks, which it does on its day. */
interface MovingEntry {
  readonly id: string;
  readonly effectiveOn: CivilDate;
}

/** Record that an entry takes an amount out of a block, and take it. */
export function takeFromBlock(book: WritableBook, entry: MovingEntry, { blockId, amountMinor }: BlockAmount): void {
  insertUse(book, entry.id, blockId, entry, amountMinor);
  changeRemaining(book, blockId, -amountMinor);
}

/** What an entry took out of a block and has not been given back, with what is known of the block. */
export interface HeldUse extends BlockUse {
  readonly usedByEntryId: string;
  readonly usedBySequence: number;
  readonly block: StoredBlock;
}

interface HeldUseRow extends StoredBlock, Pick<HeldUse, "usedByEntryId" | "usedBySequence"> {
  readonly usedMinor: BlockUse["amountMinor"];
}

/** What the entry took and has not been given back, block by block in no order. */
export function listHeldUses(book: ReadableBook, entryId: string): HeldUse[] {
  return book
    .all<HeldUseRow>(
      `SELECT ${storedColumns}, e.id AS usedByEntryId, e.sequence AS usedBySequence, sum(u.amount_minor) AS usedMinor
       FROM credit_block_use u JOIN credit_block b ON b.id = u.block_id JOIN ledger_entry e ON e.id = u.used_by_entry_id
       WHERE u.used_by_entry_id = ${given} GROUP BY b.id, e.sequence HAVING sum(u.amount_minor) > 0`,
      entryId,
    )
    .map(({ usedByEntryId, usedBySequence, usedMinor, ...block }) => ({
      usedByEntryId,
      usedBySequence,
      blockId: block.id,
      amountMinor: usedMinor,
      filledOn: block.filledOn,
      block,
    }));
}

/** What is given back of what an entry took out of a block. */
export interface ReturnedUse extends Pick<HeldUse, "usedByEntryId" | "amountMinor"> {
  readonly block: Pick<StoredBlock, "id" | "state">;
}

/** Record that an entry gives back an amount that another one took, and put it back unless the block is closed. */
export function returnToBlock(
  book: WritableBook,
  entry: MovingEntry,
  { usedByEntryId, block, amountMinor }: ReturnedUse,
): void {
  insertUse(book, usedByEntryId, block.id, entry, -amountMinor);
  if (block.state !== "open") return;
  changeRemaining(book, block.id, amountMinor);
  book.run("UPDATE credit_block SET filled_on = max(filled_on, ?) WHERE id = ?", entry.effectiveOn, block.id);
}

/** Record that an entry takes away what came back to a block that is closed; the block itself stays empty throughout. */
export function takeFromClosedBlock(
  book: WritableBook,
  entry: MovingEntry,
  { blockId, amountMinor }: BlockAmount,
): void {
  insertUse(book, entry.id, blockId, entry, amountMinor);
}

/** Close a block that nothing is left of. */
export function closeBlock(
  book: WritableBook,
  blockId: string,
  state: Exclude<StoredBlock["state"], "open">,
  closedAtMs: number,
): void {
  book.run("UPDATE credit_block SET state = ?, closed_at_ms = ? WHERE id = ?", state, closedAtMs, blockId);
}

/** What an entry put into a block (above zero) or took out of it (below). */
interface MovedBlock {
  readonly movedMinor: number;
  readonly block: StoredBlock;
}

/**
 * What an entry put into blocks, took out of them or gave back to them, in the order in which it did: blocks are used in their
 * order, and what comes back goes to the one used last first.
 */
export function listMovements(book: ReadableBook, entryId: string): MovedBlock[] {
  return book
    .all<StoredBlock & { movedMinor: number }>(
      // The one block of a book of the first version holds what is left of all increases, so it may be more than its entry.
      `SELECT ${storedColumns}, m.movedMinor FROM (
         SELECT formed.id AS blockId, min(formed.amount_minor, e.amount_minor) AS movedMinor
           FROM credit_block formed JOIN ledger_entry e ON e.id = formed.entry_id WHERE formed.entry_id = ?
         UNION ALL
         SELECT block_id, -amount_minor FROM credit_block_use WHERE used_by_entry_id = ? AND entry_id = ?
         UNION ALL
         SELECT block_id, -sum(amount_minor) FROM credit_block_use WHERE entry_id = ? AND amount_minor < 0 GROUP BY block_id
       ) m JOIN credit_block b ON b.id = m.blockId`,
      entryId,
      entryId,
      entryId,
      entryId,
    )
    .map(({ movedMinor, ...block }) => ({ movedMinor, block }))
    .toSorted((a, b) => compareUseOrder(a.block, b.block) * (a.movedMinor < 0 ? 1 : -1));
}

/** A block's name in another book: by the entry that formed it, and its place among those that the entry formed. */
const blockName = `b.entry_sequence || '.' || (
  SELECT count(*) FROM credit_block sibling WHERE sibling.entry_id = b.entry_id AND sibling.id <= b.id)`;

/** How a block was closed, for the last entry that moved something in it. A block is empty then, so that entry took from it. */
const closingByLast = `CASE WHEN b.state <> 'open' AND NOT EXISTS (
    SELECT 1 FROM credit_block_use later JOIN ledger_entry l ON l.id = later.entry_id
    WHERE later.block_id = b.id AND l.sequence > e.sequence)
  THEN b.state END`;

interface MovedByName {
  readonly block: string;
  readonly movedMinor: number;
  readonly usedBySequence: number;
  readonly closing: "expired" | "voided" | null;
}

/** What an entry moved, so that it can be done again in another book; in an order in which it can be. */
export function listRepeatableMovements(book: ReadableBook, entryId: string): BlockMovement[] {
  const formed = listFormedBlocks(book, entryId).map(
    ({ amountMinor, priority, category, effectiveOn, expiresOn }): BlockMovement => {
      return { type: "forms", amountMinor, priority, category, effectiveOn, expiresOn };
    },
  );
  const moved = book.all<MovedByName>(
    `SELECT ${blockName} AS block, m.amount_minor AS movedMinor, e.sequence AS usedBySequence, ${closingByLast} AS closing FROM (
       SELECT * FROM credit_block_use WHERE used_by_entry_id = ? AND entry_id = ?
       UNION ALL
       SELECT * FROM credit_block_use WHERE entry_id = ? AND amount_minor < 0
     ) m JOIN credit_block b ON b.id = m.block_id JOIN ledger_entry e ON e.id = m.used_by_entry_id
     ORDER BY e.sequence, b.entry_sequence, b.id`,
    entryId,
    entryId,
    entryId,
  );
  return [
    ...formed,
    ...moved.map(({ block, movedMinor, usedBySequence, closing }): BlockMovement =>
      movedMinor > 0
        ? { type: "takes", amountMinor: movedMinor, block, closing }
        : { type: "returns", amountMinor: -movedMinor, block, usedBySequence },
    ),
  ];
}

function insertUse(
  book: WritableBook,
  usedByEntryId: string,
  blockId: string,
  moving: MovingEntry,
  amountMinor: number,
): void {
  book.run(
    "INSERT INTO credit_block_use (used_by_entry_id, block_id, entry_id, amount_minor, moved_on) VALUES (?, ?, ?, ?, ?)",
    usedByEntryId,
    blockId,
    moving.id,
    amountMinor,
    moving.effectiveOn,
  );
}

function changeRemaining(book: WritableBook, blockId: string, changeMinor: number): void {
  book.run("UPDATE credit_block SET remaining_minor = remaining_minor + ? WHERE id = ?", changeMinor, blockId);
}
