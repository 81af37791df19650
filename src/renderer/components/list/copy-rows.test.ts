import { describe, expect, it, vi } from "vitest";
import type { ListColumn } from "./list-column.ts";

interface Row {
  readonly name: string;
  readonly balanceMinor: number | null;
  readonly on: string | null;
}

const columns: readonly ListColumn<Row>[] = [
  { id: "name", kind: "text", title: "Name", minimumWidth: 1, growth: 1, text: ({ name }) => name },
  {
    id: "balance",
    kind: "money",
    title: "Balance",
    money: ({ balanceMinor }) => ({ amountMinor: balanceMinor, currency: "EUR" }),
  },
  { id: "on", kind: "date", title: "Next charge", on: ({ on }) => on },
];

/** As somebody with this locale copies. */
async function copied(locale: string, rows: readonly Row[]): Promise<string> {
  vi.resetModules();
  vi.stubGlobal("navigator", { language: locale });
  const { toSpreadsheetCells } = await import("./copy-rows.ts");
  vi.unstubAllGlobals();
  return toSpreadsheetCells(columns, rows);
}

describe("copied rows", () => {
  it("are cells: titles, numbers beside their currency, ISO dates, blanks for nothing", async () => {
    const rows = [
      { name: "Globex", balanceMinor: -123_450, on: "2026-03-31" },
      { name: "Hooli", balanceMinor: null, on: null },
    ];
    expect(await copied("en-US", rows)).toBe(
      "Name\t\tBalance\tNext charge\r\nGlobex\tEUR\t-1234.50\t2026-03-31\r\nHooli\t\t\t\r\n",
    );
  });

  it("have numbers as the operator's spreadsheet reads them", async () => {
    expect(await copied("de-DE", [{ name: "Globex", balanceMinor: 123_450, on: null }])).toContain("EUR\t1234,50\t");
  });

  it("are run by no spreadsheet, and keep a cell one cell", async () => {
    const rows = [
      { name: "=HYPERLINK(1)", balanceMinor: 0, on: null },
      { name: 'Two\tcells "or" one', balanceMinor: 0, on: null },
    ];
    const text = await copied("en-US", rows);
    expect(text).toContain("\r\n'=HYPERLINK(1)\tEUR\t0.00\t\r\n");
    expect(text).toContain('\r\n"Two\tcells ""or"" one"\tEUR\t0.00\t\r\n');
  });
});
