import { sentence } from "../../../../shared/sentences/sentence.ts";
import { z } from "zod";
import { moneyObject, toMoney } from "../money.ts";
import { notFound, refuse, unfit } from "../refusal.ts";
import type { ApiCall } from "../route.ts";
import { momentMs } from "./answer-fields.ts";
import { changeSubscription, findItem, requireInForce, requireItem } from "./item-changes.ts";
import { dayMs, itemOfChangeObject, toItemOfChange } from "./item-object.ts";
import { planOfChangeObject, toPlanOfChange } from "./plan-object.ts";
import { readPlans } from "./plans.ts";
import { priceObject, toPrice } from "./price-object.ts";

export const transitionObject = z
  .strictObject({
    object: z.literal("commerce_price_transition"),
    subscription_item: itemOfChangeObject.describe("The item with the new price."),
    transition: z
      .strictObject({
        previous_plan: planOfChangeObject,
        previous_price: priceObject,
        effective_at: momentMs,
        effective_mode: z.enum(["immediate", "end_of_period"]),
        next_billing_date: momentMs.nullable(),
        charged_immediately: z.boolean(),
        immediate_charge: moneyObject.nullable(),
        previous_subscription_item_status: z.enum(["canceled", "ended"]),
        previous_subscription_item_id: z.string(),
      })
      .meta({
        id: "CommercePriceTransitionDetails",
        description: "What went before, and when the new price takes effect.",
      }),
  })
  .meta({ id: "CommercePriceTransition", description: "A subscription item's way from one price to another." });

/** Answer a price transition. @throws ApiRefusal 404, 409 where the price in force is another one, and what the engine refused. */
export async function changePrice(
  call: ApiCall<undefined, { readonly from_price_id: string; readonly to_price_id: string }>,
): Promise<z.output<typeof transitionObject>> {
  const { ask, body, instanceId } = call;
  const before = await requireItem(call);
  requireInForce(before);
  if (before.priceId !== body.from_price_id) {
    throw refuse(
      409,
      "price_conflict",
      sentence("is not the current price"),
      sentence("from_price_id is not the price in force."),
      {
        param_name: "from_price_id",
      },
    );
  }
  const [from] = (await ask("listings.prices", { priceId: body.from_price_id })).rows;
  const [to] = (await ask("listings.prices", { priceId: body.to_price_id })).rows;
  if (!from || !to) throw notFound(sentence("Price not found."));
  const isOffered = (before.period === "month" ? to.monthlyMinor : to.annualMonthlyMinor) !== null;
  const otherPeriod = before.period === "month" ? "annual" : "month";
  const made = await changeSubscription(call, before, {
    type: "plan",
    planId: to.planId,
    priceId: to.id,
    period: isOffered ? before.period : otherPeriod,
  });
  const newItemId = made.subscription?.upcoming?.itemId ?? made.subscription?.itemId;
  if (newItemId === undefined) throw unfit("to_price_id", sentence("The price leads to no subscription."));
  const [previous, plans] = [await findItem(call, before.id), await readPlans(call)];
  const previousPlan = plans.get(before.planId);
  if (!previousPlan) throw new Error("The plan of an item is there");
  const changed = await findItem(call, newItemId);
  const chargedMinor = made.invoice?.dueMinor ?? 0;
  return {
    object: "commerce_price_transition",
    subscription_item: toItemOfChange(changed, plans.get(changed.planId), {
      instanceId,
      proration: made.proration,
    }),
    transition: {
      previous_plan: toPlanOfChange(previousPlan),
      previous_price: toPrice(from, instanceId),
      effective_at: dayMs(before, made.effectiveOn),
      effective_mode: made.timing === "now" ? "immediate" : "end_of_period",
      next_billing_date: changed.nextInvoice && dayMs(changed, changed.nextInvoice.on),
      charged_immediately: chargedMinor > 0,
      immediate_charge: chargedMinor > 0 ? toMoney(chargedMinor, changed.currency) : null,
      previous_subscription_item_status: previous.status === "canceled" ? "canceled" : "ended",
      previous_subscription_item_id: previous.id,
    },
  };
}
