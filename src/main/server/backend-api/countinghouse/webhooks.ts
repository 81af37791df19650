import { z } from "zod";
import { contract } from "../../../../shared/contract/index.ts";
import { makeWebhookSecret } from "../../../../shared/webhook-secret.ts";
import { text } from "../parameters.ts";
import { route, type ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";
import { eventObject, toEventObject } from "./event-object.ts";
import { cursorPaging, parameter } from "./page.ts";
import { answerOf, recordOf, inputOf } from "./wire.ts";

const { endpoint } = contract["webhooks.add"].output.shape;
const { delivery, attempts } = contract["webhooks.getDelivery"].output.shape;
const deliveryAnswer = recordOf(delivery, "webhook_delivery");
const attemptsAnswer = answerOf(attempts);

/** The secret is told once, by the answer to the request that made it. */
const secretField = { secret: z.string().describe("Shown this once. What deliveries are signed with.") };
const newEndpoint = inputOf(contract["webhooks.add"].input, ["secret"]);
const newSecret = inputOf(contract["webhooks.rotateSecret"].input, ["secret", "endpointId"]);
const endpointAnswer = recordOf(endpoint, "webhook");
const endpointWithSecret = (endpointAnswer.schema as z.ZodObject).extend(secretField);

const one = "/webhooks/{endpoint_id}";

/** Where events are delivered to, and what came of the deliveries. */
export const webhookRoutes: readonly ApiRoute[] = [
  contractRoute({
    method: "GET",
    path: "/webhooks",
    asks: "webhooks.endpoints",
    list: "endpoints",
    object: "webhook",
  }),
  route({
    method: "POST",
    path: "/countinghouse/webhooks",
    asks: "webhooks.add",
    summary: "Adds an endpoint, which is told of everything that happens from now on; answers with its secret, once.",
    body: newEndpoint.schema,
    answer: endpointWithSecret,
    async respond({ ask, body }) {
      const secret = makeWebhookSecret(crypto);
      const input = newEndpoint.read(body) as Omit<z.input<(typeof contract)["webhooks.add"]["input"]>, "secret">;
      const added = await ask("webhooks.add", { ...input, secret });
      return { ...(endpointAnswer.write(added.endpoint, null) as object), secret };
    },
  }),
  contractRoute({
    method: "PATCH",
    path: one,
    asks: "webhooks.update",
    part: "endpoint",
    object: "webhook",
  }),
  contractRoute({
    method: "DELETE",
    path: one,
    asks: "webhooks.remove",
    object: "removed_webhook",
  }),
  route({
    method: "POST",
    path: `/countinghouse${one}/rotate_secret`,
    asks: "webhooks.rotateSecret",
    summary: "Gives an endpoint another secret and answers with it, once; the former one signs too for a day.",
    body: newSecret.schema,
    answer: endpointWithSecret,
    async respond({ ask, body, path }) {
      const secret = makeWebhookSecret(crypto);
      const { idempotencyKey } = newSecret.read(body) as { idempotencyKey: string };
      const endpointId = path["endpoint_id"] ?? "";
      const rotated = await ask("webhooks.rotateSecret", { endpointId, secret, idempotencyKey });
      return { ...(endpointAnswer.write(rotated.endpoint, null) as object), secret };
    },
  }),
  contractRoute({
    method: "POST",
    path: `${one}/test`,
    asks: "webhooks.sendTest",
    part: "delivery",
    object: "webhook_delivery",
  }),
  contractRoute({
    method: "POST",
    path: `${one}/resend_failed`,
    asks: "webhooks.resendFailed",
    object: "resent_deliveries",
  }),
  route({
    method: "GET",
    path: "/countinghouse/webhook_deliveries",
    asks: "webhooks.deliveries",
    summary: contract["webhooks.deliveries"].summary,
    query: z.object({ ...cursorPaging, endpoint_id: text, state: parameter(delivery.shape.state.optional()) }),
    answer: z.strictObject({ data: z.array(deliveryAnswer.schema), next_cursor: z.string().nullable() }),
    async respond({ ask, query }) {
      const { rows, nextCursor } = await ask("webhooks.deliveries", {
        endpointId: query.endpoint_id ?? null,
        state: query.state ?? null,
        after: query.cursor ?? null,
        limit: query.limit,
      });
      return { data: rows.map((row) => deliveryAnswer.write(row, null)), next_cursor: nextCursor };
    },
  }),
  route({
    method: "GET",
    path: "/countinghouse/webhook_deliveries/{delivery_id}",
    asks: "webhooks.getDelivery",
    summary: contract["webhooks.getDelivery"].summary,
    answer: (deliveryAnswer.schema as z.ZodObject).extend({ event: eventObject, attempts: attemptsAnswer.schema }),
    async respond({ ask, path, instanceId }) {
      const found = await ask("webhooks.getDelivery", { deliveryId: path["delivery_id"] ?? "" });
      return {
        ...(deliveryAnswer.write(found.delivery, null) as object),
        event: toEventObject(found.event, instanceId),
        attempts: attemptsAnswer.write(found.attempts, null),
      };
    },
  }),
  contractRoute({
    method: "POST",
    path: "/webhook_deliveries/{delivery_id}/resend",
    asks: "webhooks.resend",
    part: "delivery",
    object: "webhook_delivery",
  }),
];
