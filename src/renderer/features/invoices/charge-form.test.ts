import { describe, expect, it } from "vitest";
import { readTypedMoney } from "../../foundation/typed-money.ts";
import { emptyChargeForm, readCharge, type ChargeForm } from "./charge-form.ts";

const read = (changes: Partial<ChargeForm>) =>
  readCharge({ ...emptyChargeForm, ...changes }, (typed) => readTypedMoney(typed, "USD", { locale: "en-US" }));

describe("the form of a charge", () => {
  it("becomes a charge in minor units, without a discount where none was typed", () => {
    expect(read({ description: " Setup ", quantity: "2", unitPrice: "50" })).toEqual({
      ok: true,
      charge: { description: "Setup", quantity: 2, unitMinor: 5000, discountMinor: 0, tax: { by: "account" } },
    });
  });

  it.each([
    ["nothing", { by: "nothing" }],
    ["tax_1", { by: "rate", taxRateId: "tax_1" }],
  ])("is taxed by %s", (tax, expected) => {
    expect(read({ description: "Setup", unitPrice: "1", tax })).toMatchObject({ charge: { tax: expected } });
  });

  it("names every problem at once", () => {
    const answer = read({ quantity: "1.5", discount: "-1" });
    expect(Object.keys(answer.ok ? {} : answer.problems)).toEqual(["description", "quantity", "unitPrice", "discount"]);
  });

  it.each(["0", "1000001", "", "ten", "-1"])("refuses %j as a quantity", (quantity) => {
    expect(read({ description: "Setup", unitPrice: "1", quantity })).toHaveProperty("problems.quantity");
  });

  it.each(["0", "-5", "abc"])("refuses %j as a unit price", (unitPrice) => {
    expect(read({ description: "Setup", unitPrice })).toHaveProperty("problems.unitPrice");
  });
});
