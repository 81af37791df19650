import { latestOf } from "../../../../shared/calendar.ts";
import { minorUnits } from "../../../../shared/money/minor-units.ts";
import type { StoredBlock } from "../../../domain/credits/credit-blocks.ts";
import { claims } from "../../../domain/imports/staged-row.ts";
import { dropHoldsOf } from "../../../storage/approvals/hold-store.ts";
import { closeBlock, listDueBlocks } from "../../../storage/credits/credit-block-store.ts";
import { isClaimed } from "../../../storage/imports/staged-import-store.ts";
import type { CommandContext } from "../../handler.ts";
import { expireCredit } from "./credit-posting.ts";

/**
 * Blocks of credit whose expiry has come, earliest first. Those of credit that an import is writing are left to the next time: what used
 * it may be on its way.
 */
export function listBlocksToExpire({ book, today }: CommandContext, limit: number): StoredBlock[] {
  return listDueBlocks(book, today, limit).filter(
    ({ accountId, currency }) => !isClaimed(book, claims.credit(accountId, currency)),
  );
}

/**
 * Close a block of credit whose expiry has come, with an entry for what is left of it, which counts for the day it falls on, and after
 * a return for the return's day (BEHAVIOUR 5.3, 3.11). The proof of what is done is the block's state, so whoever closes one after the
 * other can be broken off anywhere.
 */
export function expireBlock(context: CommandContext, block: StoredBlock): void {
  const { book, nowMs, today, changed } = context;
  const { id, accountId, remainingMinor, heldMinor, expiresOn, filledOn } = block;
  // What waits for approval holds credit and does not keep it alive.
  if (heldMinor > 0) dropHoldsOf(book, id);
  if (remainingMinor > 0)
    expireCredit(context, block, minorUnits(remainingMinor), latestOf(expiresOn ?? today, filledOn));
  closeBlock(book, id, "expired", nowMs);
  changed("ledger", accountId);
}
