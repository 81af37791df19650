import { expect, test } from "vitest";
import { createTestBook } from "../../support/book.ts";
import { billThrough, createCustomer } from "../../support/company.ts";

test("revenue that belongs to no plan comes before that of plans, wherever the book is", async () => {
  const book = await createTestBook({ today: "2026-01-01" });
  await createCustomer(book, { feeMinor: 40_00 });
  const charged = await createCustomer(book);
  const charge = { accountId: charged, description: "Setup", unitMinor: 15_00, currency: "USD" };
  await book.ask("invoices.addCharge", charge);
  await billThrough(book, "2026-01-01");
  const { rows } = await book.ask("reports.revenue", { fromOn: "2026-01-01", throughOn: "2026-01-31" });
  expect(rows.map(({ planName, revenueMinor }) => [planName, revenueMinor])).toEqual([
    [null, 15_00],
    ["Team", 40_00],
  ]);
});
