import { expect, test } from "vitest";
import { leastSeatFee } from "./seat-fee.ts";

const tiersOf = (...fees: readonly number[]) =>
  fees.map((feePerBlockMinor, index) => ({
    startsAtBlock: index + 1,
    endsAfterBlock: index + 1 < fees.length ? index + 1 : null,
    feePerBlockMinor,
  }));

test("the least that a seat costs is that of the cheapest tier that charges, and nothing where none does", () => {
  expect(leastSeatFee(tiersOf(10_00))).toEqual({ feeMinor: 10_00, isOneOfSeveral: false });
  expect(leastSeatFee(tiersOf(0, 10_00))).toEqual({ feeMinor: 10_00, isOneOfSeveral: false });
  expect(leastSeatFee(tiersOf(10_00, 8_00, 9_00))).toEqual({ feeMinor: 8_00, isOneOfSeveral: true });
  // A plan may charge a base fee and have its seats for nothing.
  expect(leastSeatFee(tiersOf(0))).toEqual({ feeMinor: 0, isOneOfSeveral: false });
});
