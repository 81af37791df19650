import { AppError } from "../errors.ts";
import { sentence } from "../sentences/sentence.ts";

/**
 * Arithmetic on money, and the only module that does any (BEHAVIOUR 1).
 *
 * An amount is a whole number of the currency's minor unit (cents for USD, fils for KWD). Sums stay in ordinary numbers
 * because they are exact up to 2^53 − 1; products and quotients go through BigInt because they are not.
 */
export type MinorUnits = number & { readonly __brand: "MinorUnits" };

/** The largest amount or balance the book holds, in either direction (BEHAVIOUR 1.3). */
export const maximumMinorUnits = Number.MAX_SAFE_INTEGER as MinorUnits;

/**
 * Take a number as an amount.
 *
 * @throws AppError `amount_out_of_range` unless it is a safe integer. Minus zero becomes zero.
 */
export function minorUnits(value: number): MinorUnits {
  if (!Number.isSafeInteger(value)) {
    throw new AppError("amount_out_of_range", sentence("{value} is not an amount this book can hold.", { value }));
  }
  return (value + 0) as MinorUnits;
}

/** The sum of amounts of one currency; throws `amount_out_of_range` rather than lose a cent. */
export function sumMinorUnits(amounts: Iterable<number>): MinorUnits {
  let total = 0;
  for (const amount of amounts) total = minorUnits(total + amount);
  return total as MinorUnits;
}

/** An exact fraction, such as 14 days of 30; both parts whole, the denominator above zero. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * amount × fraction, rounded once, half away from zero (BEHAVIOUR 1.4): 12.5 → 13, −12.5 → −13.
 *
 * @throws AppError `amount_out_of_range` when the result is not a safe integer.
 */
export function multiplyByFraction(amount: number, { numerator, denominator }: Fraction): MinorUnits {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) {
    throw new RangeError(`${numerator}/${denominator} is not a fraction of whole numbers`);
  }
  const product = BigInt(minorUnits(amount)) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const magnitude = product < 0n ? -product : product;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return minorUnits(Number(product < 0n ? -rounded : rounded));
}

/**
 * Split an amount in proportion to weights so that the parts add up to it exactly (BEHAVIOUR 1.5): every part first gets
 * its share rounded toward zero, then the units left over go one each to the largest remainders, ties in order.
 *
 * @param weights whole numbers ≥ 0, at least one of them above zero.
 */
export function splitByLargestRemainder(amount: number, weights: readonly number[]): MinorUnits[] {
  const totalWeight = weights.reduce((sum, weight) => sum + BigInt(minorUnits(weight)), 0n);
  if (totalWeight <= 0n || weights.some((weight) => weight < 0)) {
    throw new RangeError("A split needs weights of zero or more, and one above zero");
  }
  const sign = amount < 0 ? -1 : 1;
  const magnitude = BigInt(minorUnits(Math.abs(amount)));
  const shares = weights.map((weight, index) => ({
    index,
    units: (magnitude * BigInt(weight)) / totalWeight,
    remainder: (magnitude * BigInt(weight)) % totalWeight,
  }));
  let unitsLeft = magnitude - shares.reduce((sum, share) => sum + share.units, 0n);
  const byRemainder = shares.toSorted((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder));
  for (const share of byRemainder) {
    if (unitsLeft === 0n) break;
    share.units += 1n;
    unitsLeft -= 1n;
  }
  return shares.map((share) => minorUnits(sign * Number(share.units)));
}
