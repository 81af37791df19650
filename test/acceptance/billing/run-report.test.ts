import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import type { BillingRunTotals } from "../../../src/shared/contract/billing.ts";
import { invoiceOutcome, type InvoiceOutcome } from "../../../src/shared/contract/invoice-view.ts";
import type { JobView } from "../../../src/shared/contract/jobs.ts";
import { loadMigrations } from "../../../src/main/storage/book/migrate.ts";
import { civilDateAt } from "../../../src/shared/calendar.ts";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { catchUps, liveUntil, payBy } from "../../support/collection.ts";
import { accountOf, adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";
import { changeSubscription } from "../../support/subscriptions.ts";
import { addEndpoint, eventsFor } from "../../support/webhooks.ts";

/** Customers whose invoices of 2026-01-01 end in every way that there is, in two currencies. */
async function everyOutcome(book: TestBook): Promise<void> {
  const withCredit = async (accountId: string, amountMinor: number) => {
    await adjust(book, accountId, amountMinor);
    return accountId;
  };
  await withCredit(await createCustomer(book, { feeMinor: 31_00 }), 40_00);
  const collected = await withCredit(await createCustomer(book, { feeMinor: 31_00 }), 11_00);
  await payBy(book, collected, "succeeds");
  const failed = await withCredit(await createCustomer(book, { feeMinor: 31_00 }), 1_00);
  await payBy(book, failed, "declines");
  await payBy(book, await createCustomer(book, { feeMinor: 17_00 }), "needsAction");
  await withCredit(await createCustomer(book, { feeMinor: 31_00 }), 6_00);
  const carried = await withCredit(await createCustomer(book, { feeMinor: 10_00 }), 9_70);
  await payBy(book, carried, "succeeds");
  const free = await createCustomer(book, { feeMinor: 10_00 });
  const { discountId } = await book.ask("discounts.create", { name: "All of it", partsPerMillion: 1_000_000 });
  await changeSubscription(book, free, { type: "add_discount", discountId });
  await createCustomer(book, { feeMinor: 500, currency: "JPY" });
}

const everyTotal: BillingRunTotals[] = [
  {
    currency: "JPY",
    invoiceCount: 1,
    invoicedMinor: 500,
    creditAppliedMinor: 0,
    carriedMinor: 0,
    dueMinor: 500,
    collectedMinor: 0,
    failedMinor: 0,
    openMinor: 500,
  },
  {
    currency: "USD",
    invoiceCount: 7,
    invoicedMinor: 151_00,
    creditAppliedMinor: 58_70,
    carriedMinor: 30,
    dueMinor: 92_00,
    collectedMinor: 20_00,
    failedMinor: 47_00,
    openMinor: 25_00,
  },
];

const totalsAreSums = (totals: readonly BillingRunTotals[]) =>
  totals.every(
    (total) =>
      total.invoicedMinor === total.creditAppliedMinor + total.carriedMinor + total.dueMinor &&
      total.dueMinor === total.collectedMinor + total.failedMinor + total.openMinor,
  );

const totalsOf = async (book: TestBook, billingRunId: string, outcome: InvoiceOutcome | null) =>
  (await book.ask("invoices.list", { billingRunId, outcome })).rows
    .map(({ currency, totalMinor }) => `${currency} ${totalMinor}`)
    .toSorted();

describe("a run's report reconciles (BEHAVIOUR 10.3)", () => {
  test("invoiced is by credit, collected, failed, open by transfer and carried over, in each currency", async () => {
    const book = await createTestBook();
    await everyOutcome(book);
    const dry = (await book.runJob("billing.dryRun", { throughOn: "2026-01-01" })).result;
    const run = await billThrough(book, "2026-01-01");
    expect(run.totals).toEqual(everyTotal);
    expect(totalsAreSums(run.totals)).toBe(true);
    expect(run.totals).toMatchObject(dry.totals);
    expect(await book.ask("billing.getRun", { runId: run.id })).toEqual(run);
    // What becomes of the invoices afterwards is no part of what the run did.
    await liveUntil(book, "2026-03-01");
    expect((await book.ask("billing.getRun", { runId: run.id })).totals).toEqual(everyTotal);
  });

  test("it leads to the invoices of each sum, whatever became of them since", async () => {
    const book = await createTestBook();
    await everyOutcome(book);
    await book.ask("invoices.addCharge", {
      accountId: await createCustomer(book),
      description: "On its own",
      unitMinor: 99_00,
      currency: "USD",
    });
    const run = await billThrough(book, "2026-01-01");
    await billThrough(book, "2026-02-01");
    for (const { id } of (await book.ask("invoices.list", { billingRunId: run.id, outcome: "failed" })).rows) {
      await adjust(book, (await book.ask("invoices.get", { invoiceId: id })).accountId, 100_00);
    }
    for (const { id, state } of (await book.ask("invoices.list", { billingRunId: run.id })).rows) {
      const { accountId } = await book.ask("invoices.get", { invoiceId: id });
      if (state === "open")
        await book.engine.call("credits.applyToOpenInvoices", { accountId, idempotencyKey: id }, tess);
    }
    const expected: Readonly<Record<InvoiceOutcome, string[]>> = {
      nothing_due: ["USD 0"],
      by_credit: ["USD 1000", "USD 3100", "USD 3100", "USD 3100", "USD 3100"],
      collected: ["USD 3100"],
      failed: ["USD 1700", "USD 3100"],
      open: ["JPY 500", "USD 3100", "USD 9900"],
      carried: ["USD 1000"],
    };
    for (const outcome of invoiceOutcome.options) {
      expect([outcome, await totalsOf(book, run.id, outcome)]).toEqual([outcome, expected[outcome]]);
    }
    expect(await totalsOf(book, run.id, null)).toHaveLength(9);
    expect((await book.refusal("invoices.list", { billingRunId: "run_none" })).code).toBe("run_not_found");
  });

  test("a run that was made before the sums were kept is told them by its invoices", async () => {
    const book = await createTestBook();
    await everyOutcome(book);
    const run = await billThrough(book, "2026-01-01");
    // As in a book where an old invoice, or a charge of its own, had made a subscription past due.
    const late = await createCustomer(book, { feeMinor: 31_00 });
    await book.close();
    const database = new Database(book.path);
    database.function("civil_date_at", (atMs, timeZone) => civilDateAt(Number(atMs), String(timeZone)));
    database.exec(`
      DROP INDEX invoice_billing_run; DROP INDEX account_listing_falling_behind; DROP TRIGGER invoice_figures_are_never_updated;
      ALTER TABLE invoice DROP COLUMN outcome; ALTER TABLE invoice DROP COLUMN issued_credit_minor;
      ALTER TABLE billing_run_total DROP COLUMN collected_minor; ALTER TABLE billing_run_total DROP COLUMN failed_minor;
      ALTER TABLE billing_run_total DROP COLUMN open_minor; ALTER TABLE billing_run_total DROP COLUMN carried_minor;
      ALTER TABLE account_listing DROP COLUMN subscription_due_on;
      UPDATE subscription_item SET status = 'past_due', past_due_at_ms = 1 WHERE account_id = '${late}';
      UPDATE subscription SET status = 'past_due' WHERE account_id = '${late}';
      UPDATE account_listing SET subscription_status = 'past_due' WHERE account_id = '${late}';
      CREATE INDEX account_listing_falling_behind ON account_listing (oldest_open_due_on);
      CREATE TRIGGER invoice_figures_are_never_updated BEFORE UPDATE OF number ON invoice
      BEGIN SELECT RAISE(ABORT, 'the figures of an invoice are never updated'); END;`);
    database.exec(loadMigrations().find(({ name }) => name === "collection")?.sql ?? "");
    database.close();
    const upgraded = await openTestBook(book.path);
    expect((await upgraded.ask("billing.getRun", { runId: run.id })).totals).toEqual(everyTotal);
    expect(await totalsOf(upgraded, run.id, "collected")).toEqual(["USD 3100"]);
    expect(await totalsOf(upgraded, run.id, "open")).toEqual(["JPY 500", "USD 3100"]);
    expect(await totalsOf(upgraded, run.id, "by_credit")).toHaveLength(5);
    expect((await accountOf(upgraded, late)).subscription?.status).toBe("active");
    const { rows } = await upgraded.ask("accounts.list", {});
    expect(rows.filter(({ subscriptionStatus }) => subscriptionStatus === "past_due")).toHaveLength(2);
  });

  test("its progress is the same figure in its job, its record and the list of runs", async () => {
    const book = await createTestBook();
    await createCustomer(book, { feeMinor: 20_00 });
    await createCustomer(book, { feeMinor: 20_00, startOn: "2026-02-15" });
    const job = await book.runJob("billing.run", { throughOn: "2026-03-20" });
    const run = await book.ask("billing.getRun", { runId: job.result.id });
    const { problems: _problems, ...listed } = run;
    expect((await book.ask("billing.runs", {})).runs).toEqual([listed]);
    expect(run).toMatchObject({ invoicesDone: 5, invoicesTotal: 5, accountsDone: 2, accountsTotal: 2 });
    expect(job.progress).toEqual({
      done: run.invoicesDone,
      total: run.invoicesTotal,
      unit: "invoices",
      failures: run.problemCount,
      totals: run.totals,
    });
  });
});

describe("a run that ends because the application is closed (BEHAVIOUR 10.5)", () => {
  test("is interrupted, tells nobody that it is complete, and goes on after the next start", async () => {
    const book = await createTestBook();
    const { id: endpointId } = await addEndpoint(book, { eventTypes: ["billingRun.completed"] });
    for (let index = 0; index < 30; index += 1) await createCustomer(book, { feeMinor: 1_00 });
    let ended: JobView | undefined;
    book.engine.subscribe((event) => {
      if (event.type === "job" && event.job.method === "billing.run") ended = event.job;
    });
    // One batch a month: the book is closed long before the last one.
    await book.ask("billing.run", { throughOn: "2027-01-01" });
    await book.close();
    expect(ended).toMatchObject({ state: "failed", error: { code: "engine_stopped" } });

    const reopened = await openTestBook(book.path);
    const [run] = (await reopened.ask("billing.runs", {})).runs;
    expect(run).toMatchObject({ state: "interrupted", endedAtMs: null });
    expect(run?.invoicesDone).toBeLessThan(390);
    expect(await eventsFor(reopened, endpointId)).toEqual([]);
    const resumed = (await reopened.runJob("billing.resume", { runId: run?.id ?? "" })).result;
    expect(resumed).toMatchObject({ state: "complete", invoicesDone: 390, invoicesTotal: 390 });
    expect(await eventsFor(reopened, endpointId)).toMatchObject([{ data: { id: run?.id, state: "complete" } }]);
  });

  test("what was confirmed is what runs: where something else is due by then, or another day, it is refused", async () => {
    const book = await createTestBook();
    await createCustomer(book, { feeMinor: 20_00 });
    const throughOn = "2026-02-01";
    const look = async () => {
      const { madeOn, accountsTotal, invoicesTotal } = (await book.runJob("billing.dryRun", { throughOn })).result;
      return { madeOn, accountsTotal, invoicesTotal };
    };
    const confirmed = await look();
    expect(confirmed).toEqual({ madeOn: "2026-01-01", accountsTotal: 1, invoicesTotal: 2 });
    await createCustomer(book, { feeMinor: 20_00, startOn: "2026-02-01" });
    expect(await book.refusal("billing.run", { throughOn, confirmed })).toMatchObject({
      code: "preview_stale",
      details: { madeOn: "2026-01-01", accountsTotal: 2, invoicesTotal: 3 },
    });
    const again = await look();
    await book.setToday("2026-01-02");
    expect((await book.refusal("billing.run", { throughOn, confirmed: again })).code).toBe("preview_stale");
    expect((await book.ask("billing.runs", {})).runs).toEqual([]);
    const { result } = await book.runJob("billing.run", { throughOn, confirmed: await look() });
    expect(result).toMatchObject({ state: "complete", invoicesDone: 3 });
  });
});

describe("a billing run that is asked for again under its key", () => {
  test("bills nothing, and answers with the run as it stands by then", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const charge = { accountId, description: "Far too much", unitMinor: Number.MAX_SAFE_INTEGER, currency: "USD" };
    const { chargeId } = await book.ask("invoices.addCharge", charge);
    const input = { throughOn: "2026-01-01", idempotencyKey: "january" } as const;
    const first = (await book.runJob("billing.run", input)).result;
    expect(first).toMatchObject({ problemCount: 1, totals: [] });
    expect((await book.runJob("billing.run", input)).result).toEqual(first);
    await book.ask("invoices.removeCharge", { chargeId });
    const retry = { runId: first.id, idempotencyKey: "january again" };
    const retried = (await book.runJob("billing.retryParked", retry)).result;
    expect(retried).toMatchObject({ id: first.id, problemCount: 0, totals: [{ invoiceCount: 1 }] });
    expect((await book.runJob("billing.run", input)).result).toEqual(retried);
    expect((await book.runJob("billing.retryParked", retry)).result).toEqual(retried);
    expect(await invoicesOf(book, accountId)).toHaveLength(1);
  });
});

describe("one account's failure (BEHAVIOUR 10.4)", () => {
  /** Let the book refuse one kind of row of one account, as a fault of the program would. */
  async function refusing(book: TestBook, table: string, when: string): Promise<TestBook> {
    await book.close();
    const database = new Database(book.path);
    database.exec(
      `CREATE TRIGGER fault BEFORE INSERT ON ${table} WHEN ${when} BEGIN SELECT RAISE(ABORT, 'a fault of its own'); END`,
    );
    database.close();
    return openTestBook(book.path);
  }

  async function mended(book: TestBook): Promise<TestBook> {
    await book.close();
    const database = new Database(book.path);
    database.exec("DROP TRIGGER fault");
    database.close();
    return openTestBook(book.path);
  }

  test("parks it and does not stop the run, whatever the failure is and however much of it was written", async () => {
    const made = await createTestBook();
    const { id: endpointId } = await addEndpoint(made);
    const accounts = [];
    for (let index = 0; index < 3; index += 1) {
      const accountId = await createCustomer(made, { feeMinor: 20_00 });
      await adjust(made, accountId, 30_00);
      accounts.push(accountId);
    }
    const [first = "", faulty = "", last = ""] = accounts;
    const broken = await refusing(
      made,
      "credit_block_use",
      `NEW.block_id IN
      (SELECT id FROM credit_block WHERE account_id = '${faulty}')`,
    );
    const before = (await eventsFor(broken, endpointId)).length;
    const run = await billThrough(broken, "2026-01-01");
    expect(run).toMatchObject({
      state: "complete",
      accountsDone: 3,
      problemCount: 1,
      problems: [{ accountId: faulty, error: { code: "internal_error" } }],
      totals: [{ invoiceCount: 2, invoicedMinor: 40_00, creditAppliedMinor: 40_00 }],
    });
    expect(await invoicesOf(broken, faulty)).toEqual([]);
    expect(await creditOf(broken, faulty)).toBe(30_00);
    // Nothing is told of what was undone.
    const told = (await eventsFor(broken, endpointId)).slice(before);
    expect(told.filter(({ type }) => type === "ledgerEntry.created")).toHaveLength(2);
    expect(told.filter(({ type }) => type === "invoice.created")).toHaveLength(2);
    expect((await broken.runJob("ledger.verify", {})).result.ok).toBe(true);

    const book = await mended(broken);
    const retried = (await book.runJob("billing.retryParked", { runId: run.id })).result;
    expect(retried).toMatchObject({ problemCount: 0, totals: [{ invoiceCount: 3, creditAppliedMinor: 60_00 }] });
    for (const accountId of [first, faulty, last]) expect(await creditOf(book, accountId)).toBe(10_00);
    expect((await book.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test("is named in a dry run that it would be in, too", async () => {
    const book = await createTestBook();
    const stuck = await createCustomer(book);
    const charge = { accountId: stuck, currency: "USD", unitMinor: Number.MAX_SAFE_INTEGER };
    for (const description of ["Much", "Too much"]) await book.ask("invoices.addCharge", { ...charge, description });
    await createCustomer(book, { feeMinor: 20_00 });
    const dry = (await book.runJob("billing.dryRun", { throughOn: "2026-01-01" })).result;
    const run = await billThrough(book, "2026-01-01");
    const found = { accountsDone: 2, problemCount: 1, problems: [{ accountId: stuck }], totals: [{ invoiceCount: 1 }] };
    expect([dry, run]).toMatchObject([found, found]);
  });

  test("does not stop the daily catching up, which tries it again", async () => {
    const made = await createTestBook();
    await made.ask("book.configure", { retryDays: [1, 3] });
    const accounts = [];
    for (let index = 0; index < 3; index += 1) {
      const accountId = await createCustomer(made, { feeMinor: 20_00 });
      await payBy(made, accountId, "declines");
      accounts.push(accountId);
    }
    await billThrough(made, "2026-01-01");
    const [first = "", faulty = "", last = ""] = accounts;
    const grant = { action: "increase", amountMinor: 5_00, currency: "USD", reasonCode: "courtesy" } as const;
    await made.ask("credits.adjust", { ...grant, accountId: last, terms: { expiresOn: "2026-01-02" } });
    const [invoice] = await invoicesOf(made, faulty);
    const broken = await refusing(made, "payment", `NEW.invoice_number = ${Number(invoice?.number.slice(4))}`);
    const report = await liveUntil(broken, "2026-01-02");
    expect(report).toMatchObject({
      expiredBlocks: 1,
      paymentsTried: 2,
      problemCount: 1,
      problems: [{ accountId: faulty, accountName: "Globex Corporation", error: { code: "internal_error" } }],
    });
    const nextOf = async (book: TestBook, accountId: string) => (await invoicesOf(book, accountId))[0]?.nextAttemptOn;
    expect([await nextOf(broken, first), await nextOf(broken, faulty)]).toEqual(["2026-01-04", "2026-01-02"]);

    // Opening it again looks at the calendar anew.
    const book = await mended(broken);
    const { result } = await book.runJob("billing.catchUp", {});
    const jobs = await catchUps(book);
    expect(jobs.filter(({ state }) => state === "failed")).toEqual([]);
    expect(result.problemCount).toBe(0);
    expect(await nextOf(book, faulty)).toBe("2026-01-04");
    expect(await nextOf(book, last)).toBe("2026-01-04");
  });
});

const tess = { origin: "desk", operator: "Tess Tester" } as const;
