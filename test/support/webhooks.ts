import { hostCaller } from "../../src/main/hosts/callers.ts";
import { contract, type MethodInput, type MethodOutput } from "../../src/shared/contract/index.ts";
import type { WebhookDeliveryView, WebhookEndpointView, WebhookEvent } from "../../src/shared/contract/webhooks.ts";
import { makeWebhookSecret } from "../../src/shared/webhook-secret.ts";
import { toEventObject } from "../../src/main/server/backend-api/countinghouse/event-object.ts";
import type { TestBook } from "./book.ts";
import { problemsWithEvent } from "./own-description.ts";

/** Who delivers: nobody else is told what is due. */
export const deliveringHost = hostCaller("Webhooks");

/** Add an endpoint; one that wants everything, where nothing else is said. */
export async function addEndpoint(
  book: TestBook,
  options: Partial<MethodInput<"webhooks.add">> = {},
): Promise<WebhookEndpointView> {
  const { endpoint } = await book.ask("webhooks.add", {
    address: "http://127.0.0.1:9/hooks",
    secret: makeWebhookSecret(crypto),
    ...options,
  });
  return endpoint;
}

/** All deliveries, oldest first. */
export async function deliveriesOf(book: TestBook, endpointId: string | null = null): Promise<WebhookDeliveryView[]> {
  return (await book.ask("webhooks.deliveries", { endpointId, limit: 500 })).rows.toReversed();
}

/** What an endpoint is told, oldest first; each has to be as the API's description says of its type. */
export async function eventsFor(book: TestBook, endpointId: string): Promise<WebhookEvent[]> {
  const deliveries = await deliveriesOf(book, endpointId);
  const details = deliveries.map(({ id }) => book.ask("webhooks.getDelivery", { deliveryId: id }));
  const events = (await Promise.all(details)).map(({ event }) => event);
  for (const event of events) {
    const problems = problemsWithEvent(toEventObject(event, "ins_test"));
    if (problems.length > 0) throw new Error(`${event.type} is not as it is described: ${problems.join("; ")}`);
  }
  return events;
}

/** What is to be sent at a moment of the machine's clock, and when to ask again. */
export async function askDue(
  book: TestBook,
  { nowMs = Date.now(), limit = 100 }: { nowMs?: number; limit?: number } = {},
): Promise<MethodOutput<"webhooks.due">> {
  const result = await book.engine.call("webhooks.due", { nowMs, limit }, deliveringHost);
  if (!result.ok) throw new Error(result.error.message);
  return contract["webhooks.due"].output.parse(result.value);
}

/** Write down that a delivery was sent and answered; no status: there was no answer. */
export async function recordAttempt(
  book: TestBook,
  deliveryId: string,
  { status, startedAtMs = Date.now(), tookMs = 10 }: { status: number | null; startedAtMs?: number; tookMs?: number },
): Promise<void> {
  const problem = status === 200 ? null : "It did not work.";
  const attempts = [{ deliveryId, status, startedAtMs, tookMs, problem }];
  const result = await book.engine.call("webhooks.recordAttempts", { attempts }, deliveringHost);
  if (!result.ok) throw new Error(result.error.message);
}
