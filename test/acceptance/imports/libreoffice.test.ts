import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { apply, check, problemsOf, upload } from "../../support/batches.ts";
import { createTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { adjust, creditOf } from "../../support/company.ts";
import { exportedLedger, rowsOf } from "../../support/exports.ts";

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/libreoffice/${name}`, import.meta.url));

/** Ann, Bob and Zoë, of whom Bob has some credit. */
async function createBookWithAccounts(): Promise<{
  readonly book: TestBook;
  readonly ann: string;
  readonly bob: string;
}> {
  const book = await createTestBook();
  const user = async (name: string, contact: string | null) =>
    (await book.ask("accounts.create", { kind: "user", name, contact })).accountId;
  const [ann, bob] = [await user("Ann", "ann@example.com"), await user("Bob", "bob@example.com")];
  await user("Zoë", null);
  await adjust(book, bob, 1_00);
  return { book, ann, bob };
}

describe("a file that LibreOffice made", () => {
  test.each([
    ["of adjustments, as a workbook", "adjustments.xlsx", {}],
    // Its days have two digits for the year, and one of them a twelfth month at the end.
    ["of adjustments, as a text in Windows-1252", "adjustments.csv", { dateOrder: "mdy" }],
  ] as const)("%s, is read as it was meant", async (_what, name, choices) => {
    const { book, ann, bob } = await createBookWithAccounts();
    const batch = await check(book, { content: fixture(name), choices: { reasonCode: "billing_error", ...choices } });
    expect(await problemsOf(book, batch.id)).toEqual([]);
    expect(batch).toMatchObject({ rowCount: 4, readyCount: 4 });
    const { rows } = await book.ask("batches.rows", { batchId: batch.id });
    expect(rows.map(({ amountMinor, expiresOn, priority, note }) => [amountMinor, expiresOn, priority, note])).toEqual([
      [1250_50, "2027-12-31", 10, "Störung im März"],
      [-5, null, null, "2"],
      [7_00, "2028-02-01", null, 'mit "Anführung"; und Semikolon'],
      [30, null, null, null],
    ]);
    await apply(book, batch.id);
    expect([await creditOf(book, ann), await creditOf(book, bob)]).toEqual([1250_80, 95]);
  });

  test("of adjustments for a closed month, as a workbook, has those rows refused and the others ready (BEHAVIOUR 11.3)", async () => {
    const book = await createTestBook({ today: "2028-01-10" });
    const { accountId: ann } = await book.ask("accounts.create", {
      kind: "user",
      name: "Ann",
      contact: "ann@example.com",
    });
    await book.ask("accounts.create", { kind: "user", name: "Zoë", contact: null });
    await book.ask("accounts.create", { kind: "user", name: "Bob", contact: "bob@example.com" });
    await adjust(book, ann, 1_00);
    await book.setToday("2028-02-10");
    await book.ask("periods.close", { month: "2028-01" });
    const columns = { account: 0, amount: 1, countsOn: 2 };
    const given = { content: fixture("adjustments.xlsx"), choices: { reasonCode: "billing_error", columns } };
    const batch = await check(book, given);
    expect(await problemsOf(book, batch.id)).toEqual([
      "2 countsOn: 2027-12-31 lies in 2027-12, which is closed; 2028-02-01 is the first open day.",
      "3 amount: Removing USD\u{a0}0.05 is more than the USD\u{a0}0.00 that is available.",
    ]);
    await apply(book, batch.id, "ready");
    expect(await creditOf(book, ann)).toBe(1_30);
  });

  test("of accounts, as a workbook, is imported by the columns that are chosen", async () => {
    const book = await createTestBook();
    const uploadId = await upload(book, fixture("customers.xlsx"));
    const { result: seen } = await book.runJob("imports.inspect", { uploadId, kind: "users" });
    expect(seen).toMatchObject({
      format: "xlsx",
      choices: { columns: { name: 1, email: 2, tax_rate_percent: 3, tax_numbers: 4, billing_address: 6 } },
    });
    const choices = { ...seen.choices, columns: { ...seen.choices.columns, id: 0, created_on: 5 } };
    const file = { kind: "users", name: "customers.xlsx", uploadId, choices } as const;
    const { result } = await book.runJob("accounts.import", { files: [file], mode: "write" });
    expect(result).toMatchObject({ outcome: "written", problems: [] });
    expect(await book.ask("accounts.get", { accountId: "user_lo1" })).toMatchObject({
      name: "Müller & Söhne",
      taxRateName: "Tax 19 %",
      billingAddress: "Weg 1\n10115 Berlin",
      createdAtMs: Date.parse("2024-02-28T00:00:00Z"),
    });
    expect(await book.ask("accounts.get", { accountId: "user_lo2" })).toMatchObject({
      name: "Ł ódź",
      contact: null,
      taxRateName: "Tax 8.875 %",
    });
  });
});

const hasLibreOffice = spawnSync("soffice", ["--version"]).status === 0;

describe.skipIf(!hasLibreOffice)("files of ours that LibreOffice opens and saves", () => {
  test("are imported to the same accounts, balances and texts to the letter (BEHAVIOUR 14.3, A-106)", async () => {
    const book = await createTestBook();
    const names = [
      '=HYPERLINK("x")',
      "'-40 Degrees Ltd",
      "＝1+1",
      "שלום",
      "🙂, Inc.",
      "<&>\"'",
      "007",
      "1e5",
      "TRUE",
      "00012345678901234567",
      "1/2",
      "3-4",
      "2027-01-31",
      "12:30",
      "50%",
      "$5",
      "#REF!",
      "=1+1\u2028",
      "'tis",
      "''",
      "@SUM(A1)",
      "+49 30",
      "-",
      "a\u200db",
      "👩‍👩‍👧‍👦 Ltd",
      "e\u0301 vs é",
      "a  b",
      "\u00a0nbsp\u00a0x",
      "_x0041_",
      "&amp;",
      "]]>",
      "\ufeffbom",
    ];
    for (const [index, name] of names.entries()) {
      const contact = index % 2 === 0 ? `a${index}@example.com` : null;
      const { accountId } = await book.ask("accounts.create", { kind: "user", name, contact });
      await adjust(book, accountId, 1_234_56 + index, ["USD", "JPY", "KWD"][index % 3]);
    }
    const folder = temporaryFolder();
    const paths: string[] = [];
    for (const list of ["accounts", "ledger"] as const) {
      const path = join(folder, `${list}.xlsx`);
      copyFileSync((await book.runJob("exports.make", { of: { list }, format: "xlsx" })).result.path, path);
      paths.push(path);
    }
    const saved = spawnSync(
      "soffice",
      [
        "--headless",
        `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`,
        "--convert-to",
        "xlsx",
        "--outdir",
        join(folder, "saved"),
        ...paths,
      ],
      { encoding: "utf8" },
    );
    expect([saved.status, saved.stderr]).toEqual([0, expect.not.stringContaining("Error")]);
    const other = await createTestBook();
    const sent = async (kind: "users" | "ledger_entries", list: string) => ({
      kind,
      name: `${list}.xlsx`,
      uploadId: await upload(other, readFileSync(join(folder, "saved", `${list}.xlsx`))),
    });
    const files = [await sent("users", "accounts"), await sent("ledger_entries", "ledger")];
    const { result } = await other.runJob("accounts.import", { files, mode: "write" });
    expect(result).toMatchObject({ outcome: "written", problems: [] });
    const accountsOf = async (of: TestBook) =>
      (await of.ask("accounts.list", {})).rows.map(({ name, contact, creditBalanceMinor }) => [
        name,
        contact,
        creditBalanceMinor,
      ]);
    expect(await accountsOf(other)).toEqual(await accountsOf(book));
    const entriesOf = async (of: TestBook) =>
      rowsOf((await exportedLedger(of)).text).map(({ account_id, amount, currency, effective_on, balance_after }) => ({
        account_id,
        amount,
        currency,
        effective_on,
        balance_after,
      }));
    expect(await entriesOf(other)).toEqual(await entriesOf(book));
  });
});
