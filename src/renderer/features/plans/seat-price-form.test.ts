import { describe, expect, it } from "vitest";
import {
  addTier,
  changeTier,
  readSeatPriceForm,
  removeTier,
  startSeatPriceForm,
  tierStarts,
} from "./seat-price-form.ts";
import type { SeatPriceForm } from "./seat-price-form.ts";

const form = (...tiers: readonly (readonly [string, string])[]): SeatPriceForm => ({
  blockSize: "1",
  tiers: tiers.map(([endsAfterBlock, fee]) => ({ endsAfterBlock, fee })),
});

const read = (tiers: SeatPriceForm) => readSeatPriceForm(tiers, "USD", "en-US");

describe("seats in tiers, as they are typed (BEHAVIOUR 6.1)", () => {
  it("start where the tier before ends, and the last has no end", () => {
    expect(read(form(["5", "0"], ["20", "4.50"], ["", "3"])).seatPrice).toEqual({
      blockSize: 1,
      tiers: [
        { startsAtBlock: 1, endsAfterBlock: 5, feePerBlockMinor: 0 },
        { startsAtBlock: 6, endsAfterBlock: 20, feePerBlockMinor: 450 },
        { startsAtBlock: 21, endsAfterBlock: null, feePerBlockMinor: 300 },
      ],
    });
  });

  it("never look at what stands in the last tier's end", () => {
    expect(read(form(["5", "1"])).seatPrice?.tiers).toEqual([
      { startsAtBlock: 1, endsAfterBlock: null, feePerBlockMinor: 100 },
    ]);
  });

  it("say which tier is wrong, and only that one", () => {
    const { seatPrice, tierProblems } = read(form(["5", "1"], ["3", "1"], ["", "x"]));
    expect(seatPrice).toBeNull();
    expect(tierProblems.map((problems) => Object.keys(problems))).toEqual([[], ["endsAfterBlock"], ["fee"]]);
    expect(tierProblems[1]?.endsAfterBlock).toContain("6");
  });

  it.each(["", "0", "-1", "1.5", "many"])("refuse %j as an end", (end) => {
    const { seatPrice, tierProblems } = read(form([end, "1"], ["", "1"]));
    expect(seatPrice).toBeNull();
    expect(tierProblems[0]?.endsAfterBlock).toBeTruthy();
  });

  it.each(["", "0", "-1", "x"])("refuse %j seats in a block", (blockSize) => {
    const { seatPrice, blockSizeProblem } = read({ ...form(["", "1"]), blockSize });
    expect(seatPrice).toBeNull();
    expect(blockSizeProblem).toBeTruthy();
  });

  it("keep every other tier as it was typed while one is added, changed or taken out", () => {
    const two = changeTier(addTier(changeTier(startSeatPriceForm, 0, { fee: "5" })), 0, { endsAfterBlock: "10" });
    expect(tierStarts(two.tiers)).toEqual([1, 11]);
    expect(two.tiers).toEqual([
      { endsAfterBlock: "10", fee: "5" },
      { endsAfterBlock: "", fee: "" },
    ]);
    expect(removeTier(two, 1).tiers).toEqual([{ endsAfterBlock: "10", fee: "5" }]);
  });

  it("do not know where a tier starts while the one before has no readable end", () => {
    expect(tierStarts(form(["?", "1"], ["9", "1"], ["", "1"]).tiers)).toEqual([1, null, null]);
  });
});
