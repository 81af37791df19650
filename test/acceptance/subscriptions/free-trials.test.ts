import { describe, expect, test } from "vitest";
import { createTestBook } from "../../support/book.ts";
import { accountOf, adjust, billThrough, createCustomer, invoicesOf, payOpen } from "../../support/company.ts";
import { changeSubscription, createPlan, seatsAt } from "../../support/subscriptions.ts";

describe("free trials (BEHAVIOUR 6.7)", () => {
  async function inTrial(startOn = "2026-01-01") {
    const book = await createTestBook({ today: startOn });
    const planId = await createPlan(book, { monthlyMinor: 30_00, trialDays: 14 });
    const accountId = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn });
    return { book, planId, accountId };
  }

  test("charges nothing; the first invoice falls on its last day, and credit applies to it", async () => {
    const { book, accountId } = await inTrial();
    await adjust(book, accountId, 20_00);
    expect((await accountOf(book, accountId)).subscription).toMatchObject({
      trialEndsOn: "2026-01-15",
      currentPeriod: null,
      nextBillingOn: "2026-01-15",
    });
    await billThrough(book, "2026-01-14");
    expect(await invoicesOf(book, accountId)).toEqual([]);
    await billThrough(book, "2026-02-15");
    expect(await invoicesOf(book, accountId)).toMatchObject([
      { issuedOn: "2026-01-15", totalMinor: 30_00, creditAppliedMinor: 20_00 },
      { issuedOn: "2026-02-15", totalMinor: 30_00, creditAppliedMinor: 0 },
    ]);
  });

  test("is extended by 1 to 365 days while it runs", async () => {
    const { book, accountId } = await inTrial();
    const refused = async (days: number) =>
      (await book.refusal("subscriptions.previewChange", { accountId, change: { type: "extend_trial", days } })).code;
    expect(await refused(0)).toBe("trial_days_out_of_range");
    expect(await refused(400)).toBe("trial_days_out_of_range");
    const { subscription } = await changeSubscription(book, accountId, { type: "extend_trial", days: 365 });
    expect(subscription).toMatchObject({
      trialEndsOn: "2027-01-15",
      nextBillingOn: "2027-01-15",
      anchorOn: "2027-01-15",
    });
    await changeSubscription(book, accountId, { type: "end_trial" });
    expect(await refused(1)).toBe("not_in_trial");
  });

  test("is ended now with the first invoice, or cancelled for its end with none", async () => {
    const { book, accountId } = await inTrial();
    await book.setToday("2026-01-05");
    const { invoice, subscription } = await changeSubscription(book, accountId, { type: "end_trial" });
    expect(invoice).toMatchObject({ issuedOn: "2026-01-05", totalMinor: 30_00 });
    expect(subscription).toMatchObject({ anchorOn: "2026-01-05", nextBillingOn: "2026-02-05", trialEndsOn: null });
    const other = await inTrial();
    await changeSubscription(other.book, other.accountId, { type: "cancel", timing: "period_end" });
    await billThrough(other.book, "2026-03-01");
    expect((await accountOf(other.book, other.accountId)).subscription).toMatchObject({ trialEndsOn: "2026-01-15" });
    await other.book.setToday("2026-01-15");
    await billThrough(other.book, "2026-03-01");
    expect(await invoicesOf(other.book, other.accountId)).toEqual([]);
    expect((await accountOf(other.book, other.accountId)).subscription).toBeNull();
  });

  test("goes on with another plan, and is not granted where the operator says so", async () => {
    const { book, accountId } = await inTrial();
    const dear = await createPlan(book, { name: "Dear", monthlyMinor: 90_00 });
    const { invoice, subscription } = await changeSubscription(book, accountId, {
      type: "plan",
      planId: dear,
      period: "month",
    });
    expect(invoice).toBeNull();
    expect(subscription).toMatchObject({ planName: "Dear", trialEndsOn: "2026-01-15", nextBillingOn: "2026-01-15" });
    const planId = await createPlan(book, { monthlyMinor: 30_00, trialDays: 14 });
    const start = { accountId: await createCustomer(book), planId, period: "month", startOn: "2026-01-01" } as const;
    await book.ask("subscriptions.create", { ...start, withTrial: false });
    expect((await accountOf(book, start.accountId)).subscription).toMatchObject({ nextBillingOn: "2026-01-01" });
  });

  test("billed two periods ahead and ended now, it is billed with today's seats, and fewer go on waiting", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const planId = await createPlan(book, { monthlyMinor: 50_00, seatPrice: seatsAt(5_00), trialDays: 14 });
    const accountId = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId, planId, period: "month", seats: 5, startOn: "2026-01-01" });
    await billThrough(book, "2026-02-15");
    await payOpen(book, accountId);
    await book.setToday("2026-01-05");
    await changeSubscription(book, accountId, { type: "seats", seats: 3 });
    const { invoice, subscription } = await changeSubscription(book, accountId, { type: "end_trial" });
    expect(invoice?.lines.map(({ netMinor }) => netMinor)).toEqual([
      -50_00, -25_00, -50_00, -25_00, 50_00, 25_00, 50_00, 25_00,
    ]);
    expect(subscription).toMatchObject({ seats: 5, nextSeats: 3, nextBillingOn: "2026-03-05" });
    await billThrough(book, "2026-03-05");
    expect((await invoicesOf(book, accountId)).at(-1)?.totalMinor).toBe(65_00);
  });
});
