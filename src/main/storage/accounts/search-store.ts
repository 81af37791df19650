import type { SearchHit } from "../../../shared/contract/book.ts";
import { findAccountsByText } from "./account-list.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { numbersOf } from "../invoices/numbering-store.ts";

const hitsPerKind = 6;

/** A few accounts, invoices and entries that a text may mean: names and contacts by parts, accounts by how their id begins, others by id. */
export function searchBook(book: ReadableBook, text: string): SearchHit[] {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  return [...findInvoices(book, trimmed), ...findEntries(book, trimmed), ...findAccounts(book, trimmed)];
}

function findAccounts(book: ReadableBook, text: string): SearchHit[] {
  return findAccountsByText(book, text, hitsPerKind).map((account) => ({ type: "account", ...account }));
}

function findInvoices(book: ReadableBook, text: string): SearchHit[] {
  const numbers = numbersOf(book);
  return book
    .all<{ id: string; number: number; accountName: string; currency: string; totalMinor: number }>(
      `SELECT i.id, i.number, i.buyer_name AS accountName, i.currency, i.total_minor AS totalMinor
       FROM invoice i WHERE i.number IN (SELECT CAST(wanted.value AS BIGINT) FROM json_each(?) wanted) OR i.id = ? ORDER BY i.number DESC LIMIT ?`,
      JSON.stringify(numbers.invoicesCalled(text)),
      text,
      hitsPerKind,
    )
    .map((invoice) => ({ type: "invoice", ...invoice, number: numbers.invoice(invoice.number) }));
}

function findEntries(book: ReadableBook, text: string): SearchHit[] {
  return book
    .all<{ id: string; sequence: number; accountName: string; currency: string; amountMinor: number }>(
      `SELECT e.id, e.sequence, a.name AS accountName, e.currency, e.amount_minor AS amountMinor
       FROM ledger_entry e JOIN account a ON a.id = e.account_id WHERE e.id = ?`,
      text,
    )
    .map((entry) => ({ type: "entry", ...entry }));
}
