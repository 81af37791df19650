import {
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
    const taxMinor = multiplyByFraction(baseMinor, { numerator: rate.partsPerMillion, denominator: 1_000_000 });
    spreadTax(taxMinor, netsMinor).forEach((share, index) => {
      const position = positions[index];
      if (position !== undefined) lineTaxesMinor[position] = share;
    });
    return { rate, baseMinor, taxMinor };
  });
  return { totals, lineTaxesMinor };
}

function spreadTax(taxMinor: MinorUnits, netsMinor: readonly number[]): MinorUnits[] {
  if (taxMinor === 0) return netsMinor.map(() => 0 as MinorUnits);
  return splitByLargestRemainder(
    taxMinor,
    netsMinor.map((net) => Math.abs(net)),
  );
}
