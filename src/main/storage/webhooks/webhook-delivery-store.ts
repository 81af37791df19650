import type { WebhookDeliveryState, WebhookDeliveryView } from "../../../shared/contract/webhooks.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { createConditions } from "../conditions.ts";
import { decodeCursor, pageByNumber } from "../cursor.ts";
import { given } from "../given.ts";

const deliverySelect = `SELECT delivery.id, delivery.endpoint_id AS endpointId, event.id AS eventId, event.type AS eventType,
    event.subject_id AS subjectId, delivery.state, delivery.created_at_ms AS createdAtMs,
    delivery.attempt_count AS attemptCount, last.started_at_ms AS lastAttemptAtMs, last.status AS lastStatus,
    delivery.next_attempt_at_ms AS nextAttemptAtMs
  FROM webhook_delivery delivery JOIN webhook_event event ON event.sequence = delivery.event_sequence
  LEFT JOIN webhook_attempt last
    ON last.delivery_sequence = delivery.sequence AND last.number = delivery.attempt_count`;

/** A delivery that is to be made. */
export interface NewDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly eventSequence: number;
  /** By the machine's clock; it is due at once. */
  readonly createdAtMs: number;
}

export function insertDelivery(book: WritableBook, delivery: NewDelivery): void {
  book.run(
    `INSERT INTO webhook_delivery (id, endpoint_id, event_sequence, created_at_ms, next_attempt_at_ms)
     VALUES (?, ?, ?, ?, ?)`,
    delivery.id,
    delivery.endpointId,
    delivery.eventSequence,
    delivery.createdAtMs,
    delivery.createdAtMs,
  );
}

export function findDelivery(book: ReadableBook, deliveryId: string): WebhookDeliveryView | undefined {
  return book.get(`${deliverySelect} WHERE delivery.id = ${given}`, deliveryId);
}

/** What the outcome of an attempt is decided by. */
export interface DeliveryProgress {
  readonly sequence: number;
  readonly endpointId: string;
  readonly eventSequence: number;
  readonly state: WebhookDeliveryState;
  readonly attemptCount: number;
  /** Since it was last begun. */
  readonly failedTries: number;
}

export function findProgress(book: ReadableBook, deliveryId: string): DeliveryProgress | undefined {
  return book.get(
    `SELECT sequence, endpoint_id AS endpointId, event_sequence AS eventSequence, state, attempt_count AS attemptCount, failed_tries AS failedTries
     FROM webhook_delivery WHERE id = ?`,
    deliveryId,
  );
}

/** A page of deliveries, newest first. */
export function listDeliveries(
  book: ReadableBook,
  { endpointId, state, after, limit }: ParsedInput<"webhooks.deliveries">,
): { rows: WebhookDeliveryView[]; nextCursor: string | null } {
  const { where, values, add } = createConditions();
  if (endpointId !== null) add("endpoint_id = ?", endpointId);
  if (state !== null) add("state = ?", state);
  // Deliveries for an endpoint are made in the order of events: there the index that it has anyway is in the list's order.
  const isByEvent = endpointId !== null && state === null;
  const before = after === null ? Number.MAX_SAFE_INTEGER : decodeCursor(after).number;
  if (!isByEvent) add("sequence < ?", before);
  else if (after !== null)
    add("event_sequence < (SELECT event_sequence FROM webhook_delivery WHERE sequence = ?)", before);
  const order = isByEvent ? "event_sequence" : "sequence";
  const found = book.all<{ number: number }>(
    `SELECT sequence AS number FROM webhook_delivery WHERE ${["0 = 0", ...where].join(" AND ")} ORDER BY ${order} DESC LIMIT ?`,
    ...values,
    limit + 1,
  );
  const { rows: shown, nextCursor } = pageByNumber(found, limit, ({ number }) => number);
  return {
    rows: shown.flatMap((sequence) =>
      book.all<WebhookDeliveryView>(`${deliverySelect} WHERE delivery.sequence = ${given}`, sequence),
    ),
    nextCursor,
  };
}

/** A delivery whose time has come. */
export interface DueDelivery {
  readonly sequence: number;
  readonly id: string;
  readonly eventSequence: number;
  readonly dueAtMs: number;
}

/** What is due for an endpoint, earliest first; what became due in one moment, in the order in which it happened. */
export function listDueDeliveries(
  book: ReadableBook,
  endpointId: string,
  machineNowMs: number,
  limit: number,
): DueDelivery[] {
  return book.all(
    `SELECT sequence, id, event_sequence AS eventSequence, next_attempt_at_ms AS dueAtMs FROM webhook_delivery
     WHERE endpoint_id = ? AND state = 'waiting' AND next_attempt_at_ms <= ?
     ORDER BY next_attempt_at_ms, sequence LIMIT ?`,
    endpointId,
    machineNowMs,
    limit,
  );
}

/** When the next delivery for an endpoint becomes due that is not due yet; null where none waits. */
export function findNextDueAtMs(book: ReadableBook, endpointId: string, machineNowMs: number): number | null {
  const row = book.get<{ dueAtMs: number | null }>(
    `SELECT min(next_attempt_at_ms) AS dueAtMs FROM webhook_delivery
     WHERE endpoint_id = ? AND state = 'waiting' AND next_attempt_at_ms > ?`,
    endpointId,
    machineNowMs,
  );
  return row?.dueAtMs ?? null;
}

/** What a delivery has come to. */
export interface DeliveryOutcome {
  readonly state: WebhookDeliveryState;
  readonly attemptCount: number;
  readonly failedTries: number;
  /** While it waits. */
  readonly nextAttemptAtMs: number | null;
}

export function setOutcome(book: WritableBook, sequence: number, outcome: DeliveryOutcome): void {
  book.run(
    `UPDATE webhook_delivery SET state = ?, attempt_count = ?, failed_tries = ?, next_attempt_at_ms = ? WHERE sequence = ?`,
    outcome.state,
    outcome.attemptCount,
    outcome.failedTries,
    outcome.nextAttemptAtMs,
    sequence,
  );
}

/** Begin a delivery anew, due at once. */
export function restartDelivery(book: WritableBook, deliveryId: string, machineNowMs: number): void {
  book.run(
    "UPDATE webhook_delivery SET state = 'waiting', failed_tries = 0, next_attempt_at_ms = ? WHERE id = ?",
    machineNowMs,
    deliveryId,
  );
}

/** Begin everything anew that was given up for an endpoint. */
export function restartFailed(book: WritableBook, endpointId: string, machineNowMs: number): void {
  book.run(
    `UPDATE webhook_delivery SET state = 'waiting', failed_tries = 0, next_attempt_at_ms = ?
     WHERE endpoint_id = ? AND state = 'failed'`,
    machineNowMs,
    endpointId,
  );
}

/** Cancel what waits for an endpoint. */
export function cancelWaiting(book: WritableBook, endpointId: string): void {
  book.run(
    `UPDATE webhook_delivery SET state = 'cancelled', next_attempt_at_ms = NULL
     WHERE endpoint_id = ? AND state = 'waiting'`,
    endpointId,
  );
}

/**
 * Forget the oldest deliveries that have arrived or were cancelled, and were last tried, or else made, before then; an event goes with the
 * last of its deliveries.
 *
 * @param beforeMs by the machine's clock.
 * @param limit how many are looked at of each state, so that nobody waits for it.
 */
export function deleteSettledDeliveries(book: WritableBook, beforeMs: number, limit: number): void {
  for (const state of ["delivered", "cancelled"] as const) {
    const settled = book.all<{ sequence: number; eventSequence: number; endedAtMs: number }>(
      `SELECT sequence, event_sequence AS eventSequence,
         coalesce((SELECT max(started_at_ms) FROM webhook_attempt WHERE delivery_sequence = sequence), created_at_ms) AS endedAtMs
       FROM webhook_delivery WHERE state = ? ORDER BY sequence LIMIT ?`,
      state,
      limit,
    );
    for (const { sequence, eventSequence } of settled.filter(({ endedAtMs }) => endedAtMs < beforeMs)) {
      book.run("DELETE FROM webhook_attempt WHERE delivery_sequence = ?", sequence);
      book.run("DELETE FROM webhook_delivery WHERE sequence = ?", sequence);
      book.run(
        `DELETE FROM webhook_event
         WHERE sequence = ? AND NOT EXISTS (SELECT 1 FROM webhook_delivery WHERE event_sequence = webhook_event.sequence)`,
        eventSequence,
      );
    }
  }
}
