import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice, taxOf } from "../../support/collection.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";

/** One organization that is taxed, on a plan of its own, through the import that gives an account its rate. */
async function taxedCustomer(book: TestBook, feeText: string, taxRatePercent: string): Promise<string> {
  const { result } = await book.runJob("accounts.import", {
    mode: "write",
    files: [
      {
        kind: "plans",
        name: "plans.csv",
        text: `slug,name,for,currency,monthly_fee\nteam,Team,organization,USD,${feeText}`,
      },
      {
        kind: "organizations",
        name: "organizations.csv",
        text: `id,name,slug,tax_rate_percent\norg_1,Globex,globex,${taxRatePercent}`,
      },
      {
        kind: "subscriptions",
        name: "subscriptions.csv",
        text: "account,plan,period,start_on\norg_1,team,month,2026-01-01",
      },
    ],
  });
  expect(result.outcome).toBe("written");
  return "org_1";
}

describe("tax (BEHAVIOUR 8.1, 8.2)", () => {
  test("A-20 credit 100, charge 29.95 + tax 1.00: 30.95 used, 69.05 left", async () => {
    const book = await createTestBook();
    const accountId = await taxedCustomer(book, "29.95", "3.34");
    await adjust(book, accountId, 100_00);
    await billThrough(book, "2026-01-01");
    expect(await invoicesOf(book, accountId)).toMatchObject([
      {
        subtotalMinor: 29_95,
        taxMinor: 1_00,
        totalMinor: 30_95,
        creditAppliedMinor: 30_95,
        dueMinor: 0,
        state: "paid",
      },
    ]);
    expect(await creditOf(book, accountId)).toBe(69_05);
  });

  test("A-36 of 39.00, 14.29 + 24 % uses 17.72 and leaves 21.28, then 14.27 + 24 % uses 17.69 and leaves 3.59", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const taxRateId = await taxOf(book, 24);
    await adjust(book, accountId, 39_00);
    for (const [unitMinor, usedMinor, leftMinor] of [
      [14_29, 17_72, 21_28],
      [14_27, 17_69, 3_59],
    ] as const) {
      const invoice = await issueInvoice(book, accountId, [{ unitMinor, taxRateId }]);
      expect(invoice).toMatchObject({ totalMinor: usedMinor, creditAppliedMinor: usedMinor, dueMinor: 0 });
      expect(await creditOf(book, accountId)).toBe(leftMinor);
    }
  });

  test("A-80 tax that falls on half a cent is rounded up: 12.5 % of 1.00 is 0.13", async () => {
    const book = await createTestBook();
    const accountId = await taxedCustomer(book, "1.00", "12.5");
    expect((await book.ask("invoices.preview", { accountId })).figures).toMatchObject({
      taxes: [{ ratePartsPerMillion: 125_000, baseMinor: 1_00, taxMinor: 13 }],
      lines: [{ netMinor: 1_00, taxMinor: 13 }],
      totalMinor: 1_13,
    });
  });

  test("credit does not change the tax base", async () => {
    const book = await createTestBook();
    const accountId = await taxedCustomer(book, "100.00", "10");
    const before = await book.ask("invoices.preview", { accountId });
    await adjust(book, accountId, 40_00);
    const after = await book.ask("invoices.preview", { accountId });
    expect(after.figures.taxes).toEqual(before.figures.taxes);
    expect(after.figures).toMatchObject({ totalMinor: 110_00, creditAppliedMinor: 40_00, dueMinor: 70_00 });
  });
});
