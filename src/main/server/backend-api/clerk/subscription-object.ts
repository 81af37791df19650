import { z } from "zod";
import type { ListedItem } from "../../../../shared/contract/listings.ts";
import type { PlanView } from "../../../../shared/contract/plans.ts";
import { momentMs } from "./answer-fields.ts";
import { itemObject, nextPaymentObject, toItem, toNextPayment } from "./item-object.ts";

export const subscriptionObject = z
  .strictObject({
    object: z.literal("commerce_subscription"),
    id: z.string(),
    instance_id: z.string(),
    status: z.enum(["active", "past_due", "canceled"]).describe("canceled is in force, and known to end."),
    payer_id: z.string(),
    created_at: momentMs,
    updated_at: momentMs,
    active_at: momentMs,
    past_due_at: momentMs.nullable(),
    subscription_items: z.array(itemObject).describe("Those in force and those that wait, newest first."),
    next_payment: nextPaymentObject.optional().describe("Not there where nothing is to be charged."),
    eligible_for_free_trial: z.boolean(),
  })
  .meta({
    id: "CommerceSubscription",
    description: "What an account is subscribed to; the free plan is a subscription too.",
  });

/**
 * A subscription as Clerk's clients read it (`CommerceSubscription`).
 *
 * @param items those in force and those that wait, newest first; the free plan's where nothing else is there.
 * @param isEligibleForTrial whether the account has yet to have its free trial (BEHAVIOUR 6.12).
 */
export function toSubscription(
  items: readonly [ListedItem, ...ListedItem[]],
  plans: ReadonlyMap<string, PlanView>,
  { instanceId, isEligibleForTrial }: { instanceId: string; isEligibleForTrial: boolean },
): z.output<typeof subscriptionObject> {
  const inForce = items.find((item) => item.status !== "upcoming") ?? items[0];
  const isEnding = inForce.status === "canceled" && items.length === 1;
  const nextPayment = items.map(toNextPayment).find((payment) => payment !== null);
  const pastDueAtMs = inForce.status === "past_due" ? inForce.pastDueAtMs : null;
  return {
    object: "commerce_subscription",
    id: inForce.subscriptionId,
    instance_id: instanceId,
    status: isEnding ? "canceled" : inForce.status === "past_due" ? "past_due" : "active",
    payer_id: inForce.account.id,
    created_at: inForce.subscribedAtMs,
    updated_at: Math.max(...items.map((item) => Math.max(item.createdAtMs, item.canceledAtMs ?? 0))),
    active_at: inForce.subscribedAtMs,
    past_due_at: pastDueAtMs,
    subscription_items: items.map((item) => toItem(item, plans.get(item.planId), instanceId)),
    ...(nextPayment ? { next_payment: nextPayment } : {}),
    eligible_for_free_trial: isEligibleForTrial,
  };
}
