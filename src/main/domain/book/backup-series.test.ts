import { describe, expect, test } from "vitest";
import { copiesToRemove, isBackupDue } from "./backup-series.ts";

const sixHoursMs = 6 * 60 * 60 * 1000;
const at = (text: string): number => Date.parse(text);

describe("a series of backups", () => {
  test("keeps three of today and the newest of each of seven days, five weeks and twelve months", () => {
    const nowMs = at("2026-11-28T18:30:00Z");
    let copies: { createdAtMs: number }[] = [];
    // Two years of a copy every six hours, thinned after each.
    for (let atMs = at("2024-11-28T00:00:00Z"); atMs <= nowMs; atMs += sixHoursMs) {
      copies = [...copies, { createdAtMs: atMs }];
      const gone = new Set(copiesToRemove(copies, atMs, "UTC"));
      copies = copies.filter((copy) => !gone.has(copy));
    }
    expect(copies.map(({ createdAtMs }) => new Date(createdAtMs).toISOString().slice(0, 13)).toReversed()).toEqual([
      "2026-11-28T18",
      "2026-11-28T12",
      "2026-11-28T06",
      "2026-11-27T18",
      "2026-11-26T18",
      "2026-11-25T18",
      "2026-11-24T18",
      "2026-11-23T18",
      "2026-11-22T18",
      "2026-11-15T18",
      "2026-11-08T18",
      "2026-11-01T18",
      "2026-10-31T18",
      "2026-09-30T18",
      "2026-08-31T18",
      "2026-07-31T18",
      "2026-06-30T18",
      "2026-05-31T18",
      "2026-04-30T18",
      "2026-03-31T18",
      "2026-02-28T18",
      "2026-01-31T18",
      "2025-12-31T18",
    ]);
  });

  test("goes by the days of the book's time zone, and leaves alone what a wrong clock dated ahead", () => {
    const copies = ["2026-03-01T04:00:00Z", "2026-03-01T06:00:00Z", "2027-01-01T00:00:00Z"].map((text) => ({
      createdAtMs: at(text),
    }));
    const nowMs = at("2026-03-02T12:00:00Z");
    expect(copiesToRemove(copies, nowMs, "UTC")).toEqual([copies[0]]);
    // In New York the first was made on the last day of February.
    expect(copiesToRemove(copies, nowMs, "America/New_York")).toEqual([]);
  });

  test.each([
    ["off", null, false],
    ["day", null, true],
    ["day", "2026-03-01T23:59:00Z", true],
    ["day", "2026-03-02T00:01:00Z", false],
    ["day", "2026-03-09T00:00:00Z", true],
    ["hour", "2026-03-02T11:00:00Z", true],
    ["hour", "2026-03-02T11:01:00Z", false],
  ] as const)("with a copy every %s and the last at %s, one is due: %s", (every, last, isDue) => {
    expect(isBackupDue(every, last && at(last), at("2026-03-02T12:00:00Z"), "UTC")).toBe(isDue);
  });
});
