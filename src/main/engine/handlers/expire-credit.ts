import { latestOf } from "../../../shared/calendar.ts";
import { minorUnits } from "../../../shared/money/minor-units.ts";
import { closeBlock, listDueBlocks } from "../../storage/credit-block-store.ts";
import type { CommandContext } from "../handler.ts";
import { expireCredit } from "./credit-posting.ts";

/**
 * Close blocks of credit whose expiry has come, earliest first, each with an entry for what is left of it, which counts for the day
 * it falls on, and after a return for the return's day (BEHAVIOUR 5.3, 3.11). Each
 * batch belongs in one transaction; the proof of what is done is the block's state, so it can be broken off anywhere.
 *
 * @param limit how many blocks to close at most.
 * @returns how many were closed; 0 when nothing is left to do.
 */
export function expireDueCredit(context: CommandContext, limit: number): number {
  const { book, nowMs, today, changed } = context;
  const due = listDueBlocks(book, today, limit);
  for (const block of due) {
    const { remainingMinor, expiresOn, filledOn } = block;
    if (remainingMinor > 0)
      expireCredit(context, block, minorUnits(remainingMinor), latestOf(expiresOn ?? today, filledOn));
    closeBlock(book, block.id, "expired", nowMs);
    changed("ledger", block.accountId);
  }
  return due.length;
}
