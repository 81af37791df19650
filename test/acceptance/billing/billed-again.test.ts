import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { payBy } from "../../support/collection.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf, payOpen } from "../../support/company.ts";
import { changeSubscription, createPlan, issueNext, seatsAt, subscribed } from "../../support/subscriptions.ts";

const papers = async (book: TestBook, accountId: string) =>
  (await invoicesOf(book, accountId)).map(({ number, issuedOn, state, totalMinor }) => [
    number,
    issuedOn,
    state,
    totalMinor,
  ]);
const voidAgain = (book: TestBook, invoiceId: string | undefined) =>
  book.ask("invoices.void", { invoiceId: invoiceId ?? "", periods: "bill_again" });
const verified = async (book: TestBook) =>
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, findings: [] });

describe("what becomes of the periods of a voided invoice (BEHAVIOUR 9.8)", () => {
  /** 10.00 a month from the 15th of January on, billed through the 15th of March. */
  async function billedThroughMarch(book: TestBook) {
    const accountId = await createCustomer(book, { feeMinor: 10_00, startOn: "2026-01-15" });
    await billThrough(book, "2026-03-15");
    return { accountId, invoices: await invoicesOf(book, accountId) };
  }

  test.each([
    ["the later one first", [2, 1]],
    ["the earlier one first", [1, 2]],
  ])("A-104: billed again, a run makes them anew with numbers of their own, %s", async (_what, order) => {
    const book = await createTestBook({ today: "2026-03-20" });
    const { accountId, invoices } = await billedThroughMarch(book);
    for (const index of order) await voidAgain(book, invoices[index]?.id);
    const dry = (await book.runJob("billing.dryRun", { throughOn: "2026-04-14" })).result;
    const run = await billThrough(book, "2026-04-14");
    expect(run.totals).toMatchObject([{ invoiceCount: 2, invoicedMinor: 20_00 }]);
    expect(dry.totals).toMatchObject([{ invoiceCount: 2, invoicedMinor: 20_00 }]);
    expect((await papers(book, accountId)).slice(3)).toEqual([
      ["INV-000004", "2026-02-15", "open", 10_00],
      ["INV-000005", "2026-03-15", "open", 10_00],
    ]);
    expect((await billThrough(book, "2026-04-14")).totals).toEqual([]);
    await verified(book);
  });

  test("A-104: waived, none is made, and a program that says nothing waives", async () => {
    const book = await createTestBook({ today: "2026-03-20" });
    const { accountId, invoices } = await billedThroughMarch(book);
    await book.ask("invoices.void", { invoiceId: invoices[1]?.id ?? "" });
    await book.ask("invoices.void", { invoiceId: invoices[2]?.id ?? "", periods: "waive" });
    expect((await billThrough(book, "2026-04-14")).totals).toEqual([]);
    expect(await papers(book, accountId)).toHaveLength(3);
  });

  test("one in the middle is billed again by an invoice of its own, the next that is issued", async () => {
    const book = await createTestBook({ today: "2026-03-20" });
    const { accountId, invoices } = await billedThroughMarch(book);
    await voidAgain(book, invoices[1]?.id);
    const again = await issueNext(book, accountId);
    expect(again).toMatchObject({ issuedOn: "2026-02-15", totalMinor: 10_00 });
    expect(again.lines).toMatchObject([{ kind: "fee", period: { startOn: "2026-02-15", endOn: "2026-03-15" } }]);
    expect(await issueNext(book, accountId)).toMatchObject({ issuedOn: "2026-04-15" });
    await verified(book);
  });

  test("a period that has not begun is due again on its day, and a change before it finds it unbilled", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const planId = await createPlan(book, { monthlyMinor: 31_00 });
    const dearer = await createPlan(book, { monthlyMinor: 62_00 });
    const accountId = await subscribed(book, planId, { startOn: "2026-01-01" });
    await billThrough(book, "2026-02-01");
    const [, february] = await invoicesOf(book, accountId);
    await payOpen(book, accountId).catch(() => undefined);
    const { payments } = (await invoicesOf(book, accountId))[1] ?? { payments: [] };
    await book.ask("invoices.takeBackPayment", { paymentId: payments[0]?.id ?? "", reason: "Recorded by mistake" });
    await voidAgain(book, february?.id);
    await book.setToday("2026-01-12");
    const { invoice } = await changeSubscription(book, accountId, { type: "plan", planId: dearer, period: "month" });
    expect(invoice?.lines.map(({ netMinor }) => netMinor)).toEqual([-20_00, 40_00]);
    await billThrough(book, "2026-02-01");
    expect((await papers(book, accountId)).at(-1)).toEqual(["INV-000004", "2026-02-01", "open", 62_00]);
    await verified(book);
  });

  test("the discount of a period that is billed again is used again, not lost", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const accountId = await createCustomer(book, { feeMinor: 100_00 });
    const { discountId } = await book.ask("discounts.create", { name: "Half", partsPerMillion: 500_000, periods: 2 });
    await changeSubscription(book, accountId, { type: "add_discount", discountId });
    await billThrough(book, "2026-02-01");
    const [, february] = await invoicesOf(book, accountId);
    await voidAgain(book, february?.id);
    await billThrough(book, "2026-03-01");
    expect((await papers(book, accountId)).map(([, , state, total]) => [state, total])).toEqual([
      ["open", 50_00],
      ["void", 50_00],
      ["open", 50_00],
      ["open", 100_00],
    ]);
  });

  test("charges of their own and what was carried over wait again", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const accountId = await createCustomer(book, { feeMinor: 30_00 });
    await book.ask("invoices.addCharge", { accountId, description: "Setup", unitMinor: 5_00, currency: "USD" });
    await billThrough(book, "2026-01-01");
    const [first] = await invoicesOf(book, accountId);
    expect(first?.totalMinor).toBe(35_00);
    await voidAgain(book, first?.id);
    expect((await book.ask("invoices.charges", { accountId })).charges).toMatchObject([{ netMinor: 5_00 }]);
    await billThrough(book, "2026-01-01");
    expect((await papers(book, accountId)).at(-1)).toEqual(["INV-000002", "2026-01-01", "open", 35_00]);
  });

  test("a change's invoice is billed again as it was: what it charged, less what it gave back", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const planId = await createPlan(book, { monthlyMinor: 31_00 });
    const dearer = await createPlan(book, { monthlyMinor: 62_00 });
    const accountId = await subscribed(book, planId, { startOn: "2026-01-01" });
    await payOpen(book, accountId);
    await book.setToday("2026-01-12");
    const up = await changeSubscription(book, accountId, { type: "plan", planId: dearer, period: "month" });
    await voidAgain(book, up.invoice?.id);
    expect(
      await book.refusal("subscriptions.previewChange", { accountId, change: { type: "cancel", timing: "now" } }),
    ).toMatchObject({ code: "period_not_billed" });
    await billThrough(book, "2026-01-12");
    const again = (await invoicesOf(book, accountId)).at(-1);
    expect(again).toMatchObject({ number: "INV-000003", issuedOn: "2026-01-12", outstandingMinor: 20_00 });
    expect(again?.lines.map(({ netMinor }) => netMinor)).toEqual([-20_00, 40_00]);
    const { invoice } = await changeSubscription(book, accountId, { type: "cancel", timing: "now", withCredit: true });
    expect(invoice?.lines.map(({ netMinor }) => netMinor)).toEqual([-20_00]);
    expect(await creditOf(book, accountId)).toBe(20_00);
    await verified(book);
  });

  test("what a note took off is not billed again, also once the subscription has ended", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const planId = await createPlan(book, { monthlyMinor: 31_00, seatPrice: seatsAt(3_10) });
    const accountId = await subscribed(book, planId, { startOn: "2026-01-01", seats: 2 });
    await adjust(book, accountId, 4_00);
    await book.ask("credits.applyToOpenInvoices", { accountId });
    await book.setToday("2026-01-17");
    await changeSubscription(book, accountId, { type: "cancel", timing: "now", withCredit: true });
    const [first] = await invoicesOf(book, accountId);
    expect(first).toMatchObject({ totalMinor: 37_20, outstandingMinor: 15_20 });
    await voidAgain(book, first?.id);
    expect(await creditOf(book, accountId)).toBe(4_00);
    await billThrough(book, "2026-01-17");
    expect((await invoicesOf(book, accountId)).at(-1)).toMatchObject({
      issuedOn: "2026-01-01",
      totalMinor: 19_20,
      creditAppliedMinor: 4_00,
      outstandingMinor: 15_20,
    });
    await verified(book);
  });

  test("the discount is the one that the period had used, not one that was used up before", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const accountId = await createCustomer(book, { feeMinor: 100_00 });
    const once = await book.ask("discounts.create", { name: "Half, once", partsPerMillion: 500_000, periods: 1 });
    const twice = await book.ask("discounts.create", { name: "Tenth, twice", partsPerMillion: 100_000, periods: 2 });
    await changeSubscription(book, accountId, { type: "add_discount", discountId: once.discountId });
    await billThrough(book, "2026-01-01");
    await changeSubscription(book, accountId, { type: "add_discount", discountId: twice.discountId });
    await book.setToday("2026-02-01");
    await billThrough(book, "2026-02-01");
    await changeSubscription(book, accountId, { type: "remove_discount" });
    await voidAgain(book, (await invoicesOf(book, accountId))[1]?.id);
    await billThrough(book, "2026-02-01");
    expect((await papers(book, accountId)).map(([, , , total]) => total)).toEqual([50_00, 90_00, 100_00]);
  });

  test("a discount that waits for February begins there, also where January, which has begun, is billed again", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const accountId = await createCustomer(book, { feeMinor: 100_00 });
    const tenth = await book.ask("discounts.create", { name: "Tenth", partsPerMillion: 100_000, periods: null });
    const half = await book.ask("discounts.create", { name: "Half", partsPerMillion: 500_000, periods: 2 });
    await changeSubscription(book, accountId, { type: "add_discount", discountId: tenth.discountId });
    await billThrough(book, "2026-01-01");
    await book.setToday("2026-01-10");
    const { preview } = await changeSubscription(book, accountId, {
      type: "add_discount",
      discountId: half.discountId,
    });
    expect(preview.effectiveOn).toBe("2026-02-01");
    await voidAgain(book, (await invoicesOf(book, accountId))[0]?.id);
    await billThrough(book, "2026-04-01");
    // January as it was, February and March by half, April whole: what waited took the place of the tenth.
    expect(
      (await papers(book, accountId)).slice(1).map(([, issuedOn, , totalMinor]) => [issuedOn, totalMinor]),
    ).toEqual([
      ["2026-01-01", 90_00],
      ["2026-02-01", 50_00],
      ["2026-03-01", 50_00],
      ["2026-04-01", 100_00],
    ]);
    await verified(book);
  });

  test("what was voided first takes the discount that is added then, as its preview says", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const accountId = await createCustomer(book, { feeMinor: 100_00 });
    const { discountId } = await book.ask("discounts.create", { name: "Half", partsPerMillion: 500_000, periods: 1 });
    await billThrough(book, "2026-01-01");
    await book.setToday("2026-01-10");
    await voidAgain(book, (await invoicesOf(book, accountId))[0]?.id);
    const { preview } = await changeSubscription(book, accountId, { type: "add_discount", discountId });
    expect(preview.effectiveOn).toBe("2026-01-01");
    await billThrough(book, "2026-02-01");
    expect((await papers(book, accountId)).slice(1).map(([, , , totalMinor]) => totalMinor)).toEqual([50_00, 100_00]);
    await verified(book);
  });

  test("what follows a cancellation that is taken back follows where the billed periods end now", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const planId = await createPlan(book, { monthlyMinor: 62_00 });
    const cheaper = await createPlan(book, { monthlyMinor: 31_00 });
    const accountId = await subscribed(book, planId, { startOn: "2026-01-01" });
    await billThrough(book, "2026-02-01");
    // It waits for March, because February has been billed, until that is voided.
    await changeSubscription(book, accountId, { type: "plan", planId: cheaper, period: "month" });
    await voidAgain(book, (await invoicesOf(book, accountId))[1]?.id);
    await changeSubscription(book, accountId, { type: "cancel", timing: "period_end" });
    const { subscription } = await changeSubscription(book, accountId, { type: "resume" });
    expect(subscription).toMatchObject({ endsOn: "2026-02-01", upcoming: { startsOn: "2026-02-01" } });
    await billThrough(book, "2026-03-01");
    const invoices = await invoicesOf(book, accountId);
    expect(invoices.slice(2).map(({ lines }) => [lines[0]?.period?.startOn, lines[0]?.netMinor])).toEqual([
      ["2026-02-01", 31_00],
      ["2026-03-01", 31_00],
    ]);
    await verified(book);
  });

  test("a card that pays it is charged on the day of the run", async () => {
    const book = await createTestBook({ today: "2026-03-20" });
    const { accountId, invoices } = await billedThroughMarch(book);
    await voidAgain(book, invoices[1]?.id);
    await payBy(book, accountId, "succeeds");
    await billThrough(book, "2026-03-20");
    expect((await invoicesOf(book, accountId)).at(-1)).toMatchObject({ issuedOn: "2026-02-15", paidOn: "2026-03-20" });
  });
});

describe("the seats of a period that is billed again (BEHAVIOUR 6.9, 6.11, 9.8)", () => {
  /** 50.00 a month with seats of 5.00, six of them, from a day on. */
  async function withSeats(book: TestBook, startOn: string): Promise<string> {
    const planId = await createPlan(book, { monthlyMinor: 50_00, seatPrice: seatsAt(5_00) });
    return subscribed(book, planId, { startOn, seats: 6 });
  }
  const takeSeats = (book: TestBook, accountId: string, seats: number) =>
    changeSubscription(book, accountId, { type: "seats", seats });
  const asked = async (book: TestBook, accountId: string) =>
    (await papers(book, accountId)).map(([, issuedOn, state, totalMinor]) => [issuedOn, state, totalMinor]);

  test("are those it had: what were added since have an invoice that stands", async () => {
    const book = await createTestBook({ today: "2026-06-01" });
    const accountId = await withSeats(book, "2026-06-01");
    await book.setToday("2026-06-16");
    // Two seats for 15 of 30 days.
    expect((await takeSeats(book, accountId, 8)).invoice?.totalMinor).toBe(5_00);
    await voidAgain(book, (await invoicesOf(book, accountId))[0]?.id);
    await billThrough(book, "2026-07-01");
    expect(await asked(book, accountId)).toEqual([
      ["2026-06-01", "void", 80_00],
      ["2026-06-16", "open", 5_00],
      ["2026-06-01", "open", 80_00],
      ["2026-07-01", "open", 90_00],
    ]);
    await verified(book);
  });

  test("are those it had where it was billed ahead, and two were added for the whole of it", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const accountId = await withSeats(book, "2026-01-01");
    await billThrough(book, "2026-02-01");
    expect((await takeSeats(book, accountId, 8)).invoice?.totalMinor).toBe(20_00);
    await voidAgain(book, (await invoicesOf(book, accountId))[1]?.id);
    await billThrough(book, "2026-03-01");
    expect((await asked(book, accountId)).slice(3)).toEqual([
      ["2026-02-01", "open", 80_00],
      ["2026-03-01", "open", 90_00],
    ]);
    await verified(book);
  });

  test("are no fewer today for a first month that is billed again once the next one is billed", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const planId = await createPlan(book, { monthlyMinor: 50_00, seatPrice: seatsAt(31_00) });
    const accountId = await subscribed(book, planId, { startOn: "2026-01-01", seats: 6 });
    await takeSeats(book, accountId, 8);
    await billThrough(book, "2026-02-01");
    await voidAgain(book, (await invoicesOf(book, accountId))[0]?.id);
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-22");
    // One seat more than eight: 10 of 31 days of January, and February.
    const { invoice } = await takeSeats(book, accountId, 9);
    expect(invoice?.lines.map(({ netMinor }) => netMinor)).toEqual([10_00, 31_00]);
    await verified(book);
  });

  test("are those it had where fewer wait for the next one", async () => {
    const book = await createTestBook({ today: "2026-06-01" });
    const accountId = await withSeats(book, "2026-06-01");
    await book.setToday("2026-06-16");
    await takeSeats(book, accountId, 3);
    await voidAgain(book, (await invoicesOf(book, accountId))[0]?.id);
    await billThrough(book, "2026-07-01");
    expect((await asked(book, accountId)).slice(1)).toEqual([
      ["2026-06-01", "open", 80_00],
      ["2026-07-01", "open", 65_00],
    ]);
    await verified(book);
  });

  test("wait again where it has not begun, and those of today are there as before", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const planId = await createPlan(book, { monthlyMinor: 50_00, seatPrice: seatsAt(31_00) });
    const accountId = await subscribed(book, planId, { startOn: "2026-01-01", seats: 6 });
    await takeSeats(book, accountId, 3);
    await billThrough(book, "2026-02-01");
    await voidAgain(book, (await invoicesOf(book, accountId))[1]?.id);
    expect((await book.ask("subscriptions.get", { accountId })).subscription).toMatchObject({ seats: 6, nextSeats: 3 });
    await book.setToday("2026-01-22");
    // Two seats more than six, for 10 of 31 days; not five more than three.
    const eight = { accountId, change: { type: "seats", seats: 8 } } as const;
    expect((await book.ask("subscriptions.previewChange", eight)).invoice?.totalMinor).toBe(20_00);
    await billThrough(book, "2026-02-01");
    expect((await asked(book, accountId)).at(-1)).toEqual(["2026-02-01", "open", 50_00 + 93_00]);
    await verified(book);
  });
});
