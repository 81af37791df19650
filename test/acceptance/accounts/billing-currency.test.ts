import { describe, expect, test } from "vitest";
import { createTestBook } from "../../support/book.ts";
import { accountOf, adjust, billThrough, createCustomer, creditOf } from "../../support/company.ts";
import { changeSubscription, createPlan, issueNext } from "../../support/subscriptions.ts";

describe("an account's billing currency (BEHAVIOUR 2.1)", () => {
  test("can be another one until there is an invoice or a subscription, and credit stays as it is", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 20_00);
    await adjust(book, accountId, 7_000, "JPY");
    expect(await accountOf(book, accountId)).toMatchObject({ currency: "USD", isCurrencyFixed: false });

    await book.ask("accounts.update", { accountId, currency: "EUR" });
    const account = await accountOf(book, accountId);
    expect(account.currency).toBe("EUR");
    expect(account.balances.map(({ currency, ledgerMinor }) => [currency, ledgerMinor])).toEqual([
      ["JPY", 7_000],
      ["USD", 20_00],
    ]);
    const rowOf = async () => (await book.ask("accounts.list", { search: accountId })).rows[0];
    expect(await rowOf()).toMatchObject({ currency: "EUR", creditBalanceMinor: null, nextChargeMinor: null });
    await adjust(book, accountId, 3_00, "EUR");
    expect(await rowOf()).toMatchObject({ creditBalanceMinor: 3_00 });
    await book.ask("accounts.update", { accountId, currency: "JPY" });
    expect(await rowOf()).toMatchObject({ currency: "JPY", creditBalanceMinor: 7_000 });
    const inYen = await book.ask("accounts.list", { filters: { currency: "JPY" } });
    expect(inYen.rows.map(({ id }) => id)).toEqual([accountId]);

    // It is then billed in it, and only credit in it pays.
    const planId = await createPlan(book, { monthlyMinor: 9_000, currency: "JPY" });
    await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-01" });
    await billThrough(book, "2026-01-01");
    expect(await creditOf(book, accountId, "JPY")).toBe(0);
    expect(await creditOf(book, accountId)).toBe(20_00);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });

  test("is fixed by a subscription, in a trial as well, and by an invoice in whatever state", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 30_00, trialDays: 14 });
    const trying = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId: trying, planId, period: "month", startOn: "2026-01-01" });
    const invoiced = await createCustomer(book, { feeMinor: 10_00 });
    const { id: invoiceId } = await issueNext(book, invoiced);
    await changeSubscription(book, invoiced, { type: "cancel", timing: "now" });
    await book.ask("invoices.void", { invoiceId });
    for (const accountId of [trying, invoiced]) {
      expect(await accountOf(book, accountId)).toMatchObject({ isCurrencyFixed: true });
      const update = { accountId, name: "Another name", currency: "EUR" };
      expect((await book.refusal("accounts.update", update)).code).toBe("currency_fixed");
      // Nothing of what was asked is done.
      expect((await accountOf(book, accountId)).name).toBe("Globex Corporation");
      await book.ask("accounts.update", { accountId, currency: "USD" });
    }
    // A trial that was given up has left no invoice.
    await changeSubscription(book, trying, { type: "cancel", timing: "now" });
    await book.ask("accounts.update", { accountId: trying, currency: "EUR" });
  });

  test("waits for the charges that wait in it", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const charge = { accountId, description: "Setup", unitMinor: 50_00, currency: "USD" };
    const { chargeId } = await book.ask("invoices.addCharge", charge);
    const refusal = await book.refusal("accounts.update", { accountId, currency: "EUR" });
    expect(refusal.code).toBe("charges_waiting");
    await book.ask("invoices.removeCharge", { chargeId });
    await book.ask("accounts.update", { accountId, currency: "EUR" });
    expect((await book.refusal("invoices.addCharge", charge)).code).toBe("currency_mismatch");
  });

  test("is one of ISO 4217", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    for (const currency of ["", "usd", "XXX1", "ABC"]) {
      expect((await book.refusal("accounts.update", { accountId, currency })).code).toBe("invalid_input");
    }
  });
});
