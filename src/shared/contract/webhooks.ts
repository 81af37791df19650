import { z } from "zod";
import { problemText } from "../sentences/sentence.ts";
import { subscriptionView } from "./accounts.ts";
import { approvalRequest } from "./approvals.ts";
import { billingRunView } from "./billing.ts";
import { creditNoteView } from "./credit-notes.ts";
import { sendAttempt } from "./attempts.ts";
import { command, query, record } from "./definition.ts";
import { cursor, id, idempotencyKey, instantMs, line, pageLimit } from "./fields.ts";
import { invoiceRow } from "./invoice-view.ts";
import { ledgerRow } from "./ledger.ts";
import { difference } from "./link.ts";
import { outboxItem } from "./outbox.ts";
import { listedAccount } from "./listings.ts";

/**
 * What happened, told to programs elsewhere. An event is written in the transaction that it tells of, with the record as it was
 * then; so none is missing and none is untrue. It is delivered at least once, to every endpoint that asked for its type.
 */

/** An event's parts, but for the type and the data that goes with it. */
const eventHead = {
  id,
  /** When it happened, by the book's clock. */
  atMs: instantMs,
};

const event = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.strictObject({ ...eventHead, type: z.literal(type), data });

/** A subscription as it was after a change; null once it has ended. */
const subscriptionData = z.strictObject({ accountId: id, subscription: subscriptionView.nullable() });

export const webhookEvent = z.discriminatedUnion("type", [
  event("ledgerEntry.created", ledgerRow),
  /** It was issued, with its credit applied. */
  event("invoice.created", invoiceRow),
  /** A part of it was paid or covered by credit, or something of it was credited afterwards. */
  event("invoice.updated", invoiceRow),
  event("invoice.paid", invoiceRow),
  /** A payment method was tried in vain. */
  event("invoice.paymentFailed", invoiceRow),
  event("invoice.voided", invoiceRow),
  event("invoice.uncollectible", invoiceRow),
  event("creditNote.created", creditNoteView),
  event("subscription.created", subscriptionData),
  /** Its plan, price, seats, discount, period or end is another one. A renewal is an invoice, not an update. */
  event("subscription.updated", subscriptionData),
  event("user.created", listedAccount),
  event("user.updated", listedAccount),
  event("organization.created", listedAccount),
  event("organization.updated", listedAccount),
  /** Somebody asks for what is above their limits, and what became of it. */
  event("approval.requested", approvalRequest),
  event("approval.approved", approvalRequest),
  event("approval.rejected", approvalRequest),
  event("approval.withdrawn", approvalRequest),
  event("approval.expired", approvalRequest),
  /** The upstream of a linked book has an adjustment, or will not take it. */
  event("outboxItem.applied", outboxItem),
  event("outboxItem.refused", outboxItem),
  /** An account's credit was read at the upstream, and differs from the one here, or by another amount than before. */
  event("creditDifference.found", difference),
  /** A billing run has come to its end; what it could not bill is in its report. */
  event("billingRun.completed", billingRunView.omit({ problems: true })),
  /** Nothing happened: someone wanted to see whether deliveries arrive. */
  event("webhook.test", z.strictObject({ endpointId: id })),
]);
export type WebhookEvent = z.infer<typeof webhookEvent>;
export type WebhookEventType = WebhookEvent["type"];

/** What an endpoint can ask for; a test is sent when it is asked for, to the endpoint that it is about. */
export const webhookEventTypes = webhookEvent.options
  .map((option) => option.shape.type.value)
  .filter((type) => type !== "webhook.test");
export type WantableEventType = (typeof webhookEventTypes)[number];
const webhookEventType = z.enum(webhookEventTypes);

/** `whsec_` and 24 to 64 random bytes in base64, as the Standard Webhooks have it; made by the caller, who shows it once. */
const webhookSecret = z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/u, {
  error: problemText("is not a secret of a webhook (whsec_ and base64)"),
});

/** Where deliveries go. What is not an address that can be delivered to is refused as `webhook_address_invalid`. */
const address = line(2000);

/** Which events it wants; empty: all of them. */
const wantedTypes = z
  .array(webhookEventType)
  .max(webhookEventTypes.length)
  .refine((types) => new Set(types).size === types.length, { error: problemText("has a type twice") });

const webhookEndpoint = z.strictObject({
  id,
  address: z.string(),
  description: z.string().nullable(),
  eventTypes: z.array(webhookEventType),
  /** While it is paused nothing is sent, and what happens waits. */
  isPaused: z.boolean(),
  createdAtMs: instantMs,
  /** Deliveries that are still to be made, and those that were given up. */
  waitingCount: z.int(),
  failedCount: z.int(),
  /** That deliveries fail: no try has arrived since then. Null where the last one arrived, or there was none. By the machine's clock. */
  failing: z
    .strictObject({
      sinceMs: instantMs,
      lastAttemptAtMs: instantMs,
      /** What was answered last: a status of HTTP; null where nothing was. */
      lastStatus: z.int().nullable(),
    })
    .nullable(),
});
export type WebhookEndpointView = z.infer<typeof webhookEndpoint>;

const deliveryState = z.enum(["waiting", "delivered", "failed", "cancelled"]);
export type WebhookDeliveryState = z.infer<typeof deliveryState>;

const webhookDelivery = z.strictObject({
  id,
  endpointId: id,
  eventId: id,
  eventType: z.string(),
  /** What the event is about: an entry, an invoice, an account. */
  subjectId: id,
  state: deliveryState,
  /** By the machine's clock, as are all times of deliveries. */
  createdAtMs: instantMs,
  attemptCount: z.int(),
  lastAttemptAtMs: instantMs.nullable(),
  /** What the endpoint answered last: a status of HTTP; null where it did not answer. */
  lastStatus: z.int().nullable(),
  /** Null where nothing is tried any more. */
  nextAttemptAtMs: instantMs.nullable(),
});
export type WebhookDeliveryView = z.infer<typeof webhookDelivery>;

export const webhooksContract = {
  "webhooks.endpoints": query({
    summary: "Lists the endpoints that events are delivered to, newest first.",
    input: z.strictObject({}),
    output: z.strictObject({ endpoints: z.array(webhookEndpoint) }),
    errors: [],
  }),
  "webhooks.add": command({
    summary: "Adds an endpoint, which is told of everything that happens from now on.",
    right: "programs",
    audit: { about: "webhook", id: "endpoint.id" },
    input: z.strictObject({
      address,
      description: line(200).nullable().default(null),
      eventTypes: wantedTypes.default([]),
      secret: webhookSecret,
      idempotencyKey,
    }),
    output: z.strictObject({ endpoint: webhookEndpoint }),
    errors: ["idempotency_conflict", "webhook_address_invalid", "too_many_webhooks"],
  }),
  "webhooks.update": command({
    summary: "Changes where an endpoint is and what it wants, pauses it or lets it go on. What is left out stays.",
    right: "programs",
    audit: { about: "webhook", id: "endpointId" },
    input: z.strictObject({
      endpointId: id,
      address: address.optional(),
      description: line(200).nullable().optional(),
      eventTypes: wantedTypes.optional(),
      isPaused: z.boolean().optional(),
      idempotencyKey,
    }),
    output: z.strictObject({ endpoint: webhookEndpoint }),
    errors: ["webhook_not_found", "idempotency_conflict", "webhook_address_invalid"],
  }),
  "webhooks.rotateSecret": command({
    summary: "Gives an endpoint another secret. For a day, deliveries are signed with the former one too.",
    right: "programs",
    audit: { about: "webhook", id: "endpointId" },
    input: z.strictObject({ endpointId: id, secret: webhookSecret, idempotencyKey }),
    output: z.strictObject({ endpoint: webhookEndpoint }),
    errors: ["webhook_not_found", "idempotency_conflict"],
  }),
  "webhooks.remove": command({
    summary: "Ends an endpoint for good and cancels what waits for it.",
    right: "programs",
    audit: { about: "webhook", id: "endpointId" },
    input: z.strictObject({ endpointId: id, idempotencyKey }),
    output: z.strictObject({ cancelledCount: z.int() }),
    errors: ["webhook_not_found", "idempotency_conflict"],
  }),
  "webhooks.sendTest": command({
    summary: "Sends an endpoint an event that says nothing but that it arrived.",
    right: "programs",
    audit: { notes: ["endpointId"] },
    input: z.strictObject({ endpointId: id, idempotencyKey }),
    output: z.strictObject({ delivery: webhookDelivery }),
    errors: ["webhook_not_found", "idempotency_conflict"],
  }),
  "webhooks.deliveries": query({
    summary: "Lists deliveries, newest first, a page at a time; those of removed endpoints too.",
    input: z.strictObject({
      endpointId: id.nullable().default(null),
      state: deliveryState.nullable().default(null),
      after: cursor.nullable().default(null),
      limit: pageLimit.default(100),
    }),
    output: z.strictObject({ rows: z.array(webhookDelivery), nextCursor: cursor.nullable() }),
    errors: [],
  }),
  "webhooks.getDelivery": query({
    summary: "Reads one delivery with its event and every attempt, oldest first.",
    input: z.strictObject({ deliveryId: id }),
    output: z.strictObject({ delivery: webhookDelivery, event: webhookEvent, attempts: z.array(sendAttempt) }),
    errors: ["delivery_not_found"],
  }),
  "webhooks.resend": command({
    summary: "Sends a delivery again, whatever came of it, with its own id and all the tries of a new one.",
    right: "programs",
    audit: { notes: ["deliveryId"] },
    input: z.strictObject({ deliveryId: id, idempotencyKey }),
    output: z.strictObject({ delivery: webhookDelivery }),
    errors: ["webhook_not_found", "delivery_not_found", "idempotency_conflict"],
  }),
  "webhooks.resendFailed": command({
    summary: "Sends everything again that was given up for an endpoint.",
    right: "programs",
    audit: { notes: ["endpointId"] },
    input: z.strictObject({ endpointId: id, idempotencyKey }),
    output: z.strictObject({ resentCount: z.int() }),
    errors: ["webhook_not_found", "idempotency_conflict"],
  }),
  "webhooks.due": query({
    summary: "Tells the host that delivers what is to be sent now. Nobody else is answered.",
    right: "host",
    input: z.strictObject({ nowMs: instantMs, limit: pageLimit.default(100) }),
    output: z.strictObject({
      /** What programs know the book by. */
      instanceId: z.string(),
      /** What became due first stands first; of one moment, what happened first. No endpoint keeps the others out. */
      deliveries: z.array(
        z.strictObject({
          id,
          endpointId: id,
          address: z.string(),
          /** The secret, and for a day after it was replaced the former one. */
          secrets: z.array(z.string()).min(1),
          event: webhookEvent,
        }),
      ),
      /** When the next becomes due that is not due yet; null: nothing waits for a time to come. */
      nextDueAtMs: instantMs.nullable(),
    }),
    errors: ["unknown_method"],
  }),
  "webhooks.recordAttempts": record({
    summary: "Writes down what came of deliveries, and decides when they are tried again. Nobody but the host may.",
    right: "host",
    input: z.strictObject({
      attempts: z
        .array(
          sendAttempt
            .extend({
              deliveryId: id,
              /** What the receiver said of when to come again, as `Retry-After` has it. */
              retryAfter: z.string().max(100).nullable().default(null),
            })
            .refine(({ status, problem }) => status !== null || problem !== null, {
              path: ["problem"],
              error: problemText("is missing where there is no status"),
            }),
        )
        .min(1)
        .max(500),
    }),
    output: z.strictObject({ recorded: z.int() }),
    errors: ["unknown_method", "delivery_not_found"],
  }),
};
