import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, civilDate } from "../../../shared/calendar.ts";
import { minorUnits } from "../../../shared/money/minor-units.ts";
import {
  blocksAfter,
  compareUseOrder,
  isOverOn,
  isUsableOn,
  remainingIn,
  returnToBlocks,
  takeFromBlocks,
  usableBlocks,
  type CreditBlock,
} from "./credit-blocks.ts";

const today = civilDate("2026-03-15");

function block(id: string, change: Partial<CreditBlock> = {}): CreditBlock {
  return {
    id,
    remainingMinor: 10_00,
    priority: 50,
    category: null,
    effectiveOn: civilDate("2026-03-01"),
    expiresOn: null,
    entrySequence: 1,
    filledOn: civilDate("2026-03-01"),
    ...change,
  };
}

const idsInOrder = (blocks: readonly CreditBlock[]) => usableBlocks(blocks, today).map(({ id }) => id);

describe("5.2 the order of use", () => {
  const earlier = civilDate("2026-04-01");
  const later = civilDate("2026-05-01");

  test.each<[what: string, first: Partial<CreditBlock>, second: Partial<CreditBlock>]>([
    ["a lower priority, before anything else", { priority: 1 }, { priority: 2, expiresOn: earlier, entrySequence: 0 }],
    ["an earlier expiry", { expiresOn: earlier, category: "paid" }, { expiresOn: later, category: "promotional" }],
    ["an expiry before none", { expiresOn: later, category: "paid" }, { category: "promotional" }],
    ["promotional before paid", { category: "promotional", effectiveOn: today }, { category: "paid" }],
    ["promotional before nothing said", { category: "promotional", effectiveOn: today }, {}],
    ["an earlier effective date", { entrySequence: 9 }, { effectiveOn: today }],
    ["an earlier entry", { entrySequence: 1 }, { entrySequence: 2 }],
  ])("%s", (_what, first, second) => {
    // The ids say the opposite, so that it is not they who decide.
    const [used, kept] = [block("b", first), block("a", second)];
    expect(compareUseOrder(used, kept)).toBeLessThan(0);
    expect(compareUseOrder(kept, used)).toBeGreaterThan(0);
  });

  test("the id where nothing else differs", () => {
    expect(idsInOrder([block("b"), block("a")])).toEqual(["a", "b"]);
  });
});

describe("5.3 effective ≤ today < expiry", () => {
  test.each([
    ["the day it takes effect", { effectiveOn: today }, true],
    ["the day before it takes effect", { effectiveOn: addDays(today, 1) }, false],
    ["the day before it expires", { expiresOn: addDays(today, 1) }, true],
    ["the day it expires", { expiresOn: today }, false],
  ])("on %s", (_when, terms, isUsable) => {
    expect(isUsableOn(block("a", terms), today)).toBe(isUsable);
    expect(idsInOrder([block("a", terms)])).toEqual(isUsable ? ["a"] : []);
  });

  test("a block is over once it is voided, and on the day it expires", () => {
    expect(isOverOn({ state: "voided", expiresOn: null }, today)).toBe(true);
    expect(isOverOn({ state: "open", expiresOn: today }, today)).toBe(true);
    expect(isOverOn({ state: "open", expiresOn: addDays(today, 1) }, today)).toBe(false);
    expect(isOverOn({ state: "open", expiresOn: null }, today)).toBe(false);
  });
});

test("A-32 20, then 25, 25, 30: using 80 takes 20, 25, 25 and 10", () => {
  const blocks = [20_00, 25_00, 25_00, 30_00].map((remainingMinor, index) => block(`${index}`, { remainingMinor }));
  const uses = takeFromBlocks(blocks, 80_00);
  expect(uses.map((use) => use.amountMinor)).toEqual([20_00, 25_00, 25_00, 10_00]);
  expect(blocksAfter(blocks, uses)).toMatchObject([{ id: "3", remainingMinor: 20_00 }]);
});

test("nothing is taken beyond what the blocks hold, and nothing returned beyond what was taken", () => {
  expect(() => takeFromBlocks([block("a")], 10_01)).toThrow(RangeError);
  expect(() => returnToBlocks([{ blockId: "a", amountMinor: minorUnits(5), filledOn: today }], 6)).toThrow(RangeError);
});

const blocksOfAnyTerms = fc
  .array(
    fc.record({
      remainingMinor: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 2 ** 49 })),
      priority: fc.integer({ min: 0, max: 2 }),
      category: fc.constantFrom(null, "promotional" as const, "paid" as const),
      effectiveOn: fc.integer({ min: -2, max: 2 }).map((days) => addDays(today, days)),
      expiresOn: fc.option(fc.integer({ min: -1, max: 3 }).map((days) => addDays(today, days))),
    }),
    { maxLength: 12 },
  )
  .map((blocks) =>
    blocks.map((terms, index) => ({
      ...terms,
      id: `block-${index}`,
      entrySequence: index,
      filledOn: terms.effectiveOn,
    })),
  );

test("property 4, per block: what is taken in order and returned in parts, last used first, leaves every block as it was", () => {
  fc.assert(
    fc.property(blocksOfAnyTerms, fc.nat(), fc.nat(), (blocks, wanted, firstPart) => {
      const usable = usableBlocks(blocks, today);
      const availableMinor = remainingIn(usable);
      const amountMinor = wanted % (availableMinor + 1);
      const uses = takeFromBlocks(usable, amountMinor);
      expect(uses.reduce((sum, use) => sum + use.amountMinor, 0)).toBe(amountMinor);
      expect(remainingIn(blocksAfter(usable, uses))).toBe(availableMinor - amountMinor);
      // Every block but the last that was used has given all it had.
      const emptied = uses.slice(0, -1);
      for (const use of emptied) {
        expect(use.amountMinor).toBe(usable.find(({ id }) => id === use.blockId)?.remainingMinor);
      }

      const firstMinor = firstPart % (amountMinor + 1);
      const first = returnToBlocks(uses, firstMinor);
      expect(first.map((use) => use.blockId)).toEqual(
        uses
          .toReversed()
          .slice(0, first.length)
          .map((use) => use.blockId),
      );
      const returned = new Map(first.map((use) => [use.blockId, use.amountMinor]));
      const stillTaken = uses.map((use) => ({
        ...use,
        amountMinor: minorUnits(use.amountMinor - (returned.get(use.blockId) ?? 0)),
      }));
      for (const use of returnToBlocks(stillTaken, amountMinor - firstMinor)) {
        returned.set(use.blockId, minorUnits((returned.get(use.blockId) ?? 0) + use.amountMinor));
      }
      expect(returned).toEqual(new Map(uses.map((use) => [use.blockId, use.amountMinor])));
    }),
    { numRuns: 500 },
  );
});
