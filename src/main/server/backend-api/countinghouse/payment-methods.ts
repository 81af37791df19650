import type { ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";

const methods = "/accounts/{account_id}/payment_methods";

/** What accounts pay by. */
export const paymentMethodRoutes: readonly ApiRoute[] = [
  contractRoute({
    method: "GET",
    path: methods,
    asks: "paymentMethods.list",
    list: "paymentMethods",
    object: "payment_method",
  }),
  contractRoute({
    method: "POST",
    path: methods,
    asks: "paymentMethods.add",
    object: "added_payment_method",
  }),
  contractRoute({
    method: "POST",
    path: "/payment_methods/{payment_method_id}/set_default",
    asks: "paymentMethods.setDefault",
    object: "default_payment_method",
  }),
  contractRoute({
    method: "DELETE",
    path: "/payment_methods/{payment_method_id}",
    asks: "paymentMethods.remove",
    object: "removed_payment_method",
  }),
  contractRoute({
    method: "GET",
    path: "/test_numbers",
    asks: "paymentMethods.testTokens",
    list: "tokens",
    object: "test_number",
  }),
];
