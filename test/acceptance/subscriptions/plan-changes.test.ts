import { describe, expect, test } from "vitest";
import { createTestBook } from "../../support/book.ts";
import { accountOf, billThrough, createCustomer, creditOf, invoicesOf, payOpen } from "../../support/company.ts";
import { annualCustomer, changeSubscription, createPlan, seatsAt, subscribed } from "../../support/subscriptions.ts";

describe("upgrades, downgrades and the other period (BEHAVIOUR 6.6, 7)", () => {
  test("A-24 annual 2399.95 changed to monthly 249.95 on day 0 leaves 2150.00 for the renewals", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const { accountId, planId } = await annualCustomer(book, "2026-01-10");
    await payOpen(book, accountId);
    const { invoice } = await changeSubscription(book, accountId, {
      type: "plan",
      planId,
      period: "month",
      timing: "now",
    });
    expect(invoice).toMatchObject({
      totalMinor: 0,
      creditCreatedMinor: 2150_00,
      subtotalMinor: -2150_00,
      state: "paid",
    });
    const { rows } = await book.ask("ledger.list", { accountId });
    expect(rows).toMatchObject([{ sourceType: "proration", amountMinor: 2150_00, sourceId: invoice?.id }]);
    await billThrough(book, "2026-09-10");
    expect(await creditOf(book, accountId)).toBe(150_40);
    await billThrough(book, "2026-10-10");
    const ninth = (await invoicesOf(book, accountId)).at(-1);
    expect(ninth).toMatchObject({ issuedOn: "2026-10-10", creditAppliedMinor: 150_40, dueMinor: 99_55 });
    expect(await creditOf(book, accountId)).toBe(0);
  });

  test("A-65 two lines each way: 43.87 of credit, used whole when it is changed back the same day", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const big = await createPlan(book, { name: "Big", monthlyMinor: 99_00, seatPrice: seatsAt(5_00) });
    const small = await createPlan(book, { name: "Small", monthlyMinor: 29_00, seatPrice: seatsAt(2_00) });
    const accountId = await subscribed(book, big, { startOn: "2026-01-01", seats: 5 });
    await book.setToday("2026-01-16");
    await payOpen(book, accountId);
    const down = await changeSubscription(book, accountId, {
      type: "plan",
      planId: small,
      period: "month",
      timing: "now",
    });
    expect(down.invoice?.lines.map((line) => line.netMinor)).toEqual([-51_10, -12_90, 14_97, 5_16]);
    expect(down.invoice?.creditCreatedMinor).toBe(43_87);
    expect(down.preview.proration).toEqual({
      amountMinor: 64_00,
      cycleDaysRemaining: 16,
      cycleDaysTotal: 31,
      cycleRemainingPercent: (16 / 31) * 100,
    });
    await payOpen(book, accountId);
    const up = await changeSubscription(book, accountId, { type: "plan", planId: big, period: "month" });
    expect(up.preview.timing).toBe("now");
    expect(up.invoice).toMatchObject({
      totalMinor: 43_87,
      creditAppliedMinor: 43_87,
      dueMinor: 0,
      paidBy: "payer-credits",
    });
    expect(await creditOf(book, accountId)).toBe(0);
    // The days go on: the next period begins when the first one would have ended.
    expect((await accountOf(book, accountId)).subscription).toMatchObject({ nextBillingOn: "2026-02-01", seats: 5 });
  });

  test("A-79 16 of 31 days of 10.00 are 5.16 in New York, whatever the clocks do in March", async () => {
    for (const timeZone of ["America/New_York", "UTC"]) {
      const book = await createTestBook({ today: "2026-03-01", timeZone });
      const accountId = await createCustomer(book, { feeMinor: 10_00, startOn: "2026-03-01", timeZone });
      await billThrough(book, "2026-03-01");
      await book.setToday("2026-03-16");
      await payOpen(book, accountId);
      const { invoice } = await changeSubscription(book, accountId, {
        type: "cancel",
        timing: "now",
        withCredit: true,
      });
      expect(invoice?.creditCreatedMinor).toBe(5_16);
    }
  });

  test("a downgrade waits for the period's end, keeps the days, and can be taken back", async () => {
    const book = await createTestBook({ today: "2026-01-31" });
    const big = await createPlan(book, { name: "Big", monthlyMinor: 50_00 });
    const small = await createPlan(book, { name: "Small", monthlyMinor: 20_00 });
    const accountId = await subscribed(book, big, { startOn: "2026-01-31" });
    const change = { type: "plan", planId: small, period: "month" } as const;
    const { preview, subscription, invoice } = await changeSubscription(book, accountId, change);
    expect(preview).toMatchObject({ timing: "period_end", effectiveOn: "2026-02-28", invoice: null });
    expect(preview.nextInvoice).toMatchObject({ on: "2026-02-28", totalMinor: 20_00 });
    expect(invoice).toBeNull();
    expect(subscription).toMatchObject({
      planName: "Big",
      endsOn: "2026-02-28",
      upcoming: { planName: "Small", startsOn: "2026-02-28", feeMinor: 20_00 },
    });
    await changeSubscription(book, accountId, { type: "resume" });
    expect((await accountOf(book, accountId)).subscription).toMatchObject({ endsOn: null, upcoming: null });
    await changeSubscription(book, accountId, change);
    await billThrough(book, "2026-03-31");
    expect((await invoicesOf(book, accountId)).map(({ issuedOn, totalMinor }) => [issuedOn, totalMinor])).toEqual([
      ["2026-01-31", 50_00],
      ["2026-02-28", 20_00],
      ["2026-03-31", 20_00],
    ]);
    expect(await accountOf(book, accountId)).toMatchObject({ planName: "Small", subscription: { upcoming: null } });
    const { items } = await book.ask("subscriptions.get", { accountId });
    expect(items.map(({ planName, status, endsOn }) => [planName, status, endsOn])).toEqual([
      ["Small", "active", null],
      ["Small", "abandoned", null],
      ["Big", "ended", "2026-02-28"],
    ]);
    const { plans } = await book.ask("plans.list", {});
    expect(plans.filter(({ isFree }) => !isFree).map(({ name, subscriberCount }) => [name, subscriberCount])).toEqual([
      ["Small", 1],
      ["Big", 0],
    ]);
  });

  test("another price of the same plan is a transition like any other, also to a custom one", async () => {
    const book = await createTestBook({ today: "2026-04-01" });
    const planId = await createPlan(book, { monthlyMinor: 30_00 });
    const accountId = await subscribed(book, planId, { startOn: "2026-04-01" });
    const { priceId } = await book.ask("prices.create", {
      planId,
      currency: "USD",
      monthlyMinor: 60_00,
      description: "Volume",
    });
    await book.setToday("2026-04-16");
    await payOpen(book, accountId);
    const { invoice, subscription } = await changeSubscription(book, accountId, {
      type: "plan",
      planId,
      priceId,
      period: "month",
    });
    expect(invoice?.lines.map((line) => line.netMinor)).toEqual([-15_00, 30_00]);
    expect(subscription?.priceId).toBe(priceId);
    const other = await createPlan(book, { monthlyMinor: 1_00 });
    const refusal = await book.refusal("subscriptions.previewChange", {
      accountId,
      change: { type: "plan", planId: other, priceId, period: "month" },
    });
    expect(refusal.code).toBe("price_not_found");
  });

  test("a month changed to a year begins a year on the day, and follows the rule by what a month costs", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const planId = await createPlan(book, { monthlyMinor: 31_00, annualMonthlyMinor: 25_00 });
    const accountId = await subscribed(book, planId, { startOn: "2026-01-01" });
    await book.setToday("2026-01-11");
    const change = { type: "plan", planId, period: "annual" } as const;
    const byRule = await book.ask("subscriptions.previewChange", { accountId, change });
    expect(byRule).toMatchObject({ timing: "period_end", effectiveOn: "2026-02-01" });
    await payOpen(book, accountId);
    const { invoice, subscription } = await changeSubscription(book, accountId, { ...change, timing: "now" });
    expect(invoice?.lines.map((line) => [line.kind, line.netMinor])).toEqual([
      ["unused_time", -21_00],
      ["fee", 300_00],
    ]);
    expect(subscription).toMatchObject({ anchorOn: "2026-01-11", nextBillingOn: "2027-01-11", period: "annual" });
  });
});
