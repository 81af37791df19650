import type { BillingRunTotals, BillingTotals } from "../../../shared/contract/billing.ts";
import type { InvoiceOutcome } from "../../../shared/contract/invoice-view.ts";
import { minorUnits } from "../../../shared/money/minor-units.ts";
import type { InvoiceDraft } from "./invoice.ts";

type Invoiced = Pick<InvoiceDraft, "currency" | "totalMinor" | "creditAppliedMinor" | "carriedMinor" | "dueMinor">;

/**
 * Sums of many invoices, one line per currency, because amounts of different currencies are never added (BEHAVIOUR 1.7). In each
 * of them what was invoiced is what credit paid, what was carried over and what is due; and once the invoices are issued, what is
 * due is what was collected, what failed to be and what stays open.
 */
export class BillingTally {
  readonly #byCurrency = new Map<string, BillingRunTotals>();

  constructor(totals: Iterable<BillingRunTotals> = []) {
    for (const total of totals) this.#byCurrency.set(total.currency, { ...total });
  }

  /**
   * Count an invoice.
   *
   * @param outcome how it stood once it was issued; null where it was only foreseen.
   * @throws AppError `amount_out_of_range` when a sum would leave the safe integers; then the invoice is not counted at all.
   */
  add(invoice: Invoiced, outcome: InvoiceOutcome | null): void {
    const { currency, dueMinor } = invoice;
    const total = this.#byCurrency.get(currency) ?? nothingOf(currency);
    const plus = (sumMinor: number, amountMinor: number) => minorUnits(sumMinor + amountMinor);
    const dueAs = (which: InvoiceOutcome) => (outcome === which ? dueMinor : 0);
    this.#byCurrency.set(currency, {
      currency,
      invoiceCount: total.invoiceCount + 1,
      invoicedMinor: plus(total.invoicedMinor, invoice.totalMinor),
      creditAppliedMinor: plus(total.creditAppliedMinor, invoice.creditAppliedMinor),
      carriedMinor: plus(total.carriedMinor, invoice.carriedMinor),
      dueMinor: plus(total.dueMinor, dueMinor),
      collectedMinor: plus(total.collectedMinor, dueAs("collected")),
      failedMinor: plus(total.failedMinor, dueAs("failed")),
      openMinor: plus(total.openMinor, dueAs("open")),
    });
  }

  /** What the invoices come to, in alphabetical order of the currency. */
  toList(): BillingTotals[] {
    return this.toRunList().map(
      ({ collectedMinor: _collectedMinor, failedMinor: _failedMinor, openMinor: _openMinor, ...total }) => total,
    );
  }

  /** The same, with what became of what was due. */
  toRunList(): BillingRunTotals[] {
    return [...this.#byCurrency.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
  }
}

const nothingOf = (currency: string): BillingRunTotals => ({
  currency,
  invoiceCount: 0,
  invoicedMinor: 0,
  creditAppliedMinor: 0,
  carriedMinor: 0,
  dueMinor: 0,
  collectedMinor: 0,
  failedMinor: 0,
  openMinor: 0,
});
