import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { createCustomer } from "../../support/company.ts";

async function createPlan(book: TestBook, change: Record<string, unknown> = {}): Promise<string> {
  const plan = { name: "Team", slug: "team", forKind: "organization", currency: "USD", monthlyMinor: 20_00, ...change };
  return (await book.ask("plans.create", plan as never)).planId;
}

describe("plans and subscriptions", () => {
  test("6.3 every account starts on the free plan of its kind and has at most one subscription", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    expect(await book.ask("accounts.get", { accountId })).toMatchObject({
      planName: "Free",
      subscription: null,
      nextInvoice: null,
    });
    const subscription = { accountId, planId: await createPlan(book), period: "month", startOn: "2026-01-31" } as const;
    await book.ask("subscriptions.create", subscription);
    expect(await book.ask("accounts.get", { accountId })).toMatchObject({
      planName: "Team",
      subscription: { status: "active", feeMinor: 20_00, anchorOn: "2026-01-31", currentPeriod: null },
      nextInvoice: { on: "2026-01-31", totalMinor: 20_00 },
    });
    expect((await book.refusal("subscriptions.create", subscription)).code).toBe("subscription_exists");
    const { plans } = await book.ask("plans.list", {});
    expect(plans.map((plan) => [plan.slug, plan.subscriberCount])).toContainEqual(["team", 1]);
  });

  test("a subscription that does not fit is refused by what is wrong with it", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const planId = await createPlan(book);
    const { plans } = await book.ask("plans.list", {});
    const freePlanId = plans.find((plan) => plan.isFree && plan.forKind === "organization")?.id;
    const subscription = { accountId, planId, period: "month", startOn: "2026-01-01" };
    const refused = async (change: Record<string, unknown>) =>
      (await book.refusal("subscriptions.create", { ...subscription, ...change })).code;
    expect(await refused({ accountId: "org_nobody" })).toBe("account_not_found");
    expect(await refused({ planId: "cplan_none" })).toBe("plan_not_found");
    expect(await refused({ planId: freePlanId })).toBe("plan_not_found");
    expect(await refused({ period: "annual" })).toBe("price_period_not_offered");
    expect(await refused({ period: "week" })).toBe("invalid_input");
    expect(await refused({ startOn: "2026-02-29" })).toBe("invalid_input");
    expect(await refused({ planId: await createPlan(book, { slug: "solo", forKind: "user" }) })).toBe(
      "plan_for_other_kind",
    );
    expect(await refused({ planId: await createPlan(book, { slug: "euro", currency: "EUR" }) })).toBe(
      "currency_mismatch",
    );
    expect((await book.ask("accounts.get", { accountId })).subscription).toBeNull();
  });

  test("an e-mail address or slug belongs to one account only", async () => {
    const book = await createTestBook();
    const account = { kind: "user", name: "Ada", contact: "ada@example.com" } as const;
    await book.ask("accounts.create", account);
    expect(await book.refusal("accounts.create", { ...account, name: "Another Ada" })).toMatchObject({
      code: "account_exists",
    });
    await book.ask("accounts.create", { ...account, contact: null });
    await book.ask("accounts.create", { ...account, contact: null });
    expect((await book.ask("accounts.list", {})).total.count).toBe(3);
  });

  test("a plan that does not fit is refused", async () => {
    const book = await createTestBook();
    await createPlan(book);
    const plan = { name: "Team", slug: "other", forKind: "organization", currency: "USD", monthlyMinor: 20_00 };
    const refused = async (change: Record<string, unknown>) =>
      (await book.refusal("plans.create", { ...plan, ...change })).code;
    expect(await refused({ slug: "team" })).toBe("plan_exists");
    expect(await refused({ slug: "Team A" })).toBe("invalid_input");
    expect(await refused({ monthlyMinor: 0 })).toBe("price_without_charge");
    expect(await refused({ currency: "XAU" })).toBe("invalid_input");
    expect(await refused({ annualMonthlyMinor: Number.MAX_SAFE_INTEGER })).toBe("amount_out_of_range");
  });
});
