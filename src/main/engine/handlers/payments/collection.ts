import type { CivilDate } from "../../../../shared/calendar.ts";
import type { PaymentMethod } from "../../../domain/billing/facts.ts";
import { nextAttemptOn } from "../../../domain/payments/dunning.ts";
import { whyNotChargeable } from "../../../domain/invoices/invoice-actions.ts";
import { gateways, manualPaymentMethod, type PaymentOutcome } from "../../../domain/payments/payment.ts";
import { datedOn } from "../../../domain/periods/dating.ts";
import { standingOf, subscriptionStatus, type Standing } from "../../../domain/subscriptions/status.ts";
import {
  refreshListingOpenDue,
  updateListingActivity,
  updateListingStatus,
} from "../../../storage/accounts/account-listing-store.ts";
import { findDefaultPaymentMethod } from "../../../storage/payments/payment-method-store.ts";
import {
  addFailedAttempt,
  addInvoicePayment,
  type InvoiceStanding,
} from "../../../storage/invoices/invoice-standing-store.ts";
import { findFailedAttempts, insertPayment } from "../../../storage/payments/payment-store.ts";
import { readOpenInvoices, writeStanding } from "../../../storage/billing/standing-store.ts";
import type { CommandContext, QueryContext } from "../../handler.ts";

/** A gateway was asked for what an invoice has left to pay, as the invoice was issued. */
export interface FirstAttempt {
  readonly invoiceNumber: number;
  readonly accountId: string;
  readonly currency: string;
  readonly dueMinor: number;
  readonly method: PaymentMethod;
  readonly attempt: PaymentOutcome;
}

/**
 * Record the attempt that was made as an invoice was issued. After a failed one the credit stays applied, the schedule of retries
 * begins and the subscription is past due (BEHAVIOUR 9.3). Whatever the date on the paper, it was tried today (9.9).
 */
export function recordAttempt(context: CommandContext, first: FirstAttempt): void {
  const { invoiceNumber: number, currency, dueMinor: outstandingMinor, method, attempt } = first;
  insertAttempt(context, { number, currency, outstandingMinor }, method, attempt);
  if (attempt.status === "succeeded") return;
  addFailedAttempt(context.book, number, firstRetryOn(context, context.today));
  refreshStanding(context, first.accountId);
}

/**
 * Bring up to date whether the subscription in force is behind with its payments, with its item and the list of accounts, and tell
 * where that is another status than before (BEHAVIOUR 9.10, 9.11). To be called whenever an invoice stops or starts being open.
 */
export function refreshStanding(context: CommandContext, accountId: string): void {
  const { book, today } = context;
  refreshListingOpenDue(book, accountId);
  giveStanding(context, accountId, standingOf(readOpenInvoices(book, accountId), today));
}

/** Give the subscription in force its standing, with its item and the list of accounts, and tell where that is another one than before. */
export function giveStanding(context: CommandContext, accountId: string, standing: Standing): void {
  const { book, nowMs } = context;
  const changed = writeStanding(book, accountId, standing, nowMs);
  if (changed) {
    updateListingStatus(book, accountId, subscriptionStatus(standing, changed.onlyEnds));
    context.happened("subscription.updated", accountId);
  }
  context.changed("accounts", accountId);
}

/** How an account pays: by its default method, or by transfer where it has none. */
export function accountMethod({ book }: QueryContext, accountId: string): PaymentMethod {
  return findDefaultPaymentMethod(book, accountId) ?? manualPaymentMethod;
}

/** How the rest of an invoice could be charged now; null where an operator has to record the money (BEHAVIOUR 8.8, 9.2). */
export function findChargeableMethod(context: QueryContext, invoice: InvoiceStanding): PaymentMethod | null {
  const method = accountMethod(context, invoice.accountId);
  return whyNotChargeable(method, invoice) === null ? method : null;
}

/**
 * Try to charge the rest of an open invoice because an operator asks for it. It does not replace a retry that is planned; where
 * nothing had been tried before, it begins the schedule.
 */
export function collectNow(context: CommandContext, invoice: InvoiceStanding, method: PaymentMethod): void {
  const { book, today } = context;
  const hasFailedBefore = findFailedAttempts(book, invoice.number) !== undefined;
  const { status } = charge(context, invoice, method);
  if (status !== "succeeded") {
    addFailedAttempt(book, invoice.number, hasFailedBefore ? invoice.nextAttemptOn : firstRetryOn(context, today));
  }
  refreshStanding(context, invoice.accountId);
}

/** Ask the gateway for what is left to pay, and record what came of it. */
export function charge(context: CommandContext, invoice: InvoiceStanding, method: PaymentMethod): PaymentOutcome {
  const { number, accountId, outstandingMinor } = invoice;
  const { book, today, settings } = context;
  const outcome = gateways[method.gateway].attempt(method.token);
  if (outcome === null) throw new Error(`The gateway "${method.gateway}" does not charge`);
  insertAttempt(context, invoice, method, outcome);
  updateListingActivity(book, accountId, today);
  if (outcome.status === "succeeded") {
    addInvoicePayment(book, number, outstandingMinor, {
      paidBy: method.gateway,
      paidOn: datedOn(today, "rule", settings),
    });
  }
  context.changed("invoices", accountId);
  context.happened(outcome.status === "succeeded" ? "invoice.paid" : "invoice.paymentFailed", invoice.id);
  return outcome;
}

function insertAttempt(
  { book, caller, makeId, money, nowMs, today, settings }: CommandContext,
  { number, currency, outstandingMinor }: Pick<InvoiceStanding, "number" | "currency" | "outstandingMinor">,
  method: PaymentMethod,
  outcome: PaymentOutcome,
): void {
  const paidOn = datedOn(today, "rule", settings);
  insertPayment(book, {
    ...outcome,
    id: makeId("payment"),
    invoiceNumber: number,
    gateway: method.gateway,
    amountMinor: outstandingMinor,
    overpaidMinor: 0,
    methodLabel: method.label,
    paidOn,
    reference: null,
    operator: caller.operator,
    createdAtMs: nowMs,
  });
  const kind = outcome.status === "succeeded" ? "collected" : "failed";
  money.add({ kind, on: paidOn, currency, amountMinor: outstandingMinor });
}

/** Where the book does not retry, the day itself: what follows the last attempt is then carried out with the next catching up. */
function firstRetryOn({ settings }: QueryContext, failedOn: CivilDate): CivilDate {
  return nextAttemptOn(failedOn, settings.retryDays, failedOn) ?? failedOn;
}
