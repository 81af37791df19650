import {
  minorUnits,
  multiplyByFraction,
  splitByLargestRemainder,
  sumMinorUnits,
  type MinorUnits,
} from "../../../shared/money/minor-units.ts";
import type { TaxRate } from "./facts.ts";

/** What a line is taxed on. */
export interface TaxableLine {
  readonly netMinor: number;
  readonly taxRate: TaxRate | null;
}

/** The tax of one rate over all its lines. */
export interface TaxTotal {
  readonly rate: TaxRate;
  readonly baseMinor: MinorUnits;
  readonly taxMinor: MinorUnits;
}

/**
 * Tax per rate on the sum of its lines, rounded once per rate, then spread over those lines so that the parts add up to it
 * (BEHAVIOUR 8.2). Credit plays no part: it pays the total, it does not change what is taxed (8.1).
 *
 * @returns one total per rate in order of first appearance, and the tax of each line in order of the lines.
 */
export function computeTax(lines: readonly TaxableLine[]): { totals: TaxTotal[]; lineTaxesMinor: MinorUnits[] } {
  const lineTaxesMinor = lines.map(() => 0 as MinorUnits);
  const rates = new Map<string, TaxRate>();
  for (const { taxRate } of lines) if (taxRate) rates.set(taxRate.id, taxRate);
  const totals = [...rates.values()].map((rate) => {
    const positions = lines.flatMap((line, position) => (line.taxRate?.id === rate.id ? [position] : []));
    const netsMinor = positions.map((position) => lines[position]?.netMinor ?? 0);
    const baseMinor = sumMinorUnits(netsMinor);
    const taxMinor = multiplyByFraction(baseMinor, { numerator: rate.partsPerMillion, denominator: partsInOne });
    spreadTax(taxMinor, netsMinor, rate).forEach((share, index) => {
      const position = positions[index];
      if (position !== undefined) lineTaxesMinor[position] = share;
    });
    return { rate, baseMinor, taxMinor };
  });
  return { totals, lineTaxesMinor };
}

const partsInOne = 1_000_000;

function spreadTax(taxMinor: MinorUnits, netsMinor: readonly number[], rate: TaxRate): MinorUnits[] {
  const hasCharges = netsMinor.some((net) => net > 0);
  const hasCredits = netsMinor.some((net) => net < 0);
  if (hasCharges && hasCredits) return spreadSigned(taxMinor, netsMinor, rate);
  if (taxMinor === 0) return netsMinor.map(() => 0 as MinorUnits);
  return splitByLargestRemainder(
    taxMinor,
    netsMinor.map((net) => Math.abs(net)),
  );
}

/**
 * Where charges and credits share a rate, the sum of the lines is no measure for a line: it may be next to nothing. So each line
 * gets the tax on its own net amount, rounded down, and what the rounded total has more goes to the largest remainders, ties in
 * order (BEHAVIOUR 1.5).
 */
function spreadSigned(taxMinor: MinorUnits, netsMinor: readonly number[], rate: TaxRate): MinorUnits[] {
  const parts = BigInt(partsInOne);
  const shares = netsMinor.map((net) => {
    const exact = BigInt(net) * BigInt(rate.partsPerMillion);
    const remainder = ((exact % parts) + parts) % parts;
    return { units: (exact - remainder) / parts, remainder };
  });
  let unitsLeft = BigInt(taxMinor) - shares.reduce((sum, share) => sum + share.units, 0n);
  const byRemainder = shares.toSorted((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder));
  for (const share of byRemainder) {
    if (unitsLeft <= 0n) break;
    share.units += 1n;
    unitsLeft -= 1n;
  }
  return shares.map((share) => minorUnits(Number(share.units)));
}
