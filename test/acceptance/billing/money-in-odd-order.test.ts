import { describe, expect, test } from "vitest";
import { issueInvoice, taxOf } from "../../support/collection.ts";
import { AccountLife } from "../../support/lives.ts";
import { changeSubscription, createPlan, netsOf } from "../../support/subscriptions.ts";

/*
 * Notes by hand, cards, credit with an end, voids and payments taken back, mixed. Each figure was worked out by hand before it was tried; at the end
 * of each life the verifier finds nothing, and reports, ledger and journal tie.
 */

const cancelNow = { type: "cancel", timing: "now", withCredit: true } as const;

/** Issue a charge of the account, without tax where no rate is said. */
const issue = (life: AccountLife, unitMinor: number, taxRateId?: string) =>
  issueInvoice(life.book, life.accountId, [{ unitMinor, ...(taxRateId && { taxRateId }) }], life.currency);

async function upgrade(life: AccountLife, monthlyMinor: number) {
  const planId = await createPlan(life.book, { name: "Other", monthlyMinor });
  return changeSubscription(life.book, life.accountId, { type: "plan", planId, period: "month", timing: "now" });
}

const nowhere = { toDueMinor: 0, toCreditMinor: 0, toPaymentMethodMinor: 0, outOfBandMinor: 0 };

describe("a note by hand, of what credit and money paid (BEHAVIOUR 9.6, 9.11)", () => {
  test("to where it came from: 100.00, 30.00 of it by credit, in two halves: 50.00 money, then 20.00 money and 30.00 credit", async () => {
    const life = await AccountLife.begin();
    await life.grant(30_00);
    await issue(life, 100_00);
    await life.pay();
    expect(await life.note(50_00, "origin")).toEqual({ ...nowhere, outOfBandMinor: 50_00 });
    expect(await life.note(50_00, "origin")).toEqual({ ...nowhere, outOfBandMinor: 20_00, toCreditMinor: 30_00 });
    expect(await life.credit()).toBe(30_00);
    await life.end();
  });

  test("to credit: what credit paid comes first, and is gone where its block has expired", async () => {
    const life = await AccountLife.begin();
    await life.grant(30_00, { expiresOn: "2026-01-10" });
    await issue(life, 100_00);
    await life.pay();
    await life.until("2026-01-15");
    expect(await life.note(50_00, "credit")).toEqual({ ...nowhere, toCreditMinor: 50_00 });
    expect(await life.credit()).toBe(20_00);
    await life.end();
  });

  test("by priority and expiry, 50.00 of three times 20.00: last used comes back first, and what expired between is gone", async () => {
    const life = await AccountLife.begin();
    await life.grant(20_00, { priority: 10 });
    await life.grant(20_00, { expiresOn: "2026-01-20" });
    await life.grant(20_00);
    await issue(life, 50_00);
    await life.until("2026-01-21");
    expect(await life.credit()).toBe(10_00);
    await life.note(15_00, "origin");
    expect(await life.credit()).toBe(20_00);
    await life.note(35_00, "origin");
    expect(await life.credit()).toBe(40_00);
    await life.end();
  });

  test("in parts with 24 % tax: 14.29 is 17.72; 5.00 and 5.00 are 6.20 each, and the last one is the 5.32 that are left", async () => {
    const life = await AccountLife.begin();
    await issue(life, 14_29, await taxOf(life.book, 24));
    await life.pay();
    for (const [grossMinor, creditMinor] of [
      [5_00, 6_20],
      [5_00, 12_40],
      [4_29, 17_72],
    ] as const) {
      await life.note(grossMinor, "credit");
      expect(await life.credit()).toBe(creditMinor);
    }
    await life.end();
  });

  test("in yen: 1,100 by 333 of credit and a card; 550 to the card, then 217 to the card and 333 to credit", async () => {
    const life = await AccountLife.begin({ currency: "JPY" });
    await life.payBy("succeeds");
    await life.grant(333);
    await issue(life, 1000, await taxOf(life.book, 10));
    expect(await life.note(500, "origin")).toEqual({ ...nowhere, toPaymentMethodMinor: 550 });
    expect(await life.note(500, "origin")).toEqual({ ...nowhere, toPaymentMethodMinor: 217, toCreditMinor: 333 });
    await life.end();
  });

  test("in dinars: 10.005 at 5 % is 10.505; thirds of it come to 3.502, 3.502 and 3.501", async () => {
    const life = await AccountLife.begin({ currency: "KWD" });
    await issue(life, 10_005, await taxOf(life.book, 5));
    await life.pay();
    const notes = [];
    for (let third = 0; third < 3; third += 1) notes.push((await life.note(3_335, "credit")).toCreditMinor);
    expect(notes).toEqual([3_502, 3_502, 3_501]);
    await life.end();
  });

  test("of a fee with a tenth off and 20 % tax, then the end: 33.48 and 162.00, or 216.00 and the 118.80 that are left", async () => {
    for (const [noteMinor, notedMinor, endMinor] of [
      [31_00, 33_48, 162_00],
      [200_00, 216_00, 118_80],
    ] as const) {
      const life = await AccountLife.begin({ feeMinor: 310_00 });
      const { book, accountId } = life;
      await book.ask("accounts.update", { accountId, taxRateId: await taxOf(book, 20) });
      const tenth = await book.ask("discounts.create", { name: "Tenth", partsPerMillion: 100_000, periods: null });
      await changeSubscription(book, accountId, { type: "add_discount", discountId: tenth.discountId });
      await life.bill("2026-01-01");
      await life.pay();
      await life.note(noteMinor, "credit");
      expect(await life.credit()).toBe(notedMinor);
      await life.until("2026-01-17");
      // 15 of 31 days of 279.00 are 135.00, of which no more comes back than notes have left of it.
      await changeSubscription(book, accountId, cancelNow);
      expect(await life.credit()).toBe(notedMinor + endMinor);
      await life.end();
    }
  });

  test("on what is due and not paid, then voided and billed again: the note stays, the credit comes back and is used anew", async () => {
    const life = await AccountLife.begin({ feeMinor: 31_00 });
    await life.grant(10_00);
    await life.bill("2026-01-01");
    expect(await life.note(5_00, "credit")).toEqual({ ...nowhere, toDueMinor: 5_00 });
    await life.void("bill_again");
    expect(await life.credit()).toBe(10_00);
    await life.bill("2026-01-01");
    expect(await life.invoice()).toMatchObject({ totalMinor: 26_00, creditAppliedMinor: 10_00, dueMinor: 16_00 });
    await life.end();
  });

  test("of what was written off in part: only the 30.00 that were paid can be credited", async () => {
    const life = await AccountLife.begin();
    await issue(life, 100_00);
    await life.pay(30_00);
    await life.book.ask("invoices.writeOff", { invoiceId: (await life.invoice()).id, reason: "Gone" });
    expect(await life.noteRefusal(31_00, "credit")).toBe("credit_note_exceeds_line");
    await life.note(30_00, "origin");
    expect(await life.credit()).toBeNull();
    await life.end();
  });

  test("of an invoice that was given up and paid in part: what it asks comes first, then what credit had paid", async () => {
    const life = await AccountLife.begin();
    await life.grant(20_00);
    await issue(life, 50_00);
    await life.book.ask("invoices.markUncollectible", { invoiceId: (await life.invoice()).id });
    await life.pay(10_00);
    expect(await life.note(35_00, "credit")).toEqual({ ...nowhere, toDueMinor: 20_00, toCreditMinor: 15_00 });
    expect(await life.standing()).toEqual([["paid", 0]]);
    expect(await life.credit()).toBe(15_00);
    await life.end();
  });
});

describe("payments that are taken back (BEHAVIOUR 9.9)", () => {
  test("an overpayment whose invoice was credited: 80.00 went back, and without the 100.00 nobody had paid them", async () => {
    const life = await AccountLife.begin();
    await issue(life, 80_00);
    const paymentId = await life.pay(100_00);
    expect(await life.note(80_00, "origin")).toEqual({ ...nowhere, outOfBandMinor: 80_00 });
    expect(await life.book.refusal("invoices.takeBackPayment", { paymentId, reason: "Bounced" })).toMatchObject({
      code: "payment_given_back",
      details: { shortfallMinor: 80_00 },
    });
    expect(await life.credit()).toBe(20_00);
    await life.end();
  });

  test("of two payments the one by which 30.00 went back bounces: the other one covers that, and 40.00 are asked for again", async () => {
    const life = await AccountLife.begin();
    await issue(life, 100_00);
    await life.pay(60_00);
    const second = await life.pay(40_00);
    await life.note(30_00, "origin");
    await life.takeBack(second);
    expect(await life.standing()).toEqual([["open", 40_00]]);
    await life.pay();
    expect(await life.note(70_00, "origin")).toEqual({ ...nowhere, outOfBandMinor: 70_00 });
    expect(await life.credit()).toBeNull();
    await life.end();
  });

  test("a note to credit that was spent: 40.00 were given back, and the taking back is refused by so much", async () => {
    const life = await AccountLife.begin();
    await issue(life, 100_00);
    const paymentId = await life.pay();
    await life.note(40_00, "credit");
    await life.take(10_00);
    expect(await life.book.refusal("invoices.takeBackPayment", { paymentId, reason: "Bounced" })).toMatchObject({
      code: "payment_given_back",
      details: { shortfallMinor: 40_00 },
    });
    expect(await life.credit()).toBe(30_00);
    await life.end();
  });

  test("more than an end has left to ask for: 15.00 become credit, and are gone with the payment", async () => {
    const life = await AccountLife.begin({ feeMinor: 31_00 });
    await life.bill("2026-01-01");
    await life.until("2026-01-17");
    await changeSubscription(life.book, life.accountId, cancelNow);
    const paymentId = await life.pay(31_00);
    expect(await life.credit()).toBe(15_00);
    await life.takeBack(paymentId);
    expect(await life.standing()).toEqual([["open", 16_00]]);
    expect(await life.credit()).toBe(0);
    await life.end();
  });

  test("that of an upgrade, and then another upgrade: what is asked is what was had", async () => {
    const life = await AccountLife.begin({ feeMinor: 31_00 });
    await life.bill("2026-01-01");
    await life.pay();
    await life.until("2026-01-12");
    await upgrade(life, 62_00);
    await life.takeBack(await life.pay());
    await life.until("2026-01-22");
    // 10 of 31 days of 62.00 come off the 20.00 that are asked for; 10 days of 93.00 are charged.
    const { invoice } = await upgrade(life, 93_00);
    expect(netsOf(invoice)).toEqual([30_00]);
    expect(await life.standing()).toEqual([
      ["paid", 0],
      ["paid", 0],
      ["open", 30_00],
    ]);
    await life.end();
  });
});

describe("cards that decline (BEHAVIOUR 9.3)", () => {
  /** A life in which what is declined is tried again after so many days, and goes on being past due. */
  async function declining(retryDays: number[], customer: Parameters<typeof AccountLife.begin>[0] = {}) {
    const life = await AccountLife.begin(customer);
    await life.book.ask("book.configure", { retryDays, afterLastRetry: "keep" });
    await life.payBy("declines");
    return life;
  }

  test("then credit for a part: the retry charges the rest, and a note divides as was paid", async () => {
    const life = await declining([2]);
    await issue(life, 60_00);
    await life.grant(25_00);
    await life.apply();
    await life.payBy("succeeds");
    await life.until("2026-01-03");
    expect(await life.standing()).toEqual([["paid", 0]]);
    const divided = { ...nowhere, toPaymentMethodMinor: 35_00, toCreditMinor: 25_00 };
    expect(await life.note(60_00, "origin")).toEqual(divided);
    expect(await life.credit()).toBe(25_00);
    await life.end();
  });

  test("then a note for a part: the retry charges the rest, and no more than that can be credited", async () => {
    const life = await declining([2]);
    await issue(life, 31_00);
    await life.note(11_00, "credit");
    await life.payBy("succeeds");
    await life.until("2026-01-03");
    const paid = (await life.invoice()).payments.map(({ amountMinor }) => amountMinor);
    expect(paid.toSorted((one, other) => one - other)).toEqual([20_00, 31_00]);
    expect(await life.noteRefusal(20_01, "credit")).toBe("credit_note_exceeds_line");
    await life.note(20_00, "credit");
    expect(await life.credit()).toBe(20_00);
    await life.end();
  });

  test("then a better card in the middle of the schedule, and the end: 15.00 of 31.00 come back", async () => {
    const life = await declining([1, 3], { feeMinor: 31_00 });
    await life.bill("2026-01-01");
    await life.until("2026-01-02");
    await life.payBy("succeeds");
    await life.until("2026-01-04");
    await life.until("2026-01-17");
    await changeSubscription(life.book, life.accountId, cancelNow);
    expect(await life.credit()).toBe(15_00);
    await life.end();
  });

  test("then an upgrade and the end, both unpaid: the retries charge what was had, 11.00 and 20.00", async () => {
    const life = await declining([20], { feeMinor: 31_00 });
    await life.bill("2026-01-01");
    await life.until("2026-01-12");
    await upgrade(life, 62_00);
    expect((await life.standing()).map(([, minor]) => minor)).toEqual([11_00, 40_00]);
    await life.payBy("succeeds");
    await life.until("2026-01-22");
    await changeSubscription(life.book, life.accountId, cancelNow);
    expect(await life.standing()).toEqual([
      ["paid", 0],
      ["open", 20_00],
    ]);
    await life.until("2026-02-01");
    const charged = [await life.invoice(1), await life.invoice()].flatMap(({ payments }) =>
      payments.filter(({ status }) => status === "succeeded").map(({ amountMinor }) => amountMinor),
    );
    expect(charged).toEqual([11_00, 20_00]);
    expect(await life.credit()).toBeNull();
    await life.end();
  });

  test("for less than the least charge: 0.30 wait, stand on the next invoice, and are no credit where the first is credited", async () => {
    const life = await AccountLife.begin();
    await life.payBy("succeeds");
    await life.grant(30_00);
    await issue(life, 30_30);
    expect(await life.standing()).toEqual([["paid", 0]]);
    await issue(life, 10_00);
    expect(await life.invoice()).toMatchObject({ totalMinor: 10_30 });
    await life.note(30_00, "origin", { invoiceId: (await life.invoice(1)).id });
    expect(await life.credit()).toBe(30_00);
    await life.end();
  });
});
