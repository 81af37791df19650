import type { InvoiceOutcome, PaidBy } from "../../../shared/contract/invoice-view.ts";
import type { PaymentMethod } from "../billing/facts.ts";

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
  /** The least that it charges in a currency; what is below is carried to the next invoice (BEHAVIOUR 8.8). 0: no least. */
  minimumChargeMinor(currency: string): number;
  /** Try to charge, or null where the gateway leaves the amount open until an operator records a payment. */
  attempt(token: string): PaymentOutcome | null;
}

/** A card or a bank account that the test gateway knows. */
export interface TestToken {
  readonly kind: "card" | "bank_debit";
  readonly label: string;
  readonly outcome: PaymentOutcome;
}

const succeeded: PaymentOutcome = { status: "succeeded", failureReason: null };

/** The card and bank account numbers that Stripe publishes for testing, with what each of them is known to do. */
export const testTokens: Readonly<Record<string, TestToken>> = {
  "4242424242424242": { kind: "card", label: "Test card ending 4242", outcome: succeeded },
  "4000000000000002": {
    kind: "card",
    label: "Test card ending 0002 (declines)",
    outcome: { status: "failed", failureReason: "The card was declined." },
  },
  "4000002500003155": {
    kind: "card",
    label: "Test card ending 3155 (needs action)",
    outcome: { status: "requires_action", failureReason: "The card's holder has to confirm the payment." },
  },
  "000123456789": { kind: "bank_debit", label: "Test bank account ending 6789", outcome: succeeded },
  "000222222227": {
    kind: "bank_debit",
    label: "Test bank account ending 2227 (insufficient funds)",
    outcome: { status: "failed", failureReason: "The bank account has insufficient funds." },
  },
};

/**
 * The minimum charges that Stripe publishes under "Minimum and maximum charge amounts" (docs.stripe.com/currencies), so that the
 * test gateway refuses what a real one would. In minor units by ISO 4217; a currency that is not listed there has none.
 */
const publishedMinimumsMinor: Readonly<Record<string, number>> = {
  AED: 2_00,
  AUD: 50,
  BGN: 1_00,
  BRL: 50,
  CAD: 50,
  CHF: 50,
  CZK: 15_00,
  DKK: 2_50,
  EUR: 50,
  GBP: 30,
  HKD: 4_00,
  HUF: 175_00,
  INR: 50,
  JPY: 50,
  MXN: 10_00,
  MYR: 2_00,
  NOK: 3_00,
  NZD: 50,
  PLN: 2_00,
  RON: 2_00,
  SEK: 3_00,
  SGD: 50,
  THB: 10_00,
  USD: 50,
};

export const gateways: Readonly<Record<PaymentMethod["gateway"], Gateway>> = {
  manual: { isTest: false, minimumChargeMinor: () => 0, attempt: () => null },
  test: {
    isTest: true,
    minimumChargeMinor: (currency) => publishedMinimumsMinor[currency] ?? 0,
    attempt: (token) =>
      testTokens[token]?.outcome ?? { status: "failed", failureReason: "The test gateway does not know the number." },
  },
};

/** The method of an account that has none of its own: it pays by invoice. */
export const manualPaymentMethod: PaymentMethod = {
  kind: "transfer",
  gateway: "manual",
  token: "invoice",
  label: "By invoice",
};

/** How an invoice stands right after it was issued. */
export interface Settlement {
  readonly state: "open" | "paid";
  readonly paidBy: PaidBy | null;
  /** What became of what credit did not pay, which a billing run adds up. */
  readonly outcome: InvoiceOutcome;
  /** The attempt that was made; null where nothing is due or the gateway waits for an operator. */
  readonly attempt: PaymentOutcome | null;
}

/** What decides how an invoice is settled. */
type Asked = Readonly<Record<"totalMinor" | "creditCreatedMinor" | "carriedMinor" | "dueMinor", number>>;

/**
 * Settle what is due. Nothing left means paid without any attempt: by the next invoice where something was too little to be charged
 * (BEHAVIOUR 8.8), by nothing where the lines came to nothing, by `payer-credits` otherwise (8.4). Else the default payment method
 * is tried; a failed attempt leaves the invoice open and the credit applied (9.3).
 */
export function settle(
  { totalMinor, creditCreatedMinor, carriedMinor, dueMinor }: Asked,
  method: PaymentMethod,
): Settlement {
  if (totalMinor === 0) {
    const paidBy = creditCreatedMinor === 0 ? "none" : "payer-credits";
    return { state: "paid", paidBy, outcome: "nothing_due", attempt: null };
  }
  if (carriedMinor > 0) return { state: "paid", paidBy: "carried-forward", outcome: "carried", attempt: null };
  if (dueMinor === 0) return { state: "paid", paidBy: "payer-credits", outcome: "by_credit", attempt: null };
  const attempt = gateways[method.gateway].attempt(method.token);
  if (attempt === null) return { state: "open", paidBy: null, outcome: "open", attempt };
  if (attempt.status !== "succeeded") return { state: "open", paidBy: null, outcome: "failed", attempt };
  return { state: "paid", paidBy: method.gateway, outcome: "collected", attempt };
}
