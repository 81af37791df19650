import { describe, expect, test } from "vitest";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice, liveUntil, payBy, taxOf } from "../../support/collection.ts";
import { accountOf, adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";
import { changeSubscription, createPlan, issueNext } from "../../support/subscriptions.ts";

type Terms = MethodInput<"credits.adjust">["terms"];

async function grant(book: TestBook, accountId: string, amountMinor: number, terms: Terms): Promise<void> {
  const increase = { action: "increase", amountMinor, currency: "USD", reasonCode: "courtesy", terms } as const;
  await book.ask("credits.adjust", { accountId, ...increase });
}

const rowOf = async (book: TestBook, accountId: string) =>
  (await book.ask("accounts.list", { search: accountId })).rows[0];

/** A customer of 31.00 a month, billed for January, on 2026-01-10. */
async function customer(book: TestBook): Promise<string> {
  const accountId = await createCustomer(book, { feeMinor: 31_00 });
  await billThrough(book, "2026-01-01");
  await book.setToday("2026-01-10");
  return accountId;
}

/** Every figure of an account's coming invoice that there is, in whatever list it stands. */
async function comingFigures(book: TestBook, accountId: string) {
  const { figures } = await book.ask("invoices.preview", { accountId });
  const row = await rowOf(book, accountId);
  const { rows: items } = await book.ask("listings.items", { accountId });
  const preview = { accountId, action: "increase", amountMinor: 1, currency: "EUR", terms: {} } as const;
  const adjustment = await book.ask("credits.preview", preview);
  return {
    preview: [figures.issuedOn, figures.totalMinor, figures.creditAppliedMinor],
    list: [row?.nextChargeOn, row?.nextChargeMinor, row?.nextChargeCreditMinor],
    overview: summary((await accountOf(book, accountId)).nextInvoice),
    adjustmentBefore: summary(adjustment.nextInvoiceBefore),
    adjustmentAfter: summary(adjustment.nextInvoiceAfter),
    items: items.flatMap(({ nextInvoice }) => (nextInvoice ? [summary(nextInvoice)] : [])),
  };
}

const summary = (next: { on: string; totalMinor: number; creditAppliedMinor: number } | null) =>
  next && [next.on, next.totalMinor, next.creditAppliedMinor];

describe("credit on another day (BEHAVIOUR 5.3)", () => {
  test("A-108 the coming invoice counts the credit of its day, issuing it now that of today", async () => {
    const book = await createTestBook();
    const accountId = await customer(book);
    await grant(book, accountId, 31_00, { expiresOn: "2026-01-20" });
    const coming = await book.ask("invoices.preview", { accountId });
    const { blocks } = await book.ask("credits.blocks", { accountId });
    expect(coming).toMatchObject({
      figures: {
        issuedOn: "2026-02-01",
        totalMinor: 31_00,
        creditAppliedMinor: 0,
        dueMinor: 31_00,
        creditLeftMinor: 0,
      },
      creditOn: "2026-02-01",
      comingCredit: [{ blockId: blocks[0]?.id, amountMinor: 31_00, change: "expires", on: "2026-01-20" }],
    });
    const now = await book.ask("invoices.preview", { accountId, asOf: "today" });
    expect(now).toMatchObject({
      figures: { issuedOn: "2026-02-01", totalMinor: 31_00, creditAppliedMinor: 31_00, dueMinor: 0 },
      creditOn: "2026-01-10",
      comingCredit: [],
    });

    // What is issued is what its own preview showed: the other one is refused, with this one in its details.
    const { pinnedOn, fingerprint } = coming;
    expect(await book.refusal("invoices.issue", { accountId, pinnedOn, fingerprint })).toMatchObject({
      code: "preview_stale",
      details: { preview: now },
    });
    const issued = { accountId, pinnedOn: now.pinnedOn, fingerprint: now.fingerprint };
    expect((await book.ask("invoices.issue", issued)).invoice).toMatchObject({
      creditAppliedMinor: 31_00,
      dueMinor: 0,
    });
  });

  test("left to its day, it uses what the preview said, and so does the run of that day", async () => {
    const book = await createTestBook();
    const accountId = await customer(book);
    await grant(book, accountId, 31_00, { expiresOn: "2026-01-20" });
    const { figures } = await book.ask("invoices.preview", { accountId });
    // A run ahead is made today, with what can be used today, and its dry run says so.
    const ahead = (await book.runJob("billing.dryRun", { throughOn: "2026-02-01" })).result;
    expect(ahead.totals).toMatchObject([{ creditAppliedMinor: 31_00, dueMinor: 0 }]);
    await liveUntil(book, "2026-02-01");
    const dry = (await book.runJob("billing.dryRun", { throughOn: "2026-02-01" })).result;
    const run = await billThrough(book, "2026-02-01");
    expect(run.totals).toMatchObject(dry.totals);
    expect((await invoicesOf(book, accountId)).at(-1)).toMatchObject({
      totalMinor: figures.totalMinor,
      creditAppliedMinor: figures.creditAppliedMinor,
      dueMinor: figures.dueMinor,
    });
  });

  test("credit that begins before the invoice counts, and credit that begins and expires before it does not", async () => {
    const book = await createTestBook();
    const accountId = await customer(book);
    await grant(book, accountId, 5_00, { effectiveOn: "2026-02-01" });
    await grant(book, accountId, 7_00, { effectiveOn: "2026-01-15", expiresOn: "2026-02-01" });
    await grant(book, accountId, 2_00, { effectiveOn: "2026-02-02" });
    await grant(book, accountId, 3_00, {});
    const coming = await book.ask("invoices.preview", { accountId });
    expect(coming).toMatchObject({
      figures: { creditAppliedMinor: 8_00, dueMinor: 23_00 },
      comingCredit: [{ amountMinor: 5_00, change: "begins", on: "2026-02-01" }],
    });
    expect((await book.ask("invoices.preview", { accountId, asOf: "today" })).figures).toMatchObject({
      creditAppliedMinor: 3_00,
    });
  });

  test("where no credit changes until then, both previews are one, and either is issued", async () => {
    const book = await createTestBook();
    const accountId = await customer(book);
    await grant(book, accountId, 5_00, { expiresOn: "2026-02-02" });
    await grant(book, accountId, 5_00, { effectiveOn: "2026-02-02" });
    const coming = await book.ask("invoices.preview", { accountId });
    const now = await book.ask("invoices.preview", { accountId, asOf: "today" });
    expect(coming.comingCredit).toEqual([]);
    expect({ ...coming, creditOn: now.creditOn }).toEqual(now);
    expect((await issueNext(book, accountId)).creditAppliedMinor).toBe(5_00);
  });

  test("an invoice that is overdue is made today at the earliest, with the credit of today", async () => {
    const book = await createTestBook();
    const accountId = await customer(book);
    await grant(book, accountId, 5_00, { expiresOn: "2026-02-05" });
    await liveUntil(book, "2026-02-10");
    expect(await book.ask("invoices.preview", { accountId })).toMatchObject({
      figures: { issuedOn: "2026-02-01", creditAppliedMinor: 0 },
      creditOn: "2026-02-10",
    });
  });

  test("every list's figure of a coming invoice is the preview's", async () => {
    const book = await createTestBook();
    const accountId = await customer(book);
    await adjust(book, accountId, 100, "EUR");
    await grant(book, accountId, 7_00, { expiresOn: "2026-01-20" });
    await grant(book, accountId, 29_00, { effectiveOn: "2026-01-25" });
    const expected = ["2026-02-01", 31_00, 29_00];
    expect(await comingFigures(book, accountId)).toEqual({
      preview: expected,
      list: expected,
      overview: expected,
      adjustmentBefore: expected,
      adjustmentAfter: expected,
      items: [expected],
    });
  });

  test("so it is of a voided invoice of a day gone by that is billed again after its subscription ended: with the credit of today", async () => {
    const book = await createTestBook();
    const accountId = await customer(book);
    await billThrough(book, "2026-02-01");
    await changeSubscription(book, accountId, { type: "cancel", timing: "now" });
    const [january] = await invoicesOf(book, accountId);
    await book.ask("invoices.void", { invoiceId: january?.id ?? "", periods: "bill_again" });
    await adjust(book, accountId, 100, "EUR");
    await grant(book, accountId, 20_00, { expiresOn: "2026-01-20" });
    await liveUntil(book, "2026-01-12");
    const { items: _items, ...figures } = await comingFigures(book, accountId);
    const expected = ["2026-01-01", 31_00, 20_00];
    expect(figures).toEqual({
      preview: expected,
      list: expected,
      overview: expected,
      adjustmentBefore: expected,
      adjustmentAfter: expected,
    });
  });

  test("none is coming of a voided period that never begins, and it stands in no later subscription's way (BEHAVIOUR 6.10)", async () => {
    const book = await createTestBook();
    const accountId = await customer(book);
    await billThrough(book, "2026-02-01");
    const february = (await invoicesOf(book, accountId)).at(-1);
    await book.ask("invoices.void", { invoiceId: february?.id ?? "", periods: "bill_again" });
    await changeSubscription(book, accountId, { type: "cancel", timing: "now" });
    const next = { nextChargeOn: null, nextChargeMinor: null, nextChargeCreditMinor: null };
    expect(await rowOf(book, accountId)).toMatchObject(next);
    expect((await accountOf(book, accountId)).nextInvoice).toBeNull();
    expect(await book.refusal("invoices.preview", { accountId })).toMatchObject({ code: "nothing_to_invoice" });
    const planId = await createPlan(book, { monthlyMinor: 62_00 });
    await changeSubscription(book, accountId, { type: "start", planId, period: "month", startOn: "2026-01-10" });
    await billThrough(book, "2026-01-10");
    await changeSubscription(book, accountId, { type: "cancel", timing: "now", withCredit: true });
    await billThrough(book, "2026-06-01");
    const totals = (await invoicesOf(book, accountId)).map(({ state, totalMinor }) => [state, totalMinor]);
    expect(totals).toEqual([
      ["open", 31_00],
      ["void", 31_00],
      ["paid", 62_00],
    ]);
  });

  test("an adjustment's preview, and a change's, look at the coming invoice on its day too", async () => {
    const book = await createTestBook();
    const accountId = await customer(book);
    await grant(book, accountId, 7_00, { expiresOn: "2026-01-20" });
    const ask = { accountId, action: "increase", amountMinor: 4_00, currency: "USD" } as const;
    const adjustment = await book.ask("credits.preview", { ...ask, terms: { effectiveOn: "2026-02-01" } });
    expect(adjustment).toMatchObject({
      balanceAfter: { ledgerMinor: 11_00, availableMinor: 7_00 },
      nextInvoiceBefore: { creditAppliedMinor: 0 },
      nextInvoiceAfter: { creditAppliedMinor: 4_00 },
    });
    expect(
      await book.ask("credits.preview", { ...ask, amountMinor: 9_00, terms: { expiresOn: "2026-02-01" } }),
    ).toMatchObject({ nextInvoiceAfter: { creditAppliedMinor: 0 } });
    // A decrease takes what can be used today, which would not be there on the day of the invoice.
    await grant(book, accountId, 2_00, {});
    expect(await book.ask("credits.preview", { ...ask, action: "decrease", amountMinor: 8_00 })).toMatchObject({
      nextInvoiceBefore: { creditAppliedMinor: 2_00 },
      nextInvoiceAfter: { creditAppliedMinor: 1_00 },
    });
    const planId = await createPlan(book, { monthlyMinor: 62_00 });
    const change = { type: "plan", planId, period: "month", timing: "period_end" } as const;
    const preview = await book.ask("subscriptions.previewChange", { accountId, change });
    expect(preview.nextInvoice).toMatchObject({ on: "2026-02-01", totalMinor: 62_00, creditAppliedMinor: 2_00 });
  });
});

describe("no invoice is dated more than a year ahead, by any door (BEHAVIOUR 8.9a)", () => {
  test("issuing again and again ends at a year from today", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 10_00, annualMonthlyMinor: 8_00, period: "annual" });
    expect((await issueNext(book, accountId)).issuedOn).toBe("2026-01-01");
    expect((await issueNext(book, accountId)).issuedOn).toBe("2027-01-01");
    const { pinnedOn, fingerprint } = await book.ask("invoices.preview", { accountId, asOf: "today" });
    expect(pinnedOn).toBe("2028-01-01");
    const refused = await book.refusal("invoices.issue", { accountId, pinnedOn, fingerprint });
    expect(refused).toMatchObject({ code: "cutoff_too_far", details: { latestOn: "2027-01-01" } });
    expect(await invoicesOf(book, accountId)).toHaveLength(2);
    await liveUntil(book, "2027-01-01");
    expect((await issueNext(book, accountId)).issuedOn).toBe("2028-01-01");
  });

  test("by month, a run and an issue end on the same day", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 10_00 });
    await billThrough(book, "2026-12-31");
    expect((await issueNext(book, accountId)).issuedOn).toBe("2027-01-01");
    const { pinnedOn, fingerprint } = await book.ask("invoices.preview", { accountId });
    expect((await book.refusal("invoices.issue", { accountId, pinnedOn, fingerprint })).code).toBe("cutoff_too_far");
    expect((await book.refusal("billing.run", { throughOn: "2027-01-02" })).code).toBe("cutoff_too_far");
  });

  test("a subscription that begins far ahead, or after a long trial, is not billed before its time", async () => {
    const book = await createTestBook();
    const far = await createCustomer(book, { feeMinor: 10_00, startOn: "2028-05-01" });
    const planId = await createPlan(book, { monthlyMinor: 10_00, trialDays: 365 });
    const trying = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId: trying, planId, period: "month", startOn: "2026-01-02" });
    for (const accountId of [far, trying]) {
      const { pinnedOn, fingerprint } = await book.ask("invoices.preview", { accountId });
      expect((await book.refusal("invoices.issue", { accountId, pinnedOn, fingerprint })).code).toBe("cutoff_too_far");
    }
    expect((await book.ask("invoices.list", {})).rows).toEqual([]);
  });
});

describe("one-off charges of an account without a paid item (BEHAVIOUR 8.9a)", () => {
  async function charge(book: TestBook, accountId: string, unitMinor: number, currency = "USD") {
    await book.ask("invoices.addCharge", { accountId, description: "Training", unitMinor, currency });
  }

  test("are billed by the next run, dated its day, and once", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book);
    await book.ask("accounts.update", { accountId, taxRateId: await taxOf(book, 10) });
    await adjust(book, accountId, 5_00);
    await charge(book, accountId, 50_00);
    expect(await rowOf(book, accountId)).toMatchObject({
      planName: "Free",
      nextChargeOn: "2026-01-10",
      nextChargeMinor: 55_00,
      nextChargeCreditMinor: 5_00,
    });
    await book.setToday("2026-01-12");
    expect(await rowOf(book, accountId)).toMatchObject({ nextChargeOn: "2026-01-12" });
    expect((await accountOf(book, accountId)).nextInvoice).toMatchObject({ on: "2026-01-12", totalMinor: 55_00 });
    const dry = (await book.runJob("billing.dryRun", { throughOn: "2026-01-31" })).result;
    expect(dry).toMatchObject({ accountsTotal: 1, invoicesTotal: 1, accountsDone: 1 });
    const run = await billThrough(book, "2026-01-31");
    expect(run).toMatchObject({
      accountsTotal: 1,
      accountsDone: 1,
      invoicesDone: 1,
      totals: [{ invoiceCount: 1, invoicedMinor: 55_00, creditAppliedMinor: 5_00, openMinor: 50_00 }],
    });
    expect(run.totals).toMatchObject(dry.totals);
    expect(await invoicesOf(book, accountId)).toMatchObject([
      { issuedOn: "2026-01-12", totalMinor: 55_00, billingRunId: run.id },
    ]);
    expect(await rowOf(book, accountId)).toMatchObject({ nextChargeOn: null, nextChargeMinor: null });
    expect(await billThrough(book, "2026-01-31")).toMatchObject({ accountsTotal: 0, totals: [] });
  });

  test("are billed by a run to any day, also where the subscription has ended", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const ended = await createCustomer(book, { feeMinor: 31_00, startOn: "2026-01-10" });
    await billThrough(book, "2026-01-10");
    await changeSubscription(book, ended, { type: "cancel", timing: "now" });
    const free = await createCustomer(book, { timeZone: "Pacific/Kiritimati" });
    for (const accountId of [ended, free]) await charge(book, accountId, 20_00);
    expect(await billThrough(book, "2025-12-31")).toMatchObject({ accountsDone: 2, invoicesDone: 2 });
    expect((await invoicesOf(book, ended)).at(-1)).toMatchObject({ issuedOn: "2026-01-10", totalMinor: 20_00 });
    // Each account has its own day.
    expect((await invoicesOf(book, free)).at(-1)).toMatchObject({ issuedOn: "2026-01-11", totalMinor: 20_00 });
  });

  test("go with the subscription's own invoice where there is one, also in a trial and before it begins", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const planId = await createPlan(book, { monthlyMinor: 10_00, trialDays: 14 });
    const accountId = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-10" });
    const later = await createCustomer(book, { feeMinor: 10_00, startOn: "2026-01-20" });
    for (const each of [accountId, later]) await charge(book, each, 5_00);
    expect(await billThrough(book, "2026-01-15")).toMatchObject({ accountsTotal: 0 });
    await billThrough(book, "2026-01-24");
    for (const each of [accountId, later]) expect(await invoicesOf(book, each)).toMatchObject([{ totalMinor: 15_00 }]);
  });

  test("that are parked do not stop the others, and are tried again", async () => {
    const book = await createTestBook();
    const stuck = await createCustomer(book);
    await charge(book, stuck, 8_500_000_000_000_000);
    await book.ask("accounts.update", { accountId: stuck, taxRateId: await taxOf(book, 10) });
    const good = await createCustomer(book);
    await charge(book, good, 20_00);
    const dry = (await book.runJob("billing.dryRun", { throughOn: "2026-01-01" })).result;
    const run = await billThrough(book, "2026-01-01");
    for (const report of [dry, run]) {
      expect(report).toMatchObject({ accountsDone: 2, problemCount: 1, problems: [{ accountId: stuck }] });
    }
    expect(await invoicesOf(book, good)).toHaveLength(1);
    await book.ask("accounts.update", { accountId: stuck, isTaxExempt: true });
    const retried = (await book.runJob("billing.retryParked", { runId: run.id })).result;
    expect(retried).toMatchObject({ problemCount: 0, accountsDone: 2, invoicesDone: 2 });
    expect(await invoicesOf(book, stuck)).toHaveLength(1);
  });

  test("are billed once by a run that is broken off and resumed", async () => {
    const book = await createTestBook();
    const free: string[] = [];
    for (let index = 0; index < 20; index += 1) {
      await createCustomer(book, { feeMinor: 31_00 });
      free.push(await createCustomer(book));
      await charge(book, free.at(-1) ?? "", 1_00);
    }
    // One batch for the charges, and one a month for the others.
    await book.ask("billing.run", { throughOn: "2027-01-01" });
    await book.close();
    const reopened = await openTestBook(book.path);
    const [run] = (await reopened.ask("billing.runs", {})).runs;
    expect(run).toMatchObject({ state: "interrupted", accountsTotal: 40, invoicesTotal: 280 });
    const resumed = (await reopened.runJob("billing.resume", { runId: run?.id ?? "" })).result;
    expect(resumed).toMatchObject({ state: "complete", accountsDone: 40, invoicesDone: 280, invoicesTotal: 280 });
    for (const accountId of free) expect(await invoicesOf(reopened, accountId)).toHaveLength(1);
  });

  test("what was too little for a card waits for another charge, instead of going from run to run", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await payBy(book, accountId, "succeeds");
    await charge(book, accountId, 30);
    expect(await billThrough(book, "2026-01-01")).toMatchObject({ totals: [{ invoiceCount: 1, carriedMinor: 30 }] });
    expect(await billThrough(book, "2026-01-01")).toMatchObject({ accountsTotal: 0, totals: [] });
    await charge(book, accountId, 20_00);
    expect(await billThrough(book, "2026-01-01")).toMatchObject({ totals: [{ collectedMinor: 20_30 }] });
    expect(await creditOf(book, accountId)).toBeNull();
  });

  test("property 7: one run is the same as the run split at any day before", async () => {
    const figuresOf = async (...days: readonly string[]) => {
      const book = await createTestBook();
      const subscribed = await createCustomer(book, { feeMinor: 31_00 });
      const free = await createCustomer(book);
      for (const accountId of [subscribed, free]) await charge(book, accountId, 20_00);
      for (const day of days) await billThrough(book, day);
      const invoices = [...(await invoicesOf(book, subscribed)), ...(await invoicesOf(book, free))];
      return invoices.map(({ number, issuedOn, totalMinor }) => [number, issuedOn, totalMinor]);
    };
    const whole = await figuresOf("2026-03-01");
    expect(whole).toHaveLength(4);
    expect(await figuresOf("2025-12-31", "2026-03-01")).toEqual(whole);
    expect(await figuresOf("2026-01-15", "2026-02-01", "2026-03-01")).toEqual(whole);
  });

  test("by hand they can be issued before, as ever", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    expect(await issueInvoice(book, accountId, [{ unitMinor: 20_00 }])).toMatchObject({ totalMinor: 20_00 });
    expect(await billThrough(book, "2026-01-01")).toMatchObject({ accountsTotal: 0 });
  });
});

describe("a note of spaces is no note, by every door", () => {
  test("that writes to the ledger or to an invoice", async () => {
    const book = await createTestBook();
    const [accountId, toAccountId] = [await createCustomer(book), await createCustomer(book)];
    const note = " \t\u00A0\n ";
    const adjustment = { accountId, amountMinor: 10_00, currency: "USD", reasonCode: "courtesy", note } as const;
    const { entry } = await book.ask("credits.adjust", { ...adjustment, action: "increase" });
    await book.ask("credits.transfer", {
      fromAccountId: accountId,
      toAccountId,
      amountMinor: 1_00,
      currency: "USD",
      note,
    });
    await book.ask("credits.adjust", { ...adjustment, action: "increase", terms: { priority: 1 } });
    const { blocks } = await book.ask("credits.blocks", { accountId });
    await book.ask("credits.voidBlock", { blockId: blocks.find(({ priority }) => priority === 1)?.id ?? "", note });
    const again = await book.ask("credits.adjust", { ...adjustment, action: "increase" });
    await book.ask("credits.reverse", { entryId: again.entry.id, note });
    const { id: invoiceId } = await issueInvoice(book, accountId, [{ unitMinor: 500_00 }]);
    expect((await book.ask("invoices.void", { invoiceId, note })).invoice.voidNote).toBeNull();
    expect(entry.note).toBeNull();
    const { rows } = await book.ask("ledger.list", {});
    expect(rows.map((row) => [row.sourceType, row.note])).toEqual(rows.map(({ sourceType }) => [sourceType, null]));
    expect(rows.length).toBeGreaterThan(6);
    const other = { ...adjustment, action: "increase", reasonCode: "other" } as const;
    expect((await book.refusal("credits.adjust", other)).code).toBe("note_required");
  });

  test("that imports it", async () => {
    const book = await createTestBook();
    await book.runJob("accounts.import", {
      mode: "write",
      files: [
        { kind: "users", name: "users.csv", text: "id,name,email\nuser_1,Ann,ann@example.com" },
        {
          kind: "opening_balances",
          name: "opening_balances.csv",
          text: 'account,currency,amount,note\nuser_1,USD,50.00,"   "',
        },
      ],
    });
    expect((await book.ask("ledger.list", {})).rows).toMatchObject([{ sourceType: "opening", note: null }]);
  });
});
