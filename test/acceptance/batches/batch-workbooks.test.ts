import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { apply, check, inspect, problemsOf, upload, workbook } from "../../support/batches.ts";
import { createTestBook, temporaryFolder } from "../../support/book.ts";
import { createCustomer, creditOf } from "../../support/company.ts";

/** A workbook of one sheet, made of its parts. */
function archive(sheet: string, sharedStrings?: string, workbookSays = ""): Uint8Array {
  const part = (text: string) => Buffer.from(`<?xml version="1.0"?>${text}`);
  const relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relate = (...targets: readonly (readonly [type: string, target: string])[]) => {
    const list = targets.map(([type, target], index) => {
      return `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`;
    });
    return part(`<Relationships xmlns="${relationships}">${list.join("")}</Relationships>`);
  };
  return zipSync({
    "[Content_Types].xml": part("<Types/>"),
    "_rels/.rels": relate(["officeDocument", "xl/workbook.xml"]),
    "xl/workbook.xml": part(
      `<workbook xmlns:r="${office}">${workbookSays}<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": relate(
      ["worksheet", "worksheets/sheet1.xml"],
      ["sharedStrings", "sharedStrings.xml"],
      ["styles", "styles.xml"],
    ),
    "xl/styles.xml": part(
      '<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    ),
    "xl/worksheets/sheet1.xml": part(sheet),
    "xl/sharedStrings.xml": part(sharedStrings ?? "<sst/>"),
  });
}

/** An archive whose directory leaves out how large its parts are, so that they would be believed themselves. */
function withoutSizes(content: Uint8Array): Uint8Array {
  const bytes = Buffer.from(content);
  const entry = Buffer.from("PK\u0001\u0002", "latin1");
  for (let at = bytes.indexOf(entry); at >= 0; at = bytes.indexOf(entry, at + 1)) bytes.fill(0, at + 20, at + 28);
  return bytes;
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

  test.each([
    ["1900", "", 46_447],
    ["1904", '<workbookPr date1904="1"/>', 46_447 - 1462],
  ])("has days that are counted from %s, as it says itself", async (_from, workbookSays, day) => {
    const cells = (account: string, amount: string) =>
      `<row><c t="str"><v>${account}</v></c><c><v>${amount}</v></c><c s="1"><v>${day}</v></c></row>`;
    const names = '<row><c t="str"><v>Account</v></c><c t="str"><v>Amount</v></c><c t="str"><v>Expires</v></c></row>';
    const sheet = `<worksheet><sheetData>${names}${cells("nobody", "1")}</sheetData></worksheet>`;
    const book = await createTestBook();
    const { rows } = await inspect(book, archive(sheet, undefined, workbookSays));
    expect(rows).toMatchObject([{ accountText: "nobody", amountText: "1", expiresOn: "2027-03-01" }]);
  });

  test("of whose days a spreadsheet may have read a part the wrong way round has none of these taken for granted", async () => {
    const book = await createTestBook();
    const account = await createCustomer(book);
    const day = (date: string) => new Date(`${date}T00:00:00Z`);
    const fileOf = (...days: readonly (string | Date)[]) =>
      workbook([["account", "amount", "expires"], ...days.map((each) => [account, 1, each])]);
    const problemsIn = async (...days: readonly (string | Date)[]) => {
      const batch = await check(book, {
        content: await fileOf(...days),
        choices: { reasonCode: "billing_error" },
      });
      return problemsOf(book, batch.id);
    };
    // 9 January and 2 January, written with the day first, and opened where the month comes first.
    const swapped = ["15-01-2031", day("2031-09-01"), day("2031-02-01"), day("2031-03-03")] as const;
    expect(await problemsIn(...swapped)).toEqual([
      expect.stringContaining("3 expiresOn: 2031-09-01 is unclear: other days of the file are texts"),
      expect.stringContaining("4 expiresOn: 2031-02-01 is unclear"),
    ]);
    // It knew one that is only right with the day first, so it knew the others as well.
    expect(await problemsIn(...swapped, day("2031-12-31"))).toEqual([]);
    expect(await problemsIn(...swapped.slice(1))).toEqual([]);
    expect(await problemsIn("2031-01-15", ...swapped.slice(1))).toEqual([]);
  });

  test("takes of a formula what it came to, and of an entity nothing", async () => {
    const secret = join(temporaryFolder(), "secret");
    writeFileSync(secret, "the secret");
    const names = '<row><c t="str"><v>Account</v></c><c t="str"><v>Amount</v></c></row>';
    const rows = [
      '<row><c t="inlineStr"><is><t>one</t></is></c><c><f t="shared" ref="B2:B3" si="0">1+A1</f><v>5</v></c></row>',
      '<row><c t="str"><v>two</v></c><c><f t="shared" si="0"/><v>6</v></c></row>',
      '<row><c t="str"><v>three</v></c><c><f>1/0</f></c></row>',
      '<row><c t="e"><v>#REF!</v></c><c t="e"><v>#DIV/0!</v></c></row>',
      '<row><c t="str"><v>&read;</v></c><c><v>1</v></c></row>',
    ];
    const entity = `<!DOCTYPE x [<!ENTITY read SYSTEM "file://${secret}">]>`;
    const sheet = `${entity}<worksheet><sheetData>${names}${rows.join("")}</sheetData></worksheet>`;
    const book = await createTestBook();
    const seen = await inspect(book, archive(sheet));
    expect(JSON.stringify(seen)).not.toContain("the secret");
    expect(seen.rows.map(({ accountText, amountText }) => [accountText, amountText])).toEqual([
      ["one", "5"],
      ["two", "6"],
      ["three", ""],
      ["#REF!", "#DIV/0!"],
      ["&read;", "1"],
    ]);
  });

  test.each<[string, () => Uint8Array, string]>([
    ["nothing in it", () => new Uint8Array(), "The file is empty."],
    ["a picture", () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), "neither text nor a workbook"],
    ["an old workbook", () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "old kind (.xls)"],
    ["a PDF", () => Buffer.from("%PDF-1.7"), "PDF"],
    ["rows of JSON", () => Buffer.from('{"account":"ann@example.com","amount":1}\n'), "The file is JSON"],
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

  const table = (cells: string) => `<worksheet><sheetData>${cells}</sheetData></worksheet>`;
  const shared = (letters: number) => `<sst><si><t>${"x".repeat(letters)}</t></si></sst>`;
  const wideRows = Array.from({ length: 2000 }, (_, index) => `<row><c r="XFD${index + 1}"><v>1</v></c></row>`);

  test.each<[string, Uint8Array, string]>([
    ["in its rows", archive(table("<row/>".repeat(400_000))), "more than a table holds"],
    ["in what its cells share", archive(table(""), shared(65 * 1024 * 1024)), "more than a table holds"],
    ["in one cell", archive(table(`<row><c t="str"><v>${"x".repeat(257 * 1024 * 1024)}</v></c></row>`)), "more than"],
    [
      "in parts that do not say how large they are",
      withoutSizes(archive(table(""), shared(1024))),
      "more than a table",
    ],
    ["in how wide its rows are", archive(table(wideRows.join(""))), "more than a table holds"],
    ["in where its cells stand", archive(table('<row><c r="ZZZZZZ1"><v>1</v></c></row>')), "outside the supported"],
    [
      "in the numbers of its rows",
      archive(table('<row r="1e300"><c><v>1</v></c></row>')),
      "a number that no row can have",
    ],
  ])("that is a bomb %s is refused before it fills the machine", async (_where, content, message) => {
    expect(content.length).toBeLessThan(500_000);
    const book = await createTestBook();
    const uploadId = await upload(book, content);
    const { jobId } = await book.ask("batches.inspect", { uploadId });
    await expect
      .poll(async () => (await book.ask("jobs.get", { jobId })).error, { timeout: 60_000 })
      .toMatchObject({ code: "file_unreadable", message: expect.stringContaining(message) as string });
  });
});
