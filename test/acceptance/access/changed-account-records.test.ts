import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { verifyClosedBook } from "../../../src/main/engine/handlers/ledger/verify-ledger.ts";
import { foundInLogAfter } from "../../support/altered-book.ts";
import { createTestBook } from "../../support/book.ts";
import { billThrough, createCustomer } from "../../support/company.ts";
import { changeSubscription, createPlan, seatsAt, subscribed } from "../../support/subscriptions.ts";

/** An account with everything that hangs on one, and one that is on the free plan. */
async function bookOfAccounts() {
  const book = await createTestBook();
  const { taxRateId } = await book.ask("taxRates.create", { name: "Standard", ratePartsPerMillion: 190_000 });
  const { discountId } = await book.ask("discounts.create", { name: "A fifth", partsPerMillion: 200_000 });
  const planId = await createPlan(book, { monthlyMinor: 20_00, annualMonthlyMinor: 15_00, seatPrice: seatsAt(3_00) });
  const cheap = { planId, currency: "USD", description: "For friends", monthlyMinor: 1_00, seatPrice: seatsAt(1) };
  const { priceId } = await book.ask("prices.create", { ...cheap, isDefault: false });
  const accountId = await subscribed(book, planId, { startOn: "2026-01-01", seats: 3 });
  await book.ask("accounts.update", { accountId, taxRateId, paymentTermsDays: 30 });
  await book.ask("accounts.update", { accountId, billingName: "Globex AG" });
  await changeSubscription(book, accountId, { type: "add_discount", discountId });
  const pay = { accountId, kind: "card", gateway: "test" } as const;
  const { paymentMethodId: firstId } = await book.ask("paymentMethods.add", { ...pay, token: "4242424242424242" });
  const { paymentMethodId } = await book.ask("paymentMethods.add", { ...pay, token: "4000000000000002" });
  const charge = { accountId, description: "Setup", quantity: 1, unitMinor: 90_00, currency: "USD" };
  const { chargeId } = await book.ask("invoices.addCharge", charge);
  const { chargeId: removedId } = await book.ask("invoices.addCharge", charge);
  await book.ask("invoices.removeCharge", { chargeId: removedId });
  const freeId = await createCustomer(book);
  await book.close();
  return { path: book.path, accountId, freeId, priceId, firstId, paymentMethodId, chargeId, removedId };
}

const differs = (field: string, of: string) => `"${field}" of ${of} is not what it tells`;

test("how an account is billed, how it pays and what it subscribes to is found at the act that tells of it, where it was changed behind the application's back", async () => {
  const { path, accountId, freeId, priceId, firstId, paymentMethodId, chargeId, removedId } = await bookOfAccounts();
  const database = new Database(path, { readonly: true });
  const itemId = database.prepare("SELECT id FROM subscription_item").pluck().get() as string;
  database.close();
  const ofAccount = `WHERE id = '${accountId}'`;
  const newItem = (account: string) =>
    `INSERT INTO subscription_item (id, subscription_id, account_id, price_id, period, seats, status, started_on, anchor_on,
       next_period_index, next_billing_on, created_at_ms)
     SELECT 'item_new', subscription_id, ${account}, price_id, period, seats, 'active', started_on, anchor_on, next_period_index,
       next_billing_on, created_at_ms FROM subscription_item`;
  const cases: readonly (readonly [sql: string, act: string, problem: string])[] = [
    [`UPDATE account SET tax_rate_id = NULL ${ofAccount}`, "accounts.update", differs("taxRateId", accountId)],
    [`UPDATE account SET is_tax_exempt = 1 ${ofAccount}`, "accounts.create", differs("isTaxExempt", accountId)],
    [
      `UPDATE account SET payment_terms_days = 365 ${ofAccount}`,
      "accounts.update",
      differs("paymentTermsDays", accountId),
    ],
    [`UPDATE account SET billing_name = 'Me' ${ofAccount}`, "accounts.update", differs("billingName", accountId)],
    [`UPDATE account SET currency = 'JPY' WHERE id = '${freeId}'`, "accounts.create", differs("currency", freeId)],
    [`UPDATE account SET name = 'Initech' WHERE id = '${freeId}'`, "accounts.create", differs("name", freeId)],
    [
      `UPDATE payment_method SET token = '4242424242424242' WHERE id = '${paymentMethodId}'`,
      "paymentMethods.add",
      differs("tokenDigest", paymentMethodId),
    ],
    [
      `UPDATE payment_method SET gateway = 'manual' WHERE id = '${firstId}'`,
      "paymentMethods.add",
      differs("gateway", firstId),
    ],
    [
      `UPDATE payment_method SET is_default = 0; UPDATE payment_method SET is_default = 1 WHERE id = '${firstId}'`,
      "paymentMethods.add",
      differs("defaultPaymentMethodId", accountId),
    ],
    [
      `INSERT INTO payment_method SELECT 'pm_new', '${freeId}', gateway, token, label, is_default, created_at_ms, kind, removed_at_ms
       FROM payment_method WHERE is_default = 1`,
      "accounts.create",
      differs("defaultPaymentMethodId", freeId),
    ],
    [
      `UPDATE payment_method SET removed_at_ms = 1, is_default = 0 WHERE id = '${firstId}'`,
      "paymentMethods.add",
      `the record ${firstId} that it tells of is not there`,
    ],
    [
      `UPDATE pending_charge SET unit_minor = 1 WHERE id = '${chargeId}'`,
      "invoices.addCharge",
      differs("unitMinor", chargeId),
    ],
    [
      `UPDATE pending_charge SET removed_at_ms = NULL WHERE id = '${removedId}'`,
      "invoices.removeCharge",
      differs("removedAtMs", removedId),
    ],
    [
      `DELETE FROM pending_charge WHERE id = '${chargeId}'`,
      "invoices.addCharge",
      `the record ${chargeId} that it tells of`,
    ],
    [`UPDATE subscription_item SET price_id = '${priceId}'`, "subscriptions.create", differs("priceId", accountId)],
    ["UPDATE subscription_item SET period = 'annual'", "subscriptions.create", differs("period", accountId)],
    [
      "UPDATE subscription_item SET earlier_seats = 'none'",
      "subscriptions.change",
      `the record ${accountId} cannot be read`,
    ],
    ["UPDATE subscription_item SET seats = 1", "subscriptions.create", differs("seats", accountId)],
    ["UPDATE subscription_item SET next_seats = 1", "subscriptions.create", differs("nextSeats", accountId)],
    [
      "UPDATE subscription_item SET trial_ends_on = '2027-01-01'",
      "subscriptions.create",
      differs("trialEndsOn", accountId),
    ],
    ["UPDATE discount SET name = 'Half'", "discounts.create", '"name" of'],
    [
      `UPDATE subscription_item SET status = 'ended'; ${newItem("account_id")}`,
      "subscriptions.create",
      differs("id", accountId),
    ],
    [newItem(`'${freeId}'`), "accounts.create", "the log does not tell of the record item_new"],
    [`UPDATE plan SET default_price_id = '${priceId}' WHERE is_free = 0`, "plans.create", `"price" of`],
  ];
  expect(foundInLogAfter(path, `SELECT '${itemId}'`)).toEqual({ act: undefined, problem: undefined });
  for (const [sql, act, problem] of cases) {
    const found = foundInLogAfter(path, sql);
    expect({ sql, ...found }).toEqual({ sql, act, problem: expect.stringContaining(problem) });
  }
});

test("what a billing run and an import make of accounts, and people of their methods and prices, is found to be as it was told", async () => {
  const book = await createTestBook();
  const slug = "small";
  const small = await createPlan(book, {
    slug,
    monthlyMinor: 20_00,
    annualMonthlyMinor: 15_00,
    seatPrice: seatsAt(3_00),
  });
  const large = await createPlan(book, { monthlyMinor: 50_00, seatPrice: seatsAt(5_00), trialDays: 14 });
  const { discountId } = await book.ask("discounts.create", { name: "Once", partsPerMillion: 200_000, periods: 1 });
  const accountId = await subscribed(book, small, { startOn: "2026-01-01", seats: 5 });
  await changeSubscription(book, accountId, { type: "add_discount", discountId });
  await changeSubscription(book, accountId, { type: "seats", seats: 2 });
  await billThrough(book, "2026-02-01");
  await changeSubscription(book, accountId, { type: "plan", planId: large, period: "month", timing: "period_end" });
  await changeSubscription(book, accountId, { type: "seats", seats: 7 });
  await billThrough(book, "2026-03-01");
  await changeSubscription(book, accountId, { type: "seats", seats: 4 });
  await billThrough(book, "2026-04-01");
  await changeSubscription(book, accountId, { type: "plan", planId: small, period: "annual", timing: "now" });
  await changeSubscription(book, accountId, { type: "cancel", timing: "period_end" });
  const add = { accountId, kind: "card", gateway: "test" } as const;
  const { paymentMethodId } = await book.ask("paymentMethods.add", { ...add, token: "4242424242424242" });
  await book.ask("paymentMethods.add", { ...add, token: "4000000000000002" });
  await book.ask("paymentMethods.setDefault", { paymentMethodId });
  await book.ask("paymentMethods.remove", { paymentMethodId });
  const price = { planId: large, currency: "USD", description: "New", monthlyMinor: 60_00, seatPrice: seatsAt(6_00) };
  await book.ask("prices.create", { ...price, isDefault: true });
  const trying = await createCustomer(book);
  await book.ask("subscriptions.create", {
    accountId: trying,
    planId: large,
    period: "month",
    startOn: "2026-01-01",
    seats: 1,
  });
  await changeSubscription(book, trying, { type: "cancel", timing: "now" });
  const files = [
    {
      kind: "subscriptions" as const,
      name: "subscriptions.csv",
      text: `account,plan,period,start_on,seats\n${trying},${slug},month,2026-01-01,3\n`,
    },
  ];
  await book.runJob("accounts.import", { files, mode: "write" });
  await book.close();
  expect(verifyClosedBook(book.path)).toMatchObject({ ok: true, audit: { firstBroken: null } });
});
