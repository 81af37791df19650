import { z } from "zod";
import { civilDate, civilDateAt, daysBetween } from "../../../shared/calendar.ts";
import type { MethodAnswer, MethodInput } from "../../../shared/contract/index.ts";
import type { ListedItem } from "../../../shared/contract/listings.ts";
import { toRedemption } from "./discount-object.ts";
import { dayMs, toItem, toItemOfChange } from "./item-object.ts";
import { toMoney } from "./money.ts";
import { flag, paging, payerType, text } from "./parameters.ts";
import { toPlanOfChange } from "./plan-object.ts";
import { readPlans } from "./plans.ts";
import { toPrice } from "./price-object.ts";
import { ApiRefusal, notFound, refuse, unfit } from "./refusal.ts";
import { route, type ApiCall, type ApiRoute } from "./route.ts";

const path = "/billing/subscription_items";
const itemPath = `${path}/{subscription_item_id}`;
const recordId = z.string().min(1).max(64);

export const subscriptionItemRoutes: readonly ApiRoute[] = [
  route({
    method: "GET",
    path,
    scope: "read",
    query: z.object({
      ...paging,
      status: z.enum(["active", "ended", "past_due", "upcoming", "free_trial"]).optional(),
      payer_type: payerType,
      plan_id: text,
      include_free: flag,
      query: text,
    }),
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
    scope: "billing",
    query: z.object({ end_now: flag }),
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
    scope: "billing",
    body: z.strictObject({
      extend_to: z.iso.datetime({ offset: true, error: "must be a date and time (RFC 3339)" }),
    }),
    async respond(call) {
      const item = await requireItem(call);
      if (!item.isInTrial || item.periodEndOn === null) {
        throw refuse(422, "not_in_trial", "is not in a free trial", "The subscription item is not in a free trial.");
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
    scope: "billing",
    body: z.strictObject({ from_price_id: recordId, to_price_id: recordId }),
    respond: changePrice,
  }),
  route({
    method: "POST",
    path: `${itemPath}/discounts`,
    scope: "billing",
    body: z.strictObject({ discount_id: recordId }),
    async respond(call) {
      const item = await requireItem(call);
      requireInForce(item);
      await changeSubscription(call, item, { type: "add_discount", discountId: call.body.discount_id });
      const changed = await requireItem(call);
      if (!changed.discount) throw new Error("A discount that was applied is carried");
      return toRedemption(changed, changed.discount, "active");
    },
  }),
  route({
    method: "DELETE",
    path: `${itemPath}/discounts/{discount_id}`,
    scope: "billing",
    async respond(call) {
      const item = await requireItem(call);
      const { discount } = item;
      if (discount?.discountId !== call.path["discount_id"] || !discount) throw notFound("Discount");
      requireInForce(item);
      await changeSubscription(call, item, { type: "remove_discount" });
      return toRedemption(item, discount, "removed");
    },
  }),
];

/** The item that the path names. @throws ApiRefusal 404. */
async function requireItem(call: ApiCall): Promise<ListedItem> {
  return await findItem(call, call.path["subscription_item_id"] ?? "");
}

async function findItem({ ask }: ApiCall, itemId: string): Promise<ListedItem> {
  const { rows } = await ask("listings.items", { itemId, includesFree: true });
  const [item] = rows;
  if (!item) throw notFound("Subscription item");
  return item;
}

/** @throws ApiRefusal 422 for the free plan, and for what is over. */
function requireInForceOrUpcoming(item: ListedItem): void {
  if (item.isFree) {
    throw refuse(422, "plan_is_free", "is free", "The free plan is what remains; it is not cancelled or changed.");
  }
  if (item.status === "ended" || item.status === "abandoned" || item.status === "expired") {
    throw refuse(422, "subscription_item_over", "is over", `The subscription item has the status "${item.status}".`);
  }
}

function requireInForce(item: ListedItem): void {
  requireInForceOrUpcoming(item);
  if (item.status === "upcoming") {
    throw refuse(422, "subscription_item_upcoming", "has not begun", "The subscription item is not in force yet.");
  }
}

/** So often is a change tried whose preview was overtaken by another one. */
const mostTries = 3;

/** Preview a change and make just that. @throws ApiRefusal what the engine refused. */
async function changeSubscription(
  { ask, ownKey: idempotencyKey }: ApiCall,
  { account }: ListedItem,
  change: ChangeInput,
): Promise<MadeChange> {
  const accountId = account.id;
  for (let tried = 1; ; tried += 1) {
    const preview = await ask("subscriptions.previewChange", { accountId, change });
    const { pinnedOn, fingerprint } = preview;
    try {
      const made = await ask("subscriptions.change", { accountId, change, pinnedOn, fingerprint, idempotencyKey });
      return { ...made, timing: preview.timing, proration: preview.proration };
    } catch (error) {
      const isStale = error instanceof ApiRefusal && error.errors[0]?.code === "preview_stale";
      if (!isStale || tried === mostTries) throw error;
    }
  }
}

type ChangeInput = MethodInput<"subscriptions.change">["change"];

type MadeChange = MethodAnswer<"subscriptions.change"> &
  Pick<MethodAnswer<"subscriptions.previewChange">, "timing" | "proration">;

async function changePrice(
  call: ApiCall<undefined, { readonly from_price_id: string; readonly to_price_id: string }>,
): Promise<unknown> {
  const { ask, body, instanceId } = call;
  const before = await requireItem(call);
  requireInForce(before);
  if (before.priceId !== body.from_price_id) {
    throw refuse(409, "price_conflict", "is not the current price", "from_price_id is not the price in force.", {
      param_name: "from_price_id",
    });
  }
  const [from] = (await ask("listings.prices", { priceId: body.from_price_id })).rows;
  const [to] = (await ask("listings.prices", { priceId: body.to_price_id })).rows;
  if (!from || !to) throw notFound("Price");
  const isOffered = (before.period === "month" ? to.monthlyMinor : to.annualMonthlyMinor) !== null;
  const otherPeriod = before.period === "month" ? "annual" : "month";
  const made = await changeSubscription(call, before, {
    type: "plan",
    planId: to.planId,
    priceId: to.id,
    period: isOffered ? before.period : otherPeriod,
  });
  const newItemId = made.subscription?.upcoming?.itemId ?? made.subscription?.itemId;
  if (newItemId === undefined) throw unfit("to_price_id", "The price leads to no subscription.");
  const [previous, plans] = [await findItem(call, before.id), await readPlans(call)];
  const previousPlan = plans.get(before.planId);
  if (!previousPlan) throw new Error("The plan of an item is there");
  const changed = await findItem(call, newItemId);
  const chargedMinor = made.invoice?.dueMinor ?? 0;
  return {
    object: "commerce_price_transition",
    subscription_item: toItemOfChange(changed, plans.get(changed.planId), {
      instanceId,
      paymentMethodId: await findPaymentMethodId(call, changed),
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

async function showChangedItem(call: ApiCall, itemId: string): Promise<unknown> {
  const item = await findItem(call, itemId);
  return toItemOfChange(item, (await readPlans(call)).get(item.planId), {
    instanceId: call.instanceId,
    paymentMethodId: await findPaymentMethodId(call, item),
    proration: null,
  });
}

async function findPaymentMethodId({ ask }: ApiCall, { account }: ListedItem): Promise<string | null> {
  const { paymentMethods } = await ask("paymentMethods.list", { accountId: account.id });
  return paymentMethods.find((method) => method.isDefault)?.id ?? null;
}
