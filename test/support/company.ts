import { randomUUID } from "node:crypto";
import type { AccountView } from "../../src/shared/contract/accounts.ts";
import type { LedgerEntry } from "../../src/shared/contract/ledger.ts";
import type { TestBook } from "./book.ts";

/** What a test says about an account; everything else is as plain as it can be. */
export interface CustomerOptions {
  /** The monthly fee in minor units; none means the free plan. */
  readonly feeMinor?: number;
  readonly annualMonthlyMinor?: number;
  readonly period?: "month" | "annual";
  readonly startOn?: string;
  readonly currency?: string;
  readonly timeZone?: string;
}

/** An organization, subscribed to a plan of its own. */
export async function createCustomer(book: TestBook, options: CustomerOptions = {}): Promise<string> {
  const { feeMinor, period = "month", startOn = "2026-01-01", currency = "USD", timeZone = "UTC" } = options;
  const { accountId } = await book.ask("accounts.create", {
    kind: "organization",
    name: "Globex Corporation",
    contact: `globex-${randomUUID()}`,
    currency,
    timeZone,
  });
  if (feeMinor !== undefined) {
    const { planId } = await book.ask("plans.create", {
      name: "Team",
      slug: `team-${randomUUID()}`,
      forKind: "organization",
      currency,
      monthlyMinor: feeMinor,
      annualMonthlyMinor: options.annualMonthlyMinor ?? null,
    });
    await book.ask("subscriptions.create", { accountId, planId, period, startOn });
  }
  return accountId;
}

/** Add (or, with a negative amount, remove) credit by hand. */
export async function adjust(
  book: TestBook,
  accountId: string,
  amountMinor: number,
  currency = "USD",
): Promise<LedgerEntry> {
  const { entry } = await book.ask("credits.adjust", {
    accountId,
    action: amountMinor > 0 ? "increase" : "decrease",
    amountMinor: Math.abs(amountMinor),
    currency,
    reasonCode: "billing_error",
  });
  return entry;
}

/** The ledger balance; null where the account never had credit in the currency. */
export async function creditOf(book: TestBook, accountId: string, currency = "USD"): Promise<number | null> {
  const { balances } = await book.ask("credits.balance", { accountId });
  return balances.find((balance) => balance.currency === currency)?.ledgerMinor ?? null;
}

/** Bill everything due up to a day. */
export async function billThrough(book: TestBook, throughOn: string) {
  return (await book.runJob("billing.run", { throughOn })).result;
}

/** An account's invoices as they are printed, oldest first. */
export async function invoicesOf(book: TestBook, accountId: string) {
  const { rows } = await book.ask("invoices.list", { accountId, limit: 500 });
  return Promise.all(rows.toReversed().map(({ id }) => book.ask("invoices.get", { invoiceId: id })));
}

/** Record that an account's open invoices are paid in full today, as an invoice is of which nothing is said. */
export async function payOpen(book: TestBook, accountId: string): Promise<void> {
  const { rows } = await book.ask("invoices.list", { accountId, state: "open", limit: 500 });
  for (const { id } of rows.toReversed()) {
    await book.ask("invoices.recordPayment", { invoiceId: id, amountMinor: null, receivedOn: null });
  }
}

export async function accountOf(book: TestBook, accountId: string): Promise<AccountView> {
  return book.ask("accounts.get", { accountId });
}
