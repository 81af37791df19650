import { describe, expect, it } from "vitest";
import type { EntrySourceType, LedgerRow } from "../../../shared/contract/ledger.ts";
import { marksOf } from "./balance-marks.ts";

const entry = (effectiveOn: string, sourceType: EntrySourceType) => ({ effectiveOn, sourceType }) as LedgerRow;
const point = (on: string, balanceMinor: number) => ({ on, balanceMinor });

describe("the marks of a balance over time", () => {
  it("say what happened on a day, or that several things did", () => {
    const points = [point("2026-01-01", 5000), point("2026-01-05", 3000), point("2026-01-09", 4000)];
    const entries = [
      entry("2026-01-09", "grant"),
      entry("2026-01-09", "expiry"),
      entry("2026-01-05", "invoice_applied"),
      entry("2026-01-05", "deduction"),
      entry("2026-01-01", "opening"),
    ];
    const kinds = [...marksOf(points, entries)].map(([on, { kind }]) => [on, kind]);
    expect(Object.fromEntries(kinds)).toEqual({
      "2026-01-01": "added",
      "2026-01-05": "used",
      "2026-01-09": "several",
    });
  });

  it("stand on the days of the largest changes where there are too many to tell apart", () => {
    const days = Array.from({ length: 100 }, (_, index) =>
      new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
    );
    const points = days.map((on, index) => point(on, (index % 2) * (index + 1) * 100));
    const marks = marksOf(
      points,
      days.map((on) => entry(on, "grant")),
    );
    expect(marks.size).toBe(40);
    expect(marks.has(days[99] ?? "")).toBe(true);
    expect(marks.has(days[0] ?? "")).toBe(false);
  });

  it("leave out days whose entries are not at hand", () => {
    expect(marksOf([point("2026-01-01", 100)], []).size).toBe(0);
  });
});
