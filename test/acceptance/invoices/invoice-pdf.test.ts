import { describe, expect, test } from "vitest";
import { formatMoney } from "../../../src/shared/money/format.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice, taxOf } from "../../support/collection.ts";
import { adjust, createCustomer, payOpen } from "../../support/company.ts";
import { onePixelPng } from "../../support/logo.ts";
import { pagesOf } from "../../support/pdf.ts";

async function pdfOf(book: TestBook, invoiceId: string): Promise<Buffer> {
  const { contentBase64 } = await book.ask("invoices.pdf", { invoiceId });
  return Buffer.from(contentBase64, "base64");
}

/** Without the spaces that a reader puts between two scripts or leaves out. */
const squeezed = (text: string) => text.replaceAll(/\s+/gu, "");

async function charge(book: TestBook, accountId: string, description: string, unitMinor = 10_00, currency = "USD") {
  await book.ask("invoices.addCharge", { accountId, description, unitMinor, currency });
}

describe("the PDF of an invoice", () => {
  test("says what the invoice says, to the last cent, with the parties as they were when it was issued", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await book.ask("book.configure", {
      sellerName: "Muster & Söhne GmbH",
      sellerAddress: "Hauptstraße 1\n10115 Berlin",
      sellerTaxNumbers: "USt-IdNr. DE123456789",
      paymentDetails: "IBAN DE02 1203 0000 0000 2020 51",
      invoiceNote: "Thank you.",
    });
    await book.ask("book.setLogo", { contentBase64: onePixelPng });
    await book.ask("accounts.update", {
      accountId,
      billingName: "Globex Polska",
      billingAddress: "ul. Żółta 3",
      buyerReference: "PO 4711",
      taxRateId: (await book.ask("taxRates.create", { name: "VAT", ratePartsPerMillion: 82_500 })).taxRateId,
    });
    await adjust(book, accountId, 12_34);
    await charge(book, accountId, "Seats", 1_234_567_89);
    await charge(book, accountId, "Discounted", 99_99);
    const { id } = await issueInvoice(book, accountId);
    await book.ask("invoices.recordPayment", { invoiceId: id, amountMinor: 100_00, receivedOn: null });
    await book.ask("book.configure", { sellerAddress: "Elsewhere" });
    await book.ask("accounts.update", { accountId, billingName: "Another" });

    const invoice = await book.ask("invoices.get", { invoiceId: id });
    const text = (await pagesOf(await pdfOf(book, id))).join("");
    const money = (amountMinor: number) => formatMoney(amountMinor, "USD", { locale: "en-US" });
    for (const said of [
      invoice.number,
      "Muster & Söhne GmbH",
      "Hauptstraße 1",
      "USt-IdNr. DE123456789",
      "Globex Polska",
      "ul. Żółta 3",
      "PO 4711",
      "Thank you.",
      "IBAN DE02 1203 0000 0000 2020 51",
      `Payment reference: ${invoice.number}`,
      "Open",
      ...invoice.lines.map(({ netMinor }) => money(netMinor)),
      money(invoice.subtotalMinor),
      `VAT 8.25% on ${money(invoice.taxes[0]?.baseMinor ?? 0)}`,
      money(invoice.taxMinor),
      money(invoice.totalMinor),
      money(-invoice.creditAppliedMinor),
      money(invoice.dueMinor),
      money(-100_00),
      money(invoice.outstandingMinor),
    ]) {
      expect(squeezed(text)).toContain(squeezed(said));
    }
    expect(text).not.toContain("Elsewhere");
    expect(text).not.toContain("Another");
  });

  test.each([
    ["€ ¥ ₹ ₪ ₩ ₫ ₽ £ −1"],
    ["Zażółć gęślą jaźń, Łódź"],
    ["Αθήνα Ωμέγα"],
    ["Київ Ґанок ЁЛКА"],
    ["田中美咲 株式会社さくら"],
    ["北京市朝阳区有限公司"],
    ["臺北市信義區龍鳳體灣"],
    ["김민수 주식회사 서울"],
    ["Nguyễn Văn Đức"],
    ["İstanbul ğışç"],
  ])("writes %s with fonts of its own, so that it can be copied", async (name) => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await charge(book, accountId, name);
    const { id } = await issueInvoice(book, accountId);
    const [page = ""] = await pagesOf(await pdfOf(book, id));
    expect(squeezed(page)).toContain(squeezed(name.normalize("NFC")));
  });

  test("can be copied whatever was written before: a letter that was a part of another one as well", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    for (const name of ["Żabka ŹŁ Å É", "Zofia Lech Anna Eve"]) {
      await charge(book, accountId, name);
      const { id } = await issueInvoice(book, accountId);
      const [page = ""] = await pagesOf(await pdfOf(book, id));
      expect(squeezed(page)).toContain(squeezed(name));
    }
  });

  test.each([
    ["شركة النور للتجارة", "شركةالنورللتجارة"],
    ["חברה ישראלית", "חברהישראלית"],
  ])("writes %s from right to left, every letter of it", async (name, letters) => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await book.ask("accounts.update", { accountId, billingName: name });
    await charge(book, accountId, `${name} 42`);
    const { id } = await issueInvoice(book, accountId);
    const [page = ""] = await pagesOf(await pdfOf(book, id));
    const sorted = (text: string) => Array.from(squeezed(text)).toSorted().join("");
    const written = Array.from(page)
      .filter((letter) => letters.includes(letter))
      .join("");
    expect(sorted(written)).toBe(sorted(letters.repeat(2)));
    expect(page).toContain("42");
    expect(page).not.toContain("\uFFFD");
  });

  test("marks a letter that no font has, and leaves out what does not print", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await charge(book, accountId, "Fête 🎉 no\u00ADbreak\ttab");
    const { id } = await issueInvoice(book, accountId);
    const [page = ""] = await pagesOf(await pdfOf(book, id));
    expect(squeezed(page)).toContain("Fête\uFFFDnobreaktab");
  });

  test("repeats the heads of its columns on every page and counts the pages; every line is there once", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const descriptions = Array.from(
      { length: 90 },
      (_each, index) => `Charge number ${String(index + 1).padStart(3, "0")}.`,
    );
    for (const each of descriptions) await charge(book, accountId, each);
    const { id } = await issueInvoice(book, accountId);
    const pages = await pagesOf(await pdfOf(book, id));
    expect(pages.length).toBeGreaterThan(2);
    // Nothing but charges is on it, so there is no column of periods without one.
    expect(pages[0]).not.toContain("Period");
    pages.forEach((page, index) => {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(page.includes("Charge number")).toBe(page.includes("Unit price"));
      if (index > 0) expect(page).toContain("Invoice INV-000001");
    });
    const text = pages.join("");
    for (const each of descriptions) expect(text.split(each)).toHaveLength(2);
  });

  test("keeps its sums on one page, wherever its lines end", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    // One line more at a time, until the lines have gone once over the end of a page.
    for (let count = 18; count <= 32; count += 1) {
      const taxed = { by: "rate" as const, taxRateId: await taxOf(book, count) };
      for (let index = 0; index < count; index += 1) {
        const tax = index === 0 ? taxed : ({ by: "nothing" } as const);
        await book.ask("invoices.addCharge", {
          accountId,
          description: "Charge",
          unitMinor: 1_00,
          currency: "USD",
          tax,
        });
      }
      const { id } = await issueInvoice(book, accountId);
      const pages = await pagesOf(await pdfOf(book, id));
      const withSums = pages.filter((page) => /Subtotal|Tax \d+ %|Total|Amount due/u.test(page));
      expect(withSums).toHaveLength(1);
    }
  });

  test("keeps every figure whole and in its column, however large it is", async () => {
    const book = await createTestBook({ currency: "JPY" });
    const accountId = await createCustomer(book, { currency: "KWD" });
    await charge(book, accountId, "A hundred thousand million", 99_999_999_999_999, "KWD");
    const { id } = await issueInvoice(book, accountId);
    const [page = ""] = await pagesOf(await pdfOf(book, id));
    // The quantity is one, so unit price, amount, subtotal, total and amount due are the same figure, each in one piece.
    const figure = formatMoney(99_999_999_999_999, "KWD", { locale: "en-US", currencyDisplay: "code" });
    expect(squeezed(page).split(squeezed(figure))).toHaveLength(6);
  });

  test("is the same bytes again, in German where the invoice is, and PDF/A-3 with every font inside", async () => {
    const book = await createTestBook({ currency: "EUR" });
    const accountId = await createCustomer(book, { currency: "EUR", feeMinor: 20_00 });
    await book.ask("book.configure", { paperLanguage: "de" });
    const { id } = await issueInvoice(book, accountId);
    await book.ask("book.configure", { paperLanguage: "en" });
    const first = await pdfOf(book, id);
    expect((await pdfOf(book, id)).equals(first)).toBe(true);
    const [page = ""] = await pagesOf(first);
    for (const said of ["Rechnung", "Zu zahlen", "20,00 €", "Seite 1 von 1", "31.01.2026"]) {
      expect(squeezed(page)).toContain(squeezed(said));
    }
    const raw = first.toString("latin1");
    expect(raw).toContain("<pdfaid:part>3</pdfaid:part>");
    expect(raw).toContain("/OutputIntents");
    expect(raw.match(/\/FontFile2/gu)?.length).toBe(raw.match(/\/FontDescriptor \d/gu)?.length);
  });

  test("of a preview says that it is one, and of a credit note what it takes back and where the money goes", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const preview = await book.ask("invoices.previewPdf", { accountId });
    expect(preview.fileName).toBe(`preview-${accountId}-2026-01-01.pdf`);
    const [coming = ""] = await pagesOf(Buffer.from(preview.contentBase64, "base64"));
    for (const said of ["Invoice preview", "Given when issued", "Globex Corporation", "$20.00"])
      expect(coming).toContain(said);
    expect(coming).not.toContain("INV-");

    const { id } = await issueInvoice(book, accountId);
    await payOpen(book, accountId);
    const content = {
      invoiceId: id,
      lines: [{ position: 1, amountMinor: 7_50 }],
      destination: "credit" as const,
      note: "A week without service",
    };
    const { fingerprint } = await book.ask("creditNotes.preview", content);
    const { creditNote } = await book.ask("creditNotes.issue", { ...content, fingerprint });
    const paper = await book.ask("creditNotes.pdf", { invoiceId: id, creditNoteId: creditNote.id });
    expect(paper.fileName).toBe("CN-000001.pdf");
    const [page = ""] = await pagesOf(Buffer.from(paper.contentBase64, "base64"));
    const wanted = [
      "Credit note",
      "CN-000001",
      "INV-000001",
      "$7.50",
      "Added to account credit: $7.50",
      "A week without service",
      "Page 1 of 1",
    ];
    for (const said of wanted) expect(page).toContain(said);
    // The day of the note stands with its number, the day of the invoice with that one's.
    expect(page.split("Jan 1, 2026")).toHaveLength(3);
    const unknown = { invoiceId: id, creditNoteId: "cn_none" };
    expect((await book.refusal("creditNotes.pdf", unknown)).code).toBe("invoice_not_found");
  });

  test("of a void invoice asks for nothing, and one that is not there is refused", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const { id } = await issueInvoice(book, accountId);
    await book.ask("invoices.void", { invoiceId: id });
    const [page = ""] = await pagesOf(await pdfOf(book, id));
    expect(page).toContain("This invoice is void. Nothing is due.");
    expect((await book.refusal("invoices.pdf", { invoiceId: "inv_none" })).code).toBe("invoice_not_found");
  });

  test("is never kept from being made by a logo that is broken inside: it is refused when it is chosen", async () => {
    const book = await createTestBook();
    const png = Buffer.from(onePixelPng, "base64");
    const broken = Buffer.from(png);
    broken[45] = (broken[45] ?? 0) ^ 0xff;
    const refusal = await book.refusal("book.setLogo", { contentBase64: broken.toString("base64") });
    expect(refusal.code).toBe("logo_invalid");
  });
});
