import type { CivilDate } from "../../../shared/calendar.ts";
import type { Explanation } from "../../../shared/contract/explanation.ts";
import { discountIn } from "../../domain/billing/discount.ts";
import type { ChargedLine, PeriodShare } from "../../domain/billing/facts.ts";
import type { UnpaidInvoice } from "../../domain/billing/give-back.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { readUnpaidCarried } from "../invoices/carried-store.ts";
import { readCreditableLines } from "../invoices/credit-note-store.ts";
import { numbersOf } from "../invoices/numbering-store.ts";
import { taxRateColumns, toTaxRate, type TaxRateColumns } from "../plans/tax-rate-store.ts";

/**
 * What notes of some causes took back of the line `line`, and what later invoices that still stand gave back of it, less what notes
 * took back of that.
 */
export const takenBack = (column: "net_minor" | "tax_minor", causes = "'correction', 'unused_time'") => `(
    SELECT coalesce(sum(credited.${column}), 0) FROM credit_note_line credited
      JOIN credit_note note ON note.number = credited.credit_note_number
    WHERE credited.invoice_number = line.invoice_number AND credited.position = line.position AND note.cause IN (${causes})
  ) + (
    SELECT coalesce(sum(-given.${column} + (
        SELECT coalesce(sum(credited.${column}), 0) FROM credit_note_line credited
        WHERE credited.invoice_number = given.invoice_number AND credited.position = given.position)), 0)
      FROM invoice_line given JOIN invoice later ON later.number = given.invoice_number
    WHERE given.adjusts_invoice_number = line.invoice_number AND given.adjusts_position = line.position
      AND later.state <> 'void'
  )`;

/**
 * The lines that charged for time of a subscription beyond a day, whichever of its items it was for, with what is left of each after
 * earlier changes and credit notes (BEHAVIOUR 7.2). An invoice that was voided charged nothing and gave nothing back (7.2a).
 */
export function listChargedLines(book: ReadableBook, subscriptionId: string, today: CivilDate): ChargedLine[] {
  const numbers = numbersOf(book);
  return book
    .all<Omit<ChargedLine, "invoiceCode" | "taxRate"> & TaxRateColumns>(
      `SELECT line.invoice_number AS invoiceNumber, line.position, line.kind, line.description,
         line.subscription_item_id AS subscriptionItemId, line.period_start_on AS periodStartOn, line.period_end_on AS periodEndOn,
         line.net_minor AS netMinor,
         line.net_minor - (${takenBack("net_minor")}) AS leftMinor,
         line.tax_minor - (${takenBack("tax_minor")}) AS taxLeftMinor,
         ${takenBack("net_minor", "'unused_time'")} AS timeGivenBackMinor,
         ${taxRateColumns}
       FROM subscription_item item
       JOIN invoice_line line ON line.subscription_item_id = item.id
         AND line.kind IN ('fee', 'seats', 'prorated_fee', 'prorated_seats') AND line.period_end_on > ?
       JOIN invoice ON invoice.number = line.invoice_number
       LEFT JOIN tax_rate ON tax_rate.id = line.tax_rate_id
       WHERE item.account_id = (SELECT account_id FROM subscription WHERE id = ?) AND item.subscription_id = ?
         AND invoice.state <> 'void'
       ORDER BY line.invoice_number, line.position`,
      today,
      subscriptionId,
      subscriptionId,
    )
    .map(({ taxRateId, taxRateName, taxRateParts, ...line }) => ({
      ...line,
      invoiceCode: numbers.invoice(line.invoiceNumber),
      taxRate: toTaxRate({ taxRateId, taxRateName, taxRateParts }),
    }));
}

/** The lines that charged for time of a subscription's items that is not over. */
const linesOfSubscription = `SELECT line.* FROM subscription_item item
  JOIN invoice_line line ON line.subscription_item_id = item.id
    AND line.kind IN ('fee', 'seats', 'prorated_fee', 'prorated_seats') AND line.period_end_on > ?
  WHERE item.account_id = (SELECT account_id FROM subscription WHERE id = ?) AND item.subscription_id = ?`;

/**
 * The shares that were taken off the periods of a subscription that end after a day, as the lines tell that charged each of them last,
 * voided ones too: a period that was waived has used its discount all the same.
 */
export function listPeriodShares(book: ReadableBook, subscriptionId: string, today: CivilDate): PeriodShare[] {
  const rows = book.all<{ subscriptionItemId: string; periodEndOn: CivilDate; steps: string | null }>(
    `SELECT line.subscription_item_id AS subscriptionItemId, line.period_end_on AS periodEndOn, line.steps
     FROM (${linesOfSubscription}) line WHERE line.kind IN ('fee', 'seats') ORDER BY line.invoice_number, line.position`,
    today,
    subscriptionId,
    subscriptionId,
  );
  const periods = new Map(rows.map((row) => [`${row.subscriptionItemId} ${row.periodEndOn}`, row]));
  return [...periods.values()].flatMap(({ subscriptionItemId, periodEndOn, steps }) => {
    const discount = discountIn(JSON.parse(steps ?? "[]") as Explanation);
    if (!discount || discount.partsPerMillion === null) return [];
    const { name, partsPerMillion } = discount;
    return [{ subscriptionItemId, periodEndOn, name, partsPerMillion }];
  });
}

/**
 * Of the invoices with these numbers those that were not paid in full, with all their lines (BEHAVIOUR 7.2a). Something that was
 * carried over is paid where the invoice that took it is; what waits for one still is charged by the invoice of the change itself.
 */
export function listUnpaidInvoices(book: ReadableBook, numbers: readonly number[]): UnpaidInvoice[] {
  return [...new Set(numbers)].flatMap((number) => {
    const row = book.get<Omit<UnpaidInvoice, "code" | "lines" | "lostMinor" | "notPaidElsewhereMinor">>(
      `SELECT id, number, total_minor AS totalMinor, written_off_minor AS writtenOffMinor, outstanding_minor AS outstandingMinor
       FROM invoice WHERE number = ?`,
      number,
    );
    if (!row) return [];
    const { unpaidMinor, waitingMinor } = readUnpaidCarried(book, number);
    const lostMinor = row.writtenOffMinor + unpaidMinor;
    if (row.outstandingMinor + lostMinor === 0) return [];
    return [
      {
        ...row,
        code: numbersOf(book).invoice(number),
        lostMinor,
        notPaidElsewhereMinor: unpaidMinor + waitingMinor,
        lines: readCreditableLines(book, number),
      },
    ];
  });
}
