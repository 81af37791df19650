import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../support/book.ts";
import { payBy } from "../support/collection.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf, payOpen } from "../support/company.ts";
import { balanceOn, countedDays } from "../support/days.ts";
import { exportJournal, postingsOf } from "../support/journal.ts";
import { changeSubscription, issueNext } from "../support/subscriptions.ts";

/** On 10 January 20.00 of credit that expires on the 15th is used by the invoice of 1 February. */
async function useExpiringCreditAhead() {
  const book = await createTestBook({ today: "2026-01-10" });
  const accountId = await createCustomer(book, { feeMinor: 50_00, startOn: "2026-02-01" });
  await book.ask("credits.adjust", {
    accountId,
    action: "increase",
    amountMinor: 20_00,
    currency: "USD",
    reasonCode: "courtesy",
    terms: { expiresOn: "2026-01-15" },
  });
  return { book, accountId, invoice: await issueNext(book, accountId) };
}

describe("the day for which an entry counts (BEHAVIOUR 3.11)", () => {
  test("A-97: what a late run uses counts from when the credit was there", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2025-12-01" });
    await adjust(book, accountId, 40_00);
    await billThrough(book, "2026-01-10");
    expect((await invoicesOf(book, accountId)).map(({ issuedOn }) => issuedOn)).toEqual(["2025-12-01", "2026-01-01"]);
    for (const of of [accountId, null]) {
      expect(await balanceOn(book, of, "2025-12-31")).toBeNull();
      expect(await balanceOn(book, of, "2026-01-09")).toBeNull();
      expect(await balanceOn(book, of, "2026-01-10")).toBe(0);
    }
    expect((await invoicesOf(book, accountId)).map(({ paidOn }) => paidOn)).toEqual(["2026-01-10", "2026-01-10"]);
  });

  test("A-98: what a void returns counts for no earlier day than its use", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { feeMinor: 50_00, startOn: "2026-02-01" });
    await adjust(book, accountId, 20_00);
    const invoice = await issueNext(book, accountId);
    expect(await balanceOn(book, accountId, "2026-01-31")).toBe(20_00);
    expect(await balanceOn(book, accountId, "2026-02-01")).toBe(0);
    await book.ask("invoices.void", { invoiceId: invoice.id });
    expect(await balanceOn(book, accountId, "2026-01-31")).toBe(20_00);
    expect(await balanceOn(book, accountId, "2026-02-01")).toBe(20_00);
    expect(await creditOf(book, accountId)).toBe(20_00);
  });

  test("credit that came back on a day to come is used, removed and transferred for that day at the earliest", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { feeMinor: 50_00, startOn: "2026-02-01" });
    const other = await createCustomer(book);
    await adjust(book, accountId, 20_00);
    const invoice = await issueNext(book, accountId);
    await book.ask("invoices.void", { invoiceId: invoice.id });
    await adjust(book, accountId, -5_00);
    const pair = { fromAccountId: accountId, toAccountId: other, amountMinor: 6_00, currency: "USD" };
    await book.ask("credits.transfer", pair);
    expect((await countedDays(book, accountId)).slice(-2)).toEqual([
      ["2026-02-01", -5_00],
      ["2026-02-01", -6_00],
    ]);
    expect(await countedDays(book, other)).toEqual([["2026-02-01", 6_00]]);
    await issueNext(book, accountId);
    expect((await countedDays(book, accountId)).at(-1)).toEqual(["2026-03-01", -9_00]);
  });

  test("a removal that is reversed counts for the book's day, and what the reversal brought is used from then", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-01-05" });
    await adjust(book, accountId, 20_00);
    const removal = await adjust(book, accountId, -20_00);
    await book.setToday("2026-01-20");
    await book.ask("credits.reverse", { entryId: removal.id });
    await billThrough(book, "2026-01-20");
    expect(await countedDays(book, accountId)).toEqual([
      ["2026-01-10", 20_00],
      ["2026-01-10", -20_00],
      ["2026-01-20", 20_00],
      ["2026-01-20", -20_00],
    ]);
  });

  test("an expiry counts for the day it falls on, and after a return for the return's day", async () => {
    const { book, accountId, invoice } = await useExpiringCreditAhead();
    await book.ask("invoices.void", { invoiceId: invoice.id });
    await book.setToday("2026-01-20");
    expect(await countedDays(book, accountId)).toEqual([
      ["2026-01-10", 20_00],
      ["2026-02-01", -20_00],
      ["2026-02-01", 20_00],
      ["2026-02-01", -20_00],
    ]);
  });

  test("a return to a block that expired meanwhile expires on the day it counts for", async () => {
    const { book, accountId, invoice } = await useExpiringCreditAhead();
    await book.setToday("2026-01-20");
    await book.ask("invoices.void", { invoiceId: invoice.id });
    expect((await countedDays(book, accountId)).slice(2)).toEqual([
      ["2026-02-01", 20_00],
      ["2026-02-01", -20_00],
    ]);
    expect(await creditOf(book, accountId)).toBe(0);
  });

  test("credit that a paper of tomorrow becomes can be used today and counts from tomorrow", async () => {
    // Past midnight in Auckland, where the customer lives, and not in the book.
    const book = await createTestBook({ today: "2026-01-01" });
    const accountId = await createCustomer(book, { feeMinor: 31_00, timeZone: "Pacific/Auckland" });
    await billThrough(book, "2026-01-01");
    await payOpen(book, accountId);
    await book.setToday("2026-01-16");
    const { invoice } = await changeSubscription(book, accountId, { type: "cancel", timing: "now", withCredit: true });
    expect(invoice).toMatchObject({ issuedOn: "2026-01-17", creditCreatedMinor: 15_00 });
    expect(await balanceOn(book, accountId, "2026-01-16")).toBeNull();
    expect(await balanceOn(book, accountId, "2026-01-17")).toBe(15_00);
    await adjust(book, accountId, -5_00);
    expect(await countedDays(book, accountId)).toEqual([
      ["2026-01-17", 15_00],
      ["2026-01-17", -5_00],
    ]);
    // Of which nothing is seen in the books of the 16th: the paper and its credit come together.
    const { text } = await exportJournal(book, { format: "csv", fromOn: "2026-01-16", throughOn: "2026-01-16" });
    expect(postingsOf(text)).toEqual([]);
  });
});

describe("what takes back an invoice that is dated ahead counts from its day (BEHAVIOUR 3.11)", () => {
  /** On 10 January the invoice of 1 February, of 50.00. */
  async function billAhead() {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { feeMinor: 50_00, startOn: "2026-02-01" });
    return { book, accountId, invoice: await issueNext(book, accountId) };
  }

  const monthsOf = async (book: TestBook) =>
    (await book.ask("reports.revenue", { fromOn: "2026-01-01", throughOn: "2026-03-31" })).rows.map(
      ({ fromOn, invoicedMinor, creditedMinor, voidedMinor }) => [fromOn, invoicedMinor, creditedMinor, voidedMinor],
    );

  /** What the journal says that is asked for, at the end of each day on which that changes. */
  async function askedFor(book: TestBook) {
    const { text } = await exportJournal(book, { format: "csv" });
    const days = Map.groupBy(
      postingsOf(text).filter(({ number }) => number === "1200"),
      ({ date }) => date,
    );
    return [...days].map(([date, own]) => [date, own.reduce((sum, { amountMinor }) => sum + amountMinor, 0)]);
  }

  test("a note", async () => {
    const { book, invoice } = await billAhead();
    const note = {
      invoiceId: invoice.id,
      lines: [{ position: 1, amountMinor: 20_00 }],
      destination: "credit" as const,
    };
    const { fingerprint } = await book.ask("creditNotes.preview", note);
    const { creditNote } = await book.ask("creditNotes.issue", { ...note, fingerprint });
    expect(creditNote.issuedOn).toBe("2026-02-01");
    expect(await monthsOf(book)).toEqual([["2026-02-01", 50_00, -20_00, 0]]);
    expect(await askedFor(book)).toEqual([["2026-02-01", 30_00]]);
  });

  test("a note that a change of the subscription makes", async () => {
    const { book, accountId } = await billAhead();
    await changeSubscription(book, accountId, { type: "cancel", timing: "now", withCredit: true });
    expect((await invoicesOf(book, accountId))[0]?.creditNotes).toMatchObject([{ issuedOn: "2026-02-01" }]);
    expect(await monthsOf(book)).toEqual([["2026-02-01", 50_00, -50_00, 0]]);
    expect(await askedFor(book)).toEqual([["2026-02-01", 0]]);
  });

  test("a note to credit, with its credit; one that gives money back is of the day on which it does", async () => {
    const { book, accountId, invoice } = await billAhead();
    await payOpen(book, accountId);
    const noteTo = async (destination: "credit" | "origin") => {
      const note = { invoiceId: invoice.id, lines: [{ position: 1, amountMinor: 20_00 }], destination };
      const { fingerprint } = await book.ask("creditNotes.preview", note);
      return (await book.ask("creditNotes.issue", { ...note, fingerprint })).creditNote.issuedOn;
    };
    expect([await noteTo("credit"), await noteTo("origin")]).toEqual(["2026-02-01", "2026-01-10"]);
    expect(await countedDays(book, accountId)).toEqual([["2026-02-01", 20_00]]);
    expect(await creditOf(book, accountId)).toBe(20_00);
  });

  test("a write-off, as a void", async () => {
    const { book, accountId, invoice } = await billAhead();
    const { invoice: writtenOff } = await book.ask("invoices.writeOff", { invoiceId: invoice.id, reason: "Gone" });
    expect(writtenOff.writtenOffOn).toBe("2026-02-01");
    const other = await issueNext(book, accountId);
    await book.ask("invoices.void", { invoiceId: other.id });
    expect(await monthsOf(book)).toEqual([
      ["2026-02-01", 50_00, 0, 0],
      ["2026-03-01", 50_00, 0, -50_00],
    ]);
    expect(await askedFor(book)).toEqual([
      ["2026-02-01", 0],
      ["2026-03-01", 0],
    ]);
  });
});

describe("the day of a payment (BEHAVIOUR 9.9)", () => {
  test("A-99: a card is charged today, whatever the date on the paper", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-04-10" });
    await payBy(book, accountId, "succeeds");
    const invoice = await issueNext(book, accountId);
    expect(invoice).toMatchObject({ issuedOn: "2026-04-10", state: "paid", paidOn: "2026-01-10" });
    expect(invoice.payments).toMatchObject([{ paidOn: "2026-01-10" }]);
  });

  test("a card that declines ahead of the paper's day was tried today, and is tried again after that", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-04-10" });
    await payBy(book, accountId, "declines");
    const invoice = await issueNext(book, accountId);
    expect(invoice.payments).toMatchObject([{ paidOn: "2026-01-10", status: "failed" }]);
    expect(invoice.nextAttemptOn).toBe("2026-01-11");
  });

  test("a late run's card is charged today", async () => {
    const book = await createTestBook({ today: "2026-03-10", timeZone: "Pacific/Auckland" });
    const accountId = await createCustomer(book, {
      feeMinor: 20_00,
      startOn: "2026-03-01",
      timeZone: "America/Los_Angeles",
    });
    await payBy(book, accountId, "succeeds");
    await billThrough(book, "2026-03-01");
    // Noon in UTC is past midnight in Auckland.
    expect((await invoicesOf(book, accountId))[0]).toMatchObject({ issuedOn: "2026-03-01", paidOn: "2026-03-11" });
  });
});
