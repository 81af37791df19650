import type { PaymentMethod } from "./facts.ts";

/** What came of trying to charge a payment method. */
export interface PaymentOutcome {
  readonly status: "succeeded" | "failed" | "requires_action";
  /** Why it did not work, for the operator; null where it did. */
  readonly failureReason: string | null;
}

/**
 * Where money that credit does not cover comes from (BEHAVIOUR 9.2). Both gateways there are decide on this machine, without
 * a network and without waiting, which is why they may be asked inside the transaction that issues the invoice.
 */
export interface Gateway {
  /** Whether it only pretends to charge; every screen marks what such a gateway did. */
  readonly isTest: boolean;
  /** Try to charge, or null where the gateway leaves the amount open until an operator records a payment. */
  attempt(token: string): PaymentOutcome | null;
}

const succeeded: PaymentOutcome = { status: "succeeded", failureReason: null };

/** The card numbers that Stripe publishes for testing, with what each of them is known to do. */
export const testCards: Readonly<Record<string, { readonly label: string; readonly outcome: PaymentOutcome }>> = {
  "4242424242424242": { label: "Test card ending 4242", outcome: succeeded },
  "4000000000000002": {
    label: "Test card ending 0002 (declines)",
    outcome: { status: "failed", failureReason: "The card was declined." },
  },
  "4000002500003155": {
    label: "Test card ending 3155 (needs action)",
    outcome: { status: "requires_action", failureReason: "The card's holder has to confirm the payment." },
  },
};

export const gateways: Readonly<Record<PaymentMethod["gateway"], Gateway>> = {
  manual: { isTest: false, attempt: () => null },
  test: {
    isTest: true,
    attempt: (token) => testCards[token]?.outcome ?? { status: "failed", failureReason: "The test card is not known." },
  },
};

/** The method of an account that has none of its own: it pays by invoice. */
export const manualPaymentMethod: PaymentMethod = { gateway: "manual", token: "invoice", label: "By invoice" };

/** How an invoice stands right after it was issued. */
export interface Settlement {
  readonly state: "open" | "paid";
  readonly paidBy: "payer-credits" | PaymentMethod["gateway"] | null;
  /** The attempt that was made; null where credit covered everything or the gateway waits for an operator. */
  readonly attempt: PaymentOutcome | null;
}

/**
 * Settle what is due: nothing left means paid by `payer-credits` without any attempt (BEHAVIOUR 8.4), otherwise the default
 * payment method is tried. A failed attempt leaves the invoice open and the credit applied (9.3).
 */
export function settle(dueMinor: number, method: PaymentMethod): Settlement {
  if (dueMinor === 0) return { state: "paid", paidBy: "payer-credits", attempt: null };
  const attempt = gateways[method.gateway].attempt(method.token);
  if (attempt?.status === "succeeded") return { state: "paid", paidBy: method.gateway, attempt };
  return { state: "open", paidBy: null, attempt };
}
