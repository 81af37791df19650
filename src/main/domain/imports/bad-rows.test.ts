import { describe, expect, it } from "vitest";
import { bookAnn, plans, proPlan, read, users, type BookContents, type Texts } from "./reading.test-support.ts";

/** The only problem, as "line column: message". */
function problemOf(texts: Texts, book: BookContents = {}): string {
  const { problems, problemCount } = read(texts, book);
  expect(problems).toHaveLength(problemCount);
  return problems.map(({ lineNumber, column, message }) => `${lineNumber} ${column}: ${message}`).join("\n");
}

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

  const exported = "id,name,kind,contact,tax_exempt,payment_terms_days,created_on,created_at";
  it.each([
    ["user_x,X,organization,,,,,", /^2 kind: "organization" has no place in a file of users/u],
    [",X,user,,,,,", "2 email: A value is missing."],
    [`user_x,X,user,${"x".repeat(321)},,,,`, /^2 contact: The text has 321 characters/u],
    ["user_x,X,user,,maybe,,,", '2 tax_exempt: "maybe" is none of yes, no.'],
    ["user_x,X,user,,,366,,", '2 payment_terms_days: "366" is not a whole number from 0 to 365.'],
    ["user_x,X,user,,,-1,,", '2 payment_terms_days: "-1" is not a whole number from 0 to 365.'],
    ["user_x,X,user,,,,2025-01-01,2025-01-01T00:00:00.000Z", "2 created_at: The row has a value in created_on too."],
    ["user_x,X,user,,,,,2025-02-29T00:00:00.000Z", /^2 created_at: .* is not an instant since 1970/u],
    ["user_x,X,user,,,,,1969-12-31T23:59:59.999Z", /^2 created_at: .* is not an instant since 1970/u],
    ["user_x,X,user,,,,,2025-01-01T24:00:01.000Z", /^2 created_at: .* is not an instant since 1970/u],
    ["user_x,X,user,,,,,2026-01-31T22:00:00.000Z", /^2 created_at: 2026-02-01 has not come yet/u],
  ])("of an export of accounts (%s) says why", (row, expected) => {
    expect(problemOf({ users: `${exported}\n${row}\n` })).toMatch(expected);
  });

  it("with several faults is a problem for each of its columns, the first thing of each", () => {
    const rows = ["Ann,ann@example.com,,0.00", ",ANN@example.com,usd,366", ",nobody,,"];
    expect(problemOf({ users: ["name,email,currency,payment_terms_days", ...rows].join("\n") })).toBe(
      [
        '2 payment_terms_days: "0.00" is not a whole number from 0 to 365.',
        "3 name: A value is missing.",
        '3 currency: "usd" is not an ISO 4217 currency, such as "USD".',
        '3 payment_terms_days: "366" is not a whole number from 0 to 365.',
        '3 email: "ANN@example.com" is also on line 2 of users.csv.',
        "4 name: A value is missing.",
        '4 email: "nobody" is not an e-mail address.',
      ].join("\n"),
    );
  });

  it.each([
    [
      { plans: "id,slug,name,for,currency,monthly_fee\nx,P!,,team,usd,free\n" },
      ["id", "slug", "name", "for", "currency"],
    ],
    [
      { plans: "slug,name,for,currency,monthly_fee,annual_monthly_fee\np,P,user,USD,free,0\n" },
      ["monthly_fee", "annual_monthly_fee"],
    ],
    [
      {
        users,
        plans,
        subscriptions:
          "account,plan,period,start_on,seats,billed_through_on\nx@example.com,gold,year,soon,none,2099-01-01\n",
      },
      ["account", "plan", "period", "start_on", "seats", "billed_through_on"],
    ],
    [
      {
        users,
        opening_balances:
          "account,currency,amount,expires_on,priority,category\nx@example.com,USD,0,never,first,gift\n",
      },
      ["account", "amount", "expires_on", "priority", "category"],
    ],
    [
      {
        users,
        ledger_entries:
          "account_id,currency,amount,effective_on,sequence,recorded_at\nann@example.com,USD,0,soon,first,today\n",
      },
      ["sequence", "effective_on", "amount", "recorded_at"],
    ],
    [
      { users, ledger_entries: "account_id,currency,amount,effective_on\nx@example.com,usd,0,soon\n" },
      ["account_id", "currency", "effective_on"],
    ],
    [
      { users, ledger_entries: "account_id,currency,amount,effective_on\nx@example.com,USD,0,soon\n" },
      ["account_id", "effective_on", "amount"],
    ],
    [
      {
        users,
        opening_balances:
          "account,currency,amount,effective_on,expires_on,priority\nann@example.com,USD,5,2026-01-10,2026-01-20,900\n",
      },
      ["expires_on", "priority"],
    ],
    [
      {
        users,
        opening_balances: "account,currency,amount,priority\nann@example.com,USD,5,\nann@example.com,USD,-5,900\n",
      },
      ["amount", "priority", "account"],
    ],
    [
      {
        users,
        plans,
        subscriptions:
          "account,plan,period,start_on,seats\nann@example.com,pro,month,2026-01-01,\nann@example.com,pro,month,2026-01-01,3\n",
      },
      ["seats", "account"],
    ],
  ] satisfies readonly (readonly [Texts, readonly string[]])[])(
    "of %o says so of each of its columns",
    (texts, columns) => {
      expect(read(texts).problems.map(({ column }) => column)).toEqual(columns);
    },
  );

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
    [{ hasSeats: true }, /^2 seats: The plan "pro" charges for seats; write how many/u],
    [{ hasMonthlyFee: false }, /^2 period: The plan "pro" has no monthly fee/u],
  ])("needs a plan that takes subscriptions: %o", (change, message) => {
    const book = { accounts: [bookAnn], plans: [{ ...proPlan, ...change }] };
    expect(problemOf({ subscriptions: sub("user_ann") }, book)).toMatch(message);
  });
});

describe("seats", () => {
  const withSeats = { accounts: [bookAnn], plans: [{ ...proPlan, hasSeats: true }] };
  const sub = (seats: string) => `account,plan,period,start_on,seats\nuser_ann,pro,month,2026-01-01,"${seats}"\n`;

  it.each(["0", "-1", "2.5", "1,000", "1000001", "ten", "1e3", "0x10"])("cannot be %s", (seats) => {
    expect(problemOf({ subscriptions: sub(seats) }, withSeats)).toBe(
      `2 seats: "${seats}" is not a whole number from 1 to 1,000,000.`,
    );
  });

  it("are refused for a plan of the files or of the book that has none", () => {
    const refusal = '2 seats: The plan "pro" has no seats; leave the value out.';
    expect(problemOf({ subscriptions: sub("3") }, { accounts: [bookAnn], plans: [proPlan] })).toBe(refusal);
    expect(problemOf({ plans, subscriptions: sub("3") }, { accounts: [bookAnn] })).toBe(refusal);
  });

  it.each(["", " "])('are needed for a plan that charges for them, and "%s" is none', (seats) => {
    expect(problemOf({ subscriptions: sub(seats) }, withSeats)).toBe(
      '2 seats: The plan "pro" charges for seats; write how many.',
    );
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
