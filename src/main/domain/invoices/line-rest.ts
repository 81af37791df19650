import { minorUnits, multiplyByFraction, sumMinorUnits, type MinorUnits } from "../../../shared/money/minor-units.ts";
import type { TaxRate } from "../billing/facts.ts";

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
  /** The number as printed. */
  readonly code: string;
  readonly totalMinor: number;
  /** What nobody asks for any more: it cannot be credited (BEHAVIOUR 9.11). */
  readonly writtenOffMinor: number;
  /** What was carried over and is not paid where it stands now: it is not credited before it is (BEHAVIOUR 3.12, 8.8). */
  readonly notPaidElsewhereMinor: number;
  readonly lines: readonly CreditableLine[];
}

/** What is left of a line. The net amount leads: with it gone, nothing of the line can be credited any more. */
export interface LineRest {
  readonly grossMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
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

/** What is left of a line, after its notes and the time that was given back of it. */
export function restOf(line: CreditableLine): LineRest {
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

/** The total without what was carried to it or from it and not paid there, was written off, and what notes and later invoices have taken back. */
export function leftOfInvoice(invoice: CreditableInvoice): MinorUnits {
  const { totalMinor, writtenOffMinor, notPaidElsewhereMinor, lines } = invoice;
  const taken = lines.map(({ isCarried, netMinor, credited, givenBack }) =>
    isCarried ? netMinor : credited.netMinor + credited.taxMinor + givenBack.netMinor + givenBack.taxMinor,
  );
  return minorUnits(totalMinor - writtenOffMinor - notPaidElsewhereMinor - sumMinorUnits(taken));
}

function furtherFromZero(a: number, b: number): number {
  return Math.abs(a) >= Math.abs(b) ? a : b;
}
