import { describe, expect, it } from "vitest";
import { billingContract } from "../../../shared/contract/billing.ts";
import { readPlanForm, startPlanForm } from "./plan-form.ts";

const good = { ...startPlanForm("USD"), name: " Team ", slug: "team", monthly: "20.00" };

describe("a filled-in plan", () => {
  it("is what the contract takes, once every field is good", () => {
    const { input, problems } = readPlanForm({ ...good, hasAnnual: true, annualMonthly: "16" }, "en-US");
    expect(problems).toEqual({});
    expect(billingContract["plans.create"].input.parse({ ...input, idempotencyKey: "k" })).toEqual({
      name: "Team",
      slug: "team",
      forKind: "organization",
      currency: "USD",
      monthlyMinor: 2000,
      annualMonthlyMinor: 1600,
      idempotencyKey: "k",
    });
  });

  it("has no annual fee where none is offered, whatever was typed before", () => {
    expect(readPlanForm({ ...good, annualMonthly: "nonsense" }, "en-US").input?.annualMonthlyMinor).toBeNull();
  });

  it("says what is wrong with which field", () => {
    const { input, problems } = readPlanForm({ ...startPlanForm("JPY"), monthly: "5.1" }, "en-US");
    expect(input).toBeNull();
    expect(Object.keys(problems).toSorted()).toEqual(["monthly", "name", "slug"]);
  });

  it.each(["0", "-5", "abc", "1e21", "12.345"])("refuses a fee of %s", (monthly) => {
    expect(readPlanForm({ ...good, monthly }, "en-US").problems.monthly).toBeTruthy();
  });

  it("shows the annual charge as twelve months, and refuses one that a book cannot hold (BEHAVIOUR 1.3, 6.1)", () => {
    expect(readPlanForm({ ...good, hasAnnual: true, annualMonthly: "16" }, "en-US").annualMinor).toBe(19200);
    const tooLarge = readPlanForm({ ...good, hasAnnual: true, annualMonthly: "90071992547409.91" }, "en-US");
    expect(tooLarge.annualMinor).toBeNull();
    expect(tooLarge.problems.annualMonthly).toMatch(/more than a book can hold/u);
  });
});
