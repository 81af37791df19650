import { expect, test } from "vitest";
import { entrySourceType } from "../../../src/shared/contract/ledger.ts";
import { rollForwardTerms } from "../../../src/shared/roll-forward.ts";
import { createTestBook, openTestBook } from "../../support/book.ts";
import { adjust, billThrough, createCustomer, invoicesOf } from "../../support/company.ts";
import { checkRollForward } from "../../support/roll-forward.ts";
import { inDatabase } from "../../support/database.ts";

test("every source of entries is in one term of the roll-forward (BEHAVIOUR 11.5)", () => {
  const sources = Object.values(rollForwardTerms).flat();
  expect(new Set(sources)).toEqual(new Set(entrySourceType.options));
  expect(sources).toHaveLength(entrySourceType.options.length);
});

test("a month's terms lead from its opening to its closing, and each to its entries", async () => {
  const book = await createTestBook({ today: "2026-01-10" });
  const payer = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-02-01" });
  const other = await createCustomer(book);
  const grant = (accountId: string, amountMinor: number, reasonCode: string, terms?: { expiresOn: string }) =>
    book.ask("credits.adjust", { accountId, action: "increase", amountMinor, currency: "USD", reasonCode, terms });
  await grant(payer, 50_00, "courtesy");
  const mistake = await grant(payer, 7_00, "promotion");
  await grant(other, 9_00, "promotion", { expiresOn: "2026-02-10" });
  await book.setToday("2026-02-01");
  await billThrough(book, "2026-02-01");
  await book.ask("credits.reverse", { entryId: mistake.entry.id });
  await book.ask("credits.transfer", {
    fromAccountId: payer,
    toAccountId: other,
    amountMinor: 5_00,
    currency: "USD",
  });
  await book.setToday("2026-02-20");
  await adjust(book, payer, -3_00);

  const { rows } = await book.ask("reports.creditRollForward", { fromOn: "2026-01-01", throughOn: "2026-03-15" });
  const none = { appliedMinor: 0, expiredMinor: 0, removedMinor: 0, reversedMinor: 0, transferredMinor: 0 };
  expect(rows.map(({ movements: _movements, ...row }) => row)).toEqual([
    {
      ...none,
      currency: "USD",
      fromOn: "2026-01-01",
      throughOn: "2026-01-31",
      openingMinor: 0,
      grantedMinor: 66_00,
      closingMinor: 66_00,
    },
    {
      currency: "USD",
      fromOn: "2026-02-01",
      throughOn: "2026-02-28",
      openingMinor: 66_00,
      grantedMinor: 0,
      appliedMinor: -20_00,
      expiredMinor: -9_00,
      removedMinor: -3_00,
      reversedMinor: -7_00,
      transferredMinor: 0,
      closingMinor: 27_00,
    },
    {
      ...none,
      currency: "USD",
      fromOn: "2026-03-01",
      throughOn: "2026-03-15",
      openingMinor: 27_00,
      grantedMinor: 0,
      closingMinor: 27_00,
    },
  ]);
  expect(rows[0]?.movements).toEqual([
    { sourceType: "grant", reasonCode: "courtesy", reasonName: "Courtesy", amountMinor: 50_00, entryCount: 1 },
    { sourceType: "grant", reasonCode: "promotion", reasonName: "Promotion", amountMinor: 16_00, entryCount: 2 },
  ]);
  // What goes out of one account comes into another: both sides are there, and the term is nothing.
  expect(rows[1]?.movements.filter(({ sourceType }) => sourceType.startsWith("transfer"))).toEqual([
    { sourceType: "transfer_in", reasonCode: null, reasonName: null, amountMinor: 5_00, entryCount: 1 },
    { sourceType: "transfer_out", reasonCode: null, reasonName: null, amountMinor: -5_00, entryCount: 1 },
  ]);
  // A reversal has the reason of what it reverses, so a reason's movements net it.
  expect(rows[1]?.movements).toContainEqual({
    sourceType: "reversal",
    reasonCode: "promotion",
    reasonName: "Promotion",
    amountMinor: -7_00,
    entryCount: 1,
  });
  await checkRollForward(book, { fromOn: "2026-01-01", throughOn: "2026-03-15" });
});

test("what is voided, dated ahead, written late or imported with a past counts for its day by effect, and for another by record", async () => {
  const book = await createTestBook({ today: "2026-01-10", timeZone: "Pacific/Auckland" });
  const ahead = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-02-15", timeZone: "Pacific/Auckland" });
  await adjust(book, ahead, 15_00);
  await billThrough(book, "2026-02-15");
  const [invoice] = await invoicesOf(book, ahead);
  await book.ask("invoices.void", { invoiceId: invoice?.id ?? "" });
  await book.runJob("accounts.import", {
    mode: "write",
    files: [
      { kind: "organizations", name: "organizations.csv", text: "id,name,slug\norg_acme,Acme,acme\n" },
      {
        kind: "ledger_entries",
        name: "ledger_entries.csv",
        text: "sequence,effective_on,account_id,source_type,currency,amount,balance_after\n1,2025-11-05,acme,grant,EUR,30.00,30.00\n2,2025-12-10,acme,deduction,EUR,-10.00,20.00\n",
      },
    ],
  });
  const period = { fromOn: "2025-11-10", throughOn: "2026-02-20" };
  const closings = async (by: "effective" | "recorded") => {
    const { rows } = await book.ask("reports.creditRollForward", { ...period, by });
    return rows.map(({ currency, closingMinor }) => [currency, closingMinor]);
  };
  expect(await closings("effective")).toEqual([
    ["EUR", 30_00],
    ["EUR", 20_00],
    ["EUR", 20_00],
    ["EUR", 20_00],
    ["USD", 0],
    ["USD", 0],
    ["USD", 15_00],
    // The use and its return are of the invoice's day.
    ["USD", 15_00],
  ]);
  expect(await closings("recorded")).toEqual([
    ["EUR", 0],
    ["EUR", 0],
    ["EUR", 20_00],
    ["EUR", 20_00],
    ["USD", 0],
    ["USD", 0],
    ["USD", 15_00],
    ["USD", 15_00],
  ]);
  await checkRollForward(book, period);
  const inEuro = await book.ask("reports.creditRollForward", { ...period, currency: "EUR" });
  expect(new Set(inEuro.rows.map(({ currency }) => currency))).toEqual(new Set(["EUR"]));
});

test("over no entries there is nothing, and over one there is one currency", async () => {
  const book = await createTestBook({ today: "2026-03-31" });
  const period = { fromOn: "2026-03-31", throughOn: "2026-03-31" };
  expect(await book.ask("reports.creditRollForward", period)).toEqual({ rows: [] });
  await adjust(book, await createCustomer(book), 1);
  const { rows } = await book.ask("reports.creditRollForward", period);
  expect(rows).toMatchObject([{ ...period, openingMinor: 0, grantedMinor: 1, closingMinor: 1 }]);
  // Before there was one, the currency has no row.
  expect(await book.ask("reports.creditRollForward", { fromOn: "2026-01-01", throughOn: "2026-03-30" })).toEqual({
    rows: [],
  });
  await checkRollForward(book, { fromOn: "1970-01-01", throughOn: "2019-12-31" });
  await checkRollForward(book, { fromOn: "9990-01-01", throughOn: "9999-12-31" });
});

test("of a period that ends before it begins, or that nobody can mean, is refused", async () => {
  const book = await createTestBook();
  const codeOf = async (input: object) => (await book.refusal("reports.creditRollForward", input)).code;
  expect(await codeOf({ fromOn: "2026-02-01", throughOn: "2026-01-31" })).toBe("invalid_input");
  expect(await codeOf({ fromOn: "1970-01-01", throughOn: "9999-12-31" })).toBe("invalid_input");
  expect(await codeOf({ fromOn: "2026-02-30", throughOn: "2026-03-31" })).toBe("invalid_input");
  expect(await codeOf({ throughOn: "2026-03-31" })).toBe("invalid_input");
});

test("of more than an amount can be is refused, not rounded (BEHAVIOUR 1.3)", async () => {
  const book = await createTestBook({ today: "2026-01-10" });
  for (let index = 0; index < 2; index += 1) await adjust(book, await createCustomer(book), Number.MAX_SAFE_INTEGER);
  const { code } = await book.refusal("reports.creditRollForward", { fromOn: "2026-01-01", throughOn: "2026-01-31" });
  expect(code).toBe("amount_out_of_range");
});

test.each([
  ["source", "UPDATE ledger_day_total SET source_type = 'opening' WHERE counted_by = 'recorded'"],
  ["reason", "UPDATE ledger_day_total SET reason_code = 'courtesy' WHERE counted_by = 'effective'"],
  ["number of entries", "UPDATE ledger_day_total SET entry_count = 2"],
])("verifying finds a kept total with another %s", async (_what, statement) => {
  const book = await createTestBook({ today: "2026-01-10" });
  await adjust(book, await createCustomer(book), 10_00);
  await inDatabase(book, (database) => database.exec(statement));
  const { result } = await (await openTestBook(book.path)).runJob("ledger.verify", {});
  expect(result).toMatchObject({ ok: false, firstBroken: { sequence: 1 } });
});
