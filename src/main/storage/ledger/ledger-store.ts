import type { CivilDate } from "../../../shared/calendar.ts";
import type { CreditBalance } from "../../../shared/contract/accounts.ts";
import type { ReasonCode } from "../../../shared/contract/credits.ts";
import type { LedgerEntry } from "../../../shared/contract/ledger.ts";
import type { CreditFacts } from "../../domain/credits/adjustment.ts";
import { remainingIn, usableBlocks } from "../../domain/credits/credit-blocks.ts";
import { emptyChain, sealEntry, type ChainHead, type EntryDraft, type SealedEntry } from "../../domain/ledger/entry.ts";
import type { EntryTraces } from "../../domain/ledger/reversal.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { setsActivity } from "../accounts/account-listing-store.ts";
import { Attributions } from "./attribution-store.ts";
import { DayTotalChanges } from "./day-total-store.ts";
import { indexNote } from "./note-search.ts";
import { findBlock, listBlocksWithCredit, listFormedBlocks } from "../credits/credit-block-store.ts";

/** The columns of an entry under the contract's names; `e` is the table. */
export const entryColumns = `e.id, e.sequence, e.account_id AS accountId, e.currency, e.amount_minor AS amountMinor,
  e.balance_before_minor AS balanceBeforeMinor, e.balance_after_minor AS balanceAfterMinor, e.source_type AS sourceType,
  e.source_id AS sourceId, e.reason_code AS reasonCode, e.note, e.operator, e.origin, e.effective_on AS effectiveOn,
  e.created_at_ms AS createdAtMs, e.idempotency_key AS idempotencyKey, e.reverses_entry_id AS reversesEntryId`;

const updateListingBalance = `UPDATE account_listing
  SET credit_balance_minor = iif(currency = ?, ?, credit_balance_minor), ${setsActivity} WHERE account_id = ?`;

export function readChainHead(book: ReadableBook): ChainHead {
  return book.get<ChainHead>("SELECT sequence, hash FROM ledger_entry ORDER BY sequence DESC LIMIT 1") ?? emptyChain;
}

/**
 * The end of the ledger within a transaction, for all that append to it there: the head of the chain is read once and carried on. The
 * totals of days and the words that notes are found by are written for all entries together, by {@link settle}: many entries of a
 * transaction share a day, and the index of words puts on the disk what it has whenever a statement begins that may undo itself.
 */
export class LedgerEnd {
  readonly #book: WritableBook;
  #head: ChainHead | null = null;
  readonly #dayTotals = new DayTotalChanges();
  readonly #notes: { readonly sequence: number; readonly note: string }[] = [];
  readonly #balances = new Map<string, number>();
  readonly #attributions: Attributions;

  constructor(book: WritableBook) {
    this.#book = book;
    this.#attributions = new Attributions(book);
  }

  head(): ChainHead {
    return (this.#head ??= readChainHead(this.#book));
  }

  /**
   * Go on from an entry that was written.
   *
   * @param recordedOn the day on which it was.
   */
  goOnFrom(entry: SealedEntry, recordedOn: CivilDate): void {
    this.#head = entry;
    this.#balances.set(`${entry.accountId} ${entry.currency}`, entry.balanceAfterMinor);
    this.#attributions.goOnFrom(entry);
    if (entry.note !== null) this.#notes.push({ sequence: entry.sequence, note: entry.note });
    if (this.#dayTotals.add(entry, recordedOn)) return;
    this.settle();
    this.#dayTotals.add(entry, recordedOn);
  }

  /** An account's ledger balance, which only entries change that this goes on from. */
  balanceOf(accountId: string, currency: string): number {
    return this.#balances.get(`${accountId} ${currency}`) ?? findLedgerBalance(this.#book, accountId, currency) ?? 0;
  }

  /** Say what an account's ledger balance was when it was read in this transaction. What entries have made of it since is known better here. */
  noteBalance(accountId: string, currency: string, ledgerMinor: number): void {
    const key = `${accountId} ${currency}`;
    if (!this.#balances.has(key)) this.#balances.set(key, ledgerMinor);
  }

  /** Forget what went on since it was settled, because it was undone. */
  forget(): void {
    this.#head = null;
    this.#balances.clear();
    this.#dayTotals.forget();
    this.#attributions.forget();
    this.#notes.length = 0;
  }

  /**
   * Write what the entries so far have left to be written together; to be called before any of it is read.
   *
   * @throws AppError `amount_out_of_range` when a day comes to more than SQLite can add up.
   */
  settle(): void {
    for (const { sequence, note } of this.#notes.splice(0)) indexNote(this.#book, sequence, note);
    this.#dayTotals.write(this.#book);
  }
}

/**
 * Appends the entries of one call. With every entry it writes the balance that the entry leaves behind, in the cache and in the list of
 * accounts (BEHAVIOUR 2.2), where it is activity too.
 */
export class LedgerAppender {
  readonly #book: WritableBook;
  readonly #end: LedgerEnd;
  readonly #makeEntryId: () => string;
  readonly #today: CivilDate;
  readonly #dayOfRecord: (createdAtMs: number) => CivilDate;
  readonly #written: SealedEntry[] = [];

  /**
   * @param makeEntryId makes the id of each entry.
   * @param today the day of the transaction, which is one of activity whatever day entries count for.
   * @param dayOfRecord tells the day on which what was created at a moment is recorded.
   */
  constructor(
    book: WritableBook,
    end: LedgerEnd,
    makeEntryId: () => string,
    today: CivilDate,
    dayOfRecord: (createdAtMs: number) => CivilDate,
  ) {
    this.#book = book;
    this.#end = end;
    this.#makeEntryId = makeEntryId;
    this.#today = today;
    this.#dayOfRecord = dayOfRecord;
  }

  /** What the call has appended until now, in order. */
  written(): readonly SealedEntry[] {
    return this.#written;
  }

  /** Forget what was appended after the first so many entries, because it was undone. What was appended before has been settled. */
  keepFirst(count: number): void {
    this.#written.length = count;
    this.#end.forget();
  }

  /** See {@link LedgerEnd.noteBalance}. */
  noteBalance(accountId: string, currency: string, ledgerMinor: number): void {
    this.#end.noteBalance(accountId, currency, ledgerMinor);
  }

  /** See {@link LedgerEnd.settle}. */
  settle(): void {
    this.#end.settle();
  }

  /**
   * @param balanceBeforeMinor the ledger balance, where the caller has just read it; otherwise it is read here.
   * @throws AppError `amount_out_of_range` when the balance would leave the safe integers.
   */
  append(draft: EntryDraft, balanceBeforeMinor = this.#end.balanceOf(draft.accountId, draft.currency)): SealedEntry {
    const entry = sealEntry(draft, this.#makeEntryId(), balanceBeforeMinor, this.#end.head());
    this.#write(entry, this.#today);
    return entry;
  }

  /** Append an entry as it was sealed before, which goes on from the last one. It counts as activity of the day on which it was recorded. */
  appendSealed(entry: SealedEntry): void {
    this.#write(entry, this.#dayOfRecord(entry.createdAtMs));
  }

  #write(entry: SealedEntry, activeOn: CivilDate): void {
    this.#book.run(
      `INSERT INTO ledger_entry (sequence, id, account_id, currency, amount_minor, balance_before_minor, balance_after_minor,
         source_type, source_id, reason_code, note, operator, origin, effective_on, created_at_ms, idempotency_key,
         reverses_entry_id, previous_hash, hash, operator_id, approval_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      entry.sequence,
      entry.id,
      entry.accountId,
      entry.currency,
      entry.amountMinor,
      entry.balanceBeforeMinor,
      entry.balanceAfterMinor,
      entry.sourceType,
      entry.sourceId,
      entry.reasonCode,
      entry.note,
      entry.operator,
      entry.origin,
      entry.effectiveOn,
      entry.createdAtMs,
      entry.idempotencyKey,
      entry.reversesEntryId,
      entry.previousHash,
      entry.hash,
      entry.operatorId,
      entry.approvalId,
    );
    this.#book.run(
      `INSERT INTO credit_balance (account_id, currency, ledger_minor, last_sequence) VALUES (?, ?, ?, ?)
       ON CONFLICT (account_id, currency) DO UPDATE SET ledger_minor = excluded.ledger_minor, last_sequence = excluded.last_sequence`,
      entry.accountId,
      entry.currency,
      entry.balanceAfterMinor,
      entry.sequence,
    );
    this.#book.run(updateListingBalance, entry.currency, entry.balanceAfterMinor, activeOn, entry.accountId);
    this.#end.goOnFrom(entry, this.#dayOfRecord(entry.createdAtMs));
    this.#written.push(entry);
  }
}

/** The sum of the account's entries in the currency; null where there are none (BEHAVIOUR 2.3). */
export function findLedgerBalance(book: ReadableBook, accountId: string, currency: string): number | null {
  const row = book.get<{ ledgerMinor: number }>(
    "SELECT ledger_minor AS ledgerMinor FROM credit_balance WHERE account_id = ? AND currency = ?",
    accountId,
    currency,
  );
  return row?.ledgerMinor ?? null;
}

/** What an account can give on the day, where no credit and none left are alike. */
export function creditFacts(book: ReadableBook, accountId: string, currency: string, today: CivilDate): CreditFacts {
  return {
    ledgerMinor: findLedgerBalance(book, accountId, currency) ?? 0,
    usable: usableBlocks(listBlocksWithCredit(book, accountId, currency, today), today),
  };
}

/** An account's credit in one currency; undefined where it never had any (BEHAVIOUR 2.3, 2.5). */
export function findCredit(
  book: ReadableBook,
  accountId: string,
  currency: string,
  today: CivilDate,
): CreditBalance | undefined {
  const ledgerMinor = findLedgerBalance(book, accountId, currency);
  if (ledgerMinor === null) return undefined;
  return { currency, ledgerMinor, availableMinor: remainingIn(creditFacts(book, accountId, currency, today).usable) };
}

/** All of an account's credit, `firstCurrency` before the others. */
export function listCredit(
  book: ReadableBook,
  accountId: string,
  firstCurrency: string,
  today: CivilDate,
): CreditBalance[] {
  const currencies = book.all<{ currency: string }>(
    "SELECT currency FROM credit_balance WHERE account_id = ? ORDER BY currency <> ?, currency",
    accountId,
    firstCurrency,
  );
  return currencies.flatMap(({ currency }) => findCredit(book, accountId, currency, today) ?? []);
}

export function findEntry(book: ReadableBook, entryId: string): LedgerEntry | undefined {
  return book.get<LedgerEntry>(`SELECT ${entryColumns} FROM ledger_entry e WHERE e.id = ?`, entryId);
}

/** The id of the entry that reverses this one; null while none does. */
export function findReversalId(book: ReadableBook, entryId: string): string | null {
  return book.get<{ id: string }>("SELECT id FROM ledger_entry WHERE reverses_entry_id = ?", entryId)?.id ?? null;
}

/** What an entry left behind that decides whether it can be reversed. */
export function findTraces(book: ReadableBook, { id, sourceType, sourceId }: LedgerEntry): EntryTraces {
  return {
    isReversed: findReversalId(book, id) !== null,
    // A deduction by hand is its own source, so one whose source is a block is what voiding it took.
    isVoiding: sourceType === "deduction" && findBlock(book, sourceId) !== undefined,
    formed: listFormedBlocks(book, id),
  };
}

interface ReasonRow extends Omit<ReasonCode, "needsNote"> {
  readonly needsNote: number;
}

const postedTo = (subject: string) =>
  `(SELECT number FROM journal_account WHERE role = 'reason' AND subject = ${subject} ORDER BY from_on DESC LIMIT 1)`;
const reasonColumns = `code, name, direction, coalesce(${postedTo("code")}, ${postedTo("''")}) AS generalLedgerAccount,
  needs_note AS needsNote`;
const toReason = (row: ReasonRow): ReasonCode => ({ ...row, needsNote: row.needsNote === 1 });

export function listReasons(book: ReadableBook): ReasonCode[] {
  return book.all<ReasonRow>(`SELECT ${reasonColumns} FROM reason_code ORDER BY position`).map(toReason);
}

/** What an adjustment has to know of a reason: neither its account of the general ledger nor its place. */
export type AdjustmentReason = Pick<ReasonCode, "name" | "direction" | "needsNote">;

export function findReason(book: ReadableBook, code: string): AdjustmentReason | undefined {
  const row = book.get<Pick<ReasonRow, keyof AdjustmentReason>>(
    "SELECT name, direction, needs_note AS needsNote FROM reason_code WHERE code = ?",
    code,
  );
  return row && { ...row, needsNote: row.needsNote === 1 };
}

/** The entries by which an invoice used credit and that have not been given back, oldest first. */
export function listHeldCredit(book: ReadableBook, invoiceId: string): LedgerEntry[] {
  return book.all<LedgerEntry>(
    `SELECT ${entryColumns} FROM ledger_entry e
     WHERE e.source_id = ? AND e.source_type IN ('invoice_applied', 'invoice_returned', 'proration')
       AND e.source_type = 'invoice_applied'
       AND NOT EXISTS (SELECT 1 FROM ledger_entry r WHERE r.reverses_entry_id = e.id)
     ORDER BY e.sequence`,
    invoiceId,
  );
}
