import { z } from "zod";
import { ledgerRow } from "../../../../shared/contract/ledger.ts";
import { webhookEvent, type WebhookEvent } from "../../../../shared/contract/webhooks.ts";
import { organizationObject, toOrganization } from "../clerk/organization-object.ts";
import { toUser, userObject } from "../clerk/user-object.ts";
import { recordOf, type WireAnswer } from "./wire.ts";

/** What the data of an event calls itself, by the first word of the event's type. */
const dataObjects: Readonly<Record<string, string>> = {
  approval: "approval_request",
  invoice: "invoice_summary",
  creditNote: "credit_note",
  subscription: "subscription_state",
  outboxItem: "outbox_item",
  creditDifference: "credit_difference",
  billingRun: "billing_run_summary",
  webhook: "webhook_test",
};

const kinds = webhookEvent.options.map(({ shape }) => {
  const type = shape.type.value;
  const subject = type.slice(0, type.indexOf("."));
  return { type, data: dataOf(subject, shape.data) };
});

interface EventData {
  readonly schema: z.ZodType;
  readonly write: (data: never) => unknown;
}

function dataOf(subject: string, source: z.ZodType): EventData {
  // Users and organizations are told as Clerk tells them, so that a receiver written for Clerk's events understands these.
  if (subject === "user") return { schema: userObject, write: toUser };
  if (subject === "organization") {
    return { schema: organizationObject, write: (data) => toOrganization(data, { withMembersCount: false }) };
  }
  if (source === ledgerRow) return answered(recordOf(source, "ledger_entry", "LedgerRow"));
  const object = dataObjects[subject];
  if (object === undefined) throw new TypeError(`Events about a ${subject} are not described`);
  return answered(recordOf(source, object));
}

function answered({ schema, write }: WireAnswer): EventData {
  return { schema, write: (data) => write(data, null) };
}

/** The body of a delivery, in the envelope of Clerk's events. */
export const eventObjects = kinds.map(({ type, data }) =>
  z.strictObject({
    object: z.literal("event"),
    type: z.literal(type),
    data: data.schema,
    timestamp: z.int().describe("When it happened, by the book's clock, in milliseconds since the epoch."),
    instance_id: z.string(),
  }),
);

export const eventObject = z.discriminatedUnion(
  "type",
  eventObjects as unknown as readonly [(typeof eventObjects)[number], ...typeof eventObjects],
);

/** @param instanceId what programs know the book by. */
export function toEventObject({ type, data, atMs }: WebhookEvent, instanceId: string): z.output<typeof eventObject> {
  const kind = kinds.find((each) => each.type === type);
  if (!kind) throw new TypeError(`Events of the type ${type} are not described`);
  return {
    object: "event",
    type,
    data: kind.data.write(data as never),
    timestamp: atMs,
    instance_id: instanceId,
  };
}
