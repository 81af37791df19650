import type { WantableEventType, WebhookEndpointView } from "../../../shared/contract/webhooks.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

interface EndpointRow extends Omit<WebhookEndpointView, "eventTypes" | "isPaused" | "failing"> {
  readonly eventTypes: string;
  readonly isPaused: number;
  /** These are null where nothing fails; the last also where nothing was answered. */
  readonly failingSinceMs: number | null;
  readonly lastAttemptAtMs: number | null;
  readonly lastStatus: number | null;
}

const endpointSelect = `SELECT id, address, description, event_types AS eventTypes, is_paused AS isPaused,
    created_at_ms AS createdAtMs,
    (SELECT count(*) FROM webhook_delivery WHERE endpoint_id = endpoint.id AND state = 'waiting') AS waitingCount,
    (SELECT count(*) FROM webhook_delivery WHERE endpoint_id = endpoint.id AND state = 'failed') AS failedCount,
    failure.since_ms AS failingSinceMs, failure.last_attempt_at_ms AS lastAttemptAtMs, failure.last_status AS lastStatus
  FROM webhook_endpoint endpoint LEFT JOIN webhook_failure failure ON failure.endpoint_id = endpoint.id
  WHERE removed_at_ms IS NULL`;

const toTypes = (json: string): WantableEventType[] => JSON.parse(json) as WantableEventType[];

const toView = ({ failingSinceMs, lastAttemptAtMs, lastStatus, ...row }: EndpointRow): WebhookEndpointView => ({
  ...row,
  eventTypes: toTypes(row.eventTypes),
  isPaused: row.isPaused === 1,
  failing:
    failingSinceMs === null || lastAttemptAtMs === null
      ? null
      : { sinceMs: failingSinceMs, lastAttemptAtMs, lastStatus },
});

/** The endpoints that are not removed, newest first, without their secrets. */
export function listEndpoints(book: ReadableBook): WebhookEndpointView[] {
  return book.all<EndpointRow>(`${endpointSelect} ORDER BY created_at_ms DESC, id DESC`).map(toView);
}

/** An endpoint, unless it was removed. */
export function findEndpoint(book: ReadableBook, endpointId: string): WebhookEndpointView | undefined {
  const row = book.get<EndpointRow>(`${endpointSelect} AND id = ?`, endpointId);
  return row && toView(row);
}

export function countEndpoints(book: ReadableBook): number {
  const sql = "SELECT count(*) AS count FROM webhook_endpoint WHERE removed_at_ms IS NULL";
  return book.get<{ count: number }>(sql)?.count ?? 0;
}

/** Who wants to hear of what. */
export interface Listener {
  readonly endpointId: string;
  wants(type: WantableEventType): boolean;
}

/** The endpoints that events are recorded for, oldest first; those that are paused too. Cheap: most books have none. */
export function listListeners(book: ReadableBook): Listener[] {
  return book
    .all<{
      endpointId: string;
      eventTypes: string;
    }>(
      `SELECT id AS endpointId, event_types AS eventTypes FROM webhook_endpoint WHERE removed_at_ms IS NULL
       ORDER BY created_at_ms, id`,
    )
    .map(({ endpointId, eventTypes }) => {
      const wanted: ReadonlySet<WantableEventType> = new Set(toTypes(eventTypes));
      return { endpointId, wants: (type) => wanted.size === 0 || wanted.has(type) };
    });
}

/** Where to deliver, and what to sign with. */
export interface Destination {
  readonly endpointId: string;
  readonly address: string;
  readonly secrets: readonly string[];
}

/** The endpoints that are delivered to now, by the machine's clock: those that are paused are not. */
export function listDestinations(book: ReadableBook, machineNowMs: number): Destination[] {
  return book
    .all<{ endpointId: string; address: string; secret: string; previousSecret: string | null }>(
      `SELECT id AS endpointId, address, secret,
         CASE WHEN previous_secret_until_ms > ? THEN previous_secret END AS previousSecret
       FROM webhook_endpoint WHERE removed_at_ms IS NULL AND is_paused = 0 ORDER BY created_at_ms, id`,
      machineNowMs,
    )
    .map(({ secret, previousSecret, ...endpoint }) => ({
      ...endpoint,
      secrets: previousSecret === null ? [secret] : [secret, previousSecret],
    }));
}

/** An endpoint that is to be added. */
export interface NewEndpoint {
  readonly id: string;
  readonly address: string;
  readonly description: string | null;
  readonly eventTypes: readonly WantableEventType[];
  readonly secret: string;
  readonly createdAtMs: number;
}

export function insertEndpoint(book: WritableBook, endpoint: NewEndpoint): void {
  book.run(
    `INSERT INTO webhook_endpoint (id, address, description, event_types, secret, created_at_ms) VALUES (?, ?, ?, ?, ?, ?)`,
    endpoint.id,
    endpoint.address,
    endpoint.description,
    JSON.stringify(endpoint.eventTypes),
    endpoint.secret,
    endpoint.createdAtMs,
  );
}

export function updateEndpoint(
  book: WritableBook,
  endpoint: Pick<WebhookEndpointView, "id" | "address" | "description" | "eventTypes" | "isPaused">,
): void {
  book.run(
    "UPDATE webhook_endpoint SET address = ?, description = ?, event_types = ?, is_paused = ? WHERE id = ?",
    endpoint.address,
    endpoint.description,
    JSON.stringify(endpoint.eventTypes),
    endpoint.isPaused ? 1 : 0,
    endpoint.id,
  );
}

/** @param previousUntilMs until when deliveries are signed with the secret that was there before, too. */
export function replaceSecret(book: WritableBook, endpointId: string, secret: string, previousUntilMs: number): void {
  book.run(
    `UPDATE webhook_endpoint SET previous_secret = secret, previous_secret_until_ms = ?, secret = ? WHERE id = ?`,
    previousUntilMs,
    secret,
    endpointId,
  );
}

/** End an endpoint for good, and forget its secrets. */
export function removeEndpoint(book: WritableBook, endpointId: string, removedAtMs: number): void {
  book.run(
    `UPDATE webhook_endpoint SET removed_at_ms = ?, secret = NULL, previous_secret = NULL, previous_secret_until_ms = NULL
     WHERE id = ?`,
    removedAtMs,
    endpointId,
  );
}
