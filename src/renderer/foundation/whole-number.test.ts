import { describe, expect, it } from "vitest";
import { readWholeNumber } from "./whole-number.ts";

describe("a whole number", () => {
  it.each([
    ["5", 5],
    [" 014 ", 14],
    ["0", 0],
  ])("is read as it is typed: %j", (typed, number) => {
    expect(readWholeNumber(typed)).toBe(number);
  });

  it.each([
    ["١٤", "ar-EG"],
    ["\u200E۱۴", "fa-IR"],
    ["14", "fa-IR"],
  ])("is read in the locale's digits: %j in %s", (typed, locale) => {
    expect(readWholeNumber(typed, locale)).toBe(14);
  });

  it.each(["", "-1", "1.5", "1,000", "1e3", "five", "9".repeat(16)])("is none when it is %j", (typed) => {
    expect(readWholeNumber(typed)).toBeNull();
  });
});
