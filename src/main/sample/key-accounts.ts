import type { PlanView } from "../../shared/contract/plans.ts";
import { multiplyByFraction } from "../../shared/money/minor-units.ts";
import type { Catalog } from "./catalog.ts";
import type { SampleAccount } from "./company.ts";
import { monthlyFeeMinor } from "./plans.ts";
import type { SampleBook } from "./sample-book.ts";

const keyAccountCount = 2;
/** What a price that was agreed on is of the plan's own. */
const agreedShare = { numerator: 82, denominator: 100 };

/**
 * Agree on prices of their own with the biggest customer of a plain plan and the biggest of one with seats; they hold from the
 * customer's next month on.
 */
export async function agreeOnPrices(
  book: SampleBook,
  catalog: Catalog,
  customers: readonly SampleAccount[],
  operator: string,
): Promise<void> {
  const biggestFirst = customers
    .filter(({ subscription }) => subscription?.period === "month" && !subscription.withTrial)
    .toSorted((a, b) => feeMinor(b) - feeMinor(a));
  const agreedPlans = new Set<boolean>();
  for (const account of biggestFirst) {
    if (agreedPlans.size === keyAccountCount) return;
    const hasSeats = account.subscription?.seats !== null;
    if (!agreedPlans.has(hasSeats) && (await agreeOnPrice(book, catalog, account, operator))) agreedPlans.add(hasSeats);
  }
}

function feeMinor({ subscription, currency }: SampleAccount): number {
  // Only dollars: amounts of different currencies say nothing about who is bigger.
  return subscription && currency === "USD" ? monthlyFeeMinor(subscription.plan, subscription.seats) : 0;
}

async function agreeOnPrice(
  book: SampleBook,
  catalog: Catalog,
  { id: accountId, name, subscription }: SampleAccount,
  operator: string,
): Promise<boolean> {
  if (!subscription) return false;
  const plan = catalog.planOf(subscription.plan);
  const ready = { type: "cancel", timing: "period_end" } as const;
  // What cannot be changed today is not offered a price today.
  if (!(await book.attempt("subscriptions.previewChange", { accountId, change: ready }, ["period_not_billed"]))) {
    return false;
  }
  const { priceId } = await book.command("prices.create", { planId: plan.id, ...agreedPrice(plan, name) }, operator);
  const change = { type: "plan", planId: plan.id, priceId, period: "month", timing: "period_end" } as const;
  const { pinnedOn, fingerprint } = await book.query("subscriptions.previewChange", { accountId, change });
  await book.command("subscriptions.change", { accountId, change, pinnedOn, fingerprint }, operator);
  return true;
}

function agreedPrice({ currency, monthlyMinor, seatPrice }: PlanView, name: string) {
  const less = (amountMinor: number) => multiplyByFraction(amountMinor, agreedShare);
  return {
    description: `Agreed with ${name} for two years`,
    currency,
    monthlyMinor: less(monthlyMinor ?? 0),
    seatPrice: seatPrice && {
      ...seatPrice,
      tiers: seatPrice.tiers.map((tier) => ({ ...tier, feePerBlockMinor: less(tier.feePerBlockMinor) })),
    },
  };
}
