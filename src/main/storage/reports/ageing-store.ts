import type { CivilDate } from "../../../shared/calendar.ts";
import { formatInvoiceNumber } from "../../domain/invoices/invoice-number.ts";
import type { ReadableBook } from "../book/book-handle.ts";

/** What an invoice still asked for at the end of a day. */
export interface InvoiceThen {
  readonly number: number;
  readonly currency: string;
  readonly dueOn: CivilDate;
  readonly outstandingMinor: number;
}

/**
 * The invoices that asked for something at the end of a day, longest due first: their total, less what had by then been paid in credit, by
 * payments that were not taken back by then and by notes, less what was carried over or written off. A given-up invoice still asks for its
 * rest (BEHAVIOUR 9.11), and what is dated later was not there.
 */
export function listOutstandingAsOf(book: ReadableBook, on: CivilDate): InvoiceThen[] {
  return book.all<InvoiceThen>(
    // Only what asks for something now, and what has stopped to since, can have asked for something then.
    `WITH day (last) AS (SELECT ?), known (number) AS (
       SELECT number FROM invoice WHERE state IN ('open', 'uncollectible')
       UNION SELECT invoice_number FROM day CROSS JOIN payment WHERE paid_on > last
       UNION SELECT invoice_number FROM day CROSS JOIN credit_note WHERE issued_on > last
       UNION SELECT invoice_number FROM day CROSS JOIN write_off WHERE written_off_on > last
       UNION SELECT number FROM day CROSS JOIN invoice WHERE voided_on > last
       UNION SELECT invoice.number FROM day CROSS JOIN ledger_entry entry CROSS JOIN invoice ON invoice.id = entry.source_id
         WHERE entry.effective_on > last AND entry.source_type = 'invoice_applied'
     )
     SELECT number, currency, dueOn, outstandingMinor FROM (
       SELECT invoice.number, invoice.currency, invoice.due_on AS dueOn,
         invoice.total_minor - invoice.carried_minor
         - (SELECT coalesce(sum(write_off.amount_minor), 0) FROM write_off
            WHERE write_off.invoice_number = invoice.number AND write_off.written_off_on <= last)
         + (SELECT coalesce(sum(entry.amount_minor), 0) FROM ledger_entry entry
            WHERE entry.source_id = invoice.id AND entry.source_type IN ('invoice_applied', 'invoice_returned', 'proration')
              AND entry.source_type <> 'proration' AND entry.effective_on <= last)
         - (SELECT coalesce(sum(payment.amount_minor - payment.overpaid_minor), 0) FROM payment
            WHERE payment.invoice_number = invoice.number AND payment.status = 'succeeded' AND payment.paid_on <= last
              AND NOT EXISTS (SELECT 1 FROM payment_taken_back back
                WHERE back.payment_id = payment.id AND back.taken_back_on <= last))
         - (SELECT coalesce(sum(note.to_due_minor), 0) FROM credit_note note
            WHERE note.invoice_number = invoice.number AND note.issued_on <= last) AS outstandingMinor
       FROM day CROSS JOIN known CROSS JOIN invoice ON invoice.number = known.number
       WHERE invoice.issued_on <= last AND (invoice.voided_on IS NULL OR invoice.voided_on > last)
     )
     WHERE outstandingMinor > 0 ORDER BY dueOn, number`,
    on,
  );
}

/** What a list shows of an invoice beside its age. */
export interface InvoicePaper {
  readonly number: number;
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly issuedOn: CivilDate;
  readonly totalMinor: number;
}

export function findPapers(book: ReadableBook, numbers: readonly number[]): Map<number, InvoicePaper> {
  const papers = book.all<Omit<InvoicePaper, "invoiceNumber">>(
    `SELECT invoice.number, invoice.id AS invoiceId, invoice.account_id AS accountId, account.name AS accountName,
       invoice.issued_on AS issuedOn, invoice.total_minor AS totalMinor
     FROM json_each(?) wanted JOIN invoice ON invoice.number = wanted.value JOIN account ON account.id = invoice.account_id`,
    JSON.stringify(numbers),
  );
  return new Map(papers.map((paper) => [paper.number, { ...paper, invoiceNumber: formatInvoiceNumber(paper.number) }]));
}

/** Blocks with the same terms, and what was left of them together at the end of a day. */
export interface CreditThen {
  readonly currency: string;
  readonly effectiveOn: CivilDate;
  readonly expiresOn: CivilDate | null;
  readonly blockCount: number;
  readonly remainingMinor: number;
}

/** What was left of each block at the end of a day: what is left now, and what entries that count for later days took or gave back. */
const blocksThen = `WITH day (last) AS (SELECT ?), later (block_id, amount_minor) AS MATERIALIZED (
    SELECT block_id, sum(amount_minor) FROM (
      SELECT taken.block_id, taken.amount_minor FROM day CROSS JOIN ledger_entry entry
        CROSS JOIN credit_block_use taken ON taken.used_by_entry_id = entry.id AND taken.entry_id = entry.id
        WHERE entry.effective_on > last
      UNION ALL
      SELECT returned.block_id, returned.amount_minor FROM day CROSS JOIN ledger_entry entry
        CROSS JOIN credit_block_use returned ON returned.entry_id = entry.id AND returned.amount_minor < 0
        WHERE entry.effective_on > last
    ) GROUP BY block_id
  ), known (id, remaining_minor) AS (
    SELECT block.id, block.remaining_minor + coalesce(later.amount_minor, 0)
      FROM credit_block block LEFT JOIN later ON later.block_id = block.id WHERE block.remaining_minor > 0
    UNION ALL
    SELECT block.id, later.amount_minor FROM later CROSS JOIN credit_block block ON block.id = later.block_id
      WHERE block.remaining_minor = 0
  )`;

/** A block counts from the day of the entry that formed it; what came back to it later does not change that. */
const wasFormed = `(block.filled_on <= day.last
  OR (SELECT entry.effective_on FROM ledger_entry entry WHERE entry.sequence = block.entry_sequence) <= day.last)`;

/** What was left in blocks at the end of a day, by their terms; together, the ledger balance of the book (invariant 7). */
export function sumCreditAsOf(book: ReadableBook, on: CivilDate): CreditThen[] {
  return book.all<CreditThen>(
    `${blocksThen}
     SELECT block.currency, block.effective_on AS effectiveOn, block.expires_on AS expiresOn, count(*) AS blockCount,
       sum(known.remaining_minor) AS remainingMinor
     FROM known CROSS JOIN credit_block block ON block.id = known.id CROSS JOIN day
     WHERE known.remaining_minor <> 0 AND ${wasFormed}
     GROUP BY block.currency, block.effective_on, block.expires_on`,
    on,
  );
}

/** What is left in a block on a day, with whose it is. */
export interface BlockThen {
  readonly blockId: string;
  readonly entryId: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly currency: string;
  readonly effectiveOn: CivilDate;
  readonly expiresOn: CivilDate | null;
  readonly category: "promotional" | "paid" | null;
  readonly remainingMinor: number;
}

const blockColumns = `block.id AS blockId, block.entry_id AS entryId, block.account_id AS accountId, account.name AS accountName,
  block.currency, block.effective_on AS effectiveOn, block.expires_on AS expiresOn, block.category`;

/** Which blocks a list is about, and where its page begins. */
export interface BlockPage {
  readonly currency: string | null;
  /** The days that the list is sorted by, the first and the last of them. */
  readonly fromOn: CivilDate;
  readonly throughOn: CivilDate;
  readonly after: { readonly on: string; readonly blockId: string } | null;
  readonly limit: number;
}

/**
 * The blocks that had credit left at the end of a day, by the day from which it could be used.
 *
 * @param isOver true for those that were past their expiry by then, false for the others, null for all.
 */
export function listBlocksAsOf(
  book: ReadableBook,
  on: CivilDate,
  isOver: boolean | null,
  { currency, fromOn, throughOn, after, limit }: BlockPage,
): { blocks: BlockThen[]; count: number } {
  const from = `FROM known CROSS JOIN credit_block block ON block.id = known.id CROSS JOIN day
     WHERE known.remaining_minor <> 0 AND ${wasFormed} AND block.effective_on BETWEEN ? AND ?
       AND (? IS NULL OR block.currency = ?)
       AND (? IS NULL OR (block.expires_on IS NOT NULL AND block.expires_on <= day.last) = ?)`;
  const over = isOver === null ? null : Number(isOver);
  const values = [on, fromOn, throughOn, currency, currency, over, over];
  const blocks = book.all<BlockThen>(
    `${blocksThen}, page AS (SELECT block.*, known.remaining_minor AS remaining_then ${from}
       AND (block.effective_on, block.id) > (?, ?) ORDER BY block.effective_on, block.id LIMIT ?)
     SELECT ${blockColumns}, block.remaining_then AS remainingMinor
     FROM page block JOIN account ON account.id = block.account_id ORDER BY block.effective_on, block.id`,
    ...values,
    after?.on ?? "",
    after?.blockId ?? "",
    limit,
  );
  const counted = book.get<{ count: number }>(`${blocksThen} SELECT count(*) AS count ${from}`, ...values);
  return { blocks, count: counted?.count ?? 0 };
}

/** What of the credit that is there now expires in a period unless it is used before, by month. */
export function sumExpiringCredit(
  book: ReadableBook,
  fromOn: CivilDate,
  throughOn: CivilDate,
): { month: string; currency: string; blockCount: number; remainingMinor: number }[] {
  return book.all(
    `SELECT currency, substr(expires_on, 1, 7) AS month, count(*) AS blockCount, sum(remaining_minor) AS remainingMinor
     FROM credit_block WHERE state = 'open' AND remaining_minor > 0 AND expires_on BETWEEN ? AND ?
     GROUP BY currency, month ORDER BY currency, month`,
    fromOn,
    throughOn,
  );
}

/** The blocks whose credit expires in a period unless it is used before, earliest first. */
export function listExpiringBlocks(
  book: ReadableBook,
  { currency, fromOn, throughOn, after, limit }: BlockPage,
): { blocks: BlockThen[]; count: number } {
  const from = `FROM credit_block block JOIN account ON account.id = block.account_id
     WHERE block.state = 'open' AND block.remaining_minor > 0 AND block.expires_on BETWEEN ? AND ?
       AND (? IS NULL OR block.currency = ?)`;
  const values = [fromOn, throughOn, currency, currency];
  const blocks = book.all<BlockThen>(
    `SELECT ${blockColumns}, block.remaining_minor AS remainingMinor ${from}
       AND (block.expires_on, block.id) > (?, ?) ORDER BY block.expires_on, block.id LIMIT ?`,
    ...values,
    after?.on ?? "",
    after?.blockId ?? "",
    limit,
  );
  return { blocks, count: book.get<{ count: number }>(`SELECT count(*) AS count ${from}`, ...values)?.count ?? 0 };
}
