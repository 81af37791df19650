import type { SealedEntry } from "../../../domain/ledger/entry.ts";
import { findItemProgress, findTransferOut, insertOutboxItem, settleItem } from "../../../storage/link/outbox-store.ts";
import type { CommandContext } from "../../handler.ts";

/**
 * Put an entry of a linked book into the outbox (BEHAVIOUR 12.2), in the transaction that writes it. What came from the upstream is not sent back
 * to it, and what undoes an entry that it never had settles that one and is not sent either.
 */
export function queueEntry(context: CommandContext, entry: SealedEntry): void {
  const { book, settings, changed } = context;
  if (settings.linkId === null || entry.origin === "sync") return;
  changed("link", entry.accountId);
  if (entry.reversesEntryId !== null && isUnknownUpstream(context, entry.reversesEntryId)) {
    settleItem(book, entry.reversesEntryId, "reversed");
    return;
  }
  const isSecondHalf = entry.sourceType === "transfer_in" && entry.idempotencyKey !== null;
  const firstHalf = isSecondHalf ? findTransferOut(book, entry.idempotencyKey ?? "") : undefined;
  insertOutboxItem(book, settings.linkId, entry, firstHalf?.entryId ?? null, Date.now());
}

/** Whether the upstream is sure not to have an entry that was meant for it: it was never sent, or was refused. */
function isUnknownUpstream({ book }: CommandContext, entryId: string): boolean {
  const item = findItemProgress(book, entryId);
  if (!item || item.settledAs === "reversed") return false;
  return item.state === "refused" || item.attemptCount === 0 || item.settledAs === "kept";
}
