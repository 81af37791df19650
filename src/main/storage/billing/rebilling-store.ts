import type { Explanation } from "../../../shared/contract/explanation.ts";
import type { RebilledLine, Rebilling } from "../../domain/billing/facts.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { takenBack } from "./charged-time-store.ts";
import { numbersOf } from "../invoices/numbering-store.ts";
import { taxRateColumns, toTaxRate, type TaxRateColumns } from "../plans/tax-rate-store.ts";

interface LineRow extends TaxRateColumns, Omit<RebilledLine, "credited" | "taxRate" | "adjusts" | "steps"> {
  readonly creditedNetMinor: number;
  readonly creditedDiscountMinor: number;
  readonly isCreditedTime: number;
  readonly adjustsInvoiceNumber: number | null;
  readonly adjustsPosition: number | null;
  readonly adjustedTaxLeftMinor: number | null;
  readonly steps: string | null;
}

const credited = (column: "net_minor" | "discount_minor") => `(
  SELECT coalesce(sum(noted.${column}), 0) FROM credit_note_line noted
  WHERE noted.invoice_number = again.invoice_number AND noted.position = again.position)`;

/**
 * The lines of an invoice that concern time of a subscription, as they are to be billed again. Time of an invoice that is not paid in
 * full is not given back once more: what that one asks comes first (BEHAVIOUR 7.2a).
 */
export function listRebilledLines(book: ReadableBook, invoiceNumber: number): RebilledLine[] {
  return book
    .all<LineRow>(
      `SELECT again.position, again.kind, again.description, again.subscription_item_id AS subscriptionItemId,
         again.period_index AS periodIndex, again.period_start_on AS periodStartOn, again.period_end_on AS periodEndOn,
         again.quantity, again.unit_minor AS unitMinor, again.net_minor AS netMinor, again.discount_minor AS discountMinor,
         ${credited("net_minor")} AS creditedNetMinor, ${credited("discount_minor")} AS creditedDiscountMinor,
         EXISTS (SELECT 1 FROM credit_note_line noted JOIN credit_note note ON note.number = noted.credit_note_number
           WHERE noted.invoice_number = again.invoice_number AND noted.position = again.position
             AND note.cause = 'unused_time') AS isCreditedTime,
         ${taxRateColumns},
         again.adjusts_invoice_number AS adjustsInvoiceNumber, again.adjusts_position AS adjustsPosition,
         CASE WHEN adjusted.state = 'paid' AND adjusted.written_off_minor = 0
           THEN line.net_minor - (${takenBack("net_minor")}) ELSE 0 END AS leftToGiveMinor,
         line.tax_minor - (${takenBack("tax_minor")}) AS adjustedTaxLeftMinor, again.steps
       FROM invoice_line again
       LEFT JOIN tax_rate ON tax_rate.id = again.tax_rate_id
       LEFT JOIN invoice_line line
         ON line.invoice_number = again.adjusts_invoice_number AND line.position = again.adjusts_position
       LEFT JOIN invoice adjusted ON adjusted.number = line.invoice_number
       WHERE again.invoice_number = ? AND again.subscription_item_id IS NOT NULL ORDER BY again.position`,
      invoiceNumber,
    )
    .map(toLine);
}

function toLine({
  creditedNetMinor,
  creditedDiscountMinor,
  isCreditedTime,
  taxRateId,
  taxRateName,
  taxRateParts,
  adjustsInvoiceNumber,
  adjustsPosition,
  adjustedTaxLeftMinor,
  steps,
  ...line
}: LineRow): RebilledLine {
  return {
    ...line,
    credited: {
      netMinor: creditedNetMinor,
      discountMinor: creditedDiscountMinor,
      isUnusedTime: isCreditedTime === 1,
    },
    taxRate: toTaxRate({ taxRateId, taxRateName, taxRateParts }),
    adjusts:
      adjustsInvoiceNumber === null || adjustsPosition === null
        ? null
        : { invoiceNumber: adjustsInvoiceNumber, position: adjustsPosition, taxLeftMinor: adjustedTaxLeftMinor ?? 0 },
    steps: JSON.parse(steps ?? "[]") as Explanation,
  };
}

/** Free the once-only keys of a voided invoice's periods, and let the charges of their own that it billed wait again. */
export function releaseBilled(book: WritableBook, invoiceNumber: number): void {
  book.run("UPDATE invoice_line SET is_released = 1 WHERE invoice_number = ?", invoiceNumber);
  book.run("UPDATE pending_charge SET invoice_number = NULL WHERE invoice_number = ?", invoiceNumber);
}

/** Let a voided invoice wait to be billed again by one of its own, on the day that stood on it. */
export function insertRebilling(book: WritableBook, accountId: string, invoiceNumber: number): void {
  book.run(
    `INSERT INTO rebilling (voided_invoice_number, account_id, due_on)
     SELECT number, ?, issued_on FROM invoice WHERE number = ?`,
    accountId,
    invoiceNumber,
  );
}

/** The voided invoices of an account that wait to be billed again, earliest first. */
export function listRebillings(book: ReadableBook, accountId: string): Rebilling[] {
  const numbers = numbersOf(book);
  return book
    .all<Omit<Rebilling, "voidedInvoiceCode" | "lines">>(
      `SELECT rebilling.voided_invoice_number AS voidedInvoiceNumber, invoice.subscription_id AS subscriptionId,
         (SELECT max(item.ends_on) FROM subscription JOIN subscription_item item ON item.subscription_id = subscription.id
           WHERE subscription.id = invoice.subscription_id AND subscription.status = 'ended' AND item.status = 'ended') AS subscriptionEndedOn,
         rebilling.due_on AS dueOn
       FROM rebilling JOIN invoice ON invoice.number = rebilling.voided_invoice_number
       WHERE rebilling.account_id = ? AND rebilling.invoice_number IS NULL
       ORDER BY rebilling.due_on, rebilling.voided_invoice_number`,
      accountId,
    )
    .map((rebilling) => ({
      ...rebilling,
      voidedInvoiceCode: numbers.invoice(rebilling.voidedInvoiceNumber),
      lines: listRebilledLines(book, rebilling.voidedInvoiceNumber),
    }));
}

/** A voided invoice has been billed again. @param invoiceNumber null where nothing of it was left to be billed. */
export function setRebilled(book: WritableBook, voidedInvoiceNumber: number, invoiceNumber: number | null): void {
  if (invoiceNumber === null) {
    book.run("DELETE FROM rebilling WHERE voided_invoice_number = ?", voidedInvoiceNumber);
    return;
  }
  book.run(
    "UPDATE rebilling SET invoice_number = ? WHERE voided_invoice_number = ?",
    invoiceNumber,
    voidedInvoiceNumber,
  );
}
