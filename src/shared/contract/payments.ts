import { z } from "zod";
import { command, query } from "./definition.ts";
import { id, idempotencyKey, instantMs, line } from "./fields.ts";

/** Where money comes from: `manual` waits for an operator, `test` pretends (BEHAVIOUR 9.2). */
export const gatewayName = z.enum(["manual", "test"]);
const paymentMethodKind = z.enum(["card", "bank_debit", "transfer"]);

export const paymentMethodView = z.strictObject({
  id,
  kind: paymentMethodKind,
  gateway: gatewayName,
  /** What people know it by, such as "Test card ending 4242". */
  label: z.string(),
  isDefault: z.boolean(),
  isTest: z.boolean(),
  createdAtMs: instantMs,
});
export type PaymentMethodView = z.infer<typeof paymentMethodView>;

export const paymentsContract = {
  "paymentMethods.list": query({
    summary: "Lists an account's payment methods, the default one first. Without any, the account pays by transfer.",
    input: z.strictObject({ accountId: id }),
    output: z.strictObject({ paymentMethods: z.array(paymentMethodView) }),
    errors: ["account_not_found"],
  }),
  "paymentMethods.testTokens": query({
    summary: "Lists the cards and bank accounts that the test gateway knows, with what each of them does.",
    input: z.strictObject({}),
    output: z.strictObject({
      tokens: z.array(z.strictObject({ token: z.string(), kind: paymentMethodKind, label: z.string() })),
    }),
    errors: [],
  }),
  "paymentMethods.add": command({
    summary: "Adds a card, a bank debit or paying by transfer, and makes it the default.",
    right: "payments",
    audit: { about: "paymentMethod", id: "paymentMethodId" },
    input: z.strictObject({
      accountId: id,
      kind: paymentMethodKind,
      gateway: gatewayName,
      /** A test card or a test bank account for the test gateway; null for a transfer. */
      token: z.string().max(64).nullable().default(null),
      label: line(100).nullable().default(null),
      idempotencyKey,
    }),
    output: z.strictObject({ paymentMethodId: id }),
    errors: ["account_not_found", "idempotency_conflict", "payment_method_not_offered"],
  }),
  "paymentMethods.setDefault": command({
    summary: "Makes a payment method the one that is charged.",
    right: "payments",
    audit: { about: "paymentMethod", id: "paymentMethodId" },
    input: z.strictObject({ paymentMethodId: id, idempotencyKey }),
    output: z.strictObject({ paymentMethodId: id }),
    errors: ["payment_method_not_found", "idempotency_conflict"],
  }),
  "paymentMethods.remove": command({
    summary: "Removes a payment method; the newest of the others becomes the default.",
    right: "payments",
    audit: { about: "paymentMethod", id: "paymentMethodId" },
    input: z.strictObject({ paymentMethodId: id, idempotencyKey }),
    output: z.strictObject({ defaultPaymentMethodId: id.nullable() }),
    errors: ["payment_method_not_found", "idempotency_conflict"],
  }),
};
