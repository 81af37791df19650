import type { Explanation, ExplanationStep } from "../../../shared/contract/explanation.ts";
import { minorUnits, multiplyByFraction, sumMinorUnits, type MinorUnits } from "../../../shared/money/minor-units.ts";
import { draftOf, sumOf, type CreditNoteDraft, type UntaxedLine } from "./credit-note-draft.ts";
import { restOf, type CreditableInvoice, type CreditableLine, type LineRest } from "./line-rest.ts";

/** Unused time of a line: net, and how it came about. */
export interface UnusedPart {
  readonly position: number;
  /** Above zero, and at most what is left of the line. */
  readonly netMinor: MinorUnits;
  readonly steps: Explanation;
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
  const draftWithin = (netMinor: number) => draftOf(invoice, takeTime(invoice, parts, netMinor));
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
  return sumOf(
    draft.lines.map((line) =>
      line.position === position ? { ...line, taxMinor: minorUnits(line.taxMinor + apartMinor) } : line,
    ),
  );
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
    const invoiceNumber = invoice.code;
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
