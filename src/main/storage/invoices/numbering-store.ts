import { paperNumbersOf, type PaperNumbers } from "../../domain/invoices/numbering.ts";
import type { ReadableBook } from "../book/book-handle.ts";

/** What the invoices and credit notes of the book are called. */
export function numbersOf(book: ReadableBook): PaperNumbers {
  // Where it is only found out what will be asked, nothing is answered, and no paper is called anything.
  return paperNumbersOf(book.get<{ numbering: string }>("SELECT numbering FROM book")?.numbering ?? "[]");
}

/** The counts of the next invoice and the next credit note. */
export function readNextCounts(book: ReadableBook): { readonly invoice: number; readonly creditNote: number } {
  const row = book.get<{ invoice: number; creditNote: number }>(
    "SELECT next_invoice_number AS invoice, next_credit_note_number AS creditNote FROM book",
  );
  if (!row) throw new Error("The book has no settings");
  return row;
}
