import { describe, expect, it } from "vitest";
import { civilDate } from "../../../shared/civil-date.ts";
import { pointsOfLastYear, pointsThrough } from "./balance-points.ts";

describe("the line of a balance over time", () => {
  it("goes on to today from the newest change", () => {
    expect(pointsThrough("2025-01-31", [{ on: "2025-01-10", balanceMinor: 5000 }])).toEqual([
      { on: "2025-01-10", balanceMinor: 5000 },
      { on: "2025-01-31", balanceMinor: 5000 },
    ]);
  });

  it("ends with today's change", () => {
    const points = [
      { on: "2025-01-10", balanceMinor: 5000 },
      { on: "2025-01-31", balanceMinor: 3000 },
    ];
    expect(pointsThrough("2025-01-31", points)).toEqual(points);
  });

  it("is empty where there never was a balance", () => {
    expect(pointsThrough("2025-03-01", [])).toEqual([]);
  });
});

describe("the line of the last year", () => {
  const today = civilDate("2026-03-30");

  it("begins with what there was a year ago, and ends today", () => {
    const points = [
      { on: "2024-01-10", balanceMinor: 9000 },
      { on: "2025-03-30", balanceMinor: 5000 },
      { on: "2025-11-02", balanceMinor: 2000 },
    ];
    expect(pointsOfLastYear(today, points)).toEqual([
      { on: "2025-03-30", balanceMinor: 5000 },
      { on: "2025-11-02", balanceMinor: 2000 },
      { on: "2026-03-30", balanceMinor: 2000 },
    ]);
  });

  it("begins with nothing where there was no credit yet", () => {
    expect(pointsOfLastYear(today, [{ on: "2026-03-30", balanceMinor: 900 }])).toEqual([
      { on: "2025-03-30", balanceMinor: 0 },
      { on: "2026-03-30", balanceMinor: 900 },
    ]);
  });
});
