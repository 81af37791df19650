import { z } from "zod";
import { sendAttempt } from "./attempts.ts";
import { command, query, record } from "./definition.ts";
import {
  accountKind,
  currencyCode,
  cursor,
  id,
  idempotencyKey,
  instantMs,
  listPlace,
  minorAmount,
  note,
  pageLimit,
  positiveMinorAmount,
  rowTotal,
  storableText,
} from "./fields.ts";

/** The outbox of a linked book (BEHAVIOUR 12): what moved credit here, and waits until the upstream has it too. */

const outboxState = z.enum(["queued", "sending", "applied", "refused"]);
export type OutboxState = z.infer<typeof outboxState>;

/**
 * What a list of the outbox is narrowed to: a state; `open`, what the upstream does not have and nobody has settled; `unsettled`, what of that
 * was refused; `settled`, what the upstream does not have and somebody has settled.
 */
export const outboxSelection = z.enum([...outboxState.options, "open", "unsettled", "settled"]);
export type OutboxSelection = z.infer<typeof outboxSelection>;

/**
 * What became of an adjustment that will not get any further by itself: undone here before or after it was refused, kept here as a difference, or
 * left behind when the link was removed.
 */
const outboxSettlement = z.enum(["reversed", "kept", "unlinked"]);
export type OutboxSettlement = z.infer<typeof outboxSettlement>;

/** How an entry stands to the upstream, until the upstream has it; `kept`: it never will. */
export const upstreamState = z.enum(["queued", "sending", "refused", "kept"]);

export const outboxItem = z.strictObject({
  /** The entry's, and the idempotency key that the upstream is sent. */
  entryId: id,
  accountId: id,
  accountName: z.string(),
  currency: currencyCode,
  amountMinor: minorAmount,
  note: z.string().nullable(),
  operator: z.string(),
  createdAtMs: instantMs,
  state: outboxState,
  settledAs: outboxSettlement.nullable(),
  attemptCount: z.int(),
  lastAttemptAtMs: instantMs.nullable(),
  /** What the upstream answered last: a status of HTTP; null where nothing was. */
  lastStatus: z.int().nullable(),
  /** Why it was refused, or why the last attempt came to nothing. */
  problem: z.string().nullable(),
  /** Null where nothing is tried any more. */
  nextAttemptAtMs: instantMs.nullable(),
  /** What the upstream calls its own entry. */
  upstreamEntryId: z.string().nullable(),
});
export type OutboxItem = z.infer<typeof outboxItem>;

export const outboxContract = {
  "outbox.list": query({
    summary: "Lists adjustments on their way to the upstream, newest first, a page at a time.",
    input: z.strictObject({
      state: outboxSelection.nullable().default(null),
      accountId: id.nullable().default(null),
      ...listPlace,
    }),
    output: z.strictObject({ rows: z.array(outboxItem), nextCursor: cursor.nullable(), total: rowTotal }),
    errors: [],
  }),
  "outbox.get": query({
    summary:
      "Reads one adjustment on its way to the upstream, with every attempt to send it that is still known, oldest first.",
    input: z.strictObject({ entryId: id }),
    output: z.strictObject({ item: outboxItem, attempts: z.array(sendAttempt) }),
    errors: ["outbox_item_not_found"],
  }),
  "outbox.retry": command({
    summary: "Sends an adjustment again under its key, or all that wait or were refused.",
    right: "credits",
    audit: { notes: ["entryId"] },
    input: z.strictObject({
      /** Null: all of them. */
      entryId: id.nullable(),
      idempotencyKey,
    }),
    output: z.strictObject({ retriedCount: z.int() }),
    errors: ["link_not_found", "outbox_item_not_found", "idempotency_conflict", "outbox_item_settled"],
  }),
  "outbox.settle": command({
    summary:
      "Settles an adjustment that the upstream refused: undo it here, send another amount in its place, or keep it as a difference.",
    right: "credits",
    audit: { notes: ["entryId", "as"] },
    input: z.strictObject({
      entryId: id,
      as: z.enum(["reverse", "change", "keep"]),
      /** What is sent instead, in the same direction: for `change`, and only for that. */
      amountMinor: positiveMinorAmount.nullable().default(null),
      note: note.nullable().default(null),
      idempotencyKey,
    }),
    output: z.strictObject({
      item: outboxItem,
      /** The entry that undid it here; null where it is kept. */
      reversalEntryId: id.nullable(),
      /** The entry that is sent in its place; null where none is. */
      replacementEntryId: id.nullable(),
    }),
    errors: [
      "account_not_found",
      "reason_not_found",
      "outbox_item_not_found",
      "idempotency_conflict",
      "outbox_item_settled",
      "amount_out_of_range",
      "reason_not_allowed",
      "note_required",
      "credit_terms_invalid",
      "insufficient_credit",
      "entry_already_reversed",
      "entry_not_reversible",
      "approval_required",
    ],
  }),
  "outbox.take": record({
    summary: "Hands out what is to be sent now, at most one adjustment of each account, as being sent.",
    right: "host",
    input: z.strictObject({ nowMs: instantMs, limit: pageLimit }),
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          entryId: id,
          kind: accountKind,
          upstreamId: id,
          action: z.enum(["increase", "decrease"]),
          amountMinor: z.int().positive(),
          currency: currencyCode,
          note: z.string(),
        }),
      ),
      /** When the next becomes due that is not due yet; null: nothing waits for a time to come. */
      nextDueAtMs: instantMs.nullable(),
    }),
    errors: ["unknown_method", "link_not_found"],
  }),
  "outbox.recordAttempts": record({
    summary: "Writes down what came of sending, and decides when it is tried again.",
    right: "host",
    input: z.strictObject({
      attempts: z
        .array(
          z.strictObject({
            entryId: id,
            startedAtMs: instantMs,
            endedAtMs: instantMs,
            outcome: z.enum(["applied", "refused", "unknown"]),
            status: z.int().min(100).max(599).nullable(),
            problem: storableText(500).nullable(),
            /** How long the upstream asked to be left alone. */
            askedWaitMs: z.int().min(0).nullable(),
            upstreamEntryId: storableText(200).nullable(),
          }),
        )
        .min(1)
        .max(500),
    }),
    output: z.strictObject({}),
    errors: ["unknown_method", "outbox_item_not_found"],
  }),
};
