import type { ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";

const subscription = "/accounts/{account_id}/subscription";

/** Every change of a subscription, each with a preview by the function that makes it. */
export const subscriptionRoutes: readonly ApiRoute[] = [
  contractRoute({
    method: "GET",
    path: subscription,
    scope: "read",
    asks: "subscriptions.get",
    object: "account_subscription",
  }),
  contractRoute({
    method: "POST",
    path: `${subscription}/preview`,
    scope: "read",
    asks: "subscriptions.previewChange",
    object: "subscription_change_preview",
  }),
  contractRoute({
    method: "POST",
    path: `${subscription}/changes`,
    scope: "billing",
    asks: "subscriptions.change",
    object: "subscription_change",
  }),
];
