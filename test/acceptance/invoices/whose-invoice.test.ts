import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice, liveUntil, payBy } from "../../support/collection.ts";
import { accountOf, billThrough, createCustomer, invoicesOf } from "../../support/company.ts";
import { changeSubscription, createPlan } from "../../support/subscriptions.ts";
import { addEndpoint, eventsFor } from "../../support/webhooks.ts";

const statusOf = async (book: TestBook, accountId: string) => (await accountOf(book, accountId)).subscription?.status;

async function listedOf(book: TestBook, accountId: string) {
  const { rows } = await book.ask("accounts.list", { search: accountId });
  return rows[0];
}

/**
 * An account whose invoice of 20.00 of 2026-01-01 no card paid; it cancelled on the 2nd, subscribed anew and paid that. The old
 * invoice's retries fall on the 2nd and the 6th.
 */
async function subscribedAnew(book: TestBook, openInvoices?: "collect" | "stop") {
  const accountId = await createCustomer(book, { feeMinor: 20_00 });
  await payBy(book, accountId, "declines");
  await billThrough(book, "2026-01-01");
  await liveUntil(book, "2026-01-02");
  await changeSubscription(book, accountId, { type: "cancel", timing: "now", ...(openInvoices && { openInvoices }) });
  await payBy(book, accountId, "succeeds");
  const planId = await createPlan(book, { name: "Anew", monthlyMinor: 30_00 });
  await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-02" });
  await billThrough(book, "2026-01-02");
  const [old, paid] = await invoicesOf(book, accountId);
  if (!old || !paid) throw new Error("There should be two invoices");
  return { accountId, old, paid };
}

describe("whose invoice it was (BEHAVIOUR 9.10)", () => {
  test.each(["cancel", "keep", "uncollectible"] as const)(
    "A-103 the last retry of an old invoice fails, the book says %s: the new subscription is untouched, active",
    async (afterLastRetry) => {
      const book = await createTestBook();
      await book.ask("book.configure", { retryDays: [1, 5], afterLastRetry });
      const { accountId, old, paid } = await subscribedAnew(book);
      expect(paid).toMatchObject({ state: "paid", totalMinor: 30_00 });
      expect(await statusOf(book, accountId)).toBe("active");
      await payBy(book, accountId, "declines");
      expect(await liveUntil(book, "2026-01-06")).toMatchObject({ paymentsTried: 1, givenUp: 1 });
      const given = await book.ask("invoices.get", { invoiceId: old.id });
      expect(given).toMatchObject({
        state: afterLastRetry === "uncollectible" ? "uncollectible" : "open",
        outstandingMinor: 20_00,
        nextAttemptOn: null,
      });
      const { subscription, items } = await book.ask("subscriptions.get", { accountId });
      expect(subscription).toMatchObject({ status: "active", planName: "Anew", endsOn: null });
      expect(items.map(({ planName, status }) => [planName, status])).toEqual([
        ["Anew", "active"],
        ["Team", "ended"],
      ]);
      expect(await listedOf(book, accountId)).toMatchObject({ planName: "Anew", subscriptionStatus: "active" });
    },
  );

  test("an old invoice that passes its due date makes no new subscription past due, and catching up ends", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await billThrough(book, "2026-01-01");
    await changeSubscription(book, accountId, { type: "cancel", timing: "now" });
    const planId = await createPlan(book, { name: "Anew", monthlyMinor: 30_00 });
    await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-02-01" });
    expect(await liveUntil(book, "2026-01-20")).toBeNull();
    expect(await statusOf(book, accountId)).toBe("active");
    // The money is owed all the same, and whoever looks for that finds the account.
    expect(await listedOf(book, accountId)).toMatchObject({ subscriptionStatus: "active", pastDueMinor: 20_00 });
    expect((await book.ask("accounts.list", { filters: { isPastDue: true } })).rows).toMatchObject([{ id: accountId }]);
    // Its own invoice does, and paying the old one does not help.
    await billThrough(book, "2026-02-01");
    const [old] = await invoicesOf(book, accountId);
    expect(await liveUntil(book, "2026-02-16")).not.toBeNull();
    expect(await statusOf(book, accountId)).toBe("past_due");
    await book.ask("invoices.recordPayment", { invoiceId: old?.id ?? "", amountMinor: null, receivedOn: null });
    expect(await statusOf(book, accountId)).toBe("past_due");
    expect(await listedOf(book, accountId)).toMatchObject({ subscriptionStatus: "past_due", pastDueMinor: 30_00 });
  });

  test.each(["void", "markUncollectible"] as const)(
    "an invoice that is settled by %s clears the standing of its own subscription only",
    async (how) => {
      const book = await createTestBook();
      const { accountId, old } = await subscribedAnew(book);
      await payBy(book, accountId, "declines");
      await billThrough(book, "2026-02-02");
      expect(await statusOf(book, accountId)).toBe("past_due");
      await book.ask(`invoices.${how}`, { invoiceId: old.id });
      expect(await statusOf(book, accountId)).toBe("past_due");
      const [, , own] = await invoicesOf(book, accountId);
      await book.ask(`invoices.${how}`, { invoiceId: own?.id ?? "" });
      expect(await statusOf(book, accountId)).toBe("active");
      expect(await listedOf(book, accountId)).toMatchObject({ subscriptionStatus: "active" });
    },
  );

  test.each(["cancel", "keep", "uncollectible"] as const)(
    "a one-off charge that no card pays ends no subscription and makes none past due, the book says %s",
    async (afterLastRetry) => {
      const book = await createTestBook();
      await book.ask("book.configure", { retryDays: [2], afterLastRetry });
      const accountId = await createCustomer(book);
      await payBy(book, accountId, "declines");
      const charge = await issueInvoice(book, accountId, [{ unitMinor: 50_00 }]);
      expect(charge).toMatchObject({ state: "open", nextAttemptOn: "2026-01-03" });
      const planId = await createPlan(book, { monthlyMinor: 30_00 });
      await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-02-01" });
      expect(await statusOf(book, accountId)).toBe("active");
      expect(await liveUntil(book, "2026-01-03")).toMatchObject({ givenUp: 1 });
      expect(await statusOf(book, accountId)).toBe("active");
      expect(await liveUntil(book, "2026-01-31")).toBeNull();
      expect(await statusOf(book, accountId)).toBe("active");
    },
  );

  test("a charge on the subscription's own invoice is the subscription's", async () => {
    const book = await createTestBook();
    await book.ask("book.configure", { retryDays: [2], afterLastRetry: "cancel" });
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await payBy(book, accountId, "declines");
    await issueInvoice(book, accountId, [{ unitMinor: 50_00 }]);
    expect(await statusOf(book, accountId)).toBe("past_due");
    await liveUntil(book, "2026-01-03");
    expect((await accountOf(book, accountId)).subscription).toBeNull();
  });

  test("a change keeps the subscription: what it left open before still makes it past due, and still ends it", async () => {
    const book = await createTestBook();
    await book.ask("book.configure", { retryDays: [5], afterLastRetry: "cancel" });
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await payBy(book, accountId, "declines");
    await billThrough(book, "2026-01-01");
    const planId = await createPlan(book, { monthlyMinor: 10_00 });
    await changeSubscription(book, accountId, { type: "plan", planId, period: "month" });
    expect(await statusOf(book, accountId)).toBe("past_due");
    await liveUntil(book, "2026-01-06");
    expect((await accountOf(book, accountId)).subscription).toBeNull();
  });
});

describe("ending a subscription asks whether its open invoices are still collected (BEHAVIOUR 9.10)", () => {
  test.each([
    ["nothing is said", undefined, "2026-01-06"],
    ["collect", "collect", "2026-01-06"],
    ["stop", "stop", null],
  ] as const)("%s", async (_said, openInvoices, nextAttemptOn) => {
    const book = await createTestBook();
    await book.ask("book.configure", { retryDays: [1, 5] });
    const { accountId, old } = await subscribedAnew(book, openInvoices);
    expect(old).toMatchObject({ state: "open", outstandingMinor: 20_00, nextAttemptOn });
    // The card works by now.
    const report = await liveUntil(book, "2026-01-06");
    expect(report?.paymentsSucceeded ?? 0).toBe(nextAttemptOn === null ? 0 : 1);
    if (nextAttemptOn !== null) return;
    // What is no longer collected by itself can be by hand.
    const { invoice } = await book.ask("invoices.collect", { invoiceId: old.id });
    expect(invoice).toMatchObject({ state: "paid", paidBy: "test" });
    expect(await statusOf(book, accountId)).toBe("active");
  });

  test("at the period's end too, for its own invoices and no other", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await payBy(book, accountId, "declines");
    const charge = await issueInvoice(book, accountId, [{ unitMinor: 50_00 }]);
    const planId = await createPlan(book, { monthlyMinor: 30_00 });
    await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-01" });
    await billThrough(book, "2026-01-01");
    await changeSubscription(book, accountId, { type: "cancel", timing: "period_end", openInvoices: "stop" });
    const [first, second] = await invoicesOf(book, accountId);
    expect([first?.id, first?.nextAttemptOn]).toEqual([charge.id, "2026-01-02"]);
    expect(second?.nextAttemptOn).toBeNull();
    expect(await statusOf(book, accountId)).toBe("past_due");
  });
});

describe("every change of a subscription's status is told (BEHAVIOUR 9.11)", () => {
  async function tellingBook() {
    const book = await createTestBook();
    const { id } = await addEndpoint(book, { eventTypes: ["subscription.updated"] });
    let heard = 0;
    const statuses = async () => {
      const events = await eventsFor(book, id);
      const fresh = events.slice(heard);
      heard = events.length;
      return fresh.map(
        ({ data }) => (data as { subscription: { status: string } | null }).subscription?.status ?? null,
      );
    };
    return { book, statuses };
  }

  test("past due when a card fails, and active again when it is paid, voided or given up", async () => {
    const { book, statuses } = await tellingBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await payBy(book, accountId, "declines");
    const fail = async (throughOn: string) => {
      await billThrough(book, throughOn);
      return (await invoicesOf(book, accountId)).at(-1)?.id ?? "";
    };
    const first = await fail("2026-01-01");
    expect(await statuses()).toEqual(["past_due"]);
    await book.ask("invoices.recordPayment", { invoiceId: first, amountMinor: null, receivedOn: null });
    expect(await statuses()).toEqual(["active"]);
    const second = await fail("2026-02-01");
    await book.ask("invoices.void", { invoiceId: second });
    expect(await statuses()).toEqual(["past_due", "active"]);
    const third = await fail("2026-03-01");
    const fourth = await fail("2026-04-01");
    await book.ask("invoices.markUncollectible", { invoiceId: third });
    expect(await statuses()).toEqual(["past_due"]);
    await book.ask("invoices.markUncollectible", { invoiceId: fourth });
    expect(await statuses()).toEqual(["active"]);
    // A payment in part, and one of an invoice that was given up, change no status.
    await book.ask("invoices.recordPayment", { invoiceId: fourth, amountMinor: 5_00, receivedOn: null });
    expect(await statuses()).toEqual([]);
  });

  test("past due when a due date passes, and when credit, a retry or a collection by hand pays", async () => {
    const { book, statuses } = await tellingBook();
    await book.ask("book.configure", { retryDays: [1, 2] });
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await billThrough(book, "2026-01-01");
    await liveUntil(book, "2026-01-16");
    expect(await statuses()).toEqual(["past_due"]);
    await book.ask("credits.adjust", {
      accountId,
      action: "increase",
      amountMinor: 20_00,
      currency: "USD",
      reasonCode: "courtesy",
    });
    await book.ask("credits.applyToOpenInvoices", { accountId });
    expect(await statuses()).toEqual(["active"]);
    await payBy(book, accountId, "declines");
    await liveUntil(book, "2026-02-01");
    await billThrough(book, "2026-02-01");
    await payBy(book, accountId, "succeeds");
    await liveUntil(book, "2026-02-02");
    expect(await statuses()).toEqual(["past_due", "active"]);
    await payBy(book, accountId, "declines");
    await billThrough(book, "2026-03-01");
    await payBy(book, accountId, "succeeds");
    const last = (await invoicesOf(book, accountId)).at(-1);
    await book.ask("invoices.collect", { invoiceId: last?.id ?? "" });
    expect(await statuses()).toEqual(["past_due", "active"]);
  });
});

describe("paid by nothing (BEHAVIOUR 8.4)", () => {
  test("A-107 a discount of 100 %, never any credit: paid by nothing, the balance stays null", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 31_00 });
    const { discountId } = await book.ask("discounts.create", { name: "All of it", partsPerMillion: 1_000_000 });
    await changeSubscription(book, accountId, { type: "add_discount", discountId });
    await billThrough(book, "2026-01-01");
    expect(await invoicesOf(book, accountId)).toMatchObject([
      { state: "paid", paidBy: "none", paidOn: "2026-01-01", totalMinor: 0, payments: [], creditEntries: [] },
    ]);
    expect((await accountOf(book, accountId)).balances).toEqual([]);
    expect(await listedOf(book, accountId)).toMatchObject({ creditBalanceMinor: null, nextChargeCreditMinor: 0 });
    expect((await book.ask("invoices.list", { accountId })).rows).toMatchObject([{ paidBy: "none" }]);
  });

  test("so is one of an account that has credit; what credit covers is paid by credit", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 62_00 });
    await payBy(book, accountId, "succeeds");
    await billThrough(book, "2026-01-01");
    const planId = await createPlan(book, { monthlyMinor: 31_00 });
    await book.setToday("2026-01-12");
    const { invoice } = await changeSubscription(book, accountId, {
      type: "plan",
      planId,
      period: "month",
      timing: "now",
    });
    expect(invoice).toMatchObject({ totalMinor: 0, creditCreatedMinor: 20_00, paidBy: "payer-credits" });
    const { discountId } = await book.ask("discounts.create", { name: "One", partsPerMillion: 1_000_000, periods: 1 });
    await changeSubscription(book, accountId, { type: "add_discount", discountId });
    await billThrough(book, "2026-03-01");
    expect((await invoicesOf(book, accountId)).slice(2)).toMatchObject([
      { totalMinor: 0, creditAppliedMinor: 0, paidBy: "none" },
      { totalMinor: 31_00, creditAppliedMinor: 20_00, dueMinor: 11_00, paidBy: "test" },
    ]);
  });
});
