import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { liveUntil } from "../../support/collection.ts";
import {
  accountOf,
  adjust,
  billThrough,
  createCustomer,
  creditOf,
  invoicesOf,
  payOpen,
} from "../../support/company.ts";
import { annualCustomer, changeSubscription, createPlan, issueNext } from "../../support/subscriptions.ts";

const setClock = (book: TestBook, nowMs: number) => book.ask("book.setClock", { clock: { kind: "test", nowMs } });

describe("cancelling (BEHAVIOUR 6.6)", () => {
  test("A-15 credit 20, 19.95 charged, cancelled now after 16 of 30 days with credit: 9.31 comes back", async () => {
    const book = await createTestBook({ today: "2026-06-15" });
    const accountId = await createCustomer(book, { feeMinor: 19_95, startOn: "2026-06-15" });
    await adjust(book, accountId, 20_00);
    await billThrough(book, "2026-06-15");
    expect(await creditOf(book, accountId)).toBe(5);
    await book.setToday("2026-07-01");
    const { invoice, subscription } = await changeSubscription(book, accountId, {
      type: "cancel",
      timing: "now",
      withCredit: true,
    });
    expect(invoice?.creditCreatedMinor).toBe(9_31);
    expect(subscription).toBeNull();
    expect(await creditOf(book, accountId)).toBe(9_36);
    expect(await accountOf(book, accountId)).toMatchObject({ subscription: null, nextInvoice: null });
    await billThrough(book, "2026-09-01");
    expect(await invoicesOf(book, accountId)).toHaveLength(2);
  });

  test("A-28 of 19.95, 8 and 22 of 30 days left give back 5.32 and 14.63", async () => {
    for (const [day, backMinor] of [
      ["2026-04-23", 5_32],
      ["2026-04-09", 14_63],
    ] as const) {
      const book = await createTestBook({ today: "2026-04-01" });
      const accountId = await createCustomer(book, { feeMinor: 19_95, startOn: "2026-04-01" });
      await billThrough(book, "2026-04-01");
      await payOpen(book, accountId);
      await book.setToday(day);
      await changeSubscription(book, accountId, { type: "cancel", timing: "now", withCredit: true });
      expect(await creditOf(book, accountId)).toBe(backMinor);
    }
  });

  test("A-25 annual 2399.95 cancelled now with 335 of 365 days left gives back 2202.69", async () => {
    const book = await createTestBook({ today: "2013-08-18" });
    const { accountId } = await annualCustomer(book, "2013-08-18");
    await book.setToday("2013-09-17");
    await payOpen(book, accountId);
    const { invoice } = await changeSubscription(book, accountId, { type: "cancel", timing: "now", withCredit: true });
    expect(invoice?.creditCreatedMinor).toBe(2202_69);
  });

  test("A-43 200.00 with 25 % tax and 29 of 30 days left: net 193.33, tax 48.33, credit 241.66", async () => {
    const book = await createTestBook({ today: "2026-04-01" });
    const accountId = await createCustomer(book, { feeMinor: 200_00, startOn: "2026-04-01" });
    const { taxRateId } = await book.ask("taxRates.create", { name: "VAT 25 %", ratePartsPerMillion: 250_000 });
    await book.ask("accounts.update", { accountId, taxRateId });
    await billThrough(book, "2026-04-01");
    await book.setToday("2026-04-02");
    await payOpen(book, accountId);
    const { invoice } = await changeSubscription(book, accountId, { type: "cancel", timing: "now", withCredit: true });
    expect(invoice).toMatchObject({
      subtotalMinor: -193_33,
      taxMinor: -48_33,
      totalMinor: 0,
      creditCreatedMinor: 241_66,
    });
    expect(await creditOf(book, accountId)).toBe(241_66);
  });

  test("without credit nothing is invoiced, and the free plan is there at once", async () => {
    const book = await createTestBook({ today: "2026-04-01" });
    const accountId = await createCustomer(book, { feeMinor: 200_00, startOn: "2026-04-01" });
    await billThrough(book, "2026-04-01");
    const { invoice } = await changeSubscription(book, accountId, { type: "cancel", timing: "now" });
    expect(invoice).toBeNull();
    const { rows } = await book.ask("accounts.list", { search: accountId });
    expect(rows).toMatchObject([{ planName: "Free", subscriptionStatus: null, nextChargeOn: null }]);
    // It may subscribe again.
    const planId = await createPlan(book, { monthlyMinor: 5_00 });
    await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-04-01" });
    expect((await accountOf(book, accountId)).subscription).toMatchObject({ status: "active" });
  });

  test("at the period's end it runs on as cancelled until then, and can be resumed before", async () => {
    const book = await createTestBook({ today: "2026-04-10" });
    const accountId = await createCustomer(book, { feeMinor: 30_00, startOn: "2026-04-01" });
    await billThrough(book, "2026-04-10");
    const { preview } = await changeSubscription(book, accountId, { type: "cancel", timing: "period_end" });
    expect(preview).toMatchObject({ effectiveOn: "2026-05-01", invoice: null, nextInvoice: null });
    expect((await accountOf(book, accountId)).subscription).toMatchObject({ status: "canceled", endsOn: "2026-05-01" });
    expect((await book.refusal("invoices.preview", { accountId })).code).toBe("nothing_to_invoice");
    expect((await book.ask("accounts.list", { search: accountId })).rows).toMatchObject([
      { subscriptionStatus: "canceled", nextChargeOn: null, nextChargeMinor: null },
    ]);
    await changeSubscription(book, accountId, { type: "resume" });
    expect((await accountOf(book, accountId)).subscription).toMatchObject({ status: "active", endsOn: null });
    await changeSubscription(book, accountId, { type: "cancel", timing: "period_end" });
    const run = await billThrough(book, "2026-06-01");
    expect(run).toMatchObject({ accountsDone: 1, accountsTotal: 1, totals: [] });
    expect((await accountOf(book, accountId)).subscription).toMatchObject({ status: "canceled", endsOn: "2026-05-01" });
    await book.setToday("2026-05-01");
    await billThrough(book, "2026-05-01");
    expect((await accountOf(book, accountId)).subscription).toBeNull();
    expect(await invoicesOf(book, accountId)).toHaveLength(1);
  });

  describe("for a day that a run reaches past", () => {
    /** January is billed and paid, the end is said for February, and on the 10th of January a run reaches past it. */
    async function cancelledAndBilledPast(timeZone = "UTC") {
      const book = await createTestBook({ today: "2026-01-01" });
      const accountId = await createCustomer(book, { feeMinor: 31_00, timeZone });
      await billThrough(book, "2026-01-01");
      await payOpen(book, accountId);
      await book.setToday("2026-01-10");
      await changeSubscription(book, accountId, { type: "cancel", timing: "period_end" });
      const { result: dry } = await book.runJob("billing.dryRun", { throughOn: "2026-03-01" });
      expect(dry).toMatchObject({ accountsDone: 1, accountsTotal: 1, invoicesTotal: 0, totals: [], problems: [] });
      expect(await billThrough(book, "2026-03-01")).toMatchObject({ invoicesDone: 0, totals: [], problemCount: 0 });
      return { book, accountId };
    }

    test("it is in force until then, and is resumed: the next run bills February", async () => {
      const { book, accountId } = await cancelledAndBilledPast();
      expect((await book.ask("subscriptions.get", { accountId })).subscription).toMatchObject({
        status: "canceled",
        endsOn: "2026-02-01",
        currentPeriod: { startOn: "2026-01-01", endOn: "2026-02-01" },
      });
      await changeSubscription(book, accountId, { type: "resume" });
      await billThrough(book, "2026-02-01");
      expect((await invoicesOf(book, accountId)).at(-1)).toMatchObject({ issuedOn: "2026-02-01", totalMinor: 31_00 });
    });

    test("the time that is paid for is given back by an end that is now", async () => {
      const { book, accountId } = await cancelledAndBilledPast();
      await book.setToday("2026-01-22");
      // 10 of January's 31 days.
      const { invoice } = await changeSubscription(book, accountId, {
        type: "cancel",
        timing: "now",
        withCredit: true,
      });
      expect(invoice?.lines.map(({ netMinor }) => netMinor)).toEqual([-10_00]);
      expect(await creditOf(book, accountId)).toBe(10_00);
    });

    test.each([
      ["UTC", "2026-02-01T00:30:00Z"],
      ["Pacific/Kiritimati", "2026-01-31T10:30:00Z"],
      ["America/Los_Angeles", "2026-02-01T08:30:00Z"],
    ])("catching up ends it once the account, in %s, has reached the day", async (timeZone, at) => {
      const { book, accountId } = await cancelledAndBilledPast(timeZone);
      const atMs = Date.parse(at);
      await setClock(book, atMs - 60 * 60 * 1000);
      expect((await book.runJob("billing.catchUp", {})).result).toMatchObject({ subscriptionsEnded: 0 });
      await billThrough(book, "2026-03-01");
      expect((await accountOf(book, accountId)).subscription).toMatchObject({ status: "canceled" });
      await setClock(book, atMs);
      await book.runJob("billing.catchUp", {});
      expect((await accountOf(book, accountId)).subscription).toBeNull();
      const { items } = await book.ask("subscriptions.get", { accountId });
      expect(items).toMatchObject([{ status: "ended", endsOn: "2026-02-01" }]);
      expect(await invoicesOf(book, accountId)).toHaveLength(1);
    });

    test("the report of the catching up tells that it ended", async () => {
      const { book, accountId } = await cancelledAndBilledPast();
      expect(await liveUntil(book, "2026-02-01")).toMatchObject({ subscriptionsEnded: 1, problems: [] });
      expect((await accountOf(book, accountId)).subscription).toBeNull();
      expect(await liveUntil(book, "2026-02-02")).toBeNull();
    });

    test("what waits to be charged waits for the end, and issued before it ends nothing", async () => {
      const { book, accountId } = await cancelledAndBilledPast();
      const charge = { accountId, description: "Setup", unitMinor: 5_00, currency: "USD" } as const;
      await book.ask("invoices.addCharge", charge);
      expect((await billThrough(book, "2026-03-01")).totals).toEqual([]);
      expect(await issueNext(book, accountId)).toMatchObject({ issuedOn: "2026-02-01", totalMinor: 5_00 });
      expect((await accountOf(book, accountId)).subscription).toMatchObject({ status: "canceled" });
      await book.ask("invoices.addCharge", { ...charge, unitMinor: 7_00 });
      await book.setToday("2026-02-03");
      expect((await book.runJob("billing.catchUp", {})).result).toMatchObject({ subscriptionsEnded: 0 });
      await billThrough(book, "2026-02-03");
      expect((await invoicesOf(book, accountId)).at(-1)).toMatchObject({ issuedOn: "2026-02-01", totalMinor: 7_00 });
      expect((await accountOf(book, accountId)).subscription).toBeNull();
    });
  });

  test("what is cancelled and then falls behind is past due, and cancelled again once it is paid", async () => {
    const book = await createTestBook({ today: "2026-04-01" });
    const accountId = await createCustomer(book, { feeMinor: 30_00, startOn: "2026-04-01" });
    await billThrough(book, "2026-04-01");
    await changeSubscription(book, accountId, { type: "cancel", timing: "period_end" });
    const status = async () => [
      (await accountOf(book, accountId)).subscription?.status,
      (await book.ask("accounts.list", { search: accountId })).rows[0]?.subscriptionStatus,
    ];
    expect(await status()).toEqual(["canceled", "canceled"]);
    await book.setToday("2026-04-20");
    await book.runJob("billing.catchUp", {});
    expect(await status()).toEqual(["past_due", "past_due"]);
    const [invoice] = await invoicesOf(book, accountId);
    const payment = { invoiceId: invoice?.id ?? "", amountMinor: 30_00, receivedOn: "2026-04-20" };
    await book.ask("invoices.recordPayment", payment);
    expect(await status()).toEqual(["canceled", "canceled"]);
  });

  test("what waits to be charged is charged with the end", async () => {
    const book = await createTestBook({ today: "2026-04-10" });
    const accountId = await createCustomer(book, { feeMinor: 30_00, startOn: "2026-04-10" });
    await billThrough(book, "2026-04-10");
    const charge = { accountId, description: "Data export", unitMinor: 12_00, currency: "USD" };
    await book.ask("invoices.addCharge", charge);
    const { invoice } = await changeSubscription(book, accountId, { type: "cancel", timing: "now" });
    expect(invoice).toMatchObject({ totalMinor: 12_00, lines: [{ kind: "charge", description: "Data export" }] });
  });
});
