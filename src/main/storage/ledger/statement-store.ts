import type { CivilDate } from "../../../shared/calendar.ts";
import type { AccountStatement } from "../../../shared/contract/account-statement.ts";
import { numbersOf } from "../invoices/numbering-store.ts";
import type { ReadableBook } from "../book/book-handle.ts";

/** Whose, in which currency, from which day through which. */
export interface StatementSpan {
  readonly accountId: string;
  readonly currency: string;
  readonly fromOn: CivilDate;
  readonly throughOn: CivilDate;
}

type StatementEntry = Omit<AccountStatement["movements"][number], "balanceMinor">;
type StatementInvoice = AccountStatement["invoices"][number];

/** The entries that take effect in a span, in the order of their days; at most `limit` of them. */
export function listStatementEntries(
  book: ReadableBook,
  { accountId, currency, fromOn, throughOn }: StatementSpan,
  limit: number,
): StatementEntry[] {
  const numbers = numbersOf(book);
  return book
    .all<Omit<StatementEntry, "invoiceNumber"> & { readonly invoiceNumber: number | null }>(
      `SELECT e.id AS entryId, e.sequence, e.effective_on AS "on", e.source_type AS sourceType, r.name AS reasonName,
         i.number AS invoiceNumber, e.amount_minor AS amountMinor
       FROM ledger_entry e INDEXED BY ledger_entry_account
       LEFT JOIN reason_code r ON r.code = e.reason_code
       LEFT JOIN invoice i ON i.id = e.source_id AND e.source_type IN ('invoice_applied', 'invoice_returned', 'proration')
       WHERE e.account_id = ? AND e.currency = ? AND e.effective_on BETWEEN ? AND ?
       ORDER BY e.effective_on, e.sequence LIMIT ?`,
      accountId,
      currency,
      fromOn,
      throughOn,
      limit,
    )
    .map((entry) => ({
      ...entry,
      invoiceNumber: entry.invoiceNumber === null ? null : numbers.invoice(entry.invoiceNumber),
    }));
}

/** The invoices that were issued in a span, in the order of their numbers; at most `limit` of them. */
export function listStatementInvoices(
  book: ReadableBook,
  { accountId, currency, fromOn, throughOn }: StatementSpan,
  limit: number,
): StatementInvoice[] {
  const numbers = numbersOf(book);
  return book
    .all<Omit<StatementInvoice, "number"> & { readonly number: number }>(
      `SELECT id, number, issued_on AS issuedOn, due_on AS dueOn, state, total_minor AS totalMinor,
         credit_applied_minor AS creditAppliedMinor, outstanding_minor AS outstandingMinor
       FROM invoice INDEXED BY invoice_account
       WHERE account_id = ? AND currency = ? AND issued_on BETWEEN ? AND ? ORDER BY number LIMIT ?`,
      accountId,
      currency,
      fromOn,
      throughOn,
      limit,
    )
    .map((invoice) => ({ ...invoice, number: numbers.invoice(invoice.number) }));
}
