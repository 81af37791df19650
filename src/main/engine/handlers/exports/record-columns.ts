import type { SubscriptionRow } from "../../../../shared/contract/subscriptions.ts";
import { exportedAmount, exportedInstant, type ExportColumn } from "../../../../shared/exports/column.ts";
import type { RunProblem } from "../../../storage/billing/billing-run-store.ts";
import type { ListedCreditNote } from "../../../storage/invoices/credit-note-list.ts";
import type { ListedPayment } from "../../../storage/payments/payment-list.ts";

/** The columns of lists that nothing but an export shows whole. */

export const subscriptionColumns: readonly ExportColumn<SubscriptionRow>[] = [
  { name: "id", value: ({ id }) => id },
  { name: "account_id", value: ({ accountId }) => accountId },
  { name: "account_name", value: ({ accountName }) => accountName },
  { name: "status", value: ({ status }) => status },
  { name: "plan", value: ({ planName }) => planName },
  { name: "plan_id", value: ({ planId }) => planId },
  { name: "period", value: ({ period }) => period },
  { name: "seats", value: ({ seats }) => seats },
  { name: "currency", value: ({ currency }) => currency },
  exportedAmount("fee", ({ feeMinor }) => feeMinor),
  { name: "next_billing_on", value: ({ nextBillingOn }) => nextBillingOn },
  { name: "trial_ends_on", value: ({ trialEndsOn }) => trialEndsOn },
];

export const paymentColumns: readonly ExportColumn<ListedPayment>[] = [
  { name: "id", value: ({ id }) => id },
  { name: "invoice", value: ({ invoiceNumber }) => invoiceNumber },
  { name: "account_id", value: ({ accountId }) => accountId },
  { name: "account_name", value: ({ accountName }) => accountName },
  { name: "paid_on", value: ({ paidOn }) => paidOn },
  { name: "status", value: ({ status }) => status },
  { name: "currency", value: ({ currency }) => currency },
  exportedAmount("amount", ({ amountMinor }) => amountMinor),
  exportedAmount("overpaid", ({ overpaidMinor }) => overpaidMinor),
  exportedAmount("refunded", ({ refundedMinor }) => refundedMinor),
  { name: "gateway", value: ({ gateway }) => gateway },
  { name: "payment_method", value: ({ methodLabel }) => methodLabel },
  { name: "reference", value: ({ reference }) => reference },
  { name: "failure_reason", value: ({ failureReason }) => failureReason },
  { name: "taken_back_on", value: ({ takenBackOn }) => takenBackOn },
  { name: "taken_back_reason", value: ({ takenBackReason }) => takenBackReason },
  { name: "operator", value: ({ operator }) => operator },
  { name: "recorded_at", value: ({ createdAtMs }) => exportedInstant(createdAtMs) },
];

export const creditNoteColumns: readonly ExportColumn<ListedCreditNote>[] = [
  { name: "number", value: ({ number }) => number },
  { name: "invoice", value: ({ invoiceNumber }) => invoiceNumber },
  { name: "account_id", value: ({ accountId }) => accountId },
  { name: "account_name", value: ({ accountName }) => accountName },
  { name: "issued_on", value: ({ issuedOn }) => issuedOn },
  { name: "cause", value: ({ cause }) => cause },
  { name: "currency", value: ({ currency }) => currency },
  exportedAmount("net", ({ netMinor }) => netMinor),
  exportedAmount("tax", ({ taxMinor }) => taxMinor),
  exportedAmount("total", ({ totalMinor }) => totalMinor),
  exportedAmount("to_due", ({ toDueMinor }) => toDueMinor),
  exportedAmount("to_credit", ({ toCreditMinor }) => toCreditMinor),
  exportedAmount("to_payment_method", ({ toPaymentMethodMinor }) => toPaymentMethodMinor),
  exportedAmount("out_of_band", ({ outOfBandMinor }) => outOfBandMinor),
  { name: "note", value: ({ note }) => note },
  { name: "operator", value: ({ operator }) => operator },
  { name: "id", value: ({ id }) => id },
  { name: "recorded_at", value: ({ createdAtMs }) => exportedInstant(createdAtMs) },
];

export const runProblemColumns: readonly ExportColumn<RunProblem>[] = [
  { name: "account_id", value: ({ accountId }) => accountId },
  { name: "account_name", value: ({ accountName }) => accountName },
  { name: "error", value: ({ error }) => error.code },
  { name: "message", value: ({ error }) => error.message },
  { name: "remedy", value: ({ error }) => error.remedy },
];
