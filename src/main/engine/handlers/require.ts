import { civilDateAt, type CivilDate } from "../../../shared/calendar.ts";
import type { BillingRunView } from "../../../shared/contract/billing.ts";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { BillingFacts } from "../../domain/billing/facts.ts";
import { findAccount, type Account } from "../../storage/accounts/account-store.ts";
import { findBillingFacts } from "../../storage/billing/billing-facts-store.ts";
import { findBillingRun } from "../../storage/billing/billing-run-store.ts";
import type { ReadableBook } from "../../storage/book/book-handle.ts";
import { findPlan, type Plan } from "../../storage/plans/plan-store.ts";
import type { QueryContext } from "../handler.ts";
import { readInvoiceView } from "./invoices/invoice-view.ts";

/** @throws AppError `account_not_found`. */
export function requireAccount(book: ReadableBook, accountId: string): Account {
  const account = findAccount(book, accountId);
  if (!account) throw new AppError("account_not_found", sentence("There is no account {accountId}.", { accountId }));
  return account;
}

/**
 * An account with what its invoices are computed from, and today where it lives (BEHAVIOUR 6.5).
 *
 * @throws AppError `account_not_found`.
 */
export function requireBilling(
  context: QueryContext,
  accountId: string,
): { readonly account: Account; readonly facts: BillingFacts; readonly today: CivilDate } {
  const account = requireAccount(context.book, accountId);
  const facts = findBillingFacts(context, accountId);
  if (!facts) throw new Error(`The account ${accountId} cannot be read back`);
  return { account, facts, today: civilDateAt(context.nowMs, account.timeZone) };
}

/** @throws AppError `plan_not_found`. */
export function requirePlan(book: ReadableBook, planId: string): Plan {
  const plan = findPlan(book, planId);
  if (!plan) throw new AppError("plan_not_found", sentence("There is no plan {planId}.", { planId }));
  return plan;
}

/** @throws AppError `invoice_not_found`. */
export function requireInvoice(
  context: QueryContext,
  invoiceId: string,
): { readonly number: number; readonly view: InvoiceView } {
  const found = readInvoiceView(context, invoiceId);
  if (!found) throw new AppError("invoice_not_found", sentence("There is no invoice {invoiceId}.", { invoiceId }));
  return found;
}

/** @throws AppError `run_not_found`. */
export function requireRun(book: ReadableBook, runId: string): BillingRunView {
  const run = findBillingRun(book, runId);
  if (!run) throw new AppError("run_not_found", sentence("There is no billing run {runId}.", { runId }));
  return run;
}
