import { describe, expect, it } from "vitest";
import { pointsThrough } from "./balance-points.ts";

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
