import type { SubscriptionChange } from "../../../../shared/contract/subscriptions.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import type { SubscriptionState } from "../../../domain/billing/facts.ts";
import { claims } from "../../../domain/imports/staged-row.ts";
import type { ChangeFacts, TargetPlan } from "../../../domain/subscriptions/facts.ts";
import { listChargedLines, listPeriodShares, listUnpaidInvoices } from "../../../storage/billing/charged-time-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { findDiscount, listExhaustedDiscounts } from "../../../storage/plans/discount-store.ts";
import { findPlan, findPrice } from "../../../storage/plans/plan-store.ts";
import { hadTrial, listBilledPeriods } from "../../../storage/subscriptions/subscription-store.ts";
import type { QueryContext } from "../../handler.ts";
import { requireUnclaimed } from "../imports/require-unclaimed.ts";
import { requireBilling } from "../require.ts";

/**
 * Everything that a change of an account's subscription is computed from.
 *
 * @throws AppError `account_not_found`, `price_not_found`; `import_in_progress` where a subscription is to start and an import has one.
 */
export function readChangeFacts(context: QueryContext, accountId: string, change: SubscriptionChange): ChangeFacts {
  const { book } = context;
  if (change.type === "start") {
    requireUnclaimed(book, claims.subscription(accountId), sentence("a subscription of the account"));
  }
  const { account, facts, today } = requireBilling(context, accountId);
  const subscription = facts.subscription && asBeforeTrialEnds(book, facts.subscription, change);
  const billing = { ...facts, subscription };
  const chargedLines = subscription ? listChargedLines(book, subscription.id, today) : [];
  return {
    billing,
    today,
    accountName: account.name,
    accountKind: account.kind,
    periods: subscription ? listBilledPeriods(book, accountId, subscription, today) : [],
    periodShares: subscription ? listPeriodShares(book, subscription.id, today) : [],
    chargedLines,
    unpaidInvoices: listUnpaidInvoices(
      book,
      chargedLines.map((line) => line.invoiceNumber),
    ),
    hadTrial: hadTrial(book, accountId),
    plan: change.type === "start" || change.type === "plan" ? readTarget(book, change.planId, change.priceId) : null,
    discount: change.type === "add_discount" ? readDiscount(book, change.discountId) : null,
  };
}

/**
 * A subscription whose trial's end is to be moved, with the discount that periods billed ahead have used up: they are given back, and it holds
 * for what is billed instead of them.
 */
function asBeforeTrialEnds(
  book: ReadableBook,
  subscription: SubscriptionState,
  { type }: SubscriptionChange,
): SubscriptionState {
  const { item } = subscription;
  if ((type !== "extend_trial" && type !== "end_trial") || item.discount !== null) return subscription;
  const [discount = null] = listExhaustedDiscounts(book, item.id);
  return { ...subscription, item: { ...item, discount } };
}

function readTarget(book: ReadableBook, planId: string, priceId: string | null): TargetPlan | null {
  const plan = findPlan(book, planId);
  if (!plan) return null;
  const { id, name, forKind, isFree, isArchived, trialDays } = plan;
  const target = { id, name, forKind, isFree, isArchived, trialDays };
  if (priceId === null) return { ...target, price: plan.price };
  const stored = findPrice(book, priceId);
  if (stored?.planId !== planId) {
    throw new AppError(
      "price_not_found",
      sentence('"{planName}" has no price {priceId}.', { planName: plan.name, priceId }),
    );
  }
  return { ...target, price: stored.price };
}

function readDiscount(book: ReadableBook, discountId: string): ChangeFacts["discount"] {
  const discount = findDiscount(book, discountId);
  if (!discount) return null;
  const { name, partsPerMillion, amountMinor, currency, periods } = discount;
  return { discountId, name, partsPerMillion, amountMinor, currency, periodsApplied: 0, periodsLeft: periods };
}
