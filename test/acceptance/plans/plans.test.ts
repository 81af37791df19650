import { describe, expect, test } from "vitest";
import type { PlanView } from "../../../src/shared/contract/plans.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { accountOf, createCustomer } from "../../support/company.ts";

const team = { name: "Team", slug: "team", forKind: "organization", currency: "USD", monthlyMinor: 20_00 } as const;

/** Seats in blocks of five: the first two blocks cost 40.00 each, those after 30.00. */
const seatPrice = {
  blockSize: 5,
  tiers: [
    { startsAtBlock: 1, endsAfterBlock: 2, feePerBlockMinor: 40_00 },
    { startsAtBlock: 3, endsAfterBlock: null, feePerBlockMinor: 30_00 },
  ],
};

async function planOf(book: TestBook, planId: string): Promise<PlanView> {
  const { plans } = await book.ask("plans.list", {});
  const plan = plans.find(({ id }) => id === planId);
  if (!plan) throw new Error(`There is no plan ${planId}`);
  return plan;
}

async function freePlan(book: TestBook): Promise<PlanView> {
  const { plans } = await book.ask("plans.list", {});
  const plan = plans.find(({ isFree, forKind }) => isFree && forKind === "organization");
  if (!plan) throw new Error("There is no free plan");
  return plan;
}

describe("plans (BEHAVIOUR 6.1)", () => {
  test("carry a fee, seats, a trial and features, and say them back", async () => {
    const book = await createTestBook();
    const { planId, priceId } = await book.ask("plans.create", {
      ...team,
      description: "For teams",
      annualMonthlyMinor: 16_00,
      seatPrice,
      trialDays: 14,
      features: [
        { slug: "sso", name: "Single sign-on", description: "SAML and OIDC" },
        { slug: "audit", name: "Audit log" },
      ],
    });
    expect(await planOf(book, planId)).toMatchObject({
      name: "Team",
      description: "For teams",
      isFree: false,
      isArchived: false,
      trialDays: 14,
      features: [
        { slug: "sso", name: "Single sign-on", description: "SAML and OIDC" },
        { slug: "audit", name: "Audit log", description: null },
      ],
      priceId,
      monthlyMinor: 20_00,
      annualMonthlyMinor: 16_00,
      annualMinor: 192_00,
      seatPrice,
      customPriceCount: 0,
      subscriberCount: 0,
    });
  });

  test("may charge for seats alone", async () => {
    const book = await createTestBook();
    const { planId } = await book.ask("plans.create", { ...team, monthlyMinor: 0, annualMonthlyMinor: 0, seatPrice });
    expect(await planOf(book, planId)).toMatchObject({ monthlyMinor: 0, annualMinor: 0, seatPrice });
  });

  const firstTier = { startsAtBlock: 1, endsAfterBlock: 5, feePerBlockMinor: 40_00 };
  const lastTier = { startsAtBlock: 6, endsAfterBlock: null, feePerBlockMinor: 30_00 };
  const freeTier = { startsAtBlock: 1, endsAfterBlock: null, feePerBlockMinor: 0 };

  test.each([
    ["its slug is taken", { slug: "taken" }, "plan_exists"],
    ["its slug is none", { slug: "Team A" }, "invalid_input"],
    ["its fee is negative", { monthlyMinor: -1 }, "invalid_input"],
    ["its currency is none", { currency: "XAU" }, "invalid_input"],
    [
      "a feature stands twice",
      { features: ["Sign-on", "SSO"].map((name) => ({ slug: "sso", name })) },
      "invalid_input",
    ],
    ["its year is too much to hold", { annualMonthlyMinor: Number.MAX_SAFE_INTEGER }, "amount_out_of_range"],
    [
      "a year of a block is too much to hold",
      { annualMonthlyMinor: 1, seatPrice: { blockSize: 1, tiers: [{ ...freeTier, feePerBlockMinor: 2 ** 52 }] } },
      "amount_out_of_range",
    ],
    ["it charges nothing", { monthlyMinor: 0 }, "price_without_charge"],
    ["a year of it is free", { annualMonthlyMinor: 0 }, "price_without_charge"],
    [
      "neither fee nor seats cost anything",
      { monthlyMinor: 0, seatPrice: { blockSize: 1, tiers: [freeTier] } },
      "price_without_charge",
    ],
    ["it has no tier", { seatPrice: { blockSize: 1, tiers: [] } }, "price_tiers_invalid"],
    ["a block is empty", { seatPrice: { blockSize: 0, tiers: [firstTier, lastTier] } }, "price_tiers_invalid"],
    [
      "tiers overlap",
      { seatPrice: { blockSize: 1, tiers: [firstTier, { ...lastTier, startsAtBlock: 5 }] } },
      "price_tiers_invalid",
    ],
    [
      "tiers leave a gap",
      { seatPrice: { blockSize: 1, tiers: [firstTier, { ...lastTier, startsAtBlock: 7 }] } },
      "price_tiers_invalid",
    ],
    ["tiers begin late", { seatPrice: { blockSize: 1, tiers: [lastTier] } }, "price_tiers_invalid"],
    ["the last tier ends", { seatPrice: { blockSize: 1, tiers: [firstTier] } }, "price_tiers_invalid"],
    ["the trial has no day", { trialDays: 0 }, "trial_days_out_of_range"],
    ["the trial has 400 days", { trialDays: 400 }, "trial_days_out_of_range"],
    ["two things are wrong, by the first", { trialDays: 0, monthlyMinor: 0 }, "price_without_charge"],
  ])("are refused where %s", async (_what, change, code) => {
    const book = await createTestBook();
    await book.ask("plans.create", { ...team, slug: "taken" });
    expect((await book.refusal("plans.create", { ...team, ...change })).code).toBe(code);
    expect((await book.ask("plans.list", {})).plans).toHaveLength(3);
  });

  test("say which tier is wrong", async () => {
    const book = await createTestBook();
    const gap = { blockSize: 1, tiers: [firstTier, { ...lastTier, startsAtBlock: 7 }] };
    expect(await book.refusal("plans.create", { ...team, seatPrice: gap })).toMatchObject({
      message: "Tier 2 starts at block 7 and leaves a gap after tier 1, which ends after block 5.",
      details: { tier: 2 },
    });
  });

  test("are renamed everywhere, and what is left out stays", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const bystanderId = await createCustomer(book, { feeMinor: 30_00 });
    const plan = (await book.ask("plans.list", {})).plans.find(({ monthlyMinor }) => monthlyMinor === 20_00);
    if (!plan) throw new Error("The customer's plan is not listed");
    const features = [{ slug: "sso", name: "Sign-on" }];
    await book.ask("plans.update", { planId: plan.id, description: "For teams", trialDays: 7, features });
    await book.ask("plans.update", { planId: plan.id, name: "Crew" });

    expect(await planOf(book, plan.id)).toMatchObject({
      name: "Crew",
      description: "For teams",
      trialDays: 7,
      features,
    });
    expect(await accountOf(book, accountId)).toMatchObject({ planName: "Crew", subscription: { planName: "Crew" } });
    const { rows } = await book.ask("accounts.list", { sort: { by: "planName", direction: "ascending" } });
    expect(rows.map(({ id, planName }) => [id, planName])).toEqual([
      [accountId, "Crew"],
      [bystanderId, "Team"],
    ]);
    await book.ask("plans.update", { planId: plan.id, description: null, trialDays: null, features: [] });
    expect(await planOf(book, plan.id)).toMatchObject({
      name: "Crew",
      description: null,
      trialDays: null,
      features: [],
    });
  });

  test("share their features by slug, each in an order of its own", async () => {
    const book = await createTestBook();
    const first = await book.ask("plans.create", {
      ...team,
      features: [
        { slug: "sso", name: "Sign-on" },
        { slug: "audit", name: "Audit log" },
      ],
    });
    const second = await book.ask("plans.create", {
      ...team,
      slug: "business",
      features: [
        { slug: "audit", name: "Audit trail", description: "Kept for a year" },
        { slug: "sso", name: "Sign-on" },
      ],
    });
    const [one, other] = [await planOf(book, first.planId), await planOf(book, second.planId)];
    expect(one.features.map(({ slug }) => slug)).toEqual(["sso", "audit"]);
    expect(other.features).toEqual(one.features.toReversed());
    expect(other.features[0]).toMatchObject({ name: "Audit trail", description: "Kept for a year" });
  });

  test("that are archived keep their subscribers and take no new one", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const planId = (await accountOf(book, accountId)).subscription?.planId ?? "";
    await book.ask("plans.update", { planId, isArchived: true });
    expect(await planOf(book, planId)).toMatchObject({ isArchived: true, subscriberCount: 1 });
    expect(await accountOf(book, accountId)).toMatchObject({
      subscription: { planId, status: "active" },
      nextInvoice: { totalMinor: 20_00 },
    });
    const newcomerId = await createCustomer(book);
    const subscription = { accountId: newcomerId, planId, period: "month", startOn: "2026-01-01" } as const;
    expect((await book.refusal("subscriptions.create", subscription)).code).toBe("plan_archived");
    await book.ask("plans.update", { planId, isArchived: false });
    await book.ask("subscriptions.create", subscription);
    expect(await planOf(book, planId)).toMatchObject({ isArchived: false, subscriberCount: 2 });
  });

  test("that are free say of themselves what they like, but have no trial, price or archive", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { id: planId } = await freePlan(book);
    await book.ask("plans.update", { planId, name: "Hobby", features: [{ slug: "forum", name: "Forum" }] });
    expect(await freePlan(book)).toMatchObject({ name: "Hobby", features: [{ slug: "forum" }] });
    expect((await book.ask("accounts.list", {})).rows).toMatchObject([{ id: accountId, planName: "Hobby" }]);
    for (const change of [{ trialDays: 14 }, { isArchived: true }]) {
      expect((await book.refusal("plans.update", { planId, ...change })).code).toBe("plan_is_free");
    }
    const price = { planId, currency: "USD", monthlyMinor: 1_00 };
    expect((await book.refusal("prices.create", price)).code).toBe("plan_is_free");
  });

  test("that are changed badly stay as they are", async () => {
    const book = await createTestBook();
    const { planId } = await book.ask("plans.create", { ...team, trialDays: 14 });
    const before = await planOf(book, planId);
    expect((await book.refusal("plans.update", { planId: "cplan_none", name: "Crew" })).code).toBe("plan_not_found");
    for (const trialDays of [0, 400]) {
      const change = { planId, name: "Crew", trialDays };
      expect((await book.refusal("plans.update", change)).code).toBe("trial_days_out_of_range");
    }
    expect(await planOf(book, planId)).toEqual(before);
  });
});

describe("prices (BEHAVIOUR 6.2)", () => {
  test("stand beside the default one, newest first, and one of them may become it", async () => {
    const book = await createTestBook();
    const { planId, priceId } = await book.ask("plans.create", team);
    const { priceId: contractId } = await book.ask("prices.create", {
      planId,
      description: "Contract with Globex",
      currency: "USD",
      monthlyMinor: null,
      annualMonthlyMinor: 15_00,
      seatPrice,
    });
    await book.setToday("2026-01-02");
    const { priceId: newId } = await book.ask("prices.create", {
      planId,
      currency: "USD",
      monthlyMinor: 25_00,
      isDefault: true,
    });
    const { prices } = await book.ask("prices.list", { planId });
    expect(prices).toMatchObject([
      { id: newId, isDefault: true, monthlyMinor: 25_00, annualMinor: null, seatPrice: null },
      {
        id: contractId,
        isDefault: false,
        description: "Contract with Globex",
        monthlyMinor: null,
        annualMonthlyMinor: 15_00,
        annualMinor: 180_00,
        seatPrice,
      },
      { id: priceId, isDefault: false, monthlyMinor: 20_00 },
    ]);
    expect(await planOf(book, planId)).toMatchObject({ priceId: newId, monthlyMinor: 25_00, customPriceCount: 2 });
  });

  test("that become the default are for new subscriptions, and change none that there is", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const { planId = "", priceId } = (await accountOf(book, accountId)).subscription ?? {};
    const price = { planId, currency: "USD", monthlyMinor: 25_00, isDefault: true };
    const { priceId: newPriceId } = await book.ask("prices.create", price);
    const newcomerId = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId: newcomerId, planId, period: "month", startOn: "2026-01-01" });
    expect((await accountOf(book, accountId)).subscription).toMatchObject({ priceId, feeMinor: 20_00 });
    expect((await accountOf(book, newcomerId)).subscription).toMatchObject({ priceId: newPriceId, feeMinor: 25_00 });
  });

  test("may be complimentary for a single customer, but not for everybody", async () => {
    const book = await createTestBook();
    const { planId } = await book.ask("plans.create", team);
    const complimentary = { planId, currency: "USD", monthlyMinor: 0 };
    expect((await book.refusal("prices.create", { ...complimentary, isDefault: true })).code).toBe(
      "price_without_charge",
    );
    const { priceId } = await book.ask("prices.create", complimentary);
    expect((await book.ask("prices.list", { planId })).prices[1]).toMatchObject({ id: priceId, monthlyMinor: 0 });
  });

  test.each([
    ["of no plan", { planId: "cplan_none" }, "plan_not_found"],
    ["offered for no period", { monthlyMinor: null }, "price_without_charge"],
    ["whose year is too much to hold", { annualMonthlyMinor: 2 ** 52 }, "amount_out_of_range"],
    ["whose tiers are none", { seatPrice: { blockSize: 1, tiers: [] } }, "price_tiers_invalid"],
    ["of a negative fee", { monthlyMinor: -1 }, "invalid_input"],
  ])("%s are refused", async (_what, change, code) => {
    const book = await createTestBook();
    const { planId } = await book.ask("plans.create", team);
    const price = { planId, currency: "USD", monthlyMinor: 10_00, ...change };
    expect((await book.refusal("prices.create", price)).code).toBe(code);
    expect((await book.ask("prices.list", { planId })).prices).toHaveLength(1);
  });

  test("are listed of a plan that there is", async () => {
    const book = await createTestBook();
    expect((await book.refusal("prices.list", { planId: "cplan_none" })).code).toBe("plan_not_found");
  });

  test("with seats need their number in a file of subscriptions", async () => {
    const book = await createTestBook();
    await book.ask("plans.create", { ...team, seatPrice });
    const write = async (row: string) => {
      const text = `account,plan,period,start_on,seats\n${row}`;
      const { result } = await book.runJob("accounts.import", {
        mode: "write",
        files: [
          { kind: "organizations", name: "organizations.csv", text: "id,name,slug\norg_1,Globex,globex" },
          { kind: "subscriptions", name: "subscriptions.csv", text },
        ],
      });
      return result;
    };
    expect(await write("globex,team,month,2026-01-01,")).toMatchObject({
      outcome: "rejected",
      problems: [{ lineNumber: 2, column: "seats" }],
    });
    expect((await write("globex,team,month,2026-01-01,11")).outcome).toBe("written");
    // Three started blocks of five beside the fee.
    expect((await accountOf(book, "org_1")).subscription).toMatchObject({ seats: 11, feeMinor: 130_00 });
  });
});

describe("tax rates", () => {
  test("are listed lowest first, and each height is there once", async () => {
    const book = await createTestBook();
    const { taxRateId } = await book.ask("taxRates.create", { name: "VAT 24 %", ratePartsPerMillion: 240_000 });
    await book.ask("taxRates.create", { name: "Zero", ratePartsPerMillion: 0 });
    expect(await book.refusal("taxRates.create", { name: "ALV", ratePartsPerMillion: 240_000 })).toMatchObject({
      code: "tax_rate_exists",
      details: { taxRateId },
    });
    expect((await book.refusal("taxRates.create", { name: "All", ratePartsPerMillion: 1_000_001 })).code).toBe(
      "invalid_input",
    );
    expect((await book.ask("taxRates.list", {})).taxRates).toMatchObject([
      { name: "Zero", ratePartsPerMillion: 0 },
      { id: taxRateId, name: "VAT 24 %", ratePartsPerMillion: 240_000 },
    ]);
  });

  test("of the book are used by an import, and made by it where there is none", async () => {
    const book = await createTestBook();
    const { taxRateId } = await book.ask("taxRates.create", { name: "VAT", ratePartsPerMillion: 240_000 });
    const text = "id,name,slug,tax_rate_percent\norg_1,Globex,globex,24\norg_2,Initech,initech,8.875";
    await book.runJob("accounts.import", {
      mode: "write",
      files: [{ kind: "organizations", name: "organizations.csv", text }],
    });
    expect(await accountOf(book, "org_1")).toMatchObject({ taxRateId, taxRateName: "VAT" });
    expect(await accountOf(book, "org_2")).toMatchObject({ taxRateName: "Tax 8.875 %" });
    expect((await book.ask("taxRates.list", {})).taxRates).toHaveLength(2);
  });
});

describe("discounts (BEHAVIOUR 6.8)", () => {
  test("are a share or an amount, for some periods or for good", async () => {
    const book = await createTestBook();
    const { discountId } = await book.ask("discounts.create", { name: "Launch", partsPerMillion: 1_000_000 });
    await book.setToday("2026-01-02");
    await book.ask("discounts.create", { name: "Goodwill", amountMinor: 5_00, currency: "USD", periods: 3 });
    expect((await book.ask("discounts.list", {})).discounts).toMatchObject([
      { name: "Goodwill", partsPerMillion: null, amountMinor: 5_00, currency: "USD", periods: 3 },
      { id: discountId, name: "Launch", partsPerMillion: 1_000_000, amountMinor: null, currency: null, periods: null },
    ]);
  });

  test.each([
    ["of 101 %", { partsPerMillion: 1_010_000 }],
    ["of 0 %", { partsPerMillion: 0 }],
    ["of nothing", {}],
    ["of a share and an amount", { partsPerMillion: 100_000, amountMinor: 5_00, currency: "USD" }],
    ["of an amount without a currency", { amountMinor: 5_00 }],
    ["of a share with a currency", { partsPerMillion: 100_000, currency: "USD" }],
    ["of no amount", { amountMinor: 0, currency: "USD" }],
    ["for no period", { partsPerMillion: 100_000, periods: 0 }],
  ])("%s are refused", async (_what, terms) => {
    const book = await createTestBook();
    expect((await book.refusal("discounts.create", { name: "Launch", ...terms })).code).toBe("discount_out_of_range");
    expect((await book.ask("discounts.list", {})).discounts).toEqual([]);
  });
});
