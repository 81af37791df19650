import { canonicalPeriodActText, type PeriodActText } from "../../../shared/closing-receipt.ts";
import type { CivilDate } from "../../../shared/calendar.ts";
import { lastDayOf, type Month } from "../../../shared/months.ts";
import type { ChainHead } from "../ledger/entry.ts";
import { chainHash } from "../ledger/hash-chain.ts";

/** That a month was closed, or reopened, before it has a place in the chain of both (BEHAVIOUR 11.8). */
export interface PeriodActDraft {
  readonly kind: "closed" | "reopened";
  readonly month: Month;
  /** As it was called then, and the time zone of its days. */
  readonly bookName: string;
  readonly timeZone: string;
  readonly atMs: number;
  readonly operatorId: string;
  readonly operator: string;
  /** Why it was reopened; null of a closing. */
  readonly reason: string | null;
  /** The ledger as it was then. */
  readonly head: ChainHead;
  readonly auditHead: ChainHead;
  /** The head of the chain that says whose entries are; null of what was closed before that was named. */
  readonly attributionHead: ChainHead | null;
  /** What the month comes to, as JSON; null of a reopening. */
  readonly figures: string | null;
}

export interface SealedPeriodAct extends PeriodActDraft {
  readonly sequence: number;
  readonly previousHash: Uint8Array;
  readonly hash: Uint8Array;
}

/** Give an act its place: the next number, and the hash that covers it and the one before. */
export function sealPeriodAct(draft: PeriodActDraft, head: ChainHead): SealedPeriodAct {
  const sequence = head.sequence + 1;
  const hash = chainHash(head.hash, canonicalPeriodActText(textOf({ ...draft, sequence })));
  return { ...draft, sequence, previousHash: head.hash, hash };
}

/** An act as its hash sees it. */
export function textOf(act: PeriodActDraft & { readonly sequence: number }): PeriodActText {
  const { head, auditHead, attributionHead, ...said } = act;
  return {
    ...said,
    headSequence: head.sequence,
    headHash: hexOf(head.hash),
    auditHeadSequence: auditHead.sequence,
    auditHeadHash: hexOf(auditHead.hash),
    ...(attributionHead && {
      attributionHeadSequence: attributionHead.sequence,
      attributionHeadHash: hexOf(attributionHead.hash),
    }),
  };
}

export function hexOf(hash: Uint8Array): string {
  return Buffer.from(hash).toString("hex");
}

/**
 * The last closed day after some acts: each closing adds a month, each reopening takes the last one back.
 *
 * @param closings the closings that stand, in order.
 */
export function closedThrough(closings: readonly Pick<PeriodActDraft, "month">[]): CivilDate | null {
  const last = closings.at(-1);
  return last ? lastDayOf(last.month) : null;
}

/** The closings that stand: all that no later act reopened. */
export function standingClosings<Act extends Pick<PeriodActDraft, "kind" | "month">>(acts: readonly Act[]): Act[] {
  const standing: Act[] = [];
  for (const act of acts) {
    if (act.kind === "closed") standing.push(act);
    else standing.pop();
  }
  return standing;
}
