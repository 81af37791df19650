import { noteOfEarlier, sourceOfEarlier } from "../../../../shared/earlier-entry.ts";
import { minorUnits } from "../../../../shared/money/minor-units.ts";
import type { ImportedBlock, ImportedLedgerEntry, ImportedMovement } from "../../../domain/imports/batch.ts";
import { createBlockQueue, type BlockQueue } from "../../../domain/credits/block-queue.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { closeBlock, listBlocksWithCredit, listFormedBlocks } from "../../../storage/credits/credit-block-store.ts";
import { findImportedEntryId, findLastSequence } from "../../../storage/imports/import-store.ts";
import type { CommandContext } from "../../handler.ts";
import { repeatEntry, type RepeatedMovements } from "../credits/credit-posting.ts";

/**
 * The blocks of each account and currency whose history is being written, kept from one transaction to the next, with the last entry
 * that they know of.
 */
export type HistoryQueues = Map<string, { readonly queue: BlockQueue; lastSequence: number | null }>;

/** Where an entry stands among those that an import writes. */
interface EntryPlace {
  /** Names the import, under which the book keeps what was accepted. */
  readonly importKey: string;
  /** Counted from 1. */
  readonly index: number;
  readonly queues: HistoryQueues;
}

/**
 * Write an entry of a ledger that was kept elsewhere, after all that are older, into an account whose credit of its currency is claimed
 * for the import. It is an opening whatever it was there, since no invoice or transfer of this book stands behind it (BEHAVIOUR 3.8),
 * and counts for the day that it had.
 *
 * Where an export says what it moved in blocks of credit, that is done again. Otherwise what adds credit forms a plain block, and what
 * takes it uses blocks in their order, so those that were in effect on its day come first (BEHAVIOUR 5.2).
 */
export function writeHistoryEntry(context: CommandContext, imported: ImportedLedgerEntry, place: EntryPlace): void {
  const { accountId, currency, amountMinor, effectiveOn, earlier, movements } = imported;
  const particulars = {
    accountId,
    currency,
    amountMinor,
    effectiveOn,
    note: earlier.note ?? noteOfEarlier(earlier),
    sourceType: "opening",
    sourceId: sourceOfEarlier(earlier) ?? place.importKey,
    reasonCode: "migration",
    origin: "import",
    idempotencyKey: entryKey(place.importKey, place.index),
  } as const;
  if (movements !== null) {
    repeatEntry(context, particulars, sameMovements(context.book, place.importKey, movements));
    closeBlocks(context, place.importKey, movements);
    return;
  }
  const known = blocksOf(context, accountId, currency, place.queues);
  const { entry, formed } = repeatEntry(context, particulars, plainMovements(context, imported, known.queue));
  for (const block of formed) known.queue.add(block);
  known.lastSequence = entry.sequence;
}

function entryKey(importKey: string, index: number): string {
  return `${importKey}/entry/${index}`;
}

/** So many accounts' credit is remembered from one entry to the next. */
const rememberedQueues = 1000;

/** The blocks as the entries before have left them: in memory, or as the book has them where those were not written from here. */
function blocksOf({ book, today }: CommandContext, accountId: string, currency: string, queues: HistoryQueues) {
  const key = `${accountId} ${currency}`;
  const lastSequence = findLastSequence(book, accountId, currency);
  const known = queues.get(key);
  if (known && known.lastSequence === lastSequence) return known;
  if (queues.size >= rememberedQueues) queues.clear();
  const queue = createBlockQueue();
  for (const block of listBlocksWithCredit(book, accountId, currency, today)) queue.add(block);
  const read = { queue, lastSequence };
  queues.set(key, read);
  return read;
}

function plainMovements(
  { today }: CommandContext,
  { amountMinor, effectiveOn }: ImportedLedgerEntry,
  queue: BlockQueue,
): RepeatedMovements {
  if (amountMinor < 0) return { takes: queue.take(-amountMinor) };
  // An entry may be dated tomorrow where its account lives; here its credit can be used at once.
  return { forms: [{ amountMinor, terms: { effectiveOn: effectiveOn < today ? effectiveOn : today } }] };
}

/** The same movements with the ids that entries and blocks have here. */
function sameMovements(
  book: ReadableBook,
  importKey: string,
  movements: readonly ImportedMovement[],
): RepeatedMovements {
  return {
    forms: movements.flatMap((movement) => {
      if (movement.type !== "forms") return [];
      const { amountMinor, priority, category, effectiveOn, expiresOn } = movement;
      return [{ amountMinor, terms: { priority, category, effectiveOn, expiresOn } }];
    }),
    takes: movements.flatMap((movement) => {
      if (movement.type !== "takes") return [];
      const blockId = blockIdOf(book, importKey, movement.block);
      return [{ blockId, amountMinor: minorUnits(movement.amountMinor) }];
    }),
    returns: movements.flatMap((movement) => {
      if (movement.type !== "returns") return [];
      const block = { id: blockIdOf(book, importKey, movement.block), state: "open" } as const;
      const usedByEntryId = entryIdOf(book, importKey, movement.usedByIndex);
      return [{ usedByEntryId, block, amountMinor: minorUnits(movement.amountMinor) }];
    }),
  };
}

function closeBlocks({ book, nowMs }: CommandContext, importKey: string, movements: readonly ImportedMovement[]): void {
  for (const movement of movements) {
    if (movement.type !== "takes" || movement.closing === null) continue;
    closeBlock(book, blockIdOf(book, importKey, movement.block), movement.closing, nowMs);
  }
}

function blockIdOf(book: ReadableBook, importKey: string, { formedByIndex, place }: ImportedBlock): string {
  const block = listFormedBlocks(book, entryIdOf(book, importKey, formedByIndex))[place - 1];
  if (!block) throw new Error(`Entry ${formedByIndex} of the import ${importKey} formed no block ${place}`);
  return block.id;
}

function entryIdOf(book: ReadableBook, importKey: string, index: number): string {
  const id = findImportedEntryId(book, entryKey(importKey, index));
  if (id === null) throw new Error(`Entry ${index} of the import ${importKey} is not in the book`);
  return id;
}
