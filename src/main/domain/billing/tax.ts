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
  /** Of a line that gives back another one: what is left of that one's tax. */
  readonly taxLeftMinor?: number | undefined;
}

/** The tax of one rate over all its lines. */
export interface TaxTotal {
  readonly rate: TaxRate;
  readonly baseMinor: MinorUnits;
  readonly taxMinor: MinorUnits;
}

/**
 * Tax per rate on the sum of its lines, rounded once per rate, then spread over those lines so that the parts add up to it
 * (BEHAVIOUR 8.2). Credit plays no part: it pays the total, it does not change what is taxed (8.1). Where more is given back than
 * charged, no more tax goes back than is left of it, whatever rounding the sum by itself would say (3.12, 7.2).
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
    const roundedMinor = multiplyByFraction(baseMinor, { numerator: rate.partsPerMillion, denominator: partsInOne });
    const mostBackMinor = mostTaxBack(positions.flatMap((position) => lines[position] ?? []));
    const taxMinor = minorUnits(Math.max(roundedMinor, -mostBackMinor));
    spreadTax(taxMinor, netsMinor, rate).forEach((share, index) => {
      const position = positions[index];
      if (position !== undefined) lineTaxesMinor[position] = share;
    });
    return { rate, baseMinor, taxMinor };
  });
  return { totals, lineTaxesMinor };
}

const partsInOne = 1_000_000;

/** How much tax lines that give others back may give back at most; endless where it is not known of each of them. */
function mostTaxBack(lines: readonly TaxableLine[]): number {
  return lines
    .filter((line) => line.netMinor < 0)
    .reduce((sumMinor, { taxLeftMinor = Infinity }) => sumMinor + taxLeftMinor, 0);
}

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
  const byRemainder = shares.toSorted((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder));
  let unitsLeft = BigInt(taxMinor) - shares.reduce((sum, share) => sum + share.units, 0n);
  while (unitsLeft > 0n) {
    for (const share of byRemainder.slice(0, Number(unitsLeft))) {
      share.units += 1n;
      unitsLeft -= 1n;
    }
  }
  return shares.map((share) => minorUnits(Number(share.units)));
}
