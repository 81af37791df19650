import type { EntryDraft } from "../../../domain/ledger/entry.ts";
import type { CommandContext } from "../../handler.ts";
import { noteOrNone } from "../note-or-none.ts";

/** What a handler has to say about an entry; the rest follows from who acts and when. */
export type EntryParticulars = Pick<EntryDraft, "accountId" | "currency" | "amountMinor" | "sourceType" | "sourceId"> &
  Partial<EntryDraft>;

/**
 * An entry that the caller makes now: by their name, through their door, effective today. A note that says nothing is no note. What is given
 * replaces what would follow.
 */
export function entryBy({ caller, nowMs, today }: CommandContext, particulars: EntryParticulars): EntryDraft {
  return {
    reasonCode: null,
    operator: caller.operator,
    operatorId: caller.actorId,
    approvalId: caller.approvalId ?? null,
    origin: caller.origin,
    effectiveOn: today,
    createdAtMs: nowMs,
    idempotencyKey: null,
    reversesEntryId: null,
    ...particulars,
    note: noteOrNone(particulars.note ?? null),
  };
}
