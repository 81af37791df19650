import type { InvoiceView } from "../contract/invoice-view.ts";
import { sumMinorUnits } from "../money/minor-units.ts";

/** What came of an invoice once it was issued; a preview has none of it. */
export interface Settlement {
  readonly isVoid: boolean;
  /** Everything that was received. */
  readonly paidMinor: number;
  /** The part of it that was more than was asked for, and became credit. */
  readonly overpaidMinor: number;
  /** What credit notes took off what was due, and what was written off (BEHAVIOUR 9.11). */
  readonly reducedMinor: number;
  readonly writtenOffMinor: number;
  readonly outstandingMinor: number;
}

/**
 * What came of an invoice. What was paid is what was received, not what is due less what is outstanding: of a void invoice
 * nothing is outstanding, and nothing was paid.
 */
export function settlementOf(
  invoice: Pick<InvoiceView, "payments" | "state" | "reducedMinor" | "writtenOffMinor" | "outstandingMinor">,
): Settlement {
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
