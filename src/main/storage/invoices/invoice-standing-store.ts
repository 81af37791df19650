import type { CivilDate } from "../../../shared/calendar.ts";
import type { Explanation } from "../../../shared/contract/explanation.ts";
import type { InvoiceState } from "../../../shared/contract/invoice-view.ts";
import type { PaymentMethod } from "../../domain/billing/facts.ts";
import { sumMinorUnits } from "../../../shared/money/minor-units.ts";
import { listCarriedTo } from "./carried-store.ts";
import { numbersOf } from "./numbering-store.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** An invoice as far as being paid, given up or taken back goes. */
export interface InvoiceStanding {
  readonly id: string;
  readonly number: number;
  /** The number as printed. */
  readonly code: string;
  readonly accountId: string;
  /** The subscription that it charged, which alone its retries and their end concern (BEHAVIOUR 9.10); null where it charged none. */
  readonly subscriptionId: string | null;
  readonly state: InvoiceState;
  readonly currency: string;
  readonly issuedOn: CivilDate;
  readonly amountPaidMinor: number;
  readonly creditCreatedMinor: number;
  /** What is left to be paid. */
  readonly outstandingMinor: number;
  readonly nextAttemptOn: CivilDate | null;
}

const standingSelect = `SELECT id, number, account_id AS accountId, subscription_id AS subscriptionId, state, currency, issued_on AS issuedOn,
    amount_paid_minor AS amountPaidMinor, credit_created_minor AS creditCreatedMinor,
    outstanding_minor AS outstandingMinor,
    next_attempt_on AS nextAttemptOn
  FROM invoice`;

export function findInvoiceStanding(book: ReadableBook, invoiceId: string): InvoiceStanding | undefined {
  const row = book.get<Omit<InvoiceStanding, "code">>(`${standingSelect} WHERE id = ?`, invoiceId);
  return row && { ...row, code: numbersOf(book).invoice(row.number) };
}

/** Open invoices whose payment is to be tried again up to a day, earliest first. */
export function listDueAttempts(book: ReadableBook, throughOn: CivilDate, limit: number): InvoiceStanding[] {
  const numbers = numbersOf(book);
  return book
    .all<Omit<InvoiceStanding, "code">>(
      `${standingSelect} WHERE next_attempt_on IS NOT NULL AND next_attempt_on <= ? ORDER BY next_attempt_on, number LIMIT ?`,
      throughOn,
      limit,
    )
    .map((row) => ({ ...row, code: numbers.invoice(row.number) }));
}

/** Count a payment toward an invoice. Once nothing is left it is paid, and its payment is not tried again. */
export function addInvoicePayment(
  book: WritableBook,
  number: number,
  amountMinor: number,
  settled: { readonly paidBy: PaymentMethod["gateway"]; readonly paidOn: string } | null,
): void {
  if (settled === null) {
    book.run("UPDATE invoice SET amount_paid_minor = amount_paid_minor + ? WHERE number = ?", amountMinor, number);
    return;
  }
  book.run(
    `UPDATE invoice SET amount_paid_minor = amount_paid_minor + ?, state = 'paid', paid_by = ?, paid_on = ?, next_attempt_on = NULL
     WHERE number = ?`,
    amountMinor,
    settled.paidBy,
    settled.paidOn,
    number,
  );
}

/** Count an attempt that failed, and note when the payment is tried again; null: not any more. */
export function addFailedAttempt(book: WritableBook, number: number, nextAttemptOn: CivilDate | null): void {
  book.run(
    "UPDATE invoice SET failed_attempts = failed_attempts + 1, next_attempt_on = ? WHERE number = ?",
    nextAttemptOn,
    number,
  );
}

export function setNextAttempt(book: WritableBook, number: number, nextAttemptOn: CivilDate | null): void {
  book.run("UPDATE invoice SET next_attempt_on = ? WHERE number = ?", nextAttemptOn, number);
}

/** Plan no more retries for the invoices of a subscription. What is open stays open, and can be collected by hand. */
export function stopRetries(book: WritableBook, subscriptionId: string): void {
  book.run("UPDATE invoice SET next_attempt_on = NULL WHERE subscription_id = ? AND state = 'open'", subscriptionId);
}

/** An open invoice that credit or a payment could settle. */
export interface OutstandingInvoice {
  readonly id: string;
  readonly number: number;
  readonly currency: string;
  readonly outstandingMinor: number;
}

/** An account's open invoices, oldest first. */
export function listOutstanding(book: ReadableBook, accountId: string): OutstandingInvoice[] {
  return book.all<OutstandingInvoice>(
    `SELECT id, number, currency, outstanding_minor AS outstandingMinor
     FROM invoice WHERE account_id = ? AND state = 'open' ORDER BY issued_on, number`,
    accountId,
  );
}

/** Credit that an invoice uses after it was issued. */
export interface LaterCredit {
  readonly amountMinor: number;
  readonly creditLeftMinor: number;
  /** How it came about, which the invoice keeps beside what it kept before (BEHAVIOUR 8.10). */
  readonly steps: Explanation;
}

/** Count credit that was used after the invoice was issued. @param paidOn the day, where nothing is left to be paid. */
export function addInvoiceCredit(
  book: WritableBook,
  number: number,
  { amountMinor, creditLeftMinor, steps }: LaterCredit,
  paidOn: string | null,
): void {
  const row = book.get<{ steps: string | null }>("SELECT steps FROM invoice WHERE number = ?", number);
  const kept = JSON.parse(row?.steps ?? "[]") as Explanation;
  book.run(
    `UPDATE invoice SET credit_applied_minor = credit_applied_minor + ?, credit_left_minor = ?, steps = ? WHERE number = ?`,
    amountMinor,
    creditLeftMinor,
    JSON.stringify([...kept, ...steps]),
    number,
  );
  if (paidOn === null) return;
  book.run(
    `UPDATE invoice SET state = 'paid', paid_by = 'payer-credits', paid_on = ?, next_attempt_on = NULL WHERE number = ?`,
    paidOn,
    number,
  );
}

/** The gateway of the newest payment that stands, then what else paid the invoice; `none` where nothing did. */
const paidBy = `CASE
    WHEN amount_paid_minor > 0 THEN (SELECT payment.gateway FROM payment
      WHERE payment.invoice_number = invoice.number AND payment.status = 'succeeded'
        AND NOT EXISTS (SELECT 1 FROM payment_taken_back back WHERE back.payment_id = payment.id)
      ORDER BY payment.created_at_ms DESC, payment.id DESC LIMIT 1)
    WHEN credit_applied_minor > 0 THEN 'payer-credits'
    WHEN carried_minor > 0 THEN 'carried-forward'
    ELSE 'none' END`;

/**
 * Mark an open or given-up invoice as paid once notes have taken off all that it still asked (BEHAVIOUR 9.11).
 *
 * @returns whether nothing is asked for any more.
 */
export function settleReduced(book: WritableBook, number: number, today: CivilDate): boolean {
  const settled = book.get(
    `UPDATE invoice SET state = 'paid', paid_by = ${paidBy}, paid_on = ?, next_attempt_on = NULL
     WHERE number = ? AND state IN ('open', 'uncollectible') AND outstanding_minor = 0 RETURNING number`,
    today,
    number,
  );
  return settled !== undefined;
}

/** Ask no more for an invoice's rest. Where something was paid it counts as paid, otherwise it is given up (BEHAVIOUR 9.11). */
export function writeOffRest(book: WritableBook, number: number, today: CivilDate, reason: string): void {
  book.run(
    `INSERT INTO write_off (invoice_number, number, amount_minor, written_off_on, reason)
     SELECT number, (SELECT count(*) + 1 FROM write_off WHERE invoice_number = invoice.number), outstanding_minor, ?, ?
     FROM invoice WHERE number = ?`,
    today,
    reason,
    number,
  );
  book.run(
    `UPDATE invoice SET written_off_minor = written_off_minor + outstanding_minor, written_off_on = ?, write_off_reason = ?, next_attempt_on = NULL,
       state = iif(amount_paid_minor + credit_applied_minor > 0, 'paid', 'uncollectible'),
       paid_by = iif(amount_paid_minor + credit_applied_minor > 0, ${paidBy}, NULL),
       paid_on = iif(amount_paid_minor + credit_applied_minor > 0, ?, NULL)
     WHERE number = ?`,
    today,
    reason,
    today,
    number,
  );
}

/** What of an invoice was paid, by whatever, and what of that was given back. */
export interface PaidAndGivenBack {
  /** Cash, credit, and time given back on the same invoice. */
  readonly paidMinor: number;
  /**
   * By notes beyond what was due, and by later invoices that gave back its time and still stand; of an invoice that had something carried
   * over to this one, what nothing else has paid.
   */
  readonly givenBackMinor: number;
}

/** What lines of some invoices gave back and notes did not take back of that. */
const givenBy = (lines: string) => `(SELECT coalesce(sum(-given.net_minor - given.tax_minor + (
      SELECT coalesce(sum(noted.net_minor + noted.tax_minor), 0) FROM credit_note_line noted
      WHERE noted.invoice_number = given.invoice_number AND noted.position = given.position)), 0)
    FROM invoice_line given JOIN invoice later ON later.number = given.invoice_number WHERE ${lines})`;

export function readPaidAndGivenBack(book: ReadableBook, number: number): PaidAndGivenBack {
  const row = book.get<PaidAndGivenBack>(
    `SELECT amount_paid_minor + credit_applied_minor + carried_minor
         + ${givenBy("given.invoice_number = invoice.number AND given.net_minor < 0")} AS paidMinor,
       (SELECT coalesce(sum(note.total_minor - note.to_due_minor), 0) FROM credit_note note
          WHERE note.invoice_number = invoice.number)
         + ${givenBy("given.adjusts_invoice_number = invoice.number AND later.state <> 'void'")} AS givenBackMinor
     FROM invoice WHERE number = ?`,
    number,
  );
  if (!row) throw new Error(`There is no invoice ${number}`);
  const carriedBackMinor = listCarriedTo(book, number).map((carried) => {
    const { paidMinor, givenBackMinor } = readPaidAndGivenBack(book, carried.number);
    return Math.max(0, givenBackMinor - (paidMinor - carried.carriedMinor));
  });
  return { ...row, givenBackMinor: sumMinorUnits([row.givenBackMinor, ...carriedBackMinor]) };
}

export function setInvoiceVoid(book: WritableBook, number: number, voidedOn: CivilDate, voidNote: string | null): void {
  book.run(
    "UPDATE invoice SET state = 'void', void_note = ?, voided_on = ?, next_attempt_on = NULL WHERE number = ?",
    voidNote,
    voidedOn,
    number,
  );
}

export function setInvoiceUncollectible(book: WritableBook, number: number): void {
  book.run("UPDATE invoice SET state = 'uncollectible', next_attempt_on = NULL WHERE number = ?", number);
}
