import { describe, expect, test } from "vitest";
import { createTestBook } from "../../support/book.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";

describe("credit against charges", () => {
  test("A-01 credit 50, charge 20: due 0, credit left 30, paid by payer-credits without an attempt", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await adjust(book, accountId, 50_00);

    const { figures } = await book.ask("invoices.preview", { accountId });
    expect(figures).toMatchObject({
      totalMinor: 20_00,
      creditAppliedMinor: 20_00,
      dueMinor: 0,
      creditLeftMinor: 30_00,
    });

    const run = await billThrough(book, "2026-01-01");
    expect(run).toMatchObject({
      state: "complete",
      accountsDone: 1,
      accountsTotal: 1,
      totals: [{ currency: "USD", invoiceCount: 1, invoicedMinor: 20_00, creditAppliedMinor: 20_00, dueMinor: 0 }],
    });
    const [invoice] = await invoicesOf(book, accountId);
    expect(invoice).toMatchObject({
      number: "INV-000001",
      state: "paid",
      paidBy: "payer-credits",
      dueMinor: 0,
      creditLeftMinor: 30_00,
      payments: [],
    });
    expect(await creditOf(book, accountId)).toBe(30_00);
  });

  test.each([
    ["A-02 credit 15, charge 20", 15_00, 20_00, 5_00, 0],
    ["A-03 credit 0, charge 20", 0, 20_00, 20_00, null],
    ["A-08 credit 20, charge 100", 20_00, 100_00, 80_00, 0],
    ["A-10 charge 5 with credit 2", 2_00, 5_00, 3_00, 0],
    ["A-10 charge 5 with credit 5", 5_00, 5_00, 0, 0],
    ["A-10 charge 5 with credit 7", 7_00, 5_00, 0, 2_00],
  ])("%s", async (_name, creditMinor, chargeMinor, dueMinor, creditLeftMinor) => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: chargeMinor });
    if (creditMinor > 0) await adjust(book, accountId, creditMinor);
    await billThrough(book, "2026-01-01");
    const [invoice] = await invoicesOf(book, accountId);
    expect(invoice).toMatchObject({
      totalMinor: chargeMinor,
      creditAppliedMinor: chargeMinor - dueMinor,
      dueMinor,
      outstandingMinor: dueMinor,
      state: dueMinor === 0 ? "paid" : "open",
    });
    expect(await creditOf(book, accountId)).toBe(creditLeftMinor);
  });

  test("A-04 an account that never had credit has none, which is not 0; after +10 and −10 it has 0", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    expect(await creditOf(book, accountId)).toBeNull();
    expect((await book.ask("accounts.list", {})).rows[0]?.creditBalanceMinor).toBeNull();
    await adjust(book, accountId, 10_00);
    await adjust(book, accountId, -10_00);
    expect(await creditOf(book, accountId)).toBe(0);
    expect((await book.ask("accounts.list", {})).rows[0]?.creditBalanceMinor).toBe(0);
  });

  test("A-12 (credit only) the first invoice takes what it needs, the next one what is left, and the rest is due", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 100_00 });
    await adjust(book, accountId, 130_00);
    await billThrough(book, "2026-01-01");
    expect(await invoicesOf(book, accountId)).toMatchObject([{ paidBy: "payer-credits", dueMinor: 0 }]);
    await billThrough(book, "2026-02-01");
    expect(await invoicesOf(book, accountId)).toMatchObject([
      { state: "paid", dueMinor: 0 },
      { state: "open", creditAppliedMinor: 30_00, dueMinor: 70_00 },
    ]);
    expect(await creditOf(book, accountId)).toBe(0);
  });

  test("A-37 credit in EUR is not used for an invoice in USD", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await adjust(book, accountId, 50_00, "EUR");
    await billThrough(book, "2026-01-01");
    expect(await invoicesOf(book, accountId)).toMatchObject([{ creditAppliedMinor: 0, dueMinor: 20_00 }]);
    expect(await creditOf(book, accountId, "EUR")).toBe(50_00);
    expect(await creditOf(book, accountId, "USD")).toBeNull();
  });
});
