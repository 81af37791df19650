import type { CivilDate, DaySpan } from "../../../shared/calendar.ts";
import type { RevenueLine } from "../../../shared/contract/reports.ts";
import { numbersOf } from "../invoices/numbering-store.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { mergeKinds, type KeyedPage } from "./keyed-page.ts";

/**
 * What counts as revenue: what lines charge by the date of their invoice, what credit notes take back by theirs, and what voided invoices
 * had charged and no note had taken back, by the day they were voided. A rest that was carried over is a line of another invoice as well
 * and counts there where it was charged first.
 */
const countedLines = {
  credited: {
    on: "note.issued_on",
    paper: "note.number",
    amount: "-taken.net_minor",
    from: `credit_note note INDEXED BY credit_note_issued
      CROSS JOIN credit_note_line taken ON taken.credit_note_number = note.number
      CROSS JOIN invoice ON invoice.number = taken.invoice_number
      CROSS JOIN invoice_line line ON line.invoice_number = taken.invoice_number AND line.position = taken.position`,
  },
  invoiced: {
    on: "invoice.issued_on",
    paper: "invoice.number",
    amount: "line.net_minor",
    from: `invoice INDEXED BY invoice_issued CROSS JOIN invoice_line line ON line.invoice_number = invoice.number`,
  },
  voided: {
    on: "invoice.voided_on",
    paper: "invoice.number",
    amount: `(SELECT coalesce(sum(taken.net_minor), 0) FROM credit_note_line taken
      WHERE taken.invoice_number = line.invoice_number AND taken.position = line.position) - line.net_minor`,
    from: `invoice INDEXED BY invoice_voided CROSS JOIN invoice_line line ON line.invoice_number = invoice.number`,
  },
} as const;

type RevenueKind = keyof typeof countedLines;
const revenueKinds = Object.keys(countedLines) as RevenueKind[];

/** Totals of what is chosen by a currency and a plan, of which each is given twice. */
const chosenTotals = `(? IS NULL OR total.currency = ?) AND (? IS NULL OR total.plan_id = ?)`;

/** The lines of a kind in their order, read by their day only as far as they are asked for, and not on days that have none of them. */
function selectLines(kind: RevenueKind): string {
  const { on, paper, amount, from } = countedLines[kind];
  return `SELECT ${on} || ' ${kind} ' || printf('%016d', ${paper}) || ' ' || printf('%06d', line.position) AS key, '${kind}' AS kind, ${on} AS "on", ${paper} AS paper,
      invoice.number, invoice.id AS invoiceId, invoice.account_id AS accountId, account.name AS accountName, invoice.currency,
      plan.id AS planId, plan.name AS planName, line.description, ${amount} AS amountMinor
    FROM ${from}
      LEFT JOIN subscription_item item ON item.id = line.subscription_item_id
      LEFT JOIN price ON price.id = item.price_id LEFT JOIN plan ON plan.id = price.plan_id
      JOIN account ON account.id = invoice.account_id
    WHERE (${on}, ${paper}) >= (?, ?) AND ${on} <= ? AND (${on}, ${paper}, line.position) > (?, ?, ?)
      AND +${on} IN (SELECT total.counted_on FROM money_day_total total WHERE total.kind = '${kind}' AND ${chosenTotals})
      AND line.kind <> 'carried' AND (? IS NULL OR invoice.currency = ?) AND (? IS NULL OR coalesce(plan.id, '') = ?)
    ORDER BY ${on}, ${paper}, line.position LIMIT ?`;
}

const lineQueries: Readonly<Record<RevenueKind, string>> = {
  credited: selectLines("credited"),
  invoiced: selectLines("invoiced"),
  voided: selectLines("voided"),
};

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

export function sumRevenue(book: ReadableBook, { fromOn, throughOn }: DaySpan, currency: string | null): PlanRevenue[] {
  return book.all<PlanRevenue>(
    `SELECT total.currency, substr(counted_on, 1, 7) AS month, plan.id AS planId, plan.name AS planName,
       sum(iif(kind = 'invoiced', amount_minor, 0)) AS invoicedMinor,
       sum(iif(kind = 'credited', amount_minor, 0)) AS creditedMinor,
       sum(iif(kind = 'voided', amount_minor, 0)) AS voidedMinor
     FROM money_day_total total LEFT JOIN plan ON plan.id = total.plan_id
     WHERE counted_on BETWEEN ? AND ? AND kind IN ('invoiced', 'credited', 'voided') AND (? IS NULL OR total.currency = ?)
     GROUP BY total.currency, month, plan.id ORDER BY total.currency, month, coalesce(plan.name, ''), plan.id`,
    fromOn,
    throughOn,
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
  page: KeyedPage,
): { rows: (RevenueLine & { readonly key: string })[]; count: number } {
  const numbers = numbersOf(book);
  const storedPlanId = planId === "none" ? "" : planId;
  const chosen = [currency, currency, storedPlanId, storedPlanId];
  const rows = mergeKinds(revenueKinds, period, page, (kind, { on, after }) => {
    const [paper, position] = after === "" ? [0, 0] : after.split(" ").map(Number);
    if (paper === undefined || position === undefined) throw new Error(`"${after}" is no place of a line`);
    const from = [on, paper, period.throughOn, on, paper, position];
    return book.all<StoredLine>(lineQueries[kind], ...from, ...chosen, ...chosen, page.limit);
  });
  const counted = book.get<{ count: number }>(
    `SELECT coalesce(sum(item_count), 0) AS count FROM money_day_total total
     WHERE counted_on BETWEEN ? AND ? AND kind IN ('invoiced', 'credited', 'voided') AND ${chosenTotals}`,
    period.fromOn,
    period.throughOn,
    ...chosen,
  );
  return {
    rows: rows.map(({ number, paper, ...row }) => ({
      ...row,
      invoiceNumber: numbers.invoice(number),
      creditNoteNumber: row.kind === "credited" ? numbers.creditNote(paper) : null,
    })),
    count: counted?.count ?? 0,
  };
}
