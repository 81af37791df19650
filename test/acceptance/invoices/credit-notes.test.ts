import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import type { InvoiceView } from "../../../src/shared/contract/invoice-view.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice, payBy, taxOf, type ChargedLine } from "../../support/collection.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";

type Preview = MethodInput<"creditNotes.preview">;

/** What a test says of a note: which lines, how much of each, and where it goes. */
interface Content {
  readonly lines: readonly { readonly position: number; readonly amountMinor: number }[];
  readonly destination: Preview["destination"];
}

/** Preview a credit note, issue it, and prove that both say the same. */
async function creditNote(book: TestBook, invoiceId: string, { lines, destination }: Content) {
  const content = { lines: [...lines], destination };
  const { figures, fingerprint } = await book.ask("creditNotes.preview", { invoiceId, ...content });
  const issued = await book.ask("creditNotes.issue", { invoiceId, ...content, fingerprint });
  expect(issued.creditNote).toMatchObject(figures);
  return issued.creditNote;
}

/** An invoice with lines of its own that a card has paid, or credit where there is some. */
async function paidInvoice(book: TestBook, lines: readonly ChargedLine[], creditMinor = 0): Promise<InvoiceView> {
  const accountId = await createCustomer(book);
  if (creditMinor > 0) await adjust(book, accountId, creditMinor);
  await payBy(book, accountId, "succeeds");
  const invoice = await issueInvoice(book, accountId, lines);
  expect(invoice.state).toBe("paid");
  return invoice;
}

/** A subscription whose 31 days of January, for 31.00, a card has paid. */
async function paidMonth(book: TestBook): Promise<{ accountId: string; invoice: InvoiceView }> {
  const accountId = await createCustomer(book, { feeMinor: 31_00 });
  await payBy(book, accountId, "succeeds");
  await billThrough(book, "2026-01-01");
  const [invoice] = await invoicesOf(book, accountId);
  if (!invoice) throw new Error("The month was not billed");
  return { accountId, invoice };
}

/** Cancel today, with credit for the unused time. */
async function cancelNow(book: TestBook, accountId: string): Promise<InvoiceView> {
  const change = { type: "cancel", timing: "now", withCredit: true } as const;
  const { pinnedOn, fingerprint } = await book.ask("subscriptions.previewChange", { accountId, change });
  const { invoice } = await book.ask("subscriptions.change", { accountId, change, pinnedOn, fingerprint });
  if (!invoice) throw new Error("Nothing was given back");
  return invoice;
}

async function verified(book: TestBook): Promise<void> {
  expect((await book.runJob("ledger.verify", {})).result.firstBroken).toBeNull();
}

describe("credit notes (BEHAVIOUR 9.6)", () => {
  test("A-12 (credit note) a note to credit for an invoice that credit paid gives the credit back", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 100_00 });
    await adjust(book, accountId, 130_00);
    await billThrough(book, "2026-01-01");
    const [invoice] = await invoicesOf(book, accountId);
    expect(invoice).toMatchObject({ state: "paid", paidBy: "payer-credits" });
    const whole = { lines: [{ position: 1, amountMinor: 100_00 }], destination: "credit" } as const;
    expect(await creditNote(book, invoice?.id ?? "", whole)).toMatchObject({
      number: "CN-000001",
      invoiceNumber: "INV-000001",
      totalMinor: 100_00,
      toCreditMinor: 100_00,
    });
    expect(await creditOf(book, accountId)).toBe(130_00);
    // It went back to the block that it was taken from, so there is one block, and it is whole again.
    const { blocks } = await book.ask("credits.blocks", { accountId });
    expect(blocks).toMatchObject([{ amountMinor: 130_00, remainingMinor: 130_00 }]);
    await verified(book);
  });

  test("A-21 a note for 10.00 of a line taxed at 10 % adds 11.00 of credit", async () => {
    const book = await createTestBook();
    const invoice = await paidInvoice(book, [{ unitMinor: 100_00, taxRateId: await taxOf(book, 10) }]);
    const part = { lines: [{ position: 1, amountMinor: 10_00 }], destination: "credit" } as const;
    const note = await creditNote(book, invoice.id, part);
    expect(note).toMatchObject({ netMinor: 10_00, taxMinor: 1_00, totalMinor: 11_00, toCreditMinor: 11_00 });
    expect(await creditOf(book, invoice.accountId)).toBe(11_00);
    const { rows } = await book.ask("ledger.list", { accountId: invoice.accountId });
    expect(rows).toMatchObject([{ sourceType: "refund_to_credit", sourceId: note.id, amountMinor: 11_00 }]);
    await verified(book);
  });

  test("A-47 two notes of one line each come to 82.00 and 81.99, together the invoice", async () => {
    const book = await createTestBook();
    const taxRateId = await taxOf(book, 20);
    const lines = [
      { unitMinor: 68_33, taxRateId },
      { unitMinor: 68_33, taxRateId },
    ];
    const invoice = await paidInvoice(book, lines);
    expect(invoice).toMatchObject({ totalMinor: 163_99, taxMinor: 27_33 });
    const totals = [];
    for (const position of [1, 2]) {
      const line = { lines: [{ position, amountMinor: 68_33 }], destination: "origin" } as const;
      totals.push((await creditNote(book, invoice.id, line)).totalMinor);
    }
    expect(totals).toEqual([82_00, 81_99]);
    const after = await book.ask("invoices.get", { invoiceId: invoice.id });
    expect(after).toMatchObject({
      state: "paid",
      creditedMinor: 163_99,
      creditNotes: [{ number: "CN-000001" }, { number: "CN-000002" }],
      payments: [{ amountMinor: 163_99, refundedMinor: 163_99 }],
    });
    const more = { invoiceId: invoice.id, lines: [{ position: 1, amountMinor: 1 }], destination: "credit" };
    expect((await book.refusal("creditNotes.preview", more)).code).toBe("credit_note_exceeds_line");
  });

  test("A-48 a part of a discounted line takes its share of the discount", async () => {
    const book = await createTestBook();
    const invoice = await paidInvoice(book, [
      { unitMinor: 179_00, taxRateId: await taxOf(book, 10) },
      { unitMinor: 399_00, discountMinor: 250_00, taxRateId: await taxOf(book, 20) },
    ]);
    expect(invoice.taxes.map((tax) => tax.taxMinor)).toEqual([17_90, 29_80]);
    expect(invoice.totalMinor).toBe(375_70);
    const note = await creditNote(book, invoice.id, {
      lines: [{ position: 2, amountMinor: 262_60 }],
      destination: "origin",
    });
    expect(note).toMatchObject({ netMinor: 98_06, taxMinor: 19_61, totalMinor: 117_67, toPaymentMethodMinor: 117_67 });
    expect(note.lines).toMatchObject([
      { position: 2, description: "Charge 2", grossMinor: 262_60, discountMinor: 164_54, netMinor: 98_06 },
    ]);
    expect(note.lines[0]?.steps.map((step) => step.kind)).toEqual(["share", "tax"]);
  });

  test("A-68 credited in full to where it came from: 20.00 back to credit, 80.00 to the card", async () => {
    const book = await createTestBook();
    const invoice = await paidInvoice(book, [{ unitMinor: 100_00 }], 20_00);
    expect(invoice).toMatchObject({ creditAppliedMinor: 20_00, dueMinor: 80_00, paidBy: "test" });
    const whole = { lines: [{ position: 1, amountMinor: 100_00 }], destination: "origin" } as const;
    expect(await creditNote(book, invoice.id, whole)).toMatchObject({
      toCreditMinor: 20_00,
      toPaymentMethodMinor: 80_00,
      outOfBandMinor: 0,
    });
    expect(await creditOf(book, invoice.accountId)).toBe(20_00);
    const { blocks } = await book.ask("credits.blocks", { accountId: invoice.accountId });
    expect(blocks).toMatchObject([{ amountMinor: 20_00, remainingMinor: 20_00 }]);
    await verified(book);
  });

  test("money that an operator recorded goes back out of band, and an overpayment is not refunded twice", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { id: invoiceId } = await issueInvoice(book, accountId, [{ unitMinor: 100_00 }]);
    await book.ask("invoices.recordPayment", { invoiceId, amountMinor: 30_00, receivedOn: "2026-01-01" });
    await payBy(book, accountId, "bankSucceeds");
    await book.ask("invoices.collect", { invoiceId });
    const content = { lines: [{ position: 1, amountMinor: 90_00 }], destination: "origin" as const };
    const preview = await book.ask("creditNotes.preview", { invoiceId, ...content });
    expect(preview).toMatchObject({ refundableToPaymentMethodMinor: 70_00, refundableOutOfBandMinor: 30_00 });
    expect(await creditNote(book, invoiceId, content)).toMatchObject({
      toPaymentMethodMinor: 70_00,
      outOfBandMinor: 20_00,
      toCreditMinor: 0,
    });
    expect((await book.ask("invoices.get", { invoiceId })).payments).toMatchObject([
      { gateway: "manual", refundedMinor: 20_00 },
      { gateway: "test", refundedMinor: 70_00 },
    ]);

    await book.ask("paymentMethods.add", { accountId, kind: "transfer", gateway: "manual" });
    const second = await issueInvoice(book, accountId, [{ unitMinor: 50_00 }]);
    await book.ask("invoices.recordPayment", {
      invoiceId: second.id,
      amountMinor: 70_00,
      receivedOn: "2026-01-01",
      overpayment: "to_credit",
    });
    const whole = { lines: [{ position: 1, amountMinor: 50_00 }], destination: "origin" } as const;
    expect(await creditNote(book, second.id, whole)).toMatchObject({ outOfBandMinor: 50_00, toCreditMinor: 0 });
    expect(await creditOf(book, accountId)).toBe(20_00);
  });

  test("the parts as the operator chooses them, across several notes", async () => {
    const book = await createTestBook();
    const invoice = await paidInvoice(book, [{ unitMinor: 100_00 }], 40_00);
    const half = { lines: [{ position: 1, amountMinor: 50_00 }] };
    const parts = { toCreditMinor: 30_00, toPaymentMethodMinor: 20_00, outOfBandMinor: 0 };
    await creditNote(book, invoice.id, { ...half, destination: parts });
    await creditNote(book, invoice.id, { ...half, destination: "credit" });
    expect(await creditOf(book, invoice.accountId)).toBe(80_00);
    // 40.00 went back to the block that had paid, over both notes; the other 40.00 are new credit.
    const { blocks } = await book.ask("credits.blocks", { accountId: invoice.accountId });
    expect(blocks.map((block) => [block.amountMinor, block.remainingMinor])).toEqual([
      [40_00, 40_00],
      [40_00, 40_00],
    ]);
    await verified(book);
  });

  test("credit comes back to a block that has expired meanwhile, and expires at once, visibly (BEHAVIOUR 5.4)", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await book.ask("credits.adjust", {
      accountId,
      action: "increase",
      amountMinor: 10_00,
      currency: "USD",
      reasonCode: "courtesy",
      terms: { expiresOn: "2026-02-01" },
    });
    const invoice = await issueInvoice(book, accountId, [{ unitMinor: 10_00 }]);
    await book.setToday("2026-03-01");
    await creditNote(book, invoice.id, { lines: [{ position: 1, amountMinor: 10_00 }], destination: "origin" });
    const { rows } = await book.ask("ledger.list", { accountId });
    expect(rows.slice(0, 2)).toMatchObject([
      { sourceType: "expiry", amountMinor: -10_00 },
      { sourceType: "refund_to_credit", amountMinor: 10_00 },
    ]);
    expect(await creditOf(book, accountId)).toBe(0);
    await verified(book);
  });

  test("unused time that was given back is not credited again, until the invoice that gave it back is void", async () => {
    const book = await createTestBook({ today: "2026-01-16" });
    const { accountId, invoice } = await paidMonth(book);
    const credited = await cancelNow(book, accountId);
    expect(credited).toMatchObject({ state: "paid", creditCreatedMinor: 16_00 });
    const rest = { invoiceId: invoice.id, destination: "origin" };
    const tooMuch = { ...rest, lines: [{ position: 1, amountMinor: 15_01 }] };
    expect(await book.refusal("creditNotes.preview", tooMuch)).toMatchObject({
      code: "credit_note_exceeds_line",
      details: { position: 1, leftMinor: 15_00 },
    });
    await creditNote(book, invoice.id, { lines: [{ position: 1, amountMinor: 15_00 }], destination: "origin" });
    expect(await book.ask("invoices.get", { invoiceId: invoice.id })).toMatchObject({
      creditedMinor: 15_00,
      payments: [{ refundedMinor: 15_00 }],
    });
    await book.ask("invoices.void", { invoiceId: credited.id });
    expect(await creditOf(book, accountId)).toBe(0);
    await creditNote(book, invoice.id, { lines: [{ position: 1, amountMinor: 16_00 }], destination: "origin" });
    expect(await book.ask("invoices.get", { invoiceId: invoice.id })).toMatchObject({ creditedMinor: 31_00 });
    await verified(book);
  });

  test("what was credited is not given back as unused time again (BEHAVIOUR 7.2)", async () => {
    const book = await createTestBook({ today: "2026-01-16" });
    const { accountId, invoice } = await paidMonth(book);
    await creditNote(book, invoice.id, { lines: [{ position: 1, amountMinor: 20_00 }], destination: "origin" });
    expect(await cancelNow(book, accountId)).toMatchObject({ creditCreatedMinor: 11_00 });
    const more = { invoiceId: invoice.id, lines: [{ position: 1, amountMinor: 1 }], destination: "credit" };
    expect((await book.refusal("creditNotes.preview", more)).code).toBe("credit_note_exceeds_line");
  });

  const whole = [{ position: 1, amountMinor: 100_00 }];
  const parts = (toCreditMinor: number, toPaymentMethodMinor: number, outOfBandMinor: number) => ({
    toCreditMinor,
    toPaymentMethodMinor,
    outOfBandMinor,
  });
  test.each([
    ["more than a line", { lines: [{ position: 1, amountMinor: 100_01 }] }, "credit_note_exceeds_line"],
    ["the wrong sign", { lines: [{ position: 1, amountMinor: -1 }] }, "credit_note_exceeds_line"],
    ["a line that is not there", { lines: [{ position: 2, amountMinor: 1 }] }, "credit_note_exceeds_line"],
    ["nothing of a line", { lines: [{ position: 1, amountMinor: 0 }] }, "credit_note_is_nothing"],
    ["no line", { lines: [] }, "invalid_input"],
    ["half a cent", { lines: [{ position: 1, amountMinor: 0.5 }] }, "invalid_input"],
    ["parts that do not add up", { destination: parts(20_00, 79_99, 0) }, "credit_note_split_mismatch"],
    ["a part below zero", { destination: parts(120_00, -20_00, 0) }, "invalid_input"],
    ["more to the card than it paid", { destination: parts(0, 100_00, 0) }, "refund_exceeds_payment"],
    ["money out of band that never came", { destination: parts(0, 80_00, 20_00) }, "refund_exceeds_payment"],
    ["no invoice", { invoiceId: "inv_none" }, "invoice_not_found"],
  ])("%s: refused, by the preview and by the issue, and nothing changes", async (_what, content, code) => {
    const book = await createTestBook();
    const invoice = await paidInvoice(book, [{ unitMinor: 100_00 }], 20_00);
    const input = { invoiceId: invoice.id, lines: whole, destination: "credit", ...content };
    expect((await book.refusal("creditNotes.preview", input)).code).toBe(code);
    expect((await book.refusal("creditNotes.issue", { ...input, fingerprint: "f" })).code).toBe(code);
    expect(await book.ask("invoices.get", { invoiceId: invoice.id })).toEqual(invoice);
    expect(await creditOf(book, invoice.accountId)).toBe(0);
  });

  test("a void invoice has no credit notes", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { id: invoiceId } = await issueInvoice(book, accountId, [{ unitMinor: 100_00 }]);
    const input = { invoiceId, lines: whole, destination: "credit" as const };
    expect((await book.ask("creditNotes.preview", input)).figures).toMatchObject({ toDueMinor: 100_00 });
    await book.ask("invoices.void", { invoiceId });
    expect((await book.refusal("creditNotes.preview", input)).code).toBe("invoice_not_creditable");
  });

  test("a preview that no longer holds is refused with a fresh one, and the same key issues one note", async () => {
    const book = await createTestBook();
    const invoice = await paidInvoice(book, [{ unitMinor: 100_00 }]);
    const content = {
      invoiceId: invoice.id,
      lines: [{ position: 1, amountMinor: 10_00 }],
      destination: "origin" as const,
    };
    const { fingerprint } = await book.ask("creditNotes.preview", content);
    const issue = { ...content, fingerprint, note: "Two days without service", idempotencyKey: "note" };
    const first = await book.ask("creditNotes.issue", issue);
    expect(first.creditNote).toMatchObject({ note: "Two days without service", operator: "Tess Tester" });
    expect(await book.ask("creditNotes.issue", issue)).toEqual(first);
    const stale = await book.refusal("creditNotes.issue", { ...issue, idempotencyKey: "other" });
    expect(stale).toMatchObject({
      code: "preview_stale",
      details: { preview: { refundableToPaymentMethodMinor: 90_00 } },
    });
    const other = { ...issue, lines: [{ position: 1, amountMinor: 10_01 }] };
    expect((await book.refusal("creditNotes.issue", other)).code).toBe("idempotency_conflict");
    expect(await book.ask("invoices.get", { invoiceId: invoice.id })).toMatchObject({ creditedMinor: 10_00 });
  });

  test("property 8: notes in any parts add up to the invoice, and never refund more than was paid", async () => {
    const book = await createTestBook();
    const taxRateIds = [await taxOf(book, 5), await taxOf(book, 24)];
    const line = fc.record({
      unitMinor: fc.integer({ min: 100, max: 50_000 }),
      discountMinor: fc.integer({ min: 0, max: 60 }),
      taxRateId: fc.constantFrom(...taxRateIds),
    });
    const shares = fc.array(fc.integer({ min: 1, max: 999 }), { maxLength: 3 });
    const destination = fc.constantFrom("origin" as const, "credit" as const);
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 30_000 }),
        shares,
        destination,
        async (lines, creditMinor, partShares, to) => {
          const invoice = await paidInvoice(book, lines, creditMinor);
          const left = invoice.lines.map((each) => each.grossMinor);
          for (const share of [...partShares, 1000]) {
            const amounts = left.map((amount) => Math.trunc((amount * share) / 1000));
            const { creditNotes: earlier } = await book.ask("invoices.get", { invoiceId: invoice.id });
            // Rounding may leave some of a line's discount when its net amount is gone, and nothing is credited of that.
            const isGone = (position: number) =>
              earlier
                .flatMap((note) => note.lines.filter((each) => each.position === position))
                .reduce((leftMinor, each) => leftMinor - each.netMinor, invoice.lines[position - 1]?.netMinor ?? 0) ===
              0;
            const credited = amounts.flatMap((amountMinor, index) =>
              amountMinor === 0 || isGone(index + 1) ? [] : [{ position: index + 1, amountMinor }],
            );
            if (credited.length === 0) continue;
            await creditNote(book, invoice.id, { lines: credited, destination: to });
            amounts.forEach((amount, index) => (left[index] = (left[index] ?? 0) - amount));
          }
          const { creditedMinor, creditNotes, payments } = await book.ask("invoices.get", { invoiceId: invoice.id });
          expect(creditedMinor).toBe(invoice.totalMinor);
          expect(creditNotes.reduce((sum, note) => sum + note.totalMinor, 0)).toBe(invoice.totalMinor);
          for (const { amountMinor, refundedMinor } of payments) expect(refundedMinor).toBeLessThanOrEqual(amountMinor);
          // Whatever went where, nothing was lost: what is not refunded is credit again.
          const refundedMinor = payments.reduce((sum, payment) => sum + payment.refundedMinor, 0);
          expect((await creditOf(book, invoice.accountId)) ?? 0).toBe(
            creditMinor - invoice.creditAppliedMinor + invoice.totalMinor - refundedMinor,
          );
        },
      ),
      { numRuns: 25 },
    );
    await verified(book);
  });
});
