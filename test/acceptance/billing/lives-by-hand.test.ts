import { describe, expect, test } from "vitest";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice, taxOf } from "../../support/collection.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf, payOpen } from "../../support/company.ts";
import { changeSubscription, createPlan, netsOf, seatsAt, type PlanOptions } from "../../support/subscriptions.ts";

type Discount = MethodInput<"discounts.create">;

/** What a life begins with; the first period is billed and paid where nothing else is said. */
interface Beginning extends PlanOptions {
  readonly period?: "month" | "annual";
  readonly seats?: number;
  readonly taxPercent?: number;
  readonly discount?: Omit<Discount, "name" | "idempotencyKey">;
  readonly isUnpaid?: boolean;
}

const cancelNow = { type: "cancel", timing: "now", withCredit: true } as const;

/** A subscriber at 31.00 a month where nothing else is said. */
async function begun(today: string, beginning: Beginning = {}) {
  const { period = "month", seats = null, taxPercent, discount, isUnpaid = false, ...options } = beginning;
  const book = await createTestBook({ today, currency: options.currency ?? "USD" });
  const planId = await createPlan(book, { monthlyMinor: 31_00, ...options });
  const accountId = await createCustomer(book, { currency: options.currency ?? "USD" });
  if (taxPercent !== undefined)
    await book.ask("accounts.update", { accountId, taxRateId: await taxOf(book, taxPercent) });
  const withTrial = (options.trialDays ?? null) !== null;
  await book.ask("subscriptions.create", { accountId, planId, period, startOn: today, seats, withTrial });
  if (discount) {
    const { discountId } = await book.ask("discounts.create", { name: "Less", ...discount });
    await changeSubscription(book, accountId, { type: "add_discount", discountId });
  }
  await billThrough(book, today);
  if (!isUnpaid) await payOpen(book, accountId);
  return { book, planId, accountId };
}

/** Another plan from now on. @returns the invoice that it makes. */
async function changeTo(book: TestBook, accountId: string, options: PlanOptions, period: "month" | "annual" = "month") {
  const planId = await createPlan(book, { name: "Other", monthlyMinor: 1_00, ...options });
  return (await changeSubscription(book, accountId, { type: "plan", planId, period, timing: "now" })).invoice;
}

async function credit(book: TestBook, invoiceId: string, amountMinor: number, destination: "credit" | "origin") {
  const note = { invoiceId, lines: [{ position: 1, amountMinor }], destination };
  const { fingerprint } = await book.ask("creditNotes.preview", note);
  return (await book.ask("creditNotes.issue", { ...note, fingerprint })).creditNote;
}

const firstOf = async (book: TestBook, accountId: string) => (await invoicesOf(book, accountId))[0]?.id ?? "";
const totalsOf = async (book: TestBook, accountId: string) =>
  (await invoicesOf(book, accountId)).map(({ totalMinor }) => totalMinor);
const askedBy = async (book: TestBook, accountId: string) =>
  (await invoicesOf(book, accountId)).map(({ outstandingMinor }) => outstandingMinor);

describe("what other systems were reported to get wrong (BEHAVIOUR 6 to 9)", () => {
  test("a second upgrade in a year gives back what the year costs, not what the first upgrade had left to pay", async () => {
    const { book, accountId } = await begun("2026-01-01", { period: "annual", annualMonthlyMinor: 50_00 });
    await book.setToday("2026-01-24");
    // 342 of 365 days of 600.00 and of 1,200.00.
    const up = await changeTo(book, accountId, { annualMonthlyMinor: 100_00 }, "annual");
    expect(netsOf(up)).toEqual([-562_19, 1124_38]);
    await payOpen(book, accountId);
    await book.setToday("2026-01-29");
    // 337 days: 1,124.38 × 337/342, and of 1,800.00.
    const further = await changeTo(book, accountId, { annualMonthlyMinor: 150_00 }, "annual");
    expect(netsOf(further)).toEqual([-1107_94, 1661_92]);
  });

  test("a year that was cancelled and then credited whole is not billed again", async () => {
    const { book, accountId } = await begun("2026-01-01", { period: "annual", annualMonthlyMinor: 19_99 });
    await book.setToday("2026-01-31");
    await changeSubscription(book, accountId, cancelNow);
    // 335 of 365 days of 239.88.
    expect(await creditOf(book, accountId)).toBe(220_16);
    await credit(book, await firstOf(book, accountId), 19_72, "credit");
    expect(await creditOf(book, accountId)).toBe(239_88);
    await billThrough(book, "2026-12-31");
    expect(await totalsOf(book, accountId)).toEqual([239_88, 0]);
  });

  test("a month that was credited whole gives nothing back with the end, and is not billed again without one", async () => {
    const { book, accountId } = await begun("2026-01-01");
    await billThrough(book, "2026-02-01");
    await payOpen(book, accountId);
    await credit(book, (await invoicesOf(book, accountId))[1]?.id ?? "", 31_00, "credit");
    await book.setToday("2026-02-01");
    await billThrough(book, "2026-02-01");
    expect(await totalsOf(book, accountId)).toEqual([31_00, 31_00]);
    await changeSubscription(book, accountId, cancelNow);
    expect(await creditOf(book, accountId)).toBe(31_00);
  });

  test("unused time is given back less its discount and with its tax: 90.00 + 10 %, half of it", async () => {
    const discount = { amountMinor: 10_00, currency: "USD", periods: null };
    const { book, accountId } = await begun("2026-04-01", { monthlyMinor: 100_00, taxPercent: 10, discount });
    await book.setToday("2026-04-16");
    const { invoice } = await changeSubscription(book, accountId, cancelNow);
    expect(invoice).toMatchObject({ subtotalMinor: -45_00, taxMinor: -4_50, creditCreatedMinor: 49_50 });
  });

  test("what can be credited of 99.00, of which credit paid 5.00, is 99.00: 5.00 and 94.00 to where they came from", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 5_00);
    const line = { unitMinor: 100_00, discountMinor: 10_00, taxRateId: await taxOf(book, 10) };
    const invoice = await issueInvoice(book, accountId, [line]);
    expect(invoice).toMatchObject({ totalMinor: 99_00, dueMinor: 94_00 });
    await payOpen(book, accountId);
    expect(await credit(book, invoice.id, 100_00, "origin")).toMatchObject({
      toCreditMinor: 5_00,
      outOfBandMinor: 94_00,
    });
  });

  test("an end after a trial whose first invoice is not paid makes no credit", async () => {
    const { book, accountId } = await begun("2026-01-01", { trialDays: 14 });
    await book.setToday("2026-01-15");
    await billThrough(book, "2026-01-15");
    await book.setToday("2026-01-25");
    await changeSubscription(book, accountId, cancelNow);
    // 21 of 31 days come off.
    expect(await askedBy(book, accountId)).toEqual([10_00]);
    expect(await creditOf(book, accountId)).toBeNull();
  });

  test("a year from the 3rd of a month costs twelve months, and asking for it again makes no other invoice", async () => {
    const { book, accountId } = await begun("2026-08-03", { period: "annual", annualMonthlyMinor: 20_00 });
    for (let run = 0; run < 3; run += 1) await billThrough(book, "2027-08-02");
    expect(await totalsOf(book, accountId)).toEqual([240_00]);
  });

  test("a discount for three periods is over with the third, whatever plan it was for; one for one is not used by a trial", async () => {
    const half = { partsPerMillion: 500_000, periods: 3 };
    const three = await begun("2026-01-01", { discount: half });
    await billThrough(three.book, "2026-04-01");
    expect(await totalsOf(three.book, three.accountId)).toEqual([15_50, 15_50, 15_50, 31_00]);

    const once = { amountMinor: 15_00, currency: "USD", periods: 1 };
    const tried = await begun("2026-01-01", { monthlyMinor: 199_00, trialDays: 7, discount: once });
    await billThrough(tried.book, "2026-02-08");
    expect(await totalsOf(tried.book, tried.accountId)).toEqual([184_00, 199_00]);
  });

  test("a discount that was used once is not used again by an upgrade", async () => {
    const { book, accountId } = await begun("2026-01-01", { discount: { partsPerMillion: 500_000, periods: 1 } });
    await book.setToday("2026-01-17");
    // 15 of 31 days of 15.50, and of 62.00.
    expect(netsOf(await changeTo(book, accountId, { monthlyMinor: 62_00 }))).toEqual([-7_50, 30_00]);
  });

  test("an upgrade two days before the end is charged for two days", async () => {
    const { book, accountId } = await begun("2026-01-10", { monthlyMinor: 26_00 });
    await book.setToday("2026-02-08");
    // Two of 31 days.
    expect(netsOf(await changeTo(book, accountId, { monthlyMinor: 80_00 }))).toEqual([-1_68, 5_16]);
  });

  test("seats that were paid for come back when the other plan has none", async () => {
    const yearly = { period: "annual", monthlyMinor: 0, annualMonthlyMinor: 0, seatPrice: seatsAt(39_20) } as const;
    const { book, accountId } = await begun("2026-02-04", { ...yearly, seats: 1 });
    expect(netsOf(await changeTo(book, accountId, { annualMonthlyMinor: 24_00 }, "annual"))).toEqual([-470_40, 288_00]);
    expect(await creditOf(book, accountId)).toBe(182_40);
  });
});

describe("lives whose figures were worked out by hand (BEHAVIOUR 6 to 9)", () => {
  test("from a clamped day: a year from Feb 29 has 365 days left to count by, and the month from Jan 31 ends on Mar 31", async () => {
    const year = await begun("2028-02-29", { period: "annual", annualMonthlyMinor: 100_00 });
    await year.book.setToday("2029-01-15");
    await changeSubscription(year.book, year.accountId, cancelNow);
    expect(await creditOf(year.book, year.accountId)).toBe(144_66); // 44 of 365 days.

    const month = await begun("2026-01-31");
    await billThrough(month.book, "2026-02-28");
    await payOpen(month.book, month.accountId);
    await month.book.setToday("2026-03-15");
    await changeSubscription(month.book, month.accountId, cancelNow);
    expect(await creditOf(month.book, month.accountId)).toBe(16_00);
  });

  test("time is given back at the tax it was charged with, whatever the account is taxed with since", async () => {
    const raised = await begun("2026-01-01", { taxPercent: 10 });
    await raised.book.ask("accounts.update", {
      accountId: raised.accountId,
      taxRateId: await taxOf(raised.book, 20),
    });
    await raised.book.setToday("2026-01-17");
    // −15.00 at 10 %, 30.00 at 20 %.
    const more = await changeTo(raised.book, raised.accountId, { monthlyMinor: 62_00 });
    expect(more).toMatchObject({ subtotalMinor: 15_00, taxMinor: 4_50 });

    const freed = await begun("2026-01-01", { taxPercent: 25 });
    await freed.book.ask("accounts.update", { accountId: freed.accountId, taxRateId: null });
    await freed.book.setToday("2026-01-17");
    const without = await changeTo(freed.book, freed.accountId, { monthlyMinor: 62_00 });
    expect(without).toMatchObject({ subtotalMinor: 15_00, taxMinor: -3_75, totalMinor: 11_25 });
  });

  test("three plans in a day, nothing paid: what is asked is what was had, and the last one", async () => {
    const { book, accountId } = await begun("2026-01-01", { isUnpaid: true });
    await book.setToday("2026-01-12");
    for (const monthlyMinor of [62_00, 93_00, 124_00]) await changeTo(book, accountId, { monthlyMinor });
    expect(await askedBy(book, accountId)).toEqual([11_00, 0, 0, 80_00]);
  });

  test("seats added and the month, neither paid, both ask for less with the end", async () => {
    const seats = { seats: 3, seatPrice: seatsAt(3_10), isUnpaid: true };
    const { book, accountId } = await begun("2026-01-01", seats);
    await book.setToday("2026-01-12");
    expect(netsOf((await changeSubscription(book, accountId, { type: "seats", seats: 5 })).invoice)).toEqual([4_00]);
    await book.setToday("2026-01-22");
    await changeSubscription(book, accountId, cancelNow);
    // 40.30 less 10 of 31 days; 4.00 less 10 of its 20 days.
    expect(await askedBy(book, accountId)).toEqual([27_30, 2_00]);
  });

  test("a month that was waived is charged for what it becomes, and has nothing to give back", async () => {
    const { book, accountId } = await begun("2026-01-01", { isUnpaid: true });
    await book.ask("invoices.void", { invoiceId: await firstOf(book, accountId) });
    await book.setToday("2026-01-17");
    expect(netsOf(await changeTo(book, accountId, { monthlyMinor: 62_00 }))).toEqual([30_00]);
  });

  test("a note and the end together never give back more than the month", async () => {
    for (const [noteMinor, totalMinor] of [
      [10_00, 25_00],
      [20_00, 31_00],
    ] as const) {
      const { book, accountId } = await begun("2026-01-01");
      await credit(book, await firstOf(book, accountId), noteMinor, "credit");
      await book.setToday("2026-01-17");
      await changeSubscription(book, accountId, cancelNow);
      expect(await creditOf(book, accountId)).toBe(totalMinor);
      await book.close();
    }
  });

  test("in yen and in dinars: 484 and 968 of 15 days in 31; 9.656 of 19.955", async () => {
    const yen = await begun("2026-01-01", { currency: "JPY", monthlyMinor: 1000 });
    await yen.book.setToday("2026-01-17");
    expect(netsOf(await changeTo(yen.book, yen.accountId, { currency: "JPY", monthlyMinor: 2000 }))).toEqual([
      -484, 968,
    ]);

    const dinar = await begun("2026-01-01", { currency: "KWD", monthlyMinor: 19_955 });
    await dinar.book.setToday("2026-01-17");
    await changeSubscription(dinar.book, dinar.accountId, cancelNow);
    expect(await creditOf(dinar.book, dinar.accountId, "KWD")).toBe(9_656);
  });
});
