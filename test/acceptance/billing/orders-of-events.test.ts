import { describe, expect, test } from "vitest";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { payBy, taxOf } from "../../support/collection.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf, payOpen } from "../../support/company.ts";
import { changeSubscription, createPlan, seatsAt, subscribed } from "../../support/subscriptions.ts";

/**
 * Lives in which acts follow each other that were thought of one by one. Each figure was worked out by hand first; January has 31 days,
 * so a plan of 31.00 costs 1.00 a day. At the end of each life the verifier finds nothing.
 */

type Change = MethodInput<"subscriptions.change">["change"];

const cancelNow = { type: "cancel", timing: "now", withCredit: true } as const;
const upgrade = (planId: string): Change => ({ type: "plan", planId, period: "month", timing: "now" });

const nets = (invoice: { lines: readonly { netMinor: number }[] } | null | undefined) =>
  invoice?.lines.map(({ netMinor }) => netMinor);
const standing = async (book: TestBook, accountId: string) =>
  (await invoicesOf(book, accountId)).map(({ state, outstandingMinor }) => [state, outstandingMinor]);
const verified = async (book: TestBook) =>
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, firstBroken: null, findings: [] });

/** A customer with January billed: a month of 31.00 unless it is said. */
async function january(book: TestBook, monthlyMinor = 31_00) {
  const accountId = await createCustomer(book, { feeMinor: monthlyMinor });
  await billThrough(book, "2026-01-01");
  const [invoice] = await invoicesOf(book, accountId);
  return { accountId, invoiceId: invoice?.id ?? "" };
}

/** Credit a part of a line as it is previewed. */
async function note(
  book: TestBook,
  invoiceId: string,
  amountMinor: number,
  { destination = "credit", position = 1 }: { destination?: "credit" | "origin"; position?: number } = {},
) {
  const wanted = { invoiceId, lines: [{ position, amountMinor }], destination };
  const { fingerprint } = await book.ask("creditNotes.preview", wanted);
  await book.ask("creditNotes.issue", { ...wanted, fingerprint });
}

describe("notes, voids and payments", () => {
  test("a note on what is due, then a void: all credit comes back, and the note takes none of it", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 100_00 });
    await adjust(book, accountId, 50_00);
    await billThrough(book, "2026-01-01");
    const [invoice] = await invoicesOf(book, accountId);
    await note(book, invoice?.id ?? "", 30_00);
    expect(await standing(book, accountId)).toEqual([["open", 20_00]]);
    await book.ask("invoices.void", { invoiceId: invoice?.id ?? "" });
    expect(await creditOf(book, accountId)).toBe(50_00);
    await verified(book);
  });

  test("two payments and a note of half: only the smaller can be taken back, and the note's credit pays for it", async () => {
    const book = await createTestBook();
    const { accountId, invoiceId } = await january(book, 100_00);
    for (const amountMinor of [60_00, 40_00]) {
      await book.ask("invoices.recordPayment", { invoiceId, amountMinor, receivedOn: null });
    }
    await note(book, invoiceId, 50_00);
    const [paid] = await invoicesOf(book, accountId);
    const paymentOf = (minor: number) => paid?.payments.find(({ amountMinor }) => amountMinor === minor)?.id ?? "";
    // Without the 60.00 only 40.00 were paid, and 50.00 have been given back.
    const bounced = { paymentId: paymentOf(60_00), reason: "Bounced" };
    expect(await book.refusal("invoices.takeBackPayment", bounced)).toMatchObject({
      code: "payment_given_back",
      details: { shortfallMinor: 10_00 },
    });
    await book.ask("invoices.takeBackPayment", { paymentId: paymentOf(40_00), reason: "Bounced" });
    expect(await standing(book, accountId)).toEqual([["open", 40_00]]);
    await book.ask("credits.applyToOpenInvoices", { accountId });
    expect(await standing(book, accountId)).toEqual([["paid", 0]]);
    expect(await creditOf(book, accountId)).toBe(10_00);
    await verified(book);
  });

  test("given up, paid in part, the rest written off, then cancelled: what was lost comes first", async () => {
    const book = await createTestBook();
    const { accountId, invoiceId } = await january(book);
    await book.ask("invoices.markUncollectible", { invoiceId });
    await book.ask("invoices.recordPayment", { invoiceId, amountMinor: 10_00, receivedOn: null });
    await book.ask("invoices.writeOff", { invoiceId, reason: "Gone" });
    // 16.00 were used and 10.00 paid; of the 15.00 that were not used none was.
    await book.setToday("2026-01-17");
    expect((await changeSubscription(book, accountId, cancelNow)).invoice).toBeNull();
    expect(await creditOf(book, accountId)).toBeNull();
    await verified(book);
  });

  test("three blocks used; one expires, one is voided; a note brings back what still can be", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 50_00 });
    const increase = {
      accountId,
      action: "increase",
      amountMinor: 20_00,
      currency: "USD",
      reasonCode: "promotion",
    } as const;
    await book.ask("credits.adjust", { ...increase, terms: { expiresOn: "2026-01-10" } });
    await book.ask("credits.adjust", { ...increase, terms: { priority: 10 } });
    const last = await book.ask("credits.adjust", increase);
    await billThrough(book, "2026-01-01");
    const { blocks } = await book.ask("credits.blocks", { accountId });
    await book.setToday("2026-01-10");
    // Used were 20.00 of the one that comes first, 20.00 of the one that expires, 10.00 of the last.
    const lastBlock = blocks.find(({ entryId }) => entryId === last.entry.id);
    await book.ask("credits.voidBlock", { blockId: lastBlock?.id ?? "" });
    expect(await creditOf(book, accountId)).toBe(0);
    const [invoice] = await invoicesOf(book, accountId);
    // Last used first: 10.00 voided and 20.00 expired are gone at once, 5.00 stays.
    await note(book, invoice?.id ?? "", 35_00);
    expect(await creditOf(book, accountId)).toBe(5_00);
    await verified(book);
  });
});

describe("changes, and what becomes of their invoices", () => {
  test("an upgrade billed again, a note on its charge, then the end", async () => {
    const book = await createTestBook();
    const { accountId } = await january(book);
    await payOpen(book, accountId);
    const dearer = await createPlan(book, { monthlyMinor: 62_00 });
    await book.setToday("2026-01-12");
    const { invoice } = await changeSubscription(book, accountId, upgrade(dearer));
    await book.ask("invoices.void", { invoiceId: invoice?.id ?? "", periods: "bill_again" });
    await billThrough(book, "2026-01-12");
    const again = (await invoicesOf(book, accountId)).at(-1);
    expect([nets(again), again?.outstandingMinor]).toEqual([[-20_00, 40_00], 20_00]);
    await note(book, again?.id ?? "", 10_00, { position: 2 });
    await book.setToday("2026-01-22");
    // 20.00 of the 40.00 are unused: 10.00 come off what is due, 10.00 were paid by the time that was given back.
    const end = await changeSubscription(book, accountId, cancelNow);
    expect([end.preview.notes.map(({ totalMinor }) => totalMinor), nets(end.invoice)]).toEqual([[10_00], [-10_00]]);
    expect(await creditOf(book, accountId)).toBe(10_00);
    await verified(book);
  });

  test("a downgrade's credit is taken back by its void, and an upgrade finds the time unused", async () => {
    const book = await createTestBook();
    const { accountId } = await january(book);
    await payOpen(book, accountId);
    await book.setToday("2026-01-12");
    const cheaper = await createPlan(book, { monthlyMinor: 15_50 });
    const down = await changeSubscription(book, accountId, upgrade(cheaper));
    expect([nets(down.invoice), await creditOf(book, accountId)]).toEqual([[-20_00, 10_00], 10_00]);
    await book.ask("invoices.void", { invoiceId: down.invoice?.id ?? "" });
    expect(await creditOf(book, accountId)).toBe(0);
    const up = await changeSubscription(book, accountId, upgrade(await createPlan(book, { monthlyMinor: 62_00 })));
    expect(nets(up.invoice)).toEqual([-20_00, 40_00]);
    await verified(book);
  });

  test("an upgrade waived after seats were added to it: the first plan and the seats come back", async () => {
    const book = await createTestBook();
    const { accountId } = await january(book);
    await payOpen(book, accountId);
    const planId = await createPlan(book, { monthlyMinor: 62_00, seatPrice: seatsAt(3_10) });
    await book.setToday("2026-01-12");
    const up = await changeSubscription(book, accountId, { type: "plan", planId, period: "month", seats: 1 });
    expect(nets(up.invoice)).toEqual([-20_00, 40_00, 2_00]);
    await book.setToday("2026-01-22");
    const added = await changeSubscription(book, accountId, { type: "seats", seats: 3 });
    await book.ask("invoices.recordPayment", {
      invoiceId: added.invoice?.id ?? "",
      amountMinor: null,
      receivedOn: null,
    });
    await book.ask("invoices.void", { invoiceId: up.invoice?.id ?? "" });
    expect(nets((await changeSubscription(book, accountId, cancelNow)).invoice)).toEqual([-10_00, -2_00]);
    await verified(book);
  });

  test("an end with a charge of another tax rate makes 16.00, is billed again, and makes the same", async () => {
    const book = await createTestBook();
    const [ten, twenty] = [await taxOf(book, 10), await taxOf(book, 20)];
    const accountId = await createCustomer(book, { feeMinor: 31_00 });
    await book.ask("accounts.update", { accountId, taxRateId: ten });
    await billThrough(book, "2026-01-01");
    await payOpen(book, accountId);
    await book.setToday("2026-01-12");
    const charge = {
      description: "Setup",
      unitMinor: 5_00,
      currency: "USD",
      tax: { by: "rate", taxRateId: twenty },
    } as const;
    await book.ask("invoices.addCharge", { accountId, ...charge });
    // -20.00 and 2.00 of its tax; 5.00 and 1.00.
    const { invoice } = await changeSubscription(book, accountId, cancelNow);
    expect([nets(invoice), invoice?.taxMinor, await creditOf(book, accountId)]).toEqual([[-20_00, 5_00], -1_00, 16_00]);
    await book.ask("invoices.void", { invoiceId: invoice?.id ?? "", periods: "bill_again" });
    expect(await creditOf(book, accountId)).toBe(0);
    await billThrough(book, "2026-01-12");
    expect(await creditOf(book, accountId)).toBe(16_00);
    await verified(book);
  });

  test("what was carried over and is not paid there is no credit, and neither is what was billed ahead", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 30_30 });
    await payBy(book, accountId, "succeeds");
    await adjust(book, accountId, 30_00);
    await billThrough(book, "2026-01-01");
    await book.ask("paymentMethods.add", { accountId, kind: "transfer", gateway: "manual" });
    await billThrough(book, "2026-02-01");
    await book.setToday("2026-01-16");
    // 16 of 31 days of 30.30 are 15.64, of which 0.30 wait on February's invoice; February comes off it.
    const { invoice, preview } = await changeSubscription(book, accountId, cancelNow);
    expect([nets(invoice), preview.notes.map(({ totalMinor }) => totalMinor)]).toEqual([[-15_34], [30_30]]);
    expect(await standing(book, accountId)).toEqual([
      ["paid", 0],
      ["open", 30],
      ["paid", 0],
    ]);
    expect(await creditOf(book, accountId)).toBe(15_34);
    await verified(book);
  });

  test("a year waits, a discount for it, the end, more seats; resumed, all of it holds from the clamped day on", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, {
      monthlyMinor: 50_00,
      annualMonthlyMinor: 40_00,
      seatPrice: seatsAt(5_00),
    });
    const accountId = await subscribed(book, planId, { startOn: "2026-01-31", seats: 2 });
    await changeSubscription(book, accountId, { type: "plan", planId, period: "annual" });
    const { discountId } = await book.ask("discounts.create", { name: "Tenth", partsPerMillion: 100_000, periods: 1 });
    await changeSubscription(book, accountId, { type: "add_discount", discountId });
    await changeSubscription(book, accountId, { type: "cancel", timing: "period_end" });
    await book.setToday("2026-02-14");
    // Two seats of 5.00 for 14 of 28 days, without the discount that has not begun.
    const added = await changeSubscription(book, accountId, { type: "seats", seats: 4 });
    expect(nets(added.invoice)).toEqual([5_00]);
    await changeSubscription(book, accountId, { type: "resume" });
    await billThrough(book, "2026-02-28");
    // 12 × 40.00 and 12 × 4 × 5.00, less a tenth of 720.00.
    expect((await invoicesOf(book, accountId)).at(-1)).toMatchObject({ issuedOn: "2026-02-28", totalMinor: 648_00 });
    await verified(book);
  });
});
