import { describe, expect, it } from "vitest";
import { civilDate } from "../../shared/civil-date.ts";
import { dayInFigures, readTypedDay } from "./typed-day.ts";

describe("a day in figures", () => {
  it.each([
    ["en-US", "03/04/2026"],
    ["en-GB", "04/03/2026"],
    ["de-DE", "04.03.2026"],
    ["sv-SE", "2026-03-04"],
    ["fa-IR", "2026/03/04"],
  ])("is written as %s writes it, and read again as the same day", (locale, written) => {
    expect(dayInFigures(civilDate("2026-03-04"), locale)).toBe(written);
    expect(readTypedDay(written, locale)).toBe("2026-03-04");
  });

  it.each([
    ["de-DE", "4.3.2026", "2026-03-04"],
    ["de-DE", "04032026", "2026-03-04"],
    ["de-DE", " 4 3 2026 ", "2026-03-04"],
    ["en-US", "03042026", "2026-03-04"],
    ["en-US", "3-4-2026", "2026-03-04"],
    ["en-US", "2026-03-04", "2026-03-04"],
    ["de-DE", "2026-03-04", "2026-03-04"],
  ])("in %s, %s is %s", (locale, typed, day) => {
    expect(readTypedDay(typed, locale)).toBe(day);
  });

  it.each(["", "4.3.26", "4.3.", "31.02.2026", "2026", "4.3.20260", "4 March 2026", "04.03.1969", "1.2.3.2026"])(
    "%j is no day",
    (typed) => {
      expect(readTypedDay(typed, "de-DE")).toBeNull();
    },
  );
});
