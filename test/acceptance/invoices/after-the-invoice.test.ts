import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { InvoiceView } from "../../../src/shared/contract/invoice-view.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice, liveUntil } from "../../support/collection.ts";
import {
  accountOf,
  adjust,
  billThrough,
  createCustomer,
  creditOf,
  invoicesOf,
  payOpen,
} from "../../support/company.ts";

async function verified(book: TestBook): Promise<void> {
  expect((await book.runJob("ledger.verify", {})).result.firstBroken).toBeNull();
}

/** Change an annual subscription to the month, now, on its first day; the rest of the year is given back. */
async function changeToMonthly(book: TestBook, accountId: string): Promise<InvoiceView> {
  const { subscription } = await book.ask("subscriptions.get", { accountId });
  const change = { type: "plan", planId: subscription?.planId ?? "", period: "month", timing: "now" } as const;
  const { pinnedOn, fingerprint } = await book.ask("subscriptions.previewChange", { accountId, change });
  const { invoice } = await book.ask("subscriptions.change", { accountId, change, pinnedOn, fingerprint });
  if (!invoice) throw new Error("The change made no invoice");
  return invoice;
}

describe("applying credit to open invoices (BEHAVIOUR 8.7)", () => {
  test("A-11 credit that is added later pays an open invoice when it is applied, and the invoice's total stays", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 300_00 });
    await billThrough(book, "2026-01-01");
    await adjust(book, accountId, 200_00);
    expect(await invoicesOf(book, accountId)).toMatchObject([{ creditAppliedMinor: 0, dueMinor: 300_00 }]);
    const [invoice] = await invoicesOf(book, accountId);
    const { applied } = await book.ask("credits.applyToOpenInvoices", { accountId });
    expect(applied).toEqual([
      {
        invoiceId: invoice?.id,
        invoiceNumber: "INV-000001",
        currency: "USD",
        amountMinor: 200_00,
        outstandingMinor: 100_00,
      },
    ]);
    expect(await invoicesOf(book, accountId)).toMatchObject([
      { state: "open", totalMinor: 300_00, creditAppliedMinor: 200_00, dueMinor: 100_00, outstandingMinor: 100_00 },
    ]);
    expect(await creditOf(book, accountId)).toBe(0);
    await verified(book);
  });

  test("A-14 what is left after the open invoice stays for the next renewal", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 249_95 });
    await billThrough(book, "2026-01-01");
    await adjust(book, accountId, 1000_00);
    await book.ask("credits.applyToOpenInvoices", { accountId });
    await billThrough(book, "2026-02-01");
    expect(await invoicesOf(book, accountId)).toMatchObject([
      { state: "paid", paidBy: "payer-credits", paidOn: "2026-01-01", outstandingMinor: 0 },
      { state: "paid", dueMinor: 0 },
    ]);
    expect(await creditOf(book, accountId)).toBe(500_10);
    await verified(book);
  });

  test("A-27 credit pays two open invoices, oldest first, and the subscription is not past due any more", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 249_95 });
    await billThrough(book, "2026-02-01");
    await liveUntil(book, "2026-03-31");
    expect((await accountOf(book, accountId)).subscription?.status).toBe("past_due");
    await adjust(book, accountId, 300_00);
    const { applied } = await book.ask("credits.applyToOpenInvoices", { accountId });
    expect(applied.map((each) => [each.invoiceNumber, each.amountMinor])).toEqual([
      ["INV-000001", 249_95],
      ["INV-000002", 50_05],
    ]);
    expect(await accountOf(book, accountId)).toMatchObject({
      pastDueMinor: 199_90,
      subscription: { status: "past_due" },
    });
    await adjust(book, accountId, 199_90);
    await book.ask("credits.applyToOpenInvoices", { accountId });
    expect(await accountOf(book, accountId)).toMatchObject({
      openInvoiceCount: 0,
      openDueMinor: 0,
      pastDueMinor: 0,
      subscription: { status: "active" },
    });
    await verified(book);
  });

  test("A-18 credit is not used for an invoice that was given up", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 10_00 });
    await billThrough(book, "2026-01-01");
    const [invoice] = await invoicesOf(book, accountId);
    const invoiceId = invoice?.id ?? "";
    const { invoice: givenUp } = await book.ask("invoices.markUncollectible", { invoiceId });
    expect(givenUp).toMatchObject({ state: "uncollectible", outstandingMinor: 10_00 });
    await adjust(book, accountId, 10_00);
    expect((await book.refusal("credits.applyToOpenInvoices", { accountId })).code).toBe("nothing_to_apply");
    expect(await creditOf(book, accountId)).toBe(10_00);
    expect((await book.refusal("invoices.markUncollectible", { invoiceId })).code).toBe("invoice_not_open");
  });

  test("credit of another currency is not used, and nothing to apply is said, not done silently", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    expect((await book.refusal("credits.applyToOpenInvoices", { accountId })).code).toBe("nothing_to_apply");
    await billThrough(book, "2026-01-01");
    await adjust(book, accountId, 50_00, "EUR");
    expect((await book.refusal("credits.applyToOpenInvoices", { accountId })).code).toBe("nothing_to_apply");
    expect(await creditOf(book, accountId, "EUR")).toBe(50_00);
  });

  test("the same key applies once, however much credit has come since", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 100_00 });
    await billThrough(book, "2026-01-01");
    await adjust(book, accountId, 10_00);
    const input = { accountId, idempotencyKey: "apply" };
    const first = await book.ask("credits.applyToOpenInvoices", input);
    await adjust(book, accountId, 10_00);
    expect(await book.ask("credits.applyToOpenInvoices", input)).toEqual(first);
    expect(await creditOf(book, accountId)).toBe(10_00);
  });
});

describe("voiding an invoice (BEHAVIOUR 9.4)", () => {
  test("A-55 returns the credit it used, once", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 40_00 });
    await adjust(book, accountId, 15_00);
    await billThrough(book, "2026-01-01");
    expect(await creditOf(book, accountId)).toBe(0);
    const [invoice] = await invoicesOf(book, accountId);
    const invoiceId = invoice?.id ?? "";
    const usedBy = invoice?.creditEntries[0]?.id;
    const voided = await book.ask("invoices.void", { invoiceId, note: "Billed by mistake" });
    expect(voided.invoice).toMatchObject({
      state: "void",
      number: "INV-000001",
      outstandingMinor: 0,
      creditAppliedMinor: 15_00,
      voidNote: "Billed by mistake",
    });
    expect(await creditOf(book, accountId)).toBe(15_00);
    expect((await book.refusal("invoices.void", { invoiceId })).code).toBe("invoice_not_open");
    expect(await creditOf(book, accountId)).toBe(15_00);
    const [entry] = (await book.ask("ledger.list", { accountId })).rows;
    expect(entry).toMatchObject({
      sourceType: "invoice_returned",
      sourceId: invoiceId,
      amountMinor: 15_00,
      note: "Billed by mistake",
      reversesEntryId: usedBy,
      invoiceNumber: "INV-000001",
    });
    expect(await book.ask("ledger.get", { entryId: usedBy ?? "" })).toMatchObject({
      reversedByEntryId: entry?.id,
      isReversible: false,
    });
    expect(await accountOf(book, accountId)).toMatchObject({ openInvoiceCount: 0, openDueMinor: 0 });
    await verified(book);
  });

  test("returns entry by entry what was used at once and later", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 40_00 });
    await adjust(book, accountId, 15_00);
    await billThrough(book, "2026-01-01");
    await adjust(book, accountId, 5_00);
    await book.ask("credits.applyToOpenInvoices", { accountId });
    const [invoice] = await invoicesOf(book, accountId);
    await book.ask("invoices.void", { invoiceId: invoice?.id ?? "" });
    const { rows } = await book.ask("ledger.list", { accountId, filters: { sourceTypes: ["invoice_returned"] } });
    expect(rows.map((row) => row.amountMinor)).toEqual([5_00, 15_00]);
    expect(await creditOf(book, accountId)).toBe(20_00);
    await verified(book);
  });

  test("A-12 of 130.00, invoices of 100.00 and 50.00: voiding the second returns 30.00, a note for the first 100.00", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 130_00);
    const first = await issueInvoice(book, accountId, [{ unitMinor: 100_00 }]);
    const second = await issueInvoice(book, accountId, [{ unitMinor: 50_00 }]);
    expect([first, second]).toMatchObject([
      { paidBy: "payer-credits", creditAppliedMinor: 100_00, dueMinor: 0 },
      { state: "open", creditAppliedMinor: 30_00, dueMinor: 20_00 },
    ]);
    await book.ask("invoices.void", { invoiceId: second.id });
    expect(await creditOf(book, accountId)).toBe(30_00);
    const lines = [{ position: 1, amountMinor: 100_00 }];
    const note = { invoiceId: first.id, lines, destination: "credit" } as const;
    const { fingerprint } = await book.ask("creditNotes.preview", note);
    await book.ask("creditNotes.issue", { ...note, fingerprint });
    expect(await creditOf(book, accountId)).toBe(130_00);
    await verified(book);
  });

  test("an invoice that was given up is voided like an open one", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 40_00 });
    await adjust(book, accountId, 15_00);
    await billThrough(book, "2026-01-01");
    const [invoice] = await invoicesOf(book, accountId);
    await book.ask("invoices.markUncollectible", { invoiceId: invoice?.id ?? "" });
    expect(await creditOf(book, accountId)).toBe(0);
    await book.ask("invoices.void", { invoiceId: invoice?.id ?? "" });
    expect(await creditOf(book, accountId)).toBe(15_00);
    await verified(book);
  });

  test("a paid invoice, and one that money was received for, are not voided", async () => {
    const book = await createTestBook();
    const paidByCredit = await createCustomer(book, { feeMinor: 20_00 });
    const partlyPaid = await createCustomer(book, { feeMinor: 20_00 });
    await adjust(book, paidByCredit, 20_00);
    await billThrough(book, "2026-01-01");
    const [paid] = await invoicesOf(book, paidByCredit);
    expect((await book.refusal("invoices.void", { invoiceId: paid?.id })).code).toBe("invoice_not_open");
    const [open] = await invoicesOf(book, partlyPaid);
    const payment = { invoiceId: open?.id ?? "", amountMinor: 5_00, receivedOn: "2026-01-01" };
    await book.ask("invoices.recordPayment", payment);
    expect((await book.refusal("invoices.void", { invoiceId: open?.id })).code).toBe("invoice_has_payments");
    expect((await book.refusal("invoices.void", { invoiceId: "inv_none" })).code).toBe("invoice_not_found");
    await verified(book);
  });

  test("9.5 an invoice that only created credit is voided by taking that credit back, unless it is spent", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 249_95, annualMonthlyMinor: 200_00, period: "annual" });
    await billThrough(book, "2026-01-01");
    await payOpen(book, accountId);
    const created = await changeToMonthly(book, accountId);
    expect(created).toMatchObject({ state: "paid", totalMinor: 0, creditCreatedMinor: 2150_05 });
    await adjust(book, accountId, 1_00);
    await adjust(book, accountId, -1_00);
    const refused = await book.refusal("invoices.void", { invoiceId: created.id });
    expect(refused).toMatchObject({ code: "credit_already_spent", details: { shortfallMinor: 1_00, currency: "USD" } });
    expect(refused.message).toContain("1.00");
    expect(await creditOf(book, accountId)).toBe(2150_05);
    await verified(book);
  });

  test("9.5 credit that nobody used goes back with the invoice that created it, once", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 249_95, annualMonthlyMinor: 200_00, period: "annual" });
    await billThrough(book, "2026-01-01");
    await payOpen(book, accountId);
    const created = await changeToMonthly(book, accountId);
    await adjust(book, accountId, 7_00);
    const { invoice } = await book.ask("invoices.void", { invoiceId: created.id });
    expect(invoice.state).toBe("void");
    expect(await creditOf(book, accountId)).toBe(7_00);
    const [entry] = (await book.ask("ledger.list", { accountId })).rows;
    expect(entry).toMatchObject({
      sourceType: "reversal",
      amountMinor: -2150_05,
      reversesEntryId: created.creditEntries[0]?.id,
    });
    expect((await book.refusal("invoices.void", { invoiceId: created.id })).code).toBe("invoice_not_open");
    await verified(book);
  });

  test("property 4: issue, apply and void leave no net change, whatever the amounts", async () => {
    const book = await createTestBook();
    const amount = fc.integer({ min: 1, max: 50_000 });
    await fc.assert(
      fc.asyncProperty(amount, amount, amount, async (feeMinor, creditMinor, laterMinor) => {
        fc.pre(creditMinor < feeMinor);
        const accountId = await createCustomer(book, { feeMinor });
        await adjust(book, accountId, creditMinor);
        const { pinnedOn, fingerprint } = await book.ask("invoices.preview", { accountId });
        const { invoice } = await book.ask("invoices.issue", { accountId, pinnedOn, fingerprint });
        await adjust(book, accountId, laterMinor);
        if (creditMinor + laterMinor < feeMinor) await book.ask("credits.applyToOpenInvoices", { accountId });
        await book.ask("invoices.void", { invoiceId: invoice.id });
        expect(await creditOf(book, accountId)).toBe(creditMinor + laterMinor);
      }),
      { numRuns: 40 },
    );
    await verified(book);
  });
});
