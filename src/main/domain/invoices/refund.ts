import type { CreditNoteDestination } from "../../../shared/contract/credit-notes.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { minorUnits, sumMinorUnits, type MinorUnits } from "../../../shared/money/minor-units.ts";
import type { PaymentMethod } from "../billing/facts.ts";

/** Money that an invoice was paid with, and what of it could still go back. */
export interface RefundablePayment {
  readonly id: string;
  readonly gateway: PaymentMethod["gateway"];
  readonly refundableMinor: number;
}

/** Money that goes back by the payment it came with. */
interface Refund {
  readonly paymentId: string;
  readonly amountMinor: MinorUnits;
}

/** Where the amount of a credit note goes, and which payments it goes back by. */
export interface RefundPlan extends CreditNoteDestination {
  readonly refunds: readonly Refund[];
}

/**
 * Divide a credit note (BEHAVIOUR 9.6). `origin`: money goes back the way it came, newest payment first, what a gateway took through
 * the gateway and what was recorded by hand out of band; only what is more than the money goes to credit. `credit`: all of it.
 * Otherwise the parts.
 *
 * @param payments newest first.
 * @throws AppError `credit_note_split_mismatch` when the parts do not add up to the note; `refund_exceeds_payment` when more goes
 * back one way than came that way.
 */
export function planRefund(
  totalMinor: number,
  destination: "origin" | "credit" | CreditNoteDestination,
  payments: readonly RefundablePayment[],
): RefundPlan {
  if (destination === "credit") {
    return { toCreditMinor: totalMinor, toPaymentMethodMinor: 0, outOfBandMinor: 0, refunds: [] };
  }
  if (destination === "origin") {
    const refunds = takeFromPayments(payments, totalMinor);
    const toPaymentMethodMinor = sumRefunds(refunds, payments.filter(isCharged));
    const outOfBandMinor = sumMinorUnits(refunds.map((refund) => refund.amountMinor)) - toPaymentMethodMinor;
    const toCreditMinor = totalMinor - toPaymentMethodMinor - outOfBandMinor;
    return { toCreditMinor, toPaymentMethodMinor, outOfBandMinor, refunds };
  }
  const { toCreditMinor, toPaymentMethodMinor, outOfBandMinor } = destination;
  const partsMinor = sumMinorUnits([toCreditMinor, toPaymentMethodMinor, outOfBandMinor]);
  if (partsMinor !== totalMinor) {
    throw new AppError("credit_note_split_mismatch", sentence("The parts do not add up to the credit note."), {
      totalMinor,
      partsMinor,
    });
  }
  const { charged, recorded } = refundable(payments);
  if (toPaymentMethodMinor > charged || outOfBandMinor > recorded) {
    throw new AppError(
      "refund_exceeds_payment",
      sentence("More would go back than was paid that way and is not refunded yet."),
      {
        refundableToPaymentMethodMinor: charged,
        refundableOutOfBandMinor: recorded,
      },
    );
  }
  const refunds = [
    ...takeFromPayments(payments.filter(isCharged), toPaymentMethodMinor),
    ...takeFromPayments(
      payments.filter((payment) => !isCharged(payment)),
      outOfBandMinor,
    ),
  ];
  return { toCreditMinor, toPaymentMethodMinor, outOfBandMinor, refunds };
}

/** What could still go back: of what gateways charged, and of what an operator recorded. */
export function refundable(payments: readonly RefundablePayment[]): {
  readonly charged: MinorUnits;
  readonly recorded: MinorUnits;
} {
  const sumOf = (some: readonly RefundablePayment[]) => sumMinorUnits(some.map((payment) => payment.refundableMinor));
  return { charged: sumOf(payments.filter(isCharged)), recorded: sumOf(payments.filter((each) => !isCharged(each))) };
}

function isCharged({ gateway }: RefundablePayment): boolean {
  return gateway !== "manual";
}

/** As much of the amount as the payments have, each giving all it has before the next. */
function takeFromPayments(payments: readonly RefundablePayment[], amountMinor: number): Refund[] {
  let leftMinor = amountMinor;
  return payments.flatMap(({ id, refundableMinor }) => {
    const part = minorUnits(Math.min(leftMinor, refundableMinor));
    leftMinor -= part;
    return part > 0 ? [{ paymentId: id, amountMinor: part }] : [];
  });
}

function sumRefunds(refunds: readonly Refund[], payments: readonly RefundablePayment[]): MinorUnits {
  const ids = new Set(payments.map((payment) => payment.id));
  return sumMinorUnits(refunds.filter((refund) => ids.has(refund.paymentId)).map((refund) => refund.amountMinor));
}
