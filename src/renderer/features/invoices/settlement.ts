import type { InvoiceView } from "../../../shared/contract/invoices.ts";
import { sumMinorUnits } from "../../../shared/money/minor-units.ts";
import type { Settlement } from "./invoice-sums.tsx";

/**
 * What came of an invoice. What was paid is what was received, not what is due less what is outstanding: of a void invoice
 * nothing is outstanding, and nothing was paid.
 */
export function settlementOf(invoice: InvoiceView): Settlement {
  const { payments, state, reducedMinor, writtenOffMinor, outstandingMinor } = invoice;
  const received = payments.filter(({ status, takenBackOn }) => status === "succeeded" && takenBackOn === null);
  return {
    isVoid: state === "void",
    paidMinor: sumMinorUnits(received.map(({ amountMinor }) => amountMinor)),
    overpaidMinor: sumMinorUnits(received.map(({ overpaidMinor }) => overpaidMinor)),
    reducedMinor,
    writtenOffMinor,
    outstandingMinor,
  };
}
