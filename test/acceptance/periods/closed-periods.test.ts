import { randomUUID } from "node:crypto";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { sealAttribution } from "../../../src/main/domain/ledger/attribution.ts";
import { emptyChain } from "../../../src/main/domain/ledger/entry.ts";
import { chainHash } from "../../../src/main/domain/ledger/hash-chain.ts";
import type { LimitedAct } from "../../../src/shared/contract/limits.ts";
import { canonicalPeriodActText, figuresText } from "../../../src/shared/closing-receipt.ts";
import { createTestBook, openTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { apply as applyBatch, check } from "../../support/batches.ts";
import { catchUps, catchUpReport, issueInvoice, payBy } from "../../support/collection.ts";
import { adjust, billThrough, createCustomer, invoicesOf } from "../../support/company.ts";
import { inDatabase, withClockAt } from "../../support/database.ts";
import { pagesOf } from "../../support/pdf.ts";
import { countedDays } from "../../support/days.ts";
import { changeSubscription, createPlan, issueNext } from "../../support/subscriptions.ts";

const close = (book: TestBook, month: string) => book.ask("periods.close", { month });
const closing = async (book: TestBook, month: string) => (await book.refusal("periods.close", { month })).code;

/** A book on 10 February whose January is closed, with an account that got 100.00 in it. */
async function closedJanuary(options: { timeZone?: string } = {}) {
  const book = await createTestBook({ today: "2026-01-10", ...options });
  const accountId = await createCustomer(book);
  const grant = await adjust(book, accountId, 100_00);
  await book.setToday("2026-02-10");
  const { receipt } = await close(book, "2026-01");
  return { book, accountId, grant, receipt };
}

async function verified(book: TestBook) {
  return (await book.runJob("ledger.verify", {})).result;
}

describe("closing months (BEHAVIOUR 11.3, 11.8)", () => {
  test("stores what the month comes to by source and reason, and the heads of ledger and audit log", async () => {
    const book = await createTestBook({ today: "2025-12-20" });
    const accountId = await createCustomer(book, { feeMinor: 30_00, startOn: "2026-01-15" });
    await adjust(book, accountId, 50_00);
    await adjust(book, accountId, 7, "JPY");
    await book.setToday("2026-01-20");
    await adjust(book, accountId, 25_00);
    await adjust(book, accountId, -5_00);
    await billThrough(book, "2026-01-20");
    await book.setToday("2026-02-02");
    await adjust(book, accountId, 1_00);
    await close(book, "2025-12");
    const preview = await book.ask("periods.preview", { month: "2026-01" });
    const { receipt } = await close(book, "2026-01");
    expect(receipt).toMatchObject({
      month: "2026-01",
      fromOn: "2026-01-01",
      throughOn: "2026-01-31",
      bookName: "Acme Billing",
      timeZone: "UTC",
      sequence: 2,
      operator: "Tess Tester",
      headSequence: 6,
      currencies: [
        { currency: "JPY", openingMinor: 7, movements: [], closingMinor: 7 },
        {
          currency: "USD",
          openingMinor: 50_00,
          movements: [
            { sourceType: "deduction", reasonCode: "billing_error", entryCount: 1, amountMinor: -5_00 },
            { sourceType: "grant", reasonCode: "billing_error", entryCount: 1, amountMinor: 25_00 },
            { sourceType: "invoice_applied", reasonCode: null, entryCount: 1, amountMinor: -30_00 },
          ],
          closingMinor: 40_00,
        },
      ],
    });
    expect(preview.currencies).toEqual(receipt.currencies);
    const report = await verified(book);
    expect(report).toMatchObject({ ok: true, closings: { checkedActs: 2, firstBroken: null }, receipt: null });
    expect(receipt.headHash).toBe(report.headHash);
    expect(receipt).toMatchObject({
      attributionHeadSequence: 2,
      attributionHeadHash: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
    expect(await book.ask("periods.receipt", { month: "2026-01" })).toEqual({ receipt });
    const pdf = await book.ask("periods.receiptPdf", { month: "2026-01" });
    expect(pdf.fileName).toBe("closing-2026-01.pdf");
    expect(Buffer.from(pdf.contentBase64, "base64").subarray(0, 8).toString()).toMatch(/^%PDF-1\./u);
    // In the language of the book's papers.
    await book.ask("book.configure", { paperLanguage: "de" });
    const german = await book.ask("periods.receiptPdf", { month: "2026-01" });
    const said = (await pagesOf(Buffer.from(german.contentBase64, "base64"))).join("\n");
    const hashes = [receipt.headHash, receipt.attributionHeadHash ?? "none"];
    for (const part of ["Abschluss von 2026-01", "Hinzugefügt: Abrechnungsfehler", "Endbestand", ...hashes])
      expect(said).toContain(part);
    expect(await book.ask("periods.list", {})).toMatchObject({
      closedThroughOn: "2026-01-31",
      next: { month: "2026-02", isOver: false },
      closings: [
        { month: "2026-01", operator: "Tess Tester", headSequence: 6, reopened: null },
        { month: "2025-12", reopened: null },
      ],
    });
    const { rows } = await book.ask("audit.list", { act: "periods.close" });
    expect(rows.map(({ after }) => after)).toEqual([{ month: "2026-01" }, { month: "2025-12" }]);
  });

  test("goes month by month: not twice, not before it is over, not with another open before it", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    expect(await closing(book, "2026-01")).toBe("period_not_over");
    expect(await closing(book, "9999-12")).toBe("period_not_over");
    expect((await book.refusal("periods.close", { month: "2026-13" })).code).toBe("invalid_input");
    await adjust(book, await createCustomer(book), 10_00);
    await book.setToday("2026-03-31");
    expect(await closing(book, "2026-03")).toBe("period_not_over");
    expect(await closing(book, "2025-12")).toBe("period_out_of_order");
    expect(await book.refusal("periods.close", { month: "2026-02" })).toMatchObject({
      code: "period_out_of_order",
      details: { nextMonth: "2026-01" },
    });
    expect((await book.refusal("periods.preview", { month: "2026-02" })).code).toBe("period_out_of_order");
    await close(book, "2026-01");
    expect(await closing(book, "2026-01")).toBe("period_already_closed");
    expect(await closing(book, "2020-05")).toBe("period_already_closed");
    await close(book, "2026-02");
    expect(await closing(book, "2026-03")).toBe("period_not_over");
  });

  test("is undone for the last month only, with a reason that the audit log and the list keep", async () => {
    const { book, accountId, receipt } = await closedJanuary();
    const reopen = { month: "2026-01", reason: "The bank's statement came late" };
    expect((await book.refusal("periods.reopen", { ...reopen, month: "2026-02" })).code).toBe("period_not_closed");
    expect((await book.refusal("periods.reopen", { ...reopen, reason: "  " })).code).toBe("invalid_input");
    await book.setToday("2026-03-05");
    await close(book, "2026-02");
    expect((await book.refusal("periods.reopen", reopen)).code).toBe("period_out_of_order");
    await book.ask("periods.reopen", { month: "2026-02", reason: "Again" });
    expect(await book.ask("periods.reopen", reopen)).toEqual({ month: "2026-01", closedThroughOn: null });
    expect((await book.refusal("periods.receipt", { month: "2026-01" })).code).toBe("period_not_closed");
    expect((await book.ask("periods.list", {})).closings).toMatchObject([
      { month: "2026-02", reopened: { reason: "Again" } },
      { month: "2026-01", reopened: { operator: "Tess Tester", reason: reopen.reason } },
    ]);
    const { rows } = await book.ask("audit.list", { search: "statement came late" });
    expect(rows).toMatchObject([{ act: "periods.reopen", after: reopen }]);
    // What is open again takes entries, and the month is closed anew with what it comes to then.
    await importRow(book, "2026-01-20", "7.00");
    const again = await close(book, "2026-01");
    expect(again.receipt.currencies[0]?.closingMinor).toBe(107_00);
    expect(again.receipt.sequence).toBe(5);
    expect(await verified(book)).toMatchObject({ ok: true, closings: { checkedActs: 5 } });
    // The first receipt is still one of this book: nothing behind it was lost.
    const { canonicalText, previousHash, hash } = receipt;
    const proof = { receipt: { canonicalText, previousHash, hash } };
    expect((await book.runJob("ledger.verify", proof)).result.receipt).toEqual({ problem: null });
    expect(accountId).not.toBe("");
  });

  test("shows first what it would leave open", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-01-05" });
    await payBy(book, accountId, "declines");
    await adjust(book, accountId, 1_00);
    await book.setToday("2026-02-10");
    const { leavesOpen, currencies } = await book.ask("periods.preview", { month: "2026-01" });
    expect(leavesOpen).toEqual([
      { kind: "unbilled_accounts", count: 1 },
      { kind: "unverified_entries", count: 1 },
    ]);
    expect(currencies).toMatchObject([{ openingMinor: 0, closingMinor: 1_00 }]);
    await billThrough(book, "2026-01-31");
    await verified(book);
    const later = await book.ask("periods.preview", { month: "2026-01" });
    expect(later.leavesOpen).toEqual([]);
  });

  test.each(["Pacific/Auckland", "America/Los_Angeles"])("asks the day of the book in %s", async (timeZone) => {
    const book = await createTestBook({ today: "2026-01-10", timeZone });
    const accountId = await createCustomer(book, { timeZone });
    await adjust(book, accountId, 10_00);
    const setClock = (moment: string) =>
      book.ask("book.setClock", { clock: { kind: "test", nowMs: Date.parse(moment) } });
    // Midnight of the first of February: 11:00 UTC the day before in Auckland, 08:00 UTC in Los Angeles.
    const midnight = timeZone === "Pacific/Auckland" ? "2026-01-31T11:00:00Z" : "2026-02-01T08:00:00Z";
    await setClock(new Date(Date.parse(midnight) - 1).toISOString());
    expect(await closing(book, "2026-01")).toBe("period_not_over");
    await setClock(midnight);
    await close(book, "2026-01");
    expect((await adjust(book, accountId, 1_00)).effectiveOn).toBe("2026-02-01");
    expect((await verified(book)).ok).toBe(true);
  });
});

/** Import one row of a ledger for a new account. */
async function importRow(book: TestBook, effectiveOn: string, amount: string) {
  const accountId = await createCustomer(book);
  const text = `account_id,currency,amount,effective_on\n${accountId},USD,${amount},${effectiveOn}\n`;
  const files = [{ kind: "ledger_entries", name: "ledger.csv", text } as const];
  return (await book.runJob("accounts.import", { files, mode: "write", idempotencyKey: randomUUID() })).result;
}

describe("nothing is dated in a closed month", () => {
  test("an import names the rows that would be, and writes nothing", async () => {
    const { book } = await closedJanuary();
    expect(await importRow(book, "2026-01-31", "5.00")).toMatchObject({
      outcome: "rejected",
      problems: [{ column: "effective_on", message: expect.stringContaining("closed month") }],
    });
    expect((await importRow(book, "2026-02-01", "5.00")).outcome).toBe("written");
  });

  test("a payment that is recorded is refused for a day in it, with the first open day", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-01-05" });
    await billThrough(book, "2026-01-10");
    await book.setToday("2026-02-10");
    await close(book, "2026-01");
    const [invoice] = await invoicesOf(book, accountId);
    const payment = { invoiceId: invoice?.id ?? "", amountMinor: 5_00 };
    expect(await book.refusal("invoices.recordPayment", { ...payment, receivedOn: "2026-01-31" })).toMatchObject({
      code: "period_closed",
      details: { on: "2026-01-31", closedThroughOn: "2026-01-31", firstOpenOn: "2026-02-01" },
    });
    await book.ask("invoices.recordPayment", { ...payment, receivedOn: "2026-02-01" });
    expect((await verified(book)).ok).toBe(true);
  });

  test("a period that a run catches up with is invoiced on the first open day, as its preview shows, and keeps its days", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-01-05" });
    await adjust(book, accountId, 15_00);
    await book.setToday("2026-02-10");
    await close(book, "2026-01");
    const { figures } = await book.ask("invoices.preview", { accountId });
    expect(figures).toMatchObject({ issuedOn: "2026-02-01", dueOn: "2026-02-15" });
    await billThrough(book, "2026-02-10");
    const [january, february] = await invoicesOf(book, accountId);
    expect(january).toMatchObject({
      issuedOn: "2026-02-01",
      dueOn: "2026-02-15",
      lines: [{ period: { startOn: "2026-01-05", endOn: "2026-02-05" } }],
    });
    expect(january?.steps[0]).toEqual({ kind: "moved", fallsOn: "2026-01-05", datedOn: "2026-02-01" });
    expect(february?.issuedOn).toBe("2026-02-05");
    expect((await countedDays(book, accountId)).at(-1)).toEqual(["2026-02-01", -15_00]);
    expect((await verified(book)).ok).toBe(true);
  });

  test("nor is the invoice of an account whose day is still in it", async () => {
    const book = await createTestBook({ today: "2026-01-10", timeZone: "Pacific/Auckland" });
    const accountId = await createCustomer(book, { timeZone: "America/Los_Angeles" });
    await adjust(book, accountId, 10_00);
    await book.ask("book.setClock", { clock: { kind: "test", nowMs: Date.parse("2026-01-31T12:00:00Z") } });
    await close(book, "2026-01");
    const charge = { accountId, description: "Help", quantity: 1, unitMinor: 4_00, currency: "USD" } as const;
    await book.ask("invoices.addCharge", { ...charge, discountMinor: 0, tax: { by: "account" } });
    const invoice = await issueNext(book, accountId);
    expect(invoice.issuedOn).toBe("2026-02-01");
    expect((await countedDays(book, accountId)).at(-1)).toEqual(["2026-02-01", -4_00]);
  });

  test("a preview of before a closing is stale after it", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-01-05" });
    await book.setToday("2026-02-02");
    const { pinnedOn, fingerprint } = await book.ask("invoices.preview", { accountId, asOf: "today" });
    await adjust(book, await createCustomer(book), 10_00);
    await book.setToday("2026-03-02");
    await close(book, "2026-02");
    expect((await book.refusal("invoices.issue", { accountId, pinnedOn, fingerprint })).code).toBe("preview_stale");
  });

  test("what is done by hand while the clock stands behind a closing is refused, by every method", async () => {
    const { book, accountId, grant } = await closedJanuary();
    const other = await createCustomer(book);
    const planId = await createPlan(book, { monthlyMinor: 20_00 });
    await book.ask("subscriptions.create", { accountId: other, planId, period: "month", startOn: "2026-02-05" });
    await billThrough(book, "2026-02-10");
    const [invoice] = await invoicesOf(book, other);
    const invoiceId = invoice?.id ?? "";
    await book.ask("invoices.recordPayment", { invoiceId, amountMinor: 5_00, receivedOn: null });
    const paymentId = (await book.ask("invoices.get", { invoiceId })).payments[0]?.id;
    await adjust(book, other, 2_00);
    const unpaid = await issueInvoice(book, await createCustomer(book), [{ unitMinor: 3_00 }]);
    const destination = { toCreditMinor: 0, toPaymentMethodMinor: 0, outOfBandMinor: 0 };
    const note = await book.ask("creditNotes.preview", {
      invoiceId,
      lines: [{ position: 1, amountMinor: 1_00 }],
      destination,
    });
    // The application itself lets nobody set it back so far.
    expect((await book.refusal("book.setClock", { clock: { kind: "test", nowMs: 0 } })).code).toBe(
      "clock_before_ledger",
    );
    const blockId = (await book.ask("credits.blocks", { accountId })).blocks[0]?.id;
    const behind = await withClockAt(book, "2026-01-31");
    const adjustment = { accountId, action: "increase", amountMinor: 1, currency: "USD", reasonCode: "courtesy" };
    const pair = { fromAccountId: accountId, toAccountId: other, amountMinor: 1, currency: "USD" };
    const refused = {
      "credits.adjust": adjustment,
      "credits.transfer": pair,
      "credits.reverse": { entryId: grant.id },
      "credits.voidBlock": { blockId },
      "invoices.void": { invoiceId: unpaid.id },
      "invoices.recordPayment": { invoiceId, amountMinor: 1, receivedOn: null },
      "invoices.takeBackPayment": { paymentId, reason: "Bounced" },
      "invoices.writeOff": { invoiceId, reason: "Gone" },
      // Notes are issued as they are previewed, below; what credit of January could be applied to has used it already.
    } as const satisfies Record<
      Exclude<LimitedAct, "creditNotes.issue" | "credits.applyToOpenInvoices"> | "invoices.writeOff",
      object
    >;
    for (const [name, input] of Object.entries(refused)) {
      expect([name, (await behind.refusal(name as keyof typeof refused, input)).code]).toEqual([name, "period_closed"]);
    }
    const rows = `account,amount,reason\n${accountId},5.00,courtesy\n${accountId},-5.00,billing_error\n`;
    const batch = await applyBatch(behind, (await check(behind, { content: rows })).id);
    expect(batch).toMatchObject({ appliedCount: 0, badCount: 2 });
    const { fingerprint } = await behind.ask("creditNotes.preview", {
      invoiceId,
      lines: [{ position: 1, amountMinor: 1_00 }],
      destination,
    });
    expect(note.fingerprint).not.toBe(fingerprint);
    const issued = {
      invoiceId,
      lines: [{ position: 1, amountMinor: 1_00 }],
      destination,
      fingerprint,
    };
    expect((await behind.refusal("creditNotes.issue", issued)).code).toBe("period_closed");
    expect((await verified(behind)).ok).toBe(true);
  });

  test("what a change makes by rule is dated the first open day while the clock stands behind a closing", async () => {
    const { book } = await closedJanuary();
    const [basic, large] = [
      await createPlan(book, { monthlyMinor: 20_00 }),
      await createPlan(book, { monthlyMinor: 90_00 }),
    ];
    const accountId = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId, planId: basic, period: "month", startOn: "2026-01-05" });
    await billThrough(book, "2026-02-10");
    const behind = await withClockAt(book, "2026-01-20");
    const change = { type: "plan", planId: large, period: "month", timing: "now" } as const;
    const { invoice } = await changeSubscription(behind, accountId, change);
    expect(invoice?.issuedOn).toBe("2026-02-01");
    expect((await verified(behind)).ok).toBe(true);
  });

  test("credit that expired in it is written off on the first open day, and says why", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book);
    const terms = { expiresOn: "2026-01-20" };
    const grant = {
      accountId,
      action: "increase",
      amountMinor: 5_00,
      currency: "USD",
      reasonCode: "courtesy",
      terms,
    } as const;
    await book.ask("credits.adjust", grant);
    // Closed before the day's work was done, as where a catching up fails for one account.
    const later = await withClockAt(book, "2026-02-10", (database) => {
      database.exec("UPDATE book SET closed_through_on = '2026-01-31'");
    });
    const [job] = await catchUps(later);
    await catchUpReport(later, job?.id ?? "");
    const { rows } = await later.ask("ledger.list", { accountId });
    expect(rows[0]).toMatchObject({
      sourceType: "expiry",
      effectiveOn: "2026-02-01",
      note: "It falls on 2026-01-20, and 2026-01 is closed.",
    });
  });

  test("a retry while the clock stands behind a closing is dated the first open day", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-01-10" });
    await payBy(book, accountId, "declines");
    await billThrough(book, "2026-01-10");
    const behind = await withClockAt(book, "2026-01-12", (database) => {
      database.exec("UPDATE book SET closed_through_on = '2026-01-31'");
    });
    const [job] = await catchUps(behind);
    expect(await catchUpReport(behind, job?.id ?? "")).toMatchObject({ paymentsTried: 1 });
    const [invoice] = await invoicesOf(behind, accountId);
    expect(invoice?.payments.map(({ paidOn }) => paidOn)).toEqual(["2026-01-10", "2026-02-01"]);
  });

  test("the database refuses what comes past the application", async () => {
    const { book } = await closedJanuary();
    await inDatabase(book, (database) => {
      const changed: Record<string, string> = {
        sequence: "sequence + 1",
        id: "id || 'x'",
        effective_on: "?",
        idempotency_key: "NULL",
      };
      const columns = database.prepare("SELECT name FROM pragma_table_info('ledger_entry')").pluck().all() as string[];
      const values = columns.map((column) => changed[column] ?? column);
      const copyRow = (on: string) =>
        database
          .prepare(
            `INSERT INTO ledger_entry SELECT ${values.join(", ")} FROM ledger_entry ORDER BY sequence DESC LIMIT 1`,
          )
          .run(on);
      expect(() => copyRow("2026-01-31")).toThrow("a ledger entry is dated in an open month");
      expect(copyRow("2026-02-01").changes).toBe(1);
      expect(() => database.exec("DELETE FROM period_act")).toThrow("never deleted");
    });
  });
});

describe("a closing that was tampered with is found, with its place", () => {
  test("an entry that was slipped into a closed month, with a chain that holds, is found at the closing", async () => {
    const { book, accountId } = await closedJanuary();
    const behind = await withClockAt(book, "2026-01-31", (database) => {
      database.exec("UPDATE book SET closed_through_on = NULL");
    });
    await adjust(behind, accountId, 1);
    const again = await withClockAt(behind, "2026-02-10", (database) => {
      database.exec("UPDATE book SET closed_through_on = '2026-01-31'");
    });
    expect(await verified(again)).toMatchObject({
      ok: false,
      firstBroken: null,
      closings: {
        firstBroken: {
          sequence: 1,
          month: "2026-01",
          problem: "the entries up to 2026-01-31 come to something else than what was closed",
        },
      },
    });
  });

  test("a receipt finds a ledger that was cut off behind it, an audit log, a closing, and itself changed", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    await adjust(book, await createCustomer(book), 100_00);
    await book.setToday("2026-02-10");
    await book.close();
    const before = copyOf(book.path);
    const open = await openTestBook(book.path);
    await adjust(open, await createCustomer(open), 1_00);
    const { receipt } = await close(open, "2026-01");
    const { canonicalText, previousHash, hash } = receipt;
    const problemIn = async (path: TestBook, proof: object = {}) => {
      const input = { receipt: { canonicalText, previousHash, hash, ...proof } };
      const { result } = await path.runJob("ledger.verify", input);
      expect(result.ok).toBe(result.receipt?.problem === null);
      return result.receipt?.problem;
    };
    expect(await problemIn(open)).toBeNull();
    expect(await problemIn(open, { hash: "0".repeat(64) })).toBe("its hash does not match its content");
    expect(await problemIn(open, { canonicalText: canonicalText.replace("10000", "20000") })).toBe(
      "its hash does not match its content",
    );
    expect(await problemIn(open, { canonicalText: "[]" })).toBe("its text is not that of a closing");
    // The copy holds by itself: nothing in it says that something came after.
    const old = await openTestBook(before);
    expect((await verified(old)).ok).toBe(true);
    expect(await problemIn(old)).toBe("the ledger ends before entry 2, which it had then");
    await adjust(old, await createCustomer(old), 1_00);
    expect(await problemIn(old)).toBe("entry 2 of the ledger is another one than it was then");
  });
});

test("a chain of attributions that was written anew together with the ids is found by the closing and by its receipt, and older closings stay good", async () => {
  const book = await createTestBook({ today: "2026-01-10" });
  const accountId = await createCustomer(book);
  await adjust(book, accountId, 100_00);
  await book.setToday("2026-02-10");
  const { receipt } = await close(book, "2026-01");
  const { canonicalText, previousHash, hash } = receipt;
  const proof = { canonicalText, previousHash, hash };
  const altered = async (alter: (database: Database.Database) => void) => {
    const copy = await openTestBook(copyOf(book.path));
    await inDatabase(copy, (database) => {
      database.pragma("foreign_keys = OFF");
      for (const table of ["ledger_entry", "entry_attribution", "period_act"])
        database.exec(`DROP TRIGGER ${table}_is_never_updated`);
      alter(database);
    });
    return openTestBook(copy.path);
  };
  await book.close();

  const reattributed = await altered((database) => {
    database.exec("UPDATE ledger_entry SET operator_id = 'opr_other'");
    const [first] = database
      .prepare("SELECT entry_sequence AS entrySequence, operator, origin FROM entry_attribution")
      .all() as { entrySequence: number; operator: string; origin: "desk" }[];
    if (!first) throw new Error("No attribution");
    const sealed = sealAttribution({ ...first, operatorId: "opr_other", approvalId: null }, emptyChain);
    database.prepare("UPDATE entry_attribution SET operator_id = 'opr_other', hash = ?").run(sealed.hash);
  });
  const problem = "attribution 1 of the list of attributions is another one than it was then";
  const { result } = await reattributed.runJob("ledger.verify", { receipt: proof });
  expect(result).toMatchObject({
    ok: false,
    firstBroken: null,
    closings: { firstBroken: { sequence: 1, problem } },
    receipt: { problem },
  });

  // As a version before 39 closed the month.
  const { attributionHeadSequence: _sequence, attributionHeadHash: _hash, ...shown } = receipt;
  const figures = figuresText(receipt.currencies);
  const oldText = canonicalPeriodActText({ ...shown, kind: "closed", reason: null, figures });
  const earlier = await altered((database) => {
    database
      .prepare("UPDATE period_act SET attribution_head_sequence = NULL, attribution_head_hash = NULL, hash = ?")
      .run(chainHash(emptyChain.hash, oldText));
  });
  const { receipt: oldReceipt } = await earlier.ask("periods.receipt", { month: "2026-01" });
  expect(oldReceipt).not.toHaveProperty("attributionHeadHash");
  expect(oldReceipt.canonicalText).toBe(oldText);
  const oldProof = {
    canonicalText: oldReceipt.canonicalText,
    previousHash: oldReceipt.previousHash,
    hash: oldReceipt.hash,
  };
  expect((await earlier.runJob("ledger.verify", { receipt: oldProof })).result).toMatchObject({
    ok: true,
    receipt: { problem: null },
  });
  // The receipt that was kept tells that the closing was put into the older form.
  expect((await earlier.runJob("ledger.verify", { receipt: proof })).result.receipt?.problem).toBe(
    "closing 1 of the list of closings is another one than it was then",
  );
});

/** A copy of a closed book's file. */
function copyOf(path: string): string {
  const copy = join(temporaryFolder(), "copy.countinghouse");
  copyFileSync(path, copy);
  return copy;
}
