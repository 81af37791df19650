import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  civilDate,
  civilDateAt,
  daysBetween,
  firstPeriodFrom,
  isCivilDate,
  isTimeZone,
  periodStart,
} from "./calendar.ts";

const anyDate = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 86_400_000, max: Date.UTC(2090, 0, 1) / 86_400_000 })
  .map((day) => civilDate(new Date(day * 86_400_000).toISOString().slice(0, 10)));

describe("civil dates", () => {
  test.each([
    ["2024-02-29", true],
    ["2025-02-29", false],
    ["2025-2-1", false],
    ["2025-13-01", false],
    ["2025-01-01T00:00", false],
    ["", false],
  ])("%j is a date: %s", (text, isDate) => {
    expect(isCivilDate(text)).toBe(isDate);
  });

  test("an instant is another day elsewhere", () => {
    const instantMs = Date.parse("2026-03-08T06:30:00Z");
    expect(civilDateAt(instantMs, "UTC")).toBe("2026-03-08");
    expect(civilDateAt(instantMs, "America/Los_Angeles")).toBe("2026-03-07");
    expect(civilDateAt(instantMs, "Asia/Kathmandu")).toBe("2026-03-08");
  });

  test("days are counted half-open and come back", () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -4000, max: 4000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  test("time zones are those the platform knows", () => {
    expect(isTimeZone("America/New_York")).toBe(true);
    expect(isTimeZone("-05:00")).toBe(true);
    expect(isTimeZone("Mars/Olympus")).toBe(false);
    expect(isTimeZone("−05:00")).toBe(false);
  });
});

describe("periods (BEHAVIOUR 6.4)", () => {
  test("start on the anchor's day, or on the month's last, and never drift", () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.constantFrom("month" as const, "annual" as const),
        fc.integer({ min: 0, max: 300 }),
        (anchor, period, index) => {
          const start = periodStart(anchor, period, index);
          const anchorDay = Number(anchor.slice(8));
          const lastDay = new Date(Date.UTC(Number(start.slice(0, 4)), Number(start.slice(5, 7)), 0)).getUTCDate();
          expect(Number(start.slice(8))).toBe(Math.min(anchorDay, lastDay));
          expect(periodStart(anchor, period, index + 1) > start).toBe(true);
        },
      ),
    );
  });

  test("the first period from a day on is the first that does not start before it", () => {
    fc.assert(
      fc.property(anyDate, fc.constantFrom("month" as const, "annual" as const), anyDate, (anchor, period, from) => {
        const index = firstPeriodFrom(anchor, period, from);
        expect(periodStart(anchor, period, index) >= from || index === 0).toBe(true);
        if (index > 0) expect(periodStart(anchor, period, index - 1) < from).toBe(true);
        if (index === 0) expect(from <= anchor || periodStart(anchor, period, 0) >= from).toBe(true);
      }),
    );
  });
});
