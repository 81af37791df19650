import { describe, expect, test } from "vitest";
import { createTestBook } from "../../support/book.ts";
import { accountOf, billThrough, createCustomer, invoicesOf, payOpen } from "../../support/company.ts";
import { changeSubscription, createPlan, seatsAt, subscribed } from "../../support/subscriptions.ts";

describe("seats (BEHAVIOUR 6.1, 6.9)", () => {
  const seatPrice = {
    blockSize: 5,
    tiers: [
      { startsAtBlock: 1, endsAfterBlock: 1, feePerBlockMinor: 0 },
      { startsAtBlock: 2, endsAfterBlock: 3, feePerBlockMinor: 30_00 },
      { startsAtBlock: 4, endsAfterBlock: null, feePerBlockMinor: 20_00 },
    ],
  };

  test("tiers are graduated, and a started block counts whole", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 10_00, annualMonthlyMinor: 8_00, seatPrice });
    const accountId = await createCustomer(book);
    const feeFor = async (seats: number, period: "month" | "annual") => {
      const start = { type: "start", planId, period, seats, startOn: "2026-01-01" } as const;
      const { subscription } = await book.ask("subscriptions.previewChange", { accountId, change: start });
      return subscription?.feeMinor;
    };
    expect(await feeFor(1, "month")).toBe(10_00);
    expect(await feeFor(5, "month")).toBe(10_00);
    expect(await feeFor(6, "month")).toBe(40_00);
    expect(await feeFor(15, "month")).toBe(70_00);
    expect(await feeFor(16, "month")).toBe(90_00);
    expect(await feeFor(21, "annual")).toBe((8_00 + 60_00 + 40_00) * 12);
  });

  test("a plan may charge for seats alone", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { seatPrice: seatsAt(7_00) });
    const accountId = await subscribed(book, planId, { startOn: "2026-01-01", seats: 3 });
    const [invoice] = await invoicesOf(book, accountId);
    expect(invoice?.lines).toMatchObject([{ kind: "seats", quantity: 3, unitMinor: 7_00, netMinor: 21_00 }]);
  });

  test("seats added are charged for the days left, seats removed go at the next period", async () => {
    const book = await createTestBook({ today: "2026-04-01" });
    const planId = await createPlan(book, { monthlyMinor: 10_00, seatPrice: seatsAt(3_00) });
    const accountId = await subscribed(book, planId, { startOn: "2026-04-01", seats: 2 });
    await book.setToday("2026-04-21");
    const added = await changeSubscription(book, accountId, { type: "seats", seats: 5 });
    expect(added.invoice?.lines).toMatchObject([
      { kind: "prorated_seats", quantity: 3, netMinor: 3_00, period: { startOn: "2026-04-21", endOn: "2026-05-01" } },
    ]);
    const removed = await changeSubscription(book, accountId, { type: "seats", seats: 1 });
    expect(removed).toMatchObject({
      invoice: null,
      effectiveOn: "2026-05-01",
      subscription: { seats: 5, nextSeats: 1 },
    });
    await billThrough(book, "2026-05-01");
    expect((await invoicesOf(book, accountId)).at(-1)?.totalMinor).toBe(13_00);
    expect((await accountOf(book, accountId)).subscription).toMatchObject({ seats: 1, nextSeats: null });
  });

  test("what was charged for added seats comes back with a cancellation", async () => {
    const book = await createTestBook({ today: "2026-04-01" });
    const planId = await createPlan(book, { monthlyMinor: 30_00, seatPrice: seatsAt(3_00) });
    const accountId = await subscribed(book, planId, { startOn: "2026-04-01", seats: 10 });
    await book.setToday("2026-04-11");
    await changeSubscription(book, accountId, { type: "seats", seats: 13 });
    await book.setToday("2026-04-21");
    await payOpen(book, accountId);
    const { invoice } = await changeSubscription(book, accountId, { type: "cancel", timing: "now", withCredit: true });
    expect(invoice?.lines.map((line) => line.netMinor)).toEqual([-10_00, -10_00, -3_00]);
  });
});
