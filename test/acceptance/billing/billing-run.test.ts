import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { BillingRunView } from "../../../src/shared/contract/billing.ts";
import type { JobView } from "../../../src/shared/contract/jobs.ts";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { billAndKill } from "../../support/kill.ts";
import { accountOf, adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";
import { changeSubscription } from "../../support/subscriptions.ts";

describe("billing run", () => {
  test.each([
    [
      "A-75 monthly from 2025-01-31",
      "2025-01-31",
      "month",
      ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31", "2025-06-30"],
    ],
    ["A-76 monthly from 2024-01-31", "2024-01-31", "month", ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]],
    [
      "A-77 annual from 2024-02-29",
      "2024-02-29",
      "annual",
      ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"],
    ],
  ] as const)("%s", async (_name, startOn, period, dates) => {
    const book = await createTestBook({ today: startOn });
    const accountId = await createCustomer(book, { feeMinor: 10_00, annualMonthlyMinor: 8_00, period, startOn });
    const last = dates.at(-1) ?? startOn;
    await book.setToday(last);
    await billThrough(book, last);
    const invoices = await invoicesOf(book, accountId);
    expect(invoices.map((invoice) => invoice.issuedOn)).toEqual(dates);
    // Each period ends where the next one starts, and a year costs twelve months of the annual price (6.1).
    const periods = invoices.map((invoice) => invoice.lines[0]?.period);
    expect(periods.slice(0, -1).map((each) => each?.endOn)).toEqual(dates.slice(1));
    expect(new Set(invoices.map((invoice) => invoice.totalMinor))).toEqual(
      new Set([period === "annual" ? 96_00 : 10_00]),
    );
  });

  test("10.3 a dry run gives the figures of the run and writes nothing", async () => {
    const book = await createTestBook();
    const first = await createCustomer(book, { feeMinor: 20_00 });
    await createCustomer(book, { feeMinor: 7_00, startOn: "2026-02-15" });
    const yen = await createCustomer(book, { feeMinor: 500, currency: "JPY" });
    await adjust(book, first, 50_00);
    await adjust(book, yen, 700, "JPY");

    const dry = (await book.runJob("billing.dryRun", { throughOn: "2026-03-20" })).result;
    expect((await book.ask("invoices.list", {})).rows).toEqual([]);
    expect(await creditOf(book, first)).toBe(50_00);

    const run = await billThrough(book, "2026-03-20");
    expect(dry.totals).toEqual([
      {
        currency: "JPY",
        invoiceCount: 3,
        invoicedMinor: 1500,
        creditAppliedMinor: 700,
        carriedMinor: 0,
        dueMinor: 800,
      },
      {
        currency: "USD",
        invoiceCount: 5,
        invoicedMinor: 74_00,
        creditAppliedMinor: 50_00,
        carriedMinor: 0,
        dueMinor: 24_00,
      },
    ]);
    expect(run).toMatchObject({ totals: dry.totals, accountsDone: 3, accountsTotal: 3, problemCount: 0 });
  });

  test("10.2 running again to the same day bills nothing twice", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await billThrough(book, "2026-02-10");
    const again = await billThrough(book, "2026-02-10");
    expect(again).toMatchObject({ accountsTotal: 0, totals: [] });
    expect(await invoicesOf(book, accountId)).toHaveLength(2);
  });

  test("8.6 numbers are gapless, in order of the days billed", async () => {
    const book = await createTestBook();
    for (const startOn of ["2026-01-20", "2026-01-05", "2026-01-11"])
      await createCustomer(book, { feeMinor: 1_00, startOn });
    await billThrough(book, "2026-02-28");
    const { rows } = await book.ask("invoices.list", {});
    expect(rows.map((row) => [row.number, row.issuedOn])).toEqual([
      ["INV-000006", "2026-02-20"],
      ["INV-000005", "2026-02-11"],
      ["INV-000004", "2026-02-05"],
      ["INV-000003", "2026-01-20"],
      ["INV-000002", "2026-01-11"],
      ["INV-000001", "2026-01-05"],
    ]);
  });

  test("10.4 an account that cannot be billed is set aside with the reason, and the others are billed", async () => {
    const book = await createTestBook();
    const good = await createCustomer(book, { feeMinor: 20_00 });
    // Two charges of this size cannot be added up, so the second account is set aside.
    const huge = Number.MAX_SAFE_INTEGER;
    await createCustomer(book, { feeMinor: huge, startOn: "2026-01-02" });
    const run = await billThrough(book, "2026-01-02");
    expect(run).toMatchObject({ state: "complete", accountsDone: 2, accountsTotal: 2, problemCount: 1 });
    expect(run.problems).toMatchObject([{ accountName: "Globex Corporation", error: { code: "amount_out_of_range" } }]);
    expect(await invoicesOf(book, good)).toHaveLength(1);
    const dry = (await book.runJob("billing.dryRun", { throughOn: "2026-01-02" })).result;
    expect(dry.accountsTotal).toBe(1);
  });

  test("a run can be cancelled between batches and resumed, and comes to the same", async () => {
    const book = await createTestBook();
    await subscribeMany(book, 1200);
    const cancelled = await startAndCancel(book, "2026-02-01");
    const run = cancelled.result as BillingRunView;
    expect(cancelled.state).toBe("stopped");
    expect(run.state).toBe("stopped");
    const billedBefore = (await book.ask("invoices.list", {})).total.count;
    expect(billedBefore).toBeLessThan(2400);

    const resumed = (await book.runJob("billing.resume", { runId: run.id })).result;
    expect(resumed).toMatchObject({
      id: run.id,
      state: "complete",
      accountsDone: 1200,
      accountsTotal: 1200,
      totals: [{ currency: "USD", invoiceCount: 2400, invoicedMinor: 2400_00 }],
    });
    expect((await book.ask("invoices.list", {})).total.count).toBe(2400);
    expect((await book.refusal("billing.resume", { runId: run.id })).code).toBe("run_not_resumable");
  });

  test("10.2 an account whose subscription has yet to end (6.6) is not counted each time that a run is gone on with", async () => {
    const book = await createTestBook({ today: "2025-12-15" });
    const ending = await createCustomer(book, { feeMinor: 30_00, startOn: "2025-11-20" });
    await billThrough(book, "2025-12-15");
    await changeSubscription(book, ending, { type: "cancel", timing: "period_end" });
    await subscribeMany(book, 1200);
    const stopped = (await startAndCancel(book, "2026-02-01", 1)).result as BillingRunView;
    // The first invoice of all others comes before the second of any, and whoever has both is done.
    const accountsDone = Math.max(0, stopped.invoicesDone - 1200);
    expect(stopped).toMatchObject({ state: "stopped", accountsDone, accountsTotal: 1201 });
    const resumed = (await book.runJob("billing.resume", { runId: stopped.id })).result;
    expect(resumed).toMatchObject({ state: "complete", accountsDone: 1201, accountsTotal: 1201, invoicesDone: 2400 });
    expect((await accountOf(book, ending)).subscription).toMatchObject({ endsOn: "2025-12-20" });
  });

  test("10.2 a run whose process is killed is resumed after the restart, with nothing twice and nothing missing", async () => {
    const book = await createTestBook();
    await subscribeMany(book, 1200);
    await book.close();
    await billAndKill(book.path, "2026-02-01");
    const reopened = await openTestBook(book.path);
    const [run] = (await reopened.ask("billing.runs", {})).runs;
    expect(run?.state).toBe("interrupted");
    const resumed = (await reopened.runJob("billing.resume", { runId: run?.id ?? "" })).result;
    expect(resumed).toMatchObject({ state: "complete", accountsDone: 1200 });
    expect(resumed.totals[0]?.invoiceCount).toBe(2400);
    const { rows } = await reopened.ask("invoices.list", { limit: 1 });
    expect(rows[0]?.number).toBe("INV-002400");
    expect((await reopened.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test("two runs at once: the second is refused while the first is under way", async () => {
    const book = await createTestBook();
    await subscribeMany(book, 1200);
    const first = await book.ask("billing.run", { throughOn: "2026-02-01" });
    expect((await book.refusal("billing.run", { throughOn: "2026-02-01" })).code).toBe("run_in_progress");
    await book.ask("jobs.cancel", first);
  });

  test("the same key starts one run, and other content under it is a conflict", async () => {
    const book = await createTestBook();
    await createCustomer(book, { feeMinor: 20_00 });
    const input = { throughOn: "2026-01-31", idempotencyKey: "run-of-january" };
    const first = (await book.runJob("billing.run", input)).result;
    const second = (await book.runJob("billing.run", input)).result;
    expect(second).toEqual(first);
    expect((await book.ask("billing.runs", {})).runs).toHaveLength(1);
    const other = await book.refusal("billing.run", { ...input, throughOn: "2026-02-28" });
    expect(other.code).toBe("idempotency_conflict");
  });

  test("other commands and queries are answered while a run is under way", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await subscribeMany(book, 1200);
    const job = await book.ask("billing.run", { throughOn: "2026-06-30" });
    await adjust(book, accountId, 1_00);
    expect(await creditOf(book, accountId)).toBe(1_00);
    expect((await book.ask("jobs.get", job)).state).toBe("running");
    await book.ask("jobs.cancel", job);
  });

  test("10.3 progress counts invoices, so that a run over several periods is seen to move", async () => {
    const book = await createTestBook();
    await subscribeMany(book, 600);
    const seen: JobView["progress"][] = [];
    const unsubscribe = book.engine.subscribe((event) => {
      if (event.type === "job" && event.job.method === "billing.run") seen.push(event.job.progress);
    });
    const { progress } = await book.runJob("billing.run", { throughOn: "2026-03-15" });
    unsubscribe();
    expect(progress).toMatchObject({ done: 1800, total: 1800, unit: "invoices", failures: 0 });
    expect(seen[0]).toMatchObject({ done: 0, total: 1800 });
    const counts = seen.map((each) => each.done);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  });

  test("a run keeps the list of accounts in step with the previews", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await adjust(book, accountId, 30_00);
    await billThrough(book, "2026-01-15");
    const [row] = (await book.ask("accounts.list", {})).rows;
    const { figures } = await book.ask("invoices.preview", { accountId });
    expect(row).toMatchObject({
      creditBalanceMinor: 10_00,
      nextChargeOn: figures.issuedOn,
      nextChargeMinor: figures.totalMinor,
      nextChargeCreditMinor: figures.creditAppliedMinor,
    });
    expect((await accountOf(book, accountId)).subscription).toMatchObject({
      currentPeriod: { startOn: "2026-01-01", endOn: "2026-02-01" },
      nextBillingOn: "2026-02-01",
    });
  });

  test("a cut-off more than a year ahead, such as a mistyped year, is refused before anything is billed", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    await createCustomer(book, { feeMinor: 20_00 });
    const mistyped = { throughOn: "2206-01-31" };
    expect(await book.refusal("billing.run", mistyped)).toMatchObject({
      code: "cutoff_too_far",
      details: { latestOn: "2027-01-10" },
    });
    expect((await book.refusal("billing.dryRun", mistyped)).code).toBe("cutoff_too_far");
    expect((await book.ask("billing.runs", {})).runs).toEqual([]);
    expect((await book.runJob("billing.dryRun", { throughOn: "2027-01-10" })).result.totals[0]?.invoiceCount).toBe(13);
  });

  test.each([
    ["2026-02-30", "invalid_input"],
    ["tomorrow", "invalid_input"],
    ["", "invalid_input"],
  ])("a cut-off of %j is refused", async (throughOn, code) => {
    const book = await createTestBook();
    expect((await book.refusal("billing.run", { throughOn })).code).toBe(code);
    expect((await book.refusal("billing.dryRun", { throughOn })).code).toBe(code);
  });
});

/** Many organizations on one plan of 1.00 a month, from the first of January on. */
async function subscribeMany(book: TestBook, count: number): Promise<void> {
  const plan = ["slug,name,for,currency,monthly_fee", "team,Team,organization,USD,1.00"];
  const organizations = ["id,name,slug"];
  const subscriptions = ["account,plan,period,start_on"];
  for (let index = 0; index < count; index += 1) {
    organizations.push(`org_${index},Customer ${index},customer-${index}`);
    subscriptions.push(`org_${index},team,month,2026-01-01`);
  }
  const { result } = await book.runJob("accounts.import", {
    mode: "write",
    files: [
      { kind: "plans", name: "plans.csv", text: plan.join("\n") },
      { kind: "organizations", name: "organizations.csv", text: organizations.join("\n") },
      { kind: "subscriptions", name: "subscriptions.csv", text: subscriptions.join("\n") },
    ],
  });
  expect(result.outcome).toBe("written");
}

/** Start a run and ask it to stop as soon as it tells that it is at work, and has made so many invoices. */
async function startAndCancel(book: TestBook, throughOn: string, atLeast = 0): Promise<JobView> {
  return new Promise((resolve, reject) => {
    const unsubscribe = book.engine.subscribe((event) => {
      if (event.type !== "job" || event.job.method !== "billing.run") return;
      if (event.job.state === "running") {
        if (event.job.progress.done >= atLeast) void book.ask("jobs.cancel", { jobId: event.job.id });
      } else {
        unsubscribe();
        resolve(event.job);
      }
    });
    book.ask("billing.run", { throughOn, idempotencyKey: randomUUID() }).catch(reject);
  });
}
