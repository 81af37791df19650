import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "../../src/shared/contract/ledger.ts";
import type { TestBook } from "../support/book.ts";
import { openTestBook } from "../support/book.ts";
import { closedBook, countinghouse, countinghouseReading, valueOf } from "../support/command-line.ts";

/** Two customers who can be told apart by what people call them. */
async function annAndAcme(book: TestBook): Promise<void> {
  await book.ask("accounts.create", { kind: "user", name: "Ann Smith", contact: "ann@example.com" });
  await book.ask("accounts.create", { kind: "organization", name: "Acme, Inc.", contact: "acme", currency: "JPY" });
}

describe("countinghouse accounts", () => {
  it("lists accounts as a table, as CSV and as JSON", async () => {
    const book = await closedBook(async (open) => {
      await annAndAcme(open);
      await open.ask("accounts.create", {
        kind: "user",
        name: '=HYPERLINK("http://x.example")',
        contact: "evil@example.com",
      });
    });
    await countinghouse("credits", "adjust", "acme", "increase", "1,500", "--reason", "courtesy", "--book", book);

    const table = await countinghouse("accounts", "list", "--book", book, "--kind", "organization");
    expect(table.output.split("\n").map((line) => line.replace(/^\S+ +/u, ""))).toEqual([
      "Name        Kind          E-mail or slug  Plan  Status  Currency  Credit  Next on  Next charge  Past due",
      "Acme, Inc.  organization  acme            Free          JPY        1,500                               0",
      "",
    ]);
    const csv = await countinghouse("accounts", "list", "--book", book, "--csv");
    const records = parse<Record<string, string>>(csv.output, { columns: true });
    expect(records.map(({ name, contact, currency, credit }) => [name, contact, currency, credit])).toEqual([
      // A spreadsheet would run the name otherwise.
      ['\'=HYPERLINK("http://x.example")', "evil@example.com", "USD", ""],
      ["Acme, Inc.", "acme", "JPY", "1500"],
      ["Ann Smith", "ann@example.com", "USD", ""],
    ]);
    const json = valueOf<{ rows: { name: string }[] }>(
      await countinghouse("accounts", "list", "--book", book, "--json"),
    );
    expect(json.rows[0]?.name).toBe('=HYPERLINK("http://x.example")');
    const found = await countinghouse("accounts", "list", "--book", book, "--search", "nn sm", "--csv");
    expect(found.output.split("\r\n")).toHaveLength(3);
  });

  it("A-100 finds an account by its address in any capitals, and brings in no second one", async () => {
    const book = await closedBook((open) => annAndAcme(open));
    await countinghouse(
      "credits",
      "adjust",
      "ANN@Example.com",
      "increase",
      "5",
      "--reason",
      "courtesy",
      "--book",
      book,
    );
    const shown = valueOf<{ contact: string; balances: unknown }>(
      await countinghouse("accounts", "show", "aNN@example.COM", "--book", book, "--json"),
    );
    expect(shown).toMatchObject({ contact: "ann@example.com", balances: [{ ledgerMinor: 5_00 }] });
    expect((await countinghouse("accounts", "show", "ACME", "--book", book)).exitCode).toBe(0);
  });

  it("A-101 writes every account that a search finds into a CSV file", async () => {
    const book = await closedBook(async (open) => {
      const rows = Array.from({ length: 1205 }, (_row, index) => `Acme ${index},acme-${index}`);
      await open.runJob("accounts.import", {
        mode: "write",
        files: [{ kind: "organizations", name: "o.csv", text: ["name,slug", ...rows].join("\n") }],
      });
    });
    const csv = await countinghouse("accounts", "list", "--book", book, "--search", "acme", "--csv");
    const records = parse<Record<string, string>>(csv.output, { columns: true });
    expect(new Set(records.map(({ id }) => id)).size).toBe(1205);
  });

  it("lists the accounts where nothing happened since a day, or ever", async () => {
    const book = await closedBook(async (open) => {
      await open.setToday("2026-02-03");
      await annAndAcme(open);
    });
    await countinghouse("credits", "adjust", "acme", "increase", "1,500", "--reason", "courtesy", "--book", book);
    const listed = async (...options: string[]) => {
      const { rows } = valueOf<{ rows: { name: string }[] }>(
        await countinghouse("accounts", "list", "--book", book, "--json", ...options),
      );
      return rows.map(({ name }) => name);
    };
    expect(await listed()).toEqual(["Acme, Inc.", "Ann Smith"]);
    expect(await listed("--no-activity-since", "2026-02-03")).toEqual(["Ann Smith"]);
    expect(await listed("--no-activity-since=2026-02-04")).toEqual(["Acme, Inc.", "Ann Smith"]);
    expect(await listed("--with-credit", "--no-activity-since", "2026-02-03")).toEqual([]);
    const wrong = await countinghouse("accounts", "list", "--book", book, "--no-activity-since", "yesterday");
    expect(wrong.exitCode).toBe(2);
    expect(wrong.errors).toContain("YYYY-MM-DD");
    for (const [account, day] of [
      ["acme", "2026-02-03"],
      ["ann@example.com", "never"],
    ] as const) {
      const { output } = await countinghouse("accounts", "show", account, "--book", book);
      expect(output).toMatch(new RegExp(`^Last activity +${day}$`, "mu"));
    }
  });

  it("prints all rows for programs, however many pages they take", async () => {
    const book = await closedBook(async (open) => {
      const text = `name,email\n${Array.from({ length: 1203 }, (_, index) => `User ${index},u${index}@example.com\n`).join("")}`;
      await open.runJob("accounts.import", { mode: "write", files: [{ kind: "users", name: "users.csv", text }] });
    });
    const list = (...options: string[]) => countinghouse("accounts", "list", "--book", book, ...options);
    const { rows, total } = valueOf<{ rows: { id: string }[]; total: unknown }>(await list("--json"));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1203);
    expect(total).toEqual({ count: 1203, isExact: true });
    expect((await list("--csv")).output.split("\r\n")).toHaveLength(1205);
    const table = await list();
    expect(table.output.trimEnd().split("\n")).toHaveLength(101);
    expect(table.errors).toBe("100 of 1,203; --all shows all of them.\n");
    expect((await list("--limit", "501", "--csv")).output.split("\r\n")).toHaveLength(503);
  });

  it("shows an account by its id, its e-mail address in any case, and its slug", async () => {
    const book = await closedBook(annAndAcme);
    const show = (reference: string) => countinghouse("accounts", "show", reference, "--book", book, "--json");
    const ann = valueOf<{ id: string; name: string }>(await show("ANN@example.com"));
    expect(ann.name).toBe("Ann Smith");
    expect(valueOf(await show(ann.id))).toEqual(ann);
    expect(valueOf(await show("acme"))).toMatchObject({ name: "Acme, Inc." });
    const text = await countinghouse("accounts", "show", "acme", "--book", book);
    expect(text.output).toMatch(/^Name {11}Acme, Inc\.\nId {13}org_\w+\nSlug {11}acme\nCredit {9}never had any\n/u);
    const missing = await show("acm");
    expect(missing.exitCode).toBe(3);
    expect(JSON.parse(missing.output)).toMatchObject({ ok: false, error: { code: "account_not_found" } });
  });

  it("changes how an account is addressed and billed, and leaves the rest as it is", async () => {
    const book = await closedBook(annAndAcme);
    const update = (...options: string[]) => countinghouse("accounts", "update", "acme", ...options, "--book", book);
    const changed = await update("--currency", "EUR", "--time-zone", "Asia/Tokyo", "--json");
    expect(valueOf(changed)).toMatchObject({ name: "Acme, Inc.", currency: "EUR", timeZone: "Asia/Tokyo" });
    expect((await update("--name", "Acme", "--contact", "acme-inc")).output).toMatch(/^Name +Acme\n/u);
    const { output } = await countinghouse("accounts", "show", "acme-inc", "--book", book, "--json");
    expect(JSON.parse(output)).toMatchObject({ value: { contact: "acme-inc", currency: "EUR" } });
    const nothing = await countinghouse("accounts", "update", "acme-inc", "--book", book);
    expect(nothing.exitCode).toBe(1);
    expect(nothing.errors).toContain("Nothing was asked for");
  });

  it("lets no name act on the terminal", async () => {
    const book = await closedBook(async (open) => {
      await open.ask("accounts.create", {
        kind: "user",
        name: "Bob\u001B[2J\u009B31m\nSmith",
        contact: "bob@example.com",
      });
    });
    for (const command of [["list"], ["show", "bob@example.com"], ["list", "--json"]]) {
      const { output } = await countinghouse("accounts", ...command, "--book", book);
      expect(output).toMatch(/Bob/u);
      expect(output).not.toContain("\u001B");
      expect(output).not.toContain("\u009B");
    }
  });
});

describe("countinghouse credits", () => {
  it("adds and removes credit, and shows what is there", async () => {
    const book = await closedBook(annAndAcme);
    const adjust = (...rest: string[]) =>
      countinghouse("credits", "adjust", "ann@example.com", ...rest, "--book", book);
    const added = await adjust("increase", "1,234.50", "--reason", "courtesy", "--note", "Sorry");
    expect(added).toMatchObject({ exitCode: 0, errors: "" });
    expect(added.output).toMatch(/^Ann Smith: 1,234\.50 added, USD 1,234\.50 now\. Entry ccl_\w+\n$/u);
    const { entry } = valueOf<{ entry: LedgerEntry }>(
      await adjust("decrease", "34.50", "--reason", "billing_error", "--json"),
    );
    expect(entry).toMatchObject({ amountMinor: -34_50, balanceAfterMinor: 1200_00, origin: "cli" });
    const ahead = await adjust("decrease", "1", "--reason", "billing_error", "--counts-on", "9999-12-31");
    expect(ahead).toMatchObject({ exitCode: 1, errors: expect.stringContaining("9999-12-31 has not come yet") });

    expect((await countinghouse("credits", "show", "ann@example.com", "--book", book)).output).toBe(
      "Currency   Balance  Available\nUSD       1,200.00   1,200.00\n",
    );
    const history = await countinghouse("credits", "history", "ann@example.com", "--book", book, "--csv");
    const rows = parse<Record<string, string>>(history.output, { columns: true });
    expect(rows.map(({ amount, balance_after: balance, note }) => [amount, balance, note])).toEqual([
      ["-34.50", "1200.00", ""],
      ["1234.50", "1234.50", "Sorry"],
    ]);
  });

  it.each([
    [["increase", "12.345"], 1, "USD has 2 decimals; this was read as 12.345, with 3."],
    [["increase", "1,2,3"], 1, '"1,2,3" is unclear: "," was read as a thousands separator.'],
    [["increase", "0"], 1, '"0" is not above zero.'],
    [["increase", "-5"], 1, '"-5" is not above zero.'],
    [["decrease", "5"], 1, '"Courtesy" is not a reason to decrease credit.'],
    [["give", "5"], 2, "Allowed choices are increase, decrease"],
  ])("refuses %j with code %i and says why", async (change, exitCode, message) => {
    const book = await closedBook(annAndAcme);
    const line = ["credits", "adjust", "ann@example.com", ...change, "--reason", "courtesy", "--book", book];
    const ended = await countinghouse(...line);
    expect({ ...ended, errors: "" }).toEqual({ exitCode, output: "", errors: "" });
    expect(ended.errors).toContain(message);
  });

  it("does once what is repeated under one key, and says the key it made", async () => {
    const book = await closedBook(annAndAcme);
    const adjust = (amount: string, ...rest: string[]) =>
      countinghouse(
        "credits",
        "adjust",
        "acme",
        "increase",
        amount,
        "--reason",
        "goodwill",
        "--book",
        book,
        "--json",
        ...rest,
      );
    const first = await adjust("500", "--key", "ticket-1");
    expect(await adjust("500", "--key", "ticket-1")).toEqual(first);
    expect(JSON.parse(first.output)).toMatchObject({
      idempotencyKey: "ticket-1",
      value: { entry: { amountMinor: 500 } },
    });
    const other = await adjust("501", "--key", "ticket-1");
    expect(other.exitCode).toBe(1);
    expect(JSON.parse(other.output)).toMatchObject({ error: { code: "idempotency_conflict" } });
    const { idempotencyKey } = JSON.parse((await adjust("7")).output) as { idempotencyKey: string };
    expect(idempotencyKey).toMatch(/^[0-9a-f-]{36}$/u);
    expect(await adjust("7", "--key", idempotencyKey)).toMatchObject({ exitCode: 0 });
    const { rows } = await (await openTestBook(book)).ask("ledger.list", {});
    expect(rows.map(({ amountMinor }) => amountMinor)).toEqual([7, 500]);
  });

  it("reads a note from standard input, and keeps terms with the credit", async () => {
    const book = await closedBook(annAndAcme);
    const line = ["credits", "adjust", "acme", "increase", "500", "--reason", "other", "--note", "-", "--book", book];
    const terms = ["--expires", "2027-01-01", "--priority", "10", "--category", "promotional"];
    const ended = await countinghouseReading("First line\nsecond line 🙂\n", ...line, ...terms, "--json");
    expect(valueOf(ended)).toMatchObject({ entry: { note: "First line\nsecond line 🙂" } });
    const blocks = valueOf(await countinghouse("credits", "show", "acme", "--blocks", "--book", book, "--json"));
    expect(blocks).toMatchObject({
      rows: [{ amountMinor: 500, expiresOn: "2027-01-01", priority: 10, category: "promotional", useOrder: 1 }],
    });
  });

  it("moves credit to another account, and takes an entry back once", async () => {
    const book = await closedBook(annAndAcme);
    const run = (...line: string[]) => countinghouse("credits", ...line, "--book", book);
    const { entry } = valueOf<{ entry: LedgerEntry }>(
      await run("adjust", "ann@example.com", "increase", "50", "--reason", "courtesy", "--json"),
    );
    const moved = await run("transfer", "ann@example.com", "acme", "20.00");
    expect(moved.output).toMatch(
      /^Ann Smith: 20\.00 removed, USD 30\.00 now\. .*\nAcme, Inc\.: 20\.00 added, USD 20\.00 now\./u,
    );
    expect((await run("reverse", entry.id)).errors).toContain("Error: ");
    await run("transfer", "acme", "ann@example.com", "20", "--currency", "USD");
    expect((await run("reverse", entry.id, "--note", "Wrong account")).output).toMatch(
      /^Ann Smith: 50\.00 removed, USD 0\.00 now\./u,
    );
    expect(await run("reverse", entry.id, "--json")).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('"entry_already_reversed"') as string,
    });
    expect(await run("reverse", "ccl_none")).toMatchObject({ exitCode: 3 });
  });
});
