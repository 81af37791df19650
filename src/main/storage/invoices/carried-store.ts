import type { InvoiceState } from "../../../shared/contract/invoice-view.ts";
import { minorUnits, type MinorUnits } from "../../../shared/money/minor-units.ts";
import type { ReadableBook } from "../book/book-handle.ts";

/**
 * What was too little to be charged and stands on the account's next invoice (BEHAVIOUR 8.8). The invoice that it comes from asks for
 * nothing more, and is paid for where the next one is.
 */

/** What of an invoice was carried over and nobody has paid. */
export interface UnpaidCarried {
  /** What waits for the next invoice still. */
  readonly waitingMinor: MinorUnits;
  /** What an invoice that has it was not paid for, or will not be because it was voided. */
  readonly unpaidMinor: MinorUnits;
}

const nothing: UnpaidCarried = { waitingMinor: minorUnits(0), unpaidMinor: minorUnits(0) };

/** How it stands with what was carried over from an invoice, which may have been carried on from there. */
export function readUnpaidCarried(book: ReadableBook, number: number): UnpaidCarried {
  const row = book.get<{ carriedMinor: number; next: number | null; nextState: InvoiceState; restMinor: number }>(
    `SELECT invoice.carried_minor AS carriedMinor, next.number AS next, next.state AS nextState,
       next.outstanding_minor + next.written_off_minor AS restMinor
     FROM invoice JOIN pending_charge charge ON charge.carried_from_invoice_number = invoice.number
     LEFT JOIN invoice next ON next.number = charge.invoice_number
     WHERE invoice.number = ? AND invoice.carried_minor > 0`,
    number,
  );
  if (!row) return nothing;
  const { carriedMinor, next, nextState, restMinor } = row;
  const atMost = (minor: number) => minorUnits(Math.min(carriedMinor, minor));
  if (next === null) return { ...nothing, waitingMinor: minorUnits(carriedMinor) };
  if (nextState === "void") return { ...nothing, unpaidMinor: minorUnits(carriedMinor) };
  const further = readUnpaidCarried(book, next);
  const unpaidMinor = atMost(restMinor + further.unpaidMinor);
  return { unpaidMinor, waitingMinor: minorUnits(Math.min(further.waitingMinor, carriedMinor - unpaidMinor)) };
}

/** The invoices that had something carried over to one. */
export function listCarriedTo(
  book: ReadableBook,
  number: number,
): { readonly number: number; readonly carriedMinor: number }[] {
  return book.all(
    `SELECT carried.number, carried.carried_minor AS carriedMinor
     FROM invoice_line line
     JOIN pending_charge charge ON charge.invoice_number = line.invoice_number
     JOIN invoice carried ON carried.number = charge.carried_from_invoice_number
     WHERE line.invoice_number = ? AND line.kind = 'carried'
     GROUP BY carried.number, carried.carried_minor ORDER BY carried.number`,
    number,
  );
}
