import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { SeatPrice } from "../../../shared/contract/plans.ts";
import { AppError } from "../../../shared/errors.ts";
import { requireValidTiers } from "./seat-tiers.ts";

type Tier = SeatPrice["tiers"][number];

const tier = (startsAtBlock: number, endsAfterBlock: number | null, feePerBlockMinor = 1_00): Tier => ({
  startsAtBlock,
  endsAfterBlock,
  feePerBlockMinor,
});

function refusalOf(seatPrice: SeatPrice): string | null {
  try {
    requireValidTiers(seatPrice);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.code).toBe("price_tiers_invalid");
    return error.message;
  }
}

describe("tiers of seats (BEHAVIOUR 6.1)", () => {
  it.each<[string, Tier[]]>([
    ["a single one without an end", [tier(1, null)]],
    ["one after the other", [tier(1, 5), tier(6, 6, 50), tier(7, null, 0)]],
  ])("that are %s are sound", (_what, tiers) => {
    expect(refusalOf({ blockSize: 10, tiers })).toBeNull();
  });

  it.each<[string, Tier[], string]>([
    ["none", [], "The price of seats has no tier."],
    ["not from block 1", [tier(2, null)], "Tier 1 starts at block 2, not at block 1."],
    ["from block 0", [tier(0, null)], "Tier 1 starts at block 0, not at block 1."],
    [
      "overlapping",
      [tier(1, 5), tier(5, null)],
      "Tier 2 starts at block 5 and overlaps tier 1, which ends after block 5.",
    ],
    [
      "apart",
      [tier(1, 5), tier(7, null)],
      "Tier 2 starts at block 7 and leaves a gap after tier 1, which ends after block 5.",
    ],
    ["falling", [tier(1, 5), tier(6, 4), tier(5, null)], "Tier 2 ends after block 4, before it starts at block 6."],
    ["going on after the last", [tier(1, null), tier(2, null)], "Tier 2 follows tier 1, which has no end."],
    ["closed at the end", [tier(1, 5), tier(6, 10)], "Tier 2 is the last one and ends after block 10."],
    ["of a negative fee", [tier(1, null, -1)], "Tier 1 has a fee of -1, which is not a whole amount of zero or more."],
    ["of a broken fee", [tier(1, null, 0.5)], "Tier 1 has a fee of 0.5, which is not a whole amount of zero or more."],
  ])("that are %s are refused with the tier that is wrong", (_what, tiers, message) => {
    expect(refusalOf({ blockSize: 1, tiers })).toBe(message);
  });

  it.each([0, -1, 1.5, 1_000_001])("of blocks of %d seats are refused", (blockSize) => {
    expect(refusalOf({ blockSize, tiers: [tier(1, null)] })).toBe(
      `A block of ${blockSize.toLocaleString("en-US")} seats is not one of 1 to 1,000,000.`,
    );
  });

  const widths = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 8 });

  /** Tiers of these widths, one after the other, and a last one without an end. */
  function tiersOf(widthsInBlocks: readonly number[]): Tier[] {
    let startsAtBlock = 1;
    const tiers = widthsInBlocks.map((width) => {
      const made = tier(startsAtBlock, startsAtBlock + width - 1);
      startsAtBlock += width;
      return made;
    });
    return [...tiers, tier(startsAtBlock, null)];
  }

  test("that are accepted give every block exactly one fee", () => {
    const anyTiers = fc.array(
      fc.record({
        startsAtBlock: fc.integer({ min: 0, max: 6 }),
        endsAfterBlock: fc.option(fc.integer({ min: 0, max: 6 })),
        feePerBlockMinor: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(fc.oneof(widths.map(tiersOf), anyTiers), fc.integer({ min: 1, max: 500 }), (tiers, block) => {
        const holding = tiers.filter(
          ({ startsAtBlock, endsAfterBlock }) =>
            startsAtBlock <= block && (endsAfterBlock === null || block <= endsAfterBlock),
        );
        expect(refusalOf({ blockSize: 1, tiers }) !== null || holding.length === 1).toBe(true);
      }),
    );
  });

  test("of any widths are accepted, and refused once one of them is moved", () => {
    fc.assert(
      fc.property(widths, fc.nat(), fc.constantFrom(-1, 1), (widthsInBlocks, chosen, shift) => {
        const tiers = tiersOf(widthsInBlocks);
        expect(refusalOf({ blockSize: 1, tiers })).toBeNull();
        const index = chosen % tiers.length;
        const moved = tiers.map((each, position) =>
          position === index ? { ...each, startsAtBlock: each.startsAtBlock + shift } : each,
        );
        expect(refusalOf({ blockSize: 1, tiers: moved })).toContain(`Tier ${index + 1} starts at`);
      }),
    );
  });
});
