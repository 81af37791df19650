import { z } from "zod";
import { problemText, sentence } from "../../../../shared/sentences/sentence.ts";
import type { PlanView } from "../../../../shared/contract/plans.ts";
import { isCurrencyCode } from "../../../../shared/money/currencies.ts";
import { paging, payerType, text } from "../parameters.ts";
import { pageOf } from "./answer-fields.ts";
import { planObject, toPlan } from "./plan-object.ts";
import { priceObject, toPrice } from "./price-object.ts";
import { unfit } from "../refusal.ts";
import { route, type ApiCall, type ApiRoute } from "../route.ts";

/** Every plan of the book by its id; a book has few. */
export async function readPlans({ ask }: Pick<ApiCall, "ask">): Promise<ReadonlyMap<string, PlanView>> {
  const { plans } = await ask("plans.list", {});
  return new Map(plans.map((plan) => [plan.id, plan]));
}

/** A monthly amount: nothing, or at least one whole unit of most currencies, as the description asks. */
const leastChargeMinor = 100;
const amount = z
  .int()
  .min(0)
  .refine((value) => value === 0 || value >= leastChargeMinor, { error: problemText("must be 0 or at least 100") })
  .nullable();

const newPrice = z.strictObject({
  plan_id: z.string().min(1).max(64),
  currency: z.string().optional(),
  amount,
  annual_monthly_amount: amount.optional(),
  description: z.string().max(200).optional(),
  supported_billing_periods: z.enum(["month", "annual", "both"]).optional(),
});

export const planRoutes: readonly ApiRoute[] = [
  route({
    method: "GET",
    path: "/billing/plans",
    asks: "plans.list",
    summary: "Lists plans, the newest first.",
    query: z.object({ ...paging, payer_type: payerType }),
    answer: pageOf(planObject, "CommercePlanPage"),
    async respond({ query, ask }) {
      const { plans } = await ask("plans.list", {});
      const wanted = plans
        .filter((plan) => query.payer_type === undefined || plan.forKind === query.payer_type)
        // Ids sort by when they were made.
        .toSorted((one, other) => (one.id < other.id ? 1 : -1));
      return { data: wanted.slice(query.offset, query.offset + query.limit).map(toPlan), total_count: wanted.length };
    },
  }),
  route({
    method: "GET",
    path: "/billing/prices",
    asks: "listings.prices",
    summary: "Lists prices of one plan or of all, the lowest first.",
    query: z.object({ ...paging, plan_id: text }),
    answer: pageOf(priceObject, "BillingPricePage"),
    async respond({ query, ask, instanceId }) {
      const { rows, total } = await ask("listings.prices", {
        limit: query.limit,
        offset: query.offset,
        planId: query.plan_id ?? null,
      });
      return { data: rows.map((price) => toPrice(price, instanceId)), total_count: total };
    },
  }),
  route({
    method: "POST",
    path: "/billing/prices",
    asks: "prices.create",
    summary: "Adds a price to a plan; who has another price of it keeps that one.",
    body: newPrice,
    answer: priceObject,
    async respond({ body, ask, instanceId, ownKey }) {
      const currency = (body.currency ?? "USD").toUpperCase();
      if (!isCurrencyCode(currency))
        throw unfit(
          "currency",
          sentence('"{text}" is not an ISO 4217 currency, such as "USD".', { text: body.currency ?? "" }),
        );
      const periods = body.supported_billing_periods ?? "both";
      const monthlyMinor = periods === "annual" ? null : body.amount;
      const annualMonthlyMinor = periods === "month" ? null : (body.annual_monthly_amount ?? null);
      if (monthlyMinor === null && annualMonthlyMinor === null) {
        throw unfit("amount", sentence("The price needs an amount for a period that it supports."));
      }
      if (body.supported_billing_periods === "both" && (monthlyMinor === null || annualMonthlyMinor === null)) {
        throw unfit("supported_billing_periods", sentence("A price for both periods needs both amounts."));
      }
      const description = body.description?.trim() ?? "";
      const { priceId } = await ask("prices.create", {
        planId: body.plan_id,
        description: description === "" ? null : description,
        currency,
        monthlyMinor,
        annualMonthlyMinor,
        idempotencyKey: ownKey,
      });
      const { rows } = await ask("listings.prices", { priceId });
      const [price] = rows;
      if (!price) throw new Error("A price that was made is there");
      return toPrice(price, instanceId);
    },
  }),
];
