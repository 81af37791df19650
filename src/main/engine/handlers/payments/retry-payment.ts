import { decideDunningStep, nextAttemptOn } from "../../../domain/payments/dunning.ts";
import { findBillingFacts } from "../../../storage/billing/billing-facts-store.ts";
import {
  addFailedAttempt,
  findFailedAttempts,
  setInvoiceUncollectible,
  setNextAttempt,
  type InvoiceStanding,
} from "../../../storage/payments/payment-store.ts";
import type { CommandContext } from "../../handler.ts";
import { charge, findChargeableMethod, refreshStanding } from "./collection.ts";
import { commitBilling } from "../billing/commit-billing.ts";

/** What came of an invoice whose retry was due; `untried` where nothing could be charged and it was left to an operator. */
export interface RetryOutcome {
  readonly attempt: "succeeded" | "failed" | "untried";
  readonly isGivenUp: boolean;
}

/** Do what the schedule asks for on an open invoice today (BEHAVIOUR 9.3). Only what is still due is charged. */
export function retryPayment(context: CommandContext, invoice: InvoiceStanding): RetryOutcome {
  const { book, today, settings } = context;
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
 * End the subscription that the invoice charged, on the account's day and without credit for unused time; the account is on the free plan
 * then. Where it has ended already, or charges of their own were not paid, what the account has subscribed to since goes on (BEHAVIOUR 9.10).
 */
function endSubscription(context: CommandContext, { accountId, subscriptionId }: InvoiceStanding): void {
  const facts = findBillingFacts(context, accountId);
  if (!facts?.subscription || facts.subscription.id !== subscriptionId) return;
  commitBilling(context, facts, { on: facts.today, draft: null, subscription: null }, null);
}
