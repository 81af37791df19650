import { z } from "zod";
import { problemText, sentence } from "../../../../shared/sentences/sentence.ts";
import { civilDate, civilDateAt, daysBetween } from "../../../../shared/calendar.ts";
import { flag, paging, payerType, text } from "../parameters.ts";
import { notFound, refuse } from "../refusal.ts";
import { route, type ApiCall, type ApiRoute } from "../route.ts";
import { pageOf } from "./answer-fields.ts";
import { redemptionObject, toRedemption } from "./discount-object.ts";
import { changeSubscription, findItem, requireInForce, requireInForceOrUpcoming, requireItem } from "./item-changes.ts";
import { itemObject, itemOfChangeObject, toItem, toItemOfChange } from "./item-object.ts";
import { readPlans } from "./plans.ts";
import { changePrice, transitionObject } from "./price-transition.ts";

const path = "/billing/subscription_items";
const itemPath = `${path}/{subscription_item_id}`;
const recordId = z.string().min(1).max(64);

export const subscriptionItemRoutes: readonly ApiRoute[] = [
  route({
    method: "GET",
    path,
    asks: "listings.items",
    summary: "Lists subscription items of all accounts, the newest first.",
    query: z.object({
      ...paging,
      status: z.enum(["active", "ended", "past_due", "upcoming", "free_trial"]).optional(),
      payer_type: payerType,
      plan_id: text,
      include_free: flag,
      query: text,
    }),
    answer: pageOf(itemObject, "CommerceSubscriptionItemPage"),
    async respond(call) {
      const { query, ask, instanceId } = call;
      const [{ rows, total }, plans] = await Promise.all([
        ask("listings.items", {
          limit: query.limit,
          offset: query.offset,
          status: query.status ?? null,
          kind: query.payer_type ?? null,
          planId: query.plan_id ?? null,
          search: query.query ?? "",
          includesFree: query.include_free === true,
        }),
        readPlans(call),
      ]);
      return { data: rows.map((item) => toItem(item, plans.get(item.planId), instanceId)), total_count: total };
    },
  }),
  route({
    method: "DELETE",
    path: itemPath,
    asks: "subscriptions.change",
    summary: "Cancels a subscription item, for the end of its period or at once.",
    query: z.object({
      end_now: flag.describe(
        "Ends it at once. Of the current period nothing is given back, and all that was billed beyond it is.",
      ),
    }),
    answer: itemObject,
    async respond(call) {
      const item = await requireItem(call);
      requireInForceOrUpcoming(item);
      // What waits has not begun, so there is nothing of it that could end now.
      const timing = call.query.end_now === true && item.status !== "upcoming" ? "now" : "period_end";
      await changeSubscription(call, item, { type: "cancel", timing });
      const cancelled = await requireItem(call);
      return toItem(cancelled, (await readPlans(call)).get(cancelled.planId), call.instanceId);
    },
  }),
  route({
    method: "POST",
    path: `${itemPath}/extend_free_trial`,
    asks: "subscriptions.change",
    summary: "Extends the free trial of a subscription item.",
    body: z.strictObject({
      extend_to: z.iso.datetime({ offset: true, error: problemText("must be a date and time (RFC 3339)") }),
    }),
    answer: itemOfChangeObject,
    async respond(call) {
      const item = await requireItem(call);
      if (!item.isInTrial || item.periodEndOn === null) {
        throw refuse(
          422,
          "not_in_trial",
          sentence("is not in a free trial"),
          sentence("The subscription item is not in a free trial."),
        );
      }
      const until = civilDateAt(Date.parse(call.body.extend_to), item.timeZone);
      const days = daysBetween(civilDate(item.periodEndOn), until);
      // The same moment once more changes nothing, as the description promises.
      if (days !== 0) await changeSubscription(call, item, { type: "extend_trial", days });
      return await showChangedItem(call, item.id);
    },
  }),
  route({
    method: "POST",
    path: `${itemPath}/price_transition`,
    asks: "subscriptions.change",
    summary: "Moves a subscription item to another price, of its plan or of another one.",
    body: z.strictObject({ from_price_id: recordId, to_price_id: recordId }),
    answer: transitionObject,
    respond: changePrice,
  }),
  route({
    method: "POST",
    path: `${itemPath}/discounts`,
    asks: "subscriptions.change",
    summary: "Applies a discount to a subscription item, in place of the one that it carries.",
    body: z.strictObject({ discount_id: recordId }),
    answer: redemptionObject,
    async respond(call) {
      const item = await requireItem(call);
      requireInForce(item);
      const made = await changeSubscription(call, item, { type: "add_discount", discountId: call.body.discount_id });
      // What waits for the period's end carries what begins then.
      const changed = await findItem(call, made.subscription?.upcoming?.itemId ?? item.id);
      if (!changed.discount) throw new Error("A discount that was applied is carried");
      return toRedemption(changed, changed.discount, "active");
    },
  }),
  route({
    method: "DELETE",
    path: `${itemPath}/discounts/{discount_id}`,
    asks: "subscriptions.change",
    summary: "Removes a discount from a subscription item.",
    answer: redemptionObject,
    async respond(call) {
      const item = await requireItem(call);
      const { discount } = item;
      if (discount?.discountId !== call.path["discount_id"] || !discount)
        throw notFound(sentence("Discount not found."));
      requireInForceOrUpcoming(item);
      await changeSubscription(call, item, { type: "remove_discount", redemptionId: discount.redemptionId });
      return toRedemption(item, discount, "removed");
    },
  }),
];

async function showChangedItem(call: ApiCall, itemId: string): Promise<z.output<typeof itemOfChangeObject>> {
  const item = await findItem(call, itemId);
  return toItemOfChange(item, (await readPlans(call)).get(item.planId), {
    instanceId: call.instanceId,
    proration: null,
  });
}
