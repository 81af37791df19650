import type { ExplanationStep } from "../../../shared/contract/explanation.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { minorUnits, multiplyByFraction, sumMinorUnits, type MinorUnits } from "../../../shared/money/minor-units.ts";
import { draftOf, type CreditNoteDraft, type UntaxedLine } from "./credit-note-draft.ts";
import { leftOfInvoice, restOf, type CreditableInvoice, type CreditableLine, type LineRest } from "./line-rest.ts";

/** How much of a line is to be credited, before its discount and with the line's sign. */
export interface CreditedPart {
  readonly position: number;
  readonly amountMinor: number;
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
          invoiceNumber: invoice.code,
          position,
        }),
        { position, leftMinor: 0 },
      );
    }
  }
  const untaxed = invoice.lines.flatMap((line) => {
    const amountMinor = amounts.get(line.position) ?? 0;
    return amountMinor === 0 ? [] : [takePart(invoice.code, line, amountMinor)];
  });
  const draft = draftOf(invoice, untaxed);
  const leftMinor = leftOfInvoice(invoice);
  if (draft.totalMinor > leftMinor) {
    throw new AppError(
      "credit_note_exceeds_line",
      sentence("The parts come to more than is left of invoice {invoiceNumber}.", {
        invoiceNumber: invoice.code,
      }),
      { leftMinor },
    );
  }
  if (draft.totalMinor <= 0) {
    throw new AppError("credit_note_is_nothing", sentence("The credit note does not come to more than zero."));
  }
  return draft;
}

function takePart(invoiceNumber: string, line: CreditableLine, amountMinor: number): UntaxedLine {
  const rest = restOf(line);
  const isOfOtherSign = Math.sign(amountMinor) !== Math.sign(line.grossMinor);
  if (isOfOtherSign || Math.abs(amountMinor) > Math.abs(rest.grossMinor)) {
    throw new AppError(
      "credit_note_exceeds_line",
      sentence("Line {linePosition} of invoice {invoiceNumber} has less left than that.", {
        linePosition: line.position,
        invoiceNumber,
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
