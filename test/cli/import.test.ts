import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { workbook } from "../support/batches.ts";
import { openTestBook } from "../support/book.ts";
import { closedBook, countinghouse, countinghouseReading, writeBeside } from "../support/command-line.ts";

const examples = fileURLToPath(new URL("../../docs/csv-examples/", import.meta.url));

const allExamples = ["plans", "users", "organizations", "subscriptions", "opening_balances", "ledger_entries"].flatMap(
  (name) => [`--${name.replace("_", "-")}`, join(examples, `${name}.csv`)],
);

describe("countinghouse accounts import", () => {
  it("checks, writes, and writes once when it is repeated", async () => {
    const book = await closedBook();
    const check = await countinghouse("accounts", "import", "--book", book, ...allExamples, "--check");
    expect(check).toEqual({
      exitCode: 0,
      output:
        "All rows are good: 3 plans, 3 users, 2 organizations, 3 subscriptions, 3 opening balances, 3 ledger entries. " +
        "Nothing was written, as asked.\nOpening credit: USD 62.34, EUR 1,200.00, JPY 600.\n",
      errors: "",
    });
    const first = await countinghouse("accounts", "import", "--book", book, ...allExamples, "--json");
    const second = await countinghouse("accounts", "import", "--book", book, ...allExamples, "--json");
    expect(first).toMatchObject({ exitCode: 0, errors: "" });
    expect(JSON.parse(first.output)).toMatchObject({ ok: true, value: { outcome: "written", counts: { users: 3 } } });
    expect(second).toEqual(first);

    const opened = await openTestBook(book);
    expect(await opened.ask("book.info", {})).toMatchObject({
      accountCounts: { user: 3, organization: 2 },
      entryCount: 6,
    });
  });

  it.each([
    ["ledger", "list"],
    ["credits", "history", "ann@example.com"],
  ])("takes what %s %s prints into another book as it is", async (...listing) => {
    const users = "id,name,email\nuser_ann,Ann,ann@example.com\n";
    const old = await closedBook(async (book) => {
      const files = [{ kind: "users" as const, name: "users.csv", text: users }];
      await book.runJob("accounts.import", { mode: "write", files });
      const change = { accountId: "user_ann", currency: "USD", reasonCode: "billing_error" };
      await book.ask("credits.adjust", { ...change, action: "increase", amountMinor: 5000 });
      await book.setToday("2026-01-05");
      await book.ask("credits.adjust", { ...change, action: "decrease", amountMinor: 1999, note: "-5 %, as agreed" });
    });
    const { output } = await countinghouse(...listing, "--book", old, "--csv");
    const ledger = writeBeside(old, "ledger.csv", output);

    const book = await closedBook((open) => open.setToday("2026-01-05"));
    const files = ["--users", writeBeside(book, "users.csv", users), "--ledger-entries", ledger];
    expect(await countinghouse("accounts", "import", "--book", book, ...files)).toEqual({
      exitCode: 0,
      output: "Imported 1 user, 2 ledger entries.\nOpening credit: USD 30.01.\n",
      errors: "",
    });
    const opened = await openTestBook(book);
    expect(await opened.ask("accounts.balanceHistory", { accountId: "user_ann", currency: "USD" })).toEqual({
      points: [
        { on: "2026-01-01", balanceMinor: 5000 },
        { on: "2026-01-05", balanceMinor: 3001 },
      ],
    });
    const { rows } = await opened.ask("ledger.list", {});
    expect(rows.map(({ note }) => note)).toEqual(["-5 %, as agreed", "grant, Billing error"]);
  });

  it("refuses a ledger of which a part was left out, and says where that shows", async () => {
    const old = await closedBook(async (book) => {
      const { accountId } = await book.ask("accounts.create", { kind: "user", name: "Ann", contact: "a@example.com" });
      const change = { accountId, currency: "USD", reasonCode: "billing_error", action: "increase" as const };
      await book.ask("credits.adjust", { ...change, amountMinor: 5000 });
      await book.setToday("2026-01-05");
      await book.ask("credits.adjust", { ...change, amountMinor: 100 });
    });
    const { output } = await countinghouse("ledger", "list", "--book", old, "--from", "2026-01-05", "--csv");
    const book = await closedBook((open) => open.setToday("2026-01-05"));
    const users = writeBeside(
      book,
      "users.csv",
      `id,name,email\n${output.match(/user_\w+/u)?.[0]},Ann,a@example.com\n`,
    );
    const files = ["--users", users, "--ledger-entries", writeBeside(book, "ledger.csv", output)];
    const { exitCode, errors } = await countinghouse("accounts", "import", "--book", book, ...files);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/^ledger\.csv:2: balance_after: .* USD\s1\.00, not USD\s51\.00: one of them is missing/u);
  });

  it("takes Windows files: byte order mark, CRLF, quotes with line breaks, and names that look like formulas", async () => {
    const book = await closedBook();
    const text =
      '\uFEFFname,email\r\n"=HYPERLINK(""http://evil.example"",""Open"")",a@example.com\r\n"Two\r\nLines",b@example.com\r\n';
    const users = writeBeside(book, "users.csv", text);
    expect(await countinghouse("accounts", "import", "--book", book, "--users", users)).toMatchObject({
      exitCode: 0,
      output: "Imported 2 users.\n",
    });
    const opened = await openTestBook(book);
    const { rows } = await opened.ask("accounts.list", {});
    expect(rows.map(({ name }) => name)).toEqual(['=HYPERLINK("http://evil.example","Open")', "Two\r\nLines"]);
  });

  it("refuses files that are no good, writes nothing and says what to do", async () => {
    const book = await closedBook();
    const png = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex");
    const noise = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919 + (index >> 3)) % 256);
    const isNotText = "users.csv: The file is not text: it has NUL bytes.";
    const isNotUtf8 = "users.csv: The file is not UTF-8: some of its characters could not be read.";
    const cases: [content: string | Uint8Array, expected: string][] = [
      ["", "users.csv: The file is empty. Its first line names the columns: id, name, email"],
      ["name,email\n", "users.csv: The file has a header and no rows."],
      [png, isNotText],
      [noise, isNotText],
      [Buffer.from("name,email\nZo\xEB,z@example.com\n", "latin1"), `${isNotUtf8} Line 2`],
      [
        "name,email\nAnn,a@example.com\nBob\nCid,c@example.com\n",
        "users.csv:3: The row has 1 values; the header names 2 columns.",
      ],
    ];
    for (const [content, expected] of cases) {
      const users = writeBeside(book, "users.csv", content);
      const { exitCode, output, errors } = await countinghouse("accounts", "import", "--book", book, "--users", users);
      expect({ expected, exitCode, output }).toEqual({ expected, exitCode: 1, output: "" });
      expect(errors.slice(0, expected.length)).toBe(expected);
      expect(errors).toMatch(
        /Error: 1 problem in the files\.\nCorrect the rows that are listed; nothing was written\.\n$/u,
      );
    }
    const opened = await openTestBook(book);
    expect(await opened.ask("book.info", {})).toMatchObject({ accountCounts: { user: 0 } });
  });

  it.each([
    ["12.345", "USD has 2 decimals; this was read as 12.345, with 3."],
    ["1,2,3", '"1,2,3" is unclear: "," was read as a thousands separator. Use "." for decimals.'],
  ])("refuses the amount %s and says what was understood", async (amount, message) => {
    const book = await closedBook();
    const users = writeBeside(book, "users.csv", "name,email\nAnn,a@example.com\n");
    const balances = writeBeside(book, "balances.csv", `account,currency,amount\na@example.com,USD,"${amount}"\n`);
    const files = ["--users", users, "--opening-balances", balances];
    const { exitCode, output, errors } = await countinghouse("accounts", "import", "--book", book, ...files, "--json");
    expect(exitCode).toBe(1);
    expect(errors).toContain(`balances.csv:2: amount: ${message}\n`);
    expect(JSON.parse(output)).toMatchObject({
      ok: false,
      error: {
        code: "import_rejected",
        details: { report: { problemCount: 1, problems: [{ lineNumber: 2, column: "amount", message }] } },
      },
    });
  });

  it("reads a file from standard input, and says which one a problem is in", async () => {
    const book = await closedBook();
    const users = "name,email\nAnn,a@example.com\n";
    const read = await countinghouseReading(users, "accounts", "import", "--book", book, "--users", "-");
    expect(read).toEqual({ exitCode: 0, output: "Imported 1 user.\n", errors: "" });
    const bad = await countinghouseReading("name,email\nBob\n", "accounts", "import", "--book", book, "--users", "-");
    expect(bad.exitCode).toBe(1);
    expect(bad.errors).toMatch(/^standard input:2: The row has 1 values/u);
  });

  it("reads a file of another form by the columns that are named, and says which cannot be", async () => {
    const book = await closedBook();
    const text = "Firma;Kontakt;Kunde seit\nMüller & Söhne;mueller@example.com;03.04.2025\n";
    const file = ["--users", writeBeside(book, "kunden.csv", Buffer.from(text, "latin1"))];
    const importing = (...args: string[]) => countinghouse("accounts", "import", "--book", book, ...args);
    expect((await importing(...file)).exitCode).toBe(1);
    const missing = await importing(...file, "--column", "name=Firma", "--check");
    expect(missing.errors).toContain('kunden.csv: Say which column holds "email".');

    const named = ["--column", "name=Firma", "email=2", "created_on=Kunde seit"];
    const unclear = await importing(...file, ...named);
    expect(unclear).toMatchObject({ exitCode: 1 });
    expect(unclear.errors).toContain("kunden.csv:2: created_on:");
    const written = await importing(...file, ...named, "--dates", "dmy");
    expect(written).toEqual({ exitCode: 0, output: "Imported 1 user.\n", errors: "" });
    // Sent again it is the same import; read in another way it is another one, which finds the account there.
    expect(await importing(...file, ...named, "--dates", "dmy")).toEqual(written);
    expect((await importing(...file, ...named, "--dates", "mdy")).errors).toContain(
      "belongs to an account of the book",
    );
    const shown = await countinghouse("accounts", "show", "mueller@example.com", "--book", book, "--json");
    expect(JSON.parse(shown.output)).toMatchObject({
      value: { name: "Müller & Söhne", createdAtMs: Date.parse("2025-04-03T00:00:00Z") },
    });

    const unknown = await importing(...file, ...named, "phone=1");
    expect(unknown.errors).toContain('kunden.csv: A file of users has no column "phone".');
    const twice = await importing(...file, "--column", "name=Firma", "email=1");
    expect(twice.errors).toContain('kunden.csv: One column is chosen for "email", "name"; choose one for each.');
    const nowhere = await importing(...file, "--column", "name=Name");
    expect(nowhere.errors).toContain('No column is called "Name"; there are Firma, Kontakt, Kunde seit.');
    const two = await importing(...file, ...file.slice(1), ...named);
    expect(two).toMatchObject({ exitCode: 2 });
    expect(two.errors).toContain("say how one file is read; name one");
    expect(await importing(...file, "--column", "name")).toMatchObject({ exitCode: 2 });
  });

  it("finds the columns of the table of a workbook that is named", async () => {
    const book = await closedBook();
    const rows = [
      ["Name", "E-Mail"],
      ["Ann", "ann@example.com"],
    ];
    const file = writeBeside(book, "people.xlsx", await workbook(rows));
    const importing = ["accounts", "import", "--book", book, "--users", file, "--sheet"];
    expect(await countinghouse(...importing, "Credits")).toMatchObject({ exitCode: 0, output: "Imported 1 user.\n" });
    expect((await countinghouse(...importing, "Debts")).errors).toContain('The workbook has no table "Debts".');
  });

  it("says what is wrong with a file that is not there", async () => {
    const book = await closedBook();
    const missing = await countinghouse("accounts", "import", "--book", book, "--users", "/nowhere/users.csv");
    expect(missing.exitCode).toBe(1);
    expect(missing.errors).toMatch(/^Error: \/nowhere\/users\.csv cannot be read: .*no such file/u);
  });
});
