import type { SealedEntry } from "../../../domain/ledger/entry.ts";
import { keepDifference } from "../../../storage/link/difference-store.ts";
import { findItemProgress, findTransferOut, insertOutboxItem, settleItem } from "../../../storage/link/outbox-store.ts";
import type { CommandContext } from "../../handler.ts";

/**
 * Put an entry of a linked book into the outbox (BEHAVIOUR 12.2), in the transaction that writes it. What came from the upstream is not sent back
 * to it, and what undoes an entry that it never had settles that one and is not sent either. By how much the account differs is kept in step.
 */
export function queueEntry(context: CommandContext, entry: SealedEntry): void {
  const { book, settings, changed } = context;
  const { linkId } = settings;
  if (linkId === null) return;
  if (entry.origin !== "sync") {
    changed("link", entry.accountId);
    const { reversesEntryId } = entry;
    if (reversesEntryId !== null && isUnknownUpstream(context, reversesEntryId))
      settleItem(book, reversesEntryId, "reversed");
    else sendEntry(context, linkId, entry);
  }
  keepDifference(book, linkId, entry.accountId);
}

function sendEntry({ book }: CommandContext, linkId: string, entry: SealedEntry): void {
  const isSecondHalf = entry.sourceType === "transfer_in" && entry.idempotencyKey !== null;
  const firstHalf = isSecondHalf ? findTransferOut(book, entry.idempotencyKey ?? "") : undefined;
  insertOutboxItem(book, linkId, entry, firstHalf?.entryId ?? null, Date.now());
}

/** Whether the upstream is sure not to have an entry that was meant for it: it was never sent, or was refused. */
function isUnknownUpstream({ book }: CommandContext, entryId: string): boolean {
  const item = findItemProgress(book, entryId);
  if (!item || item.settledAs === "reversed") return false;
  return item.state === "refused" || item.attemptCount === 0 || item.settledAs === "kept";
}
