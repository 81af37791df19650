import { noteOfEarlier, sourceOfEarlier } from "../../../shared/earlier-entry.ts";
import type { ImportedLedgerEntry } from "../../domain/import/batch.ts";
import { createBlockQueue, type BlockQueue } from "../../domain/ledger/block-queue.ts";
import type { ReadableBook } from "../../storage/book-handle.ts";
import { listBlocksWithCredit } from "../../storage/credit-block-store.ts";
import { findLastSequence } from "../../storage/import-store.ts";
import type { CommandContext } from "../handler.ts";
import { addCreditBlock, useCredit } from "./credit-posting.ts";

/**
 * The blocks of each account and currency whose history is being written, kept from one transaction to the next, with the last entry
 * that they know of.
 */
export type HistoryQueues = Map<string, { readonly queue: BlockQueue; lastSequence: number | null }>;

/**
 * Write an entry of a ledger that was kept elsewhere, after all that are older, into an account whose credit of its currency is claimed
 * for the import. It is an opening whatever it was there, since no invoice, transfer or block of this book stands behind it
 * (BEHAVIOUR 3.8). What adds credit forms a plain block; what takes it uses blocks in their order, so those that were in effect on
 * its day come first (BEHAVIOUR 5.2).
 */
export function writeHistoryEntry(
  context: CommandContext,
  { accountId, currency, amountMinor, effectiveOn, earlier }: ImportedLedgerEntry,
  { importKey, index, queues }: { importKey: string; index: number; queues: HistoryQueues },
): void {
  const particulars = {
    accountId,
    currency,
    amountMinor,
    effectiveOn,
    note: earlier.note ?? noteOfEarlier(earlier),
    sourceType: "opening",
    sourceId: sourceOfEarlier(earlier) ?? importKey,
    reasonCode: "migration",
    origin: "import",
    idempotencyKey: `${importKey}/entry/${index}`,
  } as const;
  const known = blocksOf(context.book, accountId, currency, queues);
  if (amountMinor < 0) {
    known.lastSequence = useCredit(context, particulars, known.queue.take(-amountMinor)).sequence;
  } else {
    // An entry may be dated tomorrow where its account lives; here its credit can be used at once.
    const usableFrom = effectiveOn < context.today ? effectiveOn : context.today;
    const block = addCreditBlock(context, particulars, { effectiveOn: usableFrom });
    known.queue.add(block);
    known.lastSequence = block.entrySequence;
  }
}

/** The blocks as the entries before have left them: in memory, or as the book has them where those were not written from here. */
function blocksOf(book: ReadableBook, accountId: string, currency: string, queues: HistoryQueues) {
  const key = `${accountId} ${currency}`;
  const lastSequence = findLastSequence(book, accountId, currency);
  const known = queues.get(key);
  if (known && known.lastSequence === lastSequence) return known;
  const queue = createBlockQueue();
  for (const block of listBlocksWithCredit(book, accountId, currency)) queue.add(block);
  const read = { queue, lastSequence };
  queues.set(key, read);
  return read;
}
