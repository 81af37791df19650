import { describe, expect, it } from "vitest";
import { taxLabel } from "./tax-rate.ts";

describe("a printed tax rate", () => {
  it.each([
    [82_500, "8.25%"],
    [200_000, "20%"],
    [0, "0%"],
    [88_751, "8.8751%"],
  ])("of %d parts per million is %s", (rate, printed) => {
    expect(taxLabel("VAT", rate, "en-US")).toBe(`VAT ${printed}`);
  });

  it("is not repeated where the name carries it", () => {
    expect(taxLabel("Tax 24 %", 240_000, "en-US")).toBe("Tax 24 %");
  });
});
