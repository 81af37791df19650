import { describe, expect, it } from "vitest";
import type { ExplanationStep } from "../../../shared/contract/explanation.ts";
import type { InvoiceFigures } from "../../../shared/contract/invoice-view.ts";
import { exampleFigures, exampleLine } from "./example-figures.ts";
import { figureSteps, lineSteps, taxSteps } from "./figure-steps.ts";

const tax: ExplanationStep = {
  kind: "tax",
  rateName: "VAT",
  ratePartsPerMillion: 200_000,
  baseMinor: 2000,
  amountMinor: 400,
};
const otherTax: ExplanationStep = { ...tax, rateName: "City", ratePartsPerMillion: 10_000, amountMinor: 20 };
const sum: ExplanationStep = { kind: "sum", partsMinor: [2000, 400, 20], amountMinor: 2420 };
const credit: ExplanationStep = { kind: "credit", totalMinor: 2420, availableMinor: 2400, amountMinor: 2400 };
const block: ExplanationStep = {
  kind: "block",
  blockId: "blk_1",
  priority: 50,
  category: null,
  expiresOn: null,
  amountMinor: 2400,
  leftMinor: 0,
};
const carried: ExplanationStep = { kind: "carried", minimumMinor: 50, amountMinor: 20 };

const figures: InvoiceFigures = {
  ...exampleFigures,
  taxes: [
    { name: "VAT", ratePartsPerMillion: 200_000, baseMinor: 2000, taxMinor: 400 },
    { name: "City", ratePartsPerMillion: 10_000, baseMinor: 2000, taxMinor: 20 },
  ],
  taxMinor: 420,
  totalMinor: 2420,
  creditAppliedMinor: 2400,
  carriedMinor: 20,
  dueMinor: 0,
  steps: [tax, otherTax, sum, credit, block, carried],
};

describe("the steps of a figure", () => {
  it("are the ones that led to it, from the taxes down to what is due", () => {
    expect(figures.taxes.map((each) => taxSteps(figures, each))).toEqual([[tax], [otherTax]]);
    const due: ExplanationStep = { kind: "sum", partsMinor: [2420, -2400, -20], amountMinor: 0 };
    expect(figureSteps(figures)).toEqual({
      total: [tax, otherTax, sum],
      creditCreated: [tax, otherTax, sum],
      creditApplied: [credit, block],
      carried: [carried],
      due: [tax, otherTax, sum, credit, carried, due],
    });
  });

  it("say how a total below zero became credit", () => {
    const created: ExplanationStep = { kind: "credit_created", amountMinor: 4387 };
    expect(figureSteps({ ...exampleFigures, steps: [sum, created] }).creditCreated).toEqual([sum, created]);
  });

  it("do not explain credit that was applied after the invoice was issued", () => {
    const later = { ...figures, creditAppliedMinor: 2420, carriedMinor: 0 };
    expect(figureSteps(later).creditApplied).toEqual([]);
  });

  it("of the total begin with the lines, where there are several", () => {
    const second = { ...exampleLine, position: 2, netMinor: -500 };
    const lines: ExplanationStep = { kind: "sum", partsMinor: [2000, -500], amountMinor: 1500 };
    const several = { ...figures, lines: [exampleLine, second], subtotalMinor: 1500 };
    expect(figureSteps(several).total).toEqual([lines, tax, otherTax, sum]);
  });

  it("of a line end with what a discount left of it", () => {
    const fee: ExplanationStep = { kind: "fee", period: "month", amountMinor: 2000 };
    expect(lineSteps({ ...exampleLine, steps: [fee] })).toEqual([fee]);
    const left: ExplanationStep = { kind: "sum", partsMinor: [2000, -300], amountMinor: 1700 };
    expect(lineSteps({ ...exampleLine, steps: [fee], discountMinor: 300, netMinor: 1700 })).toEqual([fee, left]);
    expect(lineSteps({ ...exampleLine, discountMinor: 300, netMinor: 1700 })).toEqual([]);
  });

  it("are none where none were kept", () => {
    const none = { total: [], creditCreated: [], creditApplied: [], carried: [], due: [] };
    expect(figureSteps({ ...exampleFigures, creditAppliedMinor: 500, steps: [] })).toEqual(none);
  });
});
