import type { Explanation } from "../../../../shared/contract/explanation.ts";
import type { SeatTotals } from "../../../../shared/contract/listings.ts";
import { multiplyByFraction } from "../../../../shared/money/minor-units.ts";

/**
 * What a period's seats came to by tier, read from the steps of their line (BEHAVIOUR 8.10); null where no line charges for seats.
 *
 * @param lines of an invoice or of a draft.
 */
export function seatTotalsOf(
  lines: readonly { readonly kind: string; readonly steps: Explanation }[],
): SeatTotals | null {
  const steps = lines.find(({ kind }) => kind === "seats")?.steps ?? [];
  const counted = steps.find((step) => step.kind === "blocks");
  if (counted === undefined) return null;
  const months = steps.find((step) => step.kind === "months")?.months ?? 1;
  const billed = (monthlyMinor: number) => multiplyByFraction(monthlyMinor, { numerator: months, denominator: 1 });
  const { units, blockSize } = counted;
  return {
    blockSize,
    tiers: steps
      .filter((step) => step.kind === "tier")
      .map(({ startsAtBlock, blocks, feePerBlockMinor, amountMinor }) => {
        const before = (startsAtBlock - 1) * blockSize;
        return {
          // The last block counts whole and is seldom full.
          quantity: Math.min(units, before + blocks * blockSize) - before,
          feePerBlockMinor: billed(feePerBlockMinor),
          totalMinor: billed(amountMinor),
        };
      }),
  };
}
