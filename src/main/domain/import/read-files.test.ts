import { describe, expect, it } from "vitest";
import type { CivilDate } from "../../../shared/calendar.ts";
import type { ImportFileKind } from "../../../shared/contract/accounts.ts";
import type { BookAccountFacts, BookPlanFacts, ImportFacts, ImportReading } from "./batch.ts";
import { countLines, readImportFiles } from "./read-files.ts";

interface BookContents {
  readonly accounts?: readonly (BookAccountFacts & { contact: string; isSubscribed?: boolean })[];
  readonly plans?: readonly BookPlanFacts[];
  readonly credit?: Readonly<Record<string, { ledgerMinor: number; hasOpening: boolean }>>;
}

function factsOf({ accounts = [], plans = [], credit = {} }: BookContents): ImportFacts {
  let made = 0;
  return {
    currency: "USD",
    timeZone: "Europe/Helsinki",
    todayOn: "2026-01-31" as CivilDate,
    findAccount: (id) => accounts.find((account) => account.id === id) ?? null,
    findAccountsByContact: (contact) => accounts.filter((account) => account.contact === contact),
    hasSubscription: (id) => accounts.some((account) => account.id === id && account.isSubscribed === true),
    findPlan: (slug) => plans.find((plan) => plan.slug === slug) ?? null,
    hasPlanId: (id) => plans.some((plan) => plan.id === id),
    findCredit: (id, currency) => credit[`${id} ${currency}`] ?? null,
    makeId: (kind) => `${kind}_made${(made += 1)}`,
  };
}

type Texts = Partial<Record<ImportFileKind, string>>;

function read(texts: Texts, book: BookContents = {}): ImportReading {
  const files = Object.entries(texts).map(([kind, text]) => ({
    kind: kind as ImportFileKind,
    name: `${kind}.csv`,
    text,
  }));
  const reading = readImportFiles(files, factsOf(book));
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
  }
}

/** The only problem, as "line column: message". */
function problemOf(texts: Texts, book: BookContents = {}): string {
  const { problems, problemCount } = read(texts, book);
  expect(problems).toHaveLength(problemCount);
  return problems.map(({ lineNumber, column, message }) => `${lineNumber} ${column}: ${message}`).join("\n");
}

const plans =
  'slug,name,for,currency,monthly_fee,annual_monthly_fee\npro,Pro,user,USD,20.00,\nteam,Team,organization,EUR,"1,250.00",1000\n';
const users = "name,email\nAnn,ann@example.com\nBob,bob@example.com\n";
const proPlan: BookPlanFacts = {
  id: "cplan_1",
  slug: "pro",
  forKind: "user",
  currency: "USD",
  hasAnnualFee: false,
  isFree: false,
  isArchived: false,
};
const bookAnn = { id: "user_ann", kind: "user", currency: "USD", contact: "ann@example.com" } as const;

describe("good files", () => {
  it("become a batch with defaults from the book", () => {
    const { batch, problemCount, counts, openingCredit } = read({
      opening_balances:
        "account,currency,amount,note\nann@example.com,USD,50.00,Moved\nacme,JPY,1200,\nacme,USD,0.01,\n",
      subscriptions:
        "account,plan,period,start_on,billed_through_on\nuser_bob,pro,month,2025-01-31,2025-03-31\nACME,team,annual,2026-02-01,\n",
      organizations:
        "slug,name,currency,time_zone,tax_rate_percent,payment_method,created_on\nacme,Acme,EUR,America/New_York,8.875,test_declined,2024-02-29\n",
      users: "email,id,name\nann@example.com,,Ann\nbob@example.com,user_bob,Bob\n",
      plans,
    });
    expect(problemCount).toBe(0);
    expect(counts).toEqual({ plans: 2, users: 2, organizations: 1, subscriptions: 2, opening_balances: 3 });
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
        paymentMethod: "manual",
        createdOn: null,
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
        paymentMethod: "test_declined",
        createdOn: "2024-02-29",
      },
    ]);
    expect(batch.subscriptions).toEqual([
      { accountId: "user_bob", planId: "plan_made1", period: "month", anchorOn: "2025-01-31", firstPeriodIndex: 2 },
      {
        accountId: "organization_made4",
        planId: "plan_made2",
        period: "annual",
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
    ["has a column twice", "name,email,Name\nAnn,ann@example.com,Bob", /"name" is there more than once/u],
    ["has a column without a name", "name,,email\nAnn,,ann@example.com", /no name/u],
    ["has a broken quote in its header", 'na"me,email\nAnn,ann@example.com', /quote/u],
  ])("because it %s is one problem of the whole file", (_name, text, message) => {
    const { problems, problemCount, batch } = read({ users: text });
    expect(problemCount).toBe(1);
    expect(problems[0]).toEqual({
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

describe("a bad row", () => {
  const manyUsers = (bad: string) =>
    `name,email,currency,time_zone,tax_rate_percent,payment_method,created_on\nAnn,ann@example.com,,,,,\n${bad}\nBob,bob@example.com,,,,,\n`;

  it.each([
    [",x@example.com,,,,,", "3 name: A value is missing."],
    [`${"x".repeat(201)},x@example.com,,,,,`, "3 name: The text has 201 characters; 200 are the most."],
    ["X,nobody,,,,,", '3 email: "nobody" is not an e-mail address.'],
    ["X,ANN@example.com,,,,,", '3 email: "ANN@example.com" is also on line 2 of users.csv.'],
    ["X,x@example.com,usd,,,,", '3 currency: "usd" is not an ISO 4217 currency, such as "USD".'],
    ["X,x@example.com,,Mars/Base,,,", '3 time_zone: "Mars/Base" is not a time zone, such as "Europe/Helsinki".'],
    ["X,x@example.com,,,100.5,,", /^3 tax_rate_percent: "100.5" is not a percentage from 0 to 100/u],
    ["X,x@example.com,,,8.87501,,", /^3 tax_rate_percent: .* at most 4 decimals/u],
    ["X,x@example.com,,,,card,", /^3 payment_method: "card" is none of manual, test_success/u],
    ["X,x@example.com,,,,,2025-02-29", '3 created_on: "2025-02-29" is not a day of the calendar written YYYY-MM-DD.'],
    ["X,x@example.com,,,,,2026-02-01", /^3 created_on: 2026-02-01 has not come yet/u],
    ["X,x@example.com", "3 null: The row has 2 values; the header names 7 columns."],
    ['"X" Y,x@example.com,,,,,', /^3 null: The row has text after a closing quote/u],
  ])("among users (%s) is one problem with its line and column", (bad, expected) => {
    const problem = problemOf({ users: manyUsers(bad) });
    if (typeof expected === "string") expect(problem).toBe(expected);
    else expect(problem).toMatch(expected);
  });

  it("with several faults is still one problem, the first", () => {
    expect(problemOf({ users: "name,email,currency\n,nobody,XXX\n" })).toBe("2 name: A value is missing.");
  });

  it.each([
    ["12.345", "USD has 2 decimals; this was read as 12.345, with 3."],
    ["1,2,3", '"1,2,3" is unclear: "," was read as a thousands separator. Use "." for decimals.'],
    ["abc", '"abc" is not an amount. Write it like 1234.50.'],
    ["1e21", '"1e21" is not an amount. Write it like 1234.50.'],
    ["0.00", '"0.00" is not above zero.'],
    ["-5", '"-5" is not above zero.'],
    ["90071992547409.92", '"90071992547409.92" is larger than a book can hold.'],
  ])("with the opening amount %s says what was understood", (amount, message) => {
    expect(problemOf({ users, opening_balances: `account,currency,amount\nann@example.com,USD,"${amount}"\n` })).toBe(
      `2 amount: ${message}`,
    );
  });

  it.each([
    ["p,P,user,JPY,5.1,", "4 monthly_fee: JPY has no decimals; this was read as 5.1."],
    ["p,P,user,USD,0,", '4 monthly_fee: "0" is not above zero.'],
    ["p,P,user,USD,5,8000000000000", /^4 annual_monthly_fee: Twelve times "8000000000000" is larger/u],
    ["p,P,team,USD,5,", '4 for: "team" is none of user, organization.'],
    ["P!,P,user,USD,5,", /^4 slug: "P!" is not a slug/u],
    ["pro,P,user,USD,5,", '4 slug: "pro" is also on line 2 of plans.csv.'],
  ])("among plans (%s) says why", (row, expected) => {
    const problem = problemOf({ plans: `${plans}${row}\n` });
    if (typeof expected === "string") expect(problem).toBe(expected);
    else expect(problem).toMatch(expected);
  });

  it.each([
    ["nobody@example.com,pro,month,2026-01-01,", /^2 account: No account.*"nobody@example.com"/u],
    ["ann@example.com,gold,month,2026-01-01,", /^2 plan: No plan.*"gold"/u],
    ["ann@example.com,team,month,2026-01-01,", '2 plan: "team" is a plan for organizations; the account is a user.'],
    ["ann@example.com,pro,annual,2026-01-01,", '2 period: The plan "pro" has no annual fee.'],
    ["ann@example.com,pro,year,2026-01-01,", '2 period: "year" is none of month, annual.'],
    ["ann@example.com,pro,month,31.1.2026,", /^2 start_on: "31.1.2026" is not a day/u],
    ["eve@example.com,pro,month,2026-01-01,", '2 plan: "pro" is priced in USD; the account is billed in EUR.'],
  ])("among subscriptions (%s) says why", (row, expected) => {
    const withEve = "name,email,currency\nAnn,ann@example.com,\nEve,eve@example.com,EUR\n";
    const subscriptions = `account,plan,period,start_on,billed_through_on\n${row}\n`;
    const problem = problemOf({ users: withEve, plans, subscriptions });
    if (typeof expected === "string") expect(problem).toBe(expected);
    else expect(problem).toMatch(expected);
  });

  it("does not make rows that refer to it bad", () => {
    const { problemCount } = read({
      users: "id,name,email\nuser_a,,ann@example.com\n",
      plans: "slug,name,for,currency,monthly_fee\npro,Pro,user,USD,free\n",
      subscriptions: "account,plan,period,start_on\nann@example.com,pro,month,2026-01-01\n",
      opening_balances: "account,currency,amount\nuser_a,USD,5\n",
    });
    expect(problemCount).toBe(2);
  });

  it("is counted beyond the first thousand, which are shown", () => {
    const rows = Array.from({ length: 2500 }, (_, index) => `,n${index}@example.com`);
    const { problems, problemCount, counts } = read({ users: ["name,email", ...rows].join("\n") });
    expect([problems.length, problemCount, counts.users]).toEqual([1000, 2500, 2500]);
    expect(problems.at(-1)?.lineNumber).toBe(1001);
  });
});

describe("what may be there once", () => {
  const sub = (...accounts: string[]) =>
    `account,plan,period,start_on\n${accounts.map((account) => `${account},pro,month,2026-01-01`).join("\n")}`;

  it("is refused twice in the files, under whatever name", () => {
    const withId = "id,name,email\nuser_ann,Ann,ann@example.com\n";
    expect(problemOf({ users: withId, plans, subscriptions: sub("user_ann", "Ann@Example.com") })).toBe(
      "3 account: The account has a subscription on line 2 of subscriptions.csv already.",
    );
    const openings = "account,currency,amount\nuser_ann,USD,1\nann@example.com,EUR,1\nann@example.com,USD,2\n";
    expect(problemOf({ users: withId, opening_balances: openings })).toBe(
      "4 account: The account has an opening balance in USD on line 2 of opening_balances.csv already.",
    );
    expect(problemOf({ users: `${withId}user_ann,Bob,bob@example.com\n` })).toBe(
      '3 id: "user_ann" is also on line 2 of users.csv.',
    );
  });

  it("is refused when the book has it", () => {
    const book = {
      accounts: [{ ...bookAnn, isSubscribed: true }],
      plans: [proPlan],
      credit: { "user_ann USD": { ledgerMinor: 100, hasOpening: true } },
    };
    expect(problemOf({ users }, book)).toBe('2 email: "ann@example.com" belongs to an account of the book, user_ann.');
    expect(problemOf({ users: "id,name,email\nuser_ann,A,a@example.com" }, book)).toMatch(/^2 id: "user_ann" belongs/u);
    expect(problemOf({ plans }, book)).toBe('2 slug: "pro" belongs to a plan of the book.');
    expect(problemOf({ subscriptions: sub("user_ann") }, book)).toMatch(/has a subscription in the book already/u);
    expect(problemOf({ opening_balances: "account,currency,amount\nuser_ann,USD,1\n" }, book)).toMatch(
      /has an opening balance in USD in the book already/u,
    );
  });

  it("is unclear when two accounts of the book share an e-mail address", () => {
    const accounts = [bookAnn, { ...bookAnn, id: "user_other" }];
    expect(problemOf({ subscriptions: sub("ann@example.com") }, { accounts, plans: [proPlan] })).toMatch(
      /^2 account: "ann@example.com" is the name of 2 accounts; write the id/u,
    );
  });

  it.each([
    [{ isFree: true }, /^2 plan: "pro" is a free plan/u],
    [{ isArchived: true }, /^2 plan: "pro" is archived/u],
  ])("needs a plan that takes subscriptions: %o", (change, message) => {
    const book = { accounts: [bookAnn], plans: [{ ...proPlan, ...change }] };
    expect(problemOf({ subscriptions: sub("user_ann") }, book)).toMatch(message);
  });
});

it("refuses opening credit that adds up to more than a book can hold", () => {
  const half = "50000000000000.00";
  const openings = `account,currency,amount\nann@example.com,USD,${half}\nbob@example.com,USD,${half}\n`;
  expect(problemOf({ users, opening_balances: openings })).toMatch(/^3 amount: .*adds up to more/u);
  const credit = { "user_ann USD": { ledgerMinor: Number.MAX_SAFE_INTEGER, hasOpening: false } };
  const one = "account,currency,amount\nuser_ann,USD,0.01\n";
  expect(problemOf({ opening_balances: one }, { accounts: [bookAnn], credit })).toMatch(
    /^2 amount: .*adds up to more/u,
  );
});

it("counts up to the number of lines", () => {
  const files = [
    { kind: "users", name: "u.csv", text: users },
    { kind: "plans", name: "p.csv", text: plans.trimEnd() },
  ] as const;
  const steps = [...readImportFiles(files, factsOf({}))];
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(steps.at(-1)).toBe(countLines(files));
  expect(countLines(files)).toBe(6);
});
