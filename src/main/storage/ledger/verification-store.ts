import type {
  BlockSum,
  BrokenBlock,
  CachedBalance,
  EntryFigures,
  InvoiceCredit,
} from "../../domain/ledger/account-sums.ts";
import type { ChainSlice } from "../../domain/ledger/chain-walk.ts";
import type { SealedEntry } from "../../domain/ledger/entry.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { entryColumns } from "./ledger-store.ts";

/** What the verifier reads: all of the book, so each question is for as much as fits into one step. */

/**
 * The next entries from a sequence number on, as bytes to be hashed; null where there are none.
 *
 * SQLite puts them into words as `canonicalText` does. Should it ever do so otherwise, the verifier reads them with {@link readEntriesFrom}.
 */
export function readChainSlice(book: ReadableBook, fromSequence: number, limit: number): ChainSlice | null {
  const slice = book.get<ChainSlice>(
    `SELECT count(*) AS entryCount, min(sequence) AS firstSequence, max(sequence) AS lastSequence,
       CAST(group_concat(json_array(sequence, id, account_id, currency, amount_minor, balance_after_minor, source_type, source_id,
         reason_code, note, operator, origin, idempotency_key, reverses_entry_id, effective_on, created_at_ms), char(10)) AS BLOB) AS texts,
       CAST(group_concat(previous_hash, '') AS BLOB) AS previousHashes, CAST(group_concat(hash, '') AS BLOB) AS hashes
     FROM (SELECT * FROM ledger_entry WHERE sequence >= ? ORDER BY sequence LIMIT ?)`,
    fromSequence,
    limit,
  );
  return slice && slice.entryCount > 0 ? slice : null;
}

/** Entries from a sequence number on, in order. */
export function readEntriesFrom(book: ReadableBook, fromSequence: number, limit: number): SealedEntry[] {
  return book.all<SealedEntry>(
    `SELECT ${entryColumns}, e.previous_hash AS previousHash, e.hash FROM ledger_entry e
     WHERE e.sequence >= ? ORDER BY e.sequence LIMIT ?`,
    fromSequence,
    limit,
  );
}

/** Accounts that follow each other in the order of their ids. */
export interface AccountRange {
  /** The last account before them. */
  readonly after: string;
  /** The last of them; null for all that are left. */
  readonly through: string | null;
}

/** The next accounts with some thousand entries, or with all that one account has. */
export function findAccountRange(book: ReadableBook, after: string, entries: number): AccountRange {
  const last = book.get<{ accountId: string }>(
    "SELECT account_id AS accountId FROM ledger_entry WHERE account_id > ? ORDER BY account_id LIMIT 1 OFFSET ?",
    after,
    entries,
  );
  return { after, through: last?.accountId ?? null };
}

/** No id begins with it, and every id comes before it. */
const afterEveryText = "\u{10FFFF}";

const boundsOf = ({ after, through }: AccountRange) => [after, through ?? afterEveryText] as const;

const movesInvoiceCredit =
  "source_type IN ('invoice_applied', 'invoice_returned', 'proration', 'refund_to_credit', 'reversal')";

/** The entries of the accounts, by account and in order of sequence, a thousand in memory at a time. */
export function* iterateEntryFigures(book: ReadableBook, range: AccountRange): Generator<EntryFigures, void, void> {
  const limit = 1000;
  const [, through] = boundsOf(range);
  for (let place: readonly [accountId: string, sequence: number] = [range.after, Number.MAX_SAFE_INTEGER]; ;) {
    const rows = book.rows<EntryFigures>(
      // All of it stands in the index, but for what moves the credit of an invoice.
      `SELECT account_id, currency, sequence, amount_minor, balance_before_minor, balance_after_minor, effective_on,
         iif(${movesInvoiceCredit}, source_type, NULL), iif(${movesInvoiceCredit}, source_id, NULL),
         iif(${movesInvoiceCredit}, id, NULL), iif(${movesInvoiceCredit}, reverses_entry_id, NULL)
       FROM ledger_entry INDEXED BY ledger_entry_account
       WHERE (account_id, sequence) > (?, ?) AND account_id <= ? ORDER BY account_id, sequence LIMIT ?`,
      ...place,
      through,
      limit,
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    place = [last[0], last[2]];
  }
}

export function listBalances(book: ReadableBook, range: AccountRange): CachedBalance[] {
  return book.rows<CachedBalance>(
    `SELECT account_id || ' ' || currency, ledger_minor, last_sequence FROM credit_balance WHERE account_id > ? AND account_id <= ?`,
    ...boundsOf(range),
  );
}

/** What each invoice of the accounts that ever used or made credit says of it. */
export function listInvoiceCredits(book: ReadableBook, range: AccountRange): InvoiceCredit[] {
  return book.all<InvoiceCredit>(
    `SELECT id AS invoiceId, currency, CASE WHEN state = 'void' THEN 0 ELSE credit_applied_minor END AS heldMinor,
       CASE WHEN state = 'void' THEN 0 ELSE credit_created_minor END AS createdMinor
     FROM invoice WHERE account_id > ? AND account_id <= ? AND (credit_applied_minor > 0 OR credit_created_minor > 0)`,
    ...boundsOf(range),
  );
}

/** What is left in the blocks of each account and currency, and the blocks that do not hold. */
export function listBlockSums(
  book: ReadableBook,
  range: AccountRange,
): { readonly blockSums: BlockSum[]; readonly brokenBlocks: BrokenBlock[] } {
  const blockSums = book.rows<BlockSum>(
    `SELECT account_id || ' ' || currency, sum(remaining_minor), sum(NOT (has_use AND has_entry))
     FROM (${judgedBlocks}) GROUP BY account_id, currency`,
    ...boundsOf(range),
  );
  if (blockSums.every(([, , brokenCount]) => brokenCount === 0)) return { blockSums, brokenBlocks: [] };
  const brokenBlocks = book.all<BrokenBlock>(
    `SELECT id AS blockId, entry_sequence AS entrySequence, has_entry AS hasEntry FROM (${judgedBlocks}) WHERE NOT (has_use AND has_entry)`,
    ...boundsOf(range),
  );
  return { blockSums, brokenBlocks };
}

/** Whether each block has what its uses leave, and whether it was formed by the entry that it names. */
const judgedBlocks = `SELECT b.id, b.account_id, b.currency, b.entry_sequence, b.remaining_minor,
    b.remaining_minor = b.amount_minor - (SELECT coalesce(sum(u.amount_minor), 0) FROM credit_block_use u WHERE u.block_id = b.id)
      AS has_use,
    EXISTS (SELECT 1 FROM ledger_entry e WHERE e.sequence = b.entry_sequence AND e.id = b.entry_id
      AND e.account_id = b.account_id AND e.currency = b.currency AND e.amount_minor > 0) AS has_entry
  FROM credit_block b WHERE b.account_id > ? AND b.account_id <= ?`;
