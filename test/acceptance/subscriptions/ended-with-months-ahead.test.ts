import { describe, expect, test } from "vitest";
import { civilDate, startOfDayMs } from "../../../src/shared/calendar.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { liveUntil, payBy, payingCustomer, taxOf } from "../../support/collection.ts";
import { accountOf, adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";
import { changeSubscription, createPlan, netsOf, seatsAt } from "../../support/subscriptions.ts";

/**
 * An end that is made now, without credit for what is left of the current period: the periods that were billed ahead never begin, so
 * they come back whole (BEHAVIOUR 6.6, 6.10).
 */

const noonMs = 12 * 60 * 60 * 1000;
const end = { type: "cancel", timing: "now", withCredit: false } as const;

/** Where the invoices of an account stand: what each asks for, and what notes have taken off it. */
async function standingOf(book: TestBook, accountId: string) {
  return (await invoicesOf(book, accountId)).map(({ state, outstandingMinor, creditedMinor }) => [
    state,
    outstandingMinor,
    creditedMinor,
  ]);
}

async function expectVerified(book: TestBook): Promise<void> {
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, findings: [] });
}

describe("ended now without credit, later periods billed ahead come back whole (BEHAVIOUR 6.10)", () => {
  test("paid by card: they become credit, wherever the account lives, and the preview says so", async () => {
    for (const timeZone of ["UTC", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Auckland"]) {
      const book = await createTestBook({ timeZone });
      const accountId = await payingCustomer(book, await createPlan(book, { monthlyMinor: 31_00 }), { timeZone });
      await billThrough(book, "2026-03-01");
      await book.ask("book.setClock", {
        clock: { kind: "test", nowMs: startOfDayMs(civilDate("2026-01-31"), timeZone) + noonMs },
      });
      const { preview, invoice, effectiveOn } = await changeSubscription(book, accountId, end);
      expect(effectiveOn).toBe("2026-01-31");
      expect(netsOf(preview.invoice)).toEqual([-31_00, -31_00]);
      expect(netsOf(invoice)).toEqual([-31_00, -31_00]);
      expect(preview.proration).toEqual({
        amountMinor: 62_00,
        cycleDaysRemaining: 0,
        cycleDaysTotal: 31,
        cycleRemainingPercent: 0,
      });
      expect(await creditOf(book, accountId)).toBe(62_00);
      expect((await accountOf(book, accountId)).subscription).toBeNull();
      await expectVerified(book);
      await book.close();
    }
  });

  test("a day of the current period that was chosen for the end changes nothing about it", async () => {
    const book = await createTestBook();
    const accountId = await payingCustomer(book, await createPlan(book, { monthlyMinor: 31_00 }));
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-25");
    const { invoice } = await changeSubscription(book, accountId, { ...end, changeOn: "2026-01-10" });
    expect(netsOf(invoice)).toEqual([-31_00]);
  });

  test("paid by credit in part: what is open comes off, and what was paid comes back", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 31_00 });
    await adjust(book, accountId, 40_00);
    await billThrough(book, "2026-03-01");
    const { preview, creditNotes } = await changeSubscription(book, accountId, end);
    expect(preview.notes).toMatchObject([{ totalMinor: 22_00 }, { totalMinor: 31_00 }]);
    expect(creditNotes).toMatchObject([{ totalMinor: 22_00 }, { totalMinor: 31_00 }]);
    expect(await creditOf(book, accountId)).toBe(9_00);
    expect(await standingOf(book, accountId)).toEqual([
      ["paid", 0, 0],
      ["paid", 0, 22_00],
      ["paid", 0, 31_00],
      ["paid", 0, 0],
    ]);
    await expectVerified(book);
  });

  test("open: the current period is still asked for, and what never begins is not", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 31_00 });
    await billThrough(book, "2026-02-01");
    const { preview, invoice } = await changeSubscription(book, accountId, end);
    expect(preview).toMatchObject({ invoice: null, notes: [{ totalMinor: 31_00, outstandingMinor: 0 }] });
    expect(invoice).toBeNull();
    expect(await standingOf(book, accountId)).toEqual([
      ["open", 31_00, 0],
      ["paid", 0, 31_00],
    ]);
    expect(await creditOf(book, accountId)).toBeNull();
    await expectVerified(book);
  });

  test("what is to be collected no more owes nothing for them either", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 31_00 });
    await payBy(book, accountId, "declines");
    await billThrough(book, "2026-02-01");
    await changeSubscription(book, accountId, { ...end, openInvoices: "stop" });
    const invoices = await invoicesOf(book, accountId);
    expect(invoices).toMatchObject([
      { state: "open", outstandingMinor: 31_00, nextAttemptOn: null },
      { state: "paid", outstandingMinor: 0, nextAttemptOn: null },
    ]);
  });

  test("a later period that was voided gives nothing back, whether it is waived or was to be billed again", async () => {
    const book = await createTestBook();
    for (const periods of ["waive", "bill_again"] as const) {
      const accountId = await createCustomer(book, { feeMinor: 31_00 });
      await billThrough(book, "2026-03-01");
      const march = (await invoicesOf(book, accountId)).at(-1);
      await book.ask("invoices.void", { invoiceId: march?.id ?? "", periods });
      await changeSubscription(book, accountId, end);
      expect(await standingOf(book, accountId)).toEqual([
        ["open", 31_00, 0],
        ["paid", 0, 31_00],
        ["void", 0, 0],
      ]);
      await billThrough(book, "2026-06-01");
      expect(await invoicesOf(book, accountId)).toHaveLength(3);
    }
    await expectVerified(book);
  });

  test("what a note by hand has taken of a later period does not come back again", async () => {
    const book = await createTestBook();
    const accountId = await payingCustomer(book, await createPlan(book, { monthlyMinor: 31_00 }));
    await billThrough(book, "2026-02-01");
    const february = (await invoicesOf(book, accountId)).at(-1);
    const note = {
      invoiceId: february?.id ?? "",
      lines: [{ position: 1, amountMinor: 10_00 }],
      destination: "credit" as const,
    };
    const { fingerprint } = await book.ask("creditNotes.preview", note);
    await book.ask("creditNotes.issue", { ...note, fingerprint });
    const { invoice } = await changeSubscription(book, accountId, end);
    expect(netsOf(invoice)).toEqual([-21_00]);
    expect(await creditOf(book, accountId)).toBe(31_00);
    await expectVerified(book);
  });

  test("seats and tax of a later year come back with it, and of this year nothing does", async () => {
    const book = await createTestBook({ today: "2026-06-01" });
    const planId = await createPlan(book, {
      monthlyMinor: 10_00,
      annualMonthlyMinor: 10_00,
      seatPrice: seatsAt(2_00),
    });
    const accountId = await payingCustomer(book, planId, { startOn: "2025-07-01", period: "annual", seats: 2 });
    await book.ask("accounts.update", { accountId, taxRateId: await taxOf(book, 25) });
    await billThrough(book, "2026-07-01");
    await changeSubscription(book, accountId, { type: "seats", seats: 3, changeOn: "2026-06-01" });
    const { invoice } = await changeSubscription(book, accountId, end);
    // The fee of 120.00 and two seats for 48.00 of next year, and the third one of it for 24.00, a quarter more with tax.
    expect(netsOf(invoice)).toEqual([-120_00, -48_00, -24_00]);
    expect(invoice?.creditCreatedMinor).toBe(240_00);
    await expectVerified(book);
  });

  test("before the first period, in a trial or before the first day, all of it never begins", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 31_00, trialDays: 14 });
    const trying = await payingCustomer(book, planId);
    const later = await payingCustomer(book, planId, { startOn: "2026-01-20", withTrial: false });
    await billThrough(book, "2026-02-19");
    for (const accountId of [trying, later]) {
      const { preview, invoice } = await changeSubscription(book, accountId, end);
      expect(netsOf(invoice)).toEqual(accountId === trying ? [-31_00, -31_00] : [-31_00]);
      expect(preview.proration).toBeNull();
    }
  });

  test("of a subscription before this one, nothing comes back", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 31_00 });
    const accountId = await payingCustomer(book, planId);
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-02");
    await changeSubscription(book, accountId, end);
    await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-02" });
    await billThrough(book, "2026-02-02");
    // 31.00 of credit pay the first month of the new one, so the card pays the second.
    const { invoice } = await changeSubscription(book, accountId, end);
    expect(netsOf(invoice)).toEqual([-31_00]);
    expect(await creditOf(book, accountId)).toBe(31_00);
    await expectVerified(book);
  });
});

describe("ended now without credit, in another order", () => {
  test("over midnight between preview and end, a month that has begun meanwhile does not come back", async () => {
    const book = await createTestBook();
    const accountId = await payingCustomer(book, await createPlan(book, { monthlyMinor: 31_00 }));
    await billThrough(book, "2026-03-01");
    await book.setToday("2026-01-31");
    const { pinnedOn, fingerprint } = await book.ask("subscriptions.previewChange", { accountId, change: end });
    await book.setToday("2026-02-01");
    const stale = { accountId, change: end, pinnedOn, fingerprint };
    expect(await book.refusal("subscriptions.change", stale)).toMatchObject({
      code: "preview_stale",
      details: { preview: { effectiveOn: "2026-02-01", invoice: { lines: [{ netMinor: -31_00 }] } } },
    });
    expect(await creditOf(book, accountId)).toBeNull();
    expect(netsOf((await changeSubscription(book, accountId, end)).invoice)).toEqual([-31_00]);
    expect(await creditOf(book, accountId)).toBe(31_00);
    await expectVerified(book);
  });

  test("from two desks at once, months come back once", async () => {
    const book = await createTestBook();
    const accountId = await payingCustomer(book, await createPlan(book, { monthlyMinor: 31_00 }));
    await billThrough(book, "2026-03-01");
    const { pinnedOn, fingerprint } = await book.ask("subscriptions.previewChange", { accountId, change: end });
    const ended = { accountId, change: end, pinnedOn, fingerprint };
    const answers = await Promise.allSettled([
      book.ask("subscriptions.change", ended),
      book.ask("subscriptions.change", ended),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await creditOf(book, accountId)).toBe(62_00);
    await expectVerified(book);
  });

  test("money that bounces: before the end the month comes off its invoice, after it the payment stays (BEHAVIOUR 9.9)", async () => {
    const book = await createTestBook();
    for (const bounces of ["before", "after"] as const) {
      const accountId = await createCustomer(book, { feeMinor: 31_00 });
      await billThrough(book, "2026-02-01");
      const invoiceId = (await invoicesOf(book, accountId)).at(-1)?.id ?? "";
      const { invoice } = await book.ask("invoices.recordPayment", { invoiceId, amountMinor: null, receivedOn: null });
      const back = { paymentId: invoice.payments.at(-1)?.id ?? "", reason: "Bounced" };
      if (bounces === "before") await book.ask("invoices.takeBackPayment", back);
      await changeSubscription(book, accountId, end);
      if (bounces === "after") {
        expect(await book.refusal("invoices.takeBackPayment", back)).toMatchObject({ code: "payment_given_back" });
        expect(await creditOf(book, accountId)).toBe(31_00);
      } else {
        expect(await creditOf(book, accountId)).toBeNull();
        expect(await standingOf(book, accountId)).toEqual([
          ["open", 31_00, 0],
          ["paid", 0, 31_00],
        ]);
      }
    }
    await expectVerified(book);
  });
});

test("ended by the last retry, a later period that was to be billed again is not (BEHAVIOUR 6.10, 9.8)", async () => {
  const book = await createTestBook();
  await book.ask("book.configure", { retryDays: [2], afterLastRetry: "cancel" });
  const accountId = await createCustomer(book, { feeMinor: 31_00 });
  await payBy(book, accountId, "declines");
  await billThrough(book, "2026-03-01");
  for (const { id, issuedOn } of await invoicesOf(book, accountId)) {
    if (issuedOn < "2026-03-01") await book.ask("invoices.void", { invoiceId: id, periods: "bill_again" });
  }
  // January is billed again and declined, which ends the subscription while February waits and March is open.
  await billThrough(book, "2026-01-01");
  await liveUntil(book, "2026-01-03");
  expect((await accountOf(book, accountId)).subscription).toBeNull();
  await billThrough(book, "2026-06-01");
  expect(await standingOf(book, accountId)).toEqual([
    ["void", 0, 0],
    ["void", 0, 0],
    ["paid", 0, 31_00],
    ["open", 31_00, 0],
  ]);
  await expectVerified(book);
});

test("ended by the last retry, the current period is billed again all the same", async () => {
  const book = await createTestBook();
  await book.ask("book.configure", { retryDays: [2], afterLastRetry: "cancel" });
  const accountId = await createCustomer(book, { feeMinor: 31_00 });
  await payBy(book, accountId, "declines");
  await billThrough(book, "2026-03-01");
  const [january] = await invoicesOf(book, accountId);
  await book.ask("invoices.void", { invoiceId: january?.id ?? "", periods: "bill_again" });
  // The retry of February ends it on the 3rd, in January.
  await liveUntil(book, "2026-01-03");
  await billThrough(book, "2026-06-01");
  expect(await standingOf(book, accountId)).toEqual([
    ["void", 0, 0],
    ["paid", 0, 31_00],
    ["paid", 0, 31_00],
    ["open", 31_00, 0],
  ]);
  await expectVerified(book);
});
