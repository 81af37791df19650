import type { ReadableBook } from "../book/book-handle.ts";

/** What of an invoice or a credit note may not add up. */
export type PaperFault =
  | "invoice_lines"
  | "payments"
  | "credit_notes"
  | "write_offs"
  | "overpaid"
  | "note_lines"
  | "note_credit";

export interface BrokenPaper {
  readonly fault: PaperFault;
  /** Of the invoice, or of the credit note. */
  readonly number: number;
}

const creditGivenFor = (source: string) => `(SELECT coalesce(sum(entry.amount_minor), 0) FROM ledger_entry entry
  WHERE entry.source_type = 'refund_to_credit' AND entry.source_id = ${source})`;

/** The first of some invoices, or of their credit notes, that says something else than its lines, payments, notes and entries come to. */
export function findBrokenPaper(book: ReadableBook, firstNumber: number, lastNumber: number): BrokenPaper | null {
  const found = book.get<BrokenPaper>(
    `WITH wanted (first, last) AS (SELECT ?, ?)
     SELECT fault, number FROM (
       SELECT invoice.number, CASE
         WHEN (subtotal_minor, tax_minor, discount_minor) <>
           (SELECT coalesce(sum(line.net_minor), 0), coalesce(sum(line.tax_minor), 0), coalesce(sum(line.discount_minor), 0)
            FROM invoice_line line WHERE line.invoice_number = invoice.number) THEN 'invoice_lines'
         WHEN amount_paid_minor <>
           (SELECT coalesce(sum(payment.amount_minor - payment.overpaid_minor), 0) FROM payment
            WHERE payment.invoice_number = invoice.number AND payment.status = 'succeeded'
              AND NOT EXISTS (SELECT 1 FROM payment_taken_back back WHERE back.payment_id = payment.id)) THEN 'payments'
         WHEN (credited_minor, reduced_minor) <>
           (SELECT coalesce(sum(note.total_minor), 0), coalesce(sum(note.to_due_minor), 0) FROM credit_note note
            WHERE note.invoice_number = invoice.number) THEN 'credit_notes'
         WHEN written_off_minor <>
           (SELECT coalesce(sum(given_up.amount_minor), 0) FROM write_off given_up
            WHERE given_up.invoice_number = invoice.number) THEN 'write_offs'
         END AS fault
       FROM wanted CROSS JOIN invoice WHERE invoice.number BETWEEN first AND last
     ) papers WHERE fault IS NOT NULL
     UNION ALL
     SELECT 'overpaid', payment.invoice_number FROM wanted CROSS JOIN payment
       WHERE payment.invoice_number BETWEEN first AND last AND payment.overpaid_minor > 0
         AND payment.overpaid_minor <> ${creditGivenFor("payment.id")}
     UNION ALL
     SELECT 'note_lines', note.number FROM wanted CROSS JOIN credit_note note
       WHERE note.invoice_number BETWEEN first AND last AND (note.net_minor, note.tax_minor) <>
         (SELECT coalesce(sum(taken.net_minor), 0), coalesce(sum(taken.tax_minor), 0) FROM credit_note_line taken
          WHERE taken.credit_note_number = note.number)
     UNION ALL
     SELECT 'note_credit', note.number FROM wanted CROSS JOIN credit_note note
       WHERE note.invoice_number BETWEEN first AND last AND note.to_credit_minor <> ${creditGivenFor("note.id")}
     LIMIT 1`,
    firstNumber,
    lastNumber,
  );
  return found ?? null;
}

/** The first number without an invoice, from one number to another; null where there is none. */
export function findMissingInvoice(book: ReadableBook, firstNumber: number, lastNumber: number): number | null {
  const { count } = book.get<{ count: number }>(
    "SELECT count(*) AS count FROM invoice WHERE number BETWEEN ? AND ?",
    firstNumber,
    lastNumber,
  ) ?? { count: 0 };
  if (count === lastNumber - firstNumber + 1) return null;
  const numbers = new Set(
    book.values<number>("SELECT number FROM invoice WHERE number BETWEEN ? AND ?", firstNumber, lastNumber),
  );
  for (let number = firstNumber; number <= lastNumber; number += 1) if (!numbers.has(number)) return number;
  return null;
}

/** The last numbers that were given out, and those that the next papers get. */
export interface PaperNumbers {
  readonly lastInvoice: number;
  readonly nextInvoice: number;
  readonly lastNote: number;
  readonly nextNote: number;
}

export function readPaperNumbers(book: ReadableBook): PaperNumbers {
  const numbers = book.get<PaperNumbers>(
    `SELECT (SELECT coalesce(max(number), 0) FROM invoice) AS lastInvoice, next_invoice_number AS nextInvoice,
       (SELECT coalesce(max(number), 0) FROM credit_note) AS lastNote, next_credit_note_number AS nextNote
     FROM book`,
  );
  if (!numbers) throw new Error("The book has no settings");
  return numbers;
}
