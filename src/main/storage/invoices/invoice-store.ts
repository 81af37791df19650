import type { CivilDate } from "../../../shared/calendar.ts";
import type { ExplanationStep } from "../../../shared/contract/explanation.ts";
import type { InvoiceState, InvoiceView } from "../../../shared/contract/invoice-view.ts";
import type { DraftLine, InvoiceDraft } from "../../domain/billing/invoice.ts";
import type { Settlement } from "../../domain/payments/payment.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { listInvoiceCredit } from "./invoice-credit-store.ts";
import { listCreditNotes } from "./credit-note-store.ts";
import { numbersOf } from "./numbering-store.ts";
import { readPayments } from "../payments/payment-store.ts";

/** An invoice that is about to be stored: the draft, and what finalizing adds to it. */
export interface NewInvoice {
  readonly id: string;
  readonly draft: InvoiceDraft;
  readonly settlement: Settlement;
  /** The day on which it was settled, where it is paid at once. */
  readonly paidOn: CivilDate;
  readonly billingRunId: string | null;
  readonly createdAtMs: number;
}

/**
 * Store an invoice under the book's next number (BEHAVIOUR 8.6). The unique key of item and period refuses a period that was
 * billed before.
 *
 * @returns the number.
 */
export function insertInvoice(
  book: WritableBook,
  numbers: InvoiceNumbers,
  { id, draft, settlement, paidOn, billingRunId, createdAtMs }: NewInvoice,
): number {
  const number = numbers.next();
  const isPaid = settlement.state === "paid";
  const taxes = draft.taxes.map(({ rate, baseMinor, taxMinor }) => ({
    name: rate.name,
    ratePartsPerMillion: rate.partsPerMillion,
    baseMinor,
    taxMinor,
  }));
  book.run(
    `INSERT INTO invoice (number, id, account_id, subscription_id, state, seller_name, seller_number, buyer_name, buyer_contact,
       buyer_address, buyer_tax_numbers, buyer_reference, note, language, words_edition, currency,
       issued_on, due_on, subtotal_minor, discount_minor, tax_minor, total_minor, credit_created_minor, credit_applied_minor,
       credit_left_minor, carried_minor, amount_paid_minor, paid_by, paid_on, outcome, issued_credit_minor, taxes, steps,
       billing_run_id, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    number,
    id,
    draft.accountId,
    draft.subscriptionId,
    settlement.state,
    draft.sellerName,
    draft.sellerNumber,
    draft.buyerName,
    draft.buyerContact,
    draft.buyerAddress,
    draft.buyerTaxNumbers,
    draft.buyerReference,
    draft.note,
    draft.language,
    draft.wordsEdition,
    draft.currency,
    draft.issuedOn,
    draft.dueOn,
    draft.subtotalMinor,
    draft.discountMinor,
    draft.taxMinor,
    draft.totalMinor,
    draft.creditCreatedMinor,
    draft.creditAppliedMinor,
    draft.creditLeftMinor,
    draft.carriedMinor,
    isPaid ? draft.dueMinor : 0,
    settlement.paidBy,
    isPaid ? paidOn : null,
    settlement.outcome,
    draft.creditAppliedMinor,
    JSON.stringify(taxes),
    JSON.stringify(draft.steps),
    billingRunId,
    createdAtMs,
  );
  numbers.useUp();
  draft.lines.forEach((line, index) => insertLine(book, number, index + 1, line));
  return number;
}

function insertLine(book: WritableBook, number: number, position: number, line: DraftLine): void {
  book.run(
    `INSERT INTO invoice_line (invoice_number, position, kind, description, subscription_item_id, period_index, period_start_on,
       period_end_on, quantity, unit_minor, gross_minor, discount_minor, net_minor, tax_minor, tax_rate_id, adjusts_invoice_number,
       adjusts_position, steps)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    number,
    position,
    line.kind,
    line.description,
    line.subscriptionItemId,
    line.periodIndex,
    line.periodStartOn,
    line.periodEndOn,
    line.quantity,
    line.unitMinor,
    line.grossMinor,
    line.discountMinor,
    line.netMinor,
    line.taxMinor,
    line.taxRate?.id ?? null,
    line.adjusts?.invoiceNumber ?? null,
    line.adjusts?.position ?? null,
    JSON.stringify(line.steps),
  );
}

/**
 * The numbers that the invoices of a transaction take, which follow each other without a gap (BEHAVIOUR 8.6): the next one is read once and written once,
 * because a billing run takes some hundred of them.
 */
export class InvoiceNumbers {
  readonly #book: WritableBook;
  #next: number | null = null;
  #isWritten = true;

  constructor(book: WritableBook) {
    this.#book = book;
  }

  /** The one that the next invoice gets. */
  next(): number {
    const row =
      this.#next === null
        ? this.#book.get<{ number: number }>("SELECT next_invoice_number AS number FROM book")
        : { number: this.#next };
    if (!row) throw new Error("The book has no settings");
    return (this.#next = row.number);
  }

  /** An invoice has it. */
  useUp(): void {
    this.#next = this.next() + 1;
    this.#isWritten = false;
  }

  settle(): void {
    if (!this.#isWritten) this.#book.run("UPDATE book SET next_invoice_number = ?", this.next());
    this.#isWritten = true;
  }

  /** Forget what was used up and not settled, because it was undone. */
  forget(): void {
    this.#next = null;
    this.#isWritten = true;
  }
}

interface InvoiceRecord extends Pick<
  InvoiceView,
  | "id"
  | "accountId"
  | "sellerName"
  | "sellerAddress"
  | "sellerTaxNumbers"
  | "paymentDetails"
  | "logoId"
  | "buyerName"
  | "buyerContact"
  | "buyerAddress"
  | "buyerTaxNumbers"
  | "buyerReference"
  | "note"
  | "language"
  | "wordsEdition"
  | "currency"
  | "subtotalMinor"
  | "discountMinor"
  | "taxMinor"
  | "totalMinor"
  | "creditCreatedMinor"
  | "creditAppliedMinor"
  | "creditLeftMinor"
  | "carriedMinor"
  | "creditedMinor"
  | "reducedMinor"
  | "writtenOffMinor"
  | "writeOffReason"
  | "paidBy"
  | "voidNote"
  | "failedAttempts"
  | "billingRunId"
  | "createdAtMs"
> {
  readonly number: number;
  readonly state: InvoiceState;
  readonly issuedOn: CivilDate;
  readonly dueOn: CivilDate;
  readonly paidOn: CivilDate | null;
  readonly nextAttemptOn: CivilDate | null;
  readonly writtenOffOn: CivilDate | null;
  readonly outstandingMinor: number;
  readonly taxes: string;
  readonly steps: string | null;
}

const invoiceSelect = `SELECT invoice.number, id, account_id AS accountId, state, seller_name AS sellerName, seller.address AS sellerAddress,
    seller.tax_numbers AS sellerTaxNumbers, seller.payment_details AS paymentDetails, seller.logo_id AS logoId,
    buyer_name AS buyerName, buyer_contact AS buyerContact, buyer_address AS buyerAddress,
    buyer_tax_numbers AS buyerTaxNumbers, buyer_reference AS buyerReference, note, language, words_edition AS wordsEdition, currency, issued_on AS issuedOn, due_on AS dueOn, subtotal_minor AS subtotalMinor,
    discount_minor AS discountMinor, tax_minor AS taxMinor, total_minor AS totalMinor,
    credit_created_minor AS creditCreatedMinor, credit_applied_minor AS creditAppliedMinor,
    credit_left_minor AS creditLeftMinor, carried_minor AS carriedMinor, outstanding_minor AS outstandingMinor,
    credited_minor AS creditedMinor, reduced_minor AS reducedMinor, written_off_minor AS writtenOffMinor,
    written_off_on AS writtenOffOn, write_off_reason AS writeOffReason, paid_by AS paidBy, paid_on AS paidOn, void_note AS voidNote,
    failed_attempts AS failedAttempts, next_attempt_on AS nextAttemptOn, taxes, steps, billing_run_id AS billingRunId,
    created_at_ms AS createdAtMs
  FROM invoice JOIN seller ON seller.number = invoice.seller_number`;

/** An invoice as far as it is stored: without what can be done with it. */
export interface PrintedInvoice extends Omit<
  InvoiceView,
  "payments" | "creditableLines" | "periodsIfVoided" | "actions"
> {
  readonly payments: ReturnType<typeof readPayments>;
}

/** An invoice with everything on its paper; undefined where there is none with the id. */
export function findInvoice(
  book: ReadableBook,
  invoiceId: string,
  today: string,
): { readonly number: number; readonly printed: PrintedInvoice } | undefined {
  const record = book.get<InvoiceRecord>(`${invoiceSelect} WHERE id = ?`, invoiceId);
  if (!record) return undefined;
  const { number, taxes, steps, ...invoice } = record;
  return {
    number,
    printed: {
      ...invoice,
      number: numbersOf(book).invoice(number),
      lines: readLines(book, number),
      taxes: JSON.parse(taxes) as InvoiceView["taxes"],
      steps: readSteps(steps),
      dueMinor: invoice.totalMinor - invoice.creditAppliedMinor - invoice.carriedMinor,
      isPastDue: invoice.state === "open" && invoice.dueOn < today,
      creditEntries: listInvoiceCredit(book, invoiceId, number),
      payments: readPayments(book, number),
      creditNotes: listCreditNotes(book, number),
    },
  };
}

interface LineRecord extends Omit<InvoiceView["lines"][number], "period" | "steps"> {
  readonly periodStartOn: CivilDate | null;
  readonly periodEndOn: CivilDate | null;
  readonly steps: string | null;
}

function readLines(book: ReadableBook, number: number): InvoiceView["lines"] {
  return book
    .all<LineRecord>(
      `SELECT line.position, line.kind, line.description, line.period_start_on AS periodStartOn,
         line.period_end_on AS periodEndOn, line.quantity, line.unit_minor AS unitMinor, line.gross_minor AS grossMinor,
         line.discount_minor AS discountMinor, line.net_minor AS netMinor, line.tax_minor AS taxMinor,
         tax_rate.name AS taxRateName, line.steps
       FROM invoice_line line LEFT JOIN tax_rate ON tax_rate.id = line.tax_rate_id
       WHERE line.invoice_number = ? ORDER BY line.position`,
      number,
    )
    .map(({ periodStartOn, periodEndOn, steps, ...line }) => ({
      ...line,
      period: periodStartOn === null || periodEndOn === null ? null : { startOn: periodStartOn, endOn: periodEndOn },
      steps: readSteps(steps),
    }));
}

/** Steps as they were stored; none on an invoice of a version that kept none. */
function readSteps(text: string | null): ExplanationStep[] {
  return text === null ? [] : (JSON.parse(text) as ExplanationStep[]);
}

/** What an account has open: how many invoices, and what is left to pay in one currency. */
export function openInvoices(
  book: ReadableBook,
  accountId: string,
  currency: string,
): { readonly count: number; readonly dueMinor: number } {
  return (
    book.get<{ count: number; dueMinor: number }>(
      `SELECT count(*) AS count, coalesce(sum(CASE WHEN currency = ? THEN outstanding_minor ELSE 0 END), 0) AS dueMinor
       FROM invoice WHERE account_id = ? AND state = 'open'`,
      currency,
      accountId,
    ) ?? { count: 0, dueMinor: 0 }
  );
}

/** The id and number of the invoice that an id or a number names. */
export function findInvoiceRef(
  book: ReadableBook,
  invoiceId: string,
): { readonly id: string; readonly number: string } | undefined {
  const row = book.get<{ id: string; number: number }>("SELECT id, number FROM invoice WHERE id = ?", invoiceId);
  return row && { id: row.id, number: numbersOf(book).invoice(row.number) };
}
