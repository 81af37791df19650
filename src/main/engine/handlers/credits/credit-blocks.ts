import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { amountText } from "../../../../shared/money/format.ts";
import { minorUnits } from "../../../../shared/money/minor-units.ts";
import { listedBlocks, viewBlock } from "../../../domain/credits/block-listing.ts";
import { isOverOn, type StoredBlock } from "../../../domain/credits/credit-blocks.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { closeBlock, findBlock, listBlocks } from "../../../storage/credits/credit-block-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { useCredit } from "./credit-posting.ts";
import { requireAccount } from "../require.ts";
import { withoutSeal } from "../ledger/sealed-entry.ts";

/** An account with more blocks than this is shown the newest, and in any case those that something is left of. */
const listedBlockLimit = 1000;

export const creditBlockHandlers: HandlersOf<"credits.blocks" | "credits.voidBlock"> = {
  "credits.blocks": ({ book, today }, { accountId, currency }) => {
    const account = requireAccount(book, accountId);
    const blocks = listBlocks(book, accountId, currency, today, listedBlockLimit);
    return { blocks: listedBlocks(blocks, today, account.currency) };
  },

  "credits.voidBlock": (context, { blockId, note, idempotencyKey }) => {
    const { book, nowMs, today, changed } = context;
    const block = requireBlock(book, blockId);
    if (isOverOn(block, today)) {
      const how =
        block.state === "voided"
          ? sentence("The block of credit has been voided.")
          : sentence("The block of credit has expired.");
      throw new AppError("block_closed", how);
    }
    const { accountId, currency, remainingMinor, heldMinor, filledOn } = block;
    if (heldMinor > 0) {
      const held = amountText(heldMinor, currency);
      throw new AppError(
        "credit_held",
        sentence("{held} of the block is held for what waits for approval.", { held }),
        { heldMinor },
      );
    }
    const takesAll = {
      accountId,
      currency,
      amountMinor: -remainingMinor,
      sourceType: "deduction",
      sourceId: blockId,
      note,
      idempotencyKey,
    } as const;
    const entry =
      remainingMinor > 0
        ? useCredit(context, takesAll, [{ blockId, amountMinor: minorUnits(remainingMinor), filledOn }])
        : null;
    closeBlock(book, blockId, "voided", nowMs);
    changed("ledger", accountId);
    return {
      block: viewBlock(requireBlock(book, blockId), today, null),
      entry: entry && withoutSeal(entry),
    };
  },
};

/** @throws AppError `block_not_found`. */
function requireBlock(book: ReadableBook, blockId: string): StoredBlock {
  const block = findBlock(book, blockId);
  if (!block) throw new AppError("block_not_found", sentence("There is no block of credit {blockId}.", { blockId }));
  return block;
}
