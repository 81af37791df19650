import { describe, expect, it } from "vitest";
import { instantOf, momentAt } from "./clock-moment.ts";

describe("the moment a test clock is set to", () => {
  it("is a time of day in the book's time zone", () => {
    expect(instantOf({ date: "2025-01-31", time: "09:30" }, "America/New_York")).toBe(Date.UTC(2025, 0, 31, 14, 30));
    expect(momentAt(Date.UTC(2025, 0, 31, 14, 30), "America/New_York")).toEqual({ date: "2025-01-31", time: "09:30" });
  });

  it("moves on from an hour that the clocks skip", () => {
    expect(instantOf({ date: "2025-03-09", time: "02:30" }, "America/New_York")).toBe(Date.UTC(2025, 2, 9, 7, 30));
  });

  it.each([
    { date: "", time: "09:30" },
    { date: "2025-02-30", time: "09:30" },
    { date: "2025-02-03", time: "" },
    { date: "2025-02-03", time: "25:00" },
  ])("is none for $date at $time", (moment) => {
    expect(instantOf(moment, "UTC")).toBeNull();
  });
});
