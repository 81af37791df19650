import { describe, expect, it } from "vitest";
import { plansContract } from "../../../shared/contract/plans.ts";
import { readPlanForm, startPlanForm, type PlanForm } from "./plan-form.ts";

const start = startPlanForm("USD");
const good: PlanForm = { ...start, name: " Team ", slug: "team", price: { ...start.price, monthly: "20.00" } };

const withPrice = (price: Partial<PlanForm["price"]>): PlanForm => ({ ...good, price: { ...good.price, ...price } });

describe("a filled-in plan", () => {
  it("is what the contract takes, once every field is good", () => {
    const form: PlanForm = {
      ...withPrice({ hasAnnual: true, annualMonthly: "16" }),
      description: "For teams",
      hasTrial: true,
      trialDays: "14",
      features: [{ name: "Single sign-on", slug: "" }],
    };
    const { input, problems } = readPlanForm(form, "en-US");
    expect(problems).toEqual({});
    expect(plansContract["plans.create"].input.parse({ ...input, idempotencyKey: "k" })).toEqual({
      name: "Team",
      slug: "team",
      description: "For teams",
      forKind: "organization",
      currency: "USD",
      monthlyMinor: 2000,
      annualMonthlyMinor: 1600,
      seatPrice: null,
      trialDays: 14,
      features: [{ slug: "single-sign-on", name: "Single sign-on", description: null }],
      idempotencyKey: "k",
    });
  });

  it("has no annual fee where none is offered, whatever was typed before", () => {
    expect(readPlanForm(withPrice({ annualMonthly: "nonsense" }), "en-US").input?.annualMonthlyMinor).toBeNull();
  });

  it("has no trial where none is chosen, whatever was typed before", () => {
    expect(readPlanForm({ ...good, trialDays: "nonsense" }, "en-US").input?.trialDays).toBeNull();
  });

  it.each(["0", "366", "-1", "x", ""])("refuses a trial of %j days", (trialDays) => {
    const read = readPlanForm({ ...good, hasTrial: true, trialDays }, "en-US");
    expect(read.input).toBeNull();
    expect(read.problems.trialDays).toBeTruthy();
  });

  it("says what is wrong with which field", () => {
    const blank = startPlanForm("JPY");
    const read = readPlanForm({ ...blank, price: { ...blank.price, monthly: "5.1" } }, "en-US");
    expect(read.input).toBeNull();
    expect(Object.keys(read.problems).toSorted()).toEqual(["name", "slug"]);
    expect(Object.keys(read.price.problems)).toEqual(["monthly"]);
  });

  it.each(["-5", "abc", "1e21", "12.345", ""])("refuses a fee of %j", (monthly) => {
    expect(readPlanForm(withPrice({ monthly }), "en-US").price.problems.monthly).toBeTruthy();
  });

  it("charges for something: a fee, seats, or both (BEHAVIOUR 6.1)", () => {
    const free = readPlanForm(withPrice({ monthly: "0" }), "en-US");
    expect(free.input).toBeNull();
    expect(free.problems.price).toBeTruthy();
    const bySeat = withPrice({
      monthly: "0",
      hasSeats: true,
      seats: { blockSize: "1", tiers: [{ endsAfterBlock: "", fee: "5" }] },
    });
    expect(readPlanForm(bySeat, "en-US").input?.seatPrice).toEqual({
      blockSize: 1,
      tiers: [{ startsAtBlock: 1, endsAfterBlock: null, feePerBlockMinor: 500 }],
    });
  });

  it("shows the annual charge as twelve months, and refuses one that a book cannot hold (BEHAVIOUR 1.3, 6.1)", () => {
    expect(readPlanForm(withPrice({ hasAnnual: true, annualMonthly: "16" }), "en-US").price.annualMinor).toBe(19200);
    const tooLarge = readPlanForm(withPrice({ hasAnnual: true, annualMonthly: "90071992547409.91" }), "en-US").price;
    expect(tooLarge.annualMinor).toBeNull();
    expect(tooLarge.problems.annualMonthly).toMatch(/more than a book can hold/u);
  });

  it("lists a feature once, under a slug made of its name", () => {
    const twice = { ...good, features: ["Audit log", "audit-LOG"].map((name) => ({ name, slug: "" })) };
    const { features, input } = readPlanForm(twice, "en-US");
    expect(input).toBeNull();
    expect(features.problems.map((problem) => problem !== null)).toEqual([false, true]);
  });
});
