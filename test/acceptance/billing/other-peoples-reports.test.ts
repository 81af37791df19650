import { describe, expect, test } from "vitest";
import { issueInvoice, liveUntil, taxOf } from "../../support/collection.ts";
import { AccountLife } from "../../support/lives.ts";
import { changeSubscription, createPlan, netsOf } from "../../support/subscriptions.ts";

/*
 * What people have reported of shops and of billing and accounting systems, in words and figures of our own: what is right was worked out by hand, and then
 * tried. At the end of each, the verifier finds nothing, and reports, ledger and journal tie.
 */

const cancelNow = { type: "cancel", timing: "now", withCredit: true } as const;
const issue = (life: AccountLife, ...unitsMinor: number[]) =>
  issueInvoice(
    life.book,
    life.accountId,
    unitsMinor.map((unitMinor) => ({ unitMinor })),
  );
const asks = async (life: AccountLife) => (await life.standing()).map(([, outstandingMinor]) => outstandingMinor);

describe("credit that was used (reported of gift cards, store credit and wallets)", () => {
  test("a part of an invoice by credit is a part, not all and not nothing: 50.00 less 30.00 asks for 20.00", async () => {
    const life = await AccountLife.begin();
    await issue(life, 50_00);
    await life.grant(30_00);
    expect(await life.standing()).toEqual([["open", 50_00]]);
    await life.apply();
    expect(await life.standing()).toEqual([["open", 20_00]]);
    expect(await life.credit()).toBe(0);
    await life.end();
  });

  test("of several credits each is used once: 20.00, 3.00, 2.00 and 2.00 for 25.69 leave 1.31 for the next", async () => {
    const life = await AccountLife.begin();
    for (const amountMinor of [20_00, 3_00, 2_00, 2_00]) await life.grant(amountMinor);
    await issue(life, 25_69);
    expect(await life.credit()).toBe(1_31);
    await issue(life, 7_00);
    expect(await asks(life)).toEqual([0, 5_69]);
    await life.end();
  });

  test("a declined card, a void, and a void again return 15.00 once", async () => {
    const life = await AccountLife.begin();
    await life.payBy("declines");
    await life.grant(15_00);
    const { id: invoiceId } = await issue(life, 40_00);
    await life.void();
    expect((await life.book.refusal("invoices.void", { invoiceId })).code).toBe("invoice_not_open");
    expect(await life.credit()).toBe(15_00);
    await life.end();
  });

  test("a void returns all of what several cards had given, not a unit of it", async () => {
    const life = await AccountLife.begin();
    await life.grant(12_25);
    await life.grant(25_25);
    await issue(life, 50_00);
    await life.void();
    expect(await life.credit()).toBe(37_50);
    await life.end();
  });

  test("credited in part and then cancelled: 80.00 of 100.00 come back as 30.00 and 50.00, and not a cent more", async () => {
    const life = await AccountLife.begin();
    await life.grant(100_00);
    const { id: invoiceId } = await issue(life, 80_00);
    await life.note(30_00, "origin");
    expect((await life.book.refusal("invoices.void", { invoiceId })).code).toBe("invoice_not_open");
    expect(await life.noteRefusal(50_01, "origin")).toBe("credit_note_exceeds_line");
    await life.note(50_00, "origin");
    expect(await life.credit()).toBe(100_00);
    await life.end();
  });

  test("nobody is reminded of what credit has paid", async () => {
    const life = await AccountLife.begin();
    await life.book.ask("book.configure", { retryDays: [2], afterLastRetry: "uncollectible" });
    await life.payBy("declines");
    await issue(life, 40_00);
    await life.grant(40_00);
    await life.apply();
    expect(await liveUntil(life.book, "2026-02-01")).toBeNull();
    expect((await life.invoice()).payments).toHaveLength(1);
    await life.end();
  });
});

describe("what goes back (reported of refunds)", () => {
  test("a whole order's tenth off is off what is returned of it: 3.60 for 4.00, then 5.40 for 6.00", async () => {
    const life = await AccountLife.begin();
    const lines = [
      { unitMinor: 6_00, discountMinor: 60 },
      { unitMinor: 4_00, discountMinor: 40 },
    ];
    await issueInvoice(life.book, life.accountId, lines);
    await life.pay();
    expect(await life.note(4_00, "origin", { position: 2 })).toMatchObject({ outOfBandMinor: 3_60 });
    expect(await life.note(6_00, "origin")).toMatchObject({ outOfBandMinor: 5_40 });
    await life.end();
  });

  test("with its tax: 40.00 of 100.00 at 25 % are 50.00", async () => {
    const life = await AccountLife.begin();
    await life.payBy("succeeds");
    await issueInvoice(life.book, life.accountId, [{ unitMinor: 100_00, taxRateId: await taxOf(life.book, 25) }]);
    expect(await life.note(40_00, "origin")).toMatchObject({ toPaymentMethodMinor: 50_00 });
    await life.end();
  });

  test("after one of three things went back, nobody owes anything, and 41.98 were collected", async () => {
    const life = await AccountLife.begin();
    await issue(life, 20_99, 20_99, 20_99);
    await life.pay();
    await life.note(20_99, "origin", { position: 2 });
    expect(await life.standing()).toEqual([["paid", 0]]);
    const period = { fromOn: "2026-01-01", throughOn: "2026-01-31" };
    const { rows } = await life.book.ask("reports.collections", period);
    expect(rows).toMatchObject([{ collectedMinor: 62_97, refundedMinor: -20_99 }]);
    await life.end();
  });

  test("no more to the card than the card paid: of 100.00 by 30.00 credit and 70.00 card, 80.00 are refused", async () => {
    const life = await AccountLife.begin();
    await life.payBy("succeeds");
    await life.grant(30_00);
    await issue(life, 100_00);
    const parts = { toCreditMinor: 20_00, toPaymentMethodMinor: 80_00, outOfBandMinor: 0 };
    expect(await life.noteRefusal(100_00, parts)).toBe("refund_exceeds_payment");
    await life.note(100_00, { ...parts, toCreditMinor: 30_00, toPaymentMethodMinor: 70_00 });
    expect(await life.credit()).toBe(30_00);
    await life.end();
  });

  test("nothing of what is not paid: of 100.00, half of it paid, a note of 60.00 gives back 10.00", async () => {
    const life = await AccountLife.begin();
    await issue(life, 100_00);
    await life.pay(50_00);
    const parts = { toCreditMinor: 0, toPaymentMethodMinor: 0, outOfBandMinor: 60_00 };
    expect(await life.noteRefusal(60_00, parts)).toBe("credit_note_split_mismatch");
    await life.note(60_00, { ...parts, outOfBandMinor: 10_00 });
    expect(await life.standing()).toEqual([["paid", 0]]);
    await life.end();
  });

  test("a void with money in it would give it back twice, and is refused", async () => {
    const life = await AccountLife.begin();
    const { id: invoiceId } = await issue(life, 40_00);
    await life.pay(10_00);
    expect((await life.book.refusal("invoices.void", { invoiceId })).code).toBe("invoice_has_payments");
    await life.note(40_00, "origin");
    expect(await life.standing()).toEqual([["paid", 0]]);
    expect((await life.invoice()).payments).toMatchObject([{ amountMinor: 10_00, refundedMinor: 10_00 }]);
    await life.end();
  });
});

describe("balances of customers (reported of invoicing programs)", () => {
  test("too much for the second pays the first: 50.00 with 20.00 paid, 70.00 with 100.00 paid", async () => {
    const life = await AccountLife.begin();
    await issue(life, 50_00);
    await life.pay(20_00);
    await issue(life, 70_00);
    await life.pay(100_00);
    expect(await asks(life)).toEqual([30_00, 0]);
    await life.apply();
    expect(await asks(life)).toEqual([0, 0]);
    expect(await life.credit()).toBe(0);
    await life.end();
  });

  test("what is deleted leaves nothing behind: 50.00 paid for 20.00, taken back, and voided", async () => {
    const life = await AccountLife.begin();
    await issue(life, 20_00);
    await life.takeBack(await life.pay(50_00));
    await life.void();
    expect(await life.credit()).toBe(0);
    expect(await life.book.ask("reports.invoiceAgeing", { on: "2026-02-01" })).toEqual({ rows: [] });
    await life.end();
  });

  test("a write-off is no debt and no credit, whatever is paid afterwards", async () => {
    const life = await AccountLife.begin();
    const { id: lost } = await issue(life, 10_00);
    await issue(life, 10_00);
    await life.book.ask("invoices.writeOff", { invoiceId: lost, reason: "Gone" });
    await life.pay();
    expect(await asks(life)).toEqual([0, 0]);
    expect(await life.credit()).toBeNull();
    await life.end();
  });

  test("an end uses credit for everything that is unpaid, oldest first: 40.00 for 20.00 and 30.00", async () => {
    const life = await AccountLife.begin();
    await issue(life, 20_00);
    await issue(life, 30_00);
    await life.grant(40_00);
    await life.apply();
    expect(await asks(life)).toEqual([0, 10_00]);
    await life.end();
  });

  test("a payment of a closed month that is taken back leaves the month as it was", async () => {
    const life = await AccountLife.begin({ today: "2026-01-10" });
    await issue(life, 70_00);
    const paymentId = await life.pay();
    await life.until("2026-02-03");
    const { receipt } = await life.book.ask("periods.close", { month: "2026-01" });
    await life.takeBack(paymentId);
    const asked = async (on: string) => (await life.book.ask("reports.invoiceAgeing", { on })).rows;
    const isAsking = ({ invoiceCount }: { invoiceCount: number }) => invoiceCount > 0;
    expect((await asked("2026-01-31")).filter(isAsking)).toEqual([]);
    expect((await asked("2026-02-03")).filter(isAsking)).toMatchObject([{ outstandingMinor: 70_00 }]);
    expect((await life.book.ask("periods.receipt", { month: "2026-01" })).receipt).toEqual(receipt);
    await life.end();
  });
});

describe("time that was not used (reported of subscriptions)", () => {
  test("half of a month down from 28.00 to 14.00, gone after three quarters: 7.00 and 3.50 come back", async () => {
    const life = await AccountLife.begin({ today: "2026-02-01", feeMinor: 28_00 });
    await life.bill("2026-02-01");
    await life.pay();
    await life.until("2026-02-15");
    const planId = await createPlan(life.book, { name: "Half", monthlyMinor: 14_00 });
    const down = { type: "plan", planId, period: "month", timing: "now" } as const;
    const { invoice } = await changeSubscription(life.book, life.accountId, down);
    expect([netsOf(invoice), await life.credit()]).toEqual([[-14_00, 7_00], 7_00]);
    await life.until("2026-02-22");
    await changeSubscription(life.book, life.accountId, cancelNow);
    expect(await life.credit()).toBe(10_50);
    await life.end();
  });

  test("a year down to months: what is left of it pays for months until it is used up", async () => {
    const life = await AccountLife.begin({ feeMinor: 50_00, annualMonthlyMinor: 36_50, period: "annual" });
    await life.bill("2026-01-01");
    await life.pay();
    await life.until("2026-07-01");
    const planId = await createPlan(life.book, { name: "Months", monthlyMinor: 31_00 });
    const down = { type: "plan", planId, period: "month", timing: "now" } as const;
    // 184 of 365 days of 438.00 are 220.80, which is 31.00 for July and 189.80.
    const { invoice } = await changeSubscription(life.book, life.accountId, down);
    expect([netsOf(invoice), await life.credit()]).toEqual([[-220_80, 31_00], 189_80]);
    await life.bill("2026-12-01");
    // Five months leave 34.80.
    expect(await life.credit()).toBe(34_80);
    await life.bill("2027-02-01");
    expect(await asks(life)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 27_20]);
    await life.end();
  });
});
