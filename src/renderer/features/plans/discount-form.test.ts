import { describe, expect, it } from "vitest";
import { readDiscountForm, startDiscountForm } from "./discount-form.ts";

const good = { ...startDiscountForm("USD"), name: " Early bird ", share: "12.5" };

describe("a filled-in discount", () => {
  it("takes off a share, for good", () => {
    expect(readDiscountForm(good, "en-US").input).toEqual({
      name: "Early bird",
      partsPerMillion: 125_000,
      amountMinor: null,
      currency: null,
      periods: null,
    });
  });

  it("takes off an amount, for some periods, whatever stands in the other fields", () => {
    const form = { ...good, kind: "amount", share: "x", amount: "5", isForGood: false, periods: "3" } as const;
    expect(readDiscountForm(form, "en-US").input).toEqual({
      name: "Early bird",
      partsPerMillion: null,
      amountMinor: 500,
      currency: "USD",
      periods: 3,
    });
  });

  it.each([
    [{ name: " " }, "name"],
    [{ share: "0" }, "share"],
    [{ share: "101" }, "share"],
    [{ kind: "amount", amount: "0" }, "amount"],
    [{ kind: "amount", amount: "5.001" }, "amount"],
    [{ isForGood: false, periods: "0" }, "periods"],
    [{ isForGood: false, periods: "" }, "periods"],
  ] as const)("is refused with %j", (change, field) => {
    const { input, problems } = readDiscountForm({ ...good, ...change }, "en-US");
    expect(input).toBeNull();
    expect(Object.keys(problems)).toEqual([field]);
  });
});
