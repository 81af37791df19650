import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { accountOf, adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";

/** Issue what a preview shows. */
async function issue(book: TestBook, accountId: string) {
  const { pinnedOn, fingerprint } = await book.ask("invoices.preview", { accountId });
  return (await book.ask("invoices.issue", { accountId, pinnedOn, fingerprint })).invoice;
}

describe("invoices", () => {
  test("8.9 what is issued is what was previewed, to the last field", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await adjust(book, accountId, 15_00);
    const { figures } = await book.ask("invoices.preview", { accountId });
    expect(await issue(book, accountId)).toMatchObject(figures);
  });

  test("8.9 a preview writes nothing", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const first = await book.ask("invoices.preview", { accountId });
    expect(await book.ask("invoices.preview", { accountId })).toEqual(first);
    expect((await book.ask("invoices.list", {})).total.count).toBe(0);
  });

  test("8.9 a stale preview is refused with the fresh one, and nothing is written", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const { pinnedOn, fingerprint } = await book.ask("invoices.preview", { accountId });
    await adjust(book, accountId, 5_00);
    const refusal = await book.refusal("invoices.issue", { accountId, pinnedOn, fingerprint });
    const fresh = await book.ask("invoices.preview", { accountId });
    expect(refusal).toMatchObject({ code: "preview_stale", details: { preview: fresh } });
    expect(fresh.figures.creditAppliedMinor).toBe(5_00);
    expect((await book.ask("invoices.list", {})).total.count).toBe(0);
  });

  test("8.9 of two windows that confirm one preview, the second gets a stale preview", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const { pinnedOn, fingerprint } = await book.ask("invoices.preview", { accountId });
    await book.ask("invoices.issue", { accountId, pinnedOn, fingerprint });
    const refusal = await book.refusal("invoices.issue", { accountId, pinnedOn, fingerprint });
    expect(refusal.code).toBe("preview_stale");
    expect(await invoicesOf(book, accountId)).toHaveLength(1);
  });

  test("an account on the free plan has nothing to invoice", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    expect((await book.refusal("invoices.preview", { accountId })).code).toBe("nothing_to_invoice");
    expect((await book.refusal("invoices.preview", { accountId: "org_nobody" })).code).toBe("account_not_found");
  });

  test("9.2 the manual gateway leaves the amount open until payments are recorded, in parts if need be", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const { id: invoiceId } = await issue(book, accountId);
    const pay = (amountMinor: number) =>
      book.ask("invoices.recordPayment", { invoiceId, amountMinor, receivedOn: "2026-01-10", reference: "Wire 77" });
    expect((await pay(5_00)).invoice).toMatchObject({ state: "open", outstandingMinor: 15_00, paidBy: null });
    expect(await accountOf(book, accountId)).toMatchObject({ openInvoiceCount: 1, openDueMinor: 15_00 });
    expect((await pay(15_00)).invoice).toMatchObject({
      state: "paid",
      outstandingMinor: 0,
      paidBy: "manual",
      paidOn: "2026-01-10",
      payments: [{ amountMinor: 5_00, reference: "Wire 77" }, { amountMinor: 15_00 }],
    });
    expect(await accountOf(book, accountId)).toMatchObject({ openInvoiceCount: 0, openDueMinor: 0 });
  });

  test("9.2 a payment beyond what is due, or for an invoice that is not open, is refused and changes nothing", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const { id: invoiceId } = await issue(book, accountId);
    const payment = { invoiceId, amountMinor: 20_01, receivedOn: "2026-01-10" };
    expect(await book.refusal("invoices.recordPayment", payment)).toMatchObject({
      code: "payment_exceeds_due",
      details: { outstandingMinor: 20_00 },
    });
    const ahead = { ...payment, amountMinor: 20_00, receivedOn: "2026-02-01" };
    expect((await book.refusal("invoices.recordPayment", ahead)).code).toBe("payment_in_future");
    await book.ask("invoices.recordPayment", { ...payment, amountMinor: 20_00 });
    expect((await book.refusal("invoices.recordPayment", { ...payment, amountMinor: 1 })).code).toBe(
      "invoice_not_open",
    );
    expect((await book.refusal("invoices.recordPayment", { ...payment, invoiceId: "inv_none" })).code).toBe(
      "invoice_not_found",
    );
    expect((await book.ask("invoices.get", { invoiceId })).payments).toHaveLength(1);
  });

  test("an open invoice is past due once the book's day is after its due date", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await billThrough(book, "2026-01-01");
    await book.setToday("2026-01-15");
    expect((await accountOf(book, accountId)).pastDueMinor).toBe(0);
    await book.setToday("2026-01-16");
    expect((await accountOf(book, accountId)).pastDueMinor).toBe(20_00);
    const isPastDue = { filters: { isPastDue: true } };
    expect((await book.ask("accounts.list", isPastDue)).rows).toMatchObject([{ id: accountId, pastDueMinor: 20_00 }]);
    expect((await book.ask("invoices.list", { isPastDue: true })).rows).toMatchObject([
      { isPastDue: true, dueOn: "2026-01-15" },
    ]);
  });

  test("6.5 dates are civil: an account in another time zone is billed on the same days, whatever the clocks do", async () => {
    const money = [];
    for (const timeZone of ["UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"]) {
      const book = await createTestBook({ timeZone });
      const accountId = await createCustomer(book, { feeMinor: 20_00, timeZone, startOn: "2026-01-31" });
      await adjust(book, accountId, 50_00);
      await billThrough(book, "2026-05-01");
      const invoices = await invoicesOf(book, accountId);
      money.push(
        invoices.map(({ issuedOn, totalMinor, creditAppliedMinor }) => [issuedOn, totalMinor, creditAppliedMinor]),
      );
    }
    expect(new Set(money.map((figures) => JSON.stringify(figures))).size).toBe(1);
  });

  test("pages follow each other without losing or repeating an invoice, and a made-up cursor is refused", async () => {
    const book = await createTestBook({ today: "2026-07-01" });
    const accountId = await createCustomer(book, { feeMinor: 1_00 });
    await billThrough(book, "2026-07-01");
    for (const scope of [{}, { accountId }, { state: "open" }, { search: "INV" }, { isPastDue: true }] as const) {
      const whole = (await book.ask("invoices.list", scope)).rows.map((row) => row.number);
      const paged: string[] = [];
      let after: string | null = null;
      do {
        const page: { rows: { number: string }[]; nextCursor: string | null } = await book.ask("invoices.list", {
          ...scope,
          after,
          limit: 3,
        });
        paged.push(...page.rows.map((row) => row.number));
        after = page.nextCursor;
      } while (after !== null);
      expect(paged).toEqual(whole);
      const skipped = await book.ask("invoices.list", { ...scope, skip: 2, limit: 2 });
      expect(skipped.rows.map((row) => row.number)).toEqual(whole.slice(2, 4));
    }
    for (const after of ["nonsense", "-1", "1e3", ""]) {
      expect((await book.refusal("invoices.list", { after })).code).toBe("invalid_input");
    }
  });

  test("8.3 credit used by an invoice is one ledger entry that names it", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await adjust(book, accountId, 50_00);
    const invoice = await issue(book, accountId);
    const { rows } = await book.ask("ledger.list", { accountId });
    expect(rows.filter((row) => row.sourceType === "invoice_applied")).toMatchObject([
      {
        id: invoice.creditEntries[0]?.id,
        sourceId: invoice.id,
        invoiceNumber: invoice.number,
        amountMinor: -20_00,
        origin: "billing",
      },
    ]);
    const entry = await book.ask("ledger.get", { entryId: invoice.creditEntries[0]?.id ?? "" });
    expect(entry).toMatchObject({ invoiceId: invoice.id, isReversible: false });
    expect((await book.refusal("credits.reverse", { entryId: entry.entry.id })).code).toBe("entry_not_reversible");
    expect(await creditOf(book, accountId)).toBe(30_00);
  });
});
