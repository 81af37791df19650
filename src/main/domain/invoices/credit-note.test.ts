import { describe, expect, test } from "vitest";
import { AppError } from "../../../shared/errors.ts";
import { draftCreditNote } from "./credit-note.ts";
import type { CreditableInvoice, CreditableLine } from "./line-rest.ts";
import type { TaxRate } from "../billing/facts.ts";
import { computeTax } from "../billing/tax.ts";

const ten: TaxRate = { id: "txr_10", name: "Tax 10 %", partsPerMillion: 100_000 };
const twenty: TaxRate = { id: "txr_20", name: "Tax 20 %", partsPerMillion: 200_000 };
const nothing = { grossMinor: 0, discountMinor: 0, netMinor: 0, taxMinor: 0 };

function invoiceOf(...lines: { gross: number; discount?: number; rate?: TaxRate }[]): CreditableInvoice {
  const charges = lines.map(({ gross, discount = 0, rate = null }) => ({ netMinor: gross - discount, taxRate: rate }));
  const { lineTaxesMinor } = computeTax(charges);
  const creditable = lines.map(({ gross, discount = 0, rate = null }, index): CreditableLine => ({
    position: index + 1,
    description: `Line ${index + 1}`,
    grossMinor: gross,
    discountMinor: discount,
    netMinor: gross - discount,
    taxMinor: lineTaxesMinor[index] ?? 0,
    taxRate: rate,
    credited: nothing,
    isCarried: false,
    givenBack: { netMinor: 0, taxMinor: 0 },
  }));
  const totalMinor = creditable.reduce((sum, line) => sum + line.netMinor + line.taxMinor, 0);
  return { number: 1, code: "INV-000001", totalMinor, writtenOffMinor: 0, notPaidElsewhereMinor: 0, lines: creditable };
}

/** The invoice after a note of it. */
function after(invoice: CreditableInvoice, draft: ReturnType<typeof draftCreditNote>): CreditableInvoice {
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

function refusalOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("It was not refused");
}

describe("credit notes (BEHAVIOUR 9.6)", () => {
  test("A-21 a note for 10.00 of a line taxed at 10 % comes to 11.00", () => {
    const draft = draftCreditNote(invoiceOf({ gross: 100_00, rate: ten }), [{ position: 1, amountMinor: 10_00 }]);
    expect(draft).toMatchObject({ netMinor: 10_00, taxMinor: 1_00, totalMinor: 11_00 });
  });

  test("A-47 one note per line: 82.00, and the last one takes the rest", () => {
    const invoice = invoiceOf({ gross: 68_33, rate: twenty }, { gross: 68_33, rate: twenty });
    expect(invoice.totalMinor).toBe(163_99);
    const first = draftCreditNote(invoice, [{ position: 1, amountMinor: 68_33 }]);
    expect(first.totalMinor).toBe(82_00);
    const second = draftCreditNote(after(invoice, first), [{ position: 2, amountMinor: 68_33 }]);
    expect(second.totalMinor).toBe(81_99);
    expect(second.lines[0]?.steps).toEqual([
      { kind: "residue", totalMinor: 27_33, earlierMinor: 13_67, amountMinor: 13_66 },
    ]);
  });

  test("A-48 a part takes its share of the line's discount", () => {
    const invoice = invoiceOf({ gross: 179_00, rate: ten }, { gross: 399_00, discount: 250_00, rate: twenty });
    expect(invoice.totalMinor).toBe(375_70);
    const draft = draftCreditNote(invoice, [{ position: 2, amountMinor: 262_60 }]);
    expect(draft.lines).toEqual([
      {
        position: 2,
        description: "Line 2",
        grossMinor: 262_60,
        discountMinor: 164_54,
        netMinor: 98_06,
        taxMinor: 19_61,
        steps: [
          { kind: "share", ofMinor: 250_00, weightMinor: 262_60, totalWeightMinor: 399_00, amountMinor: 164_54 },
          { kind: "tax", rateName: "Tax 20 %", ratePartsPerMillion: 200_000, baseMinor: 98_06, amountMinor: 19_61 },
        ],
      },
    ]);
    expect(draft.totalMinor).toBe(117_67);
  });

  test("many small notes never give back more tax than there was", () => {
    let invoice = invoiceOf({ gross: 12, rate: twenty });
    const taxes: number[] = [];
    for (let made = 0; made < 4; made += 1) {
      const draft = draftCreditNote(invoice, [{ position: 1, amountMinor: 3 }]);
      taxes.push(draft.taxMinor);
      invoice = after(invoice, draft);
    }
    expect(taxes).toEqual([1, 1, 0, 0]);
  });

  test("time that a later invoice gave back cannot be credited again", () => {
    const invoice = invoiceOf({ gross: 30_00, discount: 15_00, rate: ten });
    const [line] = invoice.lines;
    if (!line) throw new Error("There is a line");
    const shortened = { ...invoice, lines: [{ ...line, givenBack: { netMinor: 5_00, taxMinor: 50 } }] };
    // A third of the net amount is gone, and with it a third of the line before its discount.
    expect(refusalOf(() => draftCreditNote(shortened, [{ position: 1, amountMinor: 20_01 }])).details).toEqual({
      position: 1,
      leftMinor: 20_00,
    });
    const draft = draftCreditNote(shortened, [{ position: 1, amountMinor: 20_00 }]);
    expect(draft).toMatchObject({ netMinor: 10_00, taxMinor: 1_00, totalMinor: 11_00 });
  });

  test.each([
    ["more than the line", [{ position: 1, amountMinor: 100_01 }], "credit_note_exceeds_line"],
    [
      "more than the line in two parts",
      [
        { position: 1, amountMinor: 60_00 },
        { position: 1, amountMinor: 60_00 },
      ],
      "credit_note_exceeds_line",
    ],
    ["a line that is not there", [{ position: 9, amountMinor: 1 }], "credit_note_exceeds_line"],
    ["the wrong sign", [{ position: 1, amountMinor: -1 }], "credit_note_exceeds_line"],
    [
      "more than the invoice, by leaving its credit line out",
      [{ position: 1, amountMinor: 80_00 }],
      "credit_note_exceeds_line",
    ],
    ["nothing", [{ position: 1, amountMinor: 0 }], "credit_note_is_nothing"],
    ["less than nothing", [{ position: 2, amountMinor: -10_00 }], "credit_note_is_nothing"],
  ])("%s is refused", (_what, parts, code) => {
    const invoice = invoiceOf({ gross: 100_00 }, { gross: -40_00 });
    expect(refusalOf(() => draftCreditNote(invoice, parts)).code).toBe(code);
  });
});
