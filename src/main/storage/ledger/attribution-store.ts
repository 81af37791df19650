import {
  doerKey,
  isSameAttribution,
  sealAttribution,
  type AttributedEntries,
  type Attribution,
  type AttributionDraft,
  type NamedDoer,
  type SealedAttribution,
} from "../../domain/ledger/attribution.ts";
import { emptyChain, type ChainHead, type SealedEntry } from "../../domain/ledger/entry.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/**
 * What is written of the entries of a transaction beside their hashes: an attribution where who they are by, or what let them through, is
 * not what the newest one of the same name and door says.
 */
export class Attributions {
  readonly #book: WritableBook;
  readonly #inForce = new Map<string, Attribution>();

  constructor(book: WritableBook) {
    this.#book = book;
  }

  /** Go on from an entry that was written. */
  goOnFrom(entry: SealedEntry): void {
    const key = doerKey(entry);
    const said = this.#inForce.get(key) ?? findAttribution(this.#book, entry);
    if (said && isSameAttribution(said, entry)) {
      this.#inForce.set(key, said);
      return;
    }
    const { sequence: entrySequence, operator, origin, operatorId, approvalId } = entry;
    append(this.#book, { entrySequence, operator, origin, operatorId, approvalId });
    this.#inForce.set(key, { operatorId, approvalId });
  }

  /** Forget what went on, because it was undone. */
  forget(): void {
    this.#inForce.clear();
  }
}

/** How the next entry of a name through a door is attributed where nothing else is said; undefined where it would be the first. */
function findAttribution(book: ReadableBook, { operator, origin }: NamedDoer): Attribution | undefined {
  return book.get<Attribution>(
    `SELECT operator_id AS operatorId, approval_id AS approvalId FROM entry_attribution
     WHERE operator = ? AND origin = ? ORDER BY sequence DESC LIMIT 1`,
    operator,
    origin,
  );
}

/** Whether a book is of a version that has attributions. */
export function knowsAttributions(book: ReadableBook): boolean {
  return book.get("SELECT 1 FROM sqlite_schema WHERE name = 'entry_attribution'") !== undefined;
}

/** How an entry that is there is attributed; undefined where nothing says so. */
export function findAttributionAt(
  book: ReadableBook,
  { operator, origin, sequence }: NamedDoer & { readonly sequence: number },
): Attribution | undefined {
  return book.get<Attribution>(
    `SELECT operator_id AS operatorId, approval_id AS approvalId FROM entry_attribution
     WHERE operator = ? AND origin = ? AND entry_sequence <= ? ORDER BY sequence DESC LIMIT 1`,
    operator,
    origin,
    sequence,
  );
}

/** The last attribution; before the first one, where their chain begins. */
export function readAttributionHead(book: ReadableBook): ChainHead {
  return (
    book.get<ChainHead>("SELECT sequence, hash FROM entry_attribution ORDER BY sequence DESC LIMIT 1") ?? emptyChain
  );
}

/** The hash of an attribution by its number; undefined where there is none. */
export function findAttributionHash(book: ReadableBook, sequence: number): Uint8Array | undefined {
  return book.get<ChainHead>("SELECT hash FROM entry_attribution WHERE sequence = ?", sequence)?.hash;
}

function append(book: WritableBook, draft: AttributionDraft): void {
  const head = readAttributionHead(book);
  const sealed = sealAttribution(draft, head);
  book.run(
    `INSERT INTO entry_attribution (sequence, entry_sequence, operator, origin, operator_id, approval_id, previous_hash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    sealed.sequence,
    sealed.entrySequence,
    sealed.operator,
    sealed.origin,
    sealed.operatorId,
    sealed.approvalId,
    sealed.previousHash,
    sealed.hash,
  );
}

const attributionColumns = `sequence, entry_sequence AS entrySequence, operator, origin, operator_id AS operatorId,
  approval_id AS approvalId, previous_hash AS previousHash, hash`;

/** The attributions that begin with one of the entries from one sequence number to another, in their own order. */
export function readAttributionsOf(
  book: ReadableBook,
  fromSequence: number,
  throughSequence: number,
): SealedAttribution[] {
  return book.all<SealedAttribution>(
    `SELECT ${attributionColumns} FROM entry_attribution WHERE entry_sequence BETWEEN ? AND ? ORDER BY sequence`,
    fromSequence,
    throughSequence,
  );
}

/** The attribution after a number of theirs; undefined after the last. */
export function findAttributionAfter(book: ReadableBook, sequence: number): SealedAttribution | undefined {
  return book.get<SealedAttribution>(
    `SELECT ${attributionColumns} FROM entry_attribution WHERE sequence > ? ORDER BY sequence LIMIT 1`,
    sequence,
  );
}

/** The entries from one sequence number to another, put together where they are attributed alike. */
export function groupByAttribution(
  book: ReadableBook,
  fromSequence: number,
  throughSequence: number,
): AttributedEntries[] {
  return book.all<AttributedEntries>(
    `SELECT operator, origin, operator_id AS operatorId, approval_id AS approvalId, min(sequence) AS firstSequence FROM ledger_entry
     WHERE sequence BETWEEN ? AND ? GROUP BY operator, origin, operator_id, approval_id`,
    fromSequence,
    throughSequence,
  );
}

/** The same entries one by one, in order. */
export function readAttributedEntries(
  book: ReadableBook,
  fromSequence: number,
  throughSequence: number,
): AttributedEntries[] {
  return book.all<AttributedEntries>(
    `SELECT operator, origin, operator_id AS operatorId, approval_id AS approvalId, sequence AS firstSequence FROM ledger_entry
     WHERE sequence BETWEEN ? AND ? ORDER BY sequence`,
    fromSequence,
    throughSequence,
  );
}
