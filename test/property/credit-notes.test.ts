import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draftCreditNote, type CreditedPart } from "../../src/main/domain/invoices/credit-note.ts";
import type { CreditNoteDraft } from "../../src/main/domain/invoices/credit-note-draft.ts";
import {
  creditableRest,
  type CreditableInvoice,
  type CreditableLine,
} from "../../src/main/domain/invoices/line-rest.ts";
import { computeTax } from "../../src/main/domain/billing/tax.ts";
import { AppError } from "../../src/shared/errors.ts";

interface LineShape {
  readonly grossMinor: number;
  /** Of the gross amount, in a thousand. */
  readonly discountShare: number;
  readonly rateParts: number | null;
}

/** A part of what is left of a line, in a thousand; 1000 is all of it. */
interface PartShape {
  readonly line: number;
  readonly share: number;
}

const charge: fc.Arbitrary<LineShape> = fc.record({
  grossMinor: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 5_000_000 })),
  discountShare: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1000 })),
  rateParts: fc.constantFrom(null, 50_000, 88_750, 200_000, 240_000),
});
const unusedTime: fc.Arbitrary<LineShape> = charge.map(({ grossMinor, rateParts }) => ({
  grossMinor: -grossMinor,
  discountShare: 0,
  rateParts,
}));
const notes: fc.Arbitrary<PartShape[][]> = fc.array(
  fc.array(fc.record({ line: fc.nat({ max: 4 }), share: fc.constantFrom(1, 10, 250, 333, 500, 999, 1000) }), {
    minLength: 1,
    maxLength: 3,
  }),
  { maxLength: 12 },
);

function toInvoice(shapes: readonly LineShape[]): CreditableInvoice {
  const charges = shapes.map(({ grossMinor, discountShare, rateParts }) => {
    const discountMinor = Math.floor((Math.max(0, grossMinor) * discountShare) / 1000);
    const taxRate = rateParts === null ? null : { id: `txr_${rateParts}`, name: "Tax", partsPerMillion: rateParts };
    return { grossMinor, discountMinor, netMinor: grossMinor - discountMinor, taxRate };
  });
  const { lineTaxesMinor } = computeTax(charges);
  const lines = charges.map((each, index) => ({
    ...each,
    position: index + 1,
    description: `Line ${index + 1}`,
    taxMinor: lineTaxesMinor[index] ?? 0,
    credited: { grossMinor: 0, discountMinor: 0, netMinor: 0, taxMinor: 0 },
    isCarried: false,
    givenBack: { netMinor: 0, taxMinor: 0 },
  }));
  const totalMinor = lines.reduce((sum, line) => sum + line.netMinor + line.taxMinor, 0);
  // A total below zero becomes credit, and the invoice is one of zero (BEHAVIOUR 8.5).
  return {
    number: 1,
    code: "INV-000001",
    totalMinor: Math.max(0, totalMinor),
    writtenOffMinor: 0,
    notPaidElsewhereMinor: 0,
    lines,
  };
}

function after(invoice: CreditableInvoice, draft: CreditNoteDraft): CreditableInvoice {
  const add = (line: CreditableLine): CreditableLine => {
    const part = draft.lines.find((each) => each.position === line.position);
    if (!part) return line;
    const credited = {
      grossMinor: line.credited.grossMinor + part.grossMinor,
      discountMinor: line.credited.discountMinor + part.discountMinor,
      netMinor: line.credited.netMinor + part.netMinor,
      taxMinor: line.credited.taxMinor + part.taxMinor,
    };
    return { ...line, credited };
  };
  return { ...invoice, lines: invoice.lines.map(add) };
}

/** Shares of what is left become amounts; a line that stands twice in a note takes its largest share. */
function toParts(invoice: CreditableInvoice, shapes: readonly PartShape[]): CreditedPart[] {
  const shares = new Map<number, number>();
  for (const { line, share } of shapes) shares.set(line, Math.max(share, shares.get(line) ?? 0));
  return invoice.lines.flatMap((line, index) => {
    const amountMinor = Math.trunc((creditableRest(line) * (shares.get(index) ?? 0)) / 1000);
    return amountMinor === 0 ? [] : [{ position: line.position, amountMinor }];
  });
}

function tryDraft(invoice: CreditableInvoice, parts: readonly CreditedPart[]): CreditNoteDraft | AppError {
  try {
    return draftCreditNote(invoice, parts);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** Make the notes one after the other, then one of everything that is left; those that are refused change nothing. */
function creditInFull(invoice: CreditableInvoice, shapes: readonly PartShape[][]) {
  let left = invoice;
  const drafts: CreditNoteDraft[] = [];
  const refusals: string[] = [];
  const issue = (parts: CreditedPart[]) => {
    if (parts.length === 0) return;
    const made = tryDraft(left, parts);
    if (made instanceof AppError) {
      refusals.push(made.code);
      return;
    }
    drafts.push(made);
    left = after(left, made);
    expectWithin(left, drafts);
  };
  for (const shape of shapes) issue(toParts(left, shape));
  issue(
    toParts(
      left,
      left.lines.map((_line, line) => ({ line, share: 1000 })),
    ),
  );
  return { left, drafts, refusals, totalMinor: drafts.reduce((sum, draft) => sum + draft.totalMinor, 0) };
}

/** What holds after every note: nothing is credited beyond its line, its discount or the invoice. */
function expectWithin({ totalMinor, lines }: CreditableInvoice, drafts: readonly CreditNoteDraft[]): void {
  expect(drafts.reduce((sum, draft) => sum + draft.totalMinor, 0)).toBeLessThanOrEqual(totalMinor);
  for (const { credited, ...line } of lines) {
    expect(Math.abs(credited.grossMinor)).toBeLessThanOrEqual(Math.abs(line.grossMinor));
    expect(Math.abs(credited.netMinor)).toBeLessThanOrEqual(Math.abs(line.netMinor));
    expect(credited.discountMinor).toBeGreaterThanOrEqual(0);
    expect(credited.discountMinor).toBeLessThanOrEqual(line.discountMinor);
    expect(credited.netMinor).toBe(credited.grossMinor - credited.discountMinor);
  }
  const last = drafts.at(-1);
  expect(last?.totalMinor).toBe(last?.lines.reduce((sum, line) => sum + line.netMinor + line.taxMinor, 0));
}

describe("property 8: the credit notes of an invoice (BEHAVIOUR 9.6)", () => {
  test("add up to it once every line is credited, in whatever parts", () => {
    fc.assert(
      fc.property(fc.array(charge, { minLength: 1, maxLength: 5 }), notes, (shapes, noteShapes) => {
        const invoice = toInvoice(shapes);
        const { totalMinor, refusals } = creditInFull(invoice, noteShapes);
        expect(totalMinor).toBe(invoice.totalMinor);
        // Only a part that rounds to nothing can be refused here.
        expect(refusals.filter((code) => code !== "credit_note_is_nothing")).toEqual([]);
      }),
      { numRuns: 4000 },
    );
  });

  test("never exceed it where it gave back unused time, and add up to it when the rest is credited at once", () => {
    const lines = fc.tuple(
      fc.array(charge, { minLength: 1, maxLength: 3 }),
      fc.array(unusedTime, { minLength: 1, maxLength: 2 }),
    );
    fc.assert(
      fc.property(lines, notes, ([charges, credits], noteShapes) => {
        const invoice = toInvoice([...charges, ...credits]);
        const { left, totalMinor } = creditInFull(invoice, noteShapes);
        const isAllCredited = left.lines.every((line) => creditableRest(line) === 0);
        if (isAllCredited) expect(totalMinor).toBe(invoice.totalMinor);
        else expect(totalMinor).toBeLessThanOrEqual(invoice.totalMinor);
      }),
      { numRuns: 4000 },
    );
  });
});
