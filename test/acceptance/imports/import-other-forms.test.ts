import { describe, expect, test } from "vitest";
import type { ImportFileKind } from "../../../src/shared/contract/account-import.ts";
import type { ImportChoices } from "../../../src/shared/contract/imports.ts";
import type { MethodInput, MethodOutput } from "../../../src/shared/contract/index.ts";
import { upload, workbook } from "../../support/batches.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";

interface SentFile {
  readonly kind: ImportFileKind;
  readonly content: string | Uint8Array;
  readonly choices?: ImportChoices;
}

type Accounts = Pick<MethodInput<"accounts.import">, "existing" | "emptyCells" | "mode">;

/** Look at a file, and import it as it is proposed to be read. */
async function inspect(
  book: TestBook,
  content: string | Uint8Array,
  kind: ImportFileKind | null = null,
): Promise<MethodOutput<"imports.inspect">> {
  const uploadId = await upload(book, content);
  return (await book.runJob("imports.inspect", { uploadId, kind })).result;
}

async function importFiles(book: TestBook, files: readonly SentFile[], accounts: Partial<Accounts> = {}) {
  const sent = files.map(async ({ kind, content, choices }) => ({
    kind,
    name: `${kind} file`,
    uploadId: await upload(book, content),
    ...(choices && { choices }),
  }));
  return (await book.runJob("accounts.import", { files: await Promise.all(sent), mode: "write", ...accounts })).result;
}

async function accountOf(book: TestBook, reference: string) {
  const [found] = (await book.ask("accounts.find", { reference })).accounts;
  return book.ask("accounts.get", { accountId: found?.id ?? "" });
}

describe("a file of another form", () => {
  test("is read by the columns that are proposed for it, and the next one of the same form as this one was", async () => {
    const book = await createTestBook();
    const file = (name: string) => `sep=;\r\nE-Mail;Firma;USt-IdNr;Intern\r\n${name}@example.com;Ström AG;DE12;x\r\n`;
    const seen = await inspect(book, Buffer.from(file("ann"), "latin1"), "users");
    expect(seen).toMatchObject({
      encoding: "windows-1252",
      delimiter: ";",
      isOwnForm: false,
      isRemembered: false,
      missing: [],
      choices: { mapping: null, columns: { email: 0, name: 1, tax_numbers: 2 } },
      rows: [{ lineNumber: 3, values: { email: "ann@example.com", name: "Ström AG", tax_numbers: "DE12" } }],
    });
    // Nobody has looked at its letters yet, which could be those of another encoding.
    expect(await importFiles(book, [{ kind: "users", content: Buffer.from(file("ann"), "latin1") }])).toMatchObject({
      outcome: "rejected",
    });
    const columns = { email: 0, tax_numbers: 2, name: 1, invoice_note: 3 };
    const choices = { ...seen.choices, columns };
    await importFiles(book, [{ kind: "users", content: Buffer.from(file("ann"), "latin1"), choices }]);
    expect(await accountOf(book, "ann@example.com")).toMatchObject({
      name: "Ström AG",
      taxNumbers: "DE12",
      invoiceNote: "x",
    });
    expect(await inspect(book, file("bob"))).toMatchObject({ kind: "users", isRemembered: true, choices: { columns } });
    // By now it was said what the columns are, so that a program need not say it again.
    await importFiles(book, [{ kind: "users", content: file("bob") }]);
    expect(await accountOf(book, "bob@example.com")).toMatchObject({ invoiceNote: "x" });
  });

  test("may be a workbook, UTF-16 or have semicolons, with our own columns, and needs nothing said", async () => {
    const book = await createTestBook();
    const report = await importFiles(book, [
      {
        kind: "organizations",
        content: await workbook([
          ["id", "name", "slug", "created_on", "billing_address"],
          ["org_a", "Acme", "acme", new Date("2025-02-28T00:00:00Z"), "1 Road\nTown"],
        ]),
      },
      {
        kind: "opening_balances",
        content: await workbook([
          ["account", "currency", "amount", "expires_on", "priority", "category"],
          ["acme", "USD", 1250.5, new Date("2026-06-30T00:00:00Z"), 10, "promotional"],
          ["acme", "EUR", 7, null, null, null],
        ]),
      },
      { kind: "users", content: Buffer.from("name,email\nZoë,zoe@example.com\n", "utf16le") },
      { kind: "plans", content: "slug;name;for;currency;monthly_fee\npro;Pro;organization;USD;1.250,00\n" },
    ]);
    expect(report).toMatchObject({
      outcome: "written",
      counts: { users: 1, organizations: 1, opening_balances: 2, plans: 1 },
    });
    expect(await accountOf(book, "zoe@example.com")).toMatchObject({ name: "Zoë" });
    expect(await accountOf(book, "acme")).toMatchObject({ id: "org_a", billingAddress: "1 Road\nTown" });
    const { blocks } = await book.ask("credits.blocks", { accountId: "org_a", currency: null });
    expect(blocks.toSorted((a, b) => (a.currency < b.currency ? -1 : 1))).toMatchObject([
      { currency: "EUR", amountMinor: 7_00, expiresOn: null, priority: 50, category: null },
      { currency: "USD", amountMinor: 1250_50, expiresOn: "2026-06-30", priority: 10, category: "promotional" },
    ]);
    const { plans } = await book.ask("plans.list", {});
    expect(plans.find(({ slug }) => slug === "pro")).toMatchObject({ monthlyMinor: 1250_00 });
    expect((await book.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test("says what is wrong with it by our own columns, and what can be read in two ways is not read", async () => {
    const book = await createTestBook();
    await book.ask("accounts.create", { kind: "user", name: "Ann", contact: "ann@example.com" });
    const content = "Customer;Betrag;Waehrung;Expires\nann@example.com;1.250;USD;03/04/2027\nann@example.com;x;EUR;\n";
    const seen = await inspect(book, content, "opening_balances");
    expect(seen).toMatchObject({
      unclear: ["decimal", "dateOrder"],
      choices: { columns: { account: 0, amount: 1, currency: 2, expires_on: 3 } },
    });
    const { choices } = seen;
    const said = async (more: Partial<ImportChoices>) => {
      const file = { kind: "opening_balances", content, choices: { ...choices, ...more } } as const;
      return (await importFiles(book, [file])).problems.map(({ lineNumber, column, message }) => [
        lineNumber,
        column,
        message,
      ]);
    };
    expect(await said({})).toEqual([
      [2, "amount", '"1.250" is unclear: nothing says whether its comma or full stop stands before the decimals.'],
      [2, "expires_on", '"03/04/2027" is unclear: nothing says whether the day or the month comes first.'],
      [3, "amount", '"x" is not an amount. Write it like 1234.50.'],
    ]);
    expect(await said({ decimal: "," })).toEqual([
      [2, "expires_on", '"03/04/2027" is unclear: nothing says whether the day or the month comes first.'],
      [3, "amount", '"x" is not an amount. Write it like 1234,50.'],
    ]);
    expect(await said({ decimal: ",", dateOrder: "dmy" })).toHaveLength(1);
    const expired = content.replace("03/04/2027", "2020-01-01").replace("1.250", "5").replace(";x;", ";6;");
    const file = { kind: "opening_balances", content: expired, choices } as const;
    expect((await importFiles(book, [file])).problems).toMatchObject([
      { lineNumber: 2, column: "expires_on", message: expect.stringContaining("cannot expire") as string },
    ]);
  });

  test("is a problem by its name, beside those of the others, where it is of a kind that no table is read from", async () => {
    const book = await createTestBook();
    const file = (kind: ImportFileKind, content: string | Uint8Array) => ({ kind, content });
    const { outcome, problems } = await importFiles(book, [
      file("users", "%PDF-1.7\n%âãÏÓ\n"),
      file("organizations", Buffer.from("d0cf11e0a1b11ae100000000", "hex")),
      file("plans", '[{"slug":"team"}]'),
      file("subscriptions", "PK\u0003\u0004 and no more"),
      file("opening_balances", "account,currency,amount\nann@example.com,XXX,1\n"),
    ]);
    expect(outcome).toBe("rejected");
    expect(problems.map(({ fileName, message }) => `${fileName}: ${message}`)).toEqual([
      "plans file: The file is JSON, and not a table.",
      "users file: The file is a PDF, which has no columns.",
      "organizations file: The file is a workbook of the old kind (.xls), or one that is locked with a password.",
      "subscriptions file: The workbook cannot be read. invalid zip data.",
      'opening_balances file: "XXX" is not an ISO 4217 currency, such as "USD".',
    ]);
    expect((await book.ask("accounts.list", {})).rows).toEqual([]);
  });

  test("is refused where its choices name no column, or not those that it needs", async () => {
    const book = await createTestBook();
    const uploadId = await upload(book, "a,b\n1,2\n");
    const refused = (columns: Record<string, number>) =>
      book.refusal("accounts.import", {
        files: [{ kind: "users", name: "a.csv", uploadId, choices: { columns } }],
        mode: "check",
        idempotencyKey: "k",
      });
    expect((await refused({ nmae: 0 })).message).toBe('a.csv: A file of users has no column "nmae".');
    expect((await refused({ name: 0 })).message).toBe('a.csv: Say which column holds "email".');
    expect((await refused({ name: 0, email: 0 })).message).toBe(
      'a.csv: One column is chosen for "name", "email"; choose one for each.',
    );
  });
});

describe("accounts that the book has", () => {
  test("are changed by the columns that a file has, each change with what was before, or stay as they are", async () => {
    const book = await createTestBook();
    const users = "id,name,email,tax_rate_percent,billing_address,payment_method,payment_terms_days\n";
    const first = `${users}user_a,Ann,ann@example.com,19,1 Road,,14\nuser_b,Bob,bob@example.com,,,,\n`;
    await importFiles(book, [{ kind: "users", content: first }]);
    expect((await importFiles(book, [{ kind: "users", content: first }])).problemCount).toBe(2);

    const changes = `email,name,tax_rate_percent,billing_address,payment_method,tax_numbers\nANN@example.com,Ann King,20,,test_success,DE1\nbob@example.com,Bob,,,,\ncara@example.com,Cara,,,,\n`;
    const update = { existing: "update" } as const;
    const file = { kind: "users", content: changes } as const;
    const checked = await importFiles(book, [file], { ...update, mode: "check" });
    expect(checked.updates).toEqual({
      newCount: 1,
      changedCount: 1,
      unchangedCount: 1,
      changes: [
        {
          fileName: "users file",
          lineNumber: 2,
          accountId: "user_a",
          name: "Ann",
          fields: [
            { column: "name", before: "Ann", after: "Ann King" },
            { column: "email", before: "ann@example.com", after: "ANN@example.com" },
            { column: "tax_rate_percent", before: "19", after: "20" },
            { column: "tax_numbers", before: null, after: "DE1" },
            { column: "payment_method", before: "manual", after: "test_success" },
          ],
        },
      ],
    });
    expect(await accountOf(book, "user_a")).toMatchObject({ name: "Ann" });
    expect(await importFiles(book, [file], update)).toMatchObject({ outcome: "written" });
    expect(await accountOf(book, "user_a")).toMatchObject({
      name: "Ann King",
      contact: "ANN@example.com",
      taxRateName: "Tax 20 %",
      billingAddress: "1 Road",
      paymentTermsDays: 14,
      taxNumbers: "DE1",
      usesTestGateway: true,
    });
    expect((await importFiles(book, [file], update)).updates).toMatchObject({ newCount: 0, changedCount: 0 });
    const { rows: acts } = await book.ask("audit.list", { accountId: "user_a" });
    expect(acts.map(({ act }) => act)).toEqual(["accounts.update", "paymentMethods.add"]);
    expect(acts[0]).toMatchObject({ before: { name: "Ann" }, after: { name: "Ann King" } });
    expect((await book.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test("are cleared by empty cells only where it is said, and need no column that nothing changes", async () => {
    const book = await createTestBook();
    const content = "id,name,slug,billing_address,invoice_note\norg_a,Acme,acme,1 Road,Thanks\n";
    await importFiles(book, [{ kind: "organizations", content }]);
    const file = { kind: "organizations", content: "id,invoice_note\norg_a,\n" } as const;
    expect((await importFiles(book, [file], { existing: "update" })).updates).toMatchObject({ unchangedCount: 1 });
    await importFiles(book, [file], { existing: "update", emptyCells: "clear" });
    expect(await accountOf(book, "org_a")).toMatchObject({ invoiceNote: null, billingAddress: "1 Road", name: "Acme" });
    const added = { kind: "organizations", content: "id,invoice_note\norg_b,x\n" } as const;
    expect((await importFiles(book, [added], { existing: "update" })).problems).toMatchObject([
      { lineNumber: 2, column: "name", message: "A value is missing." },
    ]);
  });

  test("are refused another's address, a currency that is fixed, another kind, and two rows for one of them", async () => {
    const book = await createTestBook();
    await importFiles(book, [
      { kind: "plans", content: "slug,name,for,currency,monthly_fee\npro,Pro,user,USD,10\n" },
      { kind: "users", content: "id,name,email\nuser_a,Ann,ann@example.com\nuser_b,Bob,bob@example.com\n" },
      { kind: "subscriptions", content: "account,plan,period,start_on\nuser_a,pro,month,2026-01-01\n" },
    ]);
    const rows = [
      ",Bob Two,bob@example.com,",
      "user_b,Bob,,",
      "user_a,Ann,bob@example.com,",
      "user_a,Ann,,EUR",
      "user_c,Cy,ann@example.com,",
    ];
    const content = `id,name,email,currency\n${rows.join("\n")}\n`;
    const report = await importFiles(book, [{ kind: "users", content }], { existing: "update" });
    expect(report.problems.map(({ lineNumber, column, message }) => [lineNumber, column, message])).toEqual([
      [3, "id", '"user_b" is also on line 2 of users file.'],
      [4, "email", '"bob@example.com" is also on line 2 of users file.'],
      [5, "id", '"user_a" is also on line 4 of users file.'],
      [6, "email", '"ann@example.com" belongs to an account of the book, user_a.'],
    ]);
    const taken = { kind: "users", content: "id,email\nuser_a,BOB@example.com\n" } as const;
    expect((await importFiles(book, [taken], { existing: "update" })).problems).toMatchObject([
      { column: "email", message: '"BOB@example.com" belongs to an account of the book, user_b.' },
    ]);
    const currency = { kind: "users", content: "id,currency\nuser_a,EUR\n" } as const;
    expect((await importFiles(book, [currency], { existing: "update" })).problems).toMatchObject([
      { column: "currency", message: "The account is billed in USD for good: it has a subscription." },
    ]);
    const organizations = { kind: "organizations", content: "slug,name\nann@example.com,Ann\n" } as const;
    expect((await importFiles(book, [organizations], { existing: "update" })).problems).toMatchObject([
      { message: "The account user_a is a user." },
    ]);
  });
});

describe("files of other systems, known by their columns", () => {
  test("from Clerk become users and organizations with their ids, whether they have an e-mail address or not", async () => {
    const book = await createTestBook();
    const users =
      "id,first_name,last_name,username,primary_email_address,primary_phone_number,verified_email_addresses,unverified_email_addresses,verified_phone_numbers,unverified_phone_numbers,totp_secret,password_digest,password_hasher\n" +
      "user_2a,Ann,Ångström,,ann@example.com,,ann@example.com,,,,,$2a$10$x,bcrypt\n" +
      "user_2b,,,bob,,+15550100,,,,,,,\n";
    const organizations =
      "object,id,name,slug,max_allowed_memberships,created_at\norganization,org_2c,Acme,acme,5,1704067200000\n";
    expect(await inspect(book, users)).toMatchObject({ kind: "users", choices: { mapping: "clerk_users" } });
    expect(await inspect(book, organizations)).toMatchObject({
      kind: "organizations",
      choices: { mapping: "clerk_organizations" },
      rows: [{ values: { id: "org_2c", created_at: "2024-01-01T00:00:00.000Z" } }],
    });
    const report = await importFiles(book, [
      { kind: "users", content: users },
      { kind: "organizations", content: organizations },
    ]);
    expect(report).toMatchObject({ outcome: "written" });
    expect(await accountOf(book, "user_2a")).toMatchObject({ name: "Ann Ångström", contact: "ann@example.com" });
    expect(await accountOf(book, "user_2b")).toMatchObject({ name: "bob", contact: null });
    expect(await accountOf(book, "acme")).toMatchObject({ createdAtMs: Date.parse("2024-01-01T00:00:00Z") });
  });

  test("from Stripe become accounts, and the history of their balances with credit above zero", async () => {
    const book = await createTestBook();
    const customers =
      "id,Description,Email,Name,Created (UTC),Delinquent,Currency,Business Vat ID\n" +
      "cus_A,,ann@example.com,Ann,2025-01-02 03:04,false,usd,DE1\ncus_B,A shop,,,2025-01-02 03:04,false,isk,\n";
    // As the API lists it: the newest first, in minor units, with what the customer owes less below zero.
    const transactions =
      "id,amount,created,currency,customer_id,description,ending_balance,invoice_id,type\n" +
      "cbtxn_4,2000,2025-03-01 00:00:00,usd,cus_A,,-3000,in_1,applied_to_invoice\n" +
      "cbtxn_3,-500,2025-02-02 00:00:00,isk,cus_B,,-500,,adjustment\n" +
      "cbtxn_2,-4000,2025-02-02 00:00:00,usd,cus_A,Sorry,-5000,,adjustment\n" +
      "cbtxn_1,-1000,2025-02-02 00:00:00,usd,cus_A,,-1000,,adjustment\n";
    expect(await inspect(book, customers)).toMatchObject({ kind: "users", choices: { mapping: "stripe_customers" } });
    expect(await inspect(book, transactions)).toMatchObject({
      kind: "ledger_entries",
      choices: { mapping: "stripe_balance_transactions" },
      rows: [{ values: { amount: "-20", balance_after: "30", effective_on: "2025-03-01" } }, {}, {}, {}],
    });
    const report = await importFiles(book, [
      { kind: "users", content: customers },
      { kind: "ledger_entries", content: transactions },
    ]);
    expect(report).toMatchObject({ outcome: "written", problems: [] });
    expect(report.openingCredit).toEqual([
      { currency: "USD", amountMinor: 30_00 },
      { currency: "ISK", amountMinor: 5 },
    ]);
    expect(await accountOf(book, "user_cus_A")).toMatchObject({ taxNumbers: "VAT ID DE1", currency: "USD" });
    expect(await accountOf(book, "user_cus_B")).toMatchObject({ name: "A shop", contact: null, currency: "ISK" });
    const { rows } = await book.ask("ledger.list", { accountId: "user_cus_A" });
    expect(rows.map(({ amountMinor, effectiveOn, note }) => [amountMinor, effectiveOn, note])).toEqual([
      [-20_00, "2025-03-01", "applied to invoice, in_1"],
      [40_00, "2025-02-02", "Sorry"],
      [10_00, "2025-02-02", "adjustment"],
    ]);
    // Sent again it changes nothing, and what such a file never says is not cleared.
    await book.ask("accounts.update", { accountId: "user_cus_A", billingAddress: "1 Road", invoiceNote: "Thanks" });
    const again = { existing: "update", emptyCells: "clear" } as const;
    expect((await importFiles(book, [{ kind: "users", content: customers }], again)).updates).toMatchObject({
      unchangedCount: 2,
    });
    expect(await accountOf(book, "user_cus_A")).toMatchObject({ billingAddress: "1 Road", invoiceNote: "Thanks" });
    // What a customer owes is no credit below zero.
    const owing = transactions.replace("cbtxn_1,-1000", "cbtxn_1,1000");
    const other = await createTestBook();
    const refused = await importFiles(other, [
      { kind: "organizations", content: customers },
      { kind: "ledger_entries", content: owing },
    ]);
    expect(refused).toMatchObject({ outcome: "rejected", problems: [{ lineNumber: 5, column: "amount" }] });
  });
});
