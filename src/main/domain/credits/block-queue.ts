import { compareUseOrder, takeFromBlocks, type BlockUse, type CreditBlock } from "./credit-blocks.ts";

/**
 * Blocks of one account and currency, kept in the order in which they are used, for who writes many entries in a row: a use looks
 * at the blocks it takes from and at none that were used up before.
 */
export interface BlockQueue {
  add(block: CreditBlock): void;
  /**
   * Take an amount out of the first blocks.
   *
   * @param amountMinor at most what they hold together; the caller has refused anything else.
   */
  take(amountMinor: number): BlockUse[];
}

export function createBlockQueue(): BlockQueue {
  const blocks: CreditBlock[] = [];
  let firstLeft = 0;

  function* left(): Generator<CreditBlock> {
    for (let index = firstLeft; index < blocks.length; index += 1) {
      const block = blocks[index];
      if (block) yield block;
    }
  }

  return {
    add(block) {
      let [low, high] = [firstLeft, blocks.length];
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        const other = blocks[middle];
        if (other && compareUseOrder(other, block) <= 0) low = middle + 1;
        else high = middle;
      }
      blocks.splice(low, 0, block);
    },
    take(amountMinor) {
      const uses = takeFromBlocks(left(), amountMinor);
      for (const use of uses) {
        const block = blocks[firstLeft];
        if (!block) break;
        const remainingMinor = block.remainingMinor - use.amountMinor;
        if (remainingMinor === 0) firstLeft += 1;
        else blocks[firstLeft] = { ...block, remainingMinor };
      }
      return uses;
    },
  };
}
