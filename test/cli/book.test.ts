import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { openTestBook, temporaryFolder } from "../support/book.ts";
import { issueInvoice } from "../support/collection.ts";
import { closedBook, countinghouse, csvRows, valueOf } from "../support/command-line.ts";
import { adjust, createCustomer } from "../support/company.ts";
import { onePixelPng } from "../support/logo.ts";

describe("countinghouse book", () => {
  it("makes a book that the other commands work on, and no second one over it", async () => {
    const book = join(temporaryFolder(), "book.countinghouse");
    const commandLine = ["book", "new", "--book", book, "--name", "Acme, Inc.", "--time-zone", "America/New_York"];
    expect(await countinghouse(...commandLine, "--currency", "usd")).toEqual({
      exitCode: 0,
      output: `Made the book ${book}.\n`,
      errors: "",
    });
    const again = await countinghouse(...commandLine, "--currency", "EUR", "--json");
    expect(again.exitCode).toBe(1);
    expect(JSON.parse(again.output)).toMatchObject({ ok: false, error: { code: "book_exists" } });
    const info = await countinghouse("book", "info", "--book", book);
    expect(info).toMatchObject({ exitCode: 0, errors: "" });
    expect(info.output).toContain(`Name       Acme, Inc.\nFile       ${book}\n`);
    expect(info.output).toContain("Currency   USD\nAccounts   0 users, 0 organizations\nLedger     0 entries\n");
  });

  it("says which setting is wrong, and makes nothing", async () => {
    const book = join(temporaryFolder(), "book.countinghouse");
    const settings = ["--name", "Acme", "--time-zone", "Mars/Base", "--currency", "USD"];
    const { exitCode, errors } = await countinghouse("book", "new", "--book", book, ...settings);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/"timeZone" is not a time zone/u);
    expect(existsSync(book)).toBe(false);
  });

  it("ends with a code of its own where there is no book, or the file is none", async () => {
    const nowhere = join(temporaryFolder(), "none.countinghouse");
    const missing = await countinghouse("book", "info", "--book", nowhere);
    expect(missing.exitCode).toBe(4);
    expect(missing.errors).toMatch(/^Error: There is no book at /u);
    expect(await countinghouse("book", "health", "--book", nowhere)).toEqual({ ...missing, output: "" });
    writeFileSync(nowhere, "precious".repeat(100));
    const other = await countinghouse("accounts", "list", "--book", nowhere, "--json");
    expect(other.exitCode).toBe(4);
    expect(JSON.parse(other.output)).toMatchObject({ ok: false, error: { code: "book_not_ours" } });
    expect(readFileSync(nowhere, "utf8")).toBe("precious".repeat(100));
  });
});

describe("countinghouse --read-only", () => {
  it("reads, and refuses to write, with a code of its own", async () => {
    const book = await closedBook(async (open) => {
      await createCustomer(open);
    });
    const info = await countinghouse("--read-only", "book", "info", "--book", book);
    expect(info.output).toContain("Opened     for reading only\n");
    const backup = await countinghouse("book", "backup", "--book", book, "--read-only", "--json");
    expect(backup.exitCode).toBe(1);
    expect(JSON.parse(backup.output)).toMatchObject({ ok: false, error: { code: "opened_for_reading" } });
  });
});

describe("countinghouse book recent", () => {
  it("lists the books that were made lately, and says which of them is not there now", async () => {
    const folder = temporaryFolder();
    const [first, second] = [join(folder, "a.countinghouse"), join(folder, "b.countinghouse")];
    for (const book of [first, second, first]) {
      rmSync(book, { force: true });
      await countinghouse("book", "new", "--book", book, "--name", "A", "--time-zone", "UTC", "--currency", "EUR");
    }
    rmSync(second);
    const recent = valueOf<{ path: string; isThere: boolean }[]>(await countinghouse("book", "recent", "--json"));
    expect(recent.filter(({ path }) => path.startsWith(folder))).toEqual([
      { path: first, isThere: true },
      { path: second, isThere: false },
    ]);
    expect((await countinghouse("book", "recent")).output).toContain(`${second} (not there now)\n`);
  });
});

describe("countinghouse book paper", () => {
  it("shows and changes what stands on the paper, of the seller and of an account", async () => {
    const accountId: string[] = [];
    const book = await closedBook(async (open) => {
      accountId.push(await createCustomer(open));
    });
    const logo = join(temporaryFolder(), "logo.png");
    writeFileSync(logo, Buffer.from(onePixelPng, "base64"));
    const shown = await countinghouse("book", "paper", "--book", book);
    expect(shown.output).toContain("Seller           Acme Billing\nAddress          none\n");
    const changed = await countinghouse(
      "book",
      "paper",
      "--address",
      "1 Main Street\nSpringfield",
      "--language",
      "de",
      "--book",
      book,
    );
    expect(changed).toMatchObject({ exitCode: 0, errors: "" });
    expect(changed.output).toContain("Address          1 Main Street, Springfield\n");
    expect(changed.output).toContain("Logo             none\nLanguage         de\n");
    expect(await countinghouse("book", "logo", logo, "--book", book)).toMatchObject({
      exitCode: 0,
      output: "The logo was saved.\n",
    });
    const without = await countinghouse("book", "paper", "--address", "", "--book", book, "--json");
    expect(valueOf(without)).toMatchObject({
      logoId: expect.any(String),
      sellerAddress: null,
      paperLanguage: "de",
    });
    expect(valueOf(await countinghouse("book", "logo", "--book", book, "--json"))).toMatchObject({ logoId: null });
    const missing = await countinghouse("book", "logo", `${logo}x`, "--book", book);
    expect(missing).toMatchObject({ exitCode: 1, errors: expect.stringContaining("cannot be read") });

    const flags = ["--billing-address", "ul. Żółta 3\n00-001 Warszawa", "--reference", "PO 1", "--language", "en"];
    const account = await countinghouse("accounts", "update", accountId[0] ?? "", ...flags, "--book", book);
    expect(account.output).toMatch(/Address +ul\. Żółta 3, 00-001 Warszawa\nReference +PO 1\nLanguage +en\n/u);
    const back = await countinghouse(
      "accounts",
      "update",
      accountId[0] ?? "",
      "--language",
      "book",
      "--reference",
      "",
      "--book",
      book,
      "--json",
    );
    expect(valueOf(back)).toMatchObject({ paperLanguage: null, buyerReference: null });
  });
});

describe("countinghouse invoices pdf", () => {
  it("saves the paper where it is told, and writes over nothing", async () => {
    const book = await closedBook(async (open) => {
      await issueInvoice(open, await createCustomer(open, { feeMinor: 20_00 }));
    });
    const path = join(temporaryFolder(), "march.pdf");
    const saved = await countinghouse("invoices", "pdf", "1", "--to", path, "--book", book);
    expect(saved).toEqual({ exitCode: 0, output: `Saved ${path}.\n`, errors: "" });
    const content = readFileSync(path);
    expect(content.subarray(0, 5).toString()).toBe("%PDF-");
    const again = await countinghouse("invoices", "pdf", "1", "--to", path, "--book", book);
    expect(again).toMatchObject({ exitCode: 1, errors: expect.stringContaining("is there already") });
    expect(readFileSync(path).equals(content)).toBe(true);
    expect((await countinghouse("invoices", "pdf", "7", "--to", `${path}2`, "--book", book)).exitCode).toBe(3);
    const chosen = ["--state", "open", "--currency", "USD", "--at-least", "20", "--book", book];
    const zip = join(temporaryFolder(), "open.zip");
    const zipped = await countinghouse("invoices", "pdf", ...chosen, "--to", zip);
    expect(zipped).toMatchObject({ exitCode: 0, output: `Saved 1 PDF in ${zip}.\n` });
    const folder = join(temporaryFolder(), "open");
    expect((await countinghouse("invoices", "pdf", ...chosen, "--to", folder)).exitCode).toBe(0);
    expect(readdirSync(folder)).toEqual(["INV-000001.pdf"]);
    expect(readFileSync(join(folder, "INV-000001.pdf")).equals(content)).toBe(true);
    expect(Object.keys(unzipSync(readFileSync(zip)))).toEqual(["INV-000001.pdf"]);
    // An amount has a currency.
    expect((await countinghouse("invoices", "pdf", "--at-least", "20", "--to", zip, "--book", book)).exitCode).toBe(1);
  });
});

describe("countinghouse clock", () => {
  it("sets a test clock by day and by instant, and goes back to the system's", async () => {
    const book = await closedBook();
    const set = (time: string) => countinghouse("clock", "set", time, "--book", book, "--json");
    expect(valueOf(await set("2026-04-01"))).toEqual({
      clock: { kind: "test", nowMs: Date.parse("2026-04-01T12:00:00Z") },
      today: "2026-04-01",
      wrote: null,
    });
    expect(valueOf(await set("2026-04-02T23:30:00-02:00"))).toMatchObject({ today: "2026-04-03" });
    const shown = await countinghouse("clock", "show", "--book", book);
    expect(shown.output).toBe("2026-04-03 (2026-04-03T01:30:00.000Z) in UTC, by a test clock, which stands still\n");
    expect(valueOf(await set("system"))).toMatchObject({ clock: { kind: "system" } });
    const wrong = await set("tomorrow");
    expect(wrong.exitCode).toBe(1);
    expect(wrong.errors).toContain('"tomorrow" is neither a day nor an instant');
  });
});

describe("countinghouse clock set", () => {
  it("says what the move itself wrote", async () => {
    const book = await closedBook(async (open) => {
      const accountId = await createCustomer(open, { feeMinor: 20_00 });
      await issueInvoice(open, accountId);
    });
    const moved = await countinghouse("clock", "set", "2026-02-01", "--book", book);
    expect(moved).toMatchObject({ exitCode: 0, errors: "" });
    expect(moved.output).toMatch(/Accounts that became past due +1\n/u);
    const again = valueOf(await countinghouse("clock", "set", "2026-02-02", "--book", book, "--json"));
    expect(again).toMatchObject({ today: "2026-02-02", wrote: null });
  });

  it("takes a real book's name, and none in a book that was made for trying", async () => {
    const book = join(temporaryFolder(), "book.countinghouse");
    const settings = ["--name", "Acme", "--time-zone", "UTC", "--currency", "USD"];
    await countinghouse("book", "new", "--book", book, ...settings);
    expect((await countinghouse("book", "info", "--book", book)).output).toContain("Made for   real use\n");
    const refused = await countinghouse("clock", "set", "2035-01-01", "--book", book, "--json");
    expect(refused.exitCode).toBe(1);
    expect(JSON.parse(refused.output)).toMatchObject({ ok: false, error: { code: "test_clock_unconfirmed" } });
    const confirmed = await countinghouse("clock", "set", "2035-01-01", "--book", book, "--confirm-name", "Acme");
    expect(confirmed.output).toMatch(/^2035-01-01 /u);

    const trial = join(temporaryFolder(), "trial.countinghouse");
    await countinghouse("book", "new", "--book", trial, ...settings, "--for-trying");
    expect((await countinghouse("book", "info", "--book", trial)).output).toContain("Made for   trying\n");
    expect((await countinghouse("clock", "set", "2035-01-01", "--book", trial)).exitCode).toBe(0);
  });
});

describe("countinghouse ledger", () => {
  it("lists and verifies the book's ledger", async () => {
    const book = await closedBook(async (open) => {
      const accountId = await createCustomer(open);
      await adjust(open, accountId, 62_50);
      await adjust(open, accountId, -12_50);
    });
    const verified = await countinghouse("ledger", "verify", "--book", book);
    expect(verified).toMatchObject({ exitCode: 0, errors: "" });
    expect(verified.output).toMatch(/^The ledger holds: 2 entries\.\nHash of the last: [0-9a-f]{64}\n$/u);

    const table = await countinghouse("ledger", "list", "--book", book);
    expect(table.output.split("\n").map((row) => row.slice(0, 82).trimEnd())).toEqual([
      "No.  Date        Account             Type       Currency  Amount  Balance  Reason",
      "  2  2026-01-01  Globex Corporation  deduction  USD       -12.50    50.00  Billing",
      "  1  2026-01-01  Globex Corporation  grant      USD       +62.50    62.50  Billing",
      "",
    ]);

    const rows = await countinghouse("ledger", "list", "--book", book, "--csv", "--type", "deduction");
    expect(csvRows(rows.output).map((row) => row.slice(0, 8))).toEqual([
      ["sequence", "effective_on", "account_id", "account_name", "source_type", "currency", "amount", "balance_after"],
      ["2", "2026-01-01", expect.stringMatching(/^org_/u), "Globex Corporation", "deduction", "USD", "-12.50", "50.00"],
    ]);

    const first = await countinghouse("ledger", "list", "--book", book, "--limit", "1");
    expect(first.output.trimEnd().split("\n")).toHaveLength(2);
    expect(first.errors).toBe("1 of 2; --all shows all of them.\n");
    const json = valueOf(await countinghouse("ledger", "list", "--book", book, "--json", "--limit", "1"));
    expect(json).toMatchObject({ rows: [{ sequence: 2, amountMinor: -12_50 }], total: { count: 2, isExact: true } });
  });

  it("prints a header and no row, or says so, where nothing is found", async () => {
    const book = await closedBook();
    expect(await countinghouse("ledger", "list", "--book", book)).toEqual({
      exitCode: 0,
      output: "",
      errors: "There is nothing to list.\n",
    });
    expect((await countinghouse("ledger", "list", "--book", book, "--csv")).output).toMatch(
      /^"sequence",["\w,]+\r\n$/u,
    );
    expect(valueOf(await countinghouse("ledger", "list", "--book", book, "--json"))).toEqual({
      rows: [],
      total: { count: 0, isExact: true },
    });
  });
});

describe("countinghouse sample", () => {
  it("makes a company with a history whose ledger holds, the same for the same seed", async () => {
    const folder = temporaryFolder();
    const make = (name: string) =>
      countinghouse("sample", "--out", join(folder, name), "--accounts", "60", "--today", "2026-03-31", "--seed", "7");
    const [first, second] = [await make("one.countinghouse"), await make("two.countinghouse")];
    expect(first).toMatchObject({ exitCode: 0, errors: "" });
    expect(first.output).toMatch(/^Made the sample company .*: 60 accounts, \d+ ledger entries/u);

    const summaries = [];
    for (const name of ["one.countinghouse", "two.countinghouse"]) {
      const book = await openTestBook(join(folder, name));
      const { clock, accountCounts, lastVerification, entryCount } = await book.ask("book.info", {});
      const entries = await book.ask("ledger.list", { limit: 500 });
      const paid = await book.ask("invoices.list", { state: "paid", limit: 500 });
      summaries.push({
        clock,
        accountCounts,
        isVerified: lastVerification?.ok === true && lastVerification.headSequence === entryCount,
        entries: entries.rows.map(({ accountId, amountMinor, effectiveOn, note }) => [
          accountId,
          amountMinor,
          effectiveOn,
          note,
        ]),
        paid: paid.rows.map(({ number, totalMinor }) => [number, totalMinor]),
      });
    }
    expect(second.exitCode).toBe(0);
    expect(summaries[1]).toEqual(summaries[0]);
    expect(summaries[0]).toMatchObject({ clock: { kind: "system" }, isVerified: true });
    expect(summaries[0]?.paid.length).toBeGreaterThan(100);
    expect(existsSync(join(folder, "one.countinghouse.partial"))).toBe(false);
  });

  it("never writes over a file that is there", async () => {
    const file = join(temporaryFolder(), "precious.txt");
    writeFileSync(file, "precious");
    expect(await countinghouse("sample", "--out", file)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining("is there already"),
    });
    expect(readFileSync(file, "utf8")).toBe("precious");
  });
});
