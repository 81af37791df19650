import { describe, expect, it } from "vitest";
import { plansContract } from "../../../shared/contract/plans.ts";
import { readPriceForm, startPriceForm } from "./price-form.ts";

describe("a filled-in price", () => {
  it("may be offered by the year only, and cost nothing (BEHAVIOUR 6.2)", () => {
    const { price } = readPriceForm(
      { ...startPriceForm("EUR"), hasMonthly: false, monthly: "x", hasAnnual: true, annualMonthly: "0" },
      "en-US",
    );
    expect(price).toEqual({ currency: "EUR", monthlyMinor: null, annualMonthlyMinor: 0, seatPrice: null });
    const input = { planId: "cplan_01", ...price, idempotencyKey: "k" };
    expect(plansContract["prices.create"].input.safeParse(input).success).toBe(true);
  });

  it("is offered for one period at least", () => {
    const { price, problems } = readPriceForm({ ...startPriceForm("EUR"), hasMonthly: false }, "en-US");
    expect(price).toBeNull();
    expect(problems.price).toBeTruthy();
  });

  it("waits for its seats to be good", () => {
    const { price, problems, seats } = readPriceForm(
      { ...startPriceForm("EUR"), monthly: "5", hasSeats: true },
      "en-US",
    );
    expect(price).toBeNull();
    expect(problems).toEqual({});
    expect(seats?.tierProblems[0]?.fee).toBeTruthy();
  });
});
