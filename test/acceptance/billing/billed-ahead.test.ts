import { describe, expect, test } from "vitest";
import { civilDate, startOfDayMs } from "../../../src/shared/calendar.ts";
import { createTestBook } from "../../support/book.ts";
import { payingCustomer } from "../../support/collection.ts";
import { accountOf, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";
import { changeSubscription, createPlan, netsOf } from "../../support/subscriptions.ts";

const noonMs = 12 * 60 * 60 * 1000;
const timeZones = ["UTC", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Auckland"];

describe("the period that is current, whatever was billed ahead (BEHAVIOUR 6.10)", () => {
  test("A-96 upgraded now after a run ahead: -7.00 -31.00 +14.00 +62.00, wherever the account lives", async () => {
    for (const timeZone of timeZones) {
      const book = await createTestBook({ timeZone });
      const planId = await createPlan(book, { monthlyMinor: 31_00 });
      const largePlanId = await createPlan(book, { name: "Large", monthlyMinor: 62_00 });
      const accountId = await payingCustomer(book, planId, { timeZone });
      await billThrough(book, "2026-01-01");
      await book.ask("book.setClock", {
        clock: { kind: "test", nowMs: startOfDayMs(civilDate("2026-01-25"), timeZone) + noonMs },
      });
      await billThrough(book, "2026-02-01");
      const { subscription, cycle } = await book.ask("subscriptions.get", { accountId });
      expect(subscription?.currentPeriod).toEqual({ startOn: "2026-01-01", endOn: "2026-02-01" });
      expect(cycle).toMatchObject({ cycleDaysRemaining: 7, cycleDaysTotal: 31 });
      const change = { type: "plan", planId: largePlanId, period: "month" } as const;
      const { preview, invoice } = await changeSubscription(book, accountId, change);
      expect(netsOf(invoice)).toEqual([-7_00, -31_00, 14_00, 62_00]);
      expect(invoice?.totalMinor).toBe(38_00);
      expect(preview.proration).toMatchObject({ amountMinor: 38_00, cycleDaysRemaining: 7, cycleDaysTotal: 31 });
      await billThrough(book, "2026-03-01");
      const last = (await invoicesOf(book, accountId)).at(-1);
      expect(last).toMatchObject({ issuedOn: "2026-03-01", totalMinor: 62_00 });
      await book.close();
    }
  });

  test("A-96 cancelled now with credit instead: 38.00 comes back", async () => {
    const book = await createTestBook();
    const accountId = await payingCustomer(book, await createPlan(book, { monthlyMinor: 31_00 }));
    await billThrough(book, "2026-01-01");
    await book.setToday("2026-01-25");
    await billThrough(book, "2026-02-01");
    const cancel = { type: "cancel", timing: "now", withCredit: true } as const;
    const { invoice, effectiveOn } = await changeSubscription(book, accountId, cancel);
    expect(effectiveOn).toBe("2026-01-25");
    expect(netsOf(invoice)).toEqual([-7_00, -31_00]);
    expect(await creditOf(book, accountId)).toBe(38_00);
    expect((await accountOf(book, accountId)).subscription).toBeNull();
  });

  test("a run ends at the book's day, and the account's is the day before", async () => {
    const book = await createTestBook({ today: "2026-01-01", timeZone: "Pacific/Auckland" });
    const planId = await createPlan(book, { monthlyMinor: 31_00 });
    const largePlanId = await createPlan(book, { monthlyMinor: 62_00 });
    const accountId = await payingCustomer(book, planId, { timeZone: "America/Los_Angeles" });
    await billThrough(book, "2026-01-01");
    // Noon of the 31st in London: the 1st in Auckland, the small hours of the 31st in Los Angeles.
    await book.setToday("2026-01-31");
    await billThrough(book, "2026-02-01");
    const { today, subscription, cycle } = await book.ask("subscriptions.get", { accountId });
    expect(today).toBe("2026-01-31");
    expect(subscription?.currentPeriod).toEqual({ startOn: "2026-01-01", endOn: "2026-02-01" });
    expect(cycle).toMatchObject({ cycleDaysRemaining: 1 });
    const change = { type: "plan", planId: largePlanId, period: "month" } as const;
    expect(netsOf((await changeSubscription(book, accountId, change)).invoice)).toEqual([-1_00, -31_00, 2_00, 62_00]);
  });

  test("at the period's end is the end of what was billed", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 31_00 });
    const smallPlanId = await createPlan(book, { name: "Small", monthlyMinor: 10_00 });
    const accountId = await payingCustomer(book, planId);
    await billThrough(book, "2026-03-01");
    await book.setToday("2026-01-10");
    const { preview } = await changeSubscription(book, accountId, {
      type: "plan",
      planId: smallPlanId,
      period: "month",
    });
    expect(preview).toMatchObject({ timing: "period_end", effectiveOn: "2026-04-01", invoice: null });
    const { effectiveOn } = await changeSubscription(book, accountId, { type: "cancel", timing: "period_end" });
    expect(effectiveOn).toBe("2026-04-01");
  });

  test("a month changed to a year now gives back every month billed ahead, and begins its year today", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 31_00, annualMonthlyMinor: 25_00 });
    const accountId = await payingCustomer(book, planId);
    await billThrough(book, "2026-03-01");
    await book.setToday("2026-01-11");
    const change = { type: "plan", planId, period: "annual", timing: "now" } as const;
    const { invoice, subscription } = await changeSubscription(book, accountId, change);
    expect(netsOf(invoice)).toEqual([-21_00, -31_00, -31_00, 300_00]);
    expect(subscription).toMatchObject({ nextBillingOn: "2027-01-11", currentPeriod: { startOn: "2026-01-11" } });
  });

  test("a change is dated back into the current period, and not into one billed ahead", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 31_00 });
    const largePlanId = await createPlan(book, { monthlyMinor: 62_00 });
    const accountId = await payingCustomer(book, planId);
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-25");
    const change = { type: "plan", planId: largePlanId, period: "month" } as const;
    const refusal = await book.refusal("subscriptions.previewChange", {
      accountId,
      change: { ...change, changeOn: "2026-02-01" },
    });
    expect(refusal).toMatchObject({
      code: "change_outside_period",
      details: { startOn: "2026-01-01", today: "2026-01-25" },
    });
    const { invoice } = await changeSubscription(book, accountId, { ...change, changeOn: "2026-01-22" });
    expect(netsOf(invoice)).toEqual([-10_00, -31_00, 20_00, 62_00]);
  });

  test("what took over in a run ahead is given back with what it took over from", async () => {
    const book = await createTestBook();
    const bigPlanId = await createPlan(book, { name: "Big", monthlyMinor: 62_00 });
    const smallPlanId = await createPlan(book, { name: "Small", monthlyMinor: 31_00 });
    const hugePlanId = await createPlan(book, { name: "Huge", monthlyMinor: 93_00 });
    const change = async (accountId: string, planId: string) =>
      (await changeSubscription(book, accountId, { type: "plan", planId, period: "month" })).invoice;
    const leaving = await payingCustomer(book, bigPlanId);
    const growing = await payingCustomer(book, bigPlanId);
    await billThrough(book, "2026-01-01");
    for (const accountId of [leaving, growing]) await change(accountId, smallPlanId);
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-22");
    const { subscription } = await book.ask("subscriptions.get", { accountId: growing });
    expect(subscription).toMatchObject({
      planName: "Small",
      currentPeriod: { startOn: "2026-01-01", endOn: "2026-02-01" },
    });
    const end = { type: "cancel", timing: "now", withCredit: true } as const;
    expect(netsOf((await changeSubscription(book, leaving, end)).invoice)).toEqual([-20_00, -31_00]);
    expect(netsOf(await change(growing, hugePlanId))).toEqual([-20_00, -31_00, 30_00, 93_00]);
    const { items } = await book.ask("subscriptions.get", { accountId: growing });
    expect(items.map(({ planName, status, startedOn, endsOn }) => [planName, status, startedOn, endsOn])).toEqual([
      ["Huge", "active", "2026-01-22", null],
      ["Small", "ended", "2026-02-01", "2026-01-22"],
      ["Big", "ended", "2026-01-01", "2026-01-22"],
    ]);
  });

  test("what took over in a run ahead can be begun today", async () => {
    const book = await createTestBook();
    const accountId = await payingCustomer(book, await createPlan(book, { name: "Big", monthlyMinor: 62_00 }));
    await billThrough(book, "2026-01-01");
    const small = { type: "plan", planId: await createPlan(book, { monthlyMinor: 31_00 }), period: "month" } as const;
    await changeSubscription(book, accountId, small);
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-22");
    expect((await book.refusal("subscriptions.previewChange", { accountId, change: small })).code).toBe(
      "nothing_to_change",
    );
    const { invoice } = await changeSubscription(book, accountId, { ...small, timing: "now" });
    expect(netsOf(invoice)).toEqual([-20_00, -31_00, 10_00, 31_00]);
    expect(await creditOf(book, accountId)).toBe(10_00);
    const again = { accountId, change: { ...small, timing: "now" } };
    expect((await book.refusal("subscriptions.previewChange", again)).code).toBe("nothing_to_change");
  });

  test("what is an upgrade is told by what is in force, whatever took over in a run ahead", async () => {
    const book = await createTestBook();
    const accountId = await payingCustomer(book, await createPlan(book, { name: "Big", monthlyMinor: 62_00 }));
    await billThrough(book, "2026-01-01");
    const to = async (monthlyMinor: number) => {
      const planId = await createPlan(book, { monthlyMinor });
      return changeSubscription(book, accountId, { type: "plan", planId, period: "month" });
    };
    await to(31_00);
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-22");
    // More than February was billed for, and less than today's.
    expect((await to(46_50)).preview).toMatchObject({ timing: "period_end", effectiveOn: "2026-03-01", invoice: null });
    expect((await to(93_00)).preview).toMatchObject({ timing: "now", effectiveOn: "2026-01-22" });
  });

  test("what changed a second time is charged and given back once", async () => {
    const book = await createTestBook();
    const planIds = [];
    for (const monthlyMinor of [31_00, 62_00, 93_00]) planIds.push(await createPlan(book, { monthlyMinor }));
    const [first = "", second = "", third = ""] = planIds;
    const accountId = await payingCustomer(book, first);
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-12");
    await changeSubscription(book, accountId, { type: "plan", planId: second, period: "month" });
    await book.setToday("2026-01-22");
    const { invoice } = await changeSubscription(book, accountId, { type: "plan", planId: third, period: "month" });
    expect(netsOf(invoice)).toEqual([-20_00, -62_00, 30_00, 93_00]);
    const end = { type: "cancel", timing: "now", withCredit: true } as const;
    expect(netsOf((await changeSubscription(book, accountId, end)).invoice)).toEqual([-30_00, -93_00]);
  });

  test("what is unpaid is asked for less, period by period, and given back once", async () => {
    const book = await createTestBook();
    const planIds = [];
    for (const monthlyMinor of [31_00, 62_00, 93_00]) planIds.push(await createPlan(book, { monthlyMinor }));
    const [planId = "", second = "", third = ""] = planIds;
    const accountId = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-01" });
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-12");
    const asked = async () => (await invoicesOf(book, accountId)).map(({ outstandingMinor }) => outstandingMinor);
    await changeSubscription(book, accountId, { type: "plan", planId: second, period: "month" });
    expect(await asked()).toEqual([11_00, 0, 102_00]);
    await book.setToday("2026-01-22");
    await changeSubscription(book, accountId, { type: "plan", planId: third, period: "month" });
    expect(await asked()).toEqual([11_00, 0, 20_00, 123_00]);
    await changeSubscription(book, accountId, { type: "cancel", timing: "now", withCredit: true });
    expect(await asked()).toEqual([11_00, 0, 20_00, 0]);
    expect(await creditOf(book, accountId)).toBeNull();
  });

  test("before the first day and in a trial, what was billed ahead is given back whole", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 31_00, trialDays: 14 });
    const largePlanId = await createPlan(book, { name: "Large", monthlyMinor: 62_00 });
    const later = await payingCustomer(book, planId, { startOn: "2026-02-01", withTrial: false });
    const trying = await payingCustomer(book, planId);
    const longer = await payingCustomer(book, planId);
    const leaving = await payingCustomer(book, planId);
    const eager = await payingCustomer(book, planId);
    await billThrough(book, "2026-02-20");
    await book.setToday("2026-01-05");
    const upgrade = { type: "plan", planId: largePlanId, period: "month" } as const;
    const end = { type: "cancel", timing: "now", withCredit: true } as const;

    expect((await accountOf(book, later)).subscription?.currentPeriod).toBeNull();
    const laterUp = await changeSubscription(book, later, upgrade);
    expect(laterUp).toMatchObject({ effectiveOn: "2026-02-01", subscription: { nextBillingOn: "2026-03-01" } });
    expect(netsOf(laterUp.invoice)).toEqual([-31_00, 62_00]);

    const { subscription } = await book.ask("subscriptions.get", { accountId: trying });
    expect(subscription).toMatchObject({ trialEndsOn: "2026-01-15", currentPeriod: null, nextBillingOn: "2026-03-15" });
    const tryingUp = await changeSubscription(book, trying, upgrade);
    expect(netsOf(tryingUp.invoice)).toEqual([-31_00, -31_00, 62_00, 62_00]);
    expect(tryingUp.subscription).toMatchObject({ trialEndsOn: "2026-01-15", nextBillingOn: "2026-03-15" });

    const extended = await changeSubscription(book, longer, { type: "extend_trial", days: 10 });
    expect(netsOf(extended.invoice)).toEqual([-31_00, -31_00, 31_00]);
    expect(extended.subscription).toMatchObject({ trialEndsOn: "2026-01-25", nextBillingOn: "2026-02-25" });
    await billThrough(book, "2026-02-25");
    expect((await invoicesOf(book, longer)).at(-1)).toMatchObject({ issuedOn: "2026-02-25", totalMinor: 31_00 });

    const begun = await changeSubscription(book, eager, { type: "end_trial" });
    expect(netsOf(begun.invoice)).toEqual([-31_00, -31_00, 31_00, 31_00]);
    expect(begun.subscription).toMatchObject({ currentPeriod: { startOn: "2026-01-05" }, nextBillingOn: "2026-03-05" });

    expect(netsOf((await changeSubscription(book, leaving, end)).invoice)).toEqual([-31_00, -31_00]);
    expect(await creditOf(book, leaving)).toBe(62_00);
  });

  test("an account that moves to where it is still yesterday can be changed at once", async () => {
    const book = await createTestBook({ timeZone: "Pacific/Auckland" });
    const planId = await createPlan(book, { monthlyMinor: 31_00 });
    const largePlanId = await createPlan(book, { monthlyMinor: 62_00 });
    const accountId = await payingCustomer(book, planId, { timeZone: "Pacific/Auckland" });
    await billThrough(book, "2026-01-01");
    await book.setToday("2026-01-11");
    await changeSubscription(book, accountId, { type: "plan", planId: largePlanId, period: "month" });
    await book.ask("accounts.update", { accountId, timeZone: "America/Los_Angeles" });
    const { invoice, effectiveOn } = await changeSubscription(book, accountId, {
      type: "plan",
      planId,
      period: "month",
      timing: "now",
    });
    expect(effectiveOn).toBe("2026-01-12");
    expect(netsOf(invoice)).toEqual([-40_00, 20_00]);
  });

  test("a period that has begun and was not billed is shown as the current one", async () => {
    const book = await createTestBook();
    const accountId = await payingCustomer(book, await createPlan(book, { monthlyMinor: 31_00 }));
    await billThrough(book, "2026-01-01");
    await book.setToday("2026-03-10");
    const { subscription, cycle } = await book.ask("subscriptions.get", { accountId });
    expect(subscription?.currentPeriod).toEqual({ startOn: "2026-03-01", endOn: "2026-04-01" });
    expect(cycle).toMatchObject({ cycleDaysRemaining: 22, cycleDaysTotal: 31 });
  });
});
