import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { payingCustomer } from "../../support/collection.ts";
import { billThrough, createCustomer, invoicesOf } from "../../support/company.ts";
import { changeSubscription, createPlan, netsOf, seatsAt } from "../../support/subscriptions.ts";

describe("seats of periods that were billed ahead (BEHAVIOUR 6.9, 6.10)", () => {
  test("seats added now are charged for the rest of this period and the whole of those billed ahead", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 10_00, seatPrice: seatsAt(3_10) });
    const accountId = await payingCustomer(book, planId, { seats: 2 });
    await billThrough(book, "2026-03-01");
    await book.setToday("2026-01-22");
    const { invoice } = await changeSubscription(book, accountId, { type: "seats", seats: 5 });
    expect(invoice?.lines.map(({ netMinor, period }) => [netMinor, period?.startOn, period?.endOn])).toEqual([
      [3_00, "2026-01-22", "2026-02-01"],
      [9_30, "2026-02-01", "2026-03-01"],
      [9_30, "2026-03-01", "2026-04-01"],
    ]);
    await billThrough(book, "2026-04-01");
    expect((await invoicesOf(book, accountId)).at(-1)?.totalMinor).toBe(25_50);
    const end = { type: "cancel", timing: "now", withCredit: true } as const;
    const cancelled = await changeSubscription(book, accountId, end);
    // Ten of 31 days of January, and the whole of February, March and April.
    expect(-(cancelled.invoice?.subtotalMinor ?? 0)).toBe(3_23 + 2_00 + 3_00 + 3 * (10_00 + 6_20 + 9_30));
  });

  test("seats that went with a period billed ahead are still there today", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 0, seatPrice: seatsAt(10_00) });
    const largePlanId = await createPlan(book, { name: "Large", monthlyMinor: 0, seatPrice: seatsAt(20_00) });
    const accountId = await payingCustomer(book, planId, { seats: 10 });
    await billThrough(book, "2026-01-01");
    await changeSubscription(book, accountId, { type: "seats", seats: 4 });
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-17");
    const six = await book.ask("subscriptions.previewChange", { accountId, change: { type: "seats", seats: 6 } });
    // Today there are ten; February was billed for four.
    expect(six.invoice?.lines.map(({ netMinor, period }) => [netMinor, period?.startOn])).toEqual([
      [20_00, "2026-02-01"],
    ]);
    await changeSubscription(book, accountId, { type: "seats", seats: 3 });
    const change = { type: "plan", planId: largePlanId, period: "month" } as const;
    const { invoice } = await changeSubscription(book, accountId, change);
    expect(netsOf(invoice)).toEqual([-48_39, -40_00, 96_77, 80_00]);
    await billThrough(book, "2026-03-01");
    expect((await invoicesOf(book, accountId)).at(-1)?.totalMinor).toBe(60_00);
  });

  test("seats added once another plan took over in a run ahead are there today, and charged once", async () => {
    const book = await createTestBook();
    const bigPlanId = await createPlan(book, { monthlyMinor: 62_00, seatPrice: seatsAt(6_20) });
    const smallPlanId = await createPlan(book, { monthlyMinor: 31_00, seatPrice: seatsAt(3_10) });
    const hugePlanId = await createPlan(book, { monthlyMinor: 93_00, seatPrice: seatsAt(9_30) });
    const accountId = await payingCustomer(book, bigPlanId, { seats: 3 });
    await billThrough(book, "2026-01-01");
    await changeSubscription(book, accountId, {
      type: "plan",
      planId: smallPlanId,
      period: "month",
      timing: "period_end",
    });
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-22");
    // A seat for 10 of January's 31 days on the plan that is in force, and for the whole of February on the other one; each time.
    for (const seats of [4, 5]) {
      const { invoice } = await changeSubscription(book, accountId, { type: "seats", seats });
      expect(netsOf(invoice)).toEqual([2_00, 3_10]);
    }
    const { invoice } = await changeSubscription(book, accountId, {
      type: "plan",
      planId: hugePlanId,
      period: "month",
    });
    expect(netsOf(invoice)?.filter((minor) => minor > 0)).toEqual([30_00, 15_00, 93_00, 46_50]);
    // 62.00 and three seats of 6.20 for 10 days, two seats more; and February with five seats.
    expect(netsOf(invoice)?.filter((minor) => minor < 0)).toEqual([
      -20_00, -6_00, -31_00, -9_30, -2_00, -3_10, -2_00, -3_10,
    ]);
  });

  test("seats added free, within a block that was paid for, once another plan took over in a run ahead are there today", async () => {
    const book = await createTestBook();
    const inFives = { blockSize: 5, tiers: [{ startsAtBlock: 1, endsAfterBlock: null, feePerBlockMinor: 31_00 }] };
    const bigPlanId = await createPlan(book, { monthlyMinor: 62_00, seatPrice: inFives });
    const smallPlanId = await createPlan(book, { monthlyMinor: 31_00, seatPrice: seatsAt(3_10) });
    const hugePlanId = await createPlan(book, { monthlyMinor: 93_00, seatPrice: seatsAt(9_30) });
    const accountId = await payingCustomer(book, bigPlanId, { seats: 3 });
    await billThrough(book, "2026-01-01");
    const small = { type: "plan", planId: smallPlanId, period: "month", timing: "period_end" } as const;
    await changeSubscription(book, accountId, small);
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-22");
    const four = { type: "seats", seats: 4 } as const;
    // Nothing for January, where five are paid for, and one seat for February.
    expect(netsOf((await changeSubscription(book, accountId, four)).invoice)).toEqual([3_10]);
    expect((await book.refusal("subscriptions.previewChange", { accountId, change: four })).code).toBe(
      "nothing_to_change",
    );
    const { invoice } = await changeSubscription(book, accountId, {
      type: "plan",
      planId: hugePlanId,
      period: "month",
    });
    // Four seats of 9.30 for 10 of January's 31 days, and for February.
    expect(netsOf(invoice)?.filter((minor) => minor > 0)).toEqual([30_00, 12_00, 93_00, 37_20]);
    expect(netsOf(invoice)?.filter((minor) => minor < 0)).toEqual([-20_00, -10_00, -31_00, -9_30, -3_10]);
    const { items } = await book.ask("subscriptions.get", { accountId });
    expect(items.map(({ seats, endsOn }) => [seats, endsOn])).toEqual([
      [4, null],
      [4, "2026-01-22"],
      [4, "2026-01-22"],
    ]);
  });

  const inFives = { blockSize: 5, tiers: [{ startsAtBlock: 1, endsAfterBlock: null, feePerBlockMinor: 31_00 }] };

  /** What another plan charges once it takes over now: 93.00, and 9.30 a seat. */
  async function chargesOfHuge(book: TestBook, accountId: string) {
    const planId = await createPlan(book, { name: "Huge", monthlyMinor: 93_00, seatPrice: seatsAt(9_30) });
    const change = { type: "plan", planId, period: "month", timing: "now" } as const;
    const { invoice } = await changeSubscription(book, accountId, change);
    return invoice?.lines.flatMap(({ kind, netMinor }) => (netMinor > 0 && kind !== "carried" ? [netMinor] : []));
  }

  test("seats added free stay until the period is over, though fewer were billed ahead", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 62_00, seatPrice: inFives });
    const accountId = await payingCustomer(book, planId, { seats: 6 });
    await billThrough(book, "2026-01-01");
    // The second block of five was paid for with the sixth seat.
    expect((await changeSubscription(book, accountId, { type: "seats", seats: 8 })).invoice).toBeNull();
    await changeSubscription(book, accountId, { type: "seats", seats: 3 });
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-22");
    // Eight seats for 10 of January's 31 days, three for February.
    expect(await chargesOfHuge(book, accountId)).toEqual([30_00, 24_00, 93_00, 27_90]);
  });

  test("more seats that begin with a period billed ahead are not there before it", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 31_00, seatPrice: seatsAt(3_10) });
    const fivesPlanId = await createPlan(book, { monthlyMinor: 62_00, seatPrice: inFives });
    const accountId = await payingCustomer(book, planId, { seats: 3 });
    await billThrough(book, "2026-01-01");
    const toFives = { type: "plan", planId: fivesPlanId, period: "month" } as const;
    await changeSubscription(book, accountId, { ...toFives, seats: 5, timing: "period_end" });
    // At once after all: three seats today, and the five go on waiting for February.
    await changeSubscription(book, accountId, { ...toFives, timing: "now" });
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-22");
    expect(await chargesOfHuge(book, accountId)).toEqual([30_00, 9_00, 93_00, 46_50]);
  });

  test("seats whose days come to less than half a cent are there all the same", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 31_00, seatPrice: seatsAt(10) });
    const accountId = await payingCustomer(book, planId, { seats: 3 });
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-31");
    // One day of January is 0.32 of a cent; February is charged.
    expect(netsOf((await changeSubscription(book, accountId, { type: "seats", seats: 4 })).invoice)).toEqual([10]);
    expect(await chargesOfHuge(book, accountId)).toEqual([3_00, 1_20, 93_00, 37_20]);
  });

  test("seats of a period of which only a part was billed again are still there", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 0, seatPrice: seatsAt(10_00) });
    const accountId = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId, planId, period: "month", seats: 6, startOn: "2026-01-01" });
    await billThrough(book, "2026-01-01");
    await changeSubscription(book, accountId, { type: "seats", seats: 3 });
    await billThrough(book, "2026-02-01");
    const [january] = await invoicesOf(book, accountId);
    const invoiceId = january?.id ?? "";
    const lines = [{ position: 1, amountMinor: 6_00 }];
    const note = { invoiceId, lines, destination: "credit" } as const;
    const { fingerprint } = await book.ask("creditNotes.preview", note);
    await book.ask("creditNotes.issue", { ...note, fingerprint });
    await book.ask("invoices.void", { invoiceId, periods: "bill_again" });
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-22");
    expect(await chargesOfHuge(book, accountId)).toEqual([30_00, 18_00, 93_00, 27_90]);
  });

  test("seats that were added in a later period are not there in an earlier one that is current again", async () => {
    const book = await createTestBook({ timeZone: "Pacific/Auckland" });
    const planId = await createPlan(book, { monthlyMinor: 31_00, seatPrice: seatsAt(3_10) });
    const accountId = await payingCustomer(book, planId, { timeZone: "Pacific/Auckland", seats: 3 });
    await billThrough(book, "2026-01-01");
    await book.setToday("2026-01-31");
    await billThrough(book, "2026-02-01");
    // The 1st of February in Auckland, the 31st of January in Los Angeles.
    await changeSubscription(book, accountId, { type: "seats", seats: 5 });
    await book.ask("accounts.update", { accountId, timeZone: "America/Los_Angeles" });
    expect(await chargesOfHuge(book, accountId)).toEqual([3_00, 90, 93_00, 46_50]);
  });

  test("what is an upgrade is told by today's seats, whatever was billed ahead", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 0, seatPrice: seatsAt(10_00) });
    const cheapPlanId = await createPlan(book, { name: "Cheap", monthlyMinor: 0, seatPrice: seatsAt(5_00) });
    const accountId = await payingCustomer(book, planId, { seats: 10 });
    await billThrough(book, "2026-01-01");
    await changeSubscription(book, accountId, { type: "seats", seats: 4 });
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-17");
    // Ten seats cost 50.00 rather than 100.00 today, four 20.00 rather than 40.00 then.
    const change = { type: "plan", planId: cheapPlanId, period: "month" } as const;
    const { preview } = await changeSubscription(book, accountId, change);
    expect(preview).toMatchObject({ timing: "period_end", effectiveOn: "2026-03-01", invoice: null });
  });

  test("a trial that is extended keeps the seats of each period that was billed ahead", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 0, seatPrice: seatsAt(10_00), trialDays: 14 });
    const accountId = await payingCustomer(book, planId, { seats: 5 });
    await billThrough(book, "2026-01-15");
    await changeSubscription(book, accountId, { type: "seats", seats: 3 });
    await billThrough(book, "2026-02-15");
    const { invoice, subscription } = await changeSubscription(book, accountId, { type: "extend_trial", days: 10 });
    expect(netsOf(invoice)).toEqual([-50_00, -30_00, 50_00]);
    expect(subscription).toMatchObject({ seats: 5, nextSeats: 3 });
    await billThrough(book, "2026-02-25");
    expect((await invoicesOf(book, accountId)).at(-1)).toMatchObject({ issuedOn: "2026-02-25", totalMinor: 30_00 });
  });
});
