import { describe, expect, it } from "vitest";
import { growNeeds } from "./column-needs.ts";
import type { ListColumn } from "./list-column.ts";

interface Row {
  readonly amountMinor: number | null;
  readonly currency: string;
}

const columns: readonly ListColumn<Row>[] = [{ id: "amount", kind: "money", title: "Amount", money: (row) => row }];
/** Every character is ten pixels wide. */
const measure = (text: string) => 10 * text.length;
const widthFor = (...rows: Row[]) => growNeeds({}, columns, rows, measure).amount?.width ?? 0;

describe("what a column needs", () => {
  it("is never less than its widest figure, whatever the currency", () => {
    const huge = { amountMinor: 99_999_999_999_99, currency: "USD" };
    expect(widthFor(huge)).toBeGreaterThanOrEqual(measure("USD99,999,999,999.99"));
    expect(widthFor({ amountMinor: -1_234_567, currency: "KWD" })).toBeGreaterThanOrEqual(measure("KWD−1,234.567"));
  });

  it("has room for the decimals that a figure lacks and others have", () => {
    const yen = { amountMinor: 123_456, currency: "JPY" };
    const dollars = { amountMinor: 1, currency: "USD" };
    expect(widthFor(yen, dollars)).toBeGreaterThanOrEqual(measure("JPY123,456.00"));
  });

  it("is never less than its title", () => {
    expect(widthFor({ amountMinor: null, currency: "USD" })).toBeGreaterThanOrEqual(measure("Amount"));
  });

  it("does not shrink again, and stays the same object where it is enough", () => {
    const before = growNeeds({}, columns, [{ amountMinor: 123_456_789, currency: "USD" }], measure);
    expect(growNeeds(before, columns, [{ amountMinor: 1, currency: "USD" }], measure)).toBe(before);
  });

  it("knows how many decimals stand below each other", () => {
    const rows = [
      { amountMinor: 1, currency: "JPY" },
      { amountMinor: 1, currency: "KWD" },
    ];
    expect(growNeeds({}, columns, rows, measure).amount?.decimals).toBe(3);
  });
});
