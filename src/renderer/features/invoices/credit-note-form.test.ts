import { describe, expect, it } from "vitest";
import { readTypedMoney } from "../../foundation/typed-money.ts";
import { creditableLines, readAmounts, readSplit } from "./credit-note-form.ts";
import { exampleLine } from "./example-figures.ts";

const read = (typed: string) => readTypedMoney(typed, "USD", { locale: "en-US" });

const lines = [
  exampleLine,
  { ...exampleLine, position: 2, description: "Unused time", grossMinor: -931, netMinor: -931 },
  { ...exampleLine, position: 3, description: "Free", grossMinor: 0, netMinor: 0 },
];

const left = [
  { position: 1, leftMinor: 1500 },
  { position: 2, leftMinor: -931 },
  { position: 3, leftMinor: 0 },
];

describe("the form of a credit note", () => {
  it("offers what is left of each line, and no line of zero", () => {
    expect(creditableLines({ lines, creditableLines: left })).toEqual([
      { position: 1, description: "Pro, monthly", isNegative: false, leftMinor: 1500 },
      { position: 2, description: "Unused time", isNegative: true, leftMinor: 931 },
    ]);
  });

  const offered = creditableLines({ lines, creditableLines: left });

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
