import { createHash } from "node:crypto";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { accountOf, billThrough, createCustomer, invoicesOf, payOpen } from "../../support/company.ts";
import { onePixelPng } from "../../support/logo.ts";
import { changeSubscription, createPlan, seatsAt, subscribed } from "../../support/subscriptions.ts";

const seller = {
  sellerName: "Muster & Söhne GmbH",
  sellerAddress: "Hauptstraße 1\n10115 Berlin",
  sellerTaxNumbers: "USt-IdNr. DE123456789\nHRB 4711",
  paymentDetails: "IBAN DE02 1203 0000 0000 2020 51\nBIC BYLADEM1001",
} as const;

const buyer = {
  billingName: "Globex Polska Sp. z o.o.",
  billingAddress: "ul. Żółta 3\n00-001 Warszawa",
  taxNumbers: "NIP 5260001246",
  buyerReference: "PO 4711",
} as const;

const onPaper = {
  ...seller,
  buyerName: buyer.billingName,
  buyerAddress: buyer.billingAddress,
  buyerTaxNumbers: buyer.taxNumbers,
  buyerReference: buyer.buyerReference,
};

const nothing = {
  sellerName: "Acme Billing",
  sellerAddress: null,
  sellerTaxNumbers: null,
  paymentDetails: null,
  logoId: null,
  buyerName: "Globex Corporation",
  buyerAddress: null,
  buyerTaxNumbers: null,
  buyerReference: null,
  language: "en",
};

async function newestInvoice(book: TestBook, accountId: string) {
  const newest = (await invoicesOf(book, accountId)).at(-1);
  return await book.ask("invoices.get", { invoiceId: newest?.id ?? "" });
}

describe("who sells and who buys", () => {
  test("stands on the preview and on what is issued, and stays there whatever changes later", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await billThrough(book, "2026-01-01");
    expect(await newestInvoice(book, accountId)).toMatchObject(nothing);

    await book.ask("book.configure", seller);
    await book.ask("accounts.update", { accountId, ...buyer });
    const { logoId } = await book.ask("book.setLogo", { contentBase64: onePixelPng });
    const { figures } = await book.ask("invoices.preview", { accountId });
    expect(figures).toMatchObject({ ...onPaper, logoId });
    await book.setToday("2026-02-01");
    await billThrough(book, "2026-02-01");
    const issued = await newestInvoice(book, accountId);
    expect(issued).toMatchObject({ ...onPaper, logoId });

    await book.ask("book.configure", { sellerName: null, sellerAddress: " ", sellerTaxNumbers: null, name: "Other" });
    await book.ask("book.setLogo", { contentBase64: null });
    await book.ask("accounts.update", { accountId, billingName: null, billingAddress: null, name: "Globex II" });
    expect(await book.ask("invoices.get", { invoiceId: issued.id })).toMatchObject({ ...onPaper, logoId });
    expect(await book.ask("book.logo", { logoId: logoId ?? "" })).toEqual({
      mediaType: "image/png",
      contentBase64: onePixelPng,
    });
    await book.setToday("2026-03-01");
    await billThrough(book, "2026-03-01");
    expect(await newestInvoice(book, accountId)).toMatchObject({
      sellerName: "Other",
      sellerAddress: null,
      paymentDetails: seller.paymentDetails,
      logoId: null,
      buyerName: "Globex II",
      buyerAddress: null,
      buyerReference: "PO 4711",
    });
  });

  test("is part of what a preview is confirmed by: another address is refused as stale, with the fresh paper", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const changes = [
      () => book.ask("book.configure", { sellerAddress: "Elsewhere 2" }),
      () => book.ask("book.setLogo", { contentBase64: onePixelPng }),
      () => book.ask("book.configure", { paperLanguage: "de" }),
      () => book.ask("accounts.update", { accountId, taxNumbers: "NIP 1" }),
      () => book.ask("accounts.update", { accountId, buyerReference: "PO 1" }),
    ];
    for (const change of changes) {
      const { pinnedOn, fingerprint } = await book.ask("invoices.preview", { accountId });
      await change();
      const refusal = await book.refusal("invoices.issue", { accountId, pinnedOn, fingerprint });
      expect(refusal.code).toBe("preview_stale");
    }
    expect(await invoicesOf(book, accountId)).toEqual([]);
  });

  test("is refused by the database itself where an issued paper would be changed", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await book.ask("book.configure", seller);
    await book.ask("book.setLogo", { contentBase64: onePixelPng });
    await billThrough(book, "2026-01-01");
    expect(await newestInvoice(book, accountId)).toMatchObject(seller);
    await book.close();
    const database = new Database(book.path);
    for (const sql of [
      "UPDATE invoice SET buyer_address = 'x'",
      "UPDATE invoice SET seller_number = 1",
      "UPDATE invoice SET language = 'de'",
      "UPDATE invoice SET note = 'x'",
      "UPDATE seller SET address = 'x'",
      "DELETE FROM seller",
      "UPDATE logo SET media_type = 'image/jpeg'",
      "DELETE FROM logo",
    ]) {
      expect(() => database.exec(sql)).toThrow("is never");
    }
    database.close();
  });

  test("has no more lines than the head of a paper, and no longer ones than it can hold", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const thirteenLines = "line\r\n".repeat(12);
    for (const change of [
      { sellerAddress: thirteenLines },
      { paymentDetails: thirteenLines },
      { sellerTaxNumbers: "1".repeat(301) },
      { sellerName: " " },
      { paperLanguage: "fr" },
      { logoId: null },
    ]) {
      expect((await book.refusal("book.configure", change)).code).toBe("invalid_input");
    }
    const refusal = await book.refusal("accounts.update", { accountId, billingAddress: thirteenLines });
    expect(refusal.code).toBe("invalid_input");
  });
});

describe("the language of the paper", () => {
  test("is the account's, else the book's; what was issued keeps its own, down to the words of its lines", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 31_00 });
    await billThrough(book, "2026-01-01");
    await book.ask("book.configure", { paperLanguage: "de" });
    expect((await newestInvoice(book, accountId)).language).toBe("en");
    await book.setToday("2026-02-01");
    await billThrough(book, "2026-02-01");
    expect(await newestInvoice(book, accountId)).toMatchObject({ language: "de", wordsEdition: 1 });
    await book.ask("accounts.update", { accountId, paperLanguage: "en" });
    await book.setToday("2026-03-01");
    await billThrough(book, "2026-03-01");
    expect((await invoicesOf(book, accountId)).length).toBe(3);
    expect((await newestInvoice(book, accountId)).language).toBe("en");
    await book.ask("accounts.update", { accountId, paperLanguage: null });
    expect(await accountOf(book, accountId)).toMatchObject({ paperLanguage: null });
    expect((await book.ask("invoices.preview", { accountId })).figures.language).toBe("de");
  });

  test("is that of the lines that a change makes, too", async () => {
    const book = await createTestBook({ today: "2026-06-01" });
    await book.ask("book.configure", { paperLanguage: "de" });
    const planId = await createPlan(book, { monthlyMinor: 30_00, seatPrice: seatsAt(10_00) });
    const accountId = await subscribed(book, planId, { startOn: "2026-06-01", seats: 6 });
    await payOpen(book, accountId);
    await book.setToday("2026-06-16");
    const added = await changeSubscription(book, accountId, { type: "seats", seats: 7 });
    expect(added.invoice?.lines.map(({ description }) => description)).toEqual(["Team: Plätze, 6 → 7"]);
    await payOpen(book, accountId);
    const dearer = await createPlan(book, { monthlyMinor: 300_00 });
    const changed = await changeSubscription(book, accountId, {
      type: "plan",
      planId: dearer,
      period: "month",
      timing: "now",
    });
    expect(changed.invoice?.lines.map(({ description }) => description)).toEqual([
      "Nicht genutzte Zeit: Team",
      "Nicht genutzte Zeit: Team: Plätze",
      "Nicht genutzte Zeit: Team: Plätze, 6 → 7",
      "Team",
    ]);
  });
});

describe("a logo", () => {
  const base64 = (...parts: (string | number[] | Buffer)[]) =>
    Buffer.concat(parts.map((part) => Buffer.from(part as string))).toString("base64");
  const png = Buffer.from(onePixelPng, "base64");

  test("goes by its content", async () => {
    const book = await createTestBook();
    const { logoId } = await book.ask("book.setLogo", { contentBase64: onePixelPng });
    expect(logoId).toBe(createHash("sha256").update(png).digest("hex"));
    await book.ask("book.setLogo", { contentBase64: null });
    expect((await book.ask("book.setLogo", { contentBase64: onePixelPng })).logoId).toBe(logoId);
    expect((await book.refusal("book.logo", { logoId: "0".repeat(64) })).code).toBe("logo_not_found");
  });

  test.each([
    ["nothing", ""],
    ["a text", base64("no picture")],
    ["an SVG", base64('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ["a GIF", base64("GIF89a")],
    ["a PNG that ends in its head", png.subarray(0, 20).toString("base64")],
    ["a JPEG without a frame", base64([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xd9, 0, 0, 0])],
    ["a JPEG whose segment has no length", base64([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    [
      "a PNG of ten thousand million pixels",
      base64(png.subarray(0, 16), [0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0], png.subarray(24)),
    ],
    ["a PNG larger than 256 kB", base64(png, Buffer.alloc(256 * 1024))],
  ])("is none that is %s", async (_what, contentBase64) => {
    const book = await createTestBook();
    const refusal = await book.refusal("book.setLogo", { contentBase64 });
    expect(["logo_invalid", "invalid_input"]).toContain(refusal.code);
    expect((await book.ask("book.settings", {})).logoId).toBeNull();
  });
});
