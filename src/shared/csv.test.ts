import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTextCell, toCsv } from "./csv.ts";

describe("an exported table", () => {
  it("ends every row with CRLF and quotes every text", () => {
    expect(
      toCsv([
        ["a", 1, null, ""],
        ['say "x"', "b,c", "d\ne", "f;g"],
      ]),
    ).toBe('"a",1,,""\r\n"say ""x""","b,c","d\ne","f;g"\r\n');
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "\tx", "'=1", "''=1"])(
    "makes text of %j, which a spreadsheet would run",
    (text) => {
      expect(parse(toCsv([[text]]))).toEqual([[`'${text}`]]);
    },
  );

  it.each([
    ["a;=1+1", "a;'=1+1"],
    [";-1;'@x", ";'-1;''@x"],
    ["a\n=1\r\n＝1", "a\n'=1\r\n'＝1"],
  ])("makes text of what is in %j, which a spreadsheet that separates otherwise would run", (text, written) => {
    expect(parse(toCsv([[text]]))).toEqual([[written]]);
  });

  it.each(["'tis", "''", "'", "a=1", "a-1", "x\t=1", "null", "TRUE", "1e5", "007", " =1"])(
    "leaves %j as it is",
    (text) => {
      expect(parse(toCsv([[text]]))).toEqual([[text]]);
      expect(readTextCell(text)).toBe(text);
    },
  );

  it("leaves numbers and amounts numbers, below zero too", () => {
    expect(toCsv([[-1, { amountMinor: -5, currency: "USD" }, { amountMinor: 1234, currency: "JPY" }]])).toBe(
      "-1,-0.05,1234\r\n",
    );
  });

  it("is read back as it was by a CSV parser, to the letter", () => {
    const piece = fc.constantFrom(
      "=",
      "+",
      "-",
      "@",
      "＝",
      "－",
      "'",
      '"',
      ",",
      ";",
      "\t",
      "\r",
      "\n",
      "\r\n",
      " ",
      "\u00a0",
      "x",
      "é",
    );
    const more = fc.constantFrom("e\u0301", "\u200f", "שלום", "🙂", "👩‍👩‍👧", "\ufeff", "\u2028", "null", "0");
    const text = fc.array(fc.oneof({ weight: 3, arbitrary: piece }, more, fc.string({ unit: "binary" })), {
      maxLength: 8,
    });
    const row = fc.tuple(fc.constant("first"), text, text).map((cells) => cells.map((cell) => [cell].flat().join("")));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
        const read: string[][] = parse(toCsv(rows));
        expect(read.map((cells) => cells.map(readTextCell))).toEqual(rows);
        for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@＝＋－＠\t\r]|[;\n][=+\-@＝＋－＠]/u);
      }),
      { numRuns: 1000 },
    );
  });
});
