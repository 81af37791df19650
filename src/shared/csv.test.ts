import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { toCsv } from "./csv.ts";

describe("an exported table", () => {
  it("ends every row with CRLF and quotes only what needs it", () => {
    expect(
      toCsv([
        ["a", 1, null],
        ['say "x"', "b,c", "d\ne"],
      ]),
    ).toBe('a,1,\r\n"say ""x""","b,c","d\ne"\r\n');
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])(
    "makes text of %j, which a spreadsheet would run",
    (text) => {
      expect(parse(toCsv([[text]]))).toEqual([[`'${text}`]]);
    },
  );

  it("leaves numbers and amounts numbers, below zero too", () => {
    expect(toCsv([[-1, { amountMinor: -5, currency: "USD" }, { amountMinor: 1234, currency: "JPY" }]])).toBe(
      "-1,-0.05,1234\r\n",
    );
  });

  it("is read back as it was by a CSV parser", () => {
    const rows = [
      ["name", "note"],
      ['Ångström, "Zoë" & Söhne', "two\r\nlines"],
      ["שלום", "🙂"],
    ];
    expect(parse(toCsv(rows))).toEqual(rows);
  });
});
