import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import * as reportColumns from "../../../shared/report-columns.ts";
import { headingOf } from "./spoken.ts";
import { layOutFields, layOutTable } from "./table.ts";

const columns = [
  { heading: "Name", shrinks: true },
  { heading: "Amount", align: "right" },
  { heading: "Note", shrinks: true },
] as const;

describe("a table for people", () => {
  test("aligns columns and writes no space at the end of a line", () => {
    const rows = [
      ["Ann", "1,234.50", ""],
      ["Okonkwo, Ngozi", "5.00", "late"],
    ];
    expect(layOutTable(columns, rows, undefined).split("\n")).toEqual([
      "Name              Amount  Note",
      "Ann             1,234.50",
      "Okonkwo, Ngozi      5.00  late",
    ]);
  });

  test("keeps columns straight under names of every script", () => {
    const rows = [
      ["渡辺由美子", "1.00", "x"],
      ["Zoë 🙂", "1.00", "x"],
      ["e\u0301a", "1.00", "x"],
      ["👩‍👩‍👧 🇫🇮", "1.00", "x"],
      ["ﾊﾝ 한국", "1.00", "x"],
    ];
    const ends = layOutTable(columns, rows, undefined)
      .split("\n")
      .map((line) => stringWidth(line.slice(0, line.search(/ {2}(?:Note|x)$/u))));
    expect(new Set(ends).size).toBe(1);
  });

  test("is cut to the terminal's width, the widest column first, and never an amount", () => {
    const rows = [["A name of some length", "1,234,567.89", "A note that goes on and on and on"]];
    for (const width of [80, 60, 50, 40]) {
      const lines = layOutTable(columns, rows, width).split("\n");
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
      expect(lines[1]).toContain("1,234,567.89");
    }
    expect(layOutTable(columns, rows, 50).split("\n")[1]).toBe("A name of some l…  1,234,567.89  A note that goes…");
  });

  test("is left too wide where cutting more would leave nothing to read", () => {
    const lines = layOutTable(columns, [["A name of some length", "1.00", "A note"]], 10).split("\n");
    expect(lines[1]).toBe("A name…     1.00  A note");
  });

  test("has one line for each row, whatever is in it", () => {
    expect(layOutTable(columns, [["two\nlines\tand a tab", "1.00", "\u001B[31mred"]], undefined).split("\n")[1]).toBe(
      "two lines and a tab    1.00  \uFFFD[31mred",
    );
  });
});

test("every column of a report has a word for its heading", () => {
  const columnsOfReports = Object.values(reportColumns).flatMap((each) => (Array.isArray(each) ? each : []));
  const headings = columnsOfReports.map(({ name }: { readonly name: string }) => headingOf(name));
  expect(headings.length).toBeGreaterThan(40);
  expect(headings).not.toContain("");
});

test("fields stand one under the other", () => {
  expect(
    layOutFields([
      ["Id", "1"],
      ["Name", "Ann\nSmith"],
      ["Empty", ""],
    ]),
  ).toBe("Id     1\nName   Ann Smith\nEmpty");
});
