import type { ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";

const subscription = "/accounts/{account_id}/subscription";

/** Every change of a subscription, each with a preview by the function that makes it. */
export const subscriptionRoutes: readonly ApiRoute[] = [
  contractRoute({
    method: "GET",
    path: subscription,
    asks: "subscriptions.get",
    object: "account_subscription",
  }),
  contractRoute({
    method: "POST",
    path: `${subscription}/preview`,
    asks: "subscriptions.previewChange",
    object: "subscription_change_preview",
  }),
  contractRoute({
    method: "POST",
    path: `${subscription}/changes`,
    asks: "subscriptions.change",
    object: "subscription_change",
  }),
];
