import type { WebhookDeliveryView, WebhookEndpointView } from "../contract/webhooks.ts";
import { exportedMoment, type ExportColumn } from "./column.ts";

/** Where events go, and what was sent there, as lists and files hold it. Neither a secret nor what an event told is among it. */

export const webhookColumns: readonly ExportColumn<WebhookEndpointView>[] = [
  { name: "id", value: ({ id }) => id },
  { name: "address", value: ({ address }) => address },
  { name: "description", value: ({ description }) => description },
  { name: "events", value: ({ eventTypes }) => (eventTypes.length === 0 ? "all" : eventTypes.join(" ")) },
  { name: "state", value: webhookState },
  { name: "waiting", value: ({ waitingCount }) => waitingCount },
  { name: "given_up", value: ({ failedCount }) => failedCount },
  exportedMoment("failing_since", ({ failing }) => failing && failing.sinceMs),
  exportedMoment("last_attempt_at", ({ failing }) => failing && failing.lastAttemptAtMs),
  { name: "last_status", value: ({ failing }) => failing && failing.lastStatus },
  exportedMoment("created_at", ({ createdAtMs }) => createdAtMs),
];

/** How an endpoint is. What is paused is sent nothing, so nothing fails there now. */
export function webhookState({ isPaused, failing }: WebhookEndpointView): "paused" | "failing" | "active" {
  if (isPaused) return "paused";
  return failing ? "failing" : "active";
}

export const webhookDeliveryColumns: readonly ExportColumn<WebhookDeliveryView>[] = [
  { name: "id", value: ({ id }) => id },
  { name: "event", value: ({ eventType }) => eventType },
  { name: "subject_id", value: ({ subjectId }) => subjectId },
  { name: "state", value: ({ state }) => state },
  { name: "attempts", value: ({ attemptCount }) => attemptCount },
  { name: "last_status", value: ({ lastStatus }) => lastStatus },
  exportedMoment("next_attempt_at", ({ nextAttemptAtMs }) => nextAttemptAtMs),
  exportedMoment("created_at", ({ createdAtMs }) => createdAtMs),
  exportedMoment("last_attempt_at", ({ lastAttemptAtMs }) => lastAttemptAtMs),
  { name: "webhook_id", value: ({ endpointId }) => endpointId },
  { name: "event_id", value: ({ eventId }) => eventId },
];
