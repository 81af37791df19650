import type { BillingTotals } from "../../../shared/contract/billing.ts";
import { minorUnits } from "../../../shared/money/minor-units.ts";
import type { InvoiceDraft } from "./invoice.ts";

/** Sums of many invoices, one line per currency, because amounts of different currencies are never added (BEHAVIOUR 1.7). */
export class BillingTally {
  readonly #byCurrency = new Map<string, BillingTotals>();

  constructor(totals: Iterable<BillingTotals> = []) {
    for (const total of totals) this.#byCurrency.set(total.currency, { ...total });
  }

  add(invoice: Pick<InvoiceDraft, "currency" | "totalMinor" | "creditAppliedMinor" | "dueMinor">): void {
    const total = this.#byCurrency.get(invoice.currency) ?? {
      currency: invoice.currency,
      invoiceCount: 0,
      invoicedMinor: 0,
      creditAppliedMinor: 0,
      dueMinor: 0,
    };
    this.#byCurrency.set(invoice.currency, {
      currency: invoice.currency,
      invoiceCount: total.invoiceCount + 1,
      invoicedMinor: minorUnits(total.invoicedMinor + invoice.totalMinor),
      creditAppliedMinor: minorUnits(total.creditAppliedMinor + invoice.creditAppliedMinor),
      dueMinor: minorUnits(total.dueMinor + invoice.dueMinor),
    });
  }

  /** In alphabetical order of the currency. */
  toList(): BillingTotals[] {
    return [...this.#byCurrency.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
  }
}
