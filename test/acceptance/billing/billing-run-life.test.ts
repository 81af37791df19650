import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFigures, withoutMadeUpIds } from "../../support/book-figures.ts";
import { createTestBook, openTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { payBy, taxOf } from "../../support/collection.ts";
import { accountOf, adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";
import { billAndKill, resumeAndKill } from "../../support/kill.ts";
import { changeSubscription, createPlan, seatsAt } from "../../support/subscriptions.ts";

describe("a billing run over subscriptions of every kind", () => {
  test("10.2 (property 11) killed twice and resumed, it comes to exactly what it comes to undisturbed", async () => {
    const book = await createTestBook({ today: "2026-01-05" });
    await book.ask("book.configure", { paymentTermsDays: 90 });
    await liveInEveryWay(book, 560);
    await book.setToday("2026-03-15");
    await book.runJob("billing.catchUp", {});
    await book.close();
    const undisturbedPath = join(temporaryFolder(), "undisturbed.countinghouse");
    copyFileSync(book.path, undisturbedPath);

    await billAndKill(book.path, "2026-03-15");
    const runId = await interruptedRun(book.path);
    await resumeAndKill(book.path, runId);
    const reopened = await openTestBook(book.path);
    const resumed = (await reopened.runJob("billing.resume", { runId })).result;

    const undisturbed = await openTestBook(undisturbedPath);
    const whole = await billThrough(undisturbed, "2026-03-15");
    expect(whole).toMatchObject({ state: "complete", problemCount: 0 });
    expect(resumed).toMatchObject({
      state: "complete",
      accountsDone: whole.accountsDone,
      accountsTotal: whole.accountsTotal,
      totals: whole.totals,
      problems: [],
    });
    const [killedFigures, wholeFigures] = await Promise.all(
      [reopened, undisturbed].map(async (each) => withoutMadeUpIds(await readFigures(each.engine)).split("\n")),
    );
    expect(killedFigures).toEqual(wholeFigures);
    for (const seen of ["carried-forward", "Small", "ended", "expiry", "Stamps", "Third", "Once", "trialEndsOn"]) {
      expect(wholeFigures?.some((line) => line.includes(seen))).toBe(true);
    }
    for (const each of [reopened, undisturbed]) {
      expect((await each.runJob("ledger.verify", {})).result.firstBroken).toBeNull();
    }
  });

  test("10.1 missed periods are caught up in order, each with the credit, the discount and the plan of its day", async () => {
    const book = await createTestBook({ today: "2026-01-31" });
    const accountId = await createCustomer(book);
    await payBy(book, accountId, "succeeds");
    const planId = await createPlan(book, { name: "Big", monthlyMinor: 30_00 });
    const smallPlanId = await createPlan(book, { name: "Small", monthlyMinor: 12_00 });
    await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-31" });
    const terms = { name: "Half", partsPerMillion: 500_000, periods: 2 };
    const { discountId } = await book.ask("discounts.create", terms);
    await changeSubscription(book, accountId, { type: "add_discount", discountId });
    const other = await createCustomer(book, { feeMinor: 7_00, startOn: "2026-03-05" });
    const trialPlanId = await createPlan(book, { monthlyMinor: 9_00, trialDays: 60 });
    const trying = await createCustomer(book);
    await book.ask("subscriptions.create", {
      accountId: trying,
      planId: trialPlanId,
      period: "month",
      startOn: "2026-01-31",
    });
    await adjust(book, accountId, 40_00);
    await book.ask("invoices.addCharge", { accountId, description: "Setup", unitMinor: 5_00, currency: "USD" });

    await book.setToday("2026-05-15");
    const dry = (await book.runJob("billing.dryRun", { throughOn: "2026-05-15" })).result;
    const run = await billThrough(book, "2026-05-15");
    expect(run.totals).toMatchObject(dry.totals);
    const figures = (await invoicesOf(book, accountId)).map((invoice) => [
      invoice.number,
      invoice.issuedOn,
      invoice.lines.map((line) => line.netMinor),
      invoice.creditAppliedMinor,
      invoice.dueMinor,
    ]);
    expect(figures).toEqual([
      ["INV-000001", "2026-01-31", [15_00, 5_00], 20_00, 0],
      ["INV-000002", "2026-02-28", [15_00], 15_00, 0],
      ["INV-000004", "2026-03-31", [30_00], 5_00, 25_00],
      ["INV-000007", "2026-04-30", [30_00], 0, 30_00],
    ]);
    const numbersOf = async (id: string) => (await invoicesOf(book, id)).map((each) => [each.number, each.issuedOn]);
    expect(await numbersOf(other)).toEqual([
      ["INV-000003", "2026-03-05"],
      ["INV-000006", "2026-04-05"],
      ["INV-000009", "2026-05-05"],
    ]);
    // 60 days from the 31st of January end on the 1st of April.
    expect(await numbersOf(trying)).toEqual([
      ["INV-000005", "2026-04-01"],
      ["INV-000008", "2026-05-01"],
    ]);

    // What waits for the end of a period that was missed comes into force on that day, not on the day of the run.
    await changeSubscription(book, accountId, { type: "plan", planId: smallPlanId, period: "month" });
    await changeSubscription(book, other, { type: "cancel", timing: "period_end" });
    await book.setToday("2026-08-15");
    await billThrough(book, "2026-08-15");
    expect((await invoicesOf(book, accountId)).slice(4).map((each) => [each.issuedOn, each.totalMinor])).toEqual([
      ["2026-05-31", 12_00],
      ["2026-06-30", 12_00],
      ["2026-07-31", 12_00],
    ]);
    const { items } = await book.ask("subscriptions.get", { accountId });
    expect(items.map(({ planName, status, startedOn, endsOn }) => [planName, status, startedOn, endsOn])).toEqual([
      ["Small", "active", "2026-05-31", null],
      ["Big", "ended", "2026-01-31", "2026-05-31"],
    ]);
    expect(await invoicesOf(book, other)).toHaveLength(3);
    expect((await accountOf(book, other)).subscription).toBeNull();
  });
});

describe("parked accounts (BEHAVIOUR 10.4)", () => {
  test("are billed by a retry once the reason is gone, and parked again while it is not", async () => {
    const book = await createTestBook();
    const stuck = await createCustomer(book, { feeMinor: 20_00 });
    const good = await createCustomer(book, { feeMinor: 7_00 });
    await adjust(book, stuck, 5_00);
    const { chargeId } = await book.ask("invoices.addCharge", {
      accountId: stuck,
      description: "Far too much",
      unitMinor: Number.MAX_SAFE_INTEGER,
      currency: "USD",
    });
    const dry = (await book.runJob("billing.dryRun", { throughOn: "2026-02-10" })).result;
    expect(dry).toMatchObject({ accountsDone: 2, problemCount: 1 });
    const run = await billThrough(book, "2026-02-10");
    expect(run).toMatchObject({
      state: "complete",
      accountsDone: 2,
      accountsTotal: 2,
      problemCount: 1,
      problems: [{ accountId: stuck, error: { code: "amount_out_of_range" } }],
      totals: [{ currency: "USD", invoiceCount: 2, invoicedMinor: 14_00 }],
    });
    expect(await invoicesOf(book, stuck)).toEqual([]);
    expect(await creditOf(book, stuck)).toBe(5_00);
    expect(await invoicesOf(book, good)).toHaveLength(2);

    const again = (await book.runJob("billing.retryParked", { runId: run.id })).result;
    expect(again).toMatchObject({ id: run.id, state: "complete", accountsDone: 2, problemCount: 1 });
    await book.ask("invoices.removeCharge", { chargeId });
    const retried = (await book.runJob("billing.retryParked", { runId: run.id })).result;
    expect(retried).toMatchObject({
      id: run.id,
      state: "complete",
      accountsDone: 2,
      accountsTotal: 2,
      problemCount: 0,
      problems: [],
      totals: [{ currency: "USD", invoiceCount: 4, invoicedMinor: 54_00, creditAppliedMinor: 5_00, dueMinor: 49_00 }],
    });
    expect(await invoicesOf(book, stuck)).toMatchObject([
      { number: "INV-000003", issuedOn: "2026-01-01", creditAppliedMinor: 5_00, billingRunId: run.id },
      { number: "INV-000004", issuedOn: "2026-02-01", creditAppliedMinor: 0, billingRunId: run.id },
    ]);
    expect(await invoicesOf(book, good)).toHaveLength(2);
    expect((await book.refusal("billing.retryParked", { runId: run.id })).code).toBe("nothing_is_parked");
    expect((await book.refusal("billing.retryParked", { runId: "run_none" })).code).toBe("run_not_found");
  });

  test("are done also where another run has billed them meanwhile", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const charge = { accountId, description: "Far too much", unitMinor: Number.MAX_SAFE_INTEGER, currency: "USD" };
    const { chargeId } = await book.ask("invoices.addCharge", charge);
    const first = await billThrough(book, "2026-01-01");
    await book.ask("invoices.removeCharge", { chargeId });
    expect(await billThrough(book, "2026-01-01")).toMatchObject({ accountsDone: 1, problemCount: 0 });
    const retried = (await book.runJob("billing.retryParked", { runId: first.id })).result;
    expect(retried).toMatchObject({
      state: "complete",
      accountsDone: 1,
      accountsTotal: 1,
      problemCount: 0,
      totals: [],
    });
    expect(await invoicesOf(book, accountId)).toHaveLength(1);
  });

  test("a run whose invoices add up to more than a sum can hold bills what fits", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: Number.MAX_SAFE_INTEGER });
    const run = await billThrough(book, "2026-02-10");
    expect(run).toMatchObject({ state: "complete", accountsDone: 1, problemCount: 1 });
    expect(run.problems).toMatchObject([{ accountId, error: { code: "amount_out_of_range" } }]);
    expect(run.totals).toMatchObject([{ invoiceCount: 1, invoicedMinor: Number.MAX_SAFE_INTEGER }]);
  });
});

/**
 * Customers on a plan with seats, billed for January, among them some of every kind: with a discount for some periods, a change or an
 * end that waits, charges that wait, credit in blocks, fewer seats from the next period on, tax, cards that are charged too little,
 * and trials that end.
 */
async function liveInEveryWay(book: TestBook, count: number): Promise<void> {
  const plan = { slug: "team", monthlyMinor: 10_00, annualMonthlyMinor: 8_00, seatPrice: seatsAt(2_55) };
  await createPlan(book, { ...plan, name: "Team" });
  const smallPlanId = await createPlan(book, { name: "Small", monthlyMinor: 5_00, annualMonthlyMinor: 4_00 });
  const trialPlanId = await createPlan(book, { name: "Trial", monthlyMinor: 9_99, trialDays: 30 });
  const taxRateId = await taxOf(book, 19);
  const organizations = ["id,name,slug"];
  const subscriptions = ["account,plan,period,start_on,seats"];
  for (let index = 0; index < count; index += 1) {
    organizations.push(`org_${index},Customer ${index},customer-${index}`);
    subscriptions.push(`org_${index},team,month,2026-01-01,${(index % 4) + 2}`);
  }
  const { result } = await book.runJob("accounts.import", {
    mode: "write",
    files: [
      { kind: "organizations", name: "organizations.csv", text: organizations.join("\n") },
      { kind: "subscriptions", name: "subscriptions.csv", text: subscriptions.join("\n") },
    ],
  });
  expect(result.outcome).toBe("written");
  await billThrough(book, "2026-01-05");

  const { discountId } = await book.ask("discounts.create", { name: "Third", partsPerMillion: 333_333, periods: 2 });
  const once = await book.ask("discounts.create", { name: "Once", amountMinor: 3_00, currency: "USD", periods: 1 });
  const ways: ((accountId: string) => Promise<unknown>)[] = [
    (accountId) => changeSubscription(book, accountId, { type: "add_discount", discountId }),
    (accountId) => changeSubscription(book, accountId, { type: "add_discount", discountId: once.discountId }),
    (accountId) => changeSubscription(book, accountId, { type: "plan", planId: smallPlanId, period: "month" }),
    (accountId) => changeSubscription(book, accountId, { type: "plan", planId: smallPlanId, period: "annual" }),
    (accountId) => changeSubscription(book, accountId, { type: "cancel", timing: "period_end" }),
    (accountId) => changeSubscription(book, accountId, { type: "seats", seats: 1 }),
    async (accountId) => {
      const charge = { accountId, currency: "USD", quantity: 3 };
      await book.ask("invoices.addCharge", { ...charge, description: "Setup", unitMinor: 4_99, discountMinor: 1_00 });
      await book.ask("invoices.addCharge", { ...charge, description: "Stamps", unitMinor: 85, tax: { by: "nothing" } });
    },
    async (accountId) => {
      const grant = { accountId, action: "increase", currency: "USD", reasonCode: "courtesy" } as const;
      await book.ask("credits.adjust", { ...grant, amountMinor: 9_00 });
      for (const expiresOn of ["2026-02-20", "2026-04-01"]) {
        await book.ask("credits.adjust", { ...grant, amountMinor: 6_00, terms: { expiresOn } });
      }
      await book.ask("credits.adjust", { ...grant, amountMinor: 5_00, terms: { priority: 3, category: "paid" } });
    },
    async (accountId) => {
      // The next invoice leaves 0.30, which no card is charged.
      await payBy(book, accountId, "succeeds");
      await adjust(book, accountId, ((await accountOf(book, accountId)).nextInvoice?.totalMinor ?? 0) - 30);
    },
  ];
  for (let index = 0, accountIndex = 0; accountIndex < count; index += 1, accountIndex += 11) {
    const accountId = `org_${accountIndex}`;
    if (index % 2 === 1) await book.ask("accounts.update", { accountId, taxRateId });
    await ways[index % ways.length]?.(accountId);
  }
  for (let index = 0; index < 12; index += 1) {
    const accountId = await createCustomer(book);
    const startOn = `2026-01-${10 + index}`;
    await book.ask("subscriptions.create", { accountId, planId: trialPlanId, period: "month", startOn });
    if (index % 3 === 0) await changeSubscription(book, accountId, { type: "cancel", timing: "period_end" });
    if (index % 3 === 1) await changeSubscription(book, accountId, { type: "add_discount", discountId });
  }
}

/** The run that ended when its process was killed. */
async function interruptedRun(bookPath: string): Promise<string> {
  const book = await openTestBook(bookPath);
  const [run] = (await book.ask("billing.runs", {})).runs;
  await book.close();
  if (run?.state !== "interrupted") throw new Error(`The run was left ${run?.state}`);
  expect(run.accountsDone).toBeLessThan(run.accountsTotal);
  return run.id;
}
