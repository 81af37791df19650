import type { PulledItem } from "../../../../shared/contract/link-pull.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { claims } from "../../../domain/imports/staged-row.ts";
import { mirrorSubscription, type UpstreamItem } from "../../../domain/link/mirror.ts";
import { updateBillingCurrency, whatFixesCurrency } from "../../../storage/accounts/account-store.ts";
import type { StoredLink } from "../../../storage/link/link-store.ts";
import {
  findByUpstreamId,
  setLinkedSubscription,
  type LinkedAccount,
} from "../../../storage/link/linked-account-store.ts";
import { keepDifference } from "../../../storage/link/difference-store.ts";
import {
  findLinkedItem,
  listItemsOf,
  saveLinkedItem,
  setItemsProblem,
  type LinkedItem,
} from "../../../storage/link/linked-item-store.ts";
import { findLinkedPlan, findLinkedPriceId } from "../../../storage/link/linked-plan-store.ts";
import { findPlan, findPrice } from "../../../storage/plans/plan-store.ts";
import type { CommandContext } from "../../handler.ts";
import { commitBilling } from "../billing/commit-billing.ts";
import { requireUnclaimed } from "../imports/require-unclaimed.ts";
import { giveStanding } from "../payments/collection.ts";
import { requireBilling } from "../require.ts";
import { orProblem } from "./pulled-plans.ts";

/** Write down an item as the upstream has it. @returns whether it is other than it was known, or has not come to anything here yet. */
export function takePulledItem({ book }: CommandContext, link: StoredLink, item: PulledItem): boolean {
  const known = findLinkedItem(book, link.id, item.upstreamId);
  // What is over and was never known is nothing to a book that did not bill it.
  if (!known && item.status === "ended") return false;
  saveLinkedItem(book, link.id, item, link.pullNumber);
  return !known || known.problem !== null || isOther(known, item);
}

function isOther({ problem: _problem, ...known }: LinkedItem, item: PulledItem): boolean {
  const fields = Object.keys(known) as (keyof PulledItem)[];
  return fields.some((field) => known[field] !== item[field]);
}

/**
 * Let an account's subscription here be what the upstream has of it (BEHAVIOUR 12.2). One that the book had by itself is left alone: nothing is
 * overwritten silently. What cannot be one here is kept with the reason.
 */
export function followSubscription(context: CommandContext, link: StoredLink, upstreamAccountId: string): void {
  const { book } = context;
  const linked = findByUpstreamId(book, link.id, upstreamAccountId);
  const { accountId = null } = linked ?? {};
  if (!linked || accountId === null) {
    setItemsProblem(book, link.id, upstreamAccountId, "It is not known yet which account here has it.");
    return;
  }
  const outcome = orProblem(context, () => follow(context, link, linked, accountId));
  setItemsProblem(book, link.id, upstreamAccountId, outcome?.problem ?? null);
  context.changed("accounts", accountId);
}

function follow(context: CommandContext, link: StoredLink, linked: LinkedAccount, accountId: string): null {
  const { book, makeId } = context;
  const items = listItemsOf(book, link.id, linked.upstreamId);
  const { subscription: before } = requireBilling(context, accountId).facts;
  if (before && before.id !== linked.subscriptionId) {
    if (items.length === 0) return null;
    throw new AppError(
      "subscription_exists",
      sentence("The account has a subscription here that did not come from there."),
    );
  }
  if (items.length > 0 && before === null)
    requireUnclaimed(book, claims.subscription(accountId), sentence("a subscription of the account"));
  const inForce = items.find(({ status }) => status !== "upcoming");
  const upcoming = items.find(({ status }) => status === "upcoming");
  const wanted = [inForce, upcoming].flatMap((item) => (item ? [toUpstreamItem(context, link, item)] : []));
  const currency = wanted[0]?.price.currency;
  if (currency !== undefined && whatFixesCurrency(book, accountId) === null) {
    updateBillingCurrency(book, accountId, currency);
    keepDifference(book, link.id, accountId);
  }
  const { account, facts, today } = requireBilling(context, accountId);
  const mirrored = mirrorSubscription(wanted, { ...account, before, makeId });
  if (mirrored || before) commitBilling(context, facts, { on: today, draft: null, subscription: mirrored }, null);
  setLinkedSubscription(book, linked.number, mirrored?.id ?? null);
  if (mirrored) giveStanding(context, accountId, inForce?.status === "past_due" ? "past_due" : "active");
  return null;
}

/** @throws AppError where its plan or its price is none here. */
function toUpstreamItem({ book }: CommandContext, link: StoredLink, item: LinkedItem): UpstreamItem {
  const { upstreamPlanId, upstreamPriceId, status } = item;
  const planId = findLinkedPlan(book, link.id, upstreamPlanId)?.planId ?? null;
  const plan = planId === null ? undefined : findPlan(book, planId);
  if (!plan) throw new AppError("plan_not_found", sentence("Its plan is none here."));
  const priceId = upstreamPriceId === null ? plan.price.id : findLinkedPriceId(book, link.id, upstreamPriceId);
  const price = priceId === null ? undefined : findPrice(book, priceId)?.price;
  if (!price) throw new AppError("price_not_found", sentence("Its price is none here."));
  if (status === "ended") throw new Error("An item that is over is not listed");
  return { ...item, status, plan, price };
}
