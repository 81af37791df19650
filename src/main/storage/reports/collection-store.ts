import type { DaySpan } from "../../../shared/calendar.ts";
import type { CollectionItem, CollectionKind } from "../../../shared/contract/reports.ts";
import { formatInvoiceNumber } from "../../domain/invoices/invoice-number.ts";
import type { ReadableBook, SqlValue } from "../book/book-handle.ts";
import type { KeyedPage } from "./keyed-page.ts";

/**
 * What became of what invoices asked for in a period: money by the day it came in or was tried, what was taken back and given back, and
 * rests that were written off. Takes the first and the last day four times.
 */
const happened = `happened (kind, happened_on, id, invoice_number, amount_minor, detail) AS (
    SELECT iif(status = 'succeeded', 'collected', 'failed'), paid_on, id, invoice_number, amount_minor,
        iif(status = 'succeeded', reference, coalesce(failure_reason, status))
      FROM payment WHERE paid_on BETWEEN ? AND ?
    UNION ALL
    SELECT 'taken_back', back.taken_back_on, payment.id, payment.invoice_number, -payment.amount_minor, back.reason
      FROM payment_taken_back back CROSS JOIN payment ON payment.id = back.payment_id WHERE back.taken_back_on BETWEEN ? AND ?
    UNION ALL
    SELECT 'refunded', issued_on, id, invoice_number, -(to_payment_method_minor + out_of_band_minor), note
      FROM credit_note WHERE issued_on BETWEEN ? AND ? AND to_payment_method_minor + out_of_band_minor > 0
    UNION ALL
    SELECT 'written_off', written_off_on, invoice_number || '/' || number, invoice_number, amount_minor, reason
      FROM write_off WHERE written_off_on BETWEEN ? AND ?
  )`;

const fourTimes = ({ fromOn, throughOn }: DaySpan): SqlValue[] => [0, 1, 2, 3].flatMap(() => [fromOn, throughOn]);

/** The sum of one kind in one month. */
export interface CollectionSum {
  readonly currency: string;
  readonly month: string;
  readonly kind: CollectionKind;
  readonly amountMinor: number;
  readonly count: number;
}

export function sumCollections(book: ReadableBook, period: DaySpan, currency: string | null): CollectionSum[] {
  return book.all<CollectionSum>(
    `WITH ${happened}
     SELECT invoice.currency, substr(happened_on, 1, 7) AS month, kind, sum(amount_minor) AS amountMinor, count(*) AS count
     FROM happened CROSS JOIN invoice ON invoice.number = happened.invoice_number WHERE ? IS NULL OR invoice.currency = ?
     GROUP BY invoice.currency, month, kind ORDER BY invoice.currency, month`,
    ...fourTimes(period),
    currency,
    currency,
  );
}

type StoredItem = Omit<CollectionItem, "invoiceNumber"> & { readonly key: string; readonly number: number };

/** What collections are the sum of, oldest first. */
export function listCollectionItems(
  book: ReadableBook,
  period: DaySpan,
  { currency, kind }: { readonly currency: string | null; readonly kind: CollectionKind | null },
  { afterKey, limit }: KeyedPage,
): { rows: (CollectionItem & { readonly key: string })[]; count: number } {
  const from = `FROM happened CROSS JOIN invoice ON invoice.number = happened.invoice_number
       WHERE (? IS NULL OR invoice.currency = ?) AND (? IS NULL OR kind = ?)`;
  const values = [...fourTimes(period), currency, currency, kind, kind];
  const rows = book.all<StoredItem>(
    `WITH ${happened}, page AS (
       SELECT happened_on || ' ' || kind || ' ' || happened.id AS key, happened.*, invoice.id AS invoice_id, invoice.account_id,
         invoice.currency ${from} AND happened_on || ' ' || kind || ' ' || happened.id > ? ORDER BY key LIMIT ?
     )
     SELECT page.key, page.kind, happened_on AS "on", invoice_number AS number, invoice_id AS invoiceId, account_id AS accountId,
       account.name AS accountName, page.currency, amount_minor AS amountMinor, detail
     FROM page JOIN account ON account.id = page.account_id ORDER BY page.key`,
    ...values,
    afterKey,
    limit,
  );
  const counted = book.get<{ count: number }>(`WITH ${happened} SELECT count(*) AS count ${from}`, ...values);
  return {
    rows: rows.map(({ number, ...row }) => ({ ...row, invoiceNumber: formatInvoiceNumber(number) })),
    count: counted?.count ?? 0,
  };
}
