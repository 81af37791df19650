import type { PaymentView } from "../../../shared/contract/invoice-view.ts";
import { numbersOf } from "../invoices/numbering-store.ts";
import type { ReadableBook } from "../book/book-handle.ts";

/** A payment, or an attempt at one, with what it was for. */
export interface ListedPayment extends Omit<PaymentView, "actions"> {
  /** Its place in the list. */
  readonly number: number;
  readonly accountId: string;
  readonly accountName: string;
  readonly invoiceNumber: string;
  readonly currency: string;
  readonly operator: string;
  readonly createdAtMs: number;
}

/** Some payments, in the order in which they were written down, after a place of the list. */
export function listPaymentsAfter(book: ReadableBook, afterNumber: number, limit: number): ListedPayment[] {
  const numbers = numbersOf(book);
  return book
    .all<Omit<ListedPayment, "invoiceNumber"> & { readonly invoiceNumber: number }>(
      `SELECT payment.rowid AS number, payment.id, payment.gateway, payment.status, payment.amount_minor AS amountMinor,
         payment.overpaid_minor AS overpaidMinor,
         (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id) AS refundedMinor,
         payment.method_label AS methodLabel, payment.paid_on AS paidOn, payment.reference,
         payment.failure_reason AS failureReason, back.taken_back_on AS takenBackOn, back.reason AS takenBackReason,
         invoice.number AS invoiceNumber, invoice.account_id AS accountId, account.name AS accountName, invoice.currency,
         payment.operator, payment.created_at_ms AS createdAtMs
       FROM payment JOIN invoice ON invoice.number = payment.invoice_number
       JOIN account ON account.id = invoice.account_id
       LEFT JOIN payment_taken_back back ON back.payment_id = payment.id
       WHERE payment.rowid > ? ORDER BY payment.rowid LIMIT ?`,
      afterNumber,
      limit,
    )
    .map((row) => ({ ...row, invoiceNumber: numbers.invoice(row.invoiceNumber) }));
}
