import { civilDate, civilDateAt, startOfDayMs } from "../../../shared/calendar.ts";
import type { ListedStatement } from "../../../shared/contract/listings.ts";
import { toMoney } from "./money.ts";
import { toPayer } from "./payer-object.ts";
import { toTotals } from "./totals-object.ts";

/** An invoice as Clerk's clients see it (`BillingStatement`): closed once it is paid or void, its payment attempts by day. */
export function toStatement(statement: ListedStatement, instanceId: string) {
  const { invoice, account, timeZone } = statement;
  const totals = totalsOf(statement);
  const attempts = toPaymentAttempts(statement, instanceId);
  const days = [...new Set(attempts.map((attempt) => civilDateAt(attempt.created_at, timeZone)))];
  return {
    object: "commerce_statement",
    id: invoice.id,
    instance_id: instanceId,
    timestamp: invoice.createdAtMs,
    payer: toPayer(account, instanceId),
    status: invoice.state === "paid" || invoice.state === "void" ? "closed" : "open",
    totals: {
      grand_total: totals.grand_total,
      subtotal: totals.subtotal,
      base_fee: totals.base_fee,
      tax_total: totals.tax_total,
    },
    groups: days.map((day) => ({
      object: "commerce_statement_group",
      timestamp: startOfDayMs(day, timeZone),
      items: attempts.filter((attempt) => civilDateAt(attempt.created_at, timeZone) === day),
    })),
  };
}

function totalsOf({ invoice, baseFeeMinor, seatTotals, proration }: ListedStatement) {
  return toTotals({ ...invoice, baseFeeMinor, seatTotals, proration });
}

type Payment = ListedStatement["invoice"]["payments"][number];

const attemptStatuses = { succeeded: "paid", failed: "failed", requires_action: "pending" } as const;

/**
 * What was paid or tried for an invoice, newest first (`BillingPaymentAttempt`). One that credit covered whole has one paid item of
 * `payer-credits`, although no gateway was asked.
 */
export function toPaymentAttempts(statement: ListedStatement, instanceId: string) {
  const { invoice, attemptedAtMs, paymentMethods, account } = statement;
  const attempts = invoice.payments.map((payment, index) => {
    const method = paymentMethods.find(({ label }) => label === payment.methodLabel);
    return toAttempt(statement, instanceId, {
      id: payment.id,
      amountMinor: payment.amountMinor,
      status: attemptStatuses[payment.status],
      atMs: attemptedAtMs[index] ?? invoice.createdAtMs,
      reference: payment.reference,
      method: {
        ...toPaymentMethod(payment),
        id: method?.id ?? madeUpId("pm", payment.id),
        payer_id: account.id,
        is_default: method?.isDefault ?? false,
      },
    });
  });
  if (invoice.paidBy !== "payer-credits") return attempts.toReversed();
  const byCredit = toAttempt(statement, instanceId, {
    id: madeUpId("pay", invoice.id),
    amountMinor: invoice.creditAppliedMinor,
    status: "paid",
    atMs: paidAtMs(statement),
    reference: null,
    method: {
      ...methodCommon,
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

const methodCommon = {
  object: "commerce_payment_method",
  gateway_external_account_id: null,
  status: "active",
  wallet_type: null,
  card_type: null,
} as const;

/** The description knows cards, links and credit; money by transfer or from a bank account is nearest to a link. */
function toPaymentMethod({ gateway, methodLabel, reference, id }: Payment) {
  const label = methodLabel ?? "";
  return {
    ...methodCommon,
    payment_type: /card/iu.test(label) ? "card" : "link",
    gateway,
    gateway_external_id: reference ?? id,
    last4: /ending (\d{4})/u.exec(label)?.[1] ?? null,
  };
}

interface Attempt {
  readonly id: string;
  readonly amountMinor: number;
  readonly status: "paid" | "failed" | "pending";
  readonly atMs: number;
  readonly reference: string | null;
  readonly method: Readonly<Record<string, unknown>> & { readonly id: string };
}

function toAttempt(statement: ListedStatement, instanceId: string, attempt: Attempt) {
  const { invoice, account } = statement;
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
    payer: toPayer(account, instanceId),
    amount: toMoney(attempt.amountMinor, invoice.currency),
    totals: totalsOf(statement),
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
