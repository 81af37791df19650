import { endOfDayMs, startOfDayMs } from "../../../shared/calendar.ts";
import type { LedgerRow } from "../../../shared/contract/ledger.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { createConditions, type Conditions } from "../conditions.ts";
import { countRows, countUpTo } from "../count-rows.ts";
import { findAccountsOfRows, collectedHits } from "../accounts/found-accounts.ts";
import type { Bound } from "../accounts/account-search.ts";
import type { PaperNumbers } from "../../domain/invoices/numbering.ts";
import { numbersOf } from "../invoices/numbering-store.ts";
import { entryColumns, readChainHead } from "./ledger-store.ts";
import { noteExpression } from "./note-search.ts";
import { given } from "../given.ts";

type LedgerListInput = ParsedInput<"ledger.list">;

/** @param entries a table `e` of entries, or some of them by a join. */
const rowSelect = (entries: string) => `SELECT ${entryColumns}, a.name AS accountName, r.name AS reasonName,
    i.number AS invoiceNumber, EXISTS (SELECT 1 FROM ledger_entry v WHERE v.reverses_entry_id = e.id) AS isReversed,
    (SELECT CASE WHEN item.settled_as = 'kept' THEN 'kept' WHEN item.settled_as IS NULL AND item.state <> 'applied' THEN item.state END
      FROM outbox_item item WHERE item.entry_sequence = e.sequence) AS upstreamState
  FROM ${entries}
  JOIN account a ON a.id = e.account_id
  LEFT JOIN reason_code r ON r.code = e.reason_code
  LEFT JOIN invoice i ON i.id = e.source_id AND e.source_type IN ('invoice_applied', 'invoice_returned', 'proration')`;

const rowById = `${rowSelect("ledger_entry e")} WHERE e.id = ${given}`;

interface StoredRow extends Omit<LedgerRow, "invoiceNumber" | "isReversed"> {
  readonly invoiceNumber: number | null;
  readonly isReversed: number;
}

const toRow = (row: StoredRow, numbers: PaperNumbers): LedgerRow => ({
  ...row,
  invoiceNumber: row.invoiceNumber === null ? null : numbers.invoice(row.invoiceNumber),
  isReversed: row.isReversed === 1,
});

export function findLedgerRow(book: ReadableBook, entryId: string): LedgerRow | undefined {
  const row = book.get<StoredRow>(rowById, entryId);
  return row && toRow(row, numbersOf(book));
}

/** The rows of some entries, newest first. */
export function findLedgerRows(book: ReadableBook, sequences: readonly number[]): LedgerRow[] {
  const wanted = "json_each(?) wanted CROSS JOIN ledger_entry e ON e.sequence = CAST(wanted.value AS BIGINT)";
  const numbers = numbersOf(book);
  return book
    .all<StoredRow>(`${rowSelect(wanted)} ORDER BY e.sequence DESC`, JSON.stringify(sequences))
    .map((row) => toRow(row, numbers));
}

/** The hashes of an entry. */
export function findEntryHashes(
  book: ReadableBook,
  entryId: string,
): { previousHash: Uint8Array; hash: Uint8Array } | undefined {
  return book.get("SELECT previous_hash AS previousHash, hash FROM ledger_entry WHERE id = ?", entryId);
}

/**
 * A page of entries, newest first. The place in the list is a sequence number. In the whole, unfiltered book sequence numbers
 * have no gaps, so passing over rows is a subtraction; elsewhere it walks the account's index.
 *
 * @param timeZone the book's, in which days end.
 */
export function listLedger(
  book: ReadableBook,
  input: LedgerListInput,
  timeZone: string,
): { rows: LedgerRow[]; nextBeforeSequence: number | null; total: { count: number; isExact: boolean } } {
  const { where, values } = conditionsOf(book, input, timeZone);
  const headSequence = readChainHead(book).sequence;
  const isWholeBook = where.length === 0;
  const before = (input.beforeSequence ?? headSequence + 1) - (isWholeBook ? input.skip : 0);
  const table = input.accountId === null ? "ledger_entry" : "ledger_entry INDEXED BY ledger_entry_account";
  // The page is chosen first, by the sequence alone; what a row shows beside its entry is then read for the rows of the page.
  const page = `SELECT sequence FROM ${table} WHERE ${[...where, "sequence < ?"].join(" AND ")} ORDER BY sequence DESC LIMIT ? OFFSET ?`;
  const numbers = numbersOf(book);
  const rows = book
    .all<StoredRow>(
      `${rowSelect(`(${page}) page CROSS JOIN ledger_entry e ON e.sequence = page.sequence`)} ORDER BY page.sequence DESC`,
      ...values,
      before,
      input.limit,
      isWholeBook ? 0 : input.skip,
    )
    .map((row) => toRow(row, numbers));
  const total = isWholeBook
    ? { count: headSequence, isExact: true }
    : countUpTo(book, `SELECT 1 FROM ${table} WHERE ${where.join(" AND ")}`, values);
  const last = rows.at(-1)?.sequence;
  const hasMore = rows.length === input.limit && last !== undefined && last > 1;
  return { rows, nextBeforeSequence: hasMore ? last : null, total };
}

function conditionsOf(book: ReadableBook, { accountId, filters }: LedgerListInput, timeZone: string): Conditions {
  const conditions = createConditions();
  const { add } = conditions;
  const oneOf = (count: number) => Array.from({ length: count }, () => "?").join(", ");
  if (accountId !== null) add("account_id = ?", accountId);
  if (filters.fromOn !== undefined) add("effective_on >= ?", filters.fromOn);
  if (filters.throughOn !== undefined) add("effective_on <= ?", filters.throughOn);
  if (filters.recordedFromOn !== undefined) {
    add("created_at_ms >= ?", startOfDayMs(filters.recordedFromOn, timeZone));
  }
  if (filters.recordedThroughOn !== undefined) {
    add("created_at_ms < ?", endOfDayMs(filters.recordedThroughOn, timeZone));
  }
  if (filters.currency !== undefined) add("currency = ?", filters.currency);
  if (filters.sourceTypes) add(`source_type IN (${oneOf(filters.sourceTypes.length)})`, ...filters.sourceTypes);
  if (filters.reasonCodes) add(`reason_code IN (${oneOf(filters.reasonCodes.length)})`, ...filters.reasonCodes);
  if (filters.withoutReason) add("reason_code IS NULL");
  if (filters.operator !== undefined) add("operator = ?", filters.operator);
  const found = filters.search === undefined ? null : searchCondition(book, filters.search, accountId);
  if (found) add(found.sql, ...found.values);
  if (filters.minimumMinor !== undefined) add("abs(amount_minor) >= ?", filters.minimumMinor);
  if (filters.maximumMinor !== undefined) add("abs(amount_minor) <= ?", filters.maximumMinor);
  return conditions;
}

const nothing: Bound = { sql: "0 = 1", values: [] };

/**
 * Entries whose note a text finds and, in the book's ledger, those of the accounts that it finds.
 *
 * @returns null for a text without a word, which leaves the list as it is.
 */
function searchCondition(book: ReadableBook, text: string, accountId: string | null): Bound | null {
  if (text.trim() === "") return null;
  const expression = noteExpression(text);
  const byNote: Bound | null =
    expression === null
      ? null
      : { sql: "SELECT rowid FROM ledger_note_search WHERE ledger_note_search MATCH ?", values: [expression] };
  const accounts = accountId === null ? findAccountsOfRows(book, text) : null;
  if (accounts === null) return byNote ? { sql: `sequence IN (${byNote.sql})`, values: byNote.values } : nothing;
  const byAccount: Bound | null = accounts.ids && {
    sql: `SELECT e.sequence FROM (${accounts.ids.sql}) found
      CROSS JOIN ledger_entry e INDEXED BY ledger_entry_account ON e.account_id = found.account_id`,
    values: accounts.ids.values,
  };
  const hits = byAccount && unionOf(byNote, byAccount);
  if (hits && countRows(book, hits.sql, hits.values, collectedHits + 1) <= collectedHits) {
    return { sql: `sequence IN (${hits.sql})`, values: hits.values };
  }
  // Where they are many, walking the ledger comes upon them soon; the plus keeps it from collecting them all the same.
  const { sql, values } = accounts.isFound("ledger_entry.account_id");
  if (byNote === null) return { sql, values };
  return { sql: `(+sequence IN (${byNote.sql}) OR ${sql})`, values: [...byNote.values, ...values] };
}

function unionOf(first: Bound | null, second: Bound): Bound {
  return first === null
    ? second
    : { sql: `${first.sql} UNION ALL ${second.sql}`, values: [...first.values, ...second.values] };
}

/** The most names that somebody chooses from. */
const operatorLimit = 500;

/** Everybody who made an entry, found by skipping from one name to the next. */
export function listOperators(book: ReadableBook): string[] {
  return book
    .all<{ operator: string }>(
      `WITH RECURSIVE known (operator) AS (
         SELECT min(operator) FROM ledger_entry
         UNION ALL SELECT (SELECT min(operator) FROM ledger_entry WHERE operator > known.operator) FROM known
           WHERE known.operator IS NOT NULL)
       SELECT operator FROM known WHERE operator IS NOT NULL LIMIT ?`,
      operatorLimit,
    )
    .map(({ operator }) => operator);
}
