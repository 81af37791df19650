import { minorUnits, type MinorUnits } from "../../../shared/money/minor-units.ts";
import { creditToApply } from "./invoice.ts";

/** An open invoice as far as paying it goes. */
export interface OpenInvoice {
  readonly currency: string;
  /** What is left to be paid, above zero. */
  readonly outstandingMinor: number;
}

/** How much of the credit an invoice gets. */
export interface CreditAllocation<Invoice extends OpenInvoice> {
  readonly invoice: Invoice;
  readonly amountMinor: MinorUnits;
  /** What is left of the credit in the invoice's currency afterwards. */
  readonly creditLeftMinor: MinorUnits;
}

/**
 * Spread credit over open invoices in the order they are given, each getting all it needs while there is some (BEHAVIOUR 8.7).
 * Credit of one currency pays invoices of that currency only (1.7).
 *
 * @param availableMinor the usable credit by currency; what is missing counts as none.
 * @returns one allocation for each invoice that gets something.
 */
export function allocateCredit<Invoice extends OpenInvoice>(
  availableMinor: ReadonlyMap<string, number>,
  invoices: readonly Invoice[],
): CreditAllocation<Invoice>[] {
  const left = new Map(availableMinor);
  return invoices.flatMap((invoice) => {
    const available = left.get(invoice.currency) ?? 0;
    const amountMinor = creditToApply(invoice.outstandingMinor, available);
    if (amountMinor === 0) return [];
    const creditLeftMinor = minorUnits(available - amountMinor);
    left.set(invoice.currency, creditLeftMinor);
    return [{ invoice, amountMinor, creditLeftMinor }];
  });
}
