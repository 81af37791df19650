import type { SeatPrice } from "../../../shared/contract/plans.ts";

/** The least that a block of seats costs a month, in minor units, among the tiers that charge; zero where none does. */
export function leastSeatFee(tiers: SeatPrice["tiers"]): {
  readonly feeMinor: number;
  readonly isOneOfSeveral: boolean;
} {
  const fees = tiers.map(({ feePerBlockMinor }) => feePerBlockMinor).filter((feeMinor) => feeMinor > 0);
  return { feeMinor: fees.length === 0 ? 0 : Math.min(...fees), isOneOfSeveral: new Set(fees).size > 1 };
}
