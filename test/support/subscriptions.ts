import type { MethodInput } from "../../src/shared/contract/index.ts";
import type { SeatPrice } from "../../src/shared/contract/plans.ts";
import type { TestBook } from "./book.ts";
import { billThrough, createCustomer } from "./company.ts";
import { randomUUID } from "node:crypto";

/** What a test says about a plan; everything else is as plain as it can be. */
export interface PlanOptions {
  readonly slug?: string;
  readonly name?: string;
  readonly monthlyMinor?: number;
  readonly annualMonthlyMinor?: number | null;
  readonly seatPrice?: SeatPrice | null;
  readonly trialDays?: number | null;
  readonly currency?: string;
  readonly forKind?: "user" | "organization";
}

/** A plan for organizations. @returns its id. */
export async function createPlan(book: TestBook, options: PlanOptions = {}): Promise<string> {
  const { planId } = await book.ask("plans.create", {
    name: "Team",
    slug: `plan-${randomUUID()}`,
    forKind: "organization",
    currency: "USD",
    monthlyMinor: 0,
    ...options,
  });
  return planId;
}

/** Seats one by one, all at the same monthly fee. */
export function seatsAt(feePerBlockMinor: number): SeatPrice {
  return { blockSize: 1, tiers: [{ startsAtBlock: 1, endsAfterBlock: null, feePerBlockMinor }] };
}

type Change = MethodInput<"subscriptions.change">["change"];

/** Preview a change and make it, as an operator does who likes what is shown. @returns the preview and what was done. */
export async function changeSubscription(book: TestBook, accountId: string, change: Change) {
  const preview = await book.ask("subscriptions.previewChange", { accountId, change });
  const { pinnedOn, fingerprint } = preview;
  const done = await book.ask("subscriptions.change", { accountId, change, pinnedOn, fingerprint });
  return { preview, ...done };
}

/** What each line of an invoice comes to before tax. */
export const netsOf = (invoice: { readonly lines: readonly { readonly netMinor: number }[] } | null) =>
  invoice?.lines.map(({ netMinor }) => netMinor);

/** Issue the account's next invoice as it was previewed. */
export async function issueNext(book: TestBook, accountId: string) {
  const { pinnedOn, fingerprint } = await book.ask("invoices.preview", { accountId, asOf: "today" });
  const { invoice } = await book.ask("invoices.issue", { accountId, pinnedOn, fingerprint });
  return invoice;
}

/** A customer whose current period is billed. */
export async function subscribed(
  book: TestBook,
  planId: string,
  { startOn, period = "month", seats = null }: { startOn: string; period?: "month" | "annual"; seats?: number | null },
): Promise<string> {
  const accountId = await createCustomer(book);
  await book.ask("subscriptions.create", { accountId, planId, period, seats, startOn });
  await billThrough(book, startOn);
  return accountId;
}

/** An annual charge of 2,399.95, which twelve equal months cannot make: 12 × 200.00 less 0.05. */
export async function annualCustomer(book: TestBook, startOn: string): Promise<{ accountId: string; planId: string }> {
  const planId = await createPlan(book, { monthlyMinor: 249_95, annualMonthlyMinor: 200_00 });
  const accountId = await createCustomer(book);
  await book.ask("subscriptions.create", { accountId, planId, period: "annual", startOn });
  const { discountId } = await book.ask("discounts.create", { name: "Five cents", amountMinor: 5, currency: "USD" });
  await changeSubscription(book, accountId, { type: "add_discount", discountId });
  await billThrough(book, startOn);
  return { accountId, planId };
}
