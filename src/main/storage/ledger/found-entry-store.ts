import { isSameAttribution } from "../../domain/ledger/attribution.ts";
import type { SealedEntry } from "../../domain/ledger/entry.ts";
import type { AcceptedCommand } from "../book/accepted-command-store.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { listFormedBlocks, type BlockAmount } from "../credits/credit-block-store.ts";
import type { StoredBlock } from "../../domain/credits/credit-blocks.ts";
import { findAttributionAt, knowsAttributions } from "./attribution-store.ts";

/** What belongs to an entry in a book beside the entry itself. None of it is under the entry's hash. */
export interface FoundEntry {
  readonly entry: SealedEntry;
  /** Whether who it is by, and what let it through, is what the book attributes it to; in one before version 37 nothing says so. */
  readonly isAttributed: boolean;
  readonly forms: readonly StoredBlock[];
  readonly takes: readonly BlockAmount[];
  readonly returns: readonly (BlockAmount & { readonly usedByEntryId: string })[];
  /** The command that wrote it; null for what the calendar wrote. */
  readonly command: AcceptedCommand | null;
  /** Whether it was to go to an upstream. */
  readonly isInOutbox: boolean;
}

/**
 * Find what belongs to an entry.
 *
 * @param book which may be damaged: what its indexes do not lead to any more is not found.
 * @throws what SQLite finds in its way.
 */
export function readWhatBelongsTo(book: ReadableBook, proven: SealedEntry): FoundEntry {
  const { id, sequence, idempotencyKey } = proven;
  const by = book.get<Pick<SealedEntry, "operatorId" | "approvalId">>(
    "SELECT operator_id AS operatorId, approval_id AS approvalId FROM ledger_entry WHERE sequence = ?",
    sequence,
  );
  const command =
    idempotencyKey === null
      ? undefined
      : book.get<AcceptedCommand>(
          `SELECT idempotency_key AS idempotencyKey, method, content_hash AS contentHash, answer, operator_id AS operatorId, operator,
             origin, created_at_ms AS createdAtMs
           FROM command WHERE idempotency_key = ?`,
          idempotencyKey,
        );
  const entry = { ...proven, operatorId: by?.operatorId ?? null, approvalId: by?.approvalId ?? null };
  return {
    entry,
    isAttributed: !knowsAttributions(book) || isSameAttribution(findAttributionAt(book, entry), entry),
    forms: listFormedBlocks(book, id),
    takes: book.all<BlockAmount>(
      `SELECT block_id AS blockId, amount_minor AS amountMinor FROM credit_block_use
       WHERE used_by_entry_id = ? AND entry_id = ? ORDER BY block_id`,
      id,
      id,
    ),
    returns: book.all<FoundEntry["returns"][number]>(
      `SELECT used_by_entry_id AS usedByEntryId, block_id AS blockId, -amount_minor AS amountMinor FROM credit_block_use
       WHERE entry_id = ? AND amount_minor < 0 ORDER BY used_by_entry_id, block_id`,
      id,
    ),
    command: command ?? null,
    isInOutbox: book.get("SELECT 1 FROM outbox_item WHERE entry_id = ?", id) !== undefined,
  };
}
