import type { ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";

const limit = "/limits/{role}/{currency}";

/** How much credit operators may give or take by hand, keys that they made included. */
export const limitRoutes: readonly ApiRoute[] = [
  contractRoute({
    method: "GET",
    path: "/limits",
    asks: "limits.list",
    list: "limits",
    object: "credit_limit",
  }),
  contractRoute({
    method: "PATCH",
    path: limit,
    asks: "limits.set",
    list: "limits",
    object: "credit_limit",
  }),
  contractRoute({
    method: "DELETE",
    path: limit,
    asks: "limits.remove",
    list: "limits",
    object: "credit_limit",
  }),
];
