import { noteOfEarlier, sourceOfEarlier } from "../../../shared/earlier-entry.ts";
import type { ImportedLedgerEntry } from "../../domain/import/batch.ts";
import { createBlockQueue, type BlockQueue } from "../../domain/ledger/block-queue.ts";
import type { CommandContext } from "../handler.ts";
import { addCreditBlock, useCredit } from "./credit-posting.ts";

/**
 * Write the entries of ledgers that were kept elsewhere, oldest first, into accounts without credit of their currency. They are
 * openings whatever they were there, since no invoice, transfer or block of this book stands behind them (BEHAVIOUR 3.8). What adds
 * credit forms a plain block; what takes it uses blocks in their order, so those that were in effect on its day come first
 * (BEHAVIOUR 5.2).
 *
 * @param importKey names the import, under which the book keeps what was accepted.
 */
export function writeHistory(
  context: CommandContext,
  entries: readonly ImportedLedgerEntry[],
  importKey: string,
): void {
  const queues = new Map<string, BlockQueue>();
  for (const [index, { accountId, currency, amountMinor, effectiveOn, earlier }] of entries.entries()) {
    const key = `${accountId} ${currency}`;
    const queue = queues.get(key) ?? createBlockQueue();
    queues.set(key, queue);
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
      idempotencyKey: `${importKey}/entry/${index + 1}`,
    } as const;
    if (amountMinor < 0) {
      useCredit(context, particulars, queue.take(-amountMinor));
    } else {
      // An entry may be dated tomorrow where its account lives; here its credit can be used at once.
      const usableFrom = effectiveOn < context.today ? effectiveOn : context.today;
      queue.add(addCreditBlock(context, particulars, { effectiveOn: usableFrom }));
    }
  }
}
