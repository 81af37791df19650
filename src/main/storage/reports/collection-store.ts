import type { DaySpan } from "../../../shared/calendar.ts";
import type { CollectionItem, CollectionKind } from "../../../shared/contract/reports.ts";
import { numbersOf } from "../invoices/numbering-store.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { mergeKinds, type KeyedPage } from "./keyed-page.ts";

/**
 * What became of what invoices asked for: money by the day it came in or was tried, what was taken back and given back, and rests that
 * were written off.
 */
const happened = {
  collected: {
    on: "payment.paid_on",
    id: "payment.id",
    amount: "payment.amount_minor",
    detail: "payment.reference",
    from: "payment INDEXED BY payment_paid_on CROSS JOIN invoice ON invoice.number = payment.invoice_number",
    where: "payment.status = 'succeeded'",
  },
  failed: {
    on: "payment.paid_on",
    id: "payment.id",
    amount: "payment.amount_minor",
    detail: "coalesce(payment.failure_reason, payment.status)",
    from: "payment INDEXED BY payment_paid_on CROSS JOIN invoice ON invoice.number = payment.invoice_number",
    where: "payment.status <> 'succeeded'",
  },
  refunded: {
    on: "note.issued_on",
    id: "note.id",
    amount: "-(note.to_payment_method_minor + note.out_of_band_minor)",
    detail: "note.note",
    from: "credit_note note INDEXED BY credit_note_issued CROSS JOIN invoice ON invoice.number = note.invoice_number",
    where: "note.to_payment_method_minor + note.out_of_band_minor > 0",
  },
  taken_back: {
    on: "back.taken_back_on",
    id: "back.payment_id",
    amount: "-payment.amount_minor",
    detail: "back.reason",
    from: `payment_taken_back back INDEXED BY payment_taken_back_on CROSS JOIN payment ON payment.id = back.payment_id
      CROSS JOIN invoice ON invoice.number = payment.invoice_number`,
    where: "TRUE",
  },
  written_off: {
    on: "rest.written_off_on",
    id: "rest.invoice_number || '/' || rest.number",
    amount: "rest.amount_minor",
    detail: "rest.reason",
    from: "write_off rest INDEXED BY write_off_day CROSS JOIN invoice ON invoice.number = rest.invoice_number",
    where: "TRUE",
  },
} as const;

const collectionKinds = Object.keys(happened) as CollectionKind[];

/** What happened of a kind in its order, read by its day only as far as it is asked for, and not on days that have none of it. */
function selectItems(kind: CollectionKind): string {
  const { on, id, amount, detail, from, where } = happened[kind];
  return `SELECT ${on} || ' ${kind} ' || ${id} AS key, '${kind}' AS kind, ${on} AS "on", invoice.number, invoice.id AS invoiceId,
      invoice.account_id AS accountId, account.name AS accountName, invoice.currency, ${amount} AS amountMinor, ${detail} AS detail
    FROM ${from} JOIN account ON account.id = invoice.account_id
    WHERE ${on} BETWEEN ? AND ? AND (${on}, ${id}) > (?, ?) AND ${where} AND (? IS NULL OR invoice.currency = ?)
      AND +${on} IN (SELECT counted_on FROM money_day_total WHERE kind = '${kind}' AND (? IS NULL OR currency = ?))
    ORDER BY ${on}, ${id} LIMIT ?`;
}

const itemQueries: Readonly<Record<CollectionKind, string>> = {
  collected: selectItems("collected"),
  failed: selectItems("failed"),
  refunded: selectItems("refunded"),
  taken_back: selectItems("taken_back"),
  written_off: selectItems("written_off"),
};

/** The sum of one kind in one month. */
export interface CollectionSum {
  readonly currency: string;
  readonly month: string;
  readonly kind: CollectionKind;
  readonly amountMinor: number;
  readonly count: number;
}

export function sumCollections(
  book: ReadableBook,
  { fromOn, throughOn }: DaySpan,
  currency: string | null,
): CollectionSum[] {
  return book.all<CollectionSum>(
    `SELECT currency, substr(counted_on, 1, 7) AS month, kind, sum(amount_minor) AS amountMinor, sum(item_count) AS count
     FROM money_day_total
     WHERE counted_on BETWEEN ? AND ? AND kind IN ('collected', 'failed', 'taken_back', 'refunded', 'written_off')
       AND (? IS NULL OR currency = ?)
     GROUP BY currency, month, kind ORDER BY currency, month`,
    fromOn,
    throughOn,
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
  page: KeyedPage,
): { rows: (CollectionItem & { readonly key: string })[]; count: number } {
  const numbers = numbersOf(book);
  const { fromOn, throughOn } = period;
  const chosen = [currency, currency];
  const kinds = kind === null ? collectionKinds : [kind];
  const rows = mergeKinds(kinds, period, page, (of, { on, after }) =>
    book.all<StoredItem>(itemQueries[of], on, throughOn, on, after, ...chosen, ...chosen, page.limit),
  );
  const counted = book.get<{ count: number }>(
    `SELECT coalesce(sum(item_count), 0) AS count FROM money_day_total
     WHERE counted_on BETWEEN ? AND ? AND kind IN ('collected', 'failed', 'taken_back', 'refunded', 'written_off')
       AND (? IS NULL OR currency = ?) AND (? IS NULL OR kind = ?)`,
    fromOn,
    throughOn,
    ...chosen,
    kind,
    kind,
  );
  return {
    rows: rows.map(({ number, ...row }) => ({ ...row, invoiceNumber: numbers.invoice(number) })),
    count: counted?.count ?? 0,
  };
}
