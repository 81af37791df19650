import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { MoneyTotal, MoneyTotalKind } from "../../domain/reports/money-totals.ts";
import { isWrongKind } from "../book/book-failure.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** A line that an invoice charges, or what is taken back of one. */
interface ChargedLine {
  readonly kind: string;
  readonly subscriptionItemId: string | null;
  readonly netMinor: number;
}

/** What happened to the money that an invoice asks for. */
interface MoneyMovement {
  readonly kind: Exclude<MoneyTotalKind, "invoiced" | "credited" | "voided">;
  readonly on: string;
  readonly currency: string;
  readonly amountMinor: number;
}

/**
 * What a transaction charges, collects and gives back, added up by day and written once at its end: a billing run makes some hundred
 * invoices of one day and a few plans. Revenue and collections are sums of these totals (BEHAVIOUR 11.5).
 */
export class MoneyTotals {
  readonly #book: WritableBook;
  readonly #changes = new Map<string, MoneyTotal<number>>();
  readonly #planIds = new Map<string, string>();

  constructor(book: WritableBook) {
    this.#book = book;
  }

  /** Say which plan an item of a subscription is of, where the caller knows. */
  notePlan({ id, planId }: { readonly id: string; readonly planId: string }): void {
    this.#planIds.set(id, planId);
  }

  /** Count the lines of an invoice on its day. */
  addCharged(invoice: {
    readonly issuedOn: string;
    readonly currency: string;
    readonly lines: readonly ChargedLine[];
  }): void {
    this.#addLines("invoiced", invoice.issuedOn, invoice.currency, invoice.lines);
  }

  /** Count what a note takes back of the lines of an invoice, on the day of the note. */
  addCredited(note: {
    readonly issuedOn: string;
    readonly currency: string;
    readonly invoiceNumber: number;
    readonly lines: readonly { readonly position: number; readonly netMinor: number }[];
  }): void {
    const charged = new Map(listChargedLines(this.#book, note.invoiceNumber).map((line) => [line.position, line]));
    const takenBack = note.lines.map(({ position, netMinor }) => {
      const line = charged.get(position);
      if (!line) throw new Error(`Invoice ${note.invoiceNumber} has no line ${position}`);
      return { ...line, netMinor: -netMinor };
    });
    this.#addLines("credited", note.issuedOn, note.currency, takenBack);
  }

  /** Count that an invoice charges nothing any more from the day on which it was voided, but for what notes had taken back before. */
  addVoided(invoiceNumber: number): void {
    const voided = this.#book.get<{ currency: string; on: string }>(
      'SELECT currency, voided_on AS "on" FROM invoice WHERE number = ?',
      invoiceNumber,
    );
    if (!voided) throw new Error(`There is no invoice ${invoiceNumber}`);
    const lines = listChargedLines(this.#book, invoiceNumber);
    const left = lines.map((line) => ({ ...line, netMinor: line.creditedMinor - line.netMinor }));
    this.#addLines("voided", voided.on, voided.currency, left);
  }

  /** Count a payment or an attempt at one, or what undoes it or stands in for it. */
  add({ kind, on, currency, amountMinor }: MoneyMovement): void {
    this.#add(on, currency, "", kind, amountMinor);
  }

  /** @throws AppError `amount_out_of_range` when a day comes to more than SQLite can add up. */
  settle(): void {
    for (const change of this.#changes.values()) writeChange(this.#book, change);
    this.#changes.clear();
  }

  /** Forget what was counted and not settled, because it was undone. */
  forget(): void {
    this.#changes.clear();
  }

  #addLines(kind: MoneyTotalKind, on: string, currency: string, lines: readonly ChargedLine[]): void {
    for (const line of lines) {
      // What was carried over counts where it was charged first.
      if (line.kind !== "carried") this.#add(on, currency, this.#planIdOf(line), kind, line.netMinor);
    }
  }

  #add(on: string, currency: string, planId: string, kind: MoneyTotalKind, addedMinor: number): void {
    const key = `${on} ${currency} ${kind} ${planId}`;
    const [, , , , amountMinor, itemCount] = this.#changes.get(key) ?? [on, currency, planId, kind, 0, 0];
    const sumMinor = amountMinor + addedMinor;
    if (Number.isSafeInteger(sumMinor)) {
      this.#changes.set(key, [on, currency, planId, kind, sumMinor, itemCount + 1]);
      return;
    }
    this.settle();
    this.#changes.set(key, [on, currency, planId, kind, addedMinor, 1]);
  }

  /** The plan whose price a line charges; empty for none. */
  #planIdOf({ subscriptionItemId }: ChargedLine): string {
    if (subscriptionItemId === null) return "";
    const known = this.#planIds.get(subscriptionItemId);
    if (known !== undefined) return known;
    const item = this.#book.get<{ planId: string }>(
      "SELECT price.plan_id AS planId FROM subscription_item item JOIN price ON price.id = item.price_id WHERE item.id = ?",
      subscriptionItemId,
    );
    const planId = item?.planId ?? "";
    this.#planIds.set(subscriptionItemId, planId);
    return planId;
  }
}

interface StoredLine extends ChargedLine {
  readonly position: number;
  /** What notes have taken back of it. */
  readonly creditedMinor: number;
}

function listChargedLines(book: ReadableBook, invoiceNumber: number): StoredLine[] {
  return book.all<StoredLine>(
    `SELECT position, kind, subscription_item_id AS subscriptionItemId, net_minor AS netMinor,
       (SELECT coalesce(sum(taken.net_minor), 0) FROM credit_note_line taken
        WHERE taken.invoice_number = line.invoice_number AND taken.position = line.position) AS creditedMinor
     FROM invoice_line line WHERE invoice_number = ?`,
    invoiceNumber,
  );
}

function writeChange(book: WritableBook, change: MoneyTotal<number>): void {
  try {
    book.run(
      `INSERT INTO money_day_total (counted_on, currency, plan_id, kind, amount_minor, item_count) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (counted_on, currency, plan_id, kind) DO UPDATE
         SET amount_minor = money_day_total.amount_minor + excluded.amount_minor,
           item_count = money_day_total.item_count + excluded.item_count`,
      ...change,
    );
  } catch (error) {
    // A sum that needs more than 64 bits is no integer any more, which the column refuses.
    if (isWrongKind(error))
      throw new AppError("amount_out_of_range", sentence("The amounts of a day add up to more than a book can hold."));
    throw error;
  }
}

const planOfLine = `LEFT JOIN subscription_item item ON item.id = line.subscription_item_id
    LEFT JOIN price ON price.id = item.price_id`;

const chargedLine = `invoice_line line ON line.invoice_number = invoice.number AND line.kind <> 'carried' ${planOfLine}`;

/** All that the totals are the sums of, of the invoices of a table `wanted (first, last)` of numbers. */
const countedFacts = `SELECT invoice.issued_on AS counted_on, invoice.currency, coalesce(price.plan_id, '') AS plan_id,
      'invoiced' AS kind, line.net_minor AS amount_minor
    FROM wanted CROSS JOIN invoice ON invoice.number BETWEEN first AND last CROSS JOIN ${chargedLine}
  UNION ALL
  SELECT note.issued_on, invoice.currency, coalesce(price.plan_id, ''), 'credited', -taken.net_minor
    FROM wanted CROSS JOIN credit_note note ON note.invoice_number BETWEEN first AND last
      CROSS JOIN credit_note_line taken ON taken.credit_note_number = note.number
      CROSS JOIN invoice ON invoice.number = taken.invoice_number CROSS JOIN ${chargedLine}
    WHERE line.position = taken.position
  UNION ALL
  SELECT invoice.voided_on, invoice.currency, coalesce(price.plan_id, ''), 'voided',
      (SELECT coalesce(sum(taken.net_minor), 0) FROM credit_note_line taken
        WHERE taken.invoice_number = line.invoice_number AND taken.position = line.position) - line.net_minor
    FROM wanted CROSS JOIN invoice ON invoice.number BETWEEN first AND last AND invoice.voided_on IS NOT NULL
      CROSS JOIN ${chargedLine}
  UNION ALL
  SELECT payment.paid_on, invoice.currency, '', iif(payment.status = 'succeeded', 'collected', 'failed'), payment.amount_minor
    FROM wanted CROSS JOIN payment ON payment.invoice_number BETWEEN first AND last
      CROSS JOIN invoice ON invoice.number = payment.invoice_number
  UNION ALL
  SELECT back.taken_back_on, invoice.currency, '', 'taken_back', -payment.amount_minor
    FROM wanted CROSS JOIN payment ON payment.invoice_number BETWEEN first AND last
      CROSS JOIN payment_taken_back back ON back.payment_id = payment.id
      CROSS JOIN invoice ON invoice.number = payment.invoice_number
  UNION ALL
  SELECT issued_on, currency, '', 'refunded', -(to_payment_method_minor + out_of_band_minor)
    FROM wanted CROSS JOIN credit_note ON invoice_number BETWEEN first AND last
    WHERE to_payment_method_minor + out_of_band_minor > 0
  UNION ALL
  SELECT write_off.written_off_on, invoice.currency, '', 'written_off', write_off.amount_minor
    FROM wanted CROSS JOIN write_off ON write_off.invoice_number BETWEEN first AND last
      CROSS JOIN invoice ON invoice.number = write_off.invoice_number`;

/** Makes all totals of a book whose records are there. */
export const fillMoneyTotals = `INSERT INTO money_day_total (counted_on, currency, plan_id, kind, amount_minor, item_count)
  WITH wanted (first, last) AS (SELECT 1, max(number) FROM invoice)
  SELECT counted_on, currency, plan_id, kind, sum(amount_minor), count(*) FROM (${countedFacts})
  GROUP BY counted_on, currency, plan_id, kind`;

type MoneyTotalAsText = MoneyTotal<string>;

/** A day may come to more than a number can count. */
const toBigInt = ([on, currency, planId, kind, amountMinor, itemCount]: MoneyTotalAsText): MoneyTotal<bigint> => {
  return [on, currency, planId, kind, BigInt(amountMinor), itemCount];
};

/** What some invoices come to, as the verifier adds it up. */
export function sumMoneyFacts(book: ReadableBook, firstNumber: number, lastNumber: number): MoneyTotal<bigint>[] {
  return book
    .rows<MoneyTotalAsText>(
      `WITH wanted (first, last) AS (SELECT ?, ?)
       SELECT counted_on, currency, plan_id, kind, CAST(sum(amount_minor) AS TEXT), count(*) FROM (${countedFacts})
       GROUP BY counted_on, currency, plan_id, kind`,
      firstNumber,
      lastNumber,
    )
    .map(toBigInt);
}

/** All totals that are kept, as the verifier compares them. */
export function listMoneyTotals(book: ReadableBook): MoneyTotal<bigint>[] {
  return book
    .rows<MoneyTotalAsText>(
      "SELECT counted_on, currency, plan_id, kind, CAST(amount_minor AS TEXT), item_count FROM money_day_total",
    )
    .map(toBigInt);
}
