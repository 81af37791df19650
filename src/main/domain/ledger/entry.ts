import { minorUnits } from "../../../shared/money/minor-units.ts";
import type { CivilDate } from "../../../shared/calendar.ts";
import type { EntrySourceType, LedgerEntry, Origin } from "../../../shared/contract/ledger.ts";
import { canonicalText, chainHash } from "./hash-chain.ts";

/** What someone wants to write into the ledger, before it has a place in it. */
export interface EntryDraft {
  readonly accountId: string;
  readonly currency: string;
  /** Positive adds credit, negative removes it; never zero. */
  readonly amountMinor: number;
  readonly sourceType: EntrySourceType;
  readonly sourceId: string;
  readonly reasonCode: string | null;
  readonly note: string | null;
  readonly operator: string;
  /** Who it is, whatever the name. It stands beside the hash, whose text is fixed (BEHAVIOUR 4.2), and `attribution.ts` proves it. */
  readonly operatorId?: string | null;
  /** The request whose approval let it through (BEHAVIOUR 3.5); beside the hash as well. */
  readonly approvalId?: string | null;
  readonly origin: Origin;
  readonly effectiveOn: CivilDate;
  readonly createdAtMs: number;
  readonly idempotencyKey: string | null;
  readonly reversesEntryId: string | null;
}

/** The newest entry's place and hash; a new entry stands on it. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: Uint8Array;
}

/** Where the chain begins: no entries, and 32 zero bytes (BEHAVIOUR 4.1). */
export const emptyChain: ChainHead = { sequence: 0, hash: new Uint8Array(32) };

/** An entry with its place in the chain, ready to be stored. */
export interface SealedEntry extends LedgerEntry {
  readonly operatorId: string | null;
  readonly approvalId: string | null;
  readonly previousHash: Uint8Array;
  readonly hash: Uint8Array;
}

/**
 * Give a draft its place: the next sequence number, the balances around it and its hash (BEHAVIOUR 2.2, 3.5, 4.1).
 *
 * @throws AppError `amount_out_of_range` when the balance would leave the safe integers; nothing has been written then.
 */
export function sealEntry(draft: EntryDraft, id: string, balanceBeforeMinor: number, head: ChainHead): SealedEntry {
  if (draft.amountMinor === 0) throw new RangeError("A ledger entry of zero says nothing");
  const entry: LedgerEntry = {
    id,
    sequence: head.sequence + 1,
    accountId: draft.accountId,
    currency: draft.currency,
    amountMinor: minorUnits(draft.amountMinor),
    balanceBeforeMinor,
    balanceAfterMinor: minorUnits(balanceBeforeMinor + draft.amountMinor),
    sourceType: draft.sourceType,
    sourceId: draft.sourceId,
    reasonCode: draft.reasonCode,
    note: draft.note,
    operator: draft.operator,
    origin: draft.origin,
    effectiveOn: draft.effectiveOn,
    createdAtMs: draft.createdAtMs,
    idempotencyKey: draft.idempotencyKey,
    reversesEntryId: draft.reversesEntryId,
  };
  const { operatorId = null, approvalId = null } = draft;
  return {
    ...entry,
    operatorId,
    approvalId,
    previousHash: head.hash,
    hash: chainHash(head.hash, canonicalText(entry)),
  };
}
