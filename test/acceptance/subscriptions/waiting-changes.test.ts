import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { payBy } from "../../support/collection.ts";
import { accountOf, billThrough, createCustomer, invoicesOf, payOpen } from "../../support/company.ts";
import { changeSubscription, createPlan, seatsAt } from "../../support/subscriptions.ts";

type Change = Parameters<typeof changeSubscription>[2];

/** A book in June, with plans of 50.00 + 5.00, 20.00 + 2.00 and 10.00 a month, and customers with 6 seats on the first. */
async function inJune() {
  const book = await createTestBook({ today: "2026-06-01" });
  const planId = await createPlan(book, { name: "Big", monthlyMinor: 50_00, seatPrice: seatsAt(5_00) });
  const smallId = await createPlan(book, { name: "Small", monthlyMinor: 20_00, seatPrice: seatsAt(2_00) });
  const flatId = await createPlan(book, { name: "Flat", monthlyMinor: 10_00 });
  const hugeId = await createPlan(book, { name: "Huge", monthlyMinor: 100_00, seatPrice: seatsAt(10_00) });
  const { discountId } = await book.ask("discounts.create", { name: "Half", partsPerMillion: 500_000, periods: 2 });
  const { discountId: otherId } = await book.ask("discounts.create", { name: "Tenth", partsPerMillion: 100_000 });
  const customers: string[] = [];
  const newCustomer = async () => {
    const accountId = await createCustomer(book);
    await payBy(book, accountId, "succeeds");
    await book.ask("subscriptions.create", { accountId, planId, period: "month", seats: 6, startOn: "2026-06-01" });
    customers.push(accountId);
    return accountId;
  };
  const begun = async (count: number) => {
    for (let made = 0; made < count; made += 1) await newCustomer();
    await billThrough(book, "2026-06-01");
    await book.setToday("2026-06-16");
    return customers;
  };
  const change = {
    toSmall: { type: "plan", planId: smallId, period: "month", timing: "period_end" },
    toFlat: { type: "plan", planId: flatId, period: "month", timing: "period_end" },
    toHugeNow: { type: "plan", planId: hugeId, period: "month", timing: "now" },
    seats: (seats: number): Change => ({ type: "seats", seats }),
    cancel: { type: "cancel", timing: "period_end" },
    resume: { type: "resume" },
    discount: { type: "add_discount", discountId },
    otherDiscount: { type: "add_discount", discountId: otherId },
  } as const;
  return { book, begun, change };
}

/** Make changes in their order. @returns what the last one's preview says that it does to what waits. */
async function make(book: TestBook, accountId: string, ...changes: Change[]) {
  let effects: Awaited<ReturnType<typeof changeSubscription>>["preview"]["effects"] = [];
  for (const change of changes) ({ effects } = (await changeSubscription(book, accountId, change)).preview);
  return effects;
}

/** What an account is charged for its next period, and how that is announced. */
async function nextTotal(book: TestBook, accountId: string): Promise<number | undefined> {
  const { nextInvoice } = await accountOf(book, accountId);
  const { rows } = await book.ask("accounts.list", { search: accountId });
  expect(rows[0]?.nextChargeMinor ?? undefined).toBe(nextInvoice?.totalMinor);
  return nextInvoice?.totalMinor;
}

describe("a change while another waits (BEHAVIOUR 6.11)", () => {
  test("A-94 seats removed go with what waits, seats added are charged at once and carried over", async () => {
    const { book, begun, change } = await inJune();
    const [fewer = "", more = ""] = await begun(2);
    await make(book, fewer, change.toSmall, change.seats(3));
    expect((await accountOf(book, fewer)).subscription).toMatchObject({ seats: 6, upcoming: { seats: 3 } });
    const { preview } = await changeSubscription(book, more, change.toSmall);
    expect(preview.nextInvoice?.totalMinor).toBe(32_00);
    const added = await changeSubscription(book, more, change.seats(8));
    expect(added.invoice?.totalMinor).toBe(5_00);
    expect(added.preview.nextInvoice?.totalMinor).toBe(36_00);
    await billThrough(book, "2026-07-01");
    expect((await invoicesOf(book, fewer)).at(-1)).toMatchObject({ issuedOn: "2026-07-01", totalMinor: 26_00 });
    expect((await invoicesOf(book, more)).at(-1)).toMatchObject({ issuedOn: "2026-07-01", totalMinor: 36_00 });
    await billThrough(book, "2026-08-01");
    expect((await invoicesOf(book, fewer)).at(-1)?.totalMinor).toBe(26_00);
  });

  test("A-95 cancelled and resumed, seats that waited wait again", async () => {
    const { book, begun, change } = await inJune();
    const [accountId = ""] = await begun(1);
    const cancelled = await make(book, accountId, change.seats(3), change.cancel);
    expect(cancelled).toEqual([{ what: "seats", effect: "set_aside", seats: 3, on: "2026-07-01" }]);
    expect(await nextTotal(book, accountId)).toBeUndefined();
    const resumed = await make(book, accountId, change.resume);
    expect(resumed).toEqual([
      { what: "cancellation", effect: "taken_back", on: "2026-07-01" },
      { what: "seats", effect: "brought_back", seats: 3, on: "2026-07-01" },
    ]);
    expect(await nextTotal(book, accountId)).toBe(65_00);
    await billThrough(book, "2026-07-01");
    expect((await invoicesOf(book, accountId)).at(-1)?.totalMinor).toBe(65_00);
  });

  test("A-105 an upgrade now keeps today's seats, and the number that waits goes on waiting", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const planId = await createPlan(book, { monthlyMinor: 10_00, seatPrice: seatsAt(10_00) });
    const dearId = await createPlan(book, { name: "Dear", monthlyMinor: 200_00, seatPrice: seatsAt(20_00) });
    const accountId = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId, planId, period: "month", seats: 10, startOn: "2026-01-01" });
    await billThrough(book, "2026-01-01");
    await book.setToday("2026-01-16");
    await payOpen(book, accountId);
    await changeSubscription(book, accountId, { type: "seats", seats: 4 });
    const change = { type: "plan", planId: dearId, period: "month" } as const;
    const { preview, invoice, subscription } = await changeSubscription(book, accountId, change);
    expect(preview.effects).toEqual([{ what: "seats", effect: "goes_on", seats: 4, on: "2026-02-01" }]);
    expect(invoice?.totalMinor).toBe(149_69);
    expect(subscription).toMatchObject({ planName: "Dear", seats: 10, nextSeats: 4 });
    await billThrough(book, "2026-02-01");
    expect((await invoicesOf(book, accountId)).at(-1)).toMatchObject({ issuedOn: "2026-02-01", totalMinor: 280_00 });
  });

  test("what waited before a cancellation waits again once it is resumed: a plan, its seats and its discount", async () => {
    const { book, begun, change } = await inJune();
    const [accountId = "", ended = ""] = await begun(2);
    await make(book, accountId, change.toSmall, change.seats(3), change.discount);
    expect(await nextTotal(book, accountId)).toBe(13_00);
    const cancelled = await make(book, accountId, change.cancel);
    expect(cancelled).toEqual([
      { what: "plan", effect: "set_aside", planName: "Small", on: "2026-07-01" },
      { what: "seats", effect: "set_aside", seats: 3, on: "2026-07-01" },
      { what: "discount", effect: "set_aside", name: "Half" },
    ]);
    const { subscription, items } = await book.ask("subscriptions.get", { accountId });
    expect(subscription).toMatchObject({ status: "canceled", endsOn: "2026-07-01", upcoming: null });
    expect(items.map(({ planName, status }) => [planName, status])).toEqual([
      ["Small", "abandoned"],
      ["Big", "active"],
    ]);
    const again = { accountId, change: change.cancel };
    expect((await book.refusal("subscriptions.previewChange", again)).code).toBe("nothing_to_change");
    // A number said while it is cancelled holds for what was set aside.
    await make(book, accountId, change.seats(2), change.resume);
    expect(await nextTotal(book, accountId)).toBe(12_00);
    // A second time takes the other plan back, and the number with it; the discount begins with the plan in force.
    const taken = await make(book, accountId, change.resume);
    expect(taken).toEqual([
      { what: "plan", effect: "taken_back", planName: "Small", on: "2026-07-01" },
      { what: "seats", effect: "taken_back", seats: 2, on: "2026-07-01" },
      { what: "discount", effect: "goes_on", name: "Half" },
    ]);
    expect(await nextTotal(book, accountId)).toBe(40_00);
    const none = { accountId, change: change.resume };
    expect((await book.refusal("subscriptions.previewChange", none)).code).toBe("nothing_to_resume");
    // What was set aside is given up for good with the end.
    await make(book, ended, change.toSmall, change.discount, change.cancel);
    await book.setToday("2026-07-01");
    await billThrough(book, "2026-07-01");
    expect(await accountOf(book, ended)).toMatchObject({ subscription: null, nextInvoice: null });
    expect(await invoicesOf(book, ended)).toHaveLength(1);
  });

  test("another plan takes the place of a cancellation, with all that waited before it but the plan", async () => {
    const { book, begun, change } = await inJune();
    const [accountId = ""] = await begun(1);
    const effects = await make(book, accountId, change.seats(3), change.toFlat, change.cancel, change.toSmall);
    expect(effects).toEqual([
      { what: "cancellation", effect: "taken_back", on: "2026-07-01" },
      { what: "plan", effect: "replaced", planName: "Flat", on: "2026-07-01" },
      { what: "seats", effect: "goes_on", seats: 3, on: "2026-07-01" },
    ]);
    expect(await nextTotal(book, accountId)).toBe(26_00);
    const refusal = await book.refusal("subscriptions.previewChange", { accountId, change: change.toSmall });
    expect(refusal.code).toBe("nothing_to_change");
  });

  test("a number of seats said later replaces one that waits, and today's number takes it back", async () => {
    const { book, begun, change } = await inJune();
    const [accountId = "", other = "", third = ""] = await begun(3);
    await make(book, accountId, change.seats(3));
    const replaced = await make(book, accountId, change.seats(2));
    expect(replaced).toEqual([{ what: "seats", effect: "replaced", seats: 3, on: "2026-07-01" }]);
    expect(await nextTotal(book, accountId)).toBe(60_00);
    const takenBack = await make(book, accountId, change.seats(6));
    expect(takenBack).toEqual([{ what: "seats", effect: "taken_back", seats: 2, on: "2026-07-01" }]);
    expect(await nextTotal(book, accountId)).toBe(80_00);
    // Said with another plan, it replaces what waited as well, also for whatever is said next.
    await make(book, other, change.seats(3), { ...change.toSmall, seats: 5 });
    expect(await nextTotal(book, other)).toBe(30_00);
    await make(book, other, { ...change.toHugeNow, timing: "period_end" });
    expect(await nextTotal(book, other)).toBe(150_00);
    // More seats take the place of fewer.
    await make(book, third, change.toSmall, change.seats(3), change.seats(8));
    expect(await nextTotal(book, third)).toBe(36_00);
  });

  test("where what follows has no seats, fewer are refused and more are charged for the days left", async () => {
    const { book, begun, change } = await inJune();
    const [accountId = ""] = await begun(1);
    await make(book, accountId, change.toFlat);
    const refusal = await book.refusal("subscriptions.previewChange", { accountId, change: change.seats(3) });
    expect(refusal.code).toBe("seats_not_offered");
    const { invoice } = await changeSubscription(book, accountId, change.seats(8));
    expect(invoice?.totalMinor).toBe(5_00);
    expect(await nextTotal(book, accountId)).toBe(10_00);
  });

  test("a plan without seats that is to have some takes the number that is said", async () => {
    const { book, begun, change } = await inJune();
    const [accountId = ""] = await begun(1);
    await make(book, accountId, { ...change.toFlat, timing: "now" }, { ...change.toSmall, seats: 5 }, change.seats(3));
    expect(await nextTotal(book, accountId)).toBe(26_00);
    const now = { ...change.toSmall, timing: "now" } as const;
    const { subscription } = await changeSubscription(book, accountId, now);
    expect(subscription).toMatchObject({ planName: "Small", seats: 3, nextSeats: null });
  });

  test("a discount goes to what waits, and is refused where the item only ends", async () => {
    const { book, begun, change } = await inJune();
    const [before = "", after = "", ending = "", both = ""] = await begun(4);
    for (const [accountId, changes] of [
      [before, [change.discount, change.toSmall]],
      [after, [change.toSmall, change.discount]],
    ] as const) {
      await make(book, accountId, ...changes);
      expect(await nextTotal(book, accountId)).toBe(16_00);
      const { subscription } = await accountOf(book, accountId);
      expect(subscription).toMatchObject({ discount: null, upcoming: { discount: { name: "Half", periodsLeft: 2 } } });
    }
    await make(book, ending, change.discount, change.cancel);
    const refused = { accountId: ending, change: change.otherDiscount };
    expect((await book.refusal("subscriptions.previewChange", refused)).code).toBe("subscription_canceled");
    expect(await make(book, ending, change.resume)).toEqual([
      { what: "cancellation", effect: "taken_back", on: "2026-07-01" },
      { what: "discount", effect: "brought_back", name: "Half" },
    ]);
    expect(await nextTotal(book, ending)).toBe(40_00);
    // One that is in force goes on for the days left, and ends with its plan; one that is said for later begins then.
    await make(book, both, change.discount);
    await billThrough(book, "2026-07-01");
    await book.setToday("2026-07-16");
    expect(await make(book, both, change.toSmall)).toEqual([{ what: "discount", effect: "ends", name: "Half" }]);
    await make(book, both, change.otherDiscount);
    const { preview } = await changeSubscription(book, both, change.seats(7));
    expect(preview.invoice).toMatchObject({ discountMinor: 1_29 });
    expect(await nextTotal(book, both)).toBe(30_60);
    await make(book, both, { type: "remove_discount" });
    expect(await nextTotal(book, both)).toBe(34_00);
    await billThrough(book, "2026-09-01");
    expect((await invoicesOf(book, after)).slice(-3).map(({ totalMinor }) => totalMinor)).toEqual([
      16_00, 16_00, 32_00,
    ]);
  });

  test("a discount that has not begun goes along with an immediate change; one that has stays behind", async () => {
    const { book, begun, change } = await inJune();
    const [unused = "", used = "", waiting = ""] = await begun(3);
    expect(await make(book, unused, change.discount, change.toHugeNow)).toEqual([
      { what: "discount", effect: "goes_on", name: "Half" },
    ]);
    expect(await nextTotal(book, unused)).toBe(80_00);
    // It was said for what waited, and what waited is what begins now instead.
    await make(book, waiting, change.toSmall, change.discount);
    const effects = await make(book, waiting, change.toHugeNow);
    expect(effects).toEqual([
      { what: "plan", effect: "replaced", planName: "Small", on: "2026-07-01" },
      { what: "discount", effect: "goes_on", name: "Half" },
    ]);
    expect(await nextTotal(book, waiting)).toBe(80_00);
    await make(book, used, change.discount);
    await billThrough(book, "2026-07-01");
    await book.setToday("2026-07-16");
    expect(await make(book, used, change.toHugeNow)).toEqual([
      { what: "discount", effect: "taken_back", name: "Half" },
    ]);
    expect(await nextTotal(book, used)).toBe(160_00);
    await billThrough(book, "2026-09-01");
    const totals = (await invoicesOf(book, unused)).map(({ issuedOn, totalMinor }) => [issuedOn, totalMinor]);
    expect(totals.slice(-3)).toEqual([
      ["2026-07-01", 80_00],
      ["2026-08-01", 80_00],
      ["2026-09-01", 160_00],
    ]);
  });

  test("a discount that goes along begins with the period that the change begins or bills ahead", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 31_00, annualMonthlyMinor: 25_00 });
    const largeId = await createPlan(book, { name: "Large", monthlyMinor: 62_00 });
    const { discountId } = await book.ask("discounts.create", {
      name: "Half once",
      partsPerMillion: 500_000,
      periods: 1,
    });
    const customers = [await createCustomer(book), await createCustomer(book)];
    for (const accountId of customers) {
      await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-01" });
    }
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-11");
    const [yearly = "", ahead = ""] = customers;
    const discount = { type: "add_discount", discountId } as const;
    await changeSubscription(book, yearly, discount);
    const year = { type: "plan", planId, period: "annual", timing: "now" } as const;
    const toYear = await changeSubscription(book, yearly, year);
    expect(toYear.invoice?.lines.at(-1)).toMatchObject({ grossMinor: 300_00, netMinor: 150_00 });
    expect(toYear.subscription?.discount).toBeNull();
    await changeSubscription(book, ahead, discount);
    const upgrade = { type: "plan", planId: largeId, period: "month" } as const;
    const upgraded = await changeSubscription(book, ahead, upgrade);
    expect(upgraded.invoice?.lines.map(({ netMinor }) => netMinor).slice(-2)).toEqual([42_00, 31_00]);
    expect(upgraded.subscription?.discount).toBeNull();
    expect(await nextTotal(book, ahead)).toBe(62_00);
  });
});
