import type { ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";

const plan = "/plans/{plan_id}";

/** What accounts are charged by: plans and their prices, tax rates and discounts. */
export const catalogRoutes: readonly ApiRoute[] = [
  contractRoute({
    method: "GET",
    path: "/plans",
    asks: "plans.list",
    list: "plans",
    object: "plan",
  }),
  contractRoute({
    method: "POST",
    path: "/plans",
    asks: "plans.create",
    object: "added_plan",
  }),
  contractRoute({
    method: "PATCH",
    path: plan,
    asks: "plans.update",
    object: "changed_plan",
  }),
  contractRoute({
    method: "GET",
    path: `${plan}/prices`,
    asks: "prices.list",
    list: "prices",
    object: "price",
  }),
  contractRoute({
    method: "POST",
    path: `${plan}/prices`,
    asks: "prices.create",
    object: "added_price",
  }),
  contractRoute({
    method: "GET",
    path: "/tax_rates",
    asks: "taxRates.list",
    list: "taxRates",
    object: "tax_rate",
  }),
  contractRoute({
    method: "POST",
    path: "/tax_rates",
    asks: "taxRates.create",
    object: "added_tax_rate",
  }),
  contractRoute({
    method: "GET",
    path: "/discounts",
    asks: "discounts.list",
    list: "discounts",
    object: "discount",
  }),
  contractRoute({
    method: "POST",
    path: "/discounts",
    asks: "discounts.create",
    object: "added_discount",
  }),
];
