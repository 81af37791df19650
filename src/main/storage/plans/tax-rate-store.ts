import type { TaxRateView } from "../../../shared/contract/plans.ts";
import type { TaxRate } from "../../domain/billing/facts.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** The tax rate of another table's row, null where it has none: what `taxRateColumns` give where `tax_rate` is joined to it. */
export interface TaxRateColumns {
  readonly taxRateId: string | null;
  readonly taxRateName: string | null;
  readonly taxRateParts: number | null;
}

export const taxRateColumns =
  "tax_rate.id AS taxRateId, tax_rate.name AS taxRateName, tax_rate.rate_parts_per_million AS taxRateParts";

export function toTaxRate({ taxRateId, taxRateName, taxRateParts }: TaxRateColumns): TaxRate | null {
  if (taxRateId === null || taxRateName === null || taxRateParts === null) return null;
  return { id: taxRateId, name: taxRateName, partsPerMillion: taxRateParts };
}

const taxRateSelect = "SELECT id, name, rate_parts_per_million AS partsPerMillion FROM tax_rate";

export function findTaxRate(book: ReadableBook, taxRateId: string): TaxRate | undefined {
  return book.get<TaxRate>(`${taxRateSelect} WHERE id = ?`, taxRateId);
}

/** A book has one rate of each height, whatever it is called. */
export function findTaxRateByParts(book: ReadableBook, partsPerMillion: number): TaxRate | undefined {
  return book.get<TaxRate>(`${taxRateSelect} WHERE rate_parts_per_million = ?`, partsPerMillion);
}

/** All rates, lowest first. */
export function listTaxRates(book: ReadableBook): TaxRateView[] {
  return book.all<TaxRateView>(
    "SELECT id, name, rate_parts_per_million AS ratePartsPerMillion FROM tax_rate ORDER BY rate_parts_per_million",
  );
}

export function insertTaxRate(book: WritableBook, rate: TaxRate): void {
  book.run(
    "INSERT INTO tax_rate (id, name, rate_parts_per_million) VALUES (?, ?, ?)",
    rate.id,
    rate.name,
    rate.partsPerMillion,
  );
}
