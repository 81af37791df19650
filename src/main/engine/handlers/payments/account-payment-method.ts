import type { AccountPaymentMethod } from "../../../../shared/contract/accounts.ts";
import type { PaymentMethod } from "../../../domain/billing/facts.ts";
import { testTokens } from "../../../domain/payments/payment.ts";

/** What the test gateway knows each of them by. */
const tokens: Readonly<Record<Exclude<AccountPaymentMethod, "manual">, string>> = {
  test_success: "4242424242424242",
  test_declined: "4000000000000002",
  test_needs_action: "4000002500003155",
  test_bank_success: "000123456789",
  test_bank_declined: "000222222227",
};

/** The payment method that a file names; null for paying by hand, which an account without a method of its own does. */
export function paymentMethodNamed(name: AccountPaymentMethod): PaymentMethod | null {
  if (name === "manual") return null;
  const token = testTokens[tokens[name]];
  if (!token) throw new Error(`There is no test token for ${name}`);
  return { kind: token.kind, gateway: "test", token: tokens[name], label: token.label };
}

/** What a file calls a payment method. */
export function nameOfPaymentMethod(method: PaymentMethod | undefined): AccountPaymentMethod {
  if (method?.gateway !== "test") return "manual";
  const names = Object.keys(tokens) as (keyof typeof tokens)[];
  const name = names.find((candidate) => tokens[candidate] === method.token);
  if (name === undefined) throw new Error(`The test gateway's ${method.label} has no name`);
  return name;
}
