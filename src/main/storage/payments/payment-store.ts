import type { CivilDate } from "../../../shared/calendar.ts";
import type { PaymentView } from "../../../shared/contract/invoice-view.ts";
import type { PaymentMethod } from "../../domain/billing/facts.ts";
import type { BlockUse } from "../../domain/credits/credit-blocks.ts";
import type { PaymentOutcome } from "../../domain/payments/payment.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { heldOn } from "../credits/credit-block-store.ts";
import { given } from "../given.ts";

/** A payment or an attempt at one. */
export interface Payment extends PaymentOutcome {
  readonly id: string;
  readonly invoiceNumber: number;
  readonly gateway: PaymentMethod["gateway"];
  readonly amountMinor: number;
  /** The part of the amount that was more than the invoice asked for and became credit (BEHAVIOUR 9.7). */
  readonly overpaidMinor: number;
  /** What the payer knows the method by; null for money that an operator recorded. */
  readonly methodLabel: string | null;
  readonly paidOn: string;
  readonly reference: string | null;
  readonly operator: string;
  readonly createdAtMs: number;
}

export function insertPayment(book: WritableBook, payment: Payment): void {
  book.run(
    `INSERT INTO payment (id, invoice_number, gateway, status, amount_minor, overpaid_minor, method_label, paid_on, reference,
       failure_reason, operator, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    payment.id,
    payment.invoiceNumber,
    payment.gateway,
    payment.status,
    payment.amountMinor,
    payment.overpaidMinor,
    payment.methodLabel,
    payment.paidOn,
    payment.reference,
    payment.failureReason,
    payment.operator,
    payment.createdAtMs,
  );
}

/** What was received or tried for an invoice, oldest first, with what went back of it since. */
export function readPayments(book: ReadableBook, invoiceNumber: number): Omit<PaymentView, "actions">[] {
  return book.all<Omit<PaymentView, "actions">>(
    `SELECT id, gateway, status, amount_minor AS amountMinor, overpaid_minor AS overpaidMinor,
       (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id) AS refundedMinor,
       method_label AS methodLabel, paid_on AS paidOn, reference, failure_reason AS failureReason,
       back.taken_back_on AS takenBackOn, back.reason AS takenBackReason
     FROM payment LEFT JOIN payment_taken_back back ON back.payment_id = payment.id
     WHERE invoice_number = ? ORDER BY payment.created_at_ms, id`,
    invoiceNumber,
  );
}

/** The day on which a gateway first charged in vain, and the last such day; undefined while none did. */
export function findFailedAttempts(
  book: ReadableBook,
  invoiceNumber: number,
): { readonly firstOn: CivilDate; readonly lastOn: CivilDate } | undefined {
  const row = book.get<{ firstOn: CivilDate | null; lastOn: CivilDate | null }>(
    "SELECT min(paid_on) AS firstOn, max(paid_on) AS lastOn FROM payment WHERE invoice_number = ? AND status <> 'succeeded'",
    invoiceNumber,
  );
  return row && row.firstOn !== null && row.lastOn !== null ? { firstOn: row.firstOn, lastOn: row.lastOn } : undefined;
}

/** Credit that an invoice or a payment put on the account, with what is left, and not held, of the block that it formed. */
export interface CreatedCredit extends Pick<BlockUse, "blockId" | "filledOn"> {
  readonly entryId: string;
  readonly amountMinor: number;
  readonly remainingMinor: number;
}

const createdCredit = `SELECT entry.id AS entryId, entry.amount_minor AS amountMinor, b.id AS blockId,
    b.remaining_minor - ${heldOn(given)} AS remainingMinor, b.filled_on AS filledOn
  FROM ledger_entry entry JOIN credit_block b ON b.entry_id = entry.id`;

/** The credit that an overpayment became (BEHAVIOUR 9.7). */
export function findOverpaidCredit(book: ReadableBook, paymentId: string, today: CivilDate): CreatedCredit | undefined {
  const sql = `${createdCredit} WHERE entry.source_id = ? AND entry.source_type = 'refund_to_credit'`;
  return book.get(sql, today, paymentId);
}

/** The credit that a negative total became (BEHAVIOUR 8.5). */
export function findCreatedCredit(book: ReadableBook, invoiceId: string, today: CivilDate): CreatedCredit | undefined {
  return book.get(
    // The whole list of types is there for the index of an invoice's entries, which holds just these.
    `${createdCredit}
     WHERE entry.source_id = ? AND entry.source_type IN ('invoice_applied', 'invoice_returned', 'proration')
       AND entry.source_type = 'proration'`,
    today,
    invoiceId,
  );
}

/** A payment as far as taking it back goes. */
export interface StoredPayment extends Pick<Payment, "id" | "gateway" | "status" | "amountMinor" | "overpaidMinor"> {
  readonly invoiceId: string;
  readonly isTakenBack: boolean;
}

export function findPayment(book: ReadableBook, paymentId: string): StoredPayment | undefined {
  const row = book.get<Omit<StoredPayment, "isTakenBack"> & { isTakenBack: number }>(
    `SELECT payment.id, invoice.id AS invoiceId, gateway, status, amount_minor AS amountMinor, overpaid_minor AS overpaidMinor,
       EXISTS (SELECT 1 FROM payment_taken_back back WHERE back.payment_id = payment.id) AS isTakenBack
     FROM payment JOIN invoice ON invoice.number = payment.invoice_number WHERE payment.id = ?`,
    paymentId,
  );
  return row && { ...row, isTakenBack: row.isTakenBack === 1 };
}

/** How and by whom a payment is taken back. */
export interface TakenBack {
  readonly on: CivilDate;
  readonly reason: string;
  readonly operator: string;
  readonly origin: string;
  readonly createdAtMs: number;
}

/** Record that a payment is taken back; its invoice asks for the amount again (BEHAVIOUR 9.9). The payment's own row stays. */
export function takePaymentBack(
  book: WritableBook,
  number: number,
  { id, amountMinor, overpaidMinor }: StoredPayment,
  takenBack: TakenBack,
): void {
  book.run(
    `INSERT INTO payment_taken_back (payment_id, taken_back_on, reason, operator, origin, created_at_ms) VALUES (?, ?, ?, ?, ?, ?)`,
    id,
    takenBack.on,
    takenBack.reason,
    takenBack.operator,
    takenBack.origin,
    takenBack.createdAtMs,
  );
  book.run(
    `UPDATE invoice SET amount_paid_minor = amount_paid_minor - ?, state = iif(state = 'paid', 'open', state), paid_by = NULL,
       paid_on = NULL
     WHERE number = ?`,
    amountMinor - overpaidMinor,
    number,
  );
}
