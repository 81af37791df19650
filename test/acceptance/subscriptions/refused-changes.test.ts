import { describe, expect, test } from "vitest";
import { createTestBook } from "../../support/book.ts";
import { accountOf, billThrough, createCustomer, invoicesOf } from "../../support/company.ts";
import { createPlan, seatsAt, subscribed } from "../../support/subscriptions.ts";

describe("a change that cannot be made changes nothing", () => {
  test("each has its own code", async () => {
    const book = await createTestBook({ today: "2026-04-01" });
    const planId = await createPlan(book, { monthlyMinor: 30_00, seatPrice: seatsAt(1_00) });
    const accountId = await subscribed(book, planId, { startOn: "2026-04-01", seats: 2 });
    await book.setToday("2026-04-10");
    const before = await accountOf(book, accountId);
    const refused = async (change: unknown) =>
      (await book.refusal("subscriptions.previewChange", { accountId, change })).code;
    const flat = await createPlan(book, { monthlyMinor: 20_00 });
    const euro = await createPlan(book, { monthlyMinor: 20_00, currency: "EUR" });
    const users = await createPlan(book, { monthlyMinor: 20_00, forKind: "user" });
    const old = await createPlan(book, { monthlyMinor: 20_00 });
    await book.ask("plans.update", { planId: old, isArchived: true });
    const toPlan = (id: string, more: object = {}) => ({ type: "plan", planId: id, period: "month", ...more });
    expect(await refused({ type: "seats", seats: -1 })).toBe("seats_out_of_range");
    expect(await refused({ type: "seats", seats: 2 })).toBe("nothing_to_change");
    expect(await refused(toPlan(planId))).toBe("nothing_to_change");
    expect(await refused(toPlan(planId, { period: "annual" }))).toBe("price_period_not_offered");
    expect(await refused(toPlan(flat, { seats: 3 }))).toBe("seats_not_offered");
    expect(await refused(toPlan(euro))).toBe("currency_mismatch");
    expect(await refused(toPlan(users))).toBe("plan_for_other_kind");
    expect(await refused(toPlan(old))).toBe("plan_archived");
    expect(await refused(toPlan("cplan_none"))).toBe("plan_not_found");
    expect(await refused({ type: "seats", seats: 4, changeOn: "2026-03-31" })).toBe("change_outside_period");
    expect(await refused({ type: "seats", seats: 4, changeOn: "2026-04-11" })).toBe("change_outside_period");
    expect(await refused({ type: "resume" })).toBe("nothing_to_resume");
    expect(await refused({ type: "end_trial" })).toBe("not_in_trial");
    expect(await refused({ type: "remove_discount" })).toBe("discount_not_found");
    expect(await refused({ type: "start", planId, period: "month", startOn: "2026-04-10", seats: 1 })).toBe(
      "subscription_exists",
    );
    const free = await createCustomer(book);
    const resume = { accountId: free, change: { type: "resume" } };
    expect((await book.refusal("subscriptions.previewChange", resume)).code).toBe("subscription_not_found");
    expect(await accountOf(book, accountId)).toEqual(before);
    await book.setToday("2026-05-02");
    expect(await refused({ type: "cancel", timing: "now" })).toBe("period_not_billed");
  });

  test("of two operators who change one subscription at once, the second gets the fresh preview", async () => {
    const book = await createTestBook({ today: "2026-04-01" });
    const planId = await createPlan(book, { monthlyMinor: 30_00, seatPrice: seatsAt(1_00) });
    const accountId = await subscribed(book, planId, { startOn: "2026-04-01", seats: 2 });
    const preview = (seats: number) =>
      book.ask("subscriptions.previewChange", { accountId, change: { type: "seats", seats } });
    const [first, second] = await Promise.all([preview(4), preview(5)]);
    const commit = (seats: number, { pinnedOn, fingerprint }: typeof first) => ({
      accountId,
      change: { type: "seats", seats } as const,
      pinnedOn,
      fingerprint,
    });
    await book.ask("subscriptions.change", commit(4, first));
    const refusal = await book.refusal("subscriptions.change", commit(5, second));
    expect(refusal.code).toBe("preview_stale");
    const fresh = refusal.details?.["preview"] as typeof second;
    const { invoice } = await book.ask("subscriptions.change", commit(5, fresh));
    expect(invoice?.lines).toMatchObject([{ quantity: 1, netMinor: 1_00 }]);
    expect((await invoicesOf(book, accountId)).map(({ totalMinor }) => totalMinor)).toEqual([32_00, 2_00, 1_00]);
  });

  test("a preview of yesterday is stale today", async () => {
    const book = await createTestBook({ today: "2026-04-01" });
    const accountId = await createCustomer(book, { feeMinor: 30_00, startOn: "2026-04-01" });
    await billThrough(book, "2026-04-01");
    const change = { type: "cancel", timing: "now", withCredit: true } as const;
    const { pinnedOn, fingerprint } = await book.ask("subscriptions.previewChange", { accountId, change });
    await book.setToday("2026-04-02");
    const refusal = await book.refusal("subscriptions.change", { accountId, change, pinnedOn, fingerprint });
    expect(refusal.code).toBe("preview_stale");
  });
});
