import type { PendingCharge as PendingChargeView } from "../../../shared/contract/invoice-view.ts";
import { multiplyByFraction } from "../../../shared/money/minor-units.ts";
import type { BillingFacts, PendingCharge, TaxRate } from "../../domain/billing/facts.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { taxRateColumns, toTaxRate, type TaxRateColumns } from "../plans/tax-rate-store.ts";

/** How a charge is taxed: by the account's rate when it is invoiced, by a rate of its own, or not at all. */
type TaxedBy = "account" | "rate" | "nothing";

/** A charge as it is stored. */
export interface StoredCharge {
  readonly id: string;
  readonly accountId: string;
  readonly currency: string;
  readonly description: string;
  readonly quantity: number;
  readonly unitMinor: number;
  readonly discountMinor: number;
  readonly taxedBy: TaxedBy;
  readonly taxRateId: string | null;
  /** The invoice that it was carried over from. */
  readonly carriedFromInvoiceNumber: number | null;
  readonly operator: string;
  readonly origin: string;
  readonly createdAtMs: number;
}

export function insertCharge(book: WritableBook, charge: StoredCharge): void {
  book.run(
    `INSERT INTO pending_charge (id, account_id, currency, description, quantity, unit_minor, discount_minor, taxed_by, tax_rate_id,
       carried_from_invoice_number, operator, origin, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    charge.id,
    charge.accountId,
    charge.currency,
    charge.description,
    charge.quantity,
    charge.unitMinor,
    charge.discountMinor,
    charge.taxedBy,
    charge.taxRateId,
    charge.carriedFromInvoiceNumber,
    charge.operator,
    charge.origin,
    charge.createdAtMs,
  );
}

interface ChargeRow extends StoredCharge, TaxRateColumns {}

const chargeSelect = `SELECT charge.id, charge.account_id AS accountId, charge.currency, charge.description, charge.quantity,
    charge.unit_minor AS unitMinor, charge.discount_minor AS discountMinor, charge.taxed_by AS taxedBy,
    ${taxRateColumns}, charge.carried_from_invoice_number AS carriedFromInvoiceNumber, charge.operator, charge.origin,
    charge.created_at_ms AS createdAtMs
  FROM pending_charge charge LEFT JOIN tax_rate ON tax_rate.id = charge.tax_rate_id`;
/** Whether a charge waits for an invoice. */
export const isWaiting = "charge.invoice_number IS NULL AND charge.removed_at_ms IS NULL";

function readWaiting(book: ReadableBook, accountId: string, currency: string): ChargeRow[] {
  return book.all<ChargeRow>(
    `${chargeSelect} WHERE charge.account_id = ? AND charge.currency = ? AND ${isWaiting} ORDER BY charge.id`,
    accountId,
    currency,
  );
}

/** What waits for an account's next invoice, oldest first, each with the rate that it is taxed by as things stand. */
export function listWaitingCharges(
  book: ReadableBook,
  accountId: string,
  currency: string,
  account: Pick<BillingFacts, "taxRate" | "isTaxExempt">,
): PendingCharge[] {
  return readWaiting(book, accountId, currency).map((row) => ({
    id: row.id,
    description: row.description,
    quantity: row.quantity,
    unitMinor: row.unitMinor,
    discountMinor: row.discountMinor,
    taxRate: taxRateOf(row, account),
    isCarried: row.carriedFromInvoiceNumber !== null,
  }));
}

function taxRateOf(
  row: ChargeRow,
  { taxRate, isTaxExempt }: Pick<BillingFacts, "taxRate" | "isTaxExempt">,
): TaxRate | null {
  if (isTaxExempt || row.taxedBy === "nothing") return null;
  if (row.taxedBy === "account") return taxRate;
  return toTaxRate(row);
}

/** The same as the desk shows it. */
export function listChargeViews(
  book: ReadableBook,
  accountId: string,
  currency: string,
  account: Pick<BillingFacts, "taxRate" | "isTaxExempt">,
): PendingChargeView[] {
  return readWaiting(book, accountId, currency).map((row) => {
    const grossMinor = multiplyByFraction(row.unitMinor, { numerator: row.quantity, denominator: 1 });
    const discountMinor = Math.min(row.discountMinor, grossMinor);
    return {
      id: row.id,
      description: row.description,
      currency: row.currency,
      quantity: row.quantity,
      unitMinor: row.unitMinor,
      discountMinor,
      netMinor: grossMinor - discountMinor,
      taxRateName: taxRateOf(row, account)?.name ?? null,
      isCarried: row.carriedFromInvoiceNumber !== null,
      createdAtMs: row.createdAtMs,
    };
  });
}

/** A charge and whether it can still be taken back. */
export function findCharge(
  book: ReadableBook,
  chargeId: string,
): { readonly accountId: string; readonly isRemovable: boolean; readonly isRemoved: boolean } | undefined {
  const row = book.get<{ accountId: string; isWaiting: number; isCarried: number; isRemoved: number }>(
    `SELECT account_id AS accountId, ${isWaiting} AS isWaiting, carried_from_invoice_number IS NOT NULL AS isCarried,
       removed_at_ms IS NOT NULL AS isRemoved
     FROM pending_charge charge WHERE id = ?`,
    chargeId,
  );
  return (
    row && {
      accountId: row.accountId,
      isRemovable: row.isWaiting === 1 && row.isCarried === 0,
      isRemoved: row.isRemoved === 1,
    }
  );
}

/** A charge as it was asked for, and whether it was taken back. */
export function findChargeFields(
  book: ReadableBook,
  chargeId: string,
): (Omit<StoredCharge, "operator" | "origin"> & { readonly removedAtMs: number | null }) | undefined {
  return book.get(
    `SELECT id, account_id AS accountId, description, currency, quantity, unit_minor AS unitMinor, discount_minor AS discountMinor,
       taxed_by AS taxedBy, tax_rate_id AS taxRateId, carried_from_invoice_number AS carriedFromInvoiceNumber,
       created_at_ms AS createdAtMs, removed_at_ms AS removedAtMs
     FROM pending_charge WHERE id = ?`,
    chargeId,
  );
}

export function setChargeRemoved(book: WritableBook, chargeId: string, removedAtMs: number): void {
  book.run("UPDATE pending_charge SET removed_at_ms = ? WHERE id = ?", removedAtMs, chargeId);
}

/** A charge waits no longer: an invoice has it. */
export function setChargeInvoiced(book: WritableBook, chargeId: string, invoiceNumber: number): void {
  book.run("UPDATE pending_charge SET invoice_number = ? WHERE id = ?", invoiceNumber, chargeId);
}
