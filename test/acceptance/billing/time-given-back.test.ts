import { describe, expect, test } from "vitest";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice, taxOf } from "../../support/collection.ts";
import { adjust, billThrough, creditOf, invoicesOf } from "../../support/company.ts";
import { changeSubscription, createPlan, seatsAt, subscribed } from "../../support/subscriptions.ts";

type Change = MethodInput<"subscriptions.change">["change"];

const cancelNow = { type: "cancel", timing: "now", withCredit: true } as const;

/** January of 31.00, billed on the 1st and not paid. */
async function january(book: TestBook): Promise<{ accountId: string; planId: string; firstId: string }> {
  const planId = await createPlan(book, { monthlyMinor: 31_00 });
  const accountId = await subscribed(book, planId, { startOn: "2026-01-01" });
  const [first] = await invoicesOf(book, accountId);
  if (!first) throw new Error("January was billed");
  return { accountId, planId, firstId: first.id };
}

const changeTo = (planId: string): Change => ({ type: "plan", planId, period: "month", timing: "now" });
const pay = (book: TestBook, invoiceId: string, amountMinor: number | null = null) =>
  book.ask("invoices.recordPayment", { invoiceId, amountMinor, receivedOn: null });
const outstanding = async (book: TestBook, accountId: string) =>
  (await invoicesOf(book, accountId)).map(({ state, outstandingMinor }) => [state, outstandingMinor]);
const lineNets = (invoice: { lines: readonly { netMinor: number }[] } | null) =>
  invoice?.lines.map(({ netMinor }) => netMinor);
const verified = async (book: TestBook) =>
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, firstBroken: null });

describe("time given back on what is not paid (BEHAVIOUR 7.2a)", () => {
  test("A-90: comes off what the invoice asks, and leaves nothing to be had from a void or from giving up", async () => {
    for (const ending of ["invoices.void", "invoices.markUncollectible", "invoices.writeOff"] as const) {
      const book = await createTestBook({ today: "2026-01-01" });
      const { accountId, firstId } = await january(book);
      await book.setToday("2026-01-17");
      const { preview, invoice, creditNotes } = await changeSubscription(book, accountId, cancelNow);
      expect(preview.notes).toMatchObject([{ invoiceId: firstId, totalMinor: 15_00, outstandingMinor: 16_00 }]);
      expect(invoice).toBeNull();
      expect(creditNotes).toMatchObject([
        { cause: "unused_time", totalMinor: 15_00, toDueMinor: 15_00, toCreditMinor: 0 },
      ]);
      expect(await outstanding(book, accountId)).toEqual([["open", 16_00]]);
      expect(await creditOf(book, accountId)).toBeNull();
      await book.ask(ending, {
        invoiceId: firstId,
        ...(ending === "invoices.writeOff" ? { reason: "Gone" } : {}),
      });
      expect(await creditOf(book, accountId)).toBeNull();
      await verified(book);
    }
  });

  test("A-91: an upgrade takes it off the first invoice, and a void of either leaves the other as it is", async () => {
    for (const voided of [0, 1]) {
      const book = await createTestBook({ today: "2026-01-01" });
      const { accountId, planId } = await january(book);
      const dearer = await createPlan(book, { monthlyMinor: 62_00 });
      await book.setToday("2026-01-12");
      const { invoice } = await changeSubscription(book, accountId, changeTo(dearer));
      expect(lineNets(invoice)).toEqual([40_00]);
      expect(await outstanding(book, accountId)).toEqual([
        ["open", 11_00],
        ["open", 40_00],
      ]);
      const invoices = await invoicesOf(book, accountId);
      await book.ask("invoices.void", { invoiceId: invoices[voided]?.id ?? "" });
      const left = [11_00, 40_00];
      left[voided] = 0;
      expect((await outstanding(book, accountId)).map(([, minor]) => minor)).toEqual(left);
      // Changed back on the same day, the rest of January is charged once in all, whichever invoice was voided.
      await changeSubscription(book, accountId, changeTo(planId));
      const owed = (await outstanding(book, accountId)).reduce((sum, [, minor]) => sum + Number(minor), 0);
      expect(owed).toBe(voided === 0 ? 20_00 : 31_00);
      expect(await creditOf(book, accountId)).toBeNull();
      await verified(book);
    }
  });

  test("A-92: what credit had paid beyond what was asked becomes credit", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const planId = await createPlan(book, { monthlyMinor: 31_00 });
    const { accountId } = await book.ask("accounts.create", { kind: "organization", name: "Globex", currency: "USD" });
    await adjust(book, accountId, 15_00);
    await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-01" });
    await billThrough(book, "2026-01-01");
    await book.setToday("2026-01-11");
    const { preview } = await changeSubscription(book, accountId, cancelNow);
    expect(preview.notes).toMatchObject([{ totalMinor: 16_00, outstandingMinor: 0 }]);
    expect(preview.proration).toMatchObject({ amountMinor: 21_00 });
    const [first, second] = await invoicesOf(book, accountId);
    expect(first).toMatchObject({ state: "paid", outstandingMinor: 0, reducedMinor: 16_00, paidBy: "payer-credits" });
    expect(lineNets(second ?? null)).toEqual([-5_00]);
    expect(await creditOf(book, accountId)).toBe(5_00);
    await verified(book);
  });

  test("the same with an upgrade: only what was paid is a line of the new invoice", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const { accountId, firstId } = await january(book);
    await pay(book, firstId, 15_00);
    const dearer = await createPlan(book, { monthlyMinor: 62_00 });
    await book.setToday("2026-01-11");
    const { invoice } = await changeSubscription(book, accountId, changeTo(dearer));
    expect(lineNets(invoice)).toEqual([-5_00, 42_00]);
    expect(await outstanding(book, accountId)).toEqual([
      ["paid", 0],
      ["open", 37_00],
    ]);
  });

  test("A-93: a void makes what it had given back charged and unused again, whichever item it belonged to", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const { accountId, planId, firstId } = await january(book);
    await pay(book, firstId);
    const dearer = await createPlan(book, { monthlyMinor: 62_00 });
    await book.setToday("2026-01-12");
    const up = await changeSubscription(book, accountId, changeTo(dearer));
    expect(up.invoice?.outstandingMinor).toBe(20_00);
    await book.ask("invoices.void", { invoiceId: up.invoice?.id ?? "" });
    const back = await changeSubscription(book, accountId, changeTo(planId));
    expect(lineNets(back.invoice)).toEqual([-20_00, 20_00]);
    expect(back.invoice?.outstandingMinor).toBe(0);
    expect(await creditOf(book, accountId)).toBeNull();
    await verified(book);
  });

  test("no time is given back twice, however often the plan changes", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const { accountId, firstId } = await january(book);
    await pay(book, firstId);
    for (const [day, monthlyMinor] of [
      ["2026-01-12", 62_00],
      ["2026-01-20", 93_00],
    ] as const) {
      await book.setToday(day);
      const { invoice } = await changeSubscription(book, accountId, changeTo(await createPlan(book, { monthlyMinor })));
      await pay(book, invoice?.id ?? "");
    }
    await book.setToday("2026-01-25");
    const { invoice } = await changeSubscription(book, accountId, cancelNow);
    // 12 days of the third plan were charged; five of them are used.
    expect(lineNets(invoice)).toEqual([-21_00]);
    expect(await creditOf(book, accountId)).toBe(21_00);
  });

  test("a note that takes the giving-back line back makes the time charged and unused again", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const { accountId, planId, firstId } = await january(book);
    await pay(book, firstId);
    const dearer = await createPlan(book, { monthlyMinor: 62_00 });
    await book.setToday("2026-01-12");
    const up = await changeSubscription(book, accountId, changeTo(dearer));
    await pay(book, up.invoice?.id ?? "");
    const lines = [
      { position: 1, amountMinor: -20_00 },
      { position: 2, amountMinor: 40_00 },
    ];
    const note = { invoiceId: up.invoice?.id ?? "", lines, destination: "credit" } as const;
    const { fingerprint } = await book.ask("creditNotes.preview", note);
    await book.ask("creditNotes.issue", { ...note, fingerprint });
    expect(await creditOf(book, accountId)).toBe(20_00);
    const back = await changeSubscription(book, accountId, changeTo(planId));
    expect(lineNets(back.invoice)).toEqual([-20_00, 20_00]);
    await verified(book);
  });

  test("time given back on the same invoice counts as paid", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const { accountId, firstId } = await january(book);
    await pay(book, firstId);
    await book.setToday("2026-01-12");
    const dearer = await createPlan(book, { monthlyMinor: 62_00 });
    await changeSubscription(book, accountId, changeTo(dearer));
    // The second invoice asks for 20.00 of 40.00; all 40.00 are unused.
    const { invoice } = await changeSubscription(book, accountId, cancelNow);
    expect(lineNets(invoice)).toEqual([-20_00]);
    expect(await outstanding(book, accountId)).toEqual([
      ["paid", 0],
      ["paid", 0],
      ["paid", 0],
    ]);
    expect(await creditOf(book, accountId)).toBe(20_00);
    await verified(book);
  });

  test("an invoice that was given up still asks for its rest, and what was written off was never paid", async () => {
    for (const [ending, credit] of [
      ["invoices.markUncollectible", 5_00],
      ["invoices.writeOff", 5_00],
    ] as const) {
      const book = await createTestBook({ today: "2026-01-01" });
      const { accountId, firstId } = await january(book);
      await pay(book, firstId, 15_00);
      await book.ask(ending, {
        invoiceId: firstId,
        ...(ending === "invoices.writeOff" ? { reason: "Gone" } : {}),
      });
      await book.setToday("2026-01-11");
      await changeSubscription(book, accountId, cancelNow);
      expect(await creditOf(book, accountId)).toBe(credit);
      expect((await outstanding(book, accountId))[0]).toEqual(["paid", 0]);
      await verified(book);
    }
  });

  test("with tax, seats and a discount the note takes exactly what is asked, and the rest is what was paid", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const planId = await createPlan(book, { monthlyMinor: 99_99, seatPrice: seatsAt(3_33) });
    const { accountId } = await book.ask("accounts.create", { kind: "organization", name: "Globex", currency: "USD" });
    await book.ask("accounts.update", { accountId, taxRateId: await taxOf(book, 8.875) });
    await book.ask("subscriptions.create", { accountId, planId, period: "month", seats: 7, startOn: "2026-01-01" });
    const { discountId } = await book.ask("discounts.create", { name: "Third", partsPerMillion: 333_333 });
    await changeSubscription(book, accountId, { type: "add_discount", discountId });
    await billThrough(book, "2026-01-01");
    const [first] = await invoicesOf(book, accountId);
    const totalMinor = first?.totalMinor ?? 0;
    await pay(book, first?.id ?? "", 71_23);
    const { preview } = await changeSubscription(book, accountId, cancelNow);
    expect(preview.notes).toMatchObject([{ totalMinor: totalMinor - 71_23, outstandingMinor: 0 }]);
    const credit = (await creditOf(book, accountId)) ?? 0;
    expect(credit).toBeLessThanOrEqual(71_23);
    expect(credit).toBeGreaterThanOrEqual(71_22);
    await verified(book);
  });

  test("what was given back for an invoice keeps it from being voided until that is undone", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const { accountId, firstId } = await january(book);
    await adjust(book, accountId, 20_00);
    await book.ask("credits.applyToOpenInvoices", { accountId });
    await pay(book, firstId);
    await book.setToday("2026-01-17");
    const { invoice } = await changeSubscription(book, accountId, cancelNow);
    const [first] = await invoicesOf(book, accountId);
    await book.ask("invoices.takeBackPayment", { paymentId: first?.payments[0]?.id ?? "", reason: "Bounced" });
    expect(await book.refusal("invoices.void", { invoiceId: firstId })).toMatchObject({ code: "invoice_gave_back" });
    await book.ask("invoices.void", { invoiceId: invoice?.id ?? "" });
    await book.ask("invoices.void", { invoiceId: firstId });
    expect(await creditOf(book, accountId)).toBe(20_00);
    await verified(book);
  });
});

describe("a note on an open invoice, and a rest that is written off (BEHAVIOUR 9.11)", () => {
  async function openInvoice(book: TestBook, totalMinor: number, paidMinor: number) {
    const { accountId } = await book.ask("accounts.create", { kind: "organization", name: "Globex", currency: "USD" });
    const { id } = await issueInvoice(book, accountId, [{ unitMinor: totalMinor }]);
    if (paidMinor > 0) await pay(book, id, paidMinor);
    return { accountId, id };
  }
  async function noteOf(book: TestBook, invoiceId: string, amountMinor: number, destination: "origin" | "credit") {
    const note = { invoiceId, lines: [{ position: 1, amountMinor }], destination };
    const { fingerprint } = await book.ask("creditNotes.preview", note);
    return (await book.ask("creditNotes.issue", { ...note, fingerprint })).creditNote;
  }

  test("A-110: takes off what is due first; what it exceeds that by goes where the note says", async () => {
    for (const destination of ["origin", "credit"] as const) {
      const book = await createTestBook();
      const { accountId, id } = await openInvoice(book, 100_00, 50_00);
      const note = await noteOf(book, id, 70_00, destination);
      expect(note).toMatchObject({
        totalMinor: 70_00,
        toDueMinor: 50_00,
        toCreditMinor: destination === "credit" ? 20_00 : 0,
        outOfBandMinor: destination === "credit" ? 0 : 20_00,
      });
      expect(await book.ask("invoices.get", { invoiceId: id })).toMatchObject({ state: "paid", outstandingMinor: 0 });
      expect(await creditOf(book, accountId)).toBe(destination === "credit" ? 20_00 : null);
      await verified(book);
    }
  });

  test("the parts of a destination add up to what is given back beyond the due", async () => {
    const book = await createTestBook();
    const { id } = await openInvoice(book, 100_00, 50_00);
    const lines = [{ position: 1, amountMinor: 70_00 }];
    const parts = { toCreditMinor: 15_00, toPaymentMethodMinor: 0, outOfBandMinor: 5_00 };
    const note = { invoiceId: id, lines, destination: parts };
    const { figures } = await book.ask("creditNotes.preview", note);
    expect(figures).toMatchObject({ toDueMinor: 50_00, ...parts });
    const all = { ...note, destination: { ...parts, toCreditMinor: 65_00 } };
    expect(await book.refusal("creditNotes.preview", all)).toMatchObject({ code: "credit_note_split_mismatch" });
  });

  test("a note of less than is due leaves the invoice open, and one of all of it leaves it paid by nothing", async () => {
    const book = await createTestBook();
    const { accountId, id } = await openInvoice(book, 100_00, 0);
    await noteOf(book, id, 30_00, "credit");
    expect(await outstanding(book, accountId)).toEqual([["open", 70_00]]);
    await noteOf(book, id, 70_00, "origin");
    expect(await book.ask("invoices.get", { invoiceId: id })).toMatchObject({ state: "paid", paidBy: "none" });
    expect(await creditOf(book, accountId)).toBeNull();
    expect(await book.refusal("invoices.void", { invoiceId: id })).toMatchObject({ code: "invoice_not_open" });
    await verified(book);
  });

  test("what credit had paid goes back to its block, once the due is gone", async () => {
    const book = await createTestBook();
    const { accountId, id } = await openInvoice(book, 100_00, 0);
    await adjust(book, accountId, 40_00);
    await book.ask("credits.applyToOpenInvoices", { accountId });
    await noteOf(book, id, 75_00, "origin");
    expect(await creditOf(book, accountId)).toBe(15_00);
    const { blocks } = await book.ask("credits.blocks", { accountId });
    expect(blocks).toMatchObject([{ amountMinor: 40_00, remainingMinor: 15_00 }]);
    await verified(book);
  });

  test("a rest that is written off is asked for no more, by nobody, and cannot be credited", async () => {
    const book = await createTestBook();
    const { accountId, id } = await openInvoice(book, 100_00, 99_00);
    const { invoice } = await book.ask("invoices.writeOff", { invoiceId: id, reason: "Bank charges" });
    expect(invoice).toMatchObject({
      state: "paid",
      paidBy: "manual",
      outstandingMinor: 0,
      writtenOffMinor: 1_00,
      writeOffReason: "Bank charges",
    });
    const whole = { invoiceId: id, lines: [{ position: 1, amountMinor: 100_00 }], destination: "credit" };
    expect(await book.refusal("creditNotes.preview", whole)).toMatchObject({
      code: "credit_note_exceeds_line",
      details: { leftMinor: 99_00 },
    });
    await noteOf(book, id, 99_00, "credit");
    expect(await creditOf(book, accountId)).toBe(99_00);
    expect(await book.refusal("invoices.writeOff", { invoiceId: id, reason: "Again" })).toMatchObject({
      code: "invoice_not_open",
    });
    await verified(book);
  });

  test("a rest of which nothing was paid is given up with its write-off, and can still be voided", async () => {
    const book = await createTestBook();
    const { accountId, id } = await openInvoice(book, 100_00, 0);
    await book.ask("invoices.writeOff", { invoiceId: id, reason: "Insolvent" });
    expect(await outstanding(book, accountId)).toEqual([["uncollectible", 0]]);
    expect(await book.refusal("invoices.writeOff", { invoiceId: id, reason: "Again" })).toMatchObject({
      code: "nothing_outstanding",
    });
    expect(
      await book.refusal("invoices.recordPayment", { invoiceId: id, amountMinor: 1, receivedOn: null }),
    ).toMatchObject({
      code: "nothing_outstanding",
    });
    await book.ask("invoices.void", { invoiceId: id });
    await verified(book);
  });
});

describe("a payment that is taken back (BEHAVIOUR 9.9)", () => {
  async function overpaid(book: TestBook) {
    const { accountId } = await book.ask("accounts.create", { kind: "organization", name: "Globex", currency: "USD" });
    const { id } = await issueInvoice(book, accountId, [{ unitMinor: 80_00 }]);
    const { invoice } = await book.ask("invoices.recordPayment", {
      invoiceId: id,
      amountMinor: 100_00,
      receivedOn: null,
      overpayment: "to_credit",
    });
    return { accountId, id, paymentId: invoice.payments[0]?.id ?? "" };
  }

  test("A-109: opens the invoice again and takes the overpayment's credit with it", async () => {
    const book = await createTestBook();
    const { accountId, paymentId } = await overpaid(book);
    expect(await creditOf(book, accountId)).toBe(20_00);
    const { invoice } = await book.ask("invoices.takeBackPayment", { paymentId, reason: "Bounced" });
    expect(invoice).toMatchObject({ state: "open", outstandingMinor: 80_00, paidBy: null, paidOn: null });
    expect(invoice.payments).toMatchObject([
      { amountMinor: 100_00, takenBackOn: "2026-01-01", takenBackReason: "Bounced" },
    ]);
    expect(await creditOf(book, accountId)).toBe(0);
    expect(await book.refusal("invoices.takeBackPayment", { paymentId, reason: "Again" })).toMatchObject({
      code: "payment_was_taken_back",
    });
    await verified(book);
  });

  test("A-109: is refused with the shortfall where the credit is spent, and writes nothing", async () => {
    const book = await createTestBook();
    const { accountId, id, paymentId } = await overpaid(book);
    await adjust(book, accountId, -5_00);
    expect(await book.refusal("invoices.takeBackPayment", { paymentId, reason: "Bounced" })).toMatchObject({
      code: "credit_already_spent",
      details: { shortfallMinor: 5_00 },
    });
    expect(await book.ask("invoices.get", { invoiceId: id })).toMatchObject({ state: "paid" });
    expect(await creditOf(book, accountId)).toBe(15_00);
  });

  test("is refused where notes or later invoices have given back what was paid", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const { accountId, firstId } = await january(book);
    const { invoice } = await pay(book, firstId);
    await book.setToday("2026-01-17");
    const cancelled = await changeSubscription(book, accountId, cancelNow);
    const paymentId = invoice.payments[0]?.id ?? "";
    expect(await book.refusal("invoices.takeBackPayment", { paymentId, reason: "Bounced" })).toMatchObject({
      code: "payment_given_back",
      details: { shortfallMinor: 15_00 },
    });
    await book.ask("invoices.void", { invoiceId: cancelled.invoice?.id ?? "" });
    await book.ask("invoices.takeBackPayment", { paymentId, reason: "Bounced" });
    expect(await creditOf(book, accountId)).toBe(0);
    await verified(book);
  });

  test("brings the account behind again, and what a card paid is refunded, not taken back", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const { accountId, firstId } = await january(book);
    await book.setToday("2026-02-20");
    const { invoice } = await pay(book, firstId);
    expect((await book.ask("subscriptions.get", { accountId })).subscription?.status).toBe("active");
    await book.ask("invoices.takeBackPayment", { paymentId: invoice.payments[0]?.id ?? "", reason: "Recorded twice" });
    expect((await book.ask("subscriptions.get", { accountId })).subscription?.status).toBe("past_due");
    expect(await book.refusal("invoices.takeBackPayment", { paymentId: "pay_none", reason: "?" })).toMatchObject({
      code: "payment_not_found",
    });
    await book.ask("paymentMethods.add", { accountId, kind: "card", gateway: "test", token: "4242424242424242" });
    const collected = await book.ask("invoices.collect", { invoiceId: firstId });
    const paymentId = collected.invoice.payments.at(-1)?.id ?? "";
    expect(await book.refusal("invoices.takeBackPayment", { paymentId, reason: "?" })).toMatchObject({
      code: "payment_not_recorded",
    });
  });
});
