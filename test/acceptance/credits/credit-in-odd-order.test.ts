import { describe, expect, test } from "vitest";
import { issueInvoice } from "../../support/collection.ts";
import { AccountLife } from "../../support/lives.ts";
import { changeSubscription } from "../../support/subscriptions.ts";

/*
 * Credit that is given on, that ends, begins later or is in another currency, between invoices that use it and give it back. Each figure was worked out by
 * hand before it was tried; at the end of each life the verifier finds nothing, and reports, ledger and journal tie.
 */

const cancelNow = { type: "cancel", timing: "now", withCredit: true } as const;
const issue = (life: AccountLife, unitMinor: number) =>
  issueInvoice(life.book, life.accountId, [{ unitMinor }], life.currency);

describe("credit that is given on (BEHAVIOUR 3.10, 5.1)", () => {
  test("keeps its end: 20.00 of 50.00 are used before it, and come back to nothing after it", async () => {
    const life = await AccountLife.begin();
    const other = await life.neighbour();
    await life.grant(50_00, { expiresOn: "2026-01-20" });
    await life.transfer(other, 50_00);
    await life.until("2026-01-10");
    await issue(other, 60_00);
    expect(await other.standing()).toEqual([["open", 10_00]]);
    await other.void();
    await issue(other, 20_00);
    await life.until("2026-01-20");
    expect(await other.credit()).toBe(0);
    await life.until("2026-01-25");
    await other.note(20_00, "credit");
    expect([await life.credit(), await other.credit()]).toEqual([0, 0]);
    await life.end();
  });

  test("there and back again in two steps, used between: what is left is what was not used", async () => {
    const life = await AccountLife.begin();
    const other = await life.neighbour();
    await life.grant(30_00, { priority: 10 });
    await life.grant(20_00);
    await life.transfer(other, 40_00);
    await issue(other, 15_00);
    await other.transfer(life, 25_00);
    expect([await life.credit(), await other.credit()]).toEqual([35_00, 0]);
    await issue(life, 36_00);
    expect(await life.standing()).toEqual([["open", 1_00]]);
    await other.note(15_00, "origin");
    expect(await other.credit()).toBe(15_00);
    await life.end();
  });

  test("is not taken back from who gave it: the grant is not reversed, and other credit stays", async () => {
    const life = await AccountLife.begin();
    const other = await life.neighbour();
    const entryId = await life.grant(50_00);
    await life.transfer(other, 45_00);
    expect((await life.book.refusal("credits.reverse", { entryId })).code).toBe("insufficient_credit");
    expect([await life.credit(), await other.credit()]).toEqual([5_00, 45_00]);
    await life.end();
  });
});

describe("credit that ends or begins (BEHAVIOUR 5.3, 5.4)", () => {
  test("pays in a run ahead what is dated on its last day, and is gone when that is voided after it", async () => {
    const life = await AccountLife.begin({ today: "2026-01-15", feeMinor: 31_00, startOn: "2026-02-01" });
    await life.grant(40_00, { expiresOn: "2026-02-01" });
    await life.bill("2026-02-01");
    expect([await life.standing(), await life.credit()]).toEqual([[["paid", 0]], 9_00]);
    await life.until("2026-02-05");
    expect(await life.credit()).toBe(0);
    await changeSubscription(life.book, life.accountId, cancelNow);
    // 24 of 28 days of 31.00, which become credit without an end, whatever had paid.
    expect(await life.credit()).toBe(26_57);
    await life.end();
  });

  test("of a day to come pays nothing until then, and comes back whole after it", async () => {
    const life = await AccountLife.begin({ today: "2026-01-10" });
    await life.grant(50_00, { effectiveOn: "2026-01-20" });
    await issue(life, 30_00);
    expect(await life.standing()).toEqual([["open", 30_00]]);
    await life.until("2026-01-20");
    await life.apply();
    expect([await life.standing(), await life.credit()]).toEqual([[["paid", 0]], 20_00]);
    await life.note(30_00, "origin");
    expect(await life.credit()).toBe(50_00);
    await life.end();
  });

  test("of which a year paid a part comes back as time, without its end, and pays what comes next", async () => {
    const life = await AccountLife.begin({ feeMinor: 40_00, annualMonthlyMinor: 36_50, period: "annual" });
    await life.grant(100_00, { expiresOn: "2026-03-01", category: "promotional" });
    await life.bill("2026-01-01");
    await life.pay();
    await life.until("2026-07-01");
    await changeSubscription(life.book, life.accountId, cancelNow);
    // 184 of 365 days of 438.00.
    expect(await life.credit()).toBe(220_80);
    await issue(life, 230_80);
    expect((await life.standing()).at(-1)).toEqual(["open", 10_00]);
    await life.end();
  });

  test("a removal that is undone after an invoice has used the rest", async () => {
    const life = await AccountLife.begin();
    await life.grant(40_00);
    const entryId = await life.take(15_00);
    await issue(life, 25_00);
    await life.book.ask("credits.reverse", { entryId });
    expect(await life.credit()).toBe(15_00);
    await life.note(25_00, "origin");
    expect(await life.credit()).toBe(40_00);
    await life.end();
  });

  test("two invoices paid by one application: voiding the second and crediting the first bring back 60.00", async () => {
    const life = await AccountLife.begin();
    const { id: first } = await issue(life, 30_00);
    await issue(life, 50_00);
    await life.grant(60_00);
    await life.apply();
    expect((await life.standing()).map(([, minor]) => minor)).toEqual([0, 20_00]);
    await life.void();
    expect(await life.credit()).toBe(30_00);
    await life.note(30_00, "credit", { invoiceId: first });
    expect(await life.credit()).toBe(60_00);
    await life.end();
  });
});

describe("credit in several currencies (BEHAVIOUR 1.7, 2.1)", () => {
  test("pays in its own alone, also where it was given on", async () => {
    const life = await AccountLife.begin({ feeMinor: 31_00 });
    const other = await life.neighbour({ currency: "EUR" });
    await life.grant(50_00, null, "EUR");
    await life.bill("2026-01-01");
    expect(await life.standing()).toEqual([["open", 31_00]]);
    await life.transfer(other, 20_00, "EUR");
    await issue(other, 30_00);
    expect(await other.standing()).toEqual([["open", 10_00]]);
    await other.void();
    await life.pay(40_00);
    expect([await life.credit(), await life.credit("EUR"), await other.credit()]).toEqual([9_00, 30_00, 20_00]);
    await life.end();
  });

  test("stays where the account's own is changed before its first invoice", async () => {
    const life = await AccountLife.begin();
    const { book, accountId } = life;
    await life.grant(10_00);
    await life.grant(1000, null, "JPY");
    await book.ask("accounts.update", { accountId, currency: "JPY" });
    const invoice = await issueInvoice(book, accountId, [{ unitMinor: 1500 }], "JPY");
    expect(invoice).toMatchObject({ currency: "JPY", creditAppliedMinor: 1000, dueMinor: 500 });
    expect([await life.credit(), await life.credit("JPY")]).toEqual([10_00, 0]);
    await life.void();
    await life.take(400, "JPY");
    expect([await life.credit(), await life.credit("JPY")]).toEqual([10_00, 600]);
    await life.end();
  });
});
