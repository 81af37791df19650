import type { CivilDate, DaySpan } from "../../../shared/calendar.ts";
import type { RevenueLine } from "../../../shared/contract/reports.ts";
import { formatCreditNoteNumber } from "../../domain/invoices/credit-note-number.ts";
import { formatInvoiceNumber } from "../../domain/invoices/invoice-number.ts";
import type { ReadableBook, SqlValue } from "../book/book-handle.ts";
import type { KeyedPage } from "./keyed-page.ts";

/**
 * What counts as revenue in a period: what lines charge by the date of their invoice, what credit notes take back by theirs, and what
 * voided invoices had charged and no note had taken back, by the day they were voided. A rest that was carried over is a line of another
 * invoice as well and counts there where it was charged first. Takes the first and the last day three times.
 */
const countedLines = `counted (kind, counted_on, paper, invoice_number, position, amount_minor) AS (
    SELECT 'invoiced', invoice.issued_on, invoice.number, line.invoice_number, line.position, line.net_minor
      FROM invoice CROSS JOIN invoice_line line ON line.invoice_number = invoice.number
      WHERE invoice.issued_on BETWEEN ? AND ? AND line.kind <> 'carried'
    UNION ALL
    SELECT 'credited', note.issued_on, note.number, line.invoice_number, line.position, -taken.net_minor
      FROM credit_note note CROSS JOIN credit_note_line taken ON taken.credit_note_number = note.number
        CROSS JOIN invoice_line line ON line.invoice_number = taken.invoice_number AND line.position = taken.position
      WHERE note.issued_on BETWEEN ? AND ? AND line.kind <> 'carried'
    UNION ALL
    SELECT 'voided', invoice.voided_on, invoice.number, line.invoice_number, line.position,
        (SELECT coalesce(sum(taken.net_minor), 0) FROM credit_note_line taken
          WHERE taken.invoice_number = line.invoice_number AND taken.position = line.position) - line.net_minor
      FROM invoice CROSS JOIN invoice_line line ON line.invoice_number = invoice.number
      WHERE invoice.voided_on BETWEEN ? AND ? AND line.kind <> 'carried'
  )`;

const withPlan = `counted CROSS JOIN invoice ON invoice.number = counted.invoice_number
    CROSS JOIN invoice_line line ON line.invoice_number = counted.invoice_number AND line.position = counted.position
    LEFT JOIN subscription_item item ON item.id = line.subscription_item_id
    LEFT JOIN price ON price.id = item.price_id
    LEFT JOIN plan ON plan.id = price.plan_id`;

const threeTimes = ({ fromOn, throughOn }: DaySpan): SqlValue[] => [
  fromOn,
  throughOn,
  fromOn,
  throughOn,
  fromOn,
  throughOn,
];

/** What one plan came to in one month. */
export interface PlanRevenue {
  readonly currency: string;
  readonly month: string;
  readonly planId: string | null;
  readonly planName: string | null;
  readonly invoicedMinor: number;
  readonly creditedMinor: number;
  readonly voidedMinor: number;
}

export function sumRevenue(book: ReadableBook, period: DaySpan, currency: string | null): PlanRevenue[] {
  return book.all<PlanRevenue>(
    `WITH ${countedLines}
     SELECT invoice.currency, substr(counted_on, 1, 7) AS month, plan.id AS planId, plan.name AS planName,
       sum(iif(counted.kind = 'invoiced', counted.amount_minor, 0)) AS invoicedMinor,
       sum(iif(counted.kind = 'credited', counted.amount_minor, 0)) AS creditedMinor,
       sum(iif(counted.kind = 'voided', counted.amount_minor, 0)) AS voidedMinor
     FROM ${withPlan} WHERE ? IS NULL OR invoice.currency = ?
     GROUP BY invoice.currency, month, plan.id ORDER BY invoice.currency, month, plan.name, plan.id`,
    ...threeTimes(period),
    currency,
    currency,
  );
}

interface StoredLine extends Omit<RevenueLine, "invoiceNumber" | "creditNoteNumber"> {
  readonly key: string;
  readonly number: number;
  readonly paper: number;
  readonly on: CivilDate;
}

/**
 * The lines that revenue is the sum of, oldest first.
 *
 * @param planId of one plan; `none` for what belongs to no plan, null for all.
 */
export function listRevenueLines(
  book: ReadableBook,
  period: DaySpan,
  { currency, planId }: { readonly currency: string | null; readonly planId: string | null },
  { afterKey, limit }: KeyedPage,
): { rows: (RevenueLine & { readonly key: string })[]; count: number } {
  const where = `(? IS NULL OR invoice.currency = ?) AND (? IS NULL OR coalesce(plan.id, 'none') = ?)`;
  const values = [...threeTimes(period), currency, currency, planId, planId];
  const rows = book.all<StoredLine>(
    `WITH ${countedLines}
     SELECT * FROM (
       SELECT printf('%s %s %016d %06d', counted_on, counted.kind, paper, counted.position) AS key, counted.kind, counted_on AS "on",
         paper, invoice.number, invoice.id AS invoiceId, invoice.account_id AS accountId, account.name AS accountName, invoice.currency,
         plan.id AS planId, plan.name AS planName, line.description, counted.amount_minor AS amountMinor
       FROM ${withPlan} JOIN account ON account.id = invoice.account_id WHERE ${where}
     ) WHERE key > ? ORDER BY key LIMIT ?`,
    ...values,
    afterKey,
    limit,
  );
  const counted = book.get<{ count: number }>(
    `WITH ${countedLines} SELECT count(*) AS count FROM ${withPlan} WHERE ${where}`,
    ...values,
  );
  return {
    rows: rows.map(({ number, paper, ...row }) => ({
      ...row,
      invoiceNumber: formatInvoiceNumber(number),
      creditNoteNumber: row.kind === "credited" ? formatCreditNoteNumber(paper) : null,
    })),
    count: counted?.count ?? 0,
  };
}
