import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { adjust, createCustomer } from "../../support/company.ts";
import { createPlan, issueNext } from "../../support/subscriptions.ts";

const clockAt = (nowMs: number) => ({ clock: { kind: "test" as const, nowMs } });
const lastInstantMs = Date.parse("9999-12-31T23:59:59.999Z");

/** A customer whose next period, from the clock's month on, would end in the year 10000. */
async function bookInDecember9999(): Promise<{ book: TestBook; accountId: string }> {
  const book = await createTestBook({ today: "9999-12-20" });
  const planId = await createPlan(book, { monthlyMinor: 31_00 });
  const accountId = await createCustomer(book);
  await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "9999-12-20" });
  return { book, accountId };
}

describe("the end of time", () => {
  test("is a refusal with a code of its own wherever something would lead over it", async () => {
    const { book, accountId } = await bookInDecember9999();
    const preview = await book.refusal("invoices.preview", { accountId });
    expect(preview.code).toBe("date_out_of_range");
    const issue = await book.refusal("invoices.issue", { accountId, pinnedOn: "9999-12-20", fingerprint: "x" });
    expect(issue.code).toBe("date_out_of_range");
    const { result } = await book.runJob("billing.run", { throughOn: "9999-12-31" });
    expect(result.problems.map(({ error }) => error.code)).toEqual(["date_out_of_range"]);
    const dry = await book.runJob("billing.dryRun", { throughOn: "9999-12-31" });
    expect(dry.result.problems.map(({ error }) => error.code)).toEqual(["date_out_of_range"]);
  });

  test("leaves everything readable that lies before it", async () => {
    const { book, accountId } = await bookInDecember9999();
    expect((await book.ask("accounts.get", { accountId })).nextInvoice).toBeNull();
    expect((await book.ask("accounts.list", {})).rows).toHaveLength(1);
    expect((await book.ask("subscriptions.get", { accountId })).subscription?.nextBillingOn).toBe("9999-12-20");
    const { rows } = await book.ask("listings.items", {});
    expect(rows.map(({ periodStartOn, periodEndOn }) => [periodStartOn, periodEndOn])).toEqual([
      ["9999-12-20", "9999-12-31"],
    ]);
    await adjust(book, accountId, 5_00);
    const asOf = await book.ask("accounts.balanceHistory", { accountId, currency: "USD" });
    expect(asOf.points).toEqual([{ on: "9999-12-20", balanceMinor: 5_00 }]);
    const recorded = await book.ask("ledger.list", { filters: { recordedThroughOn: "9999-12-31" } });
    expect(recorded.rows).toHaveLength(1);
  });

  test.each([
    ["Pacific/Auckland", lastInstantMs],
    ["America/Los_Angeles", 0],
  ])("is no moment that a clock in %s can be set to", async (timeZone, nowMs) => {
    const book = await createTestBook({ timeZone });
    const { today } = await book.ask("book.info", {});
    expect((await book.refusal("book.setClock", clockAt(nowMs))).code).toBe("date_out_of_range");
    expect((await book.refusal("book.setClock", clockAt(nowMs === 0 ? -1 : nowMs + 1))).code).toBe("invalid_input");
    expect((await book.ask("book.info", {})).today).toBe(today);
  });

  test("is reached by a clock in UTC, and the book lives at both ends", async () => {
    const book = await createTestBook();
    await book.ask("book.setClock", clockAt(0));
    expect((await book.ask("book.info", {})).today).toBe("1970-01-01");
    const accountId = await createCustomer(book);
    await book.ask("book.setClock", clockAt(lastInstantMs));
    expect((await book.ask("book.info", {})).today).toBe("9999-12-31");
    expect((await book.ask("accounts.get", { accountId })).createdAtMs).toBe(0);
  });

  test("is no day that a call takes, nor is the year before the calendar or a year of five digits", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const planId = await createPlan(book, { monthlyMinor: 10_00 });
    for (const day of ["1969-12-31", "0000-01-01", "9999-12-32", "10000-01-01", "+010000-01-01", "-000001-01-01"]) {
      const refusals = [
        await book.refusal("subscriptions.create", { accountId, planId, period: "month", startOn: day }),
        await book.refusal("billing.run", { throughOn: day }),
        await book.refusal("ledger.list", { filters: { fromOn: day } }),
        await book.refusal("accounts.list", { filters: { noActivitySinceOn: day } }),
      ];
      expect(refusals.map(({ code }) => code)).toEqual(refusals.map(() => "invalid_input"));
    }
  });

  test("an invoice that would fall due in the year 10000 is refused", async () => {
    const { book, accountId } = await bookInDecember9999();
    await book.ask("book.configure", { paymentTermsDays: 30 });
    const { accountId: other } = await book.ask("accounts.create", { kind: "user", name: "Ann" });
    await book.ask("invoices.addCharge", { accountId: other, description: "Setup", unitMinor: 5_00, currency: "USD" });
    expect((await book.refusal("invoices.preview", { accountId: other })).code).toBe("date_out_of_range");
    await book.ask("book.configure", { paymentTermsDays: 11 });
    expect((await issueNext(book, other)).dueOn).toBe("9999-12-31");
    expect((await book.refusal("invoices.preview", { accountId })).code).toBe("date_out_of_range");
  });
});

describe("an account that is thousands of years behind", () => {
  test("is foreseen step by step, so that a dry run can be cancelled and others are answered", async () => {
    const book = await createTestBook({ today: "1970-01-02" });
    const planId = await createPlan(book, { monthlyMinor: 1_00 });
    const accountId = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "1970-01-02" });
    await book.ask("book.setClock", clockAt(Date.parse("9990-01-01T12:00:00Z")));
    const { jobId } = await book.ask("billing.dryRun", { throughOn: "9990-01-01" });
    expect((await book.ask("credits.balance", { accountId })).balances).toEqual([]);
    expect(await book.ask("jobs.cancel", { jobId })).toEqual({ wasRunning: true });
    await expect.poll(async () => (await book.ask("jobs.get", { jobId })).state).toBe("stopped");
  });
});

describe("imported days", () => {
  const subscriptionFrom = (billedThroughOn: string, startOn = "2026-01-31") => ({
    files: [
      {
        kind: "plans" as const,
        name: "plans.csv",
        text: "slug,name,for,currency,monthly_fee,annual_monthly_fee\npro,Pro,user,USD,20,10",
      },
      { kind: "users" as const, name: "users.csv", text: "name,email\nAnn,ann@example.com" },
      {
        kind: "subscriptions" as const,
        name: "subscriptions.csv",
        text: `account,plan,period,start_on,billed_through_on\nann@example.com,pro,month,${startOn},${billedThroughOn}`,
      },
    ],
    mode: "write" as const,
  });

  test("may say that a subscription was billed ten years ahead elsewhere, and no further", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    for (const day of ["2036-01-02", "9990-01-31", "9999-12-31"]) {
      const { result } = await book.runJob("accounts.import", subscriptionFrom(day));
      expect(result.problems).toMatchObject([{ column: "billed_through_on", lineNumber: 2 }]);
      expect(result.outcome).toBe("rejected");
    }
    const { result } = await book.runJob("accounts.import", subscriptionFrom("2036-01-01", "1970-01-31"));
    expect(result.outcome).toBe("written");
    expect((await book.ask("accounts.list", {})).rows).toMatchObject([{ nextChargeOn: "2036-01-31" }]);
  });

  test("leave a subscription a period to bill", async () => {
    const book = await createTestBook({ today: "9995-01-01" });
    const { result: tooLate } = await book.runJob("accounts.import", subscriptionFrom("9999-12-01"));
    expect(tooLate.problems).toMatchObject([{ column: "billed_through_on", lineNumber: 2 }]);
    const { result } = await book.runJob("accounts.import", subscriptionFrom("9999-11-30"));
    expect(result.outcome).toBe("written");
    expect((await book.ask("accounts.list", {})).rows).toMatchObject([{ nextChargeOn: "9999-11-30" }]);
    expect((await book.ask("listings.items", {})).rows).toHaveLength(1);
  });

  test("before 1970 are bad", async () => {
    const book = await createTestBook();
    const text = "name,email,created_on\nAnn,ann@example.com,1969-12-31\nBob,bob@example.com,0000-01-01";
    const files = [{ kind: "users" as const, name: "users.csv", text }];
    const { result } = await book.runJob("accounts.import", { mode: "write", files });
    expect(result.problems.map(({ message }) => message)).toEqual([
      `"1969-12-31" lies before 1970-01-01, the first day of a book's calendar.`,
      `"0000-01-01" lies before 1970-01-01, the first day of a book's calendar.`,
    ]);
  });

  test("an account created on the first day of all, where days begin early", async () => {
    const book = await createTestBook({ timeZone: "Pacific/Auckland" });
    const files = [
      { kind: "users" as const, name: "users.csv", text: "id,name,email,created_on\nuser_a,Ann,a@x.com,1970-01-01" },
    ];
    await book.runJob("accounts.import", { mode: "write", files });
    expect((await book.ask("accounts.get", { accountId: "user_a" })).createdAtMs).toBe(0);
  });
});
