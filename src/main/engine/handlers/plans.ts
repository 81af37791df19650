import { periodStart } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { minorUnits } from "../../../shared/money/minor-units.ts";
import { draftNextInvoice } from "../../domain/billing/invoice.ts";
import { periodFee } from "../../domain/billing/rating.ts";
import { updateListingPlan } from "../../storage/account-store.ts";
import { findBillingFacts } from "../../storage/billing-facts-store.ts";
import { addSubscriber, findPlan, findPlanBySlug, insertPlan, listPlans } from "../../storage/plan-store.ts";
import { findSubscription, insertSubscription } from "../../storage/subscription-store.ts";
import type { CommandContext, HandlersOf } from "../handler.ts";
import { requireAccount } from "./require.ts";

export const planHandlers: HandlersOf<"plans.list" | "plans.create" | "subscriptions.create"> = {
  "plans.list": ({ book }) => ({ plans: listPlans(book) }),

  "plans.create": ({ book, nowMs, makeId, changed }, input) => {
    const { name, slug, forKind, currency, monthlyMinor, annualMonthlyMinor } = input;
    if (findPlanBySlug(book, slug)) throw new AppError("plan_exists", `There is a plan "${slug}" already.`);
    if (annualMonthlyMinor !== null) minorUnits(annualMonthlyMinor * 12);
    const planId = makeId("plan");
    insertPlan(book, {
      id: planId,
      name,
      slug,
      forKind,
      isFree: false,
      price: { id: makeId("price"), currency, monthlyMinor, annualMonthlyMinor },
      createdAtMs: nowMs,
    });
    changed("plans");
    return { planId };
  },

  "subscriptions.create": (context, { accountId, planId, period, startOn }) => {
    const { book, changed } = context;
    const account = requireAccount(book, accountId);
    const plan = findPlan(book, planId);
    if (!plan || plan.isFree) throw new AppError("plan_not_found", `There is no paid plan ${planId}.`);
    if (findSubscription(book, accountId)) {
      throw new AppError("subscription_exists", `${account.name} has a subscription already.`);
    }
    if (plan.forKind !== account.kind) {
      throw new AppError("plan_for_other_kind", `"${plan.name}" is a plan for ${plan.forKind}s.`);
    }
    if (plan.price.currency !== account.currency) {
      throw new AppError(
        "currency_mismatch",
        `"${plan.name}" is priced in ${plan.price.currency}, not ${account.currency}.`,
      );
    }
    periodFee(plan.price, period);
    const ids = subscribe(context, { accountId, plan, period, anchorOn: startOn, nextPeriodIndex: 0 });
    changed("accounts", accountId);
    changed("plans");
    return ids;
  },
};

/** A subscription that was found to be allowed. */
export interface NewSubscription {
  readonly accountId: string;
  readonly plan: NonNullable<ReturnType<typeof findPlan>>;
  readonly period: "month" | "annual";
  readonly anchorOn: Parameters<typeof periodStart>[0];
  /** 0 unless earlier periods were billed elsewhere. */
  readonly nextPeriodIndex: number;
}

/** Store a subscription and show it in the list of accounts with its first charge. The caller has checked that it is allowed. */
export function subscribe(
  { book, settings, nowMs, makeId }: CommandContext,
  { accountId, plan, period, anchorOn, nextPeriodIndex }: NewSubscription,
): { subscriptionId: string; subscriptionItemId: string } {
  const subscriptionId = makeId("subscription");
  const subscriptionItemId = makeId("subscriptionItem");
  const nextBillingOn = periodStart(anchorOn, period, nextPeriodIndex);
  insertSubscription(book, {
    id: subscriptionId,
    accountId,
    status: "active",
    createdAtMs: nowMs,
    item: { id: subscriptionItemId, priceId: plan.price.id, period, anchorOn, nextPeriodIndex, nextBillingOn },
  });
  addSubscriber(book, plan.id);
  const due = findBillingFacts(book, accountId, settings);
  if (!due) throw new Error(`The subscription ${subscriptionId} cannot be read back`);
  updateListingPlan(book, accountId, plan, "active", {
    nextChargeOn: nextBillingOn,
    nextChargeMinor: draftNextInvoice(due.facts).totalMinor,
  });
  return { subscriptionId, subscriptionItemId };
}
