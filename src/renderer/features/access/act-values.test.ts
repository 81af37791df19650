import { expect, test } from "vitest";
import { recordName, valueText, type ValueTelling } from "./act-values.ts";

const telling: ValueTelling = {
  timeZone: "UTC",
  amountText: (minor, currency) => `${minor} ${currency}`,
  reasonName: (code) => `the reason ${code}`,
};

test.each([
  ["invoice", "state", "paid", "Paid"],
  ["approvalRequest", "state", "withdrawn", "Taken back"],
  ["paymentMethod", "kind", "bank_debit", "Bank debit"],
  ["payment", "gateway", "manual", "Recorded by hand"],
  ["operator", "role", "clerk", "Clerk"],
  ["subscription", "period", "annual", "Annually"],
  ["plan", "forKind", "organization", "Organization"],
  ["approvalRequest", "act", "credits.adjust", "Credit adjusted"],
  ["apiKey", "scopes", ["read", "credits"], "Read, Credits"],
  ["plan", "isArchived", false, "no"],
  [null, "throughOn", "2026-03-31", "Mar 31, 2026"],
  ["approvalRequest", "decidedAtMs", Date.parse("2026-03-01T12:00:00Z"), "Mar 1, 2026, 12:00 PM UTC"],
  ["approvalRequest", "evidence", [], ""],
  ["plan", "description", null, ""],
  // What no words are known for stays as the record has it.
  ["account", "name", "paid", "paid"],
  ["invoice", "state", "constructor", "constructor"],
  ["plan", "trialDays", 14, "14"],
])("of %s, %s %j is said as %j", (subject, field, value, said) => {
  expect(valueText({ subject, currency: null }, field, value, telling)).toBe(said);
});

test.each([
  [
    "a price with its tiers, in its own currency",
    "price",
    {
      currency: "JPY",
      monthlyMinor: 0,
      annualMonthlyMinor: null,
      seatPrice: {
        blockSize: 25,
        tiers: [
          { startsAtBlock: 1, endsAfterBlock: 4, feePerBlockMinor: 14_000 },
          { startsAtBlock: 5, endsAfterBlock: null, feePerBlockMinor: 12_000 },
        ],
      },
    },
    `Currency: JPY
Monthly: 0 JPY
Seat price:
  Block size: 25
  Tiers:
    Starts at block: 1, Ends after block: 4, Fee per block: 14000 JPY
    Starts at block: 5, Fee per block: 12000 JPY`,
  ],
  ["how many of each were imported", "counts", { users: 26, opening_balances: 0 }, "Users: 26\nOpening balances: 0"],
  [
    "amounts of several currencies",
    "openingCredit",
    [
      { currency: "USD", amountMinor: 500 },
      { currency: "EUR", amountMinor: 700 },
    ],
    "Currency: USD, Amount: 500 USD\nCurrency: EUR, Amount: 700 EUR",
  ],
  [
    "amounts in the currency of the whole record",
    "lines",
    [{ category: "seats", amountMinor: 500, creditOn: "2026-03-31" }],
    "Category: seats, Amount: 500 GBP, Credit on: Mar 31, 2026",
  ],
  ["a reason", "reasonCode", "courtesy", "the reason courtesy"],
  ["nothing of what is not there", "upcoming", { id: null, discount: {}, features: [] }, ""],
])("%s is said field by field", (_name, field, value, said) => {
  expect(valueText({ subject: "plan", currency: "GBP" }, field, value, telling)).toBe(said);
});

test("a record is called what it is called now, or was", () => {
  expect(recordName({ before: { name: "Team" }, after: { name: "Teams" } })).toBe("Teams");
  expect(recordName({ before: { name: "Team" }, after: null })).toBe("Team");
  expect(recordName({ before: null, after: { isArchived: true } })).toBeNull();
});
