import { z } from "zod";
import { contract } from "../../../../shared/contract/index.ts";
import { subscriptionRow, subscriptionSelection } from "../../../../shared/contract/subscriptions.ts";
import { text } from "../parameters.ts";
import { route, type ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";
import { cursorPaging, pageAnswer, parameter } from "./page.ts";

const subscription = "/accounts/{account_id}/subscription";

const listParameters = z.object({
  ...cursorPaging,
  only: parameter(subscriptionSelection.optional()),
  plan_id: parameter(subscriptionRow.shape.planId.optional()),
  search: text,
});

const page = pageAnswer(subscriptionRow, "subscription_summary");

/** The list of subscriptions, and every change of a subscription, each with a preview by the function that makes it. */
export const subscriptionRoutes: readonly ApiRoute[] = [
  route({
    method: "GET",
    path: "/countinghouse/subscriptions",
    asks: "subscriptions.list",
    summary: contract["subscriptions.list"].summary,
    query: listParameters,
    answer: page.schema,
    async respond({ ask, query }) {
      return page.write(
        await ask("subscriptions.list", {
          only: query.only ?? null,
          planId: query.plan_id ?? null,
          search: query.search ?? "",
          after: query.cursor ?? null,
          limit: query.limit,
        }),
      );
    },
  }),
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
