import type { SendAttempt } from "../../../../shared/contract/attempts.ts";
import type { WebhookDeliveryView } from "../../../../shared/contract/webhooks.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { askedWaitMs } from "../../../domain/send-again.ts";
import { isSuccess, nextTryAtMs } from "../../../domain/webhooks/retry-schedule.ts";
import { readInstanceId } from "../../../storage/access/api-key-store.ts";
import { deliveryAttempts } from "../../../storage/attempt-log.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import {
  deleteSettledDeliveries,
  findDelivery,
  findNextDueAtMs,
  findProgress,
  listDeliveries,
  listDueDeliveries,
  restartDelivery,
  restartFailed,
  setOutcome,
  type DeliveryOutcome,
  type DeliveryProgress,
} from "../../../storage/webhooks/webhook-delivery-store.ts";
import { listDestinations } from "../../../storage/webhooks/webhook-endpoint-store.ts";
import { forgetFailure, noteFailure } from "../../../storage/webhooks/webhook-failure-store.ts";
import { readEvent } from "../../../storage/webhooks/webhook-event-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { writeEvent } from "./event-recorder.ts";
import { requireEndpoint } from "./webhooks.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** What is delivered, and what came of it. Deliveries live by the machine's clock, whatever the book's is. */
export const webhookDeliveryHandlers: HandlersOf<
  | "webhooks.sendTest"
  | "webhooks.deliveries"
  | "webhooks.getDelivery"
  | "webhooks.resend"
  | "webhooks.resendFailed"
  | "webhooks.due"
  | "webhooks.recordAttempts"
> = {
  "webhooks.sendTest": (context, { endpointId }) => {
    const { book, changed } = context;
    requireEndpoint(book, endpointId);
    const test = { type: "webhook.test", subjectId: endpointId, data: { endpointId } } as const;
    const [deliveryId = ""] = writeEvent(context, test, [endpointId]);
    changed("webhooks");
    return { delivery: requireDelivery(book, deliveryId) };
  },

  "webhooks.deliveries": ({ book }, input) => listDeliveries(book, input),

  "webhooks.getDelivery": ({ book }, { deliveryId }) => {
    const delivery = requireDelivery(book, deliveryId);
    const { sequence, eventSequence } = requireProgress(book, deliveryId);
    return { delivery, event: readEvent(book, eventSequence), attempts: deliveryAttempts.list(book, sequence) };
  },

  "webhooks.resend": ({ book, changed }, { deliveryId }) => {
    const { endpointId } = requireDelivery(book, deliveryId);
    requireEndpoint(book, endpointId);
    restartDelivery(book, deliveryId, Date.now());
    changed("webhooks");
    return { delivery: requireDelivery(book, deliveryId) };
  },

  "webhooks.resendFailed": ({ book, changed }, { endpointId }) => {
    const { failedCount } = requireEndpoint(book, endpointId);
    restartFailed(book, endpointId, Date.now());
    changed("webhooks");
    return { resentCount: failedCount };
  },

  "webhooks.due": ({ book }, { nowMs, limit }) => {
    const destinations = listDestinations(book, nowMs);
    // Each endpoint has its share, so that one with much to be delivered to does not keep the others out.
    const share = Math.max(1, Math.floor(limit / Math.max(1, destinations.length)));
    const due = destinations
      .flatMap((destination) =>
        listDueDeliveries(book, destination.endpointId, nowMs, share).map((delivery) => ({ delivery, destination })),
      )
      .toSorted((a, b) => a.delivery.dueAtMs - b.delivery.dueAtMs || a.delivery.sequence - b.delivery.sequence)
      .slice(0, limit);
    const nextDueAtMs = destinations.flatMap(({ endpointId }) => findNextDueAtMs(book, endpointId, nowMs) ?? []);
    return {
      instanceId: readInstanceId(book),
      deliveries: due.map(({ delivery, destination: { endpointId, address, secrets } }) => ({
        id: delivery.id,
        endpointId,
        address,
        secrets: [...secrets],
        event: readEvent(book, delivery.eventSequence),
      })),
      nextDueAtMs: nextDueAtMs.length > 0 ? Math.min(...nextDueAtMs) : null,
    };
  },

  "webhooks.recordAttempts": ({ book, settings, changed }, { attempts }) => {
    for (const { deliveryId, retryAfter, ...attempt } of attempts) {
      const progress = requireProgress(book, deliveryId);
      deliveryAttempts.add(book, progress.sequence, progress.attemptCount + 1, attempt);
      setOutcome(book, progress.sequence, outcomeOf(progress, attempt, retryAfter));
      if (isSuccess(attempt.status)) forgetFailure(book, progress.endpointId);
      // What was cancelled meanwhile says nothing of an endpoint that is gone.
      else if (progress.state === "waiting") noteFailure(book, progress.endpointId, attempt);
    }
    // With what adds to them, and more of them each time than are added, so that they never grow for ever.
    const keptSinceMs = Date.now() - settings.webhookRetentionDays * dayMs;
    deleteSettledDeliveries(book, keptSinceMs, Math.max(100, 2 * attempts.length));
    changed("webhooks");
    return { recorded: attempts.length };
  },
};

/** What a delivery has come to by an attempt. One that no longer waits, because its endpoint is gone, is not tried again. */
function outcomeOf(
  { state, attemptCount, failedTries }: DeliveryProgress,
  { startedAtMs, tookMs, status }: SendAttempt,
  retryAfter: string | null,
): DeliveryOutcome {
  const attempted = { attemptCount: attemptCount + 1, nextAttemptAtMs: null };
  if (isSuccess(status)) return { ...attempted, state: "delivered", failedTries };
  if (state !== "waiting") return { ...attempted, state, failedTries };
  const endedAtMs = startedAtMs + tookMs;
  const nextAttemptAtMs = nextTryAtMs(failedTries + 1, endedAtMs, askedWaitMs(retryAfter, endedAtMs));
  return {
    ...attempted,
    state: nextAttemptAtMs === null ? "failed" : "waiting",
    failedTries: failedTries + 1,
    nextAttemptAtMs,
  };
}

/** @throws AppError `delivery_not_found`. */
function requireDelivery(book: ReadableBook, deliveryId: string): WebhookDeliveryView {
  const delivery = findDelivery(book, deliveryId);
  if (!delivery)
    throw new AppError("delivery_not_found", sentence("There is no delivery {deliveryId}.", { deliveryId }));
  return delivery;
}

/** @throws AppError `delivery_not_found`. */
function requireProgress(book: ReadableBook, deliveryId: string): DeliveryProgress {
  const progress = findProgress(book, deliveryId);
  if (!progress)
    throw new AppError("delivery_not_found", sentence("There is no delivery {deliveryId}.", { deliveryId }));
  return progress;
}
