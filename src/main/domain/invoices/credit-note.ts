import type { Explanation, ExplanationStep } from "../../../shared/contract/explanation.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import {
  minorUnits,
  multiplyByFraction,
  splitByLargestRemainder,
  sumMinorUnits,
  type MinorUnits,
} from "../../../shared/money/minor-units.ts";
import type { TaxRate } from "../billing/facts.ts";
import { formatInvoiceNumber } from "./invoice-number.ts";
import { computeTax } from "../billing/tax.ts";

/** The four figures of a line, of a part of one, or of what was taken back of one. */
export interface LineFigures {
  /** Before the discount. */
  readonly grossMinor: number;
  readonly discountMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
}

/** A line of an invoice, and what has been taken back of it. */
export interface CreditableLine extends LineFigures {
  /** From 1. */
  readonly position: number;
  readonly description: string;
  readonly taxRate: TaxRate | null;
  /** Whether it was carried over from an earlier invoice, whose own note takes it back (BEHAVIOUR 8.8). */
  readonly isCarried: boolean;
  /** By earlier credit notes. */
  readonly credited: LineFigures;
  /** By later invoices that gave back unused time of it (BEHAVIOUR 7.2); without sign, as the line's own figures. */
  readonly givenBack: { readonly netMinor: number; readonly taxMinor: number };
}

/** An invoice as far as taking it back goes. */
export interface CreditableInvoice {
  readonly number: number;
  readonly totalMinor: number;
  /** What nobody asks for any more: it cannot be credited (BEHAVIOUR 9.11). */
  readonly writtenOffMinor: number;
  readonly lines: readonly CreditableLine[];
}

/** Unused time of a line: net, and how it came about. */
export interface UnusedPart {
  readonly position: number;
  /** Above zero, and at most what is left of the line. */
  readonly netMinor: MinorUnits;
  readonly steps: Explanation;
}

/** How much of a line is to be credited, before its discount and with the line's sign. */
export interface CreditedPart {
  readonly position: number;
  readonly amountMinor: number;
}

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

/** What is left of a line. The net amount leads: with it gone, nothing of the line can be credited any more. */
interface LineRest {
  readonly grossMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
}

/** A part with everything but its tax. */
interface UntaxedLine {
  readonly line: CreditableLine;
  readonly rest: LineRest;
  readonly grossMinor: MinorUnits;
  readonly discountMinor: MinorUnits;
  readonly netMinor: MinorUnits;
  readonly steps: readonly ExplanationStep[];
}

/**
 * Compute a credit note of an invoice (BEHAVIOUR 9.6, 9.11). Each part takes its share of the line's discount, rounded once; tax is
 * computed per rate on what is left of the parts, rounded once per rate. What finishes a line takes the rest of its discount, and
 * what finishes the last line of a rate takes the rest of that rate's tax: so the notes of a fully credited invoice add up to it.
 *
 * @throws AppError `credit_note_exceeds_line` for more than is left of a line or of the invoice, for the wrong sign and for a line
 * that is not there; `credit_note_is_nothing` when it does not come to more than zero.
 */
export function draftCreditNote(invoice: CreditableInvoice, parts: readonly CreditedPart[]): CreditNoteDraft {
  const amounts = new Map<number, number>();
  for (const { position, amountMinor } of parts) {
    amounts.set(position, sumMinorUnits([amounts.get(position) ?? 0, amountMinor]));
  }
  for (const position of amounts.keys()) {
    if (!invoice.lines.some((line) => line.position === position)) {
      throw new AppError(
        "credit_note_exceeds_line",
        sentence("Invoice {invoiceNumber} has no line {position}.", {
          invoiceNumber: formatInvoiceNumber(invoice.number),
          position,
        }),
        { position, leftMinor: 0 },
      );
    }
  }
  const untaxed = invoice.lines.flatMap((line) => {
    const amountMinor = amounts.get(line.position) ?? 0;
    return amountMinor === 0 ? [] : [takePart(invoice.number, line, amountMinor)];
  });
  const draft = draftOf(addTax(invoice, untaxed));
  const leftMinor = leftOfInvoice(invoice);
  if (draft.totalMinor > leftMinor) {
    throw new AppError(
      "credit_note_exceeds_line",
      sentence("The parts come to more than is left of invoice {invoiceNumber}.", {
        invoiceNumber: formatInvoiceNumber(invoice.number),
      }),
      { leftMinor },
    );
  }
  if (draft.totalMinor <= 0) {
    throw new AppError("credit_note_is_nothing", sentence("The credit note does not come to more than zero."));
  }
  return draft;
}

/**
 * Compute the note by which unused time comes off an invoice, up to an amount (BEHAVIOUR 7.2a): all of it where that fits, otherwise
 * as much as comes to exactly the amount, line after line.
 *
 * @param mostMinor what the invoice still asks.
 * @returns null where nothing comes off.
 */
export function draftTimeNote(
  invoice: CreditableInvoice,
  parts: readonly UnusedPart[],
  mostMinor: number,
): CreditNoteDraft | null {
  const draftWithin = (netMinor: number) => draftOf(addTax(invoice, takeTime(invoice, parts, netMinor)));
  const wholeMinor = sumMinorUnits(parts.map((part) => part.netMinor));
  if (wholeMinor === 0 || mostMinor <= 0) return null;
  const whole = draftWithin(wholeMinor);
  if (whole.totalMinor <= mostMinor) return whole;
  // The total grows with the net amount, so the largest that fits is found by halving.
  let [fits, tooMuch] = [0, wholeMinor as number];
  while (tooMuch - fits > 1) {
    const middle = fits + Math.floor((tooMuch - fits) / 2);
    if (draftWithin(middle).totalMinor <= mostMinor) fits = middle;
    else tooMuch = middle;
  }
  return fits === 0 ? null : settleTax(draftWithin(fits), mostMinor);
}

/** Where no net amount has a tax that makes the total exact, the tax takes what is left of it. */
function settleTax(draft: CreditNoteDraft, totalMinor: number): CreditNoteDraft {
  const apartMinor = totalMinor - draft.totalMinor;
  if (apartMinor === 0) return draft;
  const position = draft.lines.findLast((line) => line.taxMinor > 0)?.position;
  return draftOf(
    draft.lines.map((line) =>
      line.position === position ? { ...line, taxMinor: minorUnits(line.taxMinor + apartMinor) } : line,
    ),
  );
}

function draftOf(lines: readonly CreditNoteLine[]): CreditNoteDraft {
  const netMinor = sumMinorUnits(lines.map((line) => line.netMinor));
  const taxMinor = sumMinorUnits(lines.map((line) => line.taxMinor));
  return { lines, netMinor, taxMinor, totalMinor: minorUnits(netMinor + taxMinor) };
}

/** As much of the parts as the net amount holds, one after the other. */
function takeTime(invoice: CreditableInvoice, parts: readonly UnusedPart[], mostNetMinor: number): UntaxedLine[] {
  let leftMinor = mostNetMinor;
  return parts.flatMap((part): UntaxedLine[] => {
    const line = invoice.lines.find(({ position }) => position === part.position);
    const netMinor = minorUnits(Math.min(part.netMinor, leftMinor));
    leftMinor -= netMinor;
    if (!line || netMinor === 0) return [];
    const rest = restOf(line);
    const invoiceNumber = formatInvoiceNumber(invoice.number);
    const unpaid: ExplanationStep[] =
      netMinor === part.netMinor
        ? []
        : [{ kind: "unpaid", invoiceNumber, ofMinor: part.netMinor, amountMinor: netMinor }];
    const discountMinor = discountOfTime(line, rest, netMinor);
    const grossMinor = minorUnits(netMinor + discountMinor);
    return [{ line, rest, grossMinor, discountMinor, netMinor, steps: [...part.steps, ...unpaid] }];
  });
}

/** The discount that goes with a net amount: its share, and with the rest of the line the rest of it. */
function discountOfTime(line: CreditableLine, rest: LineRest, netMinor: number): MinorUnits {
  const leftMinor = rest.grossMinor - rest.netMinor;
  if (netMinor === rest.netMinor || line.netMinor === 0) return minorUnits(leftMinor);
  const shareMinor = multiplyByFraction(line.discountMinor, { numerator: netMinor, denominator: line.netMinor });
  return minorUnits(Math.min(shareMinor, leftMinor));
}

/** What can still be credited of a line, before its discount; 0 once its net amount is gone. */
export function creditableRest(line: CreditableLine): MinorUnits {
  return minorUnits(restOf(line).grossMinor);
}

/** What credit notes can still take of an invoice, with tax; 0 where no line that was charged has anything left. */
export function creditableOf(invoice: CreditableInvoice): MinorUnits {
  const isLeft = invoice.lines.some((line) => creditableRest(line) > 0);
  return isLeft ? leftOfInvoice(invoice) : minorUnits(0);
}

function restOf(line: CreditableLine): LineRest {
  if (line.isCarried) return { grossMinor: 0, netMinor: 0, taxMinor: 0 };
  const { credited, givenBack } = line;
  const netMinor = line.netMinor - credited.netMinor - givenBack.netMinor;
  const taxMinor = line.taxMinor - credited.taxMinor - givenBack.taxMinor;
  if (netMinor === 0 || Math.sign(netMinor) !== Math.sign(line.grossMinor)) {
    return { grossMinor: 0, netMinor: 0, taxMinor };
  }
  // Time is given back net; before the discount it was as much more as the line was.
  const givenBackGrossMinor = multiplyByFraction(line.grossMinor, {
    numerator: givenBack.netMinor,
    denominator: Math.abs(line.netMinor),
  });
  const grossMinor = line.grossMinor - credited.grossMinor - givenBackGrossMinor * Math.sign(line.netMinor);
  return { grossMinor: furtherFromZero(grossMinor, netMinor), netMinor, taxMinor };
}

function takePart(invoiceNumber: number, line: CreditableLine, amountMinor: number): UntaxedLine {
  const rest = restOf(line);
  const isOfOtherSign = Math.sign(amountMinor) !== Math.sign(line.grossMinor);
  if (isOfOtherSign || Math.abs(amountMinor) > Math.abs(rest.grossMinor)) {
    throw new AppError(
      "credit_note_exceeds_line",
      sentence("Line {linePosition} of invoice {invoiceNumber} has less left than that.", {
        linePosition: line.position,
        invoiceNumber: formatInvoiceNumber(invoiceNumber),
      }),
      { position: line.position, leftMinor: rest.grossMinor },
    );
  }
  const { discountMinor, steps } = takeDiscount(line, rest, amountMinor);
  const grossMinor = minorUnits(amountMinor);
  return { line, rest, grossMinor, discountMinor, netMinor: minorUnits(amountMinor - discountMinor), steps };
}

function takeDiscount(
  line: CreditableLine,
  rest: LineRest,
  amountMinor: number,
): { readonly discountMinor: MinorUnits; readonly steps: readonly ExplanationStep[] } {
  if (line.discountMinor === 0) return { discountMinor: minorUnits(0), steps: [] };
  const leftMinor = rest.grossMinor - rest.netMinor;
  if (amountMinor === rest.grossMinor && amountMinor !== line.grossMinor) {
    const earlierMinor = line.discountMinor - leftMinor;
    const discountMinor = minorUnits(leftMinor);
    const totalMinor = line.discountMinor;
    return { discountMinor, steps: [{ kind: "residue", totalMinor, earlierMinor, amountMinor: discountMinor }] };
  }
  const shareMinor = multiplyByFraction(line.discountMinor, { numerator: amountMinor, denominator: line.grossMinor });
  // Neither more of the discount than is left, nor so little that more than the rest of the net amount went back.
  const discountMinor = minorUnits(Math.min(Math.max(shareMinor, amountMinor - rest.netMinor), leftMinor));
  const share: ExplanationStep = {
    kind: "share",
    ofMinor: line.discountMinor,
    weightMinor: amountMinor,
    totalWeightMinor: line.grossMinor,
    amountMinor: shareMinor,
  };
  const limit: ExplanationStep[] =
    discountMinor === shareMinor ? [] : [{ kind: "limit", leftMinor, amountMinor: discountMinor }];
  return { discountMinor, steps: [share, ...limit] };
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

/** The total without what was carried over to it, was written off, and what notes and later invoices have taken back. */
function leftOfInvoice({ totalMinor, writtenOffMinor, lines }: CreditableInvoice): MinorUnits {
  const taken = lines.map(({ isCarried, netMinor, credited, givenBack }) =>
    isCarried ? netMinor : credited.netMinor + credited.taxMinor + givenBack.netMinor + givenBack.taxMinor,
  );
  return minorUnits(totalMinor - writtenOffMinor - sumMinorUnits(taken));
}

function furtherFromZero(a: number, b: number): number {
  return Math.abs(a) >= Math.abs(b) ? a : b;
}
