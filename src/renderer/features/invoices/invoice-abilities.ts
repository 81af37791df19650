import type { InvoiceView } from "../../../shared/contract/invoices.ts";
import type { PaymentMethodView } from "../../../shared/contract/payments.ts";

/** What can be done to an invoice as it stands. */
export interface InvoiceAbilities {
  readonly canBePaid: boolean;
  readonly canBeCollected: boolean;
  readonly canBeGivenUp: boolean;
  readonly canTakeCredit: boolean;
  readonly canBeVoided: boolean;
  readonly canBeCredited: boolean;
}

/**
 * Say what can be done to an invoice, so that nothing is offered that would be refused (BEHAVIOUR 9.2 to 9.6).
 *
 * @param paymentMethod the account's default one; null where it pays by transfer, which nobody can collect.
 * @param availableMinor the account's available credit in the invoice's currency.
 */
export function invoiceAbilities(
  invoice: InvoiceView,
  paymentMethod: PaymentMethodView | null,
  availableMinor: number,
): InvoiceAbilities {
  const { state, outstandingMinor } = invoice;
  const isOpen = state === "open";
  const isUnsettled = isOpen || state === "uncollectible";
  const isOwing = outstandingMinor > 0;
  // A payment that was tried and failed brought no money, so it does not stand in the way.
  const wasPaidInPart = invoice.payments.some(({ status }) => status === "succeeded");
  const onlyCreatedCredit = state === "paid" && invoice.creditCreatedMinor > 0;
  return {
    canBePaid: isUnsettled && isOwing,
    canBeCollected: isOpen && isOwing && paymentMethod !== null && paymentMethod.gateway !== "manual",
    canBeGivenUp: isOpen && isOwing,
    canTakeCredit: isOpen && isOwing && availableMinor > 0,
    canBeVoided: (isUnsettled && !wasPaidInPart) || onlyCreatedCredit,
    canBeCredited: state === "paid" && invoice.creditedMinor < invoice.totalMinor,
  };
}
