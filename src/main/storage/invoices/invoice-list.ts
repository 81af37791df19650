import { AppError } from "../../../shared/errors.ts";
import type { InvoiceRow } from "../../../shared/contract/invoices.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import { formatInvoiceNumber, invoiceNumberOf } from "../../domain/invoices/invoice-number.ts";
import type { ReadableBook, SqlValue } from "../book/book-handle.ts";
import { createConditions } from "../conditions.ts";
import { countUpTo } from "../count-rows.ts";
import { unknownCursor } from "../cursor.ts";

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
  if (input.billingRunId !== null) add("billing_run_id = ?", input.billingRunId);
  if (input.outcome === "by_credit") add("issued_credit_minor > 0");
  else if (input.outcome !== null) add("outcome = ?", input.outcome);
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

interface StoredRow extends Omit<InvoiceRow, "number" | "isPastDue"> {
  readonly number: number;
}

const rowSelect = `SELECT i.number, i.id, i.account_id AS accountId, a.name AS accountName, i.state, i.currency, i.issued_on AS issuedOn,
    i.due_on AS dueOn, i.total_minor AS totalMinor, i.credit_applied_minor AS creditAppliedMinor, i.paid_by AS paidBy,
    i.outstanding_minor AS outstandingMinor
  FROM invoice i JOIN account a ON a.id = i.account_id`;

const toRow = (row: StoredRow, today: string): InvoiceRow => ({
  ...row,
  number: formatInvoiceNumber(row.number),
  isPastDue: row.state === "open" && row.dueOn < today,
});

/** An invoice as the list shows it. */
export function findInvoiceRow(book: ReadableBook, invoiceId: string, today: string): InvoiceRow | undefined {
  const row = book.get<StoredRow>(`${rowSelect} WHERE i.id = ?`, invoiceId);
  return row && toRow(row, today);
}

function readInvoiceRow(book: ReadableBook, number: number, today: string): InvoiceRow[] {
  const row = book.get<StoredRow>(`${rowSelect} WHERE i.number = ?`, number);
  return row ? [toRow(row, today)] : [];
}
