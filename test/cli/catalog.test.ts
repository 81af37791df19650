import { expect, it } from "vitest";
import type { AccountView } from "../../src/shared/contract/accounts.ts";
import type { PaymentMethodView } from "../../src/shared/contract/payments.ts";
import type { DiscountView, PlanView, PriceView, TaxRateView } from "../../src/shared/contract/plans.ts";
import { closedBook, countinghouse, csvRows, valueOf } from "../support/command-line.ts";

type Ended = Awaited<ReturnType<typeof countinghouse>>;

async function emptyBook() {
  const book = await closedBook();
  return (...line: string[]) => countinghouse(...line, "--book", book);
}

/** How a command was refused: its exit code, and the first line of what it said. */
const refusal = ({ exitCode, output, errors }: Ended) => [exitCode, output, errors.split("\n")[0]];

it("adds plans with seats in tiers, changes them, and archives them with their subscribers", async () => {
  const at = await emptyBook();
  const added = await at(
    "plans",
    "create",
    "team",
    "--name",
    "Team",
    "--for",
    "organization",
    "--monthly",
    "50",
    "--annual-monthly",
    "40",
    "--tier",
    "1-10=8.00",
    "11-=6.00",
    "--block-size",
    "5",
    "--trial-days",
    "14",
    "--feature",
    "sso=Single sign-on",
    "export=Export",
  );
  expect(added.output).toMatch(
    /^team is there: USD 50\.00 a month, USD 480\.00 a year, seats 1 to 10: 8\.00; from 11 on: 6\.00, by 5\. Plan cplan_\S+\n$/u,
  );
  const read = async () => {
    const { rows } = valueOf<{ rows: PlanView[] }>(await at("plans", "list", "--json"));
    return rows.find(({ slug }) => slug === "team");
  };
  expect(await read()).toMatchObject({
    forKind: "organization",
    currency: "USD",
    monthlyMinor: 50_00,
    annualMonthlyMinor: 40_00,
    seatPrice: {
      blockSize: 5,
      tiers: [
        { startsAtBlock: 1, endsAfterBlock: 10, feePerBlockMinor: 8_00 },
        { startsAtBlock: 11, endsAfterBlock: null, feePerBlockMinor: 6_00 },
      ],
    },
    trialDays: 14,
    features: [{ slug: "sso" }, { slug: "export" }],
  });

  // Under one key it is added once; under another one, its slug is taken.
  const again = ["plans", "create", "pro", "--name", "Pro", "--for", "user", "--monthly", "9.90", "--key", "pro"];
  expect((await at(...again)).output).toBe((await at(...again)).output);
  expect(refusal(await at(...again.slice(0, -1), "other"))).toEqual([1, "", 'Error: There is a plan "pro" already.']);

  await at("plans", "update", "team", "--name", "Team 2026", "--trial-days", "0", "--description", "For companies");
  expect(await read()).toMatchObject({ name: "Team 2026", trialDays: null, description: "For companies" });
  expect(refusal(await at("plans", "update", "team"))).toEqual([
    1,
    "",
    "Error: Nothing was asked for: name what is to be another.",
  ]);

  for (const contact of ["acme", "globex"])
    await at("accounts", "create", "organization", contact, "--contact", contact);
  const subscribe = ["subscriptions", "change", "acme", "--plan", "team", "--seats", "12", "--yes"];
  expect(await at(...subscribe)).toMatchObject({ exitCode: 0 });
  expect((await at("plans", "archive", "team")).output).toBe(
    "team (Team 2026) is archived; 1 subscription keeps it.\n",
  );
  const another = ["subscriptions", "change", "globex", "--plan", "team", "--seats", "2", "--yes"];
  expect(refusal(await at(...another))).toEqual([
    1,
    "",
    'Error: "Team 2026" is archived and takes no new subscription.',
  ]);
  expect((await at("subscriptions", "show", "acme")).output).toContain("Team 2026");
  expect((await at("plans", "restore", "team")).output).toBe("team (Team 2026) is offered; 1 subscription has it.\n");
  expect(await at(...another)).toMatchObject({ exitCode: 0 });
});

it.each([
  [["--monthly", "-5"], 1, 'Error: "-5" is below zero.'],
  [["--monthly", "5.001"], 1, "Error: USD has 2 decimals; this was read as 5.001, with 3."],
  [["--monthly", "0"], 1, "Error: The price has no seats, and its fee is zero."],
  [["--monthly", "5", "--block-size", "2"], 1, "Error: --block-size says how --tier is meant, and no tier was given."],
  [["--monthly", "5", "--tier", "1-5=-2"], 1, 'Error: "-2" is below zero.'],
  [["--monthly", "5", "--currency", "JPY", "--tier", "1-=0.5"], 1, "Error: JPY has no decimals; this was read as 0.5."],
  [
    ["--monthly", "5", "--tier", "5"],
    2,
    "error: option '--tier <blocks=fee...>' argument '5' is invalid. It is not blocks and a fee, such as 1-10=8.00.",
  ],
  [
    ["--monthly", "5", "--currency", "XXX"],
    2,
    "error: option '--currency <code>' argument 'XXX' is invalid. It is not an ISO 4217 currency, such as USD.",
  ],
  [[], 2, "error: required option '--monthly <amount>' not specified"],
] as const)("adds no plan for %j, and says why", async (options, exitCode, said) => {
  const at = await emptyBook();
  const ended = await at("plans", "create", "team", "--name", "Team", "--for", "organization", ...options);
  expect(refusal(ended)).toEqual([exitCode, "", said]);
  expect(csvRows((await at("plans", "list", "--csv")).output)).toHaveLength(3);
});

it("leaves a free plan and an unknown one as they are", async () => {
  const at = await emptyBook();
  expect(await at("plans", "archive", "free-user")).toMatchObject({ exitCode: 1 });
  for (const line of [
    ["plans", "archive", "none"],
    ["plans", "update", "none", "--name", "None"],
    ["prices", "list", "none"],
    ["prices", "create", "none", "--monthly", "5"],
  ]) {
    expect(refusal(await at(...line))).toEqual([3, "", 'Error: There is no plan "none".']);
  }
});

it("adds prices to a plan, which subscriptions can have by their id", async () => {
  const at = await emptyBook();
  await at("plans", "create", "team", "--name", "Team", "--for", "organization", "--monthly", "50");
  const { price } = valueOf<{ price: PriceView }>(
    await at("prices", "create", "team", "--monthly", "35.50", "--description", "Acme, 2026", "--json"),
  );
  expect(price).toMatchObject({ description: "Acme, 2026", monthlyMinor: 35_50, isDefault: false });
  expect((await at("prices", "list", "team")).output).toMatch(
    /^Id +Description +Currency +Monthly +Annual +By seat +Plan's own\n.* USD +50\.00 +yes\n.* Acme, 2026 +USD +35\.50 +no\n$/u,
  );
  await at("accounts", "create", "organization", "Acme", "--contact", "acme");
  await at("subscriptions", "change", "acme", "--plan", "team", "--price", price.id, "--yes");
  expect((await at("subscriptions", "show", "acme")).output).toContain("USD 35.50 a month");
  expect(refusal(await at("prices", "create", "team"))).toEqual([
    1,
    "",
    "Error: The price is offered neither by the month nor by the year.",
  ]);
});

it("adds tax rates by their percentage, which accounts get by name", async () => {
  const at = await emptyBook();
  const { taxRate } = valueOf<{ taxRate: TaxRateView }>(await at("tax-rates", "create", "VAT", "19", "--json"));
  expect(taxRate).toMatchObject({ name: "VAT", ratePartsPerMillion: 190_000 });
  expect((await at("tax-rates", "create", "Reduced", "7.5 %")).output).toMatch(/^Reduced, 7\.5 %, is there\. /u);
  expect((await at("tax-rates", "list")).output).toMatch(
    /^Tax +Percent +Id\nReduced +7\.5 +txr_\S+\nVAT +19 +txr_\S+\n$/u,
  );
  for (const percent of ["101", "100.0001", "-1", "7.12345", "x", ""]) {
    expect(refusal(await at("tax-rates", "create", "Other", percent))).toEqual([
      1,
      "",
      `Error: "${percent}" is not a percentage from 0 to 100, such as 7.5.`,
    ]);
  }
  expect(refusal(await at("tax-rates", "create", "VAT", "19.0"))).toEqual([
    1,
    "",
    'Error: "VAT" is a tax of this rate already.',
  ]);

  const { id } = valueOf<AccountView>(
    await at("accounts", "create", "user", "Ann Lee", "--contact", "ann@example.com", "--json"),
  );
  const update = (...options: string[]) => at("accounts", "update", id, "--json", ...options);
  expect(valueOf(await update("--tax-rate", "vat", "--payment-terms", "30", "--note", "Thank you"))).toMatchObject({
    taxRateId: taxRate.id,
    paymentTermsDays: 30,
    invoiceNote: "Thank you",
  });
  expect(
    valueOf(await update("--tax-rate", "none", "--tax-exempt", "yes", "--payment-terms", "book", "--note", "")),
  ).toMatchObject({ taxRateId: null, isTaxExempt: true, paymentTermsDays: null, invoiceNote: null });
  expect(await at("accounts", "update", id, "--tax-rate", "none of them")).toMatchObject({ exitCode: 3 });
  // Two rates of one name are told apart by their ids.
  const second = valueOf<{ taxRate: TaxRateView }>(await at("tax-rates", "create", "VAT", "7", "--json")).taxRate;
  expect((await update("--tax-rate", "VAT")).errors).toContain(second.id);
  expect(valueOf(await update("--tax-rate", second.id))).toMatchObject({ taxRateId: second.id });
});

it("adds discounts by share and by amount, which subscriptions get by name", async () => {
  const at = await emptyBook();
  const { discount } = valueOf<{ discount: DiscountView }>(
    await at("discounts", "create", "Partner", "--percent", "7.5", "--periods", "3", "--json"),
  );
  expect(discount).toMatchObject({ partsPerMillion: 75_000, amountMinor: null, currency: null, periods: 3 });
  // Of two that were made at one moment neither is newer.
  await at("clock", "set", "2026-01-02");
  expect((await at("discounts", "create", "Big", "--amount", "1,234.50")).output).toMatch(
    /^Big is there: USD 1,234\.50, for good\. Discount cdisc_\S+\n$/u,
  );
  expect(csvRows((await at("discounts", "list", "--csv")).output).map((row) => row.slice(0, 5))).toEqual([
    ["name", "percent", "amount", "currency", "periods"],
    ["Big", "", "1234.50", "USD", ""],
    ["Partner", "7.5", "", "", "3"],
  ]);
  for (const [options, exitCode, said] of [
    [[], 1, "Error: Say what it takes off: --percent or --amount."],
    [["--percent", "0"], 1, 'Error: "0" is not above zero.'],
    [["--amount", "-5"], 1, 'Error: "-5" is not above zero.'],
    [["--percent", "10", "--currency", "EUR"], 1, "Error: A share has no currency of its own."],
    [
      ["--percent", "10", "--amount", "5"],
      2,
      "error: option '--percent <number>' cannot be used with option '--amount <amount>'",
    ],
  ] as const) {
    expect(refusal(await at("discounts", "create", "Wrong", ...options))).toEqual([exitCode, "", said]);
  }

  await at("plans", "create", "team", "--name", "Team", "--for", "organization", "--monthly", "50");
  await at("accounts", "create", "organization", "Acme", "--contact", "acme");
  await at("subscriptions", "change", "acme", "--plan", "team", "--yes");
  await at("subscriptions", "change", "acme", "--add-discount", "partner", "--yes");
  expect((await at("subscriptions", "show", "acme")).output).toContain("Partner, for 3 more periods");
  await at("subscriptions", "change", "acme", "--remove-discount", "--yes");
  const refused = await at("subscriptions", "change", "acme", "--add-discount", "nobody's", "--yes");
  expect(refusal(refused)).toEqual([3, "", 'Error: There is no discount "nobody\'s".']);
});

it("says what an account pays by", async () => {
  const at = await emptyBook();
  await at("accounts", "create", "organization", "Acme", "--contact", "acme");
  const numbers = csvRows((await at("payment-methods", "test-numbers", "--csv")).output);
  expect(numbers[1]).toEqual(["4242424242424242", "card", "Test card ending 4242"]);
  const add = async (...options: string[]) =>
    valueOf<{ paymentMethod: PaymentMethodView }>(await at("payment-methods", "add", "acme", "--json", ...options))
      .paymentMethod;
  const card = await add("--test-number", "4242 4242 4242 4242");
  expect(card).toMatchObject({ kind: "card", gateway: "test", isDefault: true });
  const bank = await add("--test-number", "000123456789", "--label", "House bank");
  expect(bank).toMatchObject({ kind: "bank_debit", label: "House bank" });
  expect(await add()).toMatchObject({ kind: "transfer", gateway: "manual", isDefault: true });
  expect(refusal(await at("payment-methods", "add", "acme", "--test-number", "1111"))).toEqual([
    1,
    "",
    "Error: The test gateway does not know this number for this kind of method.",
  ]);

  expect((await at("payment-methods", "set-default", card.id)).output).toBe(`From now on it pays by: ${card.id}.\n`);
  const used = async () => csvRows((await at("payment-methods", "list", "acme", "--csv")).output)[1]?.[0];
  expect(await used()).toBe(card.id);
  expect((await at("payment-methods", "remove", card.id)).output).toMatch(/ is removed\. From now on it pays by: pm_/u);
  for (const verb of ["set-default", "remove"])
    expect(await at("payment-methods", verb, card.id)).toMatchObject({ exitCode: 3, output: "" });
  expect(await at("payment-methods", "list", "nobody")).toMatchObject({ exitCode: 3 });
});

it("says what the book is called and how it collects", async () => {
  const at = await emptyBook();
  expect((await at("book", "settings")).output).toMatch(/^Tried again +after 1, 3, 5, 7 days\nThen +keep$/mu);
  const changed = await at(
    "book",
    "settings",
    "--name",
    "Acme",
    "--payment-terms",
    "30",
    "--note",
    "Thank you",
    "--retry-days",
    "2,9",
    "--after-last-retry",
    "uncollectible",
    "--json",
  );
  expect(valueOf(changed)).toMatchObject({
    name: "Acme",
    paymentTermsDays: 30,
    invoiceNote: "Thank you",
    retryDays: [2, 9],
    afterLastRetry: "uncollectible",
  });
  expect((await at("book", "settings", "--retry-days", "")).output).toMatch(/^Tried again +never$/mu);
  expect(await at("book", "settings", "--retry-days", "5,3")).toMatchObject({ exitCode: 1 });
  expect(await at("book", "settings", "--retry-days", "soon")).toMatchObject({ exitCode: 2 });
});

it("says what the next invoice and the next credit note are called, and why they cannot be called so", async () => {
  const at = await emptyBook();
  expect((await at("book", "settings")).output).toMatch(/^Next invoice +INV-000001\nNext credit note +CN-000001$/mu);
  const changed = await at("book", "settings", "--next-invoice", "2027-0001", "--next-credit-note", "CR-1", "--json");
  expect(valueOf(changed)).toMatchObject({ nextInvoiceNumber: "2027-0001", nextCreditNoteNumber: "CR-1" });
  expect(await at("book", "settings", "--next-credit-note", "2027-7")).toMatchObject({ exitCode: 1 });
  expect((await at("book", "settings")).output).toMatch(/^Next credit note +CR-1$/mu);
});
