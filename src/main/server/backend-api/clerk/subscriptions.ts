import { sentence } from "../../../../shared/sentences/sentence.ts";
import { readPlans } from "./plans.ts";
import { nameOfKind, payerPaths, requirePayer, type PayerPath } from "./payers.ts";
import { notFound } from "../refusal.ts";
import { route, type ApiRoute } from "../route.ts";
import { subscriptionObject, toSubscription } from "./subscription-object.ts";

export const subscriptionRoutes: readonly ApiRoute[] = payerPaths.map(routeFor);

function routeFor(payer: PayerPath): ApiRoute {
  return route({
    method: "GET",
    path: `${payer.path}/billing/subscription`,
    asks: "subscriptions.get",
    summary: `Shows what ${nameOfKind(payer)} is subscribed to.`,
    answer: subscriptionObject,
    async respond(call) {
      const { id: accountId } = await requirePayer(call, payer);
      const [items, { isEligibleForTrial }, plans] = await Promise.all([
        call.ask("listings.items", { accountId, status: "in_force", includesFree: true }),
        call.ask("subscriptions.get", { accountId }),
        readPlans(call),
      ]);
      const [first, ...others] = items.rows;
      if (!first) throw notFound(sentence("Subscription not found."));
      const { instanceId } = call;
      return toSubscription([first, ...others], plans, { instanceId, isEligibleForTrial });
    },
  });
}
