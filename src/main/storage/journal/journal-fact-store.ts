import type { CivilDate } from "../../../shared/calendar.ts";
import { numbersOf } from "../invoices/numbering-store.ts";
import type {
  CreditNoteFact,
  EntryFact,
  InvoiceFact,
  JournalFact,
  PaymentFact,
  PostedLine,
  VoidFact,
  WriteOffFact,
} from "../../domain/journal/facts.ts";
import type { PaperNumbers } from "../../domain/invoices/numbering.ts";
import type { ReadableBook } from "../book/book-handle.ts";

/** The first day from a day on, up to another, on which there is anything to post; undefined where there is none. */
export function findJournalDay(book: ReadableBook, fromOn: CivilDate, throughOn: CivilDate): CivilDate | undefined {
  const row = book.get<{ on: CivilDate | null }>(
    `WITH period (from_on) AS (SELECT ?)
     SELECT min("on") AS "on" FROM (
       SELECT min(effective_on) AS "on" FROM ledger_entry WHERE effective_on >= (SELECT from_on FROM period)
       UNION ALL SELECT min(issued_on) FROM invoice WHERE issued_on >= (SELECT from_on FROM period)
       UNION ALL SELECT min(voided_on) FROM invoice WHERE voided_on IS NOT NULL AND voided_on >= (SELECT from_on FROM period)
       UNION ALL SELECT min(issued_on) FROM credit_note WHERE issued_on >= (SELECT from_on FROM period)
       UNION ALL SELECT min(paid_on) FROM payment WHERE paid_on >= (SELECT from_on FROM period) AND status = 'succeeded'
       UNION ALL SELECT min(taken_back_on) FROM payment_taken_back WHERE taken_back_on >= (SELECT from_on FROM period)
       UNION ALL SELECT min(written_off_on) FROM write_off WHERE written_off_on >= (SELECT from_on FROM period))`,
    fromOn,
  );
  return row && row.on !== null && row.on <= throughOn ? row.on : undefined;
}

/** So many facts of a kind are read at a time. */
const factsPerRead = 500;

/**
 * All facts of a day, some at a time, always in the same order: invoices, notes, entries, payments, what was taken back, written off and
 * voided, each in the order in which they came about.
 */
export function* readFactsOn(book: ReadableBook, on: CivilDate): Generator<readonly JournalFact[], void, void> {
  for (const read of [
    readInvoices,
    readCreditNotes,
    readEntries,
    readPayments,
    readTakenBack,
    readWriteOffs,
    readVoids,
  ]) {
    for (let after: string | number | null = null; ;) {
      const page: Facts = read(book, on, after);
      if (page.facts.length > 0) yield page.facts;
      if (page.facts.length < factsPerRead) break;
      after = page.last;
    }
  }
}

/** Facts of a kind, and the place of the last of them. */
interface Facts {
  readonly facts: readonly JournalFact[];
  readonly last: string | number | null;
}

type Stored<Fact extends JournalFact, Key, Without extends keyof Fact> = Omit<
  Fact,
  "type" | "on" | "code" | Without
> & {
  readonly key: Key;
};

function factsOf<Row extends { readonly key: string | number }>(
  rows: readonly Row[],
  toFact: (row: Row) => JournalFact,
): Facts {
  return { facts: rows.map(toFact), last: rows.at(-1)?.key ?? null };
}

const buyer = "invoice.account_id AS accountId, invoice.buyer_name AS buyerName, invoice.currency";

function readInvoices(book: ReadableBook, on: CivilDate, after: string | number | null): Facts {
  const numbers = numbersOf(book);
  const rows = book.all<Stored<InvoiceFact, number, "lines">>(
    `SELECT number AS key, ${buyer}, carried_minor AS carriedMinor FROM invoice
     WHERE issued_on = ? AND number > ? ORDER BY number LIMIT ?`,
    on,
    after ?? 0,
    factsPerRead,
  );
  return factsOf(rows, ({ key, ...row }) => ({
    ...row,
    type: "invoice",
    on,
    code: numbers.invoice(key),
    lines: readLines(book, key),
  }));
}

/** By what each plan, tax rate and kind of line comes to. */
const postedLine = (
  figures: string,
) => `SELECT line.kind, price.plan_id AS planId, line.tax_rate_id AS taxRateId, ${figures}
  FROM invoice_line line LEFT JOIN subscription_item item ON item.id = line.subscription_item_id
  LEFT JOIN price ON price.id = item.price_id`;

function readLines(book: ReadableBook, invoiceNumber: number): PostedLine[] {
  return book.all<PostedLine>(
    `${postedLine("line.net_minor AS netMinor, line.tax_minor AS taxMinor")} WHERE line.invoice_number = ? ORDER BY line.position`,
    invoiceNumber,
  );
}

function readCreditNotes(book: ReadableBook, on: CivilDate, after: string | number | null): Facts {
  const numbers = numbersOf(book);
  const rows = book.all<
    Stored<CreditNoteFact, number, "lines" | "refunds" | "invoiceCode"> & { readonly invoiceNumber: number }
  >(
    `SELECT note.number AS key, note.invoice_number AS invoiceNumber, ${buyer}
     FROM credit_note note JOIN invoice ON invoice.number = note.invoice_number
     WHERE note.issued_on = ? AND note.number > ? ORDER BY note.number LIMIT ?`,
    on,
    after ?? 0,
    factsPerRead,
  );
  return factsOf(rows, ({ key, invoiceNumber, ...row }) => ({
    ...row,
    type: "credit_note",
    on,
    code: numbers.creditNote(key),
    invoiceCode: numbers.invoice(invoiceNumber),
    lines: book.all<PostedLine>(
      `${postedLine("credited.net_minor AS netMinor, credited.tax_minor AS taxMinor")}
       JOIN credit_note_line credited ON credited.invoice_number = line.invoice_number AND credited.position = line.position
       WHERE credited.credit_note_number = ? ORDER BY line.position`,
      key,
    ),
    refunds: book.all<CreditNoteFact["refunds"][number]>(
      `SELECT payment.gateway, refund.amount_minor AS amountMinor
       FROM refund JOIN payment ON payment.id = refund.payment_id WHERE refund.credit_note_number = ? ORDER BY refund.id`,
      key,
    ),
  }));
}

function readEntries(book: ReadableBook, on: CivilDate, after: string | number | null): Facts {
  const rows = book.all<Stored<EntryFact, number, "isReversal"> & { readonly id: string; readonly isReversal: number }>(
    // A block that is voided was given for a reason, and what voiding takes answers that one.
    `SELECT e.sequence AS key, e.id, e.account_id AS accountId, e.currency, e.amount_minor AS amountMinor,
       e.source_type = 'reversal' AS isReversal, coalesce(original.source_type, e.source_type) AS sourceType,
       coalesce(original.reason_code, e.reason_code, (
         SELECT formed.reason_code FROM credit_block block JOIN ledger_entry formed ON formed.id = block.entry_id
         WHERE block.id = e.source_id AND e.source_type = 'deduction')) AS reasonCode
     FROM ledger_entry e
     LEFT JOIN ledger_entry original ON e.source_type = 'reversal' AND original.id = e.reverses_entry_id
     WHERE e.effective_on = ? AND e.sequence > ? ORDER BY e.sequence LIMIT ?`,
    on,
    after ?? 0,
    factsPerRead,
  );
  return factsOf(rows, ({ key: _key, id, isReversal, ...row }) => ({
    ...row,
    type: "entry",
    on,
    code: id,
    isReversal: isReversal === 1,
  }));
}

type StoredPayment = Stored<PaymentFact, string, "invoiceCode"> & { readonly invoiceNumber: number };

const paymentColumns = `payment.id AS key, payment.invoice_number AS invoiceNumber, payment.gateway, payment.amount_minor AS amountMinor, ${buyer}`;

function toPayment(
  numbers: PaperNumbers,
  { key, invoiceNumber, ...row }: StoredPayment,
  type: PaymentFact["type"],
  on: CivilDate,
): PaymentFact {
  return { ...row, type, on, code: key, invoiceCode: numbers.invoice(invoiceNumber) };
}

function readPayments(book: ReadableBook, on: CivilDate, after: string | number | null): Facts {
  const numbers = numbersOf(book);
  const rows = book.all<StoredPayment>(
    `SELECT ${paymentColumns} FROM payment JOIN invoice ON invoice.number = payment.invoice_number
     WHERE payment.paid_on = ? AND payment.status = 'succeeded' AND payment.id > ? ORDER BY payment.id LIMIT ?`,
    on,
    after ?? "",
    factsPerRead,
  );
  return factsOf(rows, (row) => toPayment(numbers, row, "payment", on));
}

function readTakenBack(book: ReadableBook, on: CivilDate, after: string | number | null): Facts {
  const numbers = numbersOf(book);
  const rows = book.all<StoredPayment>(
    `SELECT ${paymentColumns} FROM payment_taken_back back JOIN payment ON payment.id = back.payment_id
     JOIN invoice ON invoice.number = payment.invoice_number
     WHERE back.taken_back_on = ? AND back.payment_id > ? ORDER BY back.payment_id LIMIT ?`,
    on,
    after ?? "",
    factsPerRead,
  );
  return factsOf(rows, (row) => toPayment(numbers, row, "payment_taken_back", on));
}

function readWriteOffs(book: ReadableBook, on: CivilDate, after: string | number | null): Facts {
  const numbers = numbersOf(book);
  const rows = book.all<Stored<WriteOffFact, number, never>>(
    `SELECT write_off.invoice_number AS key, sum(write_off.amount_minor) AS amountMinor, ${buyer}
     FROM write_off JOIN invoice ON invoice.number = write_off.invoice_number
     WHERE write_off.written_off_on = ? AND write_off.invoice_number > ?
     GROUP BY write_off.invoice_number, invoice.number ORDER BY write_off.invoice_number LIMIT ?`,
    on,
    after ?? 0,
    factsPerRead,
  );
  return factsOf(rows, ({ key, ...row }) => ({ ...row, type: "write_off", on, code: numbers.invoice(key) }));
}

function readVoids(book: ReadableBook, on: CivilDate, after: string | number | null): Facts {
  const numbers = numbersOf(book);
  const rows = book.all<Stored<VoidFact, number, "lines" | "isBilledAgain"> & { readonly isBilledAgain: number }>(
    `SELECT number AS key, ${buyer}, written_off_minor AS writtenOffMinor,
       EXISTS (SELECT 1 FROM invoice_line line WHERE line.invoice_number = invoice.number AND line.is_released = 1) AS isBilledAgain
     FROM invoice WHERE voided_on = ? AND number > ? ORDER BY number LIMIT ?`,
    on,
    after ?? 0,
    factsPerRead,
  );
  return factsOf(rows, ({ key, isBilledAgain, ...row }) => ({
    ...row,
    type: "void",
    on,
    code: numbers.invoice(key),
    isBilledAgain: isBilledAgain === 1,
    lines: book.all<PostedLine>(
      `${postedLine(`line.net_minor - (${creditedOf("net_minor")}) AS netMinor, line.tax_minor - (${creditedOf("tax_minor")}) AS taxMinor`)}
       WHERE line.invoice_number = ? ORDER BY line.position`,
      key,
    ),
  }));
}

/** What credit notes have taken back of a line. */
const creditedOf = (figure: string) => `SELECT coalesce(sum(credited.${figure}), 0) FROM credit_note_line credited
  WHERE credited.invoice_number = line.invoice_number AND credited.position = line.position`;
