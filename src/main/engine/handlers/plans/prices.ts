import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { requirePriceTerms } from "../../../domain/plans/price-terms.ts";
import { insertPrice, listPrices, setDefaultPrice } from "../../../storage/plans/plan-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { requirePlan } from "../require.ts";

export const priceHandlers: HandlersOf<"prices.list" | "prices.create"> = {
  "prices.list": ({ book }, { planId }) => {
    requirePlan(book, planId);
    return { prices: listPrices(book, planId) };
  },

  "prices.create": ({ book, nowMs, makeId, changed }, input) => {
    const { planId, description, currency, monthlyMinor, annualMonthlyMinor, seatPrice, isDefault } = input;
    const plan = requirePlan(book, planId);
    if (plan.isFree)
      throw new AppError("plan_is_free", sentence('"{planName}" is free and takes no price.', { planName: plan.name }));
    // A price that charges nothing is for single customers: by default it would make another free plan.
    requirePriceTerms({ monthlyMinor, annualMonthlyMinor, seatPrice }, !isDefault);
    const priceId = makeId("price");
    const price = { id: priceId, currency, monthlyMinor, annualMonthlyMinor, seatPrice };
    insertPrice(book, { price, planId, description, createdAtMs: nowMs });
    if (isDefault) setDefaultPrice(book, planId, priceId);
    changed("plans");
    return { priceId };
  },
};
