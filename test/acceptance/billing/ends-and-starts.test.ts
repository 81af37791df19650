import { describe, expect, test } from "vitest";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import { civilDate, startOfDayMs } from "../../../src/shared/calendar.ts";
import { liveUntil } from "../../support/collection.ts";
import { AccountLife } from "../../support/lives.ts";
import { billThrough, invoicesOf } from "../../support/company.ts";
import { changeSubscription, createPlan, netsOf, seatsAt, type PlanOptions } from "../../support/subscriptions.ts";

/*
 * Where subscriptions begin and end, and what is odd on those days. What people have reported of billing systems, in words and figures of our own,
 * and lives in orders that a desk comes upon seldom: what is right was worked out by hand, and then tried.
 */

const end = { type: "cancel", timing: "now", withCredit: false } as const;
const endWithCredit = { ...end, withCredit: true } as const;

interface Beginning extends PlanOptions {
  readonly today?: string;
  readonly seats?: number;
  readonly timeZone?: string;
  readonly withTrial?: boolean;
  readonly period?: "month" | "annual";
  readonly discount?: Omit<MethodInput<"discounts.create">, "name" | "idempotencyKey">;
}

/** A subscriber who pays by card. */
async function subscriber({
  today = "2026-01-01",
  seats,
  timeZone = "UTC",
  withTrial = true,
  period = "month",
  discount,
  ...plan
}: Beginning = {}): Promise<AccountLife> {
  const life = await AccountLife.begin({ today, timeZone });
  await life.payBy("succeeds");
  const planId = await createPlan(life.book, { monthlyMinor: 31_00, ...plan });
  const { accountId } = life;
  await life.book.ask("subscriptions.create", {
    accountId,
    planId,
    period,
    seats: seats ?? null,
    startOn: today,
    withTrial,
  });
  if (discount) {
    const { discountId } = await life.book.ask("discounts.create", { name: "Less", ...discount });
    await changeSubscription(life.book, accountId, { type: "add_discount", discountId });
  }
  return life;
}

const change = (life: AccountLife, what: MethodInput<"subscriptions.change">["change"]) =>
  changeSubscription(life.book, life.accountId, what);
const totals = async (life: AccountLife) =>
  (await invoicesOf(life.book, life.accountId)).map(({ totalMinor }) => totalMinor);

/** The clock at a moment of the day where the book is. */
async function at(life: AccountLife, instant: string): Promise<void> {
  await life.book.ask("book.setClock", { clock: { kind: "test", nowMs: Date.parse(instant) } });
}

describe("reported of billing systems", () => {
  test("a seat added to a month that is free by a discount is free for that month, and no more", async () => {
    const life = await subscriber({
      monthlyMinor: 0,
      seatPrice: seatsAt(72_00),
      seats: 1,
      discount: { partsPerMillion: 1_000_000, periods: 1 },
    });
    await life.bill("2026-01-01");
    await life.until("2026-01-16");
    const { invoice } = await change(life, { type: "seats", seats: 2 });
    expect(invoice?.totalMinor ?? 0).toBe(0);
    await life.until("2026-02-01");
    await life.bill("2026-02-01");
    expect((await totals(life)).at(-1)).toBe(144_00);
    await life.end();
  });

  test("seats that change in a trial cost nothing until it ends, and then what they are", async () => {
    const life = await subscriber({ monthlyMinor: 0, seatPrice: seatsAt(99_00), seats: 1, trialDays: 30 });
    await life.until("2026-01-10");
    expect((await change(life, { type: "seats", seats: 5 })).invoice).toBeNull();
    await life.until("2026-01-20");
    expect((await change(life, { type: "seats", seats: 2 })).invoice).toBeNull();
    await life.until("2026-01-31");
    await life.bill("2026-01-31");
    expect(await totals(life)).toEqual([198_00]);
    await life.end();
  });

  test("from seats by the year to a plan without: all of what the seats cost comes back", async () => {
    const life = await subscriber({
      monthlyMinor: 0,
      annualMonthlyMinor: 0,
      seatPrice: seatsAt(39_20),
      seats: 1,
      period: "annual",
    });
    await life.bill("2026-01-01");
    const planId = await createPlan(life.book, { monthlyMinor: 30_00, annualMonthlyMinor: 24_00 });
    const { invoice } = await change(life, { type: "plan", planId, period: "annual", timing: "now" });
    expect(netsOf(invoice)).toEqual([-470_40, 288_00]);
    expect(await life.credit()).toBe(182_40);
    await life.end();
  });

  test("a trial over the night when the clocks change ends with its thirtieth day", async () => {
    const life = await subscriber({ today: "2026-03-01", trialDays: 30, timeZone: "America/Los_Angeles" });
    // The last minutes of the 30th in Los Angeles, where it is summer since the 8th.
    await at(life, "2026-03-31T06:59:00Z");
    await life.bill("2026-03-30");
    expect(await totals(life)).toEqual([]);
    await at(life, "2026-03-31T07:01:00Z");
    for (const day of ["2026-03-31", "2026-04-30", "2026-05-31"]) await life.bill(day);
    const days = (await invoicesOf(life.book, life.accountId)).map(({ issuedOn }) => issuedOn);
    expect(days).toEqual(["2026-03-31", "2026-04-30", "2026-05-31"]);
    await life.end();
  });

  test("ended on its first day it was never had: everything comes back where that is asked for, and nothing where it is not", async () => {
    for (const [what, creditMinor] of [
      [end, null],
      [endWithCredit, 31_00],
    ] as const) {
      const life = await subscriber();
      await life.bill("2026-01-01");
      await change(life, what);
      expect(await life.credit()).toBe(creditMinor);
      await life.end();
    }
  });

  test("an end of a month that is over is refused, and dated to the first of this one it gives back all of it", async () => {
    const life = await subscriber();
    await life.bill("2026-01-01");
    await life.until("2026-02-05");
    await life.bill("2026-02-01");
    const early = { ...endWithCredit, changeOn: civilDate("2026-01-31") };
    const refusal = await life.book.refusal("subscriptions.previewChange", {
      accountId: life.accountId,
      change: early,
    });
    expect(refusal.code).toBe("change_outside_period");
    const { invoice } = await change(life, { ...endWithCredit, changeOn: civilDate("2026-02-01") });
    expect(netsOf(invoice)).toEqual([-31_00]);
    await life.end();
  });

  test("a discount for two months has both of them, although the invoice of one was voided and billed again", async () => {
    const life = await subscriber({ discount: { partsPerMillion: 500_000, periods: 2 } });
    await life.payBy("transfer");
    await life.bill("2026-01-01");
    await life.void("bill_again");
    await life.bill("2026-01-01");
    await life.bill("2026-03-01");
    expect(await totals(life)).toEqual([15_50, 15_50, 15_50, 31_00]);
    await life.end();
  });

  test("an upgrade takes the place of a downgrade that waited, and is charged once", async () => {
    const life = await subscriber();
    await life.bill("2026-01-01");
    const small = await createPlan(life.book, { name: "Small", monthlyMinor: 10_00 });
    const large = await createPlan(life.book, { name: "Large", monthlyMinor: 62_00 });
    await change(life, { type: "plan", planId: small, period: "month" });
    await life.until("2026-01-22");
    const { invoice } = await change(life, { type: "plan", planId: large, period: "month" });
    expect(netsOf(invoice)).toEqual([-10_00, 20_00]);
    await life.until("2026-02-01");
    await life.bill("2026-02-01");
    expect((await totals(life)).slice(2)).toEqual([62_00]);
    await life.end();
  });

  test("from a year to dearer months at once: what is left of the year pays for them", async () => {
    const life = await subscriber({ monthlyMinor: 17_00, annualMonthlyMinor: 10_95, period: "annual" });
    await life.bill("2026-01-01");
    await life.until("2026-01-11");
    const { subscription } = await life.book.ask("subscriptions.get", { accountId: life.accountId });
    const monthly = { type: "plan", planId: subscription?.planId ?? "", period: "month" } as const;
    // 131.40 a year are 0.36 a day, and 355 days are left of it.
    expect(netsOf((await change(life, monthly)).invoice)).toEqual([-127_80, 17_00]);
    expect(await life.credit()).toBe(110_80);
    await life.end();
  });

  test("part of it paid by transfer, the card is charged the rest", async () => {
    const life = await AccountLife.begin({ feeMinor: 31_00 });
    await life.payBy("declines");
    await life.bill("2026-01-01");
    await life.pay(10_00);
    await life.payBy("succeeds");
    await liveUntil(life.book, "2026-01-04");
    const { payments } = await life.invoice();
    expect(payments.map(({ status, amountMinor }) => [status, amountMinor])).toEqual([
      ["failed", 31_00],
      ["succeeded", 10_00],
      ["succeeded", 21_00],
    ]);
    await life.end();
  });
});

describe("months that were billed ahead, and never begin (BEHAVIOUR 6.10)", () => {
  test("with an amount off: what was paid of them comes back, and no more", async () => {
    const life = await subscriber({ discount: { amountMinor: 6_00, currency: "USD", periods: 2 } });
    await life.bill("2026-03-01");
    const { invoice } = await change(life, end);
    expect(netsOf(invoice)).toEqual([-25_00, -31_00]);
    await life.end();
  });

  test("of the smaller plan that took over in a run ahead", async () => {
    const life = await subscriber();
    await life.bill("2026-01-01");
    const planId = await createPlan(life.book, { name: "Small", monthlyMinor: 10_00 });
    await change(life, { type: "plan", planId, period: "month" });
    await life.bill("2026-02-01");
    await life.until("2026-01-15");
    const { invoice } = await change(life, end);
    expect(netsOf(invoice)).toEqual([-10_00]);
    const { items } = await life.book.ask("subscriptions.get", { accountId: life.accountId });
    expect(items.map(({ status }) => status)).toEqual(["ended", "ended"]);
    await life.end();
  });

  test("paid in part and written off: the part comes back, and what was written off does not", async () => {
    const life = await AccountLife.begin({ feeMinor: 31_00 });
    await life.bill("2026-02-01");
    await life.pay(10_00);
    await life.book.ask("invoices.writeOff", { invoiceId: (await life.invoice()).id, reason: "Gone" });
    await change(life, end);
    expect(await life.credit()).toBe(10_00);
    await life.end();
  });

  test("given up: it asks for nothing any more", async () => {
    const life = await AccountLife.begin({ feeMinor: 31_00 });
    await life.bill("2026-02-01");
    const { id: invoiceId } = await life.invoice();
    await life.book.ask("invoices.markUncollectible", { invoiceId });
    await change(life, end);
    expect(await life.standing()).toEqual([
      ["open", 31_00],
      ["paid", 0],
    ]);
    await life.end();
  });

  test("paid more than was asked: the overpayment is credit already, and the month comes once", async () => {
    const life = await AccountLife.begin({ feeMinor: 31_00 });
    await life.bill("2026-02-01");
    await life.pay(40_00);
    await change(life, end);
    expect(await life.credit()).toBe(40_00);
    await life.end();
  });

  test("charges that wait are on the same paper, and use what comes back", async () => {
    const life = await subscriber();
    await life.bill("2026-02-01");
    await life.book.ask("invoices.addCharge", {
      accountId: life.accountId,
      description: "Moving",
      unitMinor: 12_00,
      currency: "USD",
      tax: { by: "nothing" },
    });
    const { invoice } = await change(life, end);
    expect(invoice).toMatchObject({ totalMinor: 0, creditCreatedMinor: 19_00 });
    await life.end();
  });

  test("cancelled for the end of March, and then ended now: February and March come back", async () => {
    const life = await subscriber();
    await life.bill("2026-03-01");
    await change(life, { type: "cancel", timing: "period_end" });
    await life.until("2026-01-20");
    expect(netsOf((await change(life, end)).invoice)).toEqual([-31_00, -31_00]);
    await life.end();
  });

  test("begun again the same day, the new months are charged whole, and the credit pays for them", async () => {
    const life = await subscriber();
    await life.bill("2026-02-01");
    await life.until("2026-01-20");
    await change(life, end);
    const planId = await createPlan(life.book, { monthlyMinor: 31_00 });
    await change(life, { type: "start", planId, period: "month", startOn: civilDate("2026-01-20") });
    await life.bill("2026-01-20");
    expect(await life.invoice()).toMatchObject({ totalMinor: 31_00, creditAppliedMinor: 31_00, state: "paid" });
    expect(await life.credit()).toBe(0);
    await life.end();
  });

  test("ended by the last retry, by the day where the account lives", async () => {
    const life = await AccountLife.begin({ feeMinor: 31_00, timeZone: "America/Los_Angeles" });
    await life.book.ask("book.configure", { retryDays: [31], afterLastRetry: "cancel" });
    await life.payBy("declines");
    await life.bill("2026-02-01");
    // The first of February in London, where the retry is due, and the last evening of January in Los Angeles.
    await at(life, "2026-02-01T03:00:00Z");
    await billThrough(life.book, "2026-02-01");
    expect(await life.standing()).toEqual([
      ["open", 31_00],
      ["paid", 0],
    ]);
    await life.end();
  });

  test("the current month, voided after the end, is billed again as it was, and no later one is", async () => {
    const life = await AccountLife.begin({ feeMinor: 31_00 });
    await life.bill("2026-02-01");
    await life.until("2026-01-10");
    await change(life, end);
    await life.void("bill_again", (await life.invoice(1)).id);
    await life.bill("2026-06-01");
    expect(await life.standing()).toEqual([
      ["void", 0],
      ["paid", 0],
      ["open", 31_00],
    ]);
    await life.end();
  });

  test("the account moves to the other side of the date line on the last day: each month once, and the next one back", async () => {
    const life = await subscriber({ timeZone: "Pacific/Auckland" });
    await life.bill("2026-01-01");
    await life.book.ask("book.setClock", {
      clock: { kind: "test", nowMs: startOfDayMs(civilDate("2026-02-01"), "Pacific/Auckland") + 60_000 },
    });
    await life.bill("2026-02-01");
    await life.book.ask("accounts.update", { accountId: life.accountId, timeZone: "Pacific/Honolulu" });
    expect(netsOf((await change(life, end)).invoice)).toEqual([-31_00]);
    await life.bill("2026-04-01");
    expect(await totals(life)).toEqual([31_00, 31_00, 0]);
    await life.end();
  });
});
