import { describe, expect, it } from "vitest";
import { formatTaxRate } from "./tax-rate.ts";

describe("a printed tax rate", () => {
  it.each([
    [82_500, "8.25%"],
    [200_000, "20%"],
    [0, "0%"],
    [88_751, "8.8751%"],
  ])("of %d parts per million is %s", (rate, printed) => {
    expect(formatTaxRate(rate, "en-US")).toBe(printed);
  });
});
