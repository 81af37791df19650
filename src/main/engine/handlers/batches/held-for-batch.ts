import { remainingIn, takeFromBlocks } from "../../../domain/credits/credit-blocks.ts";
import {
  holdCredit,
  releaseHolds,
  releaseHoldsOfAccount,
  releaseHoldsOfEntry,
} from "../../../storage/approvals/hold-store.ts";
import { findRequest } from "../../../storage/approvals/request-store.ts";
import type { StoredBatch } from "../../../storage/batches/batch-store.ts";
import type { WritableBook } from "../../../storage/book/book-handle.ts";
import { creditFacts } from "../../../storage/ledger/ledger-store.ts";
import type { CommandContext } from "../../handler.ts";

/**
 * What is held for the rows of a batch that was approved: others do as they like between the approval and the last row, and must not get at
 * what was approved (BEHAVIOUR 2.5, 11.2).
 */
export interface HeldForBatch {
  /** Do what takes an amount of an account's credit, part of which may be held for it; what is held beyond that stays so for the rows to come. */
  readonly take: <Answer>(context: CommandContext, taken: TakenCredit, work: () => Answer) => Answer;
  /** Let go of what is held of the credit that an entry gave. */
  readonly releaseOf: (entryId: string) => void;
  /** Let go of all of it, once no row is to come. */
  readonly releaseAll: () => void;
}

interface TakenCredit {
  readonly accountId: string;
  readonly currency: string;
  /** Above zero. */
  readonly amountMinor: number;
}

/** What is held for a batch that is under way; null where nobody had to approve it. */
export function heldFor(book: WritableBook, { approvalId }: StoredBatch): HeldForBatch | null {
  const request = approvalId === null ? undefined : findRequest(book, approvalId);
  if (!request) return null;
  const { number } = request;
  return {
    take({ today }, { accountId, currency, amountMinor }, work) {
      const heldMinor = releaseHoldsOfAccount(book, number, accountId, currency);
      const answer = work();
      const { usable } = creditFacts(book, accountId, currency, today);
      const leftMinor = Math.min(Math.max(0, heldMinor - amountMinor), remainingIn(usable));
      for (const use of takeFromBlocks(usable, leftMinor)) holdCredit(book, number, use);
      return answer;
    },
    releaseOf: (entryId) => releaseHoldsOfEntry(book, number, entryId),
    releaseAll: () => releaseHolds(book, number),
  };
}
