import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ImportFileKind } from "../../../src/shared/contract/account-import.ts";
import { importColumns } from "../../../src/main/domain/imports/columns.ts";
import { textPieces } from "../../../src/shared/text-pieces.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { billThrough, invoicesOf } from "../../support/company.ts";

interface File {
  readonly kind: ImportFileKind;
  readonly name: string;
  readonly text: string;
}

const file = (kind: ImportFileKind, text: string): File => ({ kind, name: `${kind}.csv`, text });

/** The files that docs/csv.md offers to start from. */
function exampleFiles(): File[] {
  const folder = new URL("../../../docs/csv-examples/", import.meta.url);
  return readdirSync(folder).map((name) => ({
    kind: name.replace(".csv", "") as ImportFileKind,
    name,
    text: readFileSync(new URL(name, folder), "utf8"),
  }));
}

async function importFiles(
  book: TestBook,
  files: readonly File[],
  idempotencyKey: string,
  mode: "check" | "write" = "write",
) {
  return (await book.runJob("accounts.import", { files: [...files], mode, idempotencyKey })).result;
}

async function accountNamed(book: TestBook, search: string) {
  const { rows } = await book.ask("accounts.list", { search });
  expect(rows).toHaveLength(1);
  return book.ask("accounts.get", { accountId: rows[0]?.id ?? "" });
}

describe("importing the example files", () => {
  it("writes accounts, plans, subscriptions and opening credit that work like any others", async () => {
    const book = await createTestBook({ today: "2025-11-20", timeZone: "America/New_York" });
    const report = await importFiles(book, exampleFiles(), "examples");
    expect(report).toEqual({
      outcome: "written",
      counts: { plans: 3, users: 3, organizations: 2, subscriptions: 3, opening_balances: 3, ledger_entries: 3 },
      openingCredit: [
        { currency: "USD", amountMinor: 6234 },
        { currency: "EUR", amountMinor: 120_000 },
        { currency: "JPY", amountMinor: 600 },
      ],
      problems: [],
      problemCount: 0,
    });

    expect(await accountNamed(book, "northwind")).toMatchObject({
      kind: "organization",
      name: "Northwind Traders Inc.",
      contact: "northwind-traders",
      planName: "Team",
      usesTestGateway: false,
      balances: [{ currency: "USD", ledgerMinor: 5000, availableMinor: 5000 }],
      subscription: { currentPeriod: null, nextBillingOn: "2025-11-15" },
      nextInvoice: { totalMinor: 2000, creditAppliedMinor: 2000, dueMinor: 0, creditLeftMinor: 3000 },
    });
    expect(await accountNamed(book, "ngozi@example.org")).toMatchObject({
      name: 'Okonkwo, Ngozi "Ada"',
      planName: "Free",
      taxRateName: "Tax 8.875 %",
      balances: [],
    });
    expect(await accountNamed(book, "user_2f9sDk1XbG7QpLm3")).toMatchObject({
      createdAtMs: Date.parse("2024-02-29T05:00:00Z"),
      usesTestGateway: true,
      subscription: { anchorOn: "2025-01-31", nextBillingOn: "2025-10-31" },
    });

    await billThrough(book, "2025-11-20");
    const { subscription, id } = await accountNamed(book, "mueller-soehne");
    expect(subscription?.currentPeriod).toEqual({ startOn: "2025-02-28", endOn: "2026-02-28" });
    const [invoice] = await invoicesOf(book, id);
    expect(invoice).toMatchObject({ totalMinor: 1_428_000, creditAppliedMinor: 120_000, paidBy: "test" });
    expect((await book.ask("book.info", {})).accountCounts).toEqual({ user: 3, organization: 2 });
    const { plans } = await book.ask("plans.list", {});
    expect(plans.filter(({ isFree }) => !isFree).map(({ slug, subscriberCount }) => [slug, subscriberCount])).toEqual([
      ["pro", 1],
      ["team", 1],
      ["business-eur", 1],
    ]);
    expect((await book.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  it("makes opening entries that say where they come from", async () => {
    const book = await createTestBook({ today: "2025-11-20" });
    await importFiles(book, exampleFiles(), "examples");
    const { id } = await accountNamed(book, "northwind");
    const { rows } = await book.ask("ledger.list", { accountId: id });
    expect(rows).toEqual([
      expect.objectContaining({
        amountMinor: 5000,
        sourceType: "opening",
        sourceId: "examples",
        origin: "import",
        operator: "Tess Tester",
        reasonCode: "migration",
        note: "Courtesy credit from the earlier system",
        effectiveOn: "2025-11-20",
        idempotencyKey: `examples/opening/${id}/USD`,
      }),
    ]);
  });
});

describe("importing subscriptions with seats", () => {
  const createBookWithSeats = async () => {
    const book = await createTestBook({ today: "2026-02-01", timeZone: "UTC" });
    await book.ask("plans.create", {
      name: "Team",
      slug: "team",
      forKind: "organization",
      currency: "USD",
      monthlyMinor: 1000,
      seatPrice: {
        blockSize: 5,
        tiers: [
          { startsAtBlock: 1, endsAfterBlock: 2, feePerBlockMinor: 2000 },
          { startsAtBlock: 3, endsAfterBlock: null, feePerBlockMinor: 1500 },
        ],
      },
    });
    return book;
  };
  const organizations = file("organizations", "id,name,slug\norg_acme,Acme,acme\n");
  const subscriptions = (seats: string) =>
    file("subscriptions", `account,plan,period,start_on,seats\nacme,team,month,2026-02-01,${seats}\n`);

  it("bills them in the tiers of the plan (BEHAVIOUR 6.1)", async () => {
    const book = await createBookWithSeats();
    expect(await importFiles(book, [organizations, subscriptions("12")], "seats")).toMatchObject({
      outcome: "written",
    });
    expect((await book.ask("subscriptions.get", { accountId: "org_acme" })).subscription).toMatchObject({ seats: 12 });
    await billThrough(book, "2026-02-01");
    const [invoice] = await invoicesOf(book, "org_acme");
    // Twelve seats are three blocks of five: two at 20.00, one at 15.00, and the base fee of 10.00.
    expect(invoice).toMatchObject({
      totalMinor: 6500,
      lines: [
        { kind: "fee", netMinor: 1000 },
        { kind: "seats", quantity: 12, netMinor: 5500 },
      ],
    });
  });

  it.each([
    ["", 'The plan "team" charges for seats; write how many.'],
    ["0", '"0" is not a whole number from 1 to 1,000,000.'],
  ])('refuses "%s" and writes nothing', async (seats, message) => {
    const book = await createBookWithSeats();
    expect(await importFiles(book, [organizations, subscriptions(seats)], "seats")).toMatchObject({
      outcome: "rejected",
      problems: [{ fileName: "subscriptions.csv", lineNumber: 2, column: "seats", message }],
    });
    expect(await book.ask("book.info", {})).toMatchObject({ accountCounts: { organization: 0 } });
  });
});

describe("importing the history of a ledger", () => {
  const organizations = file("organizations", "id,name,slug\norg_acme,Acme,acme\n");
  const header = "sequence,effective_on,account_id,source_type,currency,amount,balance_after,note,id\n";
  const history = file(
    "ledger_entries",
    `${header}4,2025-12-20,acme,invoice_applied,USD,-40.00,10.00,,cle_4
3,2025-12-10,acme,grant,USD,20.00,50.00,'=later,cle_3
2,2025-11-05,org_acme,grant,USD,30.00,30.00,Sorry,cle_2
`,
  );

  it("beside its accounts makes entries with their days, which are nobody's invoices", async () => {
    const book = await createTestBook();
    expect(await importFiles(book, [history, organizations], "moved")).toMatchObject({
      outcome: "written",
      counts: { organizations: 1, ledger_entries: 3 },
      openingCredit: [{ currency: "USD", amountMinor: 1000 }],
    });
    const { rows } = await book.ask("ledger.list", { accountId: "org_acme" });
    const common = { sourceType: "opening", origin: "import", operator: "Tess Tester", reasonCode: "migration" };
    expect(rows.toReversed()).toMatchObject([
      { ...common, sequence: 1, amountMinor: 3000, effectiveOn: "2025-11-05", note: "Sorry", sourceId: "grant/cle_2" },
      { ...common, sequence: 2, amountMinor: 2000, effectiveOn: "2025-12-10", note: "=later" },
      {
        ...common,
        amountMinor: -4000,
        effectiveOn: "2025-12-20",
        note: "invoice applied",
        sourceId: "invoice_applied/cle_4",
        invoiceNumber: null,
        idempotencyKey: "moved/entry/3",
      },
    ]);
    const points = await book.ask("accounts.balanceHistory", { accountId: "org_acme", currency: "USD" });
    expect(points).toEqual({
      points: [
        { on: "2025-11-05", balanceMinor: 3000 },
        { on: "2025-12-10", balanceMinor: 5000 },
        { on: "2025-12-20", balanceMinor: 1000 },
      ],
    });
    expect((await book.runJob("ledger.verify", {})).result.firstBroken).toBeNull();
  });

  it("leaves credit as plain blocks of their days, the earlier used first (BEHAVIOUR 5.2)", async () => {
    const book = await createTestBook();
    await importFiles(book, [organizations, history], "moved");
    const { blocks } = await book.ask("credits.blocks", { accountId: "org_acme" });
    expect(blocks).toMatchObject([
      { amountMinor: 2000, remainingMinor: 1000, effectiveOn: "2025-12-10", priority: 50, expiresOn: null },
      { amountMinor: 3000, remainingMinor: 0, effectiveOn: "2025-11-05" },
    ]);
    // What an imported entry took can be given back like any other opening.
    const { rows } = await book.ask("ledger.list", { accountId: "org_acme", limit: 1 });
    await book.ask("credits.reverse", { entryId: rows[0]?.id ?? "" });
    expect((await book.ask("credits.balance", { accountId: "org_acme" })).balances).toMatchObject([
      { ledgerMinor: 5000, availableMinor: 5000 },
    ]);
  });

  it("keeps the day of every row, whatever it takes", async () => {
    const book = await createTestBook();
    const rows = "1,2025-11-01,acme,USD,10\n2,2025-10-01,acme,USD,5\n3,2025-10-15,acme,USD,-12\n";
    const text = `sequence,effective_on,account_id,currency,amount\n${rows}`;
    await importFiles(book, [organizations, file("ledger_entries", text)], "moved");
    const listed = (await book.ask("ledger.list", {})).rows.toReversed();
    expect(listed.map(({ effectiveOn, amountMinor }) => [effectiveOn, amountMinor])).toEqual([
      ["2025-11-01", 1000],
      ["2025-10-01", 500],
      ["2025-10-15", -1200],
    ]);
  });

  it("goes once into an account, and only where there is no credit in the currency", async () => {
    const book = await createTestBook();
    await importFiles(book, [organizations, history], "moved");
    const before = await book.ask("book.info", {});
    expect(await importFiles(book, [organizations, history], "moved")).toMatchObject({ outcome: "written" });
    expect(await importFiles(book, [history], "again")).toMatchObject({
      outcome: "rejected",
      problemCount: 1,
      problems: [
        {
          fileName: "ledger_entries.csv",
          lineNumber: 2,
          column: "account_id",
          message: "The account has entries in USD in the book already; a history goes where there are none.",
        },
      ],
    });
    const opening = file("opening_balances", "account,currency,amount\nacme,USD,5\n");
    expect(await importFiles(book, [opening], "opening")).toMatchObject({
      outcome: "rejected",
      problems: [{ message: "The account has an opening balance in USD in the book already." }],
    });
    expect((await book.ask("book.info", {})).entryCount).toBe(before.entryCount);
    const yen = file("ledger_entries", `${header}1,2025-11-05,acme,,JPY,30,30,,\n`);
    expect(await importFiles(book, [yen], "yen")).toMatchObject({ outcome: "written" });
  });

  it("with one row that cannot be writes neither the others nor the accounts", async () => {
    const book = await createTestBook();
    const bad = file("ledger_entries", `${history.text}5,2025-12-31,acme,deduction,USD,-10.01,,,cle_5\n`);
    const report = await importFiles(book, [organizations, bad], "moved");
    expect(report).toMatchObject({ outcome: "rejected", problemCount: 1 });
    expect(report.problems[0]).toMatchObject({ lineNumber: 5, column: "amount" });
    expect(await book.ask("book.info", {})).toMatchObject({ accountCounts: { organization: 0 }, entryCount: 0 });
  });
});

describe("an import with a bad row", () => {
  it("writes nothing, and may be sent again corrected under the same key", async () => {
    const book = await createTestBook();
    const good = exampleFiles();
    const bad = [
      ...good.filter(({ kind }) => kind !== "opening_balances"),
      file("opening_balances", "account,currency,amount\nnorthwind-traders,USD,12.345\n"),
    ];
    expect(await importFiles(book, bad, "key")).toMatchObject({
      outcome: "rejected",
      problemCount: 1,
      problems: [
        {
          fileName: "opening_balances.csv",
          lineNumber: 2,
          column: "amount",
          message: "USD has 2 decimals; this was read as 12.345, with 3.",
        },
      ],
    });
    expect(await book.ask("book.info", {})).toMatchObject({
      accountCounts: { user: 0, organization: 0 },
      entryCount: 0,
    });
    expect((await book.ask("plans.list", {})).plans.every(({ isFree }) => isFree)).toBe(true);
    expect(await importFiles(book, good, "key")).toMatchObject({ outcome: "written" });
  });

  it("that clashes with the book is refused row by row, without the rows that only refer to it", async () => {
    const book = await createTestBook();
    await importFiles(book, exampleFiles(), "first");
    const again = await importFiles(book, exampleFiles(), "second");
    expect(again).toMatchObject({ outcome: "rejected", problemCount: 8 });
    expect((await book.ask("book.info", {})).entryCount).toBe(6);
  });
});

describe("an import's key", () => {
  it("answers the same files with the first report and writes once (BEHAVIOUR 3.2)", async () => {
    const book = await createTestBook();
    const first = await importFiles(book, exampleFiles(), "key");
    expect(await importFiles(book, exampleFiles(), "key")).toEqual(first);
    expect(await book.ask("book.info", {})).toMatchObject({
      accountCounts: { user: 3, organization: 2 },
      entryCount: 6,
    });
  });

  it("refuses other files at once", async () => {
    const book = await createTestBook();
    await importFiles(book, exampleFiles(), "key");
    const other = { files: [file("users", "name,email\nAnn,a@example.com\n")], mode: "write", idempotencyKey: "key" };
    expect(await book.refusal("accounts.import", other)).toMatchObject({ code: "idempotency_conflict" });
  });

  it("is not used up by a check", async () => {
    const book = await createTestBook();
    expect(await importFiles(book, exampleFiles(), "key", "check")).toMatchObject({
      outcome: "checked",
      problemCount: 0,
    });
    expect(await book.ask("book.info", {})).toMatchObject({ accountCounts: { user: 0, organization: 0 } });
    expect(await importFiles(book, exampleFiles(), "key")).toMatchObject({ outcome: "written" });
  });
});

describe("while a long import is read", () => {
  const manyUsers = (count: number) =>
    file(
      "users",
      `name,email\n${Array.from({ length: count }, (_, index) => `User ${index},user${index}@example.com\n`).join("")}`,
    );

  it("other commands are answered, and what they did counts", async () => {
    const book = await createTestBook();
    const plans = file("plans", "slug,name,for,currency,monthly_fee\nsolo,Solo,user,USD,9\n");
    const importing = importFiles(book, [manyUsers(20_000), plans], "long");
    // Sent after the import began and answered before it ended: takes the slug that the import was told is free.
    const { planId } = await book.ask("plans.create", {
      name: "Solo",
      slug: "solo",
      forKind: "user",
      currency: "USD",
      monthlyMinor: 900,
    });
    const report = await importing;
    expect(report).toMatchObject({ outcome: "rejected", problemCount: 1 });
    expect(report.problems[0]).toMatchObject({ fileName: "plans.csv", lineNumber: 2, column: "slug" });
    expect(await book.ask("book.info", {})).toMatchObject({ accountCounts: { user: 0 } });
    expect((await book.ask("plans.list", {})).plans.map(({ id }) => id)).toContain(planId);
  });

  it("the import is checked again and written when what they did does not matter to it", async () => {
    const book = await createTestBook();
    const importing = importFiles(book, [manyUsers(20_000)], "long");
    await book.ask("accounts.create", { kind: "user", name: "Someone Else", contact: "else@example.com" });
    expect(await importing).toMatchObject({ outcome: "written" });
    expect(await book.ask("book.info", {})).toMatchObject({ accountCounts: { user: 20_001 } });
  });

  it("no credit of a history that is being written ends before what used it is there", async () => {
    const book = await createTestBook();
    // Enough rows that writing them is told of while it goes on, also on a fast machine.
    const numbers = Array.from({ length: 6000 }, (_, index) => index + 1);
    const terms = "priority=50 from=2025-12-01 until=2025-12-31";
    const formed = numbers.map((each) => `${each},2025-12-01,acme,USD,2,forms 2.00 ${terms}\n`);
    const used = numbers.map((each) => `${6000 + each},2025-12-02,acme,USD,-2,takes 2.00 from=${each}.1\n`);
    const header = "sequence,effective_on,account_id,currency,amount,blocks\n";
    const organizations = file("organizations", "id,name,slug\norg_acme,Acme,acme\n");
    const clockIsSet: Promise<void>[] = [];
    book.engine.subscribe((event) => {
      // Rows are being written: what the book does by itself on a new day runs in between.
      if (event.type !== "job" || event.job.progress.unit !== "rows" || event.job.progress.total === null) return;
      if (event.job.progress.done === 0) return;
      if (clockIsSet.length === 0) clockIsSet.push(book.setToday("2026-01-02"));
    });
    const history = file("ledger_entries", header + [...used, ...formed].join(""));
    expect(await importFiles(book, [organizations, history], "long")).toMatchObject({ outcome: "written" });
    expect(clockIsSet).toHaveLength(1);
    await Promise.all(clockIsSet);
    expect((await book.ask("jobs.list", {})).jobs.map(({ state }) => state)).toEqual(["done", "done"]);
    await book.setToday("2026-01-03");
    expect(await book.ask("book.info", {})).toMatchObject({ entryCount: 12_000 });
    const { blocks } = await book.ask("credits.blocks", { accountId: "org_acme" });
    expect(new Set(blocks.map(({ state }) => state))).toEqual(new Set(["expired"]));
    expect((await book.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  it("the job tells how far it is and can be stopped without a trace", async () => {
    const book = await createTestBook();
    const states: string[] = [];
    const cancelled = new Promise<void>((resolve) => {
      book.engine.subscribe((event) => {
        if (event.type !== "job") return;
        const { state, progress } = event.job;
        states.push(`${state} ${progress.total} ${progress.unit}`);
        if (state !== "running") resolve();
      });
    });
    const { jobId } = await book.ask("accounts.import", {
      files: [manyUsers(100_000)],
      mode: "write",
      idempotencyKey: "k",
    });
    await book.ask("jobs.cancel", { jobId });
    await cancelled;
    // How many lines there are is known once the file has been looked through.
    expect(states[0]).toBe("running null lines");
    expect(states.at(-1)).toMatch(/^stopped (?:null|100001) lines$/u);
    expect(await book.ask("book.info", {})).toMatchObject({ accountCounts: { user: 0 } });
  });
});

it("docs/csv.md describes every column", () => {
  const text = readFileSync(new URL("../../../docs/csv.md", import.meta.url), "utf8");
  for (const { name } of Object.values(importColumns).flat()) expect(text).toContain(`| \`${name}\``);
});

describe("a file that is sent in pieces", () => {
  const uploadId = "5f0c7d6a9e1b";
  const text = `name,email\n"Änn ""the"" 😀",ann@example.com\n${"\n".repeat(300_000)}Bob,bob@example.com\n`;

  function* shortPieces(long: string): Iterable<string> {
    for (const piece of textPieces(long)) {
      for (let start = 0; start < piece.length; start += 30_001) yield piece.slice(start, start + 30_001);
    }
  }
  const base64Of = (piece: string): string => Buffer.from(piece).toString("base64");

  /** Send a text, in pieces that fall where they fall. */
  async function send(book: TestBook, pieces: Iterable<string> = shortPieces(text), id = uploadId): Promise<void> {
    let fromByte = 0;
    for (const piece of pieces) {
      const { bytes } = await book.ask("imports.upload", { uploadId: id, fromByte, base64: base64Of(piece) });
      fromByte += Buffer.byteLength(piece);
      expect(bytes).toBe(fromByte);
    }
  }

  const uploaded = { kind: "users", name: "users.csv", uploadId } as const;
  const inline = { kind: "users", name: "users.csv", text } as const;
  const write = { mode: "write", idempotencyKey: "pieces" } as const;

  it("is imported like one that is sent at once, and its key stands for the same content", async () => {
    const book = await createTestBook();
    await send(book);
    const { result } = await book.runJob("accounts.import", { files: [uploaded], ...write });
    expect(result).toMatchObject({ outcome: "written", counts: { users: 2 } });
    expect((await book.ask("accounts.find", { reference: "ann@example.com" })).accounts).toHaveLength(1);
    expect((await book.runJob("accounts.import", { files: [inline], ...write })).result).toEqual(result);
    expect(
      await book.refusal("accounts.import", { files: [{ ...inline, name: "other.csv" }], ...write }),
    ).toMatchObject({
      code: "idempotency_conflict",
    });
    const { rows } = await book.ask("accounts.list", {});
    expect(rows.map(({ name }) => name)).toEqual(['Änn "the" 😀', "Bob"]);
  });

  it("may be sent twice, and is refused where a part of it is missing", async () => {
    const book = await createTestBook();
    await send(book);
    const { bytes } = await book.ask("imports.upload", { uploadId, fromByte: 0, base64: base64Of("name,email\n") });
    expect(bytes).toBe(Buffer.byteLength(text));
    const late = { uploadId: "0123456789", fromByte: 10, base64: base64Of("x") };
    expect((await book.refusal("imports.upload", late)).code).toBe("upload_not_found");
    const files = [{ ...uploaded, uploadId: "9876543210" }];
    expect((await book.refusal("accounts.import", { files, mode: "check" })).code).toBe("upload_not_found");
    for (const strange of ["../../book", "..", "", "UPPER-CASE", "a/b"]) {
      const refusal = await book.refusal("imports.upload", { uploadId: strange, fromByte: 0, base64: "" });
      expect(refusal.code).toBe("invalid_input");
    }
  });

  it("is its owner's alone, and gone once it is imported, or the book is closed", async () => {
    const book = await createTestBook();
    const folder = `${book.path}.imports`;
    await send(book);
    await send(book, ["left over"], "abcdefgh");
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    await book.runJob("accounts.import", { files: [uploaded], ...write });
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{16}-abcdefgh$/u)]);
    await book.close();
    expect(existsSync(folder)).toBe(false);
  });

  it("is read as UTF-16 where it says so, and refused where it is Latin-1", async () => {
    const book = await createTestBook();
    const reportOf = async (bytes: Buffer, id: string) => {
      await book.ask("imports.upload", { uploadId: id, fromByte: 0, base64: bytes.toString("base64") });
      const files = [{ ...uploaded, uploadId: id }];
      return (await book.runJob("accounts.import", { files, mode: "check" })).result;
    };
    const line = "name,email\nZoë,zoe@example.com\n";
    expect(await reportOf(Buffer.from(`\uFEFF${line}`, "utf16le"), "utf-16-le")).toMatchObject({ outcome: "checked" });
    const latin = await reportOf(Buffer.from(line, "latin1"), "latin-1-file");
    expect(latin.problems.map(({ message }) => message)).toEqual([expect.stringContaining("Line 2 is the first")]);
  });

  it("is refused as a whole where it is no text, on the line that shows it", async () => {
    const book = await createTestBook();
    const problemOf = async (pieces: string[], id: string) => {
      await send(book, pieces, id);
      const { result } = await book.runJob("accounts.import", {
        files: [{ ...uploaded, uploadId: id }],
        mode: "check",
      });
      return result.problems.map(({ message }) => message);
    };
    expect(await problemOf(["name,email\nAnn,a@example.com\n", "Bob\uFFFD,b@example.com\n"], "damaged-1")).toEqual([
      expect.stringContaining("Line 3 is the first"),
    ]);
    expect(await problemOf(["name,email\n", "Ann\0,a@example.com\n"], "damaged-2")).toEqual([
      expect.stringContaining("NUL"),
    ]);
    expect(await problemOf(["\uFEFF", " \n"], "damaged-3")).toEqual([expect.stringContaining("empty")]);
  });
});
