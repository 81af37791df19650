import type { Explanation, ExplanationStep } from "../../../shared/contract/explanation.ts";
import {
  minorUnits,
  splitByLargestRemainder,
  sumMinorUnits,
  type MinorUnits,
} from "../../../shared/money/minor-units.ts";
import type { TaxRate } from "../billing/facts.ts";
import { computeTax } from "../billing/tax.ts";
import { restOf, type CreditableInvoice, type CreditableLine, type LineFigures, type LineRest } from "./line-rest.ts";

/** One line of a credit note. */
interface CreditNoteLine extends LineFigures {
  readonly position: number;
  readonly description: string;
  readonly grossMinor: MinorUnits;
  readonly discountMinor: MinorUnits;
  readonly netMinor: MinorUnits;
  readonly taxMinor: MinorUnits;
  readonly steps: Explanation;
}

export interface CreditNoteDraft {
  readonly lines: readonly CreditNoteLine[];
  readonly netMinor: MinorUnits;
  readonly taxMinor: MinorUnits;
  readonly totalMinor: MinorUnits;
}

/** A part with everything but its tax. */
export interface UntaxedLine {
  readonly line: CreditableLine;
  readonly rest: LineRest;
  readonly grossMinor: MinorUnits;
  readonly discountMinor: MinorUnits;
  readonly netMinor: MinorUnits;
  readonly steps: readonly ExplanationStep[];
}

/**
 * Put the tax to the parts of a note and add it up: per rate on what is left of the parts, rounded once per rate; what finishes the last line
 * of a rate takes the rest of that rate's tax (BEHAVIOUR 9.6).
 */
export function draftOf(invoice: CreditableInvoice, untaxed: readonly UntaxedLine[]): CreditNoteDraft {
  return sumOf(addTax(invoice, untaxed));
}

/** A note by its lines. */
export function sumOf(lines: readonly CreditNoteLine[]): CreditNoteDraft {
  const netMinor = sumMinorUnits(lines.map((line) => line.netMinor));
  const taxMinor = sumMinorUnits(lines.map((line) => line.taxMinor));
  return { lines, netMinor, taxMinor, totalMinor: minorUnits(netMinor + taxMinor) };
}

/** The tax of one rate over the note: what it comes to, how it falls on the lines, and why. */
interface RateTax {
  readonly taxMinor: MinorUnits;
  readonly sharesMinor: readonly MinorUnits[];
  readonly step: ExplanationStep;
}

function addTax(invoice: CreditableInvoice, untaxed: readonly UntaxedLine[]): CreditNoteLine[] {
  const taxes = new Map<number, { readonly taxMinor: MinorUnits; readonly steps: readonly ExplanationStep[] }>();
  const rates = new Map<string, TaxRate>();
  for (const { line } of untaxed) if (line.taxRate) rates.set(line.taxRate.id, line.taxRate);
  for (const rate of rates.values()) {
    const parts = untaxed.filter(({ line }) => line.taxRate?.id === rate.id);
    const { taxMinor: ofMinor, sharesMinor, step } = taxOfRate(invoice, rate, parts);
    const totalWeightMinor = parts.reduce((sum, part) => sum + Math.abs(part.netMinor), 0);
    parts.forEach((part, index) => {
      const taxMinor = sharesMinor[index] ?? minorUnits(0);
      const weightMinor = Math.abs(part.netMinor);
      const share: ExplanationStep[] =
        parts.length === 1
          ? []
          : [
              {
                kind: "share",
                ofMinor,
                weightMinor,
                totalWeightMinor,
                amountMinor: taxMinor,
              },
            ];
      taxes.set(part.line.position, { taxMinor, steps: [step, ...share] });
    });
  }
  return untaxed.map(({ line, grossMinor, discountMinor, netMinor, steps }) => {
    const tax = taxes.get(line.position);
    return {
      position: line.position,
      description: line.description,
      grossMinor,
      discountMinor,
      netMinor,
      taxMinor: tax?.taxMinor ?? minorUnits(0),
      steps: [...steps, ...(tax?.steps ?? [])],
    };
  });
}

function taxOfRate(invoice: CreditableInvoice, rate: TaxRate, parts: readonly UntaxedLine[]): RateTax {
  const linesOfRate = invoice.lines.filter((line) => line.taxRate?.id === rate.id);
  const leftMinor = sumMinorUnits(linesOfRate.map((line) => restOf(line).taxMinor));
  if (linesOfRate.every((line) => isFinished(line, parts))) return takeRestOfTax(linesOfRate, leftMinor, parts);
  const { totals, lineTaxesMinor } = computeTax(parts.map(({ netMinor }) => ({ netMinor, taxRate: rate })));
  const [total] = totals;
  const taxMinor = total?.taxMinor ?? minorUnits(0);
  const baseMinor = total?.baseMinor ?? minorUnits(0);
  // Many small notes that are all rounded up would give back more tax than there was.
  const isCharged = linesOfRate.every((line) => line.netMinor >= 0);
  if (isCharged && taxMinor > Math.max(0, leftMinor)) {
    const amountMinor = minorUnits(Math.max(0, leftMinor));
    return {
      taxMinor: amountMinor,
      sharesMinor: spread(amountMinor, parts),
      step: { kind: "limit", leftMinor, amountMinor },
    };
  }
  return {
    taxMinor,
    sharesMinor: lineTaxesMinor,
    step: {
      kind: "tax",
      rateName: rate.name,
      ratePartsPerMillion: rate.partsPerMillion,
      baseMinor,
      amountMinor: taxMinor,
    },
  };
}

/** The last note that touches a rate gives back what the others have left of its tax, each line its own rest. */
function takeRestOfTax(
  linesOfRate: readonly CreditableLine[],
  leftMinor: MinorUnits,
  parts: readonly UntaxedLine[],
): RateTax {
  const totalMinor = sumMinorUnits(linesOfRate.map((line) => line.taxMinor));
  const restsMinor = parts.map(({ rest }) => minorUnits(rest.taxMinor));
  // Lines that were finished before may have been given a cent too little or too much; it is settled on the first line.
  const apartMinor = leftMinor - sumMinorUnits(restsMinor);
  return {
    taxMinor: leftMinor,
    sharesMinor: restsMinor.map((rest, index) => minorUnits(index === 0 ? rest + apartMinor : rest)),
    step: { kind: "residue", totalMinor, earlierMinor: totalMinor - leftMinor, amountMinor: leftMinor },
  };
}

function isFinished(line: CreditableLine, parts: readonly UntaxedLine[]): boolean {
  const taken = parts.find((part) => part.line.position === line.position);
  return restOf(line).netMinor === (taken?.netMinor ?? 0);
}

function spread(taxMinor: MinorUnits, parts: readonly UntaxedLine[]): MinorUnits[] {
  if (taxMinor === 0) return parts.map(() => taxMinor);
  return splitByLargestRemainder(
    taxMinor,
    parts.map(({ netMinor }) => Math.abs(netMinor)),
  );
}
