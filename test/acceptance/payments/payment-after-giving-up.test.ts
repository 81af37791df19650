import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { liveUntil, payBy } from "../../support/collection.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";
import { changeSubscription, createPlan } from "../../support/subscriptions.ts";

type Ending = "cancel" | "keep" | "uncollectible";
const cancelNow = { type: "cancel", timing: "now", withCredit: true } as const;

/** January, for 31.00, that a card could not be charged for, and that was given up on the 3rd, as the book says. */
async function givenUp(
  afterLastRetry: Ending,
  { partMinor = 0, creditMinor = 0, bookZone = "UTC", timeZone = "UTC" } = {},
) {
  const book = await createTestBook({ timeZone: bookZone });
  await book.ask("book.configure", { retryDays: [2], afterLastRetry });
  const accountId = await createCustomer(book, { feeMinor: 31_00, timeZone });
  if (creditMinor > 0) await adjust(book, accountId, creditMinor);
  await payBy(book, accountId, "declines");
  await billThrough(book, "2026-01-01");
  const invoiceId = (await invoicesOf(book, accountId))[0]?.id ?? "";
  if (partMinor > 0) await pay(book, invoiceId, partMinor);
  expect(await liveUntil(book, "2026-01-03")).toMatchObject({ givenUp: 1 });
  return { book, accountId, invoiceId };
}

/** Record money that was received; all that is asked where no amount is said. */
const pay = async (book: TestBook, invoiceId: string, amountMinor: number | null = null) =>
  (await book.ask("invoices.recordPayment", { invoiceId, amountMinor, receivedOn: null, overpayment: "to_credit" }))
    .invoice;

/** How the subscription stands, what each invoice still asks, and the credit; the book verifies. */
async function figuresOf(book: TestBook, accountId: string) {
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, findings: [] });
  const { subscription } = await book.ask("subscriptions.get", { accountId });
  const invoices = await invoicesOf(book, accountId);
  return {
    status: subscription?.status ?? null,
    invoices: invoices.map(({ state, outstandingMinor }) => [state, outstandingMinor]),
    credit: await creditOf(book, accountId),
  };
}

describe("money that comes once an invoice was given up (BEHAVIOUR 9.1, 9.3, 9.11)", () => {
  test.each<[Ending, string, string | null]>([
    ["cancel", "open", null],
    ["keep", "open", "past_due"],
    ["uncollectible", "uncollectible", "active"],
  ])("%s: in two parts it pays the invoice, and begins no subscription again", async (ending, state, status) => {
    const { book, accountId, invoiceId } = await givenUp(ending, { partMinor: 10_00 });
    expect(await figuresOf(book, accountId)).toEqual({ status, invoices: [[state, 21_00]], credit: null });
    await book.setToday("2026-01-10");
    await pay(book, invoiceId, 20_00);
    expect(await figuresOf(book, accountId)).toEqual({ status, invoices: [[state, 1_00]], credit: null });
    await pay(book, invoiceId);
    const paid = { status: status && "active", invoices: [["paid", 0]], credit: null };
    expect(await figuresOf(book, accountId)).toEqual(paid);
    expect(await liveUntil(book, "2026-01-20")).toBeNull();
    await payBy(book, accountId, "succeeds");
    await billThrough(book, "2026-02-01");
    const february = status === null ? [] : [["paid", 0]];
    expect(await figuresOf(book, accountId)).toEqual({ ...paid, invoices: [...paid.invoices, ...february] });
  });

  test("more than it asks becomes credit", async () => {
    const { book, accountId, invoiceId } = await givenUp("uncollectible", { partMinor: 10_00 });
    await pay(book, invoiceId, 30_00);
    expect(await figuresOf(book, accountId)).toEqual({ status: "active", invoices: [["paid", 0]], credit: 9_00 });
  });

  test("the end gives back what of it was paid and not used, after what is still asked", async () => {
    // 15.00 of 31.00 are not used from the 17th on.
    for (const [paidLaterMinor, credit, invoices] of [
      [0, null, [["uncollectible", 6_00]]],
      [5_00, null, [["uncollectible", 1_00]]],
      [
        10_00,
        4_00,
        [
          ["paid", 0],
          ["paid", 0],
        ],
      ],
      [
        21_00,
        15_00,
        [
          ["paid", 0],
          ["paid", 0],
        ],
      ],
    ] as const) {
      const { book, accountId, invoiceId } = await givenUp("uncollectible", { partMinor: 10_00 });
      if (paidLaterMinor > 0) await pay(book, invoiceId, paidLaterMinor);
      await book.setToday("2026-01-17");
      await changeSubscription(book, accountId, cancelNow);
      expect(await figuresOf(book, accountId)).toEqual({ status: null, invoices, credit });
      await book.close();
    }
  });

  test("what was written off is lost, and no money for it is credit later", async () => {
    const { book, accountId, invoiceId } = await givenUp("uncollectible", { partMinor: 10_00 });
    await book.ask("invoices.writeOff", { invoiceId, reason: "Insolvent" });
    expect(
      await book.refusal("invoices.recordPayment", { invoiceId, amountMinor: 21_00, receivedOn: null }),
    ).toMatchObject({ code: "invoice_not_open" });
    await book.setToday("2026-01-17");
    await changeSubscription(book, accountId, cancelNow);
    expect(await figuresOf(book, accountId)).toEqual({ status: null, invoices: [["paid", 0]], credit: null });
  });

  test("a note takes what is asked first; what was paid beyond goes to credit, and nothing is left to be paid", async () => {
    const { book, accountId, invoiceId } = await givenUp("cancel", { partMinor: 10_00 });
    const lines = [{ position: 1, amountMinor: 25_00 }];
    const note = { invoiceId, lines, destination: "credit" } as const;
    const { figures, fingerprint } = await book.ask("creditNotes.preview", note);
    expect(figures).toMatchObject({ toDueMinor: 21_00, toCreditMinor: 4_00 });
    await book.ask("creditNotes.issue", { ...note, fingerprint });
    expect(await figuresOf(book, accountId)).toEqual({ status: null, invoices: [["paid", 0]], credit: 4_00 });
    expect((await book.refusal("invoices.recordPayment", { invoiceId, amountMinor: 1, receivedOn: null })).code).toBe(
      "invoice_not_open",
    );
  });

  test("after a void nothing is taken, and the credit that it had used is there", async () => {
    const { book, accountId, invoiceId } = await givenUp("cancel", { creditMinor: 15_00 });
    expect(await figuresOf(book, accountId)).toEqual({ status: null, invoices: [["open", 16_00]], credit: 0 });
    await book.ask("invoices.void", { invoiceId });
    expect((await book.refusal("invoices.recordPayment", { invoiceId, amountMinor: 1, receivedOn: null })).code).toBe(
      "invoice_not_open",
    );
    expect(await figuresOf(book, accountId)).toEqual({ status: null, invoices: [["void", 0]], credit: 15_00 });
  });

  test("billed again, it is tried by the schedule from its first day, and ends nothing that has ended", async () => {
    const { book, accountId, invoiceId } = await givenUp("cancel");
    await book.ask("invoices.void", { invoiceId, periods: "bill_again" });
    await billThrough(book, "2026-01-03");
    expect((await invoicesOf(book, accountId))[1]).toMatchObject({ failedAttempts: 1, nextAttemptOn: "2026-01-05" });
    expect(await liveUntil(book, "2026-01-05")).toMatchObject({ paymentsTried: 1, givenUp: 1 });
    const invoices = [
      ["void", 0],
      ["open", 31_00],
    ];
    expect(await figuresOf(book, accountId)).toEqual({ status: null, invoices, credit: null });
  });

  test("an upgrade takes unused time off it, and is past due by its own invoice alone", async () => {
    const { book, accountId, invoiceId } = await givenUp("uncollectible");
    const planId = await createPlan(book, { monthlyMinor: 62_00 });
    await book.setToday("2026-01-12");
    await changeSubscription(book, accountId, { type: "plan", planId, period: "month" });
    const asked = (first: [string, number]) => ({
      status: "past_due",
      invoices: [first, ["open", 40_00]],
      credit: null,
    });
    expect(await figuresOf(book, accountId)).toEqual(asked(["uncollectible", 11_00]));
    await pay(book, invoiceId);
    expect(await figuresOf(book, accountId)).toEqual(asked(["paid", 0]));
    await pay(book, (await invoicesOf(book, accountId))[1]?.id ?? "");
    expect((await figuresOf(book, accountId)).status).toBe("active");
  });

  test("taken back, it leaves the invoice open for somebody to decide: its retries are over", async () => {
    for (const ending of ["cancel", "keep", "uncollectible"] as const) {
      const { book, accountId, invoiceId } = await givenUp(ending);
      const { payments } = await pay(book, invoiceId);
      await book.ask("invoices.takeBackPayment", { paymentId: payments.at(-1)?.id ?? "", reason: "Bounced" });
      const status = ending === "cancel" ? null : "past_due";
      const open = { status, invoices: [["open", 31_00]], credit: null };
      expect(await figuresOf(book, accountId)).toEqual(open);
      expect(await liveUntil(book, "2026-01-31")).toBeNull();
      expect(await figuresOf(book, accountId)).toEqual(open);
      await book.close();
    }
  });

  test("a subscription that is given up ends on the account's day, not on the book's", async () => {
    const { book, accountId } = await givenUp("cancel", {
      bookZone: "Pacific/Auckland",
      timeZone: "America/Los_Angeles",
    });
    const { today, items } = await book.ask("subscriptions.get", { accountId });
    expect(today).toBe("2026-01-03");
    expect(items).toMatchObject([{ status: "ended", endsOn: "2026-01-03" }]);
  });
});
