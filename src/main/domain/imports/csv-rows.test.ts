import { describe, expect, it } from "vitest";
import { textPieces } from "../../../shared/text-pieces.ts";
import { readCsvRows, type CsvRow } from "./csv-rows.ts";

function rowsOf(text: string): CsvRow[] {
  return [...readCsvRows(textPieces(text))].flat();
}

describe("reading CSV text", () => {
  it.each([
    ["line feeds", "a,b\n1,2\n"],
    ["Windows line endings", "a,b\r\n1,2\r\n"],
    ["old Mac line endings", "a,b\r1,2\r"],
    ["no line ending at the end", "a,b\n1,2"],
  ])("takes %s", (_name, text) => {
    expect(rowsOf(text)).toEqual([
      { lineNumber: 1, values: ["a", "b"] },
      { lineNumber: 2, values: ["1", "2"] },
    ]);
  });

  it("keeps commas, doubled quotes and line breaks inside quotes, and counts their lines", () => {
    expect(rowsOf('"Smith, Ann","says ""hi"""\r\n"two\r\nlines",x\r\nlast,y\r\n')).toEqual([
      { lineNumber: 1, values: ["Smith, Ann", 'says "hi"'] },
      { lineNumber: 2, values: ["two\r\nlines", "x"] },
      { lineNumber: 4, values: ["last", "y"] },
    ]);
  });

  it.each([
    ["a quote that is never closed", '"Ann,1', /never closed/u],
    ["text after a closing quote", '"Ann" Lee,1', /after a closing quote/u],
    ["a quote inside a bare value", 'Ann "A" Lee,1', /inside a value/u],
  ])("reports %s at its line and goes on with the next", (_name, bad, message) => {
    expect(rowsOf(`a,b\n${bad}\nBob,2\n`)).toEqual([
      { lineNumber: 1, values: ["a", "b"] },
      { lineNumber: 2, fault: { text: expect.stringMatching(message), given: {} } },
      { lineNumber: 3, values: ["Bob", "2"] },
    ]);
  });

  it("reads rows that lie across the ends of slices as if there were none", () => {
    const expected = Array.from({ length: 5000 }, (_, index) => [
      `"${index}"`,
      `müller ${index}\n${"x".repeat(index % 97)}`,
    ]);
    const text = expected
      .map((values) => values.map((value) => `"${value.replaceAll('"', '""')}"`).join(","))
      .join("\r\n");
    const slices = [...readCsvRows(textPieces(text))];
    const rows = slices.flat();
    expect(slices.length).toBeGreaterThan(3);
    expect(rows.map((row) => ("values" in row ? row.values : row.fault))).toEqual(expected);
    expect(rows.map(({ lineNumber }) => lineNumber)).toEqual(expected.map((_, index) => 1 + 2 * index));
  });

  it("pauses after every 16 KiB, so that what else is asked has not long to wait", () => {
    const rowBytes = 100;
    const text = `${"x".repeat(rowBytes - 1)}\n`.repeat(2000);
    const longest = Math.max(...[...readCsvRows(textPieces(text))].map((rows) => rows.length));
    expect(longest * rowBytes).toBeLessThanOrEqual(16 * 1024);
  });

  it("reads a value longer than a slice, and refuses one that is longer than any row can be", () => {
    const long = "x".repeat(300_000);
    expect(rowsOf(`"${long}",1\nnext,2`)).toEqual([
      { lineNumber: 1, values: [long, "1"] },
      { lineNumber: 2, values: ["next", "2"] },
    ]);
    const tooLong = "x".repeat(3_000_000);
    expect(rowsOf(`${tooLong},1\nnext,2`)).toEqual([
      { lineNumber: 1, fault: { text: expect.stringMatching(/longer/u), given: {} } },
      { lineNumber: 2, values: ["next", "2"] },
    ]);
    expect(rowsOf(`"${tooLong}",1\nnext,2`)).toEqual([
      { lineNumber: 1, fault: { text: expect.stringMatching(/not closed before the row is longer/u), given: {} } },
      { lineNumber: 2, values: ["next", "2"] },
    ]);
  });
});
