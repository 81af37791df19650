import fc from "fast-check";
import { expect, it } from "vitest";
import { addDays, civilDate } from "../../../shared/calendar.ts";
import { createBlockQueue } from "./block-queue.ts";
import { blocksAfter, compareUseOrder, remainingIn, takeFromBlocks, type CreditBlock } from "./credit-blocks.ts";

const step = fc.record({
  amountMinor: fc.integer({ min: 1, max: 20 }),
  day: fc.nat(5),
  isUse: fc.boolean(),
});

it("takes what the blocks in their order would give, whatever was added and taken before", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const queue = createBlockQueue();
      let blocks: CreditBlock[] = [];
      for (const [index, { amountMinor, day, isUse }] of steps.entries()) {
        if (isUse) {
          const takenMinor = Math.min(amountMinor, remainingIn(blocks));
          const uses = takeFromBlocks(blocks.toSorted(compareUseOrder), takenMinor);
          expect(queue.take(takenMinor)).toEqual(uses);
          blocks = blocksAfter(blocks, uses);
        } else {
          const block: CreditBlock = {
            id: `block ${index}`,
            remainingMinor: amountMinor,
            entrySequence: index,
            priority: 50,
            category: null,
            effectiveOn: addDays(civilDate("2026-01-01"), day),
            expiresOn: null,
            filledOn: addDays(civilDate("2026-01-01"), day),
          };
          queue.add(block);
          blocks.push(block);
        }
      }
    }),
  );
});
