import { describe, expect, it } from "vitest";
import type { PlanView, PriceView } from "../../../shared/contract/plans.ts";
import { isInForce, plansFor, readPlanChoice, type PlanChoiceForm } from "./plan-choice.ts";
import { subscription } from "./subscription.test-support.ts";

const plan = (id: string, changes: Partial<PlanView> = {}) =>
  ({
    id,
    forKind: "organization",
    currency: "USD",
    isFree: false,
    isArchived: false,
    customPriceCount: 0,
    ...changes,
  }) as PlanView;

const price = (id: string, changes: Partial<PriceView> = {}) =>
  ({
    id,
    planId: "team",
    currency: "USD",
    monthlyMinor: 20_00,
    annualMonthlyMinor: 16_00,
    seatPrice: null,
    ...changes,
  }) as PriceView;

const seatPrice = { blockSize: 1, tiers: [{ startsAtBlock: 1, endsAfterBlock: null, feePerBlockMinor: 500 }] };
const form: PlanChoiceForm = { planId: "team", priceId: null, period: "month", seats: "5" };

describe("the plans that an account can be on", () => {
  it("are those for its kind and currency, and the one it is on", () => {
    const plans = [
      plan("team"),
      plan("free", { isFree: true }),
      plan("old", { isArchived: true }),
      plan("older", { isArchived: true }),
      plan("personal", { forKind: "user" }),
      plan("euro", { currency: "EUR" }),
      plan("both", { currency: "EUR", customPriceCount: 1 }),
    ];
    const offered = plansFor({ kind: "organization", currency: "USD" }, plans, ["old"]);
    expect(offered.map(({ id }) => id)).toEqual(["team", "old", "both"]);
  });
});

describe("a choice of plan", () => {
  it("takes the first price in the account's currency until another one is chosen", () => {
    const prices = [price("euro", { currency: "EUR" }), price("standard"), price("special")];
    expect(readPlanChoice(form, prices, "USD").choice).toEqual({
      planId: "team",
      priceId: "standard",
      period: "month",
      seats: null,
    });
    expect(readPlanChoice({ ...form, priceId: "special" }, prices, "USD").choice?.priceId).toBe("special");
    expect(readPlanChoice({ ...form, priceId: "euro" }, prices, "USD").choice?.priceId).toBe("standard");
  });

  it("is none before the prices of the chosen plan are known", () => {
    expect(readPlanChoice(form, [], "USD").choice).toBeNull();
    expect(readPlanChoice(form, [price("other", { planId: "pro" })], "USD").choice).toBeNull();
  });

  it("is billed for the period that the price is offered for", () => {
    const annualOnly = [price("annual", { monthlyMinor: null })];
    expect(readPlanChoice(form, annualOnly, "USD")).toMatchObject({ period: "annual", offersMonth: false });
  });

  it("has seats exactly where the price has them", () => {
    expect(readPlanChoice(form, [price("bySeat", { seatPrice })], "USD").choice?.seats).toBe(5);
    const wrong = readPlanChoice({ ...form, seats: "many" }, [price("bySeat", { seatPrice })], "USD");
    expect(wrong.choice).toBeNull();
    expect(wrong.seatsProblem).toBeTruthy();
  });

  it("changes nothing exactly where price, period and seats are those in force", () => {
    const current = subscription({ planId: "team", priceId: "bySeat", period: "month", seats: 5 });
    const inForce = { planId: "team", priceId: "bySeat", period: "month", seats: 5 } as const;
    expect(isInForce(inForce, current)).toBe(true);
    expect(isInForce({ ...inForce, priceId: "special" }, current)).toBe(false);
    expect(isInForce({ ...inForce, period: "annual" }, current)).toBe(false);
    expect(isInForce({ ...inForce, seats: 6 }, current)).toBe(false);
  });
});
