import { latestOf, type CivilDate, type DaySpan } from "../../../shared/calendar.ts";
import { numbersOf } from "../invoices/numbering-store.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { countedRows, type CountedRow } from "./counted-rows.ts";

/** What an invoice still asked for at the end of a day. */
export interface InvoiceThen {
  readonly number: number;
  readonly currency: string;
  readonly dueOn: CivilDate;
  readonly outstandingMinor: number;
}

/** Where the credit that invoices used or gave back since a day is looked for. */
const creditMoved = {
  /** The entries of later days, each of which is looked up: quick where they are few. */
  byDay: `ledger_entry entry INDEXED BY ledger_entry_effective CROSS JOIN invoice ON invoice.id = entry.source_id
      WHERE entry.effective_on > last AND entry.source_type IN ('invoice_applied', 'invoice_returned')`,
  /** All entries of invoices there are, invoice by invoice, so that each look goes on where the one before ended. */
  byInvoice: `ledger_entry entry INDEXED BY ledger_entry_invoice CROSS JOIN invoice ON invoice.id = entry.source_id
      WHERE entry.source_type IN ('invoice_applied', 'invoice_returned', 'proration') AND entry.source_type <> 'proration'
        AND entry.effective_on > last`,
};

/**
 * The invoices that asked for something at the end of a day: their total, less what had by then been paid in credit, by payments that were
 * not taken back by then and by notes, less what was carried over or written off. A given-up invoice still asks for its rest (BEHAVIOUR
 * 9.11), and what is dated later was not there. Of what asks for something now and has not been touched since, that is the sum that it
 * keeps, in an index; only what was touched since is computed. Most of what happened since is about invoices that were not there yet, whose numbers
 * are above all those of the day.
 */
const selectOutstandingThen = (
  moved: keyof typeof creditMoved,
) => `WITH day (last) AS (SELECT ?), issued (last_number) AS MATERIALIZED (
    SELECT coalesce(max(invoice.number), 0) FROM day CROSS JOIN invoice INDEXED BY invoice_issued WHERE issued_on <= last
  ), touched (number) AS MATERIALIZED (
    SELECT invoice_number FROM day CROSS JOIN issued CROSS JOIN payment INDEXED BY payment_paid_on
      WHERE paid_on > last AND invoice_number <= last_number
    UNION SELECT payment.invoice_number FROM day CROSS JOIN payment_taken_back back CROSS JOIN payment ON payment.id = back.payment_id
      WHERE back.taken_back_on > last
    UNION SELECT invoice_number FROM day CROSS JOIN credit_note WHERE issued_on > last
    UNION SELECT invoice_number FROM day CROSS JOIN write_off WHERE written_off_on > last
    UNION SELECT number FROM day CROSS JOIN invoice WHERE voided_on > last
    UNION SELECT invoice.number FROM day CROSS JOIN issued CROSS JOIN ${creditMoved[moved]} AND invoice.number <= last_number
  ), same (number, currency, due_on, amount_minor) AS (
    SELECT number, currency, due_on, outstanding_minor FROM day CROSS JOIN invoice INDEXED BY invoice_asked
      WHERE state IN ('open', 'uncollectible') AND outstanding_minor > 0 AND issued_on <= last
        AND number NOT IN (SELECT number FROM touched)
  ), other (number, currency, due_on, amount_minor) AS MATERIALIZED (
    SELECT * FROM (
      SELECT invoice.number, invoice.currency, invoice.due_on,
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
           WHERE note.invoice_number = invoice.number AND note.issued_on <= last) AS amount_minor
      FROM day CROSS JOIN touched CROSS JOIN invoice ON invoice.number = touched.number
      WHERE invoice.issued_on <= last AND (invoice.voided_on IS NULL OR invoice.voided_on > last)
    ) WHERE amount_minor > 0
  )`;

const outstandingThen = { byDay: selectOutstandingThen("byDay"), byInvoice: selectOutstandingThen("byInvoice") };

/** Looking an entry up costs so many times what going on to the next one does. */
const lookUpCost = 4;

/** The statement that finds what invoices asked for on a day with fewer looks. */
function outstandingAsOf(book: ReadableBook, on: CivilDate): string {
  const moves = book.get<{ later: number; all: number }>(
    `SELECT coalesce(sum(entry_count) FILTER (WHERE counted_on > ?), 0) AS later, coalesce(sum(entry_count), 0) AS "all"
     FROM ledger_day_total WHERE counted_by = 'effective' AND source_type IN ('invoice_applied', 'invoice_returned')`,
    on,
  ) ?? { later: 0, all: 0 };
  return moves.later * lookUpCost < moves.all ? outstandingThen.byDay : outstandingThen.byInvoice;
}

/** What invoices with one due date asked for together at the end of a day. */
export interface OutstandingThen {
  readonly currency: string;
  readonly dueOn: CivilDate;
  readonly invoiceCount: number;
  readonly outstandingMinor: number;
}

export function sumOutstandingAsOf(book: ReadableBook, on: CivilDate): OutstandingThen[] {
  return book.all<OutstandingThen>(
    `${outstandingAsOf(book, on)}
     SELECT currency, due_on AS dueOn, sum(invoice_count) AS invoiceCount, sum(amount_minor) AS outstandingMinor FROM (
       SELECT currency, due_on, count(*) AS invoice_count, sum(amount_minor) AS amount_minor FROM same GROUP BY due_on, currency
       UNION ALL SELECT currency, due_on, count(*), sum(amount_minor) FROM other GROUP BY due_on, currency
     ) GROUP BY due_on, currency`,
    on,
  );
}

/** Which invoices a list is about, and where its page begins. */
export interface InvoicePage {
  readonly currency: string | null;
  /** The due dates, the first and the last of them. */
  readonly fromOn: CivilDate;
  readonly throughOn: CivilDate;
  readonly after: { readonly dueOn: CivilDate; readonly number: number } | null;
  readonly limit: number;
}

/** The invoices that asked for something at the end of a day, longest due first. */
export function listOutstandingAsOf(
  book: ReadableBook,
  on: CivilDate,
  { currency, fromOn, throughOn, after, limit }: InvoicePage,
): { readonly rows: InvoiceThen[]; readonly count: number } {
  const chosen = [fromOn, throughOn, currency, currency];
  const place = [
    latestOf(fromOn, after?.dueOn ?? fromOn),
    throughOn,
    currency,
    currency,
    after?.dueOn ?? "",
    after?.number ?? 0,
    limit,
  ];
  return countedRows(
    book.all<CountedRow<InvoiceThen>>(
      `${outstandingAsOf(book, on)}, total (count) AS (
         SELECT (SELECT count(*) FROM same WHERE ${isChosenInvoice}) + (SELECT count(*) FROM other WHERE ${isChosenInvoice})
       ), page AS (
         SELECT * FROM (SELECT * FROM same WHERE ${isChosenInvoice} AND (due_on, number) > (?, ?) ORDER BY due_on, number LIMIT ?)
         UNION ALL
         SELECT * FROM (SELECT * FROM other WHERE ${isChosenInvoice} AND (due_on, number) > (?, ?) ORDER BY due_on, number LIMIT ?)
       )
       SELECT total.count, number, currency, due_on AS dueOn, amount_minor AS outstandingMinor
       FROM total LEFT JOIN page ON TRUE ORDER BY due_on, number LIMIT ?`,
      on,
      ...chosen,
      ...chosen,
      ...place,
      ...place,
      limit,
    ),
    "number",
  );
}

const isChosenInvoice = "due_on BETWEEN ? AND ? AND (? IS NULL OR currency = ?)";

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
  const called = numbersOf(book);
  const papers = book.all<Omit<InvoicePaper, "invoiceNumber">>(
    `SELECT invoice.number, invoice.id AS invoiceId, invoice.account_id AS accountId, account.name AS accountName,
       invoice.issued_on AS issuedOn, invoice.total_minor AS totalMinor
     FROM json_each(?) wanted JOIN invoice ON invoice.number = CAST(wanted.value AS BIGINT) JOIN account ON account.id = invoice.account_id`,
    JSON.stringify(numbers),
  );
  return new Map(papers.map((paper) => [paper.number, { ...paper, invoiceNumber: called.invoice(paper.number) }]));
}

/** Blocks with the same terms, and what was left of them together at the end of a day. */
export interface CreditThen {
  readonly currency: string;
  readonly effectiveOn: CivilDate;
  readonly expiresOn: CivilDate | null;
  readonly blockCount: number;
  readonly remainingMinor: number;
}

/**
 * What was left of each block at the end of a day. Of one that no entry of a later day has moved that is what is left now, which an index
 * holds; of a moved one it is that and what those entries took, less what they gave back. A block counts from the day of the entry that formed it, which is the last one
 * that filled it unless something came back to it, and so moved it, later: only then is that entry looked up.
 */
const blocksThen = `WITH day (last) AS (SELECT ?),
  moved (id, currency, effective_on, expires_on, was_formed, is_filled, amount_now, amount_minor) AS MATERIALIZED (
    SELECT block.id, block.currency, block.effective_on, block.expires_on,
      block.filled_on <= last OR (movement.least_minor < 0
        AND (SELECT entry.effective_on FROM ledger_entry entry WHERE entry.sequence = block.entry_sequence) <= last),
      block.filled_on <= last, block.remaining_minor, block.remaining_minor + movement.amount_minor
    FROM day CROSS JOIN (
      SELECT block_id, sum(amount_minor) AS amount_minor, min(amount_minor) AS least_minor
      FROM credit_block_use INDEXED BY credit_block_use_moved
      WHERE moved_on > (SELECT last FROM day) GROUP BY block_id
    ) movement CROSS JOIN credit_block block ON block.id = movement.block_id
  ), now (id, currency, effective_on, expires_on, amount_minor) AS NOT MATERIALIZED (
    SELECT id, currency, effective_on, expires_on, remaining_minor FROM credit_block INDEXED BY credit_block_aged
      WHERE remaining_minor > 0 AND filled_on <= (SELECT last FROM day)
  )`;

/** Whether a block that later entries moved had credit at the end of the day, and whether what is left of it is among what is there now. */
const wasThere = "amount_minor <> 0 AND was_formed";
const isThereNow = "amount_now > 0 AND is_filled";

/** Whether no later entry moved a block that is there now. */
const isUnmoved = `NOT EXISTS (SELECT 1 FROM credit_block_use later INDEXED BY credit_block_use_block
  WHERE later.block_id = foremost.id AND later.moved_on > (SELECT last FROM day))`;

/** What was left in blocks at the end of a day, by their terms; together, the ledger balance of the book (invariant 7). */
export function sumCreditAsOf(book: ReadableBook, on: CivilDate): CreditThen[] {
  return book.all<CreditThen>(
    `${blocksThen}
     SELECT currency, effective_on AS effectiveOn, expires_on AS expiresOn, sum(block_count) AS blockCount,
       sum(amount_minor) AS remainingMinor
     FROM (
       SELECT currency, effective_on, expires_on, count(*) AS block_count, sum(amount_minor) AS amount_minor
       FROM now GROUP BY effective_on, currency, expires_on
       UNION ALL
       SELECT currency, effective_on, expires_on, count(*) FILTER (WHERE ${wasThere}) - count(*) FILTER (WHERE ${isThereNow}),
         coalesce(sum(amount_minor) FILTER (WHERE ${wasThere}), 0) - coalesce(sum(amount_now) FILTER (WHERE ${isThereNow}), 0)
       FROM moved GROUP BY effective_on, currency, expires_on
     ) GROUP BY effective_on, currency, expires_on HAVING sum(block_count) > 0`,
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
  readonly after: { readonly on: CivilDate; readonly blockId: string } | null;
  readonly limit: number;
}

/**
 * The blocks that had credit left at the end of a day, by the day from which it could be used.
 *
 * Whether a block was moved since is asked only of the foremost that are there now, as many as a page has. No other one comes onto the page: what is there
 * now, and was filled by then, was there then as well, moved or not.
 *
 * @param isOver true for those that were past their expiry by then, false for the others, null for all.
 */
export function listBlocksAsOf(
  book: ReadableBook,
  on: CivilDate,
  isOver: boolean | null,
  { currency, fromOn, throughOn, after, limit }: BlockPage,
): { readonly rows: BlockThen[]; readonly count: number } {
  const over = isOver === null ? null : Number(isOver);
  const chosen = [fromOn, throughOn, currency, currency, over, on, over];
  const place = [
    latestOf(fromOn, after?.on ?? fromOn),
    ...chosen.slice(1),
    after?.on ?? "",
    after?.blockId ?? "",
    limit,
  ];
  return countedRows(
    book.all<CountedRow<BlockThen>>(
      `${blocksThen}, foremost (id, effective_on, amount_minor) AS MATERIALIZED (
         SELECT id, effective_on, amount_minor FROM now
         WHERE ${isChosenBlock} AND (effective_on, id) > (?, ?) ORDER BY effective_on, id LIMIT ?
       ), total (count) AS (
         SELECT (SELECT count(*) FROM now WHERE ${isChosenBlock})
           + (SELECT count(*) FILTER (WHERE ${wasThere}) - count(*) FILTER (WHERE ${isThereNow}) FROM moved WHERE ${isChosenBlock})
       ), page AS (
         SELECT id, effective_on, amount_minor FROM foremost WHERE ${isUnmoved}
         UNION ALL
         SELECT * FROM (
           SELECT id, effective_on, amount_minor FROM moved
           WHERE ${wasThere} AND ${isChosenBlock} AND (effective_on, id) > (?, ?) ORDER BY effective_on, id LIMIT ?
         )
       )
       SELECT total.count, ${blockColumns}, page.amount_minor AS remainingMinor
       FROM total LEFT JOIN page ON TRUE LEFT JOIN credit_block block ON block.id = page.id LEFT JOIN account ON account.id = block.account_id
       ORDER BY page.effective_on, page.id LIMIT ?`,
      on,
      ...place,
      ...chosen,
      ...chosen,
      ...place,
      limit,
    ),
    "blockId",
  );
}

const isChosenBlock = `effective_on BETWEEN ? AND ? AND (? IS NULL OR currency = ?)
  AND (? IS NULL OR (expires_on IS NOT NULL AND expires_on <= ?) = ?)`;

/** What of the credit that is there now expires in a period unless it is used before, by month. */
export function sumExpiringCredit(
  book: ReadableBook,
  { fromOn, throughOn }: DaySpan,
  currency: string | null,
): { month: string; currency: string; blockCount: number; remainingMinor: number }[] {
  return book.all(
    `SELECT currency, substr(expires_on, 1, 7) AS month, sum(block_count) AS blockCount, sum(remaining_minor) AS remainingMinor
     FROM (
       SELECT expires_on, currency, count(*) AS block_count, sum(remaining_minor) AS remaining_minor
       FROM credit_block INDEXED BY credit_block_expiry
       WHERE state = 'open' AND remaining_minor > 0 AND expires_on BETWEEN ? AND ?
         AND (? IS NULL OR currency = ?)
       GROUP BY expires_on, currency
     ) GROUP BY currency, month ORDER BY currency, month`,
    fromOn,
    throughOn,
    currency,
    currency,
  );
}

/** The blocks whose credit expires in a period unless it is used before, earliest first. */
export function listExpiringBlocks(
  book: ReadableBook,
  { currency, fromOn, throughOn, after, limit }: BlockPage,
): BlockThen[] {
  return book.all<BlockThen>(
    `WITH page AS (
       SELECT id FROM credit_block INDEXED BY credit_block_expiry
       WHERE state = 'open' AND remaining_minor > 0 AND expires_on BETWEEN ? AND ? AND (? IS NULL OR currency = ?)
         AND (expires_on, id) > (?, ?) ORDER BY expires_on, id LIMIT ?
     )
     SELECT ${blockColumns}, block.remaining_minor AS remainingMinor
     FROM page CROSS JOIN credit_block block ON block.id = page.id JOIN account ON account.id = block.account_id
     ORDER BY block.expires_on, block.id`,
    latestOf(fromOn, after?.on ?? fromOn),
    throughOn,
    currency,
    currency,
    after?.on ?? "",
    after?.blockId ?? "",
    limit,
  );
}
