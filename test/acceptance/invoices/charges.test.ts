import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { payBy } from "../../support/collection.ts";
import { accountOf, adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";
import { issueNext } from "../../support/subscriptions.ts";

async function addRate(book: TestBook, name: string, ratePartsPerMillion: number): Promise<string> {
  return (await book.ask("taxRates.create", { name, ratePartsPerMillion })).taxRateId;
}

describe("charges of their own", () => {
  test("A-48 two lines of two rates, the second with a discount: 375.70", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const [ten, twenty] = [await addRate(book, "VAT 10 %", 100_000), await addRate(book, "VAT 20 %", 200_000)];
    await book.ask("invoices.addCharge", {
      accountId,
      description: "Books",
      unitMinor: 179_00,
      currency: "USD",
      tax: { by: "rate", taxRateId: ten },
    });
    await book.ask("invoices.addCharge", {
      accountId,
      description: "Training",
      unitMinor: 399_00,
      currency: "USD",
      discountMinor: 250_00,
      tax: { by: "rate", taxRateId: twenty },
    });
    const invoice = await issueNext(book, accountId);
    expect(invoice.taxes).toEqual([
      { name: "VAT 10 %", ratePartsPerMillion: 100_000, baseMinor: 179_00, taxMinor: 17_90 },
      { name: "VAT 20 %", ratePartsPerMillion: 200_000, baseMinor: 149_00, taxMinor: 29_80 },
    ]);
    expect(invoice).toMatchObject({
      discountMinor: 250_00,
      subtotalMinor: 328_00,
      taxMinor: 47_70,
      totalMinor: 375_70,
    });
    expect((await book.refusal("invoices.preview", { accountId })).code).toBe("nothing_to_invoice");
  });

  test("stand on the next invoice beside the subscription, by the account's rate or by none", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await book.ask("accounts.update", { accountId, taxRateId: await addRate(book, "VAT", 100_000) });
    const charge = { accountId, unitMinor: 5_00, currency: "USD" };
    await book.ask("invoices.addCharge", { ...charge, description: "Setup", quantity: 3 });
    await book.ask("invoices.addCharge", { ...charge, description: "Stamps", tax: { by: "nothing" } });
    const { rows } = await book.ask("accounts.list", { search: accountId });
    expect(rows).toMatchObject([{ nextChargeMinor: 43_50 }]);
    await billThrough(book, "2026-01-01");
    const [invoice] = await invoicesOf(book, accountId);
    expect(invoice?.lines.map(({ description, netMinor, taxMinor }) => [description, netMinor, taxMinor])).toEqual([
      ["Team", 20_00, 2_00],
      ["Setup", 15_00, 1_50],
      ["Stamps", 5_00, 0],
    ]);
    expect((await book.ask("invoices.charges", { accountId })).charges).toEqual([]);
  });

  test("can be taken back while they wait, not afterwards", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const charge = { accountId, description: "Setup", unitMinor: 5_00, currency: "USD" };
    const { chargeId } = await book.ask("invoices.addCharge", charge);
    expect((await book.ask("invoices.charges", { accountId })).charges).toMatchObject([
      { id: chargeId, netMinor: 5_00 },
    ]);
    await book.ask("invoices.removeCharge", { chargeId });
    expect((await book.refusal("invoices.removeCharge", { chargeId })).code).toBe("charge_not_found");
    const { chargeId: billedId } = await book.ask("invoices.addCharge", charge);
    await issueNext(book, accountId);
    expect((await book.refusal("invoices.removeCharge", { chargeId: billedId })).code).toBe("charge_not_removable");
    const refused = async (change: object) => (await book.refusal("invoices.addCharge", { ...charge, ...change })).code;
    expect(await refused({ currency: "EUR" })).toBe("currency_mismatch");
    expect(await refused({ unitMinor: Number.MAX_SAFE_INTEGER, quantity: 2 })).toBe("amount_out_of_range");
    expect(await refused({ tax: { by: "rate", taxRateId: "txr_none" } })).toBe("tax_rate_not_found");
    expect(await refused({ unitMinor: -1 })).toBe("invalid_input");
    expect(await refused({ accountId: "org_none" })).toBe("account_not_found");
  });

  test("a charge that comes in after the preview makes it stale", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const { pinnedOn, fingerprint } = await book.ask("invoices.preview", { accountId });
    await book.ask("invoices.addCharge", { accountId, description: "Setup", unitMinor: 5_00, currency: "USD" });
    const refusal = await book.refusal("invoices.issue", { accountId, pinnedOn, fingerprint });
    expect(refusal.code).toBe("preview_stale");
    expect(refusal.details?.["preview"]).toMatchObject({ figures: { totalMinor: 25_00 } });
  });
});

describe("what stands on the paper", () => {
  test("an exempt account is not taxed, whatever its rate and its charges say", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const taxRateId = await addRate(book, "VAT", 100_000);
    await book.ask("accounts.update", { accountId, taxRateId, isTaxExempt: true });
    const charge = { accountId, description: "Setup", unitMinor: 5_00, currency: "USD" };
    await book.ask("invoices.addCharge", { ...charge, tax: { by: "rate", taxRateId } });
    expect(await issueNext(book, accountId)).toMatchObject({ taxMinor: 0, totalMinor: 25_00, taxes: [] });
  });

  test("terms and note are the book's, or the account's own", async () => {
    const book = await createTestBook();
    await book.ask("book.configure", { paymentTermsDays: 30, invoiceNote: "Thank you." });
    const plain = await createCustomer(book, { feeMinor: 20_00 });
    const special = await createCustomer(book, { feeMinor: 20_00 });
    await book.ask("accounts.update", { accountId: special, paymentTermsDays: 0, invoiceNote: "PO 4711" });
    await billThrough(book, "2026-01-01");
    expect(await invoicesOf(book, plain)).toMatchObject([{ dueOn: "2026-01-31", note: "Thank you." }]);
    expect(await invoicesOf(book, special)).toMatchObject([{ dueOn: "2026-01-01", note: "PO 4711" }]);
  });
});

describe("minimum charge (BEHAVIOUR 8.8)", () => {
  test("A-54 0.30 left after credit is less than the gateway's 0.50: no card is tried, the next invoice has it", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 30_30 });
    await payBy(book, accountId, "succeeds");
    await adjust(book, accountId, 30_00);
    await billThrough(book, "2026-01-01");
    expect(await invoicesOf(book, accountId)).toMatchObject([
      {
        state: "paid",
        paidBy: "carried-forward",
        creditAppliedMinor: 30_00,
        carriedMinor: 30,
        dueMinor: 0,
        payments: [],
      },
    ]);
    expect((await accountOf(book, accountId)).nextInvoice).toMatchObject({ totalMinor: 30_60 });
    const { charges } = await book.ask("invoices.charges", { accountId });
    expect(charges).toMatchObject([{ isCarried: true, netMinor: 30, taxRateName: null }]);
    const removal = await book.refusal("invoices.removeCharge", { chargeId: charges[0]?.id });
    expect(removal.code).toBe("charge_not_removable");
    await billThrough(book, "2026-02-01");
    const second = (await invoicesOf(book, accountId)).at(-1);
    expect(second?.lines.map(({ kind, description, netMinor }) => [kind, description, netMinor])).toEqual([
      ["fee", "Team", 30_30],
      ["carried", "Carried over from INV-000001", 30],
    ]);
    expect(second).toMatchObject({ state: "paid", paidBy: "test", dueMinor: 30_60 });
    expect(await creditOf(book, accountId)).toBe(0);
  });

  test("what was carried over is taken back by the note of the invoice it came from, and once", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 30_30 });
    await payBy(book, accountId, "succeeds");
    await adjust(book, accountId, 30_00);
    await billThrough(book, "2026-02-01");
    const [first, second] = await invoicesOf(book, accountId);
    const note = (invoiceId: string, position: number, amountMinor: number) => ({
      invoiceId,
      lines: [{ position, amountMinor }],
      destination: "origin" as const,
    });
    const carried = await book.refusal("creditNotes.preview", note(second?.id ?? "", 2, 30));
    expect(carried.code).toBe("credit_note_exceeds_line");
    for (const invoice of [first, second]) {
      const content = note(invoice?.id ?? "", 1, 30_30);
      const { fingerprint } = await book.ask("creditNotes.preview", content);
      await book.ask("creditNotes.issue", { ...content, fingerprint });
    }
    // Paid were 30.00 of credit and 30.60 by card; the card got 30.30 back, the rest is credit.
    expect(await creditOf(book, accountId)).toBe(30_30);
    const refunds = (await invoicesOf(book, accountId)).flatMap(({ payments }) =>
      payments.map((each) => each.refundedMinor),
    );
    expect(refunds).toEqual([30_30]);
  });

  test("who pays by transfer owes the smallest amount", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 30_30 });
    await adjust(book, accountId, 30_00);
    await billThrough(book, "2026-01-01");
    expect(await invoicesOf(book, accountId)).toMatchObject([{ state: "open", outstandingMinor: 30 }]);
  });
});
