import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { requestFingerprint } from "../../../src/main/domain/approvals/request.ts";
import { check } from "../../support/batches.ts";
import { createTestBook, isOnServer, type TestBook } from "../../support/book.ts";
import { payBy } from "../../support/collection.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf, payOpen } from "../../support/company.ts";
import { balanceOn, countedDays } from "../../support/days.ts";
import { exportJournal, postingsOf } from "../../support/journal.ts";
import { addOperators, signedInDoor } from "../../support/operators.ts";
import { changeSubscription, issueNext } from "../../support/subscriptions.ts";

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

describe("the day that an operator names for an entry (BEHAVIOUR 3.11, 11.3)", () => {
  const credit = (accountId: string, amountMinor: number, countsOn: string | null, terms: object | null = null) => ({
    accountId,
    action: amountMinor > 0 ? ("increase" as const) : ("decrease" as const),
    amountMinor: Math.abs(amountMinor),
    currency: "USD",
    countsOn: countsOn as never,
    terms: terms as never,
  });
  const give = async (book: TestBook, ...given: Parameters<typeof credit>) =>
    (await book.ask("credits.adjust", { ...credit(...given), reasonCode: "billing_error" })).entry;
  const preview = (book: TestBook, ...given: Parameters<typeof credit>) =>
    book.ask("credits.preview", credit(...given));
  const refusalOf = async (book: TestBook, ...given: Parameters<typeof credit>) => {
    const { problem, countsOn } = await preview(book, ...given);
    const { code } = await book.refusal("credits.adjust", { ...credit(...given), reasonCode: "billing_error" });
    expect([problem?.code, countsOn]).toEqual([code, null]);
    return code;
  };
  const isSound = async (book: TestBook) => {
    const { result } = await book.runJob("ledger.verify", {});
    expect(result).toMatchObject({ ok: true, findings: [] });
  };

  test("before an invoice that has used credit, what is taken counts from when it was put there", async () => {
    const book = await createTestBook({ today: "2026-01-20" });
    const accountId = await createCustomer(book, { feeMinor: 50_00, startOn: "2026-01-15" });
    await give(book, accountId, 30_00, "2026-01-05");
    expect([await balanceOn(book, accountId, "2026-01-04"), await balanceOn(book, accountId, "2026-01-05")]).toEqual([
      null,
      30_00,
    ]);
    await billThrough(book, "2026-01-20");
    await give(book, accountId, 20_00, null);
    await give(book, accountId, 10_00, "2026-01-02");
    // Of the credit that was named the 2nd there are 10.00, and the rest is of today.
    expect((await preview(book, accountId, -5_00, "2026-01-01")).countsOn).toBe("2026-01-02");
    await give(book, accountId, -5_00, "2026-01-01");
    expect((await preview(book, accountId, -8_00, "2026-01-10")).countsOn).toBe("2026-01-20");
    await give(book, accountId, -8_00, "2026-01-10");
    expect(await countedDays(book, accountId)).toEqual([
      ["2026-01-05", 30_00],
      ["2026-01-15", -30_00],
      ["2026-01-20", 20_00],
      ["2026-01-02", 10_00],
      ["2026-01-02", -5_00],
      ["2026-01-20", -8_00],
    ]);
    const days = ["2026-01-02", "2026-01-05", "2026-01-15", "2026-01-20"];
    expect(await Promise.all(days.map((on) => balanceOn(book, accountId, on)))).toEqual([5_00, 35_00, 5_00, 17_00]);
    expect(await creditOf(book, accountId)).toBe(17_00);
    await isSound(book);
  });

  test("around an expiry: the credit can be used from its day, expires when it does, and is not taken after that", async () => {
    const book = await createTestBook({ today: "2026-01-20" });
    const accountId = await createCustomer(book);
    await give(book, accountId, 20_00, "2026-01-05", { expiresOn: "2026-01-25" });
    await give(book, accountId, 7_00, "2026-01-04");
    const { blocks } = await book.ask("credits.blocks", { accountId });
    expect(blocks.map(({ effectiveOn, expiresOn }) => [effectiveOn, expiresOn])).toEqual([
      ["2026-01-05", "2026-01-25"],
      ["2026-01-04", null],
    ]);
    expect(await refusalOf(book, accountId, 1_00, "2026-01-05", { expiresOn: "2026-01-10" })).toBe(
      "credit_terms_invalid",
    );
    expect(await refusalOf(book, accountId, 1_00, "2026-01-05", { expiresOn: "2026-01-05" })).toBe(
      "credit_terms_invalid",
    );
    await give(book, accountId, -5_00, "2026-01-06");
    await book.setToday("2026-01-28");
    expect(await refusalOf(book, accountId, -8_00, "2026-01-24")).toBe("insufficient_credit");
    await give(book, accountId, -7_00, "2026-01-24");
    expect(await countedDays(book, accountId)).toEqual([
      ["2026-01-05", 20_00],
      ["2026-01-04", 7_00],
      ["2026-01-06", -5_00],
      ["2026-01-25", -15_00],
      ["2026-01-24", -7_00],
    ]);
    await isSound(book);
  });

  test("is no day to come where the book is, nor one of a closed month; the first open day is", async () => {
    // Noon in UTC is past midnight in Auckland, where it is the 2nd of February.
    const book = await createTestBook({ today: "2026-02-01", timeZone: "Pacific/Auckland" });
    const [accountId, other] = [await createCustomer(book), await createCustomer(book)];
    await give(book, accountId, 10_00, "2026-02-02");
    expect(await refusalOf(book, accountId, 10_00, "2026-02-03")).toBe("entry_in_future");
    await give(book, accountId, 4_00, "2026-01-31");
    await book.ask("periods.close", { month: "2026-01" });
    expect(await refusalOf(book, accountId, 10_00, "2026-01-31")).toBe("period_closed");
    expect(await refusalOf(book, accountId, -1_00, "2026-01-31")).toBe("period_closed");
    const pair = { fromAccountId: accountId, toAccountId: other, amountMinor: 5_00, currency: "USD" };
    const refusals = ["2026-01-31", "2026-02-03"].map((countsOn) =>
      book.refusal("credits.transfer", { ...pair, countsOn }),
    );
    expect((await Promise.all(refusals)).map(({ code }) => code)).toEqual(["period_closed", "entry_in_future"]);
    await give(book, accountId, -1_00, "2026-02-01");
    // The 3.00 that are left of January can be moved for the 1st, and what is of the 2nd makes it the 2nd.
    const first = { ...pair, amountMinor: 3_00, countsOn: "2026-02-01" as never };
    await book.ask("credits.transfer", first);
    await book.ask("credits.transfer", { ...first, amountMinor: 6_00 });
    expect(await countedDays(book, other)).toEqual([
      ["2026-02-01", 3_00],
      ["2026-02-02", 6_00],
    ]);
    expect((await countedDays(book, accountId)).slice(2)).toEqual([
      ["2026-02-01", -1_00],
      ["2026-02-01", -3_00],
      ["2026-02-02", -6_00],
    ]);
    await isSound(book);
  });

  test("is part of what a key was used for, and no day is what it was before one could be named", async () => {
    const book = await createTestBook({ today: "2026-01-20" });
    const accountId = await createCustomer(book);
    const { countsOn: _countsOn, terms: _terms, ...plain } = credit(accountId, 5_00, null);
    const sent = { ...plain, reasonCode: "courtesy", idempotencyKey: "key-of-a-day" };
    const { entry } = await book.ask("credits.adjust", sent);
    expect((await book.ask("credits.adjust", { ...sent, countsOn: null })).entry).toEqual(entry);
    const other = { ...sent, countsOn: "2026-01-19" };
    expect((await book.refusal("credits.adjust", other)).code).toBe("idempotency_conflict");
  });

  test.skipIf(isOnServer)("waits with a request, and is refused where its month was closed meanwhile", async () => {
    const book = await createTestBook({ today: "2026-02-05" });
    const accountId = await createCustomer(book);
    await give(book, accountId, 1_00, "2026-01-31");
    const { admin } = await addOperators(book, { cleo: "clerk" });
    await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 1_00, perDayMinor: null });
    const [clerk, approver] = [await signedInDoor(book, "cleo"), await signedInDoor(book, "bob")];
    const asked = async (countsOn: string) => {
      const input = { ...credit(accountId, 9_00, countsOn), reasonCode: "courtesy", note: null };
      const act = { method: "credits.adjust" as const, input: { ...input, idempotencyKey: `of ${countsOn}` } };
      return (await clerk.ask("approvals.request", { act })).request;
    };
    const [january, february] = [await asked("2026-01-30"), await asked("2026-02-02")];
    expect(january.input).toMatchObject({ countsOn: "2026-01-30" });
    await approver.ask("periods.close", { month: "2026-01" });
    const decide = ({ id, fingerprint }: typeof january) => ({ requestId: id, fingerprint, comment: null });
    expect((await approver.refusal("approvals.approve", decide(january))).code).toBe("period_closed");
    await approver.ask("approvals.approve", decide(february));
    expect((await countedDays(approver, accountId)).at(-1)).toEqual(["2026-02-02", 9_00]);

    // One that waits since before a day could be named is of the day on which it is approved.
    const old = await asked("2026-02-03");
    const database = new Database(book.path);
    database.exec("DROP TRIGGER approval_request_stays_as_asked");
    const read = database.prepare(
      "SELECT act, json_remove(input, '$.countsOn') AS input, effects FROM approval_request WHERE id = ?",
    );
    const { input, ...kept } = read.get(old.id) as Parameters<typeof requestFingerprint>[0];
    const fingerprint = requestFingerprint({ ...kept, input });
    database
      .prepare("UPDATE approval_request SET input = ?, fingerprint = ? WHERE id = ?")
      .run(input, fingerprint, old.id);
    database.close();
    await approver.ask("approvals.approve", decide({ ...old, fingerprint }));
    expect((await countedDays(approver, accountId)).at(-1)).toEqual(["2026-02-05", 9_00]);
  });

  test("comes with each row of a batch", async () => {
    const book = await createTestBook({ today: "2026-02-05" });
    const accountId = await createCustomer(book);
    await give(book, accountId, 1_00, "2026-01-31");
    await book.ask("periods.close", { month: "2026-01" });
    const rows = [
      "5.00,2026-02-01",
      "5.00,2026-02-02",
      "5.00,",
      "5.00,2026-01-31",
      "5.00,2026-02-06",
      "-2.00,02/03/2026",
    ];
    const content = ["Account,Amount,Counts on", ...rows.map((row) => `${accountId},${row}`)].join("\n");
    const choices = { reasonCode: "billing_error", dateOrder: "mdy" as const };
    const batch = await check(book, { content, choices });
    expect(batch).toMatchObject({ readyCount: 4, badCount: 2 });
    const bad = (await book.ask("batches.rows", { batchId: batch.id, withProblems: true })).rows;
    expect(bad.flatMap(({ lineNumber, problems }) => problems.map(({ field }) => [lineNumber, field]))).toEqual([
      [5, "countsOn"],
      [6, "countsOn"],
    ]);
    await book.runJob("batches.apply", { batchId: batch.id, rows: "ready" });
    expect((await countedDays(book, accountId)).slice(1)).toEqual([
      ["2026-02-01", 5_00],
      ["2026-02-02", 5_00],
      ["2026-02-05", 5_00],
      ["2026-02-03", -2_00],
    ]);
    // The same of another day is another adjustment.
    const again = await check(book, { content: content.replaceAll("2026-02-01", "2026-02-04"), choices });
    expect(again).toMatchObject({ readyCount: 1, repeatedCount: 3, badCount: 2 });
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
