import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { listMovements } from "../credits/credit-block-store.ts";

/** The entries that name the invoice itself; the list of types is written as the index has it. */
const ownEntries = `source_id = ? AND source_type IN ('invoice_applied', 'invoice_returned', 'proration')`;
/** The entries by which its money became credit: what was overpaid, and what notes gave back. */
const refundEntries = `source_type = 'refund_to_credit' AND source_id IN (
  SELECT id FROM payment WHERE invoice_number = ? UNION ALL SELECT id FROM credit_note WHERE invoice_number = ?)`;
const columns = "entry.id, entry.sequence, entry.source_type AS sourceType, entry.amount_minor AS amountMinor";

/**
 * The ledger entries of an invoice, oldest first, each with what it took out of which blocks of credit or put there: what paid it, what
 * it gave back, what a negative total left on the account, what became credit of an overpayment or by a note, and what was taken again.
 */
export function listInvoiceCredit(
  book: ReadableBook,
  invoiceId: string,
  invoiceNumber: number,
): InvoiceView["creditEntries"] {
  return book
    .all<Omit<InvoiceView["creditEntries"][number], "blocks">>(
      `SELECT ${columns} FROM ledger_entry entry WHERE ${ownEntries}
       UNION ALL
       SELECT ${columns} FROM ledger_entry entry WHERE ${refundEntries}
       UNION ALL
       SELECT ${columns} FROM ledger_entry entry WHERE entry.source_type = 'reversal' AND entry.reverses_entry_id IN (
         SELECT id FROM ledger_entry WHERE ${ownEntries} UNION ALL SELECT id FROM ledger_entry WHERE ${refundEntries})
       ORDER BY 2`,
      invoiceId,
      invoiceNumber,
      invoiceNumber,
      invoiceId,
      invoiceNumber,
      invoiceNumber,
    )
    .map((entry) => ({
      ...entry,
      blocks: listMovements(book, entry.id).map(({ block, movedMinor }) => ({
        blockId: block.id,
        amountMinor: movedMinor,
      })),
    }));
}
