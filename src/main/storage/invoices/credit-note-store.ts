import type { CivilDate } from "../../../shared/calendar.ts";
import type { CreditNoteView } from "../../../shared/contract/credit-notes.ts";
import type { InvoiceLineKind, InvoiceState } from "../../../shared/contract/invoice-view.ts";
import type { CreditNoteDraft } from "../../domain/invoices/credit-note-draft.ts";
import type { CreditableInvoice, CreditableLine, LineFigures } from "../../domain/invoices/line-rest.ts";
import type { RefundablePayment, RefundPlan } from "../../domain/invoices/refund.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { taxRateColumns, toTaxRate, type TaxRateColumns } from "../plans/tax-rate-store.ts";
import { readUnpaidCarried } from "./carried-store.ts";
import { numbersOf } from "./numbering-store.ts";

/** Everything that a credit note of an invoice is computed from. */
export interface CreditNoteFacts extends CreditableInvoice {
  readonly id: string;
  readonly accountId: string;
  readonly state: InvoiceState;
  readonly currency: string;
  /** What it still asks for: a note takes that off first (BEHAVIOUR 9.11). */
  readonly outstandingMinor: number;
  /** Newest first. */
  readonly payments: readonly RefundablePayment[];
  /** What of the credit that it used has not gone back to credit by earlier notes. */
  readonly creditToReturnMinor: number;
}

interface InvoiceRow extends Pick<
  CreditNoteFacts,
  "id" | "number" | "accountId" | "state" | "currency" | "totalMinor" | "writtenOffMinor" | "outstandingMinor"
> {
  readonly creditAppliedMinor: number;
  readonly creditedToCreditMinor: number;
}

/** Undefined where there is no invoice with the id. */
export function findCreditNoteFacts(book: ReadableBook, invoiceId: string): CreditNoteFacts | undefined {
  const row = book.get<InvoiceRow>(
    `SELECT id, number, account_id AS accountId, state, currency, total_minor AS totalMinor,
       written_off_minor AS writtenOffMinor, outstanding_minor AS outstandingMinor, credit_applied_minor AS creditAppliedMinor,
       (SELECT coalesce(sum(note.to_credit_minor), 0) FROM credit_note note WHERE note.invoice_number = invoice.number)
         AS creditedToCreditMinor
     FROM invoice WHERE id = ?`,
    invoiceId,
  );
  if (!row) return undefined;
  const { creditAppliedMinor, creditedToCreditMinor, ...invoice } = row;
  const { unpaidMinor, waitingMinor } = readUnpaidCarried(book, row.number);
  return {
    ...invoice,
    code: numbersOf(book).invoice(row.number),
    notPaidElsewhereMinor: unpaidMinor + waitingMinor,
    lines: readCreditableLines(book, row.number),
    payments: listRefundablePayments(book, row.number),
    // Each note gives back what credit had paid before it adds any.
    creditToReturnMinor: Math.max(0, creditAppliedMinor - creditedToCreditMinor),
  };
}

interface LineRow extends TaxRateColumns, Omit<CreditableLine, "taxRate" | "isCarried" | "credited" | "givenBack"> {
  readonly kind: InvoiceLineKind;
}

const nothingCredited: LineFigures = { grossMinor: 0, discountMinor: 0, netMinor: 0, taxMinor: 0 };
const nothingGivenBack: CreditableLine["givenBack"] = { netMinor: 0, taxMinor: 0 };

/** All lines of an invoice with what has been taken back of each. */
export function readCreditableLines(book: ReadableBook, invoiceNumber: number): CreditableLine[] {
  const credited = new Map(readCredited(book, invoiceNumber).map(({ position, ...figures }) => [position, figures]));
  const givenBack = new Map(readGivenBack(book, invoiceNumber).map(({ position, ...figures }) => [position, figures]));
  return book
    .all<LineRow>(
      `SELECT line.position, line.kind, line.description, line.gross_minor AS grossMinor, line.discount_minor AS discountMinor,
         line.net_minor AS netMinor, line.tax_minor AS taxMinor, ${taxRateColumns}
       FROM invoice_line line LEFT JOIN tax_rate ON tax_rate.id = line.tax_rate_id
       WHERE line.invoice_number = ? ORDER BY line.position`,
      invoiceNumber,
    )
    .map(({ kind, taxRateId, taxRateName, taxRateParts, ...line }) => ({
      ...line,
      isCarried: kind === "carried",
      taxRate: toTaxRate({ taxRateId, taxRateName, taxRateParts }),
      credited: credited.get(line.position) ?? nothingCredited,
      givenBack: givenBack.get(line.position) ?? nothingGivenBack,
    }));
}

/** What the notes of an invoice took back of each line. */
function readCredited(book: ReadableBook, invoiceNumber: number): (LineFigures & { readonly position: number })[] {
  return book.all(
    `SELECT position, sum(gross_minor) AS grossMinor, sum(discount_minor) AS discountMinor, sum(net_minor) AS netMinor,
       sum(tax_minor) AS taxMinor
     FROM credit_note_line WHERE invoice_number = ? GROUP BY position`,
    invoiceNumber,
  );
}

/** What later invoices gave back of each line, less what notes of those took back of that again. */
function readGivenBack(
  book: ReadableBook,
  invoiceNumber: number,
): (CreditableLine["givenBack"] & { readonly position: number })[] {
  return book.all(
    `SELECT line.adjusts_position AS position,
       sum((SELECT coalesce(sum(note.net_minor), 0) FROM credit_note_line note
         WHERE note.invoice_number = line.invoice_number AND note.position = line.position) - line.net_minor) AS netMinor,
       sum((SELECT coalesce(sum(note.tax_minor), 0) FROM credit_note_line note
         WHERE note.invoice_number = line.invoice_number AND note.position = line.position) - line.tax_minor) AS taxMinor
     FROM invoice_line line JOIN invoice ON invoice.number = line.invoice_number
     WHERE line.adjusts_invoice_number = ? AND invoice.state <> 'void' GROUP BY line.adjusts_position`,
    invoiceNumber,
  );
}

function listRefundablePayments(book: ReadableBook, invoiceNumber: number): RefundablePayment[] {
  return book.all<RefundablePayment>(
    `SELECT id, gateway, amount_minor - overpaid_minor
       - (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id) AS refundableMinor
     FROM payment WHERE invoice_number = ? AND status = 'succeeded'
       AND NOT EXISTS (SELECT 1 FROM payment_taken_back back WHERE back.payment_id = payment.id)
     ORDER BY created_at_ms DESC, id DESC`,
    invoiceNumber,
  );
}

/** A credit note that is about to be stored. */
export interface NewCreditNote {
  readonly id: string;
  readonly cause: "correction" | "unused_time";
  /** What of it takes off what the invoice still asks; the plan divides the rest. */
  readonly toDueMinor: number;
  readonly invoice: Pick<CreditNoteFacts, "number" | "currency">;
  readonly draft: CreditNoteDraft;
  readonly plan: RefundPlan;
  readonly issuedOn: CivilDate;
  readonly note: string | null;
  readonly operator: string;
  readonly origin: string;
  readonly createdAtMs: number;
  readonly makeRefundId: () => string;
}

/** Store a credit note under the book's next number, with its lines and refunds, and count it into its invoice. */
export function insertCreditNote(book: WritableBook, creditNote: NewCreditNote): void {
  const { id, invoice, draft, plan, createdAtMs } = creditNote;
  const number = takeCreditNoteNumber(book);
  book.run(
    `INSERT INTO credit_note (number, id, invoice_number, cause, currency, issued_on, note, net_minor, tax_minor, total_minor,
       to_due_minor, to_credit_minor, to_payment_method_minor, out_of_band_minor, operator, origin, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    number,
    id,
    invoice.number,
    creditNote.cause,
    invoice.currency,
    creditNote.issuedOn,
    creditNote.note,
    draft.netMinor,
    draft.taxMinor,
    draft.totalMinor,
    creditNote.toDueMinor,
    plan.toCreditMinor,
    plan.toPaymentMethodMinor,
    plan.outOfBandMinor,
    creditNote.operator,
    creditNote.origin,
    createdAtMs,
  );
  for (const line of draft.lines) {
    book.run(
      `INSERT INTO credit_note_line (credit_note_number, invoice_number, position, gross_minor, discount_minor, net_minor,
         tax_minor, steps)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      number,
      invoice.number,
      line.position,
      line.grossMinor,
      line.discountMinor,
      line.netMinor,
      line.taxMinor,
      JSON.stringify(line.steps),
    );
  }
  for (const { paymentId, amountMinor } of plan.refunds) {
    book.run(
      "INSERT INTO refund (id, credit_note_number, payment_id, amount_minor, created_at_ms) VALUES (?, ?, ?, ?, ?)",
      creditNote.makeRefundId(),
      number,
      paymentId,
      amountMinor,
      createdAtMs,
    );
  }
  book.run(
    "UPDATE invoice SET credited_minor = credited_minor + ?, reduced_minor = reduced_minor + ? WHERE number = ?",
    draft.totalMinor,
    creditNote.toDueMinor,
    invoice.number,
  );
}

/** The book's next number, which is used up with it. */
function takeCreditNoteNumber(book: WritableBook): number {
  const taken = book.get<{ number: number }>(
    "UPDATE book SET next_credit_note_number = next_credit_note_number + 1 RETURNING next_credit_note_number - 1 AS number",
  );
  if (!taken) throw new Error("The book has no settings");
  return taken.number;
}

interface CreditNoteRow extends Omit<CreditNoteView, "number" | "invoiceNumber" | "lines"> {
  readonly number: number;
  readonly invoiceNumber: number;
}

interface CreditNoteLineRow extends Omit<CreditNoteView["lines"][number], "steps"> {
  readonly steps: string;
}

const creditNoteSelect = `SELECT note.number, note.id, invoice.id AS invoiceId, note.invoice_number AS invoiceNumber, note.currency,
    note.issued_on AS issuedOn, note.note, note.net_minor AS netMinor, note.tax_minor AS taxMinor,
    note.total_minor AS totalMinor, note.cause, note.to_due_minor AS toDueMinor, note.to_credit_minor AS toCreditMinor,
    note.to_payment_method_minor AS toPaymentMethodMinor, note.out_of_band_minor AS outOfBandMinor, note.operator,
    note.created_at_ms AS createdAtMs
  FROM credit_note note JOIN invoice ON invoice.number = note.invoice_number`;

/** The credit notes of an invoice, oldest first. */
export function listCreditNotes(book: ReadableBook, invoiceNumber: number): CreditNoteView[] {
  return book
    .all<CreditNoteRow>(`${creditNoteSelect} WHERE note.invoice_number = ? ORDER BY note.number`, invoiceNumber)
    .map((row) => toCreditNote(book, row));
}

export function findCreditNote(book: ReadableBook, id: string): CreditNoteView | undefined {
  const row = book.get<CreditNoteRow>(`${creditNoteSelect} WHERE note.id = ?`, id);
  return row && toCreditNote(book, row);
}

function toCreditNote(book: ReadableBook, row: CreditNoteRow): CreditNoteView {
  const numbers = numbersOf(book);
  return {
    ...row,
    number: numbers.creditNote(row.number),
    invoiceNumber: numbers.invoice(row.invoiceNumber),
    lines: book
      .all<CreditNoteLineRow>(
        `SELECT line.position, of.description, line.gross_minor AS grossMinor, line.discount_minor AS discountMinor,
           line.net_minor AS netMinor, line.tax_minor AS taxMinor, line.steps
         FROM credit_note_line line
         JOIN invoice_line of ON of.invoice_number = line.invoice_number AND of.position = line.position
         WHERE line.credit_note_number = ? ORDER BY line.position`,
        row.number,
      )
      .map((line) => ({ ...line, steps: JSON.parse(line.steps) as CreditNoteView["lines"][number]["steps"] })),
  };
}
