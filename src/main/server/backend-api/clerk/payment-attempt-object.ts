import { z } from "zod";
import { civilDate, startOfDayMs } from "../../../../shared/calendar.ts";
import type { ListedStatement } from "../../../../shared/contract/listings.ts";
import { moneyObject, toMoney } from "../money.ts";
import { momentMs } from "./answer-fields.ts";
import { payerObject, toPayer } from "./payer-object.ts";
import { lastDigitsOf, paymentMethodCommon, paymentMethodObject, toPaymentMethod } from "./payment-method-object.ts";
import { toStatementTotals, totalsObject } from "./totals-object.ts";

export const attemptObject = z
  .strictObject({
    object: z.literal("commerce_payment"),
    id: z.string(),
    payment_id: z.string(),
    instance_id: z.string(),
    charge_type: z.enum(["checkout", "recurring"]).describe("checkout for what a change of the subscription charged."),
    payee_id: z.string(),
    payee: z
      .strictObject({
        object: z.literal("commerce_payee"),
        id: z.string(),
        instance_id: z.string(),
        name: z.string(),
      })
      .meta({ id: "CommercePayee", description: "Whoever is paid: the company of the book." }),
    payer_id: z.string(),
    payer: payerObject,
    subscription_item_id: z.string().optional().describe("Not there where nothing of a subscription is charged."),
    amount: moneyObject,
    totals: totalsObject,
    payment_method_id: z.string(),
    payment_method: paymentMethodObject,
    statement_id: z.string(),
    gateway_external_id: z.string().nullable(),
    gateway_external_url: z.null(),
    status: z.enum(["pending", "paid", "failed"]),
    paid_at: momentMs.nullable(),
    failed_at: momentMs.nullable(),
    created_at: momentMs,
    updated_at: momentMs,
  })
  .meta({ id: "BillingPaymentAttempt", description: "A payment, or a payment that was tried, for an invoice." });
type AttemptObject = z.output<typeof attemptObject>;

type Payment = ListedStatement["invoice"]["payments"][number];

const attemptStatuses = { succeeded: "paid", failed: "failed", requires_action: "pending" } as const;

/**
 * What was paid or tried for an invoice, newest first (`BillingPaymentAttempt`). One that credit covered whole has one paid item of
 * `payer-credits`, although no gateway was asked.
 */
export function toPaymentAttempts(statement: ListedStatement, instanceId: string): AttemptObject[] {
  const { invoice, attemptedAtMs, account } = statement;
  const attempts = invoice.payments.map((payment, index) =>
    toAttempt(statement, instanceId, {
      id: payment.id,
      amountMinor: payment.amountMinor,
      status: attemptStatuses[payment.status],
      atMs: attemptedAtMs[index] ?? invoice.createdAtMs,
      reference: payment.reference,
      method: methodOf(statement, payment),
    }),
  );
  if (invoice.paidBy !== "payer-credits") return attempts.toReversed();
  const byCredit = toAttempt(statement, instanceId, {
    id: madeUpId("pay", invoice.id),
    amountMinor: invoice.creditAppliedMinor,
    status: "paid",
    atMs: paidAtMs(statement),
    reference: null,
    method: {
      ...paymentMethodCommon,
      id: madeUpId("pm", account.id),
      payer_id: account.id,
      payment_type: "payer-credits",
      gateway: "payer-credits",
      gateway_external_id: "",
      last4: null,
      is_default: false,
    },
  });
  return [byCredit, ...attempts.toReversed()];
}

/** What has no record of its own here goes by the record that it belongs to. */
function madeUpId(prefix: string, recordId: string): string {
  return `${prefix}_${recordId.slice(recordId.indexOf("_") + 1)}`;
}

/** The moment an invoice was made where it was paid on that day, otherwise the day on which credit paid the rest of it. */
function paidAtMs({ invoice, timeZone }: ListedStatement): number {
  const { paidOn, issuedOn, createdAtMs } = invoice;
  return paidOn === null || paidOn === issuedOn ? createdAtMs : startOfDayMs(civilDate(paidOn), timeZone);
}

/** What a payment was made with: a method that the account still has, or else what its label tells of it. */
function methodOf({ paymentMethods, account }: ListedStatement, payment: Payment): Attempt["method"] {
  const { id, gateway, methodLabel, reference } = payment;
  const method = paymentMethods.find(({ label }) => label === methodLabel);
  if (method) return toPaymentMethod(method, account.id);
  const label = methodLabel ?? "";
  return {
    ...paymentMethodCommon,
    id: madeUpId("pm", id),
    payer_id: account.id,
    payment_type: /card/iu.test(label) ? "card" : "link",
    is_default: false,
    gateway,
    gateway_external_id: reference ?? id,
    last4: lastDigitsOf(label),
  };
}

interface Attempt {
  readonly id: string;
  readonly amountMinor: number;
  readonly status: "paid" | "failed" | "pending";
  readonly atMs: number;
  readonly reference: string | null;
  readonly method: z.output<typeof paymentMethodObject>;
}

function toAttempt(statement: ListedStatement, instanceId: string, attempt: Attempt): AttemptObject {
  const { invoice, account, subscriptionItemId } = statement;
  const isChange = invoice.lines.some(({ kind }) => kind === "unused_time" || kind.startsWith("prorated"));
  return {
    object: "commerce_payment",
    id: attempt.id,
    payment_id: attempt.id,
    instance_id: instanceId,
    charge_type: isChange ? "checkout" : "recurring",
    payee_id: instanceId,
    payee: { object: "commerce_payee", id: instanceId, instance_id: instanceId, name: invoice.sellerName },
    payer_id: account.id,
    payer: toPayer(statement, instanceId),
    ...(subscriptionItemId === null ? {} : { subscription_item_id: subscriptionItemId }),
    amount: toMoney(attempt.amountMinor, invoice.currency),
    totals: toStatementTotals(statement),
    payment_method_id: attempt.method.id,
    payment_method: attempt.method,
    statement_id: invoice.id,
    gateway_external_id: attempt.reference,
    gateway_external_url: null,
    status: attempt.status,
    paid_at: attempt.status === "paid" ? attempt.atMs : null,
    failed_at: attempt.status === "failed" ? attempt.atMs : null,
    created_at: attempt.atMs,
    updated_at: attempt.atMs,
  };
}
