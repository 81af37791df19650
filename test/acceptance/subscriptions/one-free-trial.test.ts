import { describe, expect, test } from "vitest";
import { startTestApi } from "../../support/api.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { accountOf, billThrough, createCustomer, invoicesOf } from "../../support/company.ts";
import { changeSubscription, createPlan } from "../../support/subscriptions.ts";

const isEligible = async (book: TestBook, accountId: string) =>
  (await book.ask("subscriptions.get", { accountId })).isEligibleForTrial;

describe("an account has one free trial (BEHAVIOUR 6.12)", () => {
  test("and begins without one after that, unless the operator says so", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 30_00, trialDays: 14 });
    const accountId = await createCustomer(book);
    const start = { type: "start", planId, period: "month", startOn: "2026-01-01" } as const;
    expect(await isEligible(book, accountId)).toBe(true);
    const first = await changeSubscription(book, accountId, start);
    expect(first.preview.effects).toEqual([]);
    expect(first.subscription).toMatchObject({ trialEndsOn: "2026-01-15" });
    expect(await isEligible(book, accountId)).toBe(false);
    await book.setToday("2026-01-05");
    await changeSubscription(book, accountId, { type: "cancel", timing: "now" });
    expect(await isEligible(book, accountId)).toBe(false);

    const again = { ...start, startOn: "2026-01-05" };
    const { preview, subscription } = await changeSubscription(book, accountId, again);
    expect(preview.effects).toEqual([{ what: "trial", effect: "not_given", days: 14 }]);
    expect(preview.nextInvoice).toMatchObject({ on: "2026-01-05", totalMinor: 30_00 });
    expect(subscription).toMatchObject({ trialEndsOn: null, nextBillingOn: "2026-01-05" });
    await billThrough(book, "2026-01-05");
    expect(await invoicesOf(book, accountId)).toHaveLength(1);

    await changeSubscription(book, accountId, { type: "cancel", timing: "now" });
    // Nothing is said of a trial where none was asked for.
    const without = { ...again, withTrial: false };
    const unasked = await book.ask("subscriptions.previewChange", { accountId, change: without });
    expect(unasked.effects).toEqual([]);
    const another = await changeSubscription(book, accountId, { ...again, anotherTrial: true });
    expect(another.preview.effects).toEqual([]);
    expect(another.subscription).toMatchObject({ trialEndsOn: "2026-01-19" });
  });

  test("whatever plan it was of, and by the command that programs use", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 30_00, trialDays: 14 });
    const otherId = await createPlan(book, { monthlyMinor: 60_00, trialDays: 30 });
    const accountId = await createCustomer(book);
    const start = { accountId, period: "month", startOn: "2026-01-01" } as const;
    await book.ask("subscriptions.create", { ...start, planId });
    // Another plan in the trial goes on with what is left of it.
    const { subscription } = await changeSubscription(book, accountId, {
      type: "plan",
      planId: otherId,
      period: "month",
    });
    expect(subscription).toMatchObject({ trialEndsOn: "2026-01-15" });
    await changeSubscription(book, accountId, { type: "cancel", timing: "now" });
    await book.ask("subscriptions.create", { ...start, planId: otherId });
    expect((await accountOf(book, accountId)).subscription).toMatchObject({ trialEndsOn: null });
    await billThrough(book, "2026-01-01");
    await changeSubscription(book, accountId, { type: "cancel", timing: "now" });
    await book.ask("subscriptions.create", { ...start, planId: otherId, anotherTrial: true });
    expect((await accountOf(book, accountId)).subscription).toMatchObject({ trialEndsOn: "2026-01-31" });
  });

  test("one that was never given or never began has not been had", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 30_00, trialDays: 14 });
    const paying = await createCustomer(book);
    const start = { planId, period: "month", startOn: "2026-01-10" } as const;
    await book.ask("subscriptions.create", { accountId: paying, ...start, withTrial: false });
    expect(await isEligible(book, paying)).toBe(true);
    const later = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId: later, ...start });
    await changeSubscription(book, later, { type: "cancel", timing: "now" });
    expect(await isEligible(book, later)).toBe(true);
    await book.ask("subscriptions.create", { accountId: later, ...start });
    expect((await accountOf(book, later)).subscription).toMatchObject({ trialEndsOn: "2026-01-24" });
  });

  test("the same key asks for the same, said or unsaid", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 30_00, trialDays: 14 });
    const accountId = await createCustomer(book);
    const start = {
      accountId,
      planId,
      period: "month",
      startOn: "2026-01-01",
      idempotencyKey: "start-globex",
    } as const;
    const made = await book.ask("subscriptions.create", start);
    expect(await book.ask("subscriptions.create", start)).toEqual(made);
    const other = await book.refusal("subscriptions.create", { ...start, anotherTrial: true });
    expect(other.code).toBe("idempotency_conflict");
  });

  test("eligible_for_free_trial is the engine's answer", async () => {
    const api = await startTestApi({ today: "2026-01-01" });
    const { book } = api;
    const planId = await createPlan(book, { monthlyMinor: 30_00, trialDays: 14 });
    const accountId = await createCustomer(book);
    const told = async () => {
      const { body } = await api.call("GET", `/organizations/${accountId}/billing/subscription`);
      expect(body.eligible_for_free_trial).toBe(await isEligible(book, accountId));
      return body.eligible_for_free_trial;
    };
    expect(await told()).toBe(true);
    const start = { accountId, planId, period: "month", startOn: "2026-01-01" } as const;
    await book.ask("subscriptions.create", { ...start, withTrial: false });
    await billThrough(book, "2026-01-01");
    expect(await told()).toBe(true);
    await changeSubscription(book, accountId, { type: "cancel", timing: "now" });
    await book.ask("subscriptions.create", start);
    expect(await told()).toBe(false);
    await changeSubscription(book, accountId, { type: "cancel", timing: "now" });
    expect(await told()).toBe(false);
  });
});
