import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice, liveUntil, payBy } from "../../support/collection.ts";
import { accountOf, adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";

/** An account with an open invoice of 100.00, due on 2026-01-15. */
async function owing(book: TestBook): Promise<{ accountId: string; invoiceId: string }> {
  const accountId = await createCustomer(book);
  const { id: invoiceId } = await issueInvoice(book, accountId, [{ unitMinor: 100_00 }]);
  return { accountId, invoiceId };
}

describe("recorded payments (BEHAVIOUR 9.2, 9.7)", () => {
  test("in parts and late, each with its day and reference", async () => {
    const book = await createTestBook();
    const { accountId, invoiceId } = await owing(book);
    await liveUntil(book, "2026-02-20");
    expect((await accountOf(book, accountId)).pastDueMinor).toBe(100_00);
    const first = { invoiceId, amountMinor: 60_00, receivedOn: "2026-01-20", reference: "Wire 4711" };
    expect((await book.ask("invoices.recordPayment", first)).invoice).toMatchObject({
      state: "open",
      outstandingMinor: 40_00,
      isPastDue: true,
      paidBy: null,
    });
    const rest = { invoiceId, amountMinor: 40_00, receivedOn: "2026-02-20" };
    const { invoice } = await book.ask("invoices.recordPayment", rest);
    expect(invoice).toMatchObject({ state: "paid", paidBy: "manual", paidOn: "2026-02-20", outstandingMinor: 0 });
    expect(invoice.payments).toMatchObject([
      { amountMinor: 60_00, paidOn: "2026-01-20", reference: "Wire 4711", overpaidMinor: 0, refundedMinor: 0 },
      { amountMinor: 40_00, paidOn: "2026-02-20", reference: null },
    ]);
    expect(await accountOf(book, accountId)).toMatchObject({ openInvoiceCount: 0, pastDueMinor: 0 });
  });

  test("more than is due is refused, and nothing is written", async () => {
    const book = await createTestBook();
    const { accountId, invoiceId } = await owing(book);
    const payment = { invoiceId, amountMinor: 100_01, receivedOn: "2026-01-01" };
    const refused = await book.refusal("invoices.recordPayment", payment);
    expect(refused).toMatchObject({ code: "payment_exceeds_due", details: { outstandingMinor: 100_00 } });
    expect(await book.ask("invoices.get", { invoiceId })).toMatchObject({ state: "open", payments: [] });
    expect(await creditOf(book, accountId)).toBeNull();
  });

  test("or the rest becomes credit, where the operator says so", async () => {
    const book = await createTestBook();
    const { accountId, invoiceId } = await owing(book);
    const payment = {
      invoiceId,
      amountMinor: 130_00,
      receivedOn: "2026-01-01",
      overpayment: "to_credit",
      idempotencyKey: "wire",
    } as const;
    const first = await book.ask("invoices.recordPayment", payment);
    expect(first.invoice).toMatchObject({ state: "paid", outstandingMinor: 0 });
    const [received] = first.invoice.payments;
    expect(received).toMatchObject({ amountMinor: 130_00, overpaidMinor: 30_00 });
    const { rows } = await book.ask("ledger.list", { accountId });
    expect(rows).toMatchObject([{ sourceType: "refund_to_credit", sourceId: received?.id, amountMinor: 30_00 }]);
    expect(await book.ask("invoices.recordPayment", payment)).toEqual(first);
    expect(await creditOf(book, accountId)).toBe(30_00);
    expect((await book.runJob("ledger.verify", {})).result.firstBroken).toBeNull();
  });

  test("an invoice that was given up is paid once nothing is left", async () => {
    const book = await createTestBook();
    const { invoiceId } = await owing(book);
    await book.ask("invoices.markUncollectible", { invoiceId });
    const part = { invoiceId, amountMinor: 99_99, receivedOn: "2026-01-01" };
    expect((await book.ask("invoices.recordPayment", part)).invoice).toMatchObject({
      state: "uncollectible",
      outstandingMinor: 1,
    });
    expect((await book.refusal("invoices.void", { invoiceId })).code).toBe("invoice_has_payments");
    const rest = { invoiceId, amountMinor: 1, receivedOn: "2026-01-01" };
    expect((await book.ask("invoices.recordPayment", rest)).invoice).toMatchObject({ state: "paid" });
  });

  test.each([
    ["on a day to come", { receivedOn: "2026-01-02" }, "payment_in_future"],
    ["of zero", { amountMinor: 0 }, "invalid_input"],
    ["below zero", { amountMinor: -5_00 }, "invalid_input"],
    ["of half a cent", { amountMinor: 0.5 }, "invalid_input"],
    ["on no day of the calendar", { receivedOn: "2025-02-29" }, "invalid_input"],
    ["for no invoice", { invoiceId: "inv_none" }, "invoice_not_found"],
  ])("a payment %s is refused and changes nothing", async (_what, content, code) => {
    const book = await createTestBook();
    const { invoiceId } = await owing(book);
    const before = await book.ask("invoices.get", { invoiceId });
    const payment = { invoiceId, amountMinor: 5_00, receivedOn: "2026-01-01", ...content };
    expect((await book.refusal("invoices.recordPayment", payment)).code).toBe(code);
    expect(await book.ask("invoices.get", { invoiceId })).toEqual(before);
  });

  test("an overpayment that the balance could not hold is refused whole", async () => {
    const book = await createTestBook();
    const { accountId, invoiceId } = await owing(book);
    await adjust(book, accountId, Number.MAX_SAFE_INTEGER);
    const payment = { invoiceId, amountMinor: 100_01, receivedOn: "2026-01-01", overpayment: "to_credit" };
    expect((await book.refusal("invoices.recordPayment", payment)).code).toBe("amount_out_of_range");
    expect(await book.ask("invoices.get", { invoiceId })).toMatchObject({ state: "open", payments: [] });
    expect(await creditOf(book, accountId)).toBe(Number.MAX_SAFE_INTEGER);
  });

  test("neither a paid nor a void invoice takes money", async () => {
    const book = await createTestBook();
    const { accountId, invoiceId } = await owing(book);
    const payment = { invoiceId, amountMinor: 1, receivedOn: "2026-01-01" };
    await book.ask("invoices.void", { invoiceId });
    expect((await book.refusal("invoices.recordPayment", payment)).code).toBe("invoice_not_open");
    await adjust(book, accountId, 50_00);
    const paid = await issueInvoice(book, accountId, [{ unitMinor: 50_00 }]);
    const onPaid = { ...payment, invoiceId: paid.id };
    expect((await book.refusal("invoices.recordPayment", onPaid)).code).toBe("invoice_not_open");
  });
});

describe("payment methods (BEHAVIOUR 9.2)", () => {
  test("the one that was added last is charged, until another is chosen or it is removed", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    expect(await book.ask("paymentMethods.list", { accountId })).toEqual({ paymentMethods: [] });
    const card = await payBy(book, accountId, "succeeds");
    const bank = await payBy(book, accountId, "bankFails");
    expect(await book.ask("paymentMethods.list", { accountId })).toMatchObject({
      paymentMethods: [
        { id: bank, kind: "bank_debit", isDefault: true, isTest: true },
        { id: card, kind: "card", isDefault: false, label: "Test card ending 4242" },
      ],
    });
    expect(await accountOf(book, accountId)).toMatchObject({
      paymentMethodName: "Test bank account ending 2227 (insufficient funds)",
      usesTestGateway: true,
    });
    await book.ask("paymentMethods.setDefault", { paymentMethodId: card });
    await billThrough(book, "2026-01-01");
    expect(await invoicesOf(book, accountId)).toMatchObject([
      { state: "paid", payments: [{ methodLabel: "Test card ending 4242" }] },
    ]);
    expect(await book.ask("paymentMethods.remove", { paymentMethodId: card })).toEqual({
      defaultPaymentMethodId: bank,
    });
    await billThrough(book, "2026-02-01");
    expect(await invoicesOf(book, accountId)).toMatchObject([{}, { state: "open" }]);
    expect(await book.ask("paymentMethods.remove", { paymentMethodId: bank })).toEqual({
      defaultPaymentMethodId: null,
    });
    expect(await accountOf(book, accountId)).toMatchObject({ usesTestGateway: false });
    for (const method of ["paymentMethods.setDefault", "paymentMethods.remove"] as const) {
      expect((await book.refusal(method, { paymentMethodId: bank })).code).toBe("payment_method_not_found");
    }
    // What was paid with a method that is gone still says so.
    expect(await invoicesOf(book, accountId)).toMatchObject([
      { payments: [{ methodLabel: "Test card ending 4242" }] },
      {},
    ]);
  });

  test("paying by transfer is a method too", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await payBy(book, accountId, "succeeds");
    const transfer = { accountId, kind: "transfer", gateway: "manual", label: "By transfer to our bank" } as const;
    await book.ask("paymentMethods.add", transfer);
    await billThrough(book, "2026-01-01");
    expect(await invoicesOf(book, accountId)).toMatchObject([{ state: "open", payments: [] }]);
    expect((await accountOf(book, accountId)).paymentMethodName).toBe("By transfer to our bank");
  });

  test("every number that the gateway lists can be added, and says what it does", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { tokens } = await book.ask("paymentMethods.testTokens", {});
    expect(new Set(tokens.map((each) => each.kind))).toEqual(new Set(["card", "bank_debit"]));
    for (const { token, kind, label } of tokens) {
      await book.ask("paymentMethods.add", { accountId, kind, gateway: "test", token });
      const { paymentMethods } = await book.ask("paymentMethods.list", { accountId });
      expect(paymentMethods[0]).toMatchObject({ kind, label, isDefault: true });
    }
  });

  test.each([
    ["a number that nobody knows", { kind: "card", gateway: "test", token: "4111111111111111" }],
    ["a card's number for a bank account", { kind: "bank_debit", gateway: "test", token: "4242424242424242" }],
    ["the test gateway without a number", { kind: "card", gateway: "test" }],
    ["a transfer through the test gateway", { kind: "transfer", gateway: "test", token: "4242424242424242" }],
    ["a card that is recorded by hand", { kind: "card", gateway: "manual" }],
    ["a transfer with a number", { kind: "transfer", gateway: "manual", token: "4242424242424242" }],
    ["a word of every object", { kind: "card", gateway: "test", token: "constructor" }],
  ])("%s is not offered", async (_what, method) => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const refused = await book.refusal("paymentMethods.add", { accountId, ...method });
    expect(refused.code).toBe("payment_method_not_offered");
    expect(await book.ask("paymentMethods.list", { accountId })).toEqual({ paymentMethods: [] });
  });
});
