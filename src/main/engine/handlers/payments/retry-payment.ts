import { composeInvoice } from "../../../domain/billing/invoice.ts";
import { decideDunningStep, nextAttemptOn } from "../../../domain/payments/dunning.ts";
import { giveBackLaterPeriods } from "../../../domain/subscriptions/cancel.ts";
import {
  addFailedAttempt,
  findInvoiceStanding,
  setInvoiceUncollectible,
  setNextAttempt,
  type InvoiceStanding,
} from "../../../storage/invoices/invoice-standing-store.ts";
import { findFailedAttempts } from "../../../storage/payments/payment-store.ts";
import type { CommandContext } from "../../handler.ts";
import { charge, findChargeableMethod, refreshStanding } from "./collection.ts";
import { commitBilling } from "../billing/commit-billing.ts";
import { readChangeFacts } from "../subscriptions/change-facts.ts";

/** What came of an invoice whose retry was due; `untried` where nothing could be charged and it was left to an operator. */
export interface RetryOutcome {
  readonly attempt: "succeeded" | "failed" | "untried";
  readonly isGivenUp: boolean;
}

/** Do what the schedule asks for on an invoice today (BEHAVIOUR 9.3). Only what is still due is charged. */
export function retryPayment(context: CommandContext, invoiceId: string): RetryOutcome {
  const { book, today, settings } = context;
  // Another invoice's last retry may have ended the subscription since this one was listed, and taken off what it asked for.
  const invoice = findInvoiceStanding(book, invoiceId);
  if (!invoice || invoice.nextAttemptOn === null) return { attempt: "untried", isGivenUp: false };
  const failed = findFailedAttempts(book, invoice.number) ?? { firstOn: today, lastOn: today };
  const step = decideDunningStep(failed, settings.retryDays, today);
  if (step.kind === "wait") {
    setNextAttempt(book, invoice.number, step.untilOn);
    return { attempt: "untried", isGivenUp: false };
  }
  if (step.kind === "give_up") {
    giveUp(context, invoice);
    return { attempt: "untried", isGivenUp: true };
  }
  const method = findChargeableMethod(context, invoice);
  if (method === null) {
    setNextAttempt(book, invoice.number, null);
    return { attempt: "untried", isGivenUp: false };
  }
  const { status } = charge(context, invoice, method);
  if (status === "succeeded") {
    refreshStanding(context, invoice.accountId);
    return { attempt: "succeeded", isGivenUp: false };
  }
  const nextOn = nextAttemptOn(failed.firstOn, settings.retryDays, today);
  addFailedAttempt(book, invoice.number, nextOn);
  if (nextOn === null) giveUp(context, invoice);
  else refreshStanding(context, invoice.accountId);
  return { attempt: "failed", isGivenUp: nextOn === null };
}

/** The last retry failed: carry out what the book says. */
function giveUp(context: CommandContext, invoice: InvoiceStanding): void {
  const { id, number, accountId } = invoice;
  const { book, settings } = context;
  setNextAttempt(book, number, null);
  switch (settings.afterLastRetry) {
    case "keep":
      break;
    case "cancel":
      endSubscription(context, invoice);
      break;
    case "uncollectible":
      setInvoiceUncollectible(book, number);
      context.happened("invoice.uncollectible", id);
      break;
  }
  refreshStanding(context, accountId);
  context.changed("invoices", accountId);
}

/**
 * End the subscription that the invoice charged, on the account's day and without credit for what is left of the current period; the account
 * is on the free plan then, and owes nothing for periods that were billed ahead (BEHAVIOUR 6.10). Where it has ended already, or charges of
 * their own were not paid, what the account has subscribed to since goes on (9.10).
 */
function endSubscription(context: CommandContext, { accountId, subscriptionId }: InvoiceStanding): void {
  const facts = readChangeFacts(context, accountId, {
    type: "cancel",
    timing: "now",
    withCredit: false,
    changeOn: null,
  });
  const { billing, today } = facts;
  if (billing.subscription?.id !== subscriptionId) return;
  const { lines, notes } = giveBackLaterPeriods(facts);
  const draft = lines.length > 0 ? composeInvoice(billing, today, lines) : null;
  commitBilling(context, billing, { on: today, draft, subscription: null, notes }, null);
}
