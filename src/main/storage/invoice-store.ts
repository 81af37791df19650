import { AppError } from "../../shared/errors.ts";
import type { CivilDate } from "../../shared/calendar.ts";
import type { InvoiceRow, InvoiceState, InvoiceView } from "../../shared/contract/invoices.ts";
import type { ParsedInput } from "../../shared/contract/index.ts";
import type { PaymentMethod } from "../domain/billing/facts.ts";
import type { InvoiceDraft } from "../domain/billing/invoice.ts";
import type { PaymentOutcome, Settlement } from "../domain/billing/payment.ts";
import type { ReadableBook, SqlValue, WritableBook } from "./book-handle.ts";
import { formatInvoiceNumber, invoiceNumberOf } from "./invoice-number.ts";
import { createConditions } from "./conditions.ts";
import { countUpTo } from "./count-rows.ts";
import { unknownCursor } from "./cursor.ts";

/** An invoice that is about to be stored: the draft, and what finalizing adds to it. */
export interface FinalizedInvoice {
  readonly id: string;
  readonly draft: InvoiceDraft;
  readonly settlement: Settlement;
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
  { id, draft, settlement, billingRunId, createdAtMs }: FinalizedInvoice,
): number {
  const number = takeInvoiceNumber(book);
  const isPaid = settlement.state === "paid";
  const taxes = draft.taxes.map(({ rate, baseMinor, taxMinor }) => ({
    name: rate.name,
    ratePartsPerMillion: rate.partsPerMillion,
    baseMinor,
    taxMinor,
  }));
  book.run(
    `INSERT INTO invoice (number, id, account_id, state, seller_name, buyer_name, buyer_contact, currency, issued_on, due_on,
       subtotal_minor, tax_minor, total_minor, credit_applied_minor, credit_left_minor, amount_paid_minor, paid_by, paid_on,
       taxes, billing_run_id, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    number,
    id,
    draft.accountId,
    settlement.state,
    draft.sellerName,
    draft.buyerName,
    draft.buyerContact,
    draft.currency,
    draft.issuedOn,
    draft.dueOn,
    draft.subtotalMinor,
    draft.taxMinor,
    draft.totalMinor,
    draft.creditAppliedMinor,
    draft.creditLeftMinor,
    isPaid ? draft.dueMinor : 0,
    settlement.paidBy,
    isPaid ? draft.issuedOn : null,
    JSON.stringify(taxes),
    billingRunId,
    createdAtMs,
  );
  draft.lines.forEach((line, index) => {
    book.run(
      `INSERT INTO invoice_line (invoice_number, position, description, subscription_item_id, period_index, period_start_on,
         period_end_on, quantity, unit_minor, net_minor, tax_minor, tax_rate_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      number,
      index + 1,
      line.description,
      line.subscriptionItemId,
      line.periodIndex,
      line.periodStartOn,
      line.periodEndOn,
      line.quantity,
      line.unitMinor,
      line.netMinor,
      line.taxMinor,
      line.taxRate?.id ?? null,
    );
  });
  return number;
}

/** The book's next number, which is used up with it. */
function takeInvoiceNumber(book: WritableBook): number {
  const taken = book.get<{ number: number }>(
    "UPDATE book SET next_invoice_number = next_invoice_number + 1 RETURNING next_invoice_number - 1 AS number",
  );
  if (!taken) throw new Error("The book has no settings");
  return taken.number;
}

/** A payment or an attempt at one. */
export interface Payment extends PaymentOutcome {
  readonly id: string;
  readonly invoiceNumber: number;
  readonly gateway: PaymentMethod["gateway"];
  readonly amountMinor: number;
  readonly paidOn: string;
  readonly reference: string | null;
  readonly operator: string;
  readonly createdAtMs: number;
}

export function insertPayment(book: WritableBook, payment: Payment): void {
  book.run(
    `INSERT INTO payment (id, invoice_number, gateway, status, amount_minor, paid_on, reference, failure_reason, operator,
       created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    payment.id,
    payment.invoiceNumber,
    payment.gateway,
    payment.status,
    payment.amountMinor,
    payment.paidOn,
    payment.reference,
    payment.failureReason,
    payment.operator,
    payment.createdAtMs,
  );
}

/** Count a payment toward an open invoice; the invoice is paid once nothing is left. */
export function addInvoicePayment(
  book: WritableBook,
  number: number,
  amountMinor: number,
  settled: { readonly paidBy: PaymentMethod["gateway"]; readonly paidOn: string } | null,
): void {
  book.run(
    "UPDATE invoice SET amount_paid_minor = amount_paid_minor + ?, state = ?, paid_by = ?, paid_on = ? WHERE number = ?",
    amountMinor,
    settled ? "paid" : "open",
    settled?.paidBy ?? null,
    settled?.paidOn ?? null,
    number,
  );
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
    `SELECT id, number, currency, total_minor - credit_applied_minor - amount_paid_minor AS outstandingMinor
     FROM invoice WHERE account_id = ? AND state = 'open' ORDER BY issued_on, number`,
    accountId,
  );
}

/** Count credit that was used after the invoice was issued. @param paidOn the day, where nothing is left to be paid. */
export function addInvoiceCredit(
  book: WritableBook,
  number: number,
  credit: { readonly amountMinor: number; readonly creditLeftMinor: number },
  paidOn: string | null,
): void {
  book.run(
    `UPDATE invoice SET credit_applied_minor = credit_applied_minor + ?, credit_left_minor = ?, state = ?, paid_by = ?, paid_on = ?
     WHERE number = ?`,
    credit.amountMinor,
    credit.creditLeftMinor,
    paidOn === null ? "open" : "paid",
    paidOn === null ? null : "payer-credits",
    paidOn,
    number,
  );
}

export function setInvoiceVoid(book: WritableBook, number: number): void {
  book.run("UPDATE invoice SET state = 'void' WHERE number = ?", number);
}

interface InvoiceRecord {
  readonly number: number;
  readonly id: string;
  readonly accountId: string;
  readonly state: InvoiceState;
  readonly sellerName: string;
  readonly buyerName: string;
  readonly buyerContact: string | null;
  readonly currency: string;
  readonly issuedOn: CivilDate;
  readonly dueOn: CivilDate;
  readonly subtotalMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly creditAppliedMinor: number;
  readonly creditLeftMinor: number;
  readonly amountPaidMinor: number;
  readonly paidBy: InvoiceView["paidBy"];
  readonly paidOn: CivilDate | null;
  readonly taxes: string;
  readonly billingRunId: string | null;
  readonly createdAtMs: number;
}

const invoiceSelect = `SELECT number, id, account_id AS accountId, state, seller_name AS sellerName, buyer_name AS buyerName,
    buyer_contact AS buyerContact, currency, issued_on AS issuedOn, due_on AS dueOn, subtotal_minor AS subtotalMinor,
    tax_minor AS taxMinor, total_minor AS totalMinor, credit_applied_minor AS creditAppliedMinor,
    credit_left_minor AS creditLeftMinor, amount_paid_minor AS amountPaidMinor, paid_by AS paidBy, paid_on AS paidOn, taxes,
    billing_run_id AS billingRunId, created_at_ms AS createdAtMs
  FROM invoice`;

/** An invoice with everything on its paper; undefined where there is none with the id. */
export function findInvoice(
  book: ReadableBook,
  invoiceId: string,
  today: string,
): { readonly number: number; readonly view: InvoiceView } | undefined {
  const record = book.get<InvoiceRecord>(`${invoiceSelect} WHERE id = ?`, invoiceId);
  if (!record) return undefined;
  const { number, amountPaidMinor, taxes, ...invoice } = record;
  const dueMinor = invoice.totalMinor - invoice.creditAppliedMinor;
  const creditEntry = book.get<{ id: string }>(
    `SELECT id FROM ledger_entry WHERE source_type = 'invoice_applied' AND source_id = ? ORDER BY sequence LIMIT 1`,
    invoiceId,
  );
  return {
    number,
    view: {
      ...invoice,
      number: formatInvoiceNumber(number),
      lines: readLines(book, number),
      taxes: JSON.parse(taxes) as InvoiceView["taxes"],
      dueMinor,
      outstandingMinor: invoice.state === "open" ? dueMinor - amountPaidMinor : 0,
      isPastDue: invoice.state === "open" && invoice.dueOn < today,
      creditEntryId: creditEntry?.id ?? null,
      payments: book.all<InvoiceView["payments"][number]>(
        `SELECT id, gateway, status, amount_minor AS amountMinor, paid_on AS paidOn, reference, failure_reason AS failureReason
         FROM payment WHERE invoice_number = ? ORDER BY created_at_ms, id`,
        number,
      ),
    },
  };
}

interface LineRecord extends Omit<InvoiceView["lines"][number], "period"> {
  readonly periodStartOn: CivilDate | null;
  readonly periodEndOn: CivilDate | null;
}

function readLines(book: ReadableBook, number: number): InvoiceView["lines"] {
  return book
    .all<LineRecord>(
      `SELECT line.description, line.period_start_on AS periodStartOn, line.period_end_on AS periodEndOn, line.quantity,
         line.unit_minor AS unitMinor, line.net_minor AS netMinor, line.tax_minor AS taxMinor, tax_rate.name AS taxRateName
       FROM invoice_line line LEFT JOIN tax_rate ON tax_rate.id = line.tax_rate_id
       WHERE line.invoice_number = ? ORDER BY line.position`,
      number,
    )
    .map(({ periodStartOn, periodEndOn, ...line }) => ({
      ...line,
      period: periodStartOn === null || periodEndOn === null ? null : { startOn: periodStartOn, endOn: periodEndOn },
    }));
}

type InvoiceListInput = ParsedInput<"invoices.list">;

/** A page of invoices, newest number first. */
export function listInvoices(
  book: ReadableBook,
  input: InvoiceListInput,
  today: string,
): { rows: InvoiceRow[]; nextCursor: string | null; total: { count: number; isExact: boolean } } {
  const { where, values, add } = createConditions();
  if (input.accountId !== null) add("account_id = ?", input.accountId);
  // Written out, because only then SQLite sees that the index of open invoices holds all that is asked for.
  if (input.state === "open") add("state = 'open'");
  else if (input.state !== null) add("state = ?", input.state);
  if (input.isPastDue) add("state = 'open' AND due_on < ?", today);
  if (input.search.trim() !== "") add(...numberCondition(input.search));
  const isWholeBook = where.length === 0;
  const newest = book.get<{ number: number }>("SELECT coalesce(max(number), 0) AS number FROM invoice")?.number ?? 0;
  // Numbers have no gaps, so in the whole book passing over rows is a subtraction.
  const before = readPlace(input.after, newest + 1) - (isWholeBook ? input.skip : 0);
  const numbers = book.all<{ number: number }>(
    `SELECT number FROM invoice WHERE ${[...where, "number < ?"].join(" AND ")} ORDER BY number DESC LIMIT ? OFFSET ?`,
    ...values,
    before,
    input.limit,
    isWholeBook ? 0 : input.skip,
  );
  const last = numbers.at(-1)?.number;
  return {
    rows: numbers.flatMap(({ number }) => readInvoiceRow(book, number, today)),
    nextCursor: last !== undefined && last > 1 && numbers.length === input.limit ? String(last) : null,
    total: isWholeBook
      ? { count: newest, isExact: true }
      : countUpTo(book, `SELECT 1 FROM invoice WHERE ${where.join(" AND ")}`, values),
  };
}

function numberCondition(text: string): [sql: string, ...values: SqlValue[]] {
  const number = invoiceNumberOf(text);
  // Typing on adds digits at the end, so "4" finds 4, 40 to 49, 400 to 499 and so on.
  if (number === null || number === 0) return ["0 = 1"];
  return ["CAST(number AS TEXT) LIKE ?", `${number}%`];
}

/** @throws AppError `invalid_input` for a cursor that no list answered with. */
function readPlace(after: string | null, otherwise: number): number {
  if (after === null) return otherwise;
  if (!/^[1-9]\d{0,15}$/u.test(after)) throw new AppError("invalid_input", unknownCursor);
  return Number(after);
}

function readInvoiceRow(book: ReadableBook, number: number, today: string): InvoiceRow[] {
  const row = book.get<Omit<InvoiceRow, "number" | "isPastDue"> & { number: number }>(
    `SELECT i.number, i.id, i.account_id AS accountId, a.name AS accountName, i.state, i.currency, i.issued_on AS issuedOn,
       i.due_on AS dueOn, i.total_minor AS totalMinor, i.credit_applied_minor AS creditAppliedMinor, i.paid_by AS paidBy,
       CASE WHEN i.state = 'open' THEN i.total_minor - i.credit_applied_minor - i.amount_paid_minor ELSE 0 END
         AS outstandingMinor
     FROM invoice i JOIN account a ON a.id = i.account_id WHERE i.number = ?`,
    number,
  );
  if (!row) return [];
  return [{ ...row, number: formatInvoiceNumber(row.number), isPastDue: row.state === "open" && row.dueOn < today }];
}

/** What an account has open: how many invoices, and what is left to pay in one currency. */
export function openInvoices(
  book: ReadableBook,
  accountId: string,
  currency: string,
): { readonly count: number; readonly dueMinor: number } {
  return (
    book.get<{ count: number; dueMinor: number }>(
      `SELECT count(*) AS count, coalesce(sum(CASE WHEN currency = ? THEN total_minor - credit_applied_minor - amount_paid_minor
         ELSE 0 END), 0) AS dueMinor
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
  return row && { id: row.id, number: formatInvoiceNumber(row.number) };
}
