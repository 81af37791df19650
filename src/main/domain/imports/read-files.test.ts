import { describe, expect, it } from "vitest";
import { readImportFiles } from "./read-files.ts";
import { inspected, bookAnn, factsOf, plans, proPlan, read, smallMemory, users } from "./reading.test-support.ts";

const nothingOnPaper = {
  billingName: null,
  billingAddress: null,
  taxNumbers: null,
  buyerReference: null,
  paperLanguage: null,
};

describe("good files", () => {
  it("become a batch with defaults from the book", () => {
    const { batch, problemCount, counts, openingCredit } = read({
      opening_balances:
        "account,currency,amount,note\nann@example.com,USD,50.00,Moved\nacme,JPY,1200,\nacme,USD,0.01,\n",
      subscriptions:
        "account,plan,period,start_on,billed_through_on\nuser_bob,pro,month,2025-01-31,2025-03-31\nACME,team,annual,2026-02-01,\n",
      organizations: `slug,name,currency,time_zone,tax_rate_percent,payment_method,created_on,billing_name,billing_address,tax_numbers,buyer_reference,paper_language
acme,Acme,EUR,America/New_York,8.875,test_declined,2024-02-29,Acme GmbH,"Hauptstraße 1
10115 Berlin",VAT ID DE123456789,PO 4711,de
`,
      users: "email,id,name\nann@example.com,,Ann\nbob@example.com,user_bob,Bob\n",
      plans,
    });
    expect(problemCount).toBe(0);
    expect(counts).toEqual({
      plans: 2,
      users: 2,
      organizations: 1,
      subscriptions: 2,
      opening_balances: 3,
      ledger_entries: 0,
    });
    expect(openingCredit).toEqual([
      { currency: "USD", amountMinor: 5001 },
      { currency: "JPY", amountMinor: 1200 },
    ]);
    expect(batch.plans.map(({ monthlyMinor, annualMonthlyMinor }) => [monthlyMinor, annualMonthlyMinor])).toEqual([
      [2000, null],
      [125000, 100000],
    ]);
    expect(batch.accounts).toEqual([
      {
        id: "user_made3",
        kind: "user",
        name: "Ann",
        contact: "ann@example.com",
        currency: "USD",
        timeZone: "Europe/Helsinki",
        taxRatePartsPerMillion: null,
        taxRateName: null,
        isTaxExempt: false,
        paymentTermsDays: null,
        invoiceNote: null,
        ...nothingOnPaper,
        paymentMethod: "manual",
        created: null,
      },
      expect.objectContaining({ id: "user_bob" }),
      {
        id: "organization_made4",
        kind: "organization",
        name: "Acme",
        contact: "acme",
        currency: "EUR",
        timeZone: "America/New_York",
        taxRatePartsPerMillion: 88_750,
        taxRateName: null,
        isTaxExempt: false,
        paymentTermsDays: null,
        invoiceNote: null,
        billingName: "Acme GmbH",
        billingAddress: "Hauptstraße 1\n10115 Berlin",
        taxNumbers: "VAT ID DE123456789",
        buyerReference: "PO 4711",
        paperLanguage: "de",
        paymentMethod: "test_declined",
        created: { on: "2024-02-29" },
      },
    ]);
    expect(batch.subscriptions).toEqual([
      {
        accountId: "user_bob",
        planId: "plan_made1",
        priceId: null,
        currency: "USD",
        period: "month",
        seats: null,
        anchorOn: "2025-01-31",
        firstPeriodIndex: 2,
      },
      {
        accountId: "organization_made4",
        planId: "plan_made2",
        priceId: null,
        currency: "EUR",
        period: "annual",
        seats: null,
        anchorOn: "2026-02-01",
        firstPeriodIndex: 0,
      },
    ]);
    expect(batch.openingBalances[0]).toEqual({
      accountId: "user_made3",
      currency: "USD",
      amountMinor: 5000,
      note: "Moved",
    });
  });

  it("may refer to accounts and plans of the book", () => {
    const { batch, problemCount } = read(
      {
        subscriptions: "account,plan,period,start_on\nann@example.com,pro,month,2026-02-01\n",
        opening_balances: "account,currency,amount\nuser_ann,USD,5\n",
      },
      { accounts: [bookAnn], plans: [proPlan] },
    );
    expect(problemCount).toBe(0);
    expect(batch.subscriptions[0]).toMatchObject({ accountId: "user_ann", planId: "cplan_1" });
    expect(batch.openingBalances[0]).toMatchObject({ accountId: "user_ann", amountMinor: 500 });
  });

  it("say how many seats of a plan of the book, from one to a million", () => {
    const { batch, problemCount } = read(
      {
        users: "id,name,email\nuser_bob,Bob,bob@example.com\n",
        subscriptions:
          "account,plan,period,start_on,seats\nuser_ann,pro,month,2026-02-01,1\nuser_bob,pro,month,2026-02-01, 1000000\n",
      },
      { accounts: [bookAnn], plans: [{ ...proPlan, hasSeats: true }] },
    );
    expect(problemCount).toBe(0);
    expect(batch.subscriptions.map(({ seats }) => seats)).toEqual([1, 1_000_000]);
  });

  it.each([
    ["a byte order mark", `\uFEFF${users}`],
    ["Windows line endings", users.replaceAll("\n", "\r\n")],
    ["blank rows and rows of commas", "name,email\n\nAnn,ann@example.com\n , \nBob,bob@example.com\n,\n"],
    ["header names in capitals and with spaces", users.replace("name,email", " Name ,EMAIL")],
    ["values with outer spaces", 'name,email\n Ann , ann@example.com\n" Bob ",bob@example.com'],
  ])("may have %s", (_name, text) => {
    const { batch, problemCount } = read({ users: text });
    expect(problemCount).toBe(0);
    expect(batch.accounts.map(({ name, contact }) => [name, contact])).toEqual([
      ["Ann", "ann@example.com"],
      ["Bob", "bob@example.com"],
    ]);
  });

  it("keep names exactly: formulas, emoji, right-to-left and combining marks", () => {
    const names = ['=HYPERLINK("http://evil.example","Click")', "+1", "🦊 GmbH", "شركة النور", "Zoe\u0308", "<b>x</b>"];
    const rows = names.map((name, index) => `"${name.replaceAll('"', '""')}",n${index}@example.com`);
    const { batch } = read({ users: ["name,email", ...rows].join("\n") });
    expect(batch.accounts.map(({ name }) => name)).toEqual(names);
  });
});

describe("a file that cannot be read", () => {
  it.each([
    ["is empty", "", /The file is empty.*name, email/u],
    ["is blank", "\uFEFF \r\n\n", /The file is empty/u],
    ["has a header and no rows", "name,email\n", /no rows/u],
    ["has NUL bytes, as UTF-16 and pictures do", "n\0a\0m\0e\0", /NUL/u],
    ["is not UTF-8", "name,email\nAnn,ann@example.com\nZo\uFFFD,z@example.com", /not UTF-8.*Line 3/u],
    ["has half a surrogate pair", "name,email\n\uD83D,a@example.com", /not UTF-8/u],
    ["has semicolons between its columns", "name;email\nAnn;ann@example.com", /not separated by commas/u],
    [
      "has a column that does not exist",
      "name,email,phone\nAnn,ann@example.com,1",
      /Unknown column "phone".*payment_method/u,
    ],
    ["misses a column", "name\nAnn", /Missing column "email"/u],
    [
      "says the same in two columns",
      "name,email,contact\nA,a@example.com,a@example.com",
      /"email" and "contact" say the same/u,
    ],
    ["has a column twice", "name,email,Name\nAnn,ann@example.com,Bob", /"name" is there more than once/u],
    ["has a column without a name", "name,,email\nAnn,,ann@example.com", /no name/u],
    ["has a broken quote in its header", 'na"me,email\nAnn,ann@example.com', /quote/u],
  ])("because it %s is one problem of the whole file", (_name, text, message) => {
    const { problems, problemCount, batch } = read({ users: text });
    expect(problemCount).toBe(1);
    expect(problems[0]).toMatchObject({
      fileName: "users.csv",
      lineNumber: null,
      column: null,
      message: expect.stringMatching(message),
    });
    expect(batch.accounts).toEqual([]);
  });

  it("does not make its accounts and plans missing for the other files", () => {
    const subscriptions = "account,plan,period,start_on\nann@example.com,pro,month,2026-01-01\n";
    expect(read({ users: "", plans: "", subscriptions }).problemCount).toBe(2);
  });
});

it("counts up to the number of lines", () => {
  const files = [inspected("users", "u.csv", users), inspected("plans", "p.csv", plans.trimEnd())];
  const steps = [...readImportFiles(files, factsOf({}), smallMemory())];
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(steps.at(-1)).toBe(6);
  expect(files.map(({ lineCount }) => lineCount)).toEqual([3, 3]);
});
