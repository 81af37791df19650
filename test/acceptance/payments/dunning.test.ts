import { describe, expect, test } from "vitest";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import {
  accountOf,
  adjust,
  billThrough,
  createCustomer,
  creditOf,
  invoicesOf,
  payOpen,
} from "../../support/company.ts";
import { catchUpAndKill } from "../../support/kill.ts";
import { catchUpReport, catchUps, issueInvoice, liveUntil, payBy } from "../../support/collection.ts";

/** An account whose first invoice, of 20.00 on 2026-01-01, could not be charged. */
async function declined(book: TestBook): Promise<{ accountId: string; invoiceId: string }> {
  const accountId = await createCustomer(book, { feeMinor: 20_00 });
  await payBy(book, accountId, "declines");
  await billThrough(book, "2026-01-01");
  const [invoice] = await invoicesOf(book, accountId);
  return { accountId, invoiceId: invoice?.id ?? "" };
}

const invoiceOf = (book: TestBook, invoiceId: string) => book.ask("invoices.get", { invoiceId });
const statusOf = async (book: TestBook, accountId: string) => (await accountOf(book, accountId)).subscription?.status;

async function listedStatusOf(book: TestBook, accountId: string): Promise<string | null | undefined> {
  const { rows } = await book.ask("accounts.list", {});
  return rows.find((row) => row.id === accountId)?.subscriptionStatus;
}

describe("a payment that fails is tried again (BEHAVIOUR 9.3)", () => {
  test("on the days of the schedule, for what is still due, until it succeeds", async () => {
    const book = await createTestBook();
    const { accountId, invoiceId } = await declined(book);
    expect(await invoiceOf(book, invoiceId)).toMatchObject({ failedAttempts: 1, nextAttemptOn: "2026-01-02" });
    expect(await statusOf(book, accountId)).toBe("past_due");
    expect(await listedStatusOf(book, accountId)).toBe("past_due");

    expect(await liveUntil(book, "2026-01-02")).toMatchObject({ paymentsTried: 1, paymentsSucceeded: 0, givenUp: 0 });
    expect(await invoiceOf(book, invoiceId)).toMatchObject({ failedAttempts: 2, nextAttemptOn: "2026-01-04" });
    expect(await liveUntil(book, "2026-01-03")).toBeNull();

    await book.ask("invoices.recordPayment", { invoiceId, amountMinor: 5_00, receivedOn: "2026-01-03" });
    await liveUntil(book, "2026-01-04");
    await payBy(book, accountId, "succeeds");
    expect(await liveUntil(book, "2026-01-06")).toMatchObject({ paymentsTried: 1, paymentsSucceeded: 1 });

    const paid = await invoiceOf(book, invoiceId);
    expect(paid).toMatchObject({ state: "paid", paidBy: "test", paidOn: "2026-01-06", nextAttemptOn: null });
    expect(paid.payments.map((each) => [each.gateway, each.status, each.amountMinor, each.paidOn])).toEqual([
      ["test", "failed", 20_00, "2026-01-01"],
      ["test", "failed", 20_00, "2026-01-02"],
      ["manual", "succeeded", 5_00, "2026-01-03"],
      ["test", "failed", 15_00, "2026-01-04"],
      ["test", "succeeded", 15_00, "2026-01-06"],
    ]);
    expect(await statusOf(book, accountId)).toBe("active");
    expect(await listedStatusOf(book, accountId)).toBe("active");
    expect(await liveUntil(book, "2026-01-08")).toBeNull();
  });

  test("tries by hand use up none of them, and a later invoice begins with all of them", async () => {
    const book = await createTestBook();
    const { accountId, invoiceId } = await declined(book);
    const tryByHand = () => book.ask("invoices.collect", { invoiceId });
    for (let tries = 0; tries < 5; tries += 1) await tryByHand();
    for (const [day, next] of [
      ["2026-01-02", "2026-01-04"],
      ["2026-01-04", "2026-01-06"],
      ["2026-01-06", "2026-01-08"],
    ] as const) {
      await liveUntil(book, day);
      await tryByHand();
      expect(await invoiceOf(book, invoiceId)).toMatchObject({ state: "open", nextAttemptOn: next });
    }
    await payOpen(book, accountId);
    expect(await statusOf(book, accountId)).toBe("active");
    await liveUntil(book, "2026-02-01");
    await billThrough(book, "2026-02-01");
    expect((await invoicesOf(book, accountId))[1]).toMatchObject({ failedAttempts: 1, nextAttemptOn: "2026-02-02" });
  });

  test("days that passed while nobody was there are made up for by one attempt", async () => {
    const book = await createTestBook();
    const { invoiceId } = await declined(book);
    expect(await liveUntil(book, "2026-01-05")).toMatchObject({ paymentsTried: 1, givenUp: 0 });
    expect(await invoiceOf(book, invoiceId)).toMatchObject({ failedAttempts: 2, nextAttemptOn: "2026-01-06" });
    expect(await liveUntil(book, "2026-03-01")).toMatchObject({ paymentsTried: 1, givenUp: 1 });
    expect(await invoiceOf(book, invoiceId)).toMatchObject({ state: "open", failedAttempts: 3, nextAttemptOn: null });
    expect(await liveUntil(book, "2026-04-01")).toBeNull();
  });

  test("an invoice of a day gone by begins its schedule on the day it was tried", async () => {
    const book = await createTestBook({ today: "2026-03-10" });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-01-01" });
    await payBy(book, accountId, "bankFails");
    await billThrough(book, "2026-01-01");
    expect(await invoicesOf(book, accountId)).toMatchObject([
      {
        issuedOn: "2026-01-01",
        nextAttemptOn: "2026-03-11",
        payments: [{ methodLabel: "Test bank account ending 2227 (insufficient funds)", paidOn: "2026-03-10" }],
      },
    ]);
  });

  test("what is billed when its due date has passed is past due as it is issued, and only that", async () => {
    const book = await createTestBook({ today: "2026-03-10" });
    const late = await createCustomer(book, { feeMinor: 20_00 });
    const inTime = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-03-09" });
    await billThrough(book, "2026-03-10");
    const told = async (accountId: string) => {
      const listed = (await book.ask("accounts.list", {})).rows.find(({ id }) => id === accountId);
      return [await statusOf(book, accountId), listed?.subscriptionStatus];
    };
    expect(await told(late)).toEqual(["past_due", "past_due"]);
    expect(await told(inTime)).toEqual(["active", "active"]);
    expect((await book.runJob("billing.catchUp", {})).result).toMatchObject({ accountsFallenBehind: 0 });
    await payOpen(book, late);
    expect(await told(late)).toEqual(["active", "active"]);
  });

  test("keep: after the last retry the subscription stays past due", async () => {
    const book = await createTestBook();
    await book.ask("book.configure", { retryDays: [2], afterLastRetry: "keep" });
    const { accountId, invoiceId } = await declined(book);
    expect(await liveUntil(book, "2026-01-03")).toMatchObject({ paymentsTried: 1, givenUp: 1 });
    expect(await invoiceOf(book, invoiceId)).toMatchObject({ state: "open", nextAttemptOn: null });
    expect(await statusOf(book, accountId)).toBe("past_due");
    // It goes on being billed.
    await billThrough(book, "2026-02-01");
    expect(await invoicesOf(book, accountId)).toHaveLength(2);
  });

  test("cancel: after the last retry the subscription ends without credit, and the invoice stays open", async () => {
    const book = await createTestBook();
    await book.ask("book.configure", { retryDays: [2], afterLastRetry: "cancel" });
    const { accountId, invoiceId } = await declined(book);
    expect(await liveUntil(book, "2026-01-03")).toMatchObject({ givenUp: 1 });
    expect(await invoiceOf(book, invoiceId)).toMatchObject({ state: "open", outstandingMinor: 20_00 });
    const { subscription, items } = await book.ask("subscriptions.get", { accountId });
    expect(subscription).toBeNull();
    expect(items).toMatchObject([{ status: "ended", endsOn: "2026-01-03" }]);
    expect(await accountOf(book, accountId)).toMatchObject({ planName: "Free", balances: [] });
    await billThrough(book, "2026-03-01");
    expect(await invoicesOf(book, accountId)).toHaveLength(1);
  });

  test("cancel: what was billed ahead asks for nothing once the subscription has ended, and is not tried again (BEHAVIOUR 6.10)", async () => {
    const book = await createTestBook();
    await book.ask("book.configure", { retryDays: [2], afterLastRetry: "cancel" });
    const accountId = await createCustomer(book, { feeMinor: 31_00 });
    await payBy(book, accountId, "declines");
    await adjust(book, accountId, 40_00);
    // January is paid by credit and asks for nothing; February takes the other 9.00, and 22.00 are declined; March is declined whole.
    await billThrough(book, "2026-03-01");
    expect(await liveUntil(book, "2026-01-03")).toMatchObject({ paymentsTried: 1, givenUp: 1 });
    expect((await book.ask("subscriptions.get", { accountId })).subscription).toBeNull();
    const invoices = await invoicesOf(book, accountId);
    expect(invoices.slice(0, 3)).toMatchObject([
      { state: "paid", outstandingMinor: 0, creditNotes: [] },
      { state: "paid", outstandingMinor: 0, nextAttemptOn: null, creditNotes: [{ totalMinor: 22_00 }] },
      { state: "paid", outstandingMinor: 0, nextAttemptOn: null, creditNotes: [{ totalMinor: 31_00 }] },
    ]);
    // What credit paid of February comes back.
    expect(invoices.slice(3)).toMatchObject([{ totalMinor: 0, creditCreatedMinor: 9_00 }]);
    expect(await creditOf(book, accountId)).toBe(9_00);
    expect(await liveUntil(book, "2026-06-01")).toBeNull();
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, findings: [] });
  });

  test("cancel: of the current period nothing comes back", async () => {
    const book = await createTestBook();
    await book.ask("book.configure", { retryDays: [2], afterLastRetry: "cancel" });
    const { accountId } = await declined(book);
    await billThrough(book, "2026-02-01");
    await liveUntil(book, "2026-01-03");
    const standing = (await invoicesOf(book, accountId)).map(({ state, outstandingMinor }) => [
      state,
      outstandingMinor,
    ]);
    expect(standing).toEqual([
      ["open", 20_00],
      ["paid", 0],
    ]);
    expect(await creditOf(book, accountId)).toBeNull();
  });

  test("uncollectible: after the last retry the invoice is given up, and the subscription goes on", async () => {
    const book = await createTestBook();
    await book.ask("book.configure", { retryDays: [2], afterLastRetry: "uncollectible" });
    const { accountId, invoiceId } = await declined(book);
    expect(await liveUntil(book, "2026-01-03")).toMatchObject({ givenUp: 1 });
    expect(await invoiceOf(book, invoiceId)).toMatchObject({ state: "uncollectible", outstandingMinor: 20_00 });
    expect(await accountOf(book, accountId)).toMatchObject({ openInvoiceCount: 0, pastDueMinor: 0 });
    expect(await statusOf(book, accountId)).toBe("active");
  });

  test("without any retry, what the book says is carried out with the next catching up, without another attempt", async () => {
    const book = await createTestBook();
    await book.ask("book.configure", { retryDays: [], afterLastRetry: "uncollectible" });
    const { invoiceId } = await declined(book);
    expect(await invoiceOf(book, invoiceId)).toMatchObject({ state: "open", failedAttempts: 1 });
    const { result } = await book.runJob("billing.catchUp", {});
    expect(result).toEqual({
      expiredRequests: 0,
      expiredBlocks: 0,
      paymentsTried: 0,
      paymentsSucceeded: 0,
      givenUp: 1,
      accountsFallenBehind: 0,
      subscriptionsEnded: 0,
      problems: [],
      problemCount: 0,
    });
    expect((await invoiceOf(book, invoiceId)).state).toBe("uncollectible");
  });

  test("an account that turned to transfers is not charged any more", async () => {
    const book = await createTestBook();
    const { accountId, invoiceId } = await declined(book);
    await book.ask("paymentMethods.add", { accountId, kind: "transfer", gateway: "manual" });
    expect(await liveUntil(book, "2026-01-02")).toMatchObject({ paymentsTried: 0, givenUp: 0 });
    expect(await invoiceOf(book, invoiceId)).toMatchObject({ state: "open", failedAttempts: 1, nextAttemptOn: null });
    expect(await statusOf(book, accountId)).toBe("past_due");
  });
});

describe("past due (BEHAVIOUR 9.1)", () => {
  test("begins by itself the day after an open invoice was due, and ends with its payment", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await billThrough(book, "2026-01-01");
    const [invoice] = await invoicesOf(book, accountId);
    expect(invoice?.dueOn).toBe("2026-01-15");
    expect(await liveUntil(book, "2026-01-15")).toBeNull();
    expect(await statusOf(book, accountId)).toBe("active");
    expect(await liveUntil(book, "2026-01-16")).not.toBeNull();
    expect(await statusOf(book, accountId)).toBe("past_due");
    await book.ask("invoices.recordPayment", {
      invoiceId: invoice?.id ?? "",
      amountMinor: 20_00,
      receivedOn: "2026-01-16",
    });
    expect(await statusOf(book, accountId)).toBe("active");
  });

  test("ends with a void and with giving up too", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await billThrough(book, "2026-02-01");
    await liveUntil(book, "2026-03-01");
    const [first, second] = await invoicesOf(book, accountId);
    await book.ask("invoices.void", { invoiceId: first?.id ?? "" });
    expect(await statusOf(book, accountId)).toBe("past_due");
    await book.ask("invoices.markUncollectible", { invoiceId: second?.id ?? "" });
    expect(await statusOf(book, accountId)).toBe("active");
  });
});

describe("catching up (BEHAVIOUR 5.3, 9.3)", () => {
  test("happens by itself when a book is opened", async () => {
    const book = await createTestBook();
    await book.ask("book.configure", { retryDays: [], afterLastRetry: "uncollectible" });
    const { invoiceId } = await declined(book);
    await book.close();
    const reopened = await openTestBook(book.path);
    const [job] = await catchUps(reopened);
    expect(await catchUpReport(reopened, job?.id ?? "")).toMatchObject({ givenUp: 1 });
    expect((await invoiceOf(reopened, invoiceId)).state).toBe("uncollectible");
    // Nothing is due the next time, so nothing begins.
    await reopened.close();
    expect(await catchUps(await openTestBook(book.path))).toEqual([]);
  });

  test("does everything once, however often it is asked for", async () => {
    const book = await createTestBook();
    const { invoiceId } = await declined(book);
    await liveUntil(book, "2026-01-02");
    const before = await invoiceOf(book, invoiceId);
    const again = { idempotencyKey: "again" };
    expect((await book.runJob("billing.catchUp", again)).result.paymentsTried).toBe(0);
    expect((await book.runJob("billing.catchUp", again)).result.paymentsTried).toBe(0);
    expect(await invoiceOf(book, invoiceId)).toEqual(before);
    expect((await book.refusal("billing.run", { throughOn: "2026-01-02", ...again })).code).toBe(
      "idempotency_conflict",
    );
  });

  test("begins nothing and tells nothing where nothing is due", async () => {
    const book = await createTestBook();
    await createCustomer(book, { feeMinor: 20_00 });
    const told: string[] = [];
    const unsubscribe = book.engine.subscribe((event) => told.push(event.type));
    expect(await liveUntil(book, "2026-06-01")).toBeNull();
    unsubscribe();
    // The clock itself, and nothing else.
    expect(told).toEqual(["changed"]);
    expect(await catchUps(book)).toEqual([]);
  });

  test("writes off credit whose expiry has come", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await book.ask("credits.adjust", {
      accountId,
      action: "increase",
      amountMinor: 10_00,
      currency: "USD",
      reasonCode: "courtesy",
      terms: { expiresOn: "2026-02-01" },
    });
    expect(await liveUntil(book, "2026-01-31")).toBeNull();
    expect(await liveUntil(book, "2026-02-01")).toMatchObject({ expiredBlocks: 1 });
    const { rows } = await book.ask("ledger.list", { accountId });
    expect(rows).toMatchObject([{ sourceType: "expiry", amountMinor: -10_00, operator: "Countinghouse" }, {}]);
    expect((await book.runJob("ledger.verify", {})).result.firstBroken).toBeNull();
  });

  test("goes on after a kill: every payment that was due is tried once", async () => {
    const book = await createTestBook();
    const customers = Array.from({ length: 600 }, (_each, index) => `user_${index}`);
    const lines = (header: string, line: (id: string) => string) => [header, ...customers.map(line)].join("\n");
    await book.runJob("accounts.import", {
      mode: "write",
      files: [
        { kind: "plans", name: "plans.csv", text: "slug,name,for,currency,monthly_fee\npro,Pro,user,USD,20" },
        {
          kind: "users",
          name: "users.csv",
          text: lines("id,name,email,payment_method", (id) => `${id},${id},${id}@example.com,test_declined`),
        },
        {
          kind: "subscriptions",
          name: "subscriptions.csv",
          text: lines("account,plan,period,start_on", (id) => `${id},pro,month,2026-01-01`),
        },
      ],
    });
    await billThrough(book, "2026-01-01");
    await book.close();
    await catchUpAndKill(book.path, "2026-01-02");

    const reopened = await openTestBook(book.path);
    const [job] = await catchUps(reopened);
    const { paymentsTried } = await catchUpReport(reopened, job?.id ?? "");
    expect(paymentsTried).toBeGreaterThan(0);
    expect(paymentsTried).toBeLessThan(customers.length);
    const pages = await Promise.all([0, 500].map((skip) => reopened.ask("invoices.list", { skip, limit: 500 })));
    const rows = pages.flatMap((page) => page.rows);
    const tries = await Promise.all(rows.map(async ({ id }) => (await invoiceOf(reopened, id)).payments.length));
    expect(tries).toEqual(customers.map(() => 2));
  });

  test("waits for nothing when the book is closed meanwhile", async () => {
    const book = await createTestBook();
    for (let made = 0; made < 5; made += 1) await declined(book);
    await book.setToday("2026-01-02");
    await book.close();
    const reopened = await openTestBook(book.path);
    await reopened.runJob("billing.catchUp", {});
    const { rows } = await reopened.ask("invoices.list", {});
    const invoices = await Promise.all(rows.map(({ id }) => invoiceOf(reopened, id)));
    expect(invoices.map((invoice) => invoice.nextAttemptOn)).toEqual(Array.from({ length: 5 }, () => "2026-01-04"));
    expect(invoices.map((invoice) => invoice.failedAttempts)).toEqual([2, 2, 2, 2, 2]);
  });
});

describe("collecting by hand", () => {
  test("charges what is due now; a planned retry stays planned", async () => {
    const book = await createTestBook();
    const { accountId, invoiceId } = await declined(book);
    const failed = await book.ask("invoices.collect", { invoiceId });
    expect(failed.invoice).toMatchObject({ state: "open", failedAttempts: 2, nextAttemptOn: "2026-01-02" });
    await payBy(book, accountId, "bankSucceeds");
    const collected = await book.ask("invoices.collect", { invoiceId });
    expect(collected.invoice).toMatchObject({ state: "paid", paidBy: "test", outstandingMinor: 0 });
    expect(await statusOf(book, accountId)).toBe("active");
    expect((await book.refusal("invoices.collect", { invoiceId })).code).toBe("invoice_not_open");
  });

  test("begins the schedule where nothing had been tried", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { id: invoiceId } = await issueInvoice(book, accountId, [{ unitMinor: 20_00 }]);
    expect((await book.refusal("invoices.collect", { invoiceId })).code).toBe("nothing_to_collect_with");
    await payBy(book, accountId, "needsAction");
    const { invoice } = await book.ask("invoices.collect", { invoiceId });
    expect(invoice).toMatchObject({ failedAttempts: 1, nextAttemptOn: "2026-01-02" });
    expect(invoice.payments).toMatchObject([{ status: "requires_action", failureReason: expect.any(String) }]);
  });

  test("leaves alone what is too little for the gateway (BEHAVIOUR 8.8)", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { id: invoiceId } = await issueInvoice(book, accountId, [{ unitMinor: 20_00 }]);
    await payBy(book, accountId, "succeeds");
    await book.ask("invoices.recordPayment", { invoiceId, amountMinor: 19_70, receivedOn: "2026-01-01" });
    expect((await book.refusal("invoices.collect", { invoiceId })).code).toBe("below_minimum_charge");
    expect((await invoiceOf(book, invoiceId)).outstandingMinor).toBe(30);
    expect((await book.refusal("invoices.collect", { invoiceId: "inv_none" })).code).toBe("invoice_not_found");
  });
});
