import type {
  BlockSum,
  BrokenBlock,
  CachedBalance,
  CreditOrigin,
  EntryFigures,
  InvoiceCredit,
  MisdatedUse,
} from "../../domain/ledger/account-sums.ts";
import type { AttributedDoer } from "../../domain/ledger/attribution.ts";
import type { ChainSlice } from "../../domain/ledger/chain-walk.ts";
import type { SealedEntry } from "../../domain/ledger/entry.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { entryColumns } from "./ledger-store.ts";

/** What the verifier reads: all of the book, so each question is for as much as fits into one step. */

const isOneOf = "(operator = ? AND origin = ? AND operator_id IS ? AND approval_id IS ?)";

/** Entries that follow each other, and how many of them are by somebody of a few. */
interface AttributedChainSlice extends ChainSlice {
  readonly usualCount: number;
}

/**
 * The next entries from a sequence number on, as bytes to be hashed; null where there are none.
 *
 * SQLite puts them into words as `canonicalText` does, and one after the other as they stand in the table. Should it ever do either otherwise,
 * the verifier reads them with {@link readEntriesFrom}.
 *
 * @param usual whom the entries are likely to be by, four at the most.
 */
export function readChainSlice(
  book: ReadableBook,
  fromSequence: number,
  limit: number,
  usual: readonly AttributedDoer[],
): AttributedChainSlice | null {
  const first = book.get<{ readonly sequence: number | null }>(
    "SELECT min(sequence) AS sequence FROM ledger_entry WHERE sequence >= ?",
    fromSequence,
  )?.sequence;
  if (first === null || first === undefined) return null;
  // Nobody has no name, so a place that is not taken counts nothing.
  const places = [0, 1, 2, 3].map((index) => usual[index]);
  const slice = book.get<AttributedChainSlice>(
    `SELECT count(*) AS entryCount, min(sequence) AS firstSequence, max(sequence) AS lastSequence,
       CAST(group_concat(hash || previous_hash || CAST(json_array(sequence, id, account_id, currency, amount_minor, balance_after_minor,
         source_type, source_id, reason_code, note, operator, origin, idempotency_key, reverses_entry_id, effective_on, created_at_ms)
         AS BLOB), CAST(char(10) AS BLOB)) AS BLOB) AS links,
       count(*) FILTER (WHERE length(hash) = 32 AND length(previous_hash) = 32) AS linkCount,
       count(*) FILTER (WHERE ${isOneOf} OR ${isOneOf} OR ${isOneOf} OR ${isOneOf}) AS usualCount
     FROM ledger_entry WHERE sequence BETWEEN ? AND ?`,
    ...places.flatMap((doer) => [
      doer?.operator ?? null,
      doer?.origin ?? null,
      doer?.operatorId ?? null,
      doer?.approvalId ?? null,
    ]),
    first,
    first + limit - 1,
  );
  return slice ?? null;
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

type EntryFiguresAsText = EntryFigures extends readonly [...infer Figures, unknown]
  ? readonly [...Figures, string | null]
  : never;

/** The entries of the accounts, by account and in order of sequence, a thousand at a time. */
export function* iterateEntryFigures(
  book: ReadableBook,
  range: AccountRange,
): Generator<readonly EntryFigures[], void, void> {
  const limit = 1000;
  const [, through] = boundsOf(range);
  for (let place: readonly [accountId: string, sequence: number] = [range.after, Number.MAX_SAFE_INTEGER]; ;) {
    const rows = book.rows<EntryFiguresAsText>(
      // All of it stands in the index, but for what moves the credit of an invoice.
      `SELECT account_id, currency, sequence, amount_minor, balance_before_minor, balance_after_minor, effective_on,
         CASE WHEN ${movesInvoiceCredit} THEN json_array(source_type, source_id, id, reverses_entry_id) END
       FROM ledger_entry INDEXED BY ledger_entry_account
       WHERE (account_id, sequence) > (?, ?) AND account_id <= ? ORDER BY account_id, sequence LIMIT ?`,
      ...place,
      through,
      limit,
    );
    yield rows.map(toEntryFigures);
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    place = [last[0], last[2]];
  }
}

/** A column of words for what few entries have costs less than four of them. */
function toEntryFigures(row: EntryFiguresAsText): EntryFigures {
  const [accountId, currency, sequence, amountMinor, beforeMinor, afterMinor, effectiveOn, origin] = row;
  if (origin === null) return row as EntryFigures;
  const read = JSON.parse(origin) as CreditOrigin;
  return [accountId, currency, sequence, amountMinor, beforeMinor, afterMinor, effectiveOn, read];
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

/** What is left in the blocks of each account and currency in which something is. */
export function listBlockSums(book: ReadableBook, range: AccountRange): BlockSum[] {
  return book.rows<BlockSum>(
    `SELECT account_id || ' ' || currency, sum(remaining_minor) FROM credit_block INDEXED BY credit_block_left
     WHERE account_id > ? AND account_id <= ? AND remaining_minor > 0 GROUP BY account_id, currency`,
    ...boundsOf(range),
  );
}

/** Blocks that follow each other in the order of their ids, which is that in which most were formed. */
export interface BlockSlice {
  readonly lastId: string;
  /** Those that do not hold by themselves. */
  readonly brokenBlocks: readonly BrokenBlock[];
}

/** The next blocks from an id on; null where there are none. */
export function judgeBlocks(book: ReadableBook, afterId: string, limit: number): BlockSlice | null {
  const found = book.get<{ lastId: string | null; brokenCount: number }>(
    `SELECT max(id) AS lastId, count(*) FILTER (WHERE NOT (has_use AND has_entry)) AS brokenCount
     FROM (${judgedBlocks} ORDER BY b.id LIMIT ?)`,
    afterId,
    limit,
  );
  if (!found || found.lastId === null) return null;
  const { lastId, brokenCount } = found;
  if (brokenCount === 0) return { lastId, brokenBlocks: [] };
  const brokenBlocks = book.all<BrokenBlock>(
    `SELECT id AS blockId, entry_sequence AS entrySequence, has_entry AS hasEntry
     FROM (${judgedBlocks} ORDER BY b.id LIMIT ?) WHERE NOT (has_use AND has_entry)`,
    afterId,
    limit,
  );
  return { lastId, brokenBlocks };
}

/**
 * Whether each block has what its uses leave, and whether it was formed by the entry that it names. In another order than that of the blocks each
 * look at an entry would be at another end of the file.
 */
const judgedBlocks = `SELECT b.id, b.entry_sequence,
    b.remaining_minor >= 0 AND b.remaining_minor = b.amount_minor
      - (SELECT coalesce(sum(u.amount_minor), 0) FROM credit_block_use u WHERE u.block_id = b.id) AS has_use,
    EXISTS (SELECT 1 FROM ledger_entry e WHERE e.sequence = b.entry_sequence AND e.id = b.entry_id
      AND e.account_id = b.account_id AND e.currency = b.currency AND e.amount_minor > 0) AS has_entry
  FROM credit_block b WHERE b.id > ?`;

/** Where the next uses of blocks begin that are looked at. */
export interface UsePlace {
  readonly usedByEntryId: string;
  readonly blockId: string;
  readonly entryId: string;
}

/** Uses of blocks that follow each other. */
export interface UseSlice {
  readonly last: UsePlace;
  /** Those that count for another day than the entry that moved the amount. */
  readonly misdated: readonly MisdatedUse[];
}

/** The next uses of blocks from a place on; null where there are none. */
export function readUses(book: ReadableBook, after: UsePlace, limit: number): UseSlice | null {
  const rows = book.rows<
    readonly [usedByEntryId: string, blockId: string, entryId: string, isMisdated: number, sequence: number | null]
  >(
    `SELECT used.used_by_entry_id, used.block_id, used.entry_id, used.moved_on IS NOT mover.effective_on, mover.sequence
     FROM (SELECT used_by_entry_id, block_id, entry_id, moved_on FROM credit_block_use
       WHERE (used_by_entry_id, block_id, entry_id) > (?, ?, ?) ORDER BY used_by_entry_id, block_id, entry_id LIMIT ?) used
       LEFT JOIN ledger_entry mover ON mover.id = used.entry_id`,
    after.usedByEntryId,
    after.blockId,
    after.entryId,
    limit,
  );
  const last = rows.at(-1);
  if (!last) return null;
  const [usedByEntryId, blockId, entryId] = last;
  return {
    last: { usedByEntryId, blockId, entryId },
    misdated: rows.filter((row) => Boolean(row[3])).map((row) => ({ blockId: row[1], entrySequence: row[4] ?? 1 })),
  };
}
