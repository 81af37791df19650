import { expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { billThrough, invoicesOf } from "../../support/company.ts";

/** A user whose invoices are charged to a card of the test gateway. */
async function cardHolder(book: TestBook, card: string): Promise<string> {
  await book.runJob("accounts.import", {
    mode: "write",
    files: [
      { kind: "plans", name: "plans.csv", text: "slug,name,for,currency,monthly_fee\npro,Pro,user,USD,20" },
      { kind: "users", name: "users.csv", text: `id,name,email,payment_method\nuser_1,Ada,ada@example.com,${card}` },
      {
        kind: "subscriptions",
        name: "subscriptions.csv",
        text: "account,plan,period,start_on\nuser_1,pro,month,2026-01-01",
      },
    ],
  });
  return "user_1";
}

test.each([
  ["test_success", "paid", "succeeded", 0],
  ["test_declined", "open", "failed", 20_00],
  ["test_needs_action", "open", "requires_action", 20_00],
])("9.2 the card %s leaves the invoice %s after an attempt that %s", async (card, state, status, outstandingMinor) => {
  const book = await createTestBook();
  const accountId = await cardHolder(book, card);
  await billThrough(book, "2026-01-01");
  expect(await invoicesOf(book, accountId)).toMatchObject([
    { state, outstandingMinor, payments: [{ gateway: "test", status, amountMinor: 20_00 }] },
  ]);
  // Whatever screen shows the account or a preview can say that no real money moves.
  expect((await book.ask("accounts.get", { accountId })).usesTestGateway).toBe(true);
  expect((await book.ask("invoices.preview", { accountId })).usesTestGateway).toBe(true);
});

test("9.3 a declined payment leaves the credit applied, and an operator can record the money instead", async () => {
  const book = await createTestBook({ today: "2026-01-03" });
  const accountId = await cardHolder(book, "test_declined");
  await book.ask("credits.adjust", {
    accountId,
    action: "increase",
    amountMinor: 5_00,
    currency: "USD",
    reasonCode: "courtesy",
  });
  await billThrough(book, "2026-01-01");
  const [invoice] = await invoicesOf(book, accountId);
  expect(invoice).toMatchObject({ state: "open", creditAppliedMinor: 5_00, outstandingMinor: 15_00 });
  const payment = { invoiceId: invoice?.id ?? "", amountMinor: 15_00, receivedOn: "2026-01-03" };
  expect((await book.ask("invoices.recordPayment", payment)).invoice).toMatchObject({
    state: "paid",
    paidBy: "manual",
  });
});
