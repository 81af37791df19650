import { describe, expect, it } from "vitest";
import { civilDate } from "../../../shared/calendar.ts";
import type { CreditNoteView } from "../../../shared/contract/credit-notes.ts";
import { parseMoney } from "../../../shared/money/parse.ts";
import { creditableLines, leftFoundBy, readAmounts, readSplit } from "./credit-note-form.ts";
import { exampleLine } from "./example-figures.ts";

const read = (typed: string) => parseMoney(typed, "USD", "en-US");

const lines = [
  exampleLine,
  { ...exampleLine, position: 2, description: "Unused time", grossMinor: -931, netMinor: -931 },
  { ...exampleLine, position: 3, description: "Free", grossMinor: 0, netMinor: 0 },
];

const note: CreditNoteView = {
  id: "cn_1",
  number: "CN-000001",
  invoiceId: "inv_1",
  invoiceNumber: "INV-000001",
  currency: "USD",
  cause: "correction",
  toDueMinor: 0,
  issuedOn: civilDate("2026-03-02"),
  note: null,
  operator: "Tess",
  createdAtMs: 0,
  lines: [
    {
      position: 1,
      description: "Pro, monthly",
      grossMinor: 500,
      discountMinor: 0,
      netMinor: 500,
      taxMinor: 0,
      steps: [],
    },
  ],
  netMinor: 500,
  taxMinor: 0,
  totalMinor: 500,
  toCreditMinor: 500,
  toPaymentMethodMinor: 0,
  outOfBandMinor: 0,
};

describe("the form of a credit note", () => {
  it("offers what the notes before have left of each line, and no line of zero", () => {
    expect(creditableLines({ lines, creditNotes: [note] })).toEqual([
      { position: 1, description: "Pro, monthly", isNegative: false, leftMinor: 1500 },
      { position: 2, description: "Unused time", isNegative: true, leftMinor: 931 },
    ]);
  });

  const offered = creditableLines({ lines, creditNotes: [note] });

  it("gives each amount the sign of its line, and leaves out what is empty or zero", () => {
    expect(readAmounts(offered, { 1: "10", 2: "9.31" }, read)).toEqual({
      credited: [
        { position: 1, amountMinor: 1000 },
        { position: 2, amountMinor: -931 },
      ],
      problems: new Map(),
    });
    expect(readAmounts(offered, { 1: " ", 2: "0" }, read).credited).toEqual([]);
  });

  it("names what is wrong with which line", () => {
    expect(readAmounts(offered, { 1: "15.01", 2: "-1" }, read).problems).toEqual(
      new Map([
        [1, { kind: "tooMuch", leftMinor: 1500 }],
        [2, { kind: "negative" }],
      ]),
    );
    expect(readAmounts(offered, { 1: "abc" }, read).problems.get(1)?.kind).toBe("unreadable");
  });

  it("learns from a refusal what is left of a line", () => {
    expect(leftFoundBy({ position: 2, leftMinor: -500 })).toEqual({ position: 2, leftMinor: 500 });
    expect(leftFoundBy({ leftMinor: 500 })).toBeNull();
    expect(leftFoundBy(undefined)).toBeNull();
  });

  it("says what an own split leaves over", () => {
    const split = { toCredit: "5", toPaymentMethod: "", outOfBand: "2.50" };
    expect(readSplit(split, 1000, read)).toEqual({
      parts: { toCreditMinor: 500, toPaymentMethodMinor: 0, outOfBandMinor: 250 },
      unassignedMinor: 250,
    });
    expect(readSplit(split, 700, read).unassignedMinor).toBe(-50);
    expect(readSplit({ ...split, toCredit: "-5" }, 1000, read)).toEqual({ parts: null, unassignedMinor: null });
  });
});
