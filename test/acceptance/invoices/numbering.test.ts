import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice } from "../../support/collection.ts";
import { adjust, createCustomer, invoicesOf } from "../../support/company.ts";
import { exportJournal } from "../../support/journal.ts";
import { pagesOf } from "../../support/pdf.ts";

/** Credit 1.00 of an invoice. */
async function creditOne(book: TestBook, invoiceId: string) {
  const lines = [{ position: 1, amountMinor: 1_00 }];
  const content = { invoiceId, lines, destination: "credit" as const };
  const { figures, fingerprint } = await book.ask("creditNotes.preview", content);
  const { creditNote } = await book.ask("creditNotes.issue", { ...content, fingerprint });
  expect(creditNote.invoiceNumber).toBe(figures.invoiceNumber);
  return creditNote;
}

async function hitsOf(book: TestBook, text: string): Promise<string[]> {
  const { hits } = await book.ask("book.search", { text });
  return hits.flatMap((hit) => (hit.type === "invoice" ? [hit.number] : []));
}

async function foundBy(book: TestBook, accountId: string, search: string): Promise<string[]> {
  return (await book.ask("invoices.list", { accountId, search })).rows.map(({ number }) => number);
}

describe("the numbers of invoices and credit notes (BEHAVIOUR 8.6)", () => {
  test("are called anew from the next one on, and what was issued keeps its number wherever it is named", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const first = await issueInvoice(book, accountId, [{ unitMinor: 10_00 }]);
    expect((await creditOne(book, first.id)).number).toBe("CN-000001");
    await issueInvoice(book, accountId, [{ unitMinor: 20_00 }]);
    expect(await book.ask("book.settings", {})).toMatchObject({
      nextInvoiceNumber: "INV-000003",
      nextCreditNoteNumber: "CN-000002",
    });

    const next = { nextInvoiceNumber: "2027-0201", nextCreditNoteNumber: "CR.7" };
    expect(await book.ask("book.configure", next)).toMatchObject(next);
    await adjust(book, accountId, 5_00);
    const third = await issueInvoice(book, accountId, [{ unitMinor: 30_00 }]);
    expect(third.number).toBe("2027-0201");
    expect(await creditOne(book, third.id)).toMatchObject({ number: "CR.7", invoiceNumber: "2027-0201" });
    expect(await creditOne(book, first.id)).toMatchObject({ number: "CR.8", invoiceNumber: "INV-000001" });
    expect((await issueInvoice(book, accountId, [{ unitMinor: 40_00 }])).number).toBe("2027-0202");

    const numbers = ["INV-000001", "INV-000002", "2027-0201", "2027-0202"];
    const invoices = await invoicesOf(book, accountId);
    expect(invoices.map(({ number }) => number)).toEqual(numbers);
    expect(invoices[0]?.creditNotes.map(({ number }) => number)).toEqual(["CN-000001", "CR.8"]);
    const { contentBase64, fileName } = await book.ask("invoices.pdf", { invoiceId: third.id });
    expect(fileName).toContain("2027-0201");
    expect((await pagesOf(Buffer.from(contentBase64, "base64"))).join("")).toContain("2027-0201");
    const { rows } = await book.ask("ledger.list", { accountId });
    expect(rows.map(({ invoiceNumber }) => invoiceNumber)).toEqual(["2027-0201", null]);
    const { text } = await exportJournal(book, { format: "csv" });
    for (const number of [...numbers, "CN-000001", "CR.7", "CR.8"]) expect(text).toContain(number);
    expect(text).not.toMatch(/INV-00000[03-9]|CN-00000[02-9]/u);
    expect((await book.runJob("ledger.verify", {})).result.firstBroken).toBeNull();
  });

  test("are found as they are printed, without capitals or what parts them, by digits alone and while they are typed", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    for (let count = 0; count < 2; count += 1) await issueInvoice(book, accountId, [{ unitMinor: 10_00 }]);
    await book.ask("book.configure", { nextInvoiceNumber: "RE-2027-0001" });
    for (let count = 0; count < 12; count += 1) await issueInvoice(book, accountId, [{ unitMinor: 10_00 }]);

    expect(await hitsOf(book, "INV-000002")).toEqual(["INV-000002"]);
    expect(await hitsOf(book, "inv2")).toEqual(["INV-000002"]);
    expect(await hitsOf(book, "re-2027-2")).toEqual(["RE-2027-0002"]);
    expect(await hitsOf(book, "RE-2027-0012")).toEqual(["RE-2027-0012"]);
    expect(await hitsOf(book, "2")).toEqual(["RE-2027-0002", "INV-000002"]);
    // No invoice was called so, although there are as many.
    expect(await hitsOf(book, "INV-000003")).toEqual([]);
    expect(await hitsOf(book, "RE-2027-0013")).toEqual([]);
    expect(await foundBy(book, accountId, "RE-2027-1")).toEqual([
      "RE-2027-0012",
      "RE-2027-0011",
      "RE-2027-0010",
      "RE-2027-0001",
    ]);
    expect(await foundBy(book, accountId, "INV-1")).toEqual(["INV-000001"]);
    expect(await foundBy(book, accountId, "2")).toEqual(["RE-2027-0002", "INV-000002"]);
  });

  test("go on where a prefix was left, and none of them is left out or comes twice", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const issue = async () => (await issueInvoice(book, accountId, [{ unitMinor: 10_00 }])).number;
    // Nothing was issued yet, so they begin where one likes, and as often as one likes.
    await book.ask("book.configure", { nextInvoiceNumber: "INV-000500" });
    await book.ask("book.configure", { nextInvoiceNumber: "INV-001200" });
    expect(await issue()).toBe("INV-001200");
    for (const nextInvoiceNumber of ["INV-001200", "INV-001202", "INV-1", "inv-5", "INV.5"]) {
      expect(await book.refusal("book.configure", { nextInvoiceNumber })).toMatchObject({
        code: "numbers_invalid",
        details: { fields: [{ path: "nextInvoiceNumber" }] },
      });
    }
    await book.ask("book.configure", { nextInvoiceNumber: "INV-1201" });
    expect(await issue()).toBe("INV-1201");
    await book.ask("book.configure", { nextInvoiceNumber: "A1" });
    expect([await issue(), await issue()]).toEqual(["A1", "A2"]);
    expect((await book.refusal("book.configure", { nextInvoiceNumber: "INV-1203" })).message).toContain("INV-1202");
    await book.ask("book.configure", { nextInvoiceNumber: "INV-1202" });
    expect([await issue(), await issue()]).toEqual(["INV-1202", "INV-1203"]);
    expect((await invoicesOf(book, accountId)).map(({ number }) => number)).toEqual([
      "INV-001200",
      "INV-1201",
      "A1",
      "A2",
      "INV-1202",
      "INV-1203",
    ]);
  });

  test("say whether it is an invoice or a credit note, and have a prefix and a number", async () => {
    const book = await createTestBook();
    const before = await book.ask("book.settings", {});
    for (const [wanted, refused] of [
      [{ nextInvoiceNumber: "cn-7" }, ["nextInvoiceNumber"]],
      [{ nextCreditNoteNumber: "INV-000001" }, ["nextCreditNoteNumber"]],
      [{ nextInvoiceNumber: "X-1", nextCreditNoteNumber: "x1" }, ["nextInvoiceNumber", "nextCreditNoteNumber"]],
    ] as const) {
      expect(await book.refusal("book.configure", wanted)).toMatchObject({
        code: "numbers_invalid",
        details: { fields: refused.map((path) => ({ path })) },
      });
    }
    for (const nextInvoiceNumber of [
      "",
      "7",
      "INV-",
      "INV-000",
      "-7",
      "=A-7",
      "A/7",
      "Ä-7",
      "A 7",
      "A-1234567890123",
    ]) {
      expect(await book.refusal("book.configure", { nextInvoiceNumber })).toMatchObject({ code: "invalid_input" });
    }
    expect(await book.ask("book.settings", {})).toEqual(before);
    // Both at once may take each other's, as long as nothing was issued.
    const swapped = { nextInvoiceNumber: "CN-000001", nextCreditNoteNumber: "INV-000001" };
    expect(await book.ask("book.configure", swapped)).toMatchObject(swapped);
  });

  test("go beyond the digits that they are written with, and never beyond those that they are read with", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const issue = async () => (await issueInvoice(book, accountId, [{ unitMinor: 10_00 }])).number;
    await book.ask("book.configure", { nextInvoiceNumber: "X-999" });
    expect([await issue(), await issue()]).toEqual(["X-999", "X-1000"]);
    expect(await foundBy(book, accountId, "x-1")).toEqual(["X-1000"]);
    for (const nextInvoiceNumber of ["Y-999999999999", "Y-900000000000"]) {
      expect(await book.refusal("book.configure", { nextInvoiceNumber })).toMatchObject({
        code: "numbers_invalid",
        details: { fields: [{ path: "nextInvoiceNumber" }] },
      });
    }
    await book.ask("book.configure", { nextInvoiceNumber: "Y-899999999999" });
    expect([await issue(), await issue()]).toEqual(["Y-899999999999", "Y-900000000000"]);
    expect((await book.ask("book.settings", {})).nextInvoiceNumber).toBe("Y-900000000001");
    expect(await hitsOf(book, "Y-900000000000")).toEqual(["Y-900000000000"]);
    await book.ask("book.configure", { nextInvoiceNumber: "Z-1" });
    expect(await issue()).toBe("Z-1");
    await book.ask("book.configure", { nextInvoiceNumber: "Y-900000000001" });
    expect(await issue()).toBe("Y-900000000001");
  });

  test("are an act of the log when they change", async () => {
    const book = await createTestBook();
    await book.ask("book.configure", { nextInvoiceNumber: "RE-0001" });
    const { rows } = await book.ask("audit.list", { act: "book.configure" });
    expect(JSON.stringify(rows[0]?.after)).toContain("RE-");
  });
});
