import { XlsxStreamWriter } from "hucre/xlsx";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { apply, check, inspect, problemsOf, upload } from "../support/batches.ts";
import { createTestBook } from "../support/book.ts";
import { createCustomer, creditOf } from "../support/company.ts";

async function workbook(rows: readonly (readonly (string | number | boolean | Date | null)[])[]): Promise<Uint8Array> {
  const writer = new XlsxStreamWriter({ name: "Credits" });
  for (const row of rows) writer.addRow([...row]);
  return writer.finish();
}

describe("a workbook of adjustments", () => {
  test("has numbers and days as the spreadsheet knows them", async () => {
    const book = await createTestBook();
    const account = await createCustomer(book);
    const content = await workbook([
      ["Account", "Amount", "Expires", "Note"],
      [account, 0.1 + 0.2, new Date("2027-02-28T00:00:00Z"), "=1+1"],
      [null, null, null, null],
      [account, -0.05, null, "'twas"],
      [account, 1250.005, 45000, null],
      [account, "1.250,50", "28.02.2027", null],
    ]);
    const choices = { reasonCode: "billing_error", decimal: ",", dateOrder: "dmy" } as const;
    expect(await inspect(book, content, choices)).toMatchObject({
      format: "xlsx",
      sheets: ["Credits"],
      encoding: null,
      rows: [
        { lineNumber: 2, amountMinor: 30, expiresOn: "2027-02-28", note: "=1+1", problems: [] },
        { lineNumber: 4, amountMinor: -5, note: "'twas", problems: [] },
        { lineNumber: 5, amountMinor: null },
        { lineNumber: 6, amountMinor: 1250_50, expiresOn: "2027-02-28" },
      ],
    });
    const batch = await check(book, { content, choices });
    expect(await problemsOf(book, batch.id)).toEqual([
      "5 amount: USD has 2 decimals; this was read as 1250.005, with 3.",
      "5 expiresOn: 45000 is a number, not a day.",
    ]);
    await apply(book, batch.id, "ready");
    expect(await creditOf(book, account)).toBe(1250_75);
  });

  test.each<[string, () => Uint8Array, string]>([
    ["nothing in it", () => new Uint8Array(), "The file is empty."],
    ["a picture", () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), "neither text nor a workbook"],
    ["an old workbook", () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "old kind (.xls)"],
    ["a PDF", () => Buffer.from("%PDF-1.7"), "PDF"],
    ["an archive of something else", () => zipSync({ "a.txt": Buffer.from("x") }), "The workbook cannot be read"],
    ["half a workbook", () => Buffer.from("PK\u0003\u0004half"), "The workbook cannot be read"],
    ["a header and no rows", () => Buffer.from("email,amount\n"), "The file has no rows."],
  ])("that is %s is refused as a whole", async (_what, bytes, message) => {
    const book = await createTestBook();
    const uploadId = await upload(book, bytes());
    const choices = { columns: { account: 0, amount: 1 } };
    const { jobId } = await book.ask("batches.check", { uploadId, name: "x", choices }).catch((error: unknown) => {
      expect(String(error)).toContain(message);
      return { jobId: null };
    });
    if (jobId === null) return;
    await expect
      .poll(async () => (await book.ask("jobs.get", { jobId })).error)
      .toMatchObject({ code: "file_unreadable", message: expect.stringContaining(message) as string });
  });

  test("that is a bomb is refused before it fills the machine", async () => {
    const book = await createTestBook();
    const sheet = Buffer.from(`<worksheet><sheetData>${"<row/>".repeat(400_000)}</sheetData></worksheet>`);
    const part = (text: string) => Buffer.from(`<?xml version="1.0"?>${text}`);
    const relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const content = zipSync({
      "[Content_Types].xml": part("<Types/>"),
      "_rels/.rels": part(
        `<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
      "xl/workbook.xml": part(
        `<workbook xmlns:r="${office}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      "xl/_rels/workbook.xml.rels": part(
        `<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
      "xl/worksheets/sheet1.xml": sheet,
    });
    expect(content.length).toBeLessThan(20_000);
    const uploadId = await upload(book, content);
    const { jobId } = await book.ask("batches.inspect", { uploadId });
    await expect
      .poll(async () => (await book.ask("jobs.get", { jobId })).error, { timeout: 60_000 })
      .toMatchObject({
        code: "file_unreadable",
        message: expect.stringContaining("more than a table holds") as string,
      });
  });
});
