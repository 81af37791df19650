import type { CreditNoteView } from "../../../shared/contract/credit-notes.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { numbersOf } from "./numbering-store.ts";

/** A credit note without its lines, and whose it is. */
export interface ListedCreditNote extends Omit<CreditNoteView, "lines" | "invoiceId"> {
  readonly accountId: string;
  readonly accountName: string;
}

/** Some credit notes in the order of their numbers, from a number on. */
export function listCreditNotesFrom(book: ReadableBook, fromNumber: number, limit: number): ListedCreditNote[] {
  const numbers = numbersOf(book);
  return book
    .all<
      Omit<ListedCreditNote, "number" | "invoiceNumber"> & { readonly number: number; readonly invoiceNumber: number }
    >(
      `SELECT note.number, note.id, note.invoice_number AS invoiceNumber, invoice.account_id AS accountId,
         account.name AS accountName, note.cause, note.currency, note.issued_on AS issuedOn, note.note,
         note.net_minor AS netMinor, note.tax_minor AS taxMinor, note.total_minor AS totalMinor,
         note.to_due_minor AS toDueMinor, note.to_credit_minor AS toCreditMinor,
         note.to_payment_method_minor AS toPaymentMethodMinor, note.out_of_band_minor AS outOfBandMinor, note.operator,
         note.created_at_ms AS createdAtMs
       FROM credit_note note JOIN invoice ON invoice.number = note.invoice_number
       JOIN account ON account.id = invoice.account_id
       WHERE note.number >= ? ORDER BY note.number LIMIT ?`,
      fromNumber,
      limit,
    )
    .map((row) => ({
      ...row,
      number: numbers.creditNote(row.number),
      invoiceNumber: numbers.invoice(row.invoiceNumber),
    }));
}
