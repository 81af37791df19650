import type { Explanation, ExplanationStep } from "../../../shared/contract/explanation.ts";
import {
  minorUnits,
  multiplyByFraction,
  splitByLargestRemainder,
  sumMinorUnits,
  type MinorUnits,
} from "../../../shared/money/minor-units.ts";
import type { ItemDiscount } from "./facts.ts";

/** What of a discount decides how much it takes off. */
type Taken = Pick<ItemDiscount, "name" | "partsPerMillion" | "amountMinor" | "periodsLeft">;

/** What is taken off one line, and how that came about. */
export interface LineDiscount {
  readonly discountMinor: MinorUnits;
  readonly steps: readonly ExplanationStep[];
}

/**
 * Take a discount off the lines it is for: a share of their sum, rounded once, or an amount, and never more than they come to, so
 * that no line turns negative (BEHAVIOUR 6.8). What is taken off is spread over the lines by the largest remainder (1.5).
 *
 * @param amountsMinor what the lines come to, zero or more each.
 */
export function takeDiscount(discount: Taken | null, amountsMinor: readonly number[]): LineDiscount[] {
  const ofMinor = sumMinorUnits(amountsMinor);
  if (discount === null || isExhausted(discount)) {
    return amountsMinor.map(() => ({ discountMinor: minorUnits(0), steps: [] }));
  }
  const { name, partsPerMillion } = discount;
  const offMinor = minorUnits(
    partsPerMillion === null
      ? Math.min(discount.amountMinor ?? 0, ofMinor)
      : multiplyByFraction(ofMinor, { numerator: partsPerMillion, denominator: 1_000_000 }),
  );
  const whole: ExplanationStep = { kind: "discount", name, partsPerMillion, ofMinor, amountMinor: offMinor };
  const sharesMinor =
    ofMinor === 0 ? amountsMinor.map(() => minorUnits(0)) : splitByLargestRemainder(offMinor, amountsMinor);
  return sharesMinor.map((discountMinor, index) => ({
    discountMinor,
    steps:
      amountsMinor.length === 1
        ? [whole]
        : [
            whole,
            {
              kind: "share",
              ofMinor: offMinor,
              weightMinor: amountsMinor[index] ?? 0,
              totalWeightMinor: ofMinor,
              amountMinor: discountMinor,
            },
          ],
  }));
}

/** The discount once a period has used it. */
export function discountAfterPeriod(discount: ItemDiscount | null): ItemDiscount | null {
  if (discount === null || isExhausted(discount)) return discount;
  const { periodsApplied, periodsLeft } = discount;
  return {
    ...discount,
    periodsApplied: periodsApplied + 1,
    periodsLeft: periodsLeft === null ? null : periodsLeft - 1,
  };
}

/** Whether the last period that a discount was for has used it. */
export function isExhausted({ periodsLeft }: Pick<ItemDiscount, "periodsLeft">): boolean {
  return periodsLeft === 0;
}

/** The discount as it was before so many periods used it, which are given back. */
export function givePeriodsBack(discount: ItemDiscount, periods: number): ItemDiscount {
  const given = Math.min(periods, discount.periodsApplied);
  const { periodsApplied, periodsLeft } = discount;
  return {
    ...discount,
    periodsApplied: periodsApplied - given,
    periodsLeft: periodsLeft === null ? null : periodsLeft + given,
  };
}

/** The discount that a line was charged with, as its steps tell it; undefined where there was none. */
export function discountIn(steps: Explanation): Extract<ExplanationStep, { kind: "discount" }> | undefined {
  return steps.find((step) => step.kind === "discount");
}
