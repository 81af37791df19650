import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createTestBook, openTestBook, temporaryFolder } from "../support/book.ts";

const program = fileURLToPath(new URL("../../src/main/cli/index.ts", import.meta.url));
const examples = fileURLToPath(new URL("../../docs/csv-examples/", import.meta.url));

interface Ended {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Run the command as a person's shell would. */
function countinghouse(...commandLine: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...commandLine], (error, output, errors) => {
      resolve({ exitCode: error ? Number(error.code) : 0, output, errors });
    });
  });
}

/** An empty book that no process has open. */
async function newBook(): Promise<string> {
  const book = await createTestBook();
  await book.close();
  return book.path;
}

/** A file beside the book, with these bytes in it. */
function write(book: string, name: string, content: string | Uint8Array): string {
  const path = join(book, "..", name);
  writeFileSync(path, content);
  return path;
}

const allExamples = ["plans", "users", "organizations", "subscriptions", "opening_balances"].flatMap((name) => [
  `--${name.replace("_", "-")}`,
  join(examples, `${name}.csv`),
]);

describe("countinghouse accounts import", () => {
  it("checks, writes, and writes once when it is repeated", async () => {
    const book = await newBook();
    const check = await countinghouse("accounts", "import", "--book", book, ...allExamples, "--check");
    expect(check).toEqual({
      exitCode: 0,
      output:
        "All rows are good: 3 plans, 3 users, 2 organizations, 3 subscriptions, 3 opening balances. " +
        "Nothing was written, as asked.\nOpening credit: USD 62.34, EUR 1,200.00.\n",
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
      entryCount: 3,
    });
  });

  it("takes Windows files: byte order mark, CRLF, quotes with line breaks, and names that look like formulas", async () => {
    const book = await newBook();
    const text =
      '\uFEFFname,email\r\n"=HYPERLINK(""http://evil.example"",""Open"")",a@example.com\r\n"Two\r\nLines",b@example.com\r\n';
    const users = write(book, "users.csv", text);
    expect(await countinghouse("accounts", "import", "--book", book, "--users", users)).toMatchObject({
      exitCode: 0,
      output: "Imported 2 users.\n",
    });
    const opened = await openTestBook(book);
    const { rows } = await opened.ask("accounts.list", {});
    expect(rows.map(({ name }) => name)).toEqual(['=HYPERLINK("http://evil.example","Open")', "Two\r\nLines"]);
  });

  it("refuses files that are no good, writes nothing and says what to do", async () => {
    const book = await newBook();
    const png = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex");
    const noise = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919 + (index >> 3)) % 256);
    const isNotText = "users.csv: The file is not text: it has NUL bytes.";
    const isNotUtf8 = "users.csv: The file is not UTF-8: some of its characters could not be read.";
    const cases: [content: string | Uint8Array, expected: string][] = [
      ["", "users.csv: The file is empty. Its first line names the columns: id, name, email"],
      ["name,email\n", "users.csv: The file has a header and no rows."],
      [png, isNotText],
      [noise, isNotText],
      [Buffer.from("name,email\nAnn,a@example.com\n", "utf16le"), isNotText],
      [Buffer.from("name,email\nZo\xEB,z@example.com\n", "latin1"), `${isNotUtf8} Line 2`],
      [
        "name,email\nAnn,a@example.com\nBob\nCid,c@example.com\n",
        "users.csv:3: The row has 1 values; the header names 2 columns.",
      ],
    ];
    for (const [content, expected] of cases) {
      const users = write(book, "users.csv", content);
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
    const book = await newBook();
    const users = write(book, "users.csv", "name,email\nAnn,a@example.com\n");
    const balances = write(book, "balances.csv", `account,currency,amount\na@example.com,USD,"${amount}"\n`);
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

  it("says that a book is open elsewhere, and what to do", async () => {
    const book = await newBook();
    await openTestBook(book);
    const { exitCode, errors } = await countinghouse("ledger", "verify", "--book", book);
    expect(exitCode).toBe(1);
    expect(errors).toBe(
      `Error: ${book} is open in another Countinghouse.\nClose the other Countinghouse that has this book open, then try again.\n`,
    );
  });
});

describe("countinghouse book new", () => {
  it("makes a book that the other commands work on, and no second one over it", async () => {
    const book = join(temporaryFolder(), "book.countinghouse");
    const commandLine = ["book", "new", "--book", book, "--name", "Acme, Inc.", "--time-zone", "America/New_York"];
    expect(await countinghouse(...commandLine, "--currency", "USD")).toEqual({
      exitCode: 0,
      output: `Made the book ${book}.\n`,
      errors: "",
    });
    const verified = await countinghouse("ledger", "verify", "--book", book, "--json");
    expect(JSON.parse(verified.output)).toMatchObject({ ok: true, value: { ok: true, checkedEntries: 0 } });
    const again = await countinghouse(...commandLine, "--currency", "EUR", "--json");
    expect(again.exitCode).toBe(1);
    expect(JSON.parse(again.output)).toMatchObject({ ok: false, error: { code: "book_exists" } });
  });

  it("says which setting is wrong", async () => {
    const book = join(temporaryFolder(), "book.countinghouse");
    const settings = ["--name", "Acme", "--time-zone", "Mars/Base", "--currency", "USD"];
    const { exitCode, errors } = await countinghouse("book", "new", "--book", book, ...settings);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/"timeZone": is not a time zone/u);
    expect(existsSync(book)).toBe(false);
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

describe("the command line itself", () => {
  it.each([
    [["--help"], /accounts/u],
    [["sample", "--help"], /Examples:\n {2}\$ countinghouse sample --out/u],
    [["accounts", "import", "--help"], /--opening-balances <files\.\.\.>[\s\S]*Examples:/u],
    [["book", "new", "--help"], /Examples:/u],
    [["ledger", "verify", "--help"], /Examples:/u],
  ])("explains itself for %j", async (commandLine, expected) => {
    const { exitCode, output } = await countinghouse(...commandLine);
    expect(exitCode).toBe(0);
    expect(output).toMatch(expected);
  });

  it.each([
    [[]],
    [["frobnicate"]],
    [["sample"]],
    [["sample", "--out", "x", "--accounts", "0"]],
    [["sample", "--out", "x", "--today", "2026-02-30"]],
    [["sample", "--out", "x", "--today", "9999-01-01"]],
    [["accounts", "import", "--book", "x"]],
    [["ledger", "verify", "--book", "x", "--speed", "high"]],
  ])("answers %j with exit code 2 and its usage", async (commandLine) => {
    const { exitCode, output, errors } = await countinghouse(...commandLine);
    expect([exitCode, output]).toEqual([2, ""]);
    expect(errors).toMatch(/help/u);
  });

  it("says what is wrong with a file or a book that is not there", async () => {
    const book = await newBook();
    const missing = await countinghouse("accounts", "import", "--book", book, "--users", "/nowhere/users.csv");
    expect(missing.exitCode).toBe(1);
    expect(missing.errors).toMatch(/^Error: \/nowhere\/users\.csv cannot be read: .*no such file/u);
    expect(await countinghouse("ledger", "verify", "--book", `${book}.other`)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining(`There is no book at ${book}.other.`),
    });
  });
});
