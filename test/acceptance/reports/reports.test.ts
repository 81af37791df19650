import { expect, test } from "vitest";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { adjust, billThrough, createCustomer, invoicesOf } from "../../support/company.ts";
import { issueInvoice } from "../../support/collection.ts";
import { inDatabase } from "../../support/database.ts";
import {
  allRows,
  checkAgeingThen,
  checkCreditAgeing,
  checkReports,
  rememberAgeing,
  reportsOfMonth,
} from "../../support/reports.ts";

const lifetime = { fromOn: "2025-01-01", throughOn: "2027-12-31" };

async function firstInvoice(book: TestBook, accountId: string) {
  const [invoice] = await invoicesOf(book, accountId);
  if (!invoice) throw new Error("There is no invoice");
  return invoice;
}

test("empty books report nothing, and every report is told what it can be asked", async () => {
  const book = await createTestBook();
  for (const [name, input] of [
    ["reports.invoiceAgeing", {}],
    ["reports.agedInvoices", {}],
    ["reports.creditAgeing", {}],
    ["reports.agedCredit", {}],
    ["reports.expiringCredit", lifetime],
    ["reports.expiringBlocks", lifetime],
    ["reports.topReceivers", lifetime],
    ["reports.revenue", lifetime],
    ["reports.revenueLines", lifetime],
    ["reports.collections", lifetime],
    ["reports.collectionItems", lifetime],
    ["reports.anomalies", { ...lifetime, kind: "repeated" }],
  ] as const) {
    expect([name, (await book.ask(name, input as never)).rows]).toEqual([name, []]);
    const backwards = { ...input, fromOn: "2026-02-01", throughOn: "2026-01-01" };
    expect((await book.refusal(name, backwards)).code).toBe("invalid_input");
    expect((await book.refusal(name, { ...input, after: "made up", limit: 0 })).code).toBe("invalid_input");
  }
  const justBelow = { ...lifetime, kind: "just_below_limit" };
  // Nothing is below limits that nobody has.
  expect((await book.ask("reports.anomalies", justBelow as never)).rows).toEqual([]);
  expect((await book.refusal("reports.anomalies", { ...justBelow, limitMinor: 100_00 })).code).toBe("invalid_input");
  await checkReports(book, lifetime);
});

/** Every report, as far as it has rows that are asked for by the page or as a whole. */
async function everyReport(book: TestBook, period: { readonly fromOn: string; readonly throughOn: string }) {
  const as = { on: period.throughOn };
  const anomalies = async (kind: string, terms: object = {}) =>
    (await allRows(book, "reports.anomalies", { ...period, kind, ...terms } as never)).length;
  const sumsOf = async (name: "reports.revenue" | "reports.collections") => (await book.ask(name, period)).rows.length;
  return {
    rollForward: (await book.ask("reports.creditRollForward", period)).rows.map(
      ({ fromOn, openingMinor, closingMinor, movements }) => [fromOn, openingMinor, closingMinor, movements.length],
    ),
    creditAgeing: (await book.ask("reports.creditAgeing", as)).rows.flatMap(({ age, blockCount, remainingMinor }) =>
      blockCount > 0 ? [[age, blockCount, remainingMinor]] : [],
    ),
    agedCredit: (await allRows(book, "reports.agedCredit", as, 1)).map(({ remainingMinor }) => remainingMinor),
    invoiceAgeing: (await book.ask("reports.invoiceAgeing", as)).rows.length,
    agedInvoices: (await allRows(book, "reports.agedInvoices", as)).length,
    expiringCredit: (await book.ask("reports.expiringCredit", period)).rows.map(({ remainingMinor }) => remainingMinor),
    expiringBlocks: (await allRows(book, "reports.expiringBlocks", period, 1)).map(({ expiresOn }) => expiresOn),
    topReceivers: (await allRows(book, "reports.topReceivers", period, 1)).map(({ receivedMinor }) => receivedMinor),
    revenue: await sumsOf("reports.revenue"),
    revenueLines: (await allRows(book, "reports.revenueLines", period)).length,
    collections: await sumsOf("reports.collections"),
    collectionItems: (await allRows(book, "reports.collectionItems", period)).length,
    repeated: await anomalies("repeated"),
    justBelowLimit: await anomalies("just_below_limit", { currency: "USD", limitMinor: 101_00 }),
    outsideWorkingDays: await anomalies("outside_working_days"),
    roundAmount: await anomalies("round_amount"),
    creditThenTransfer: await anomalies("credit_then_transfer"),
  };
}

test("a book with exactly one entry has it in every report that is about it, on the very day, and in no other", async () => {
  // A Saturday.
  const book = await createTestBook({ today: "2026-01-31" });
  const accountId = await createCustomer(book);
  const terms = { expiresOn: "2026-02-28" };
  const grant = {
    accountId,
    action: "increase" as const,
    amountMinor: 100_00,
    currency: "USD",
    reasonCode: "courtesy",
  };
  await book.ask("credits.adjust", { ...grant, terms });
  const nothing = {
    rollForward: [],
    creditAgeing: [],
    agedCredit: [],
    invoiceAgeing: 0,
    agedInvoices: 0,
    expiringCredit: [],
    expiringBlocks: [],
    topReceivers: [],
    revenue: 0,
    revenueLines: 0,
    collections: 0,
    collectionItems: 0,
    repeated: 0,
    justBelowLimit: 0,
    outsideWorkingDays: 0,
    roundAmount: 0,
    creditThenTransfer: 0,
  };
  const theDay = { fromOn: "2026-01-31", throughOn: "2026-01-31" };
  const ofTheEntry = {
    topReceivers: [100_00],
    justBelowLimit: 1,
    outsideWorkingDays: 1,
    roundAmount: 1,
  };
  const ofItsBlock = { creditAgeing: [["days_0_30", 1, 100_00]], agedCredit: [100_00] };
  const month = ["2026-01-01", 0, 100_00, 1];
  expect(await everyReport(book, theDay)).toEqual({
    ...nothing,
    ...ofTheEntry,
    ...ofItsBlock,
    rollForward: [["2026-01-31", 0, 100_00, 1]],
  });
  expect(await everyReport(book, { fromOn: "2026-01-01", throughOn: "2026-02-28" })).toEqual({
    ...nothing,
    ...ofTheEntry,
    // From the day of its expiry on it is nobody's to use, and written off with the next catching up.
    creditAgeing: [["past_expiry", 1, 100_00]],
    agedCredit: [100_00],
    expiringCredit: [100_00],
    expiringBlocks: ["2026-02-28"],
    rollForward: [month, ["2026-02-01", 100_00, 100_00, 0]],
  });
  expect(await everyReport(book, { fromOn: "2026-01-01", throughOn: "2026-01-30" })).toEqual(nothing);
  expect(await everyReport(book, { fromOn: "2026-02-01", throughOn: "2026-02-27" })).toEqual({
    ...nothing,
    ...ofItsBlock,
    rollForward: [["2026-02-01", 100_00, 100_00, 0]],
  });
  await checkReports(book, lifetime);
});

test("what invoices asked for on a day is what they asked for then, whatever is paid, noted, voided and written off later", async () => {
  const book = await createTestBook({ today: "2026-01-01" });
  const accounts = [];
  for (let index = 0; index < 6; index += 1) accounts.push(await createCustomer(book, { feeMinor: 100_00 }));
  const [paid = "", noted = "", voided = "", writtenOff = "", bounced = "", credited = ""] = accounts;
  await billThrough(book, "2026-01-01");
  const ageing = async (on: string) => {
    const { rows } = await book.ask("reports.invoiceAgeing", { on });
    return rows.map(({ age, invoiceCount, outstandingMinor }) => [age, invoiceCount, outstandingMinor]);
  };
  const { dueOn } = await firstInvoice(book, paid);
  expect(dueOn).toBe("2026-01-15");

  const then = [await rememberAgeing(book, "2026-01-01")];
  await book.setToday("2026-02-10");
  const payment = await firstInvoice(book, paid);
  await book.ask("invoices.recordPayment", { invoiceId: payment.id, amountMinor: 40_00, receivedOn: "2026-02-05" });
  await book.ask("invoices.recordPayment", {
    invoiceId: (await firstInvoice(book, bounced)).id,
    amountMinor: null,
    receivedOn: null,
  });
  const note = { invoiceId: (await firstInvoice(book, noted)).id, lines: [{ position: 1, amountMinor: 30_00 }] };
  const { fingerprint } = await book.ask("creditNotes.preview", { ...note, destination: "credit" });
  await book.ask("creditNotes.issue", { ...note, destination: "credit", fingerprint });
  then.push(await rememberAgeing(book, "2026-02-10"));

  await book.setToday("2026-03-20");
  await adjust(book, credited, 250_00);
  await book.ask("credits.applyToOpenInvoices", { accountId: credited });
  await book.ask("invoices.void", { invoiceId: (await firstInvoice(book, voided)).id });
  await book.ask("invoices.writeOff", { invoiceId: (await firstInvoice(book, writtenOff)).id, reason: "Gone" });
  await book.ask("invoices.takeBackPayment", {
    paymentId: (await firstInvoice(book, bounced)).payments[0]?.id ?? "",
    reason: "Bounced",
  });
  then.push(await rememberAgeing(book, "2026-03-20"));

  // Not past due on the day itself, one day past due on the next.
  expect(await ageing("2025-12-31")).toEqual([]);
  expect(await ageing("2026-01-15")).toEqual([
    ["current", 6, 600_00],
    ["days_1_30", 0, 0],
    ["days_31_60", 0, 0],
    ["days_61_90", 0, 0],
    ["days_over_90", 0, 0],
  ]);
  expect((await ageing("2026-02-04"))[1]).toEqual(["days_1_30", 6, 600_00]);
  expect((await ageing("2026-02-10"))[1]).toEqual(["days_1_30", 5, 430_00]);
  expect((await ageing("2026-02-14"))[1]).toEqual(["days_1_30", 5, 430_00]);
  expect((await ageing("2026-02-15"))[2]).toEqual(["days_31_60", 5, 430_00]);
  // Now 60.00, 70.00 and 100.00 are asked for.
  expect((await ageing("2026-03-20"))[3]).toEqual(["days_61_90", 3, 230_00]);
  expect((await ageing("2026-04-15"))[3]).toEqual(["days_61_90", 3, 230_00]);
  expect((await ageing("2026-04-16"))[4]).toEqual(["days_over_90", 3, 230_00]);
  for (const each of then) await checkAgeingThen(book, each);
  await checkReports(book, lifetime);
});

test("credit is as old as the day from which it can be used, and adds up to the balance of any day", async () => {
  const book = await createTestBook({ today: "2026-01-01" });
  const accountId = await createCustomer(book);
  const grant = (amountMinor: number, terms?: { effectiveOn?: string; expiresOn?: string }) =>
    book.ask("credits.adjust", {
      accountId,
      action: "increase",
      amountMinor,
      currency: "USD",
      reasonCode: "courtesy",
      terms,
    });
  await grant(50_00);
  await grant(20_00, { effectiveOn: "2026-02-01", expiresOn: "2026-04-10" });
  await grant(9_00, { expiresOn: "2026-01-20" });
  await book.setToday("2026-02-15");
  await adjust(book, accountId, -30_00);
  await grant(5_00);
  const ageing = async (on: string) => {
    const { rows } = await book.ask("reports.creditAgeing", { on });
    const some = rows.filter(({ blockCount }) => blockCount > 0);
    return some.map(({ age, blockCount, remainingMinor }) => [age, blockCount, remainingMinor]);
  };
  expect(await ageing("2025-12-31")).toEqual([]);
  expect(await ageing("2026-01-19")).toEqual([
    ["days_0_30", 2, 59_00],
    ["not_begun", 1, 20_00],
  ]);
  expect(await ageing("2026-01-31")).toEqual([
    ["days_0_30", 1, 50_00],
    ["not_begun", 1, 20_00],
  ]);
  expect(await ageing("2026-02-14")).toEqual([
    ["days_0_30", 1, 20_00],
    ["days_31_60", 1, 50_00],
  ]);
  // What expires first was used first.
  expect(await ageing("2026-02-15")).toEqual([
    ["days_0_30", 1, 5_00],
    ["days_31_60", 1, 40_00],
  ]);
  for (const on of ["2026-01-01", "2026-01-20", "2026-02-01", "2026-02-15", "2027-06-01", "9999-12-31"]) {
    await checkCreditAgeing(book, on);
  }
  // What is past its expiry and not written off yet is nobody's to use.
  const soon = await grant(8_00, { expiresOn: "2026-03-01" });
  expect(soon.entry.amountMinor).toBe(8_00);
  expect((await ageing("2026-03-01")).filter(([age]) => age === "past_expiry")).toEqual([["past_expiry", 1, 8_00]]);
  await checkCreditAgeing(book, "2026-03-01");

  const months = await book.ask("reports.expiringCredit", { fromOn: "2026-02-15", throughOn: "2026-03-31" });
  expect(months.rows).toEqual([
    { currency: "USD", fromOn: "2026-03-01", throughOn: "2026-03-31", blockCount: 1, remainingMinor: 8_00 },
  ]);
  await grant(1_00, { expiresOn: "2026-03-01" });
  await grant(2_00, { expiresOn: "2026-02-20" });
  await grant(3_00, { expiresOn: "2026-12-31" });
  const period = { fromOn: "2026-02-15", throughOn: "2026-12-30" };
  const blocks = await allRows(book, "reports.expiringBlocks", period, 1);
  expect(blocks.map(({ expiresOn, remainingMinor }) => [expiresOn, remainingMinor])).toEqual([
    ["2026-02-20", 2_00],
    ["2026-03-01", 8_00],
    ["2026-03-01", 1_00],
  ]);
  expect(await allRows(book, "reports.expiringBlocks", { ...period, currency: "EUR" })).toEqual([]);
});

test("a page of the credit of an earlier day has what was used since beside what was not, in their order", async () => {
  const book = await createTestBook({ today: "2026-01-01" });
  const accounts = [];
  for (let index = 0; index < 9; index += 1) accounts.push(await createCustomer(book));
  const blocks = [];
  for (const [index, accountId] of accounts.entries()) {
    await adjust(book, accountId, 10_00 + index);
    blocks.push({ accountId, remainingMinor: 10_00 + index });
  }
  await book.setToday("2026-02-01");
  // Of every second one nothing is left, and of every third a part.
  for (const [index, accountId] of accounts.entries()) {
    if (index % 2 === 0) await adjust(book, accountId, -(10_00 + index));
    else if (index % 3 === 0) await adjust(book, accountId, -4_00);
  }
  await adjust(book, accounts[0] ?? "", 3_00);
  for (const limit of [1, 2, 4, 100]) {
    const rows = await allRows(book, "reports.agedCredit", { on: "2026-01-31" }, limit);
    expect(rows.map(({ accountId, remainingMinor }) => ({ accountId, remainingMinor }))).toEqual(blocks);
  }
  const { total } = await book.ask("reports.agedCredit", { on: "2026-01-31", limit: 1 });
  expect(total.count).toBe(accounts.length);
  await checkCreditAgeing(book, "2026-01-31");
  await checkCreditAgeing(book, "2026-02-01");
});

test("revenue is what was charged without tax and what was carried over, less notes and voids, by the month of each", async () => {
  const book = await createTestBook({ today: "2026-01-01" });
  const { taxRateId } = await book.ask("taxRates.create", { name: "VAT", ratePartsPerMillion: 200_000 });
  const subscriber = await createCustomer(book, { feeMinor: 40_00 });
  const charged = await createCustomer(book);
  await book.ask("accounts.update", { accountId: subscriber, taxRateId });
  await book.ask("invoices.addCharge", {
    accountId: charged,
    description: "Setup",
    unitMinor: 15_00,
    currency: "USD",
    discountMinor: 5_00,
  });
  await billThrough(book, "2026-01-01");
  await book.setToday("2026-02-01");
  await billThrough(book, "2026-02-01");
  const [january] = await invoicesOf(book, subscriber);
  const note = { invoiceId: january?.id ?? "", lines: [{ position: 1, amountMinor: 10_00 }] };
  const { fingerprint } = await book.ask("creditNotes.preview", { ...note, destination: "credit" });
  await book.ask("creditNotes.issue", { ...note, destination: "credit", fingerprint });
  await book.setToday("2026-03-05");
  await book.ask("invoices.void", { invoiceId: (await firstInvoice(book, charged)).id });
  const { rows } = await book.ask("reports.revenue", lifetime);
  expect(
    rows.map(({ fromOn, planName, invoicedMinor, creditedMinor, voidedMinor, revenueMinor }) => [
      fromOn,
      planName,
      invoicedMinor,
      creditedMinor,
      voidedMinor,
      revenueMinor,
    ]),
  ).toEqual([
    ["2026-01-01", null, 10_00, 0, 0, 10_00],
    ["2026-01-01", "Team", 40_00, 0, 0, 40_00],
    ["2026-02-01", "Team", 40_00, -10_00, 0, 30_00],
    ["2026-03-01", null, 0, 0, -10_00, -10_00],
  ]);
  // January is what it was before the note and the void.
  const inJanuary = { fromOn: "2026-01-01", throughOn: "2026-01-31" };
  const lines = await allRows(book, "reports.revenueLines", inJanuary, 1);
  // Invoices of one day come in the order of their numbers, which is anybody's.
  expect(new Map(lines.map(({ kind, amountMinor, planName }) => [planName, [kind, amountMinor]]))).toEqual(
    new Map([
      [null, ["invoiced", 10_00]],
      ["Team", ["invoiced", 40_00]],
    ]),
  );
  await checkReports(book, lifetime);
});

test("collections tell what came in, failed, went back and was given up, by the day of each", async () => {
  const book = await createTestBook({ today: "2026-01-01" });
  const failing = await createCustomer(book, { feeMinor: 30_00 });
  const paying = await createCustomer(book, { feeMinor: 50_00 });
  await book.ask("paymentMethods.add", {
    accountId: failing,
    kind: "card",
    gateway: "test",
    token: "4000000000000002",
  });
  await billThrough(book, "2026-01-01");
  const invoiceId = (await firstInvoice(book, paying)).id;
  const paid = await book.ask("invoices.recordPayment", {
    invoiceId,
    amountMinor: 60_00,
    receivedOn: "2025-12-31",
    overpayment: "to_credit",
  });
  await book.ask("invoices.takeBackPayment", { paymentId: paid.invoice.payments[0]?.id ?? "", reason: "Bounced" });
  await book.setToday("2026-01-05");
  await book.setToday("2026-02-15");
  await book.ask("invoices.writeOff", { invoiceId, reason: "Gone" });
  const { rows } = await book.ask("reports.collections", lifetime);
  const { failedCount } = rows.find(({ fromOn }) => fromOn === "2026-01-01") ?? { failedCount: 0 };
  expect(failedCount).toBeGreaterThan(1);
  const none = {
    collectedMinor: 0,
    takenBackMinor: 0,
    refundedMinor: 0,
    failedMinor: 0,
    failedCount: 0,
    writtenOffMinor: 0,
  };
  expect(rows).toEqual([
    { ...none, currency: "USD", fromOn: "2025-12-01", throughOn: "2025-12-31", collectedMinor: 60_00 },
    {
      ...none,
      currency: "USD",
      fromOn: "2026-01-01",
      throughOn: "2026-01-31",
      takenBackMinor: -60_00,
      failedMinor: failedCount * 30_00,
      failedCount,
    },
    expect.objectContaining({ fromOn: "2026-02-01", collectedMinor: 0, writtenOffMinor: 50_00 }),
  ]);
  const writtenOff = await allRows(book, "reports.collectionItems", { ...lifetime, kind: "written_off" });
  expect(writtenOff).toMatchObject([{ on: "2026-02-15", detail: "Gone", amountMinor: 50_00 }]);
  await checkReports(book, lifetime);
});

test("a rest is written off on its day, also where more is written off later, after a payment was taken back", async () => {
  const book = await createTestBook({ today: "2026-01-05" });
  const accountId = await createCustomer(book);
  const { id: invoiceId } = await issueInvoice(book, accountId, [{ unitMinor: 50_00 }]);
  const paid = await book.ask("invoices.recordPayment", { invoiceId, amountMinor: 20_00, receivedOn: null });
  await book.ask("invoices.writeOff", { invoiceId, reason: "Small rest" });
  await book.setToday("2026-02-02");
  await book.ask("periods.close", { month: "2026-01" });
  const january = await reportsOfMonth(book, "2026-01");
  expect(january).toMatchObject({ collections: [{ collectedMinor: 20_00, writtenOffMinor: 30_00 }], invoices: [] });
  await book.ask("invoices.takeBackPayment", { paymentId: paid.invoice.payments[0]?.id ?? "", reason: "Bounced" });
  await book.ask("invoices.writeOff", { invoiceId, reason: "Gone" });
  expect(await reportsOfMonth(book, "2026-01")).toEqual(january);
  expect(await reportsOfMonth(book, "2026-02")).toMatchObject({
    collections: [{ collectedMinor: 0, takenBackMinor: -20_00, writtenOffMinor: 20_00 }],
    invoices: [],
  });
  const items = await allRows(book, "reports.collectionItems", { ...lifetime, kind: "written_off" }, 1);
  expect(items.map(({ on, amountMinor, detail }) => [on, amountMinor, detail])).toEqual([
    ["2026-01-05", 30_00, "Small rest"],
    ["2026-02-02", 20_00, "Gone"],
  ]);
  await checkReports(book, lifetime);
});

test("receivers are ranked by what they were given and kept, each currency by itself", async () => {
  const book = await createTestBook({ today: "2026-01-10" });
  const accounts = [];
  for (let index = 0; index < 5; index += 1) accounts.push(await createCustomer(book));
  const [first = "", second = "", third = "", fourth = "", fifth = ""] = accounts;
  await adjust(book, first, 10_00);
  await adjust(book, second, 30_00);
  const mistake = await adjust(book, third, 90_00);
  await adjust(book, third, 5_00);
  await adjust(book, fourth, 10_00);
  await adjust(book, fifth, 7_00, "EUR");
  await book.ask("credits.reverse", { entryId: mistake.id });
  // What is passed on was given to whoever had it first.
  await book.ask("credits.transfer", {
    fromAccountId: second,
    toAccountId: fifth,
    amountMinor: 30_00,
    currency: "USD",
  });
  await book.setToday("2026-02-01");
  await adjust(book, first, 1_00);
  const january = { fromOn: "2026-01-01", throughOn: "2026-01-31" };
  const rows = await allRows(book, "reports.topReceivers", january, 1);
  expect(rows.map(({ currency, receivedMinor }) => [currency, receivedMinor])).toEqual([
    ["EUR", 7_00],
    ["USD", 30_00],
    ["USD", 10_00],
    ["USD", 10_00],
    ["USD", 5_00],
  ]);
  expect(rows.at(-1)).toMatchObject({ accountId: third, entryCount: 3, givenMinor: 95_00, reversedMinor: -90_00 });
  // In one currency alone they are added up in another way.
  const inDollars = await allRows(book, "reports.topReceivers", { ...january, currency: "USD" }, 1);
  expect(inDollars).toEqual(rows.filter(({ currency }) => currency === "USD"));
  await checkReports(book, lifetime);
});

test("anomalies are found by repetition, limit, day, roundness, and what is passed on", async () => {
  // A Friday.
  const book = await createTestBook({ today: "2026-01-09", timeZone: "Pacific/Auckland" });
  const at = (moment: string) => book.ask("book.setClock", { clock: { kind: "test", nowMs: Date.parse(moment) } });
  const [one, other] = [await createCustomer(book), await createCustomer(book)];
  await at("2026-01-09T01:00:00Z");
  const first = await adjust(book, one, 49_00);
  await at("2026-01-09T05:00:00Z");
  const again = await adjust(book, one, 49_00);
  await adjust(book, other, 49_00);
  await adjust(book, one, 200_00);
  // Half past ten in the evening of Friday at Greenwich is Saturday in Auckland.
  await at("2026-01-09T22:30:00Z");
  const { outEntry } = await book.ask("credits.transfer", {
    fromAccountId: one,
    toAccountId: other,
    amountMinor: 60_00,
    currency: "USD",
  });
  await at("2026-01-12T05:00:00Z");
  const later = await adjust(book, one, 49_00);
  await adjust(book, one, 50_01);
  const found = async (kind: string, terms: object = {}) => {
    const rows = await allRows(book, "reports.anomalies", { ...lifetime, kind, ...terms } as never, 1);
    return rows.map(({ sequence, relatedEntryId }) => [sequence, relatedEntryId]);
  };
  expect(await found("repeated")).toEqual([[again.sequence, first.id]]);
  expect(await found("repeated", { withinHours: 3 })).toEqual([]);
  expect(await found("repeated", { withinHours: 72 })).toEqual([
    [later.sequence, again.id],
    [again.sequence, first.id],
  ]);
  // The earlier one may lie before the period.
  expect(await found("repeated", { withinHours: 72, fromOn: "2026-01-12" })).toEqual([[later.sequence, again.id]]);
  const limit = { currency: "USD", limitMinor: 50_00 };
  expect((await found("just_below_limit", limit)).map(([sequence]) => sequence)).toEqual([
    later.sequence,
    again.sequence + 1,
    again.sequence,
    first.sequence,
  ]);
  expect(await found("just_below_limit", { ...limit, belowPercent: 1 })).toEqual([]);
  // Where none is named, those of the roles as they stand, of an act and of a day, each in its currency.
  await book.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 50_00, perDayMinor: 0 });
  await book.ask("limits.set", { role: "approver", currency: "USD", perActMinor: null, perDayMinor: 200_00 });
  await book.ask("limits.set", { role: "clerk", currency: "JPY", perActMinor: 51_00, perDayMinor: null });
  const belowRoles = [later.sequence, again.sequence + 2, again.sequence + 1, again.sequence, first.sequence];
  expect((await found("just_below_limit")).map(([sequence]) => sequence)).toEqual(belowRoles);
  expect(await found("just_below_limit", { currency: "JPY" })).toEqual([]);
  expect(await found("just_below_limit", { ...limit, currency: "EUR" })).toEqual([]);
  expect(await found("outside_working_days")).toEqual([[outEntry.sequence, null]]);
  expect(await found("round_amount")).toEqual([[outEntry.sequence - 1, null]]);
  expect(await found("round_amount", { roundMinor: 60_00 })).toEqual([[outEntry.sequence, null]]);
  const passedOn = await found("credit_then_transfer");
  expect(passedOn).toHaveLength(1);
  expect(passedOn[0]?.[0]).toBe(outEntry.sequence);
  // Clocks are put back on the first Sunday of April, so this one and Mondays after it begin and end an hour later by the world's clock.
  await at("2026-04-05T11:30:00Z");
  const onSunday = await adjust(book, one, 10_01);
  await at("2026-04-05T12:30:00Z");
  await adjust(book, one, 10_02);
  expect(await found("outside_working_days")).toEqual([
    [onSunday.sequence, null],
    [outEntry.sequence, null],
  ]);
});

test.each([
  ["amount", "UPDATE money_day_total SET amount_minor = amount_minor + 1 WHERE kind = 'invoiced'"],
  ["number of payments", "UPDATE money_day_total SET item_count = 2 WHERE kind = 'collected'"],
  ["plan", "UPDATE money_day_total SET plan_id = 'cplan_0' WHERE kind = 'invoiced'"],
  ["day", "UPDATE money_day_total SET counted_on = '2025-12-31' WHERE kind = 'collected'"],
])("verifying finds a kept total of money with another %s (BEHAVIOUR 4.3)", async (_what, statement) => {
  const book = await createTestBook({ today: "2026-01-10" });
  const accountId = await createCustomer(book);
  const invoice = await issueInvoice(book, accountId, [{ unitMinor: 10_00 }]);
  await book.ask("invoices.recordPayment", { invoiceId: invoice.id, amountMinor: 4_00, receivedOn: null });
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  await inDatabase(book, (database) => database.exec(statement));
  const { result } = await (await openTestBook(book.path)).runJob("ledger.verify", {});
  expect(result).toMatchObject({ ok: false, firstBroken: { problem: expect.stringContaining("total of USD") } });
});
