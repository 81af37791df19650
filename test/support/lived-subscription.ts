import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { addDays, civilDate, type BillingPeriod } from "../../src/shared/calendar.ts";
import type { MethodInput, MethodName } from "../../src/shared/contract/index.ts";
import type { InvoiceView } from "../../src/shared/contract/invoice-view.ts";
import type { TestBook } from "./book.ts";
import { taxOf } from "./collection.ts";
import { createCustomer } from "./company.ts";
import type { LivedPlan } from "./lived-days.ts";

/** What a life is like from its first day to its last. */
export interface Life {
  readonly period: BillingPeriod;
  readonly firstDay: string;
  readonly trialDays: number;
  readonly timeZone: string;
  readonly currency: string;
  readonly blockSize: number;
  readonly isTaxed: boolean;
  /** Whether the end, which is made now, gives back what is left of the current period. */
  readonly isRestGivenBack: boolean;
  readonly discount: { readonly offMinor: number | "half"; readonly periods: number };
  readonly afterLastRetry: NonNullable<MethodInput<"book.configure">["afterLastRetry"]>;
}

/** How many months a period has. */
export const monthsOf: Readonly<Record<BillingPeriod, number>> = { month: 1, annual: 12 };

const caller = { origin: "desk", operator: "Tess Tester" } as const;

/** Send a call that may be refused; null where it is. */
export async function attempt<Answer>(book: TestBook, method: MethodName, input: object): Promise<Answer | null> {
  const result = await book.engine.dispatch(method, input, caller);
  return result.ok ? (result.value as Answer) : null;
}

/** Preview a change and make it as it was previewed. @returns whether it was made. */
export async function change(book: TestBook, accountId: string, what: object): Promise<boolean> {
  interface Preview {
    readonly pinnedOn: string;
    readonly fingerprint: string;
    readonly invoice: object | null;
  }
  const preview = await attempt<Preview>(book, "subscriptions.previewChange", { accountId, change: what });
  if (!preview) return false;
  const { pinnedOn, fingerprint } = preview;
  const command = { accountId, change: what, pinnedOn, fingerprint, idempotencyKey: randomUUID() };
  const done = await attempt<{ invoice: InvoiceView | null }>(book, "subscriptions.change", command);
  if (preview.invoice) expect(done?.invoice).toMatchObject(preview.invoice);
  else expect(done?.invoice).toBeNull();
  return true;
}

/** The coming invoice in the list of accounts is the one that is previewed. */
export async function checkListed(book: TestBook, accountId: string): Promise<void> {
  const { rows } = await book.ask("accounts.list", { search: accountId });
  const preview = await attempt<{ figures: InvoiceView }>(book, "invoices.preview", { accountId });
  const { issuedOn = null, totalMinor = null, steps = [] } = preview?.figures ?? {};
  // The list has the day that it falls on, also where the paper has another one because its month is closed.
  const moved = steps.find((step) => step.kind === "moved");
  const nextChargeOn = moved?.kind === "moved" ? moved.fallsOn : issuedOn;
  expect(rows).toMatchObject([{ nextChargeOn, nextChargeMinor: totalMinor }]);
}

/** A customer who is on the first plan, with three seats. The last price is another one of the first plan, of which all others are the default. */
export async function makeSubscriber(book: TestBook, life: Life, plans: readonly LivedPlan[]) {
  const { period, firstDay, trialDays, timeZone, currency, discount } = life;
  const prices: { readonly planId: string; readonly priceId: string | null }[] = [];
  for (const [index, { feeMinor, blockMinor, blockSize }] of plans.entries()) {
    const months = monthsOf[period];
    const tiers = [{ startsAtBlock: 1, endsAfterBlock: null, feePerBlockMinor: blockMinor / months }];
    const fee = feeMinor / months;
    const terms = {
      currency,
      monthlyMinor: fee,
      annualMonthlyMinor: period === "annual" ? fee : null,
      seatPrice: { blockSize, tiers },
    };
    const [first] = prices;
    if (first && index === plans.length - 1) {
      const { planId } = first;
      prices.push({ planId, priceId: (await book.ask("prices.create", { planId, ...terms })).priceId });
      break;
    }
    const { planId } = await book.ask("plans.create", {
      name: "Plan",
      slug: randomUUID(),
      forKind: "organization",
      ...terms,
      trialDays: trialDays === 0 ? null : trialDays,
    });
    prices.push({ planId, priceId: null });
  }
  const accountId = await createCustomer(book, { currency, timeZone });
  if (life.isTaxed) await book.ask("accounts.update", { accountId, taxRateId: await taxOf(book, 25) });
  const planId = prices[0]?.planId ?? "";
  const startOn = addDays(civilDate(firstDay), -trialDays);
  await book.ask("subscriptions.create", { accountId, planId, period, seats: 3, startOn, withTrial: trialDays > 0 });
  const { offMinor } = discount;
  const { discountId } = await book.ask("discounts.create", {
    name: "Less",
    ...(offMinor === "half" ? { partsPerMillion: 500_000 } : { amountMinor: offMinor, currency }),
    periods: Number.isFinite(discount.periods) ? discount.periods : null,
  });
  return { accountId, prices, discountId };
}
