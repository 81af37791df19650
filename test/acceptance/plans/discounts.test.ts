import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { accountOf, billThrough, createCustomer, invoicesOf, payOpen } from "../../support/company.ts";
import { changeSubscription, createPlan, seatsAt } from "../../support/subscriptions.ts";

describe("discounts (BEHAVIOUR 6.8)", () => {
  test("A-39 10 off a charge of 5 takes 5 off, and nothing is due", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 5_00 });
    const { discountId } = await book.ask("discounts.create", { name: "Ten off", amountMinor: 10_00, currency: "USD" });
    await changeSubscription(book, accountId, { type: "add_discount", discountId });
    await billThrough(book, "2026-01-01");
    const [invoice] = await invoicesOf(book, accountId);
    expect(invoice).toMatchObject({
      discountMinor: 5_00,
      totalMinor: 0,
      dueMinor: 0,
      state: "paid",
      paidBy: "none",
    });
  });

  test("holds for its periods, is spread over fee and seats, and takes another one's place", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 10_00, seatPrice: seatsAt(1_01) });
    const accountId = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId, planId, period: "month", seats: 1, startOn: "2026-01-01" });
    const ten = await book.ask("discounts.create", { name: "Tenth", partsPerMillion: 100_000, periods: 2 });
    const good = await book.ask("discounts.create", { name: "For good", partsPerMillion: 500_000 });
    await changeSubscription(book, accountId, { type: "add_discount", discountId: ten.discountId });
    const again = { accountId, change: { type: "add_discount", discountId: ten.discountId } };
    expect((await book.refusal("subscriptions.previewChange", again)).code).toBe("discount_in_force");
    await billThrough(book, "2026-03-01");
    expect((await invoicesOf(book, accountId)).map(({ discountMinor }) => discountMinor)).toEqual([1_10, 1_10, 0]);
    expect((await invoicesOf(book, accountId))[0]?.lines.map((line) => line.discountMinor)).toEqual([1_00, 10]);
    await changeSubscription(book, accountId, { type: "add_discount", discountId: ten.discountId });
    await changeSubscription(book, accountId, { type: "add_discount", discountId: good.discountId });
    expect((await accountOf(book, accountId)).subscription?.discount).toMatchObject({
      name: "For good",
      periodsLeft: null,
    });
    await billThrough(book, "2026-05-01");
    expect((await invoicesOf(book, accountId)).slice(-2).map(({ discountMinor }) => discountMinor)).toEqual([
      5_51, 5_51,
    ]);
    await changeSubscription(book, accountId, { type: "remove_discount" });
    expect((await accountOf(book, accountId)).subscription?.discount).toBeNull();
  });

  test("goes with a change of plan, and what was paid is what is given back", async () => {
    const book = await createTestBook({ today: "2026-04-01" });
    const accountId = await createCustomer(book, { feeMinor: 30_00, startOn: "2026-04-01" });
    const { discountId } = await book.ask("discounts.create", { name: "Half", partsPerMillion: 500_000 });
    await changeSubscription(book, accountId, { type: "add_discount", discountId });
    await billThrough(book, "2026-04-01");
    const planId = await createPlan(book, { monthlyMinor: 60_00 });
    await book.setToday("2026-04-16");
    await payOpen(book, accountId);
    const { invoice, subscription } = await changeSubscription(book, accountId, {
      type: "plan",
      planId,
      period: "month",
    });
    expect(invoice?.lines.map((line) => line.netMinor)).toEqual([-7_50, 30_00]);
    expect(subscription?.discount).toBeNull();
  });
});

describe("a share and the seats that are added in a period (BEHAVIOUR 6.8, 6.9)", () => {
  /** 10.00 a month with two seats of 10.00, and a discount of a half that begins with it. */
  async function halved(book: TestBook, periods: number): Promise<string> {
    const planId = await createPlan(book, { monthlyMinor: 10_00, seatPrice: seatsAt(10_00) });
    const accountId = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId, planId, period: "month", seats: 2, startOn: "2026-06-01" });
    await addHalf(book, accountId, periods);
    return accountId;
  }

  async function addHalf(book: TestBook, accountId: string, periods: number): Promise<void> {
    const { discountId } = await book.ask("discounts.create", { name: "Half", partsPerMillion: 500_000, periods });
    await changeSubscription(book, accountId, { type: "add_discount", discountId });
  }

  /** The lines of two more seats on the 16th: 10.00 for half of June before any discount. */
  async function addedOn16th(book: TestBook, accountId: string) {
    await book.setToday("2026-06-16");
    const { invoice } = await changeSubscription(book, accountId, { type: "seats", seats: 4 });
    return invoice?.lines.map(({ netMinor }) => netMinor);
  }

  test.each([1, 2])("it holds for them in the first period of %i, the last one too", async (periods) => {
    const book = await createTestBook({ today: "2026-06-01" });
    const accountId = await halved(book, periods);
    await billThrough(book, "2026-06-01");
    expect(await addedOn16th(book, accountId)).toEqual([5_00]);
  });

  test("it does not before it has begun", async () => {
    const book = await createTestBook({ today: "2026-06-01" });
    const accountId = await halved(book, 1);
    await changeSubscription(book, accountId, { type: "remove_discount" });
    await billThrough(book, "2026-06-01");
    await addHalf(book, accountId, 1);
    expect(await addedOn16th(book, accountId)).toEqual([10_00]);
  });

  test("of periods that were billed ahead each has its own", async () => {
    const book = await createTestBook({ today: "2026-06-01" });
    const accountId = await halved(book, 1);
    await billThrough(book, "2026-07-01");
    expect(await addedOn16th(book, accountId)).toEqual([5_00, 20_00]);
  });

  test("it holds in a period that came to nothing", async () => {
    const book = await createTestBook({ today: "2026-06-01" });
    const free = { blockSize: 2, tiers: [{ startsAtBlock: 1, endsAfterBlock: 1, feePerBlockMinor: 0 }] };
    const tiers = [...free.tiers, { startsAtBlock: 2, endsAfterBlock: null, feePerBlockMinor: 20_00 }];
    const planId = await createPlan(book, { seatPrice: { ...free, tiers } });
    const accountId = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId, planId, period: "month", seats: 2, startOn: "2026-06-01" });
    await addHalf(book, accountId, 1);
    await billThrough(book, "2026-06-01");
    expect(await addedOn16th(book, accountId)).toEqual([5_00]);
  });
});
