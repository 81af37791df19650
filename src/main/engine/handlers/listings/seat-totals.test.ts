import { expect, test } from "vitest";
import { rateSeats } from "../../../domain/billing/rating.ts";
import { seatTotalsOf } from "./seat-totals.ts";

const seatPrice = {
  blockSize: 5,
  tiers: [
    { startsAtBlock: 1, endsAfterBlock: 2, feePerBlockMinor: 12_50 },
    { startsAtBlock: 3, endsAfterBlock: null, feePerBlockMinor: 10_00 },
  ],
};

test("tiers say how many seats fall into them and what they cost, and add up to the line", () => {
  const line = rateSeats(seatPrice, "month", 13);
  const totals = seatTotalsOf([line]);
  expect(totals).toEqual({
    blockSize: 5,
    tiers: [
      { quantity: 10, feePerBlockMinor: 12_50, totalMinor: 25_00 },
      { quantity: 3, feePerBlockMinor: 10_00, totalMinor: 10_00 },
    ],
  });
  expect(line.amountMinor).toBe(35_00);
});

test("a year is twelve months", () => {
  const line = rateSeats(seatPrice, "annual", 1);
  expect(seatTotalsOf([line])?.tiers).toEqual([{ quantity: 1, feePerBlockMinor: 150_00, totalMinor: 150_00 }]);
  expect(line.amountMinor).toBe(150_00);
});

test("where no line charges for seats there is nothing to tell", () => {
  expect(seatTotalsOf([{ kind: "fee", steps: [] }])).toBeNull();
});
