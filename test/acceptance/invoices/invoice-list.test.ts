import { expect, test } from "vitest";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import type { InvoiceRow } from "../../../src/shared/contract/invoice-view.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice, payBy } from "../../support/collection.ts";
import { adjust, createCustomer } from "../../support/company.ts";

type Filters = Omit<MethodInput<"invoices.list">, "after" | "skip" | "limit">;

/** Four customers in two currencies, with invoices of three months: open, past due, void, given up, and paid in every way. */
async function createInvoices(book: TestBook): Promise<{ readonly zoe: string }> {
  const named = async (name: string, contact: string, currency = "USD") => {
    const accountId = await createCustomer(book, { currency });
    await book.ask("accounts.update", { accountId, name, contact });
    return accountId;
  };
  const zoe = await named("Zoë Stark", "zoe");
  const acme = await named("Acme 13", "acme");
  const kioto = await named("Kioto", "kioto", "JPY");
  const card = await named("Card Ltd", "card");
  await payBy(book, card, "succeeds");
  for (const [day, factor] of [
    ["2026-01-05", 1],
    ["2026-02-05", 2],
    ["2026-03-05", 3],
  ] as const) {
    await book.setToday(day);
    for (const [accountId, unitMinor, currency] of [
      [zoe, 10_00, "USD"],
      [acme, 99_00, "USD"],
      [kioto, 5_000, "JPY"],
      [card, 40_00, "USD"],
      [zoe, 7_50, "USD"],
    ] as const) {
      await issueInvoice(book, accountId, [{ unitMinor: unitMinor * factor }], currency);
    }
  }
  const { rows } = await book.ask("invoices.list", { limit: 500 });
  const idOf = (number: string) => rows.find((row) => row.number === number)?.id ?? "";
  await book.ask("invoices.recordPayment", { invoiceId: idOf("INV-000001"), amountMinor: null, receivedOn: null });
  await book.ask("invoices.recordPayment", { invoiceId: idOf("INV-000008"), amountMinor: null, receivedOn: null });
  await book.ask("invoices.void", { invoiceId: idOf("INV-000002"), note: "", periods: "waive" });
  await book.ask("invoices.markUncollectible", { invoiceId: idOf("INV-000003") });
  await adjust(book, zoe, 500_00);
  await issueInvoice(book, zoe, [{ unitMinor: 12_00 }]);
  return { zoe };
}

test("invoices are found by account, days, amount, currency, state and way of paying, in every combination", async () => {
  const book = await createTestBook({ today: "2026-01-01" });
  const { zoe } = await createInvoices(book);
  const all = (await book.ask("invoices.list", { limit: 500 })).rows;
  const single: readonly Filters[] = [
    { accountId: zoe },
    { state: "open" },
    { state: "void" },
    { state: "uncollectible" },
    { state: "paid" },
    { isPastDue: true },
    { issuedFromOn: "2026-02-01", issuedThroughOn: "2026-02-28" },
    { issuedFromOn: "2026-02-05" },
    { dueFromOn: "2026-01-20" },
    { dueThroughOn: "2026-02-19" },
    { currency: "JPY" },
    { currency: "USD", minimumMinor: 20_00, maximumMinor: 100_00 },
    { paidBy: "manual" },
    { paidBy: "test" },
    { paidBy: "payer-credits" },
    { search: "zoe STARK" },
    { search: "INV-1" },
  ];
  const nothing = { numbers: [] };
  for (const filters of single) expect({ filters, numbers: await walk(book, filters) }).not.toMatchObject(nothing);
  const pairs = single.flatMap((one, index) => single.slice(index + 1).map((other) => ({ ...other, ...one })));
  const triples = pairs.map((pair, index) => ({ ...single[(index * 7) % single.length], ...pair }));
  for (const filters of [{}, ...single, ...pairs, ...triples]) {
    const expected = all.filter((row) => isMeant(row, filters)).map(({ number }) => number);
    expect({ filters, numbers: await walk(book, filters) }).toEqual({ filters, numbers: expected });
  }
  expect(await walk(book, { dueFromOn: "2027-01-01" })).toEqual([]);
  expect(await walk(book, { issuedFromOn: "2026-03-01", issuedThroughOn: "2026-02-01" })).toEqual([]);
});

/** What the filters say, row by row. */
function isMeant(row: InvoiceRow, filters: Filters): boolean {
  const { accountId, state, isPastDue, currency, minimumMinor, maximumMinor, paidBy, search } = filters;
  const { issuedFromOn, issuedThroughOn, dueFromOn, dueThroughOn } = filters;
  return (
    (!accountId || row.accountId === accountId) &&
    (!state || row.state === state) &&
    (!isPastDue || row.isPastDue) &&
    (!currency || row.currency === currency) &&
    (!minimumMinor || row.totalMinor >= minimumMinor) &&
    (!maximumMinor || row.totalMinor <= maximumMinor) &&
    (!paidBy || row.paidBy === paidBy) &&
    (!issuedFromOn || row.issuedOn >= issuedFromOn) &&
    (!issuedThroughOn || row.issuedOn <= issuedThroughOn) &&
    (!dueFromOn || row.dueOn >= dueFromOn) &&
    (!dueThroughOn || row.dueOn <= dueThroughOn) &&
    (search !== "INV-1" || /^INV-0*1/u.test(row.number)) &&
    // In one account's list the account's own words find nothing, because all of it is theirs.
    (search !== "zoe STARK" || (!accountId && row.accountName === "Zoë Stark"))
  );
}

/** Every number, page by page, of which each says exactly how many there are in all. */
async function walk(book: TestBook, filters: Filters): Promise<string[]> {
  const numbers: string[] = [];
  const counts = new Set<number>();
  let after: string | null = null;
  do {
    const page: { rows: InvoiceRow[]; nextCursor: string | null; total: { count: number; isExact: boolean } } =
      await book.ask("invoices.list", { ...filters, after, limit: 7 });
    expect(page.total.isExact).toBe(true);
    counts.add(page.total.count);
    numbers.push(...page.rows.map(({ number }) => number));
    after = page.nextCursor;
  } while (after !== null);
  expect([...counts]).toEqual([numbers.length]);
  return numbers;
}

test("a text finds invoices by how their number begins and by whose they are, and an account's by number", async () => {
  const book = await createTestBook({ today: "2026-01-01" });
  const { zoe } = await createInvoices(book);
  expect(await walk(book, { search: "INV-000013" })).toEqual(["INV-000013"]);
  // The number 13, and the customer whose name has it.
  expect(await walk(book, { search: "13" })).toEqual(["INV-000013", "INV-000012", "INV-000007", "INV-000002"]);
  expect(await walk(book, { search: "1" })).toContain("INV-000001");
  expect(await walk(book, { search: "kio", state: "open" })).toEqual(["INV-000013"]);
  expect(await walk(book, { accountId: zoe, search: "1" })).toEqual([
    "INV-000016",
    "INV-000015",
    "INV-000011",
    "INV-000010",
    "INV-000001",
  ]);
  expect(await walk(book, { search: zoe })).toContain("INV-000001");
  expect(await walk(book, { search: "nobody" })).toEqual([]);
});

test("1.7 an amount is compared within one currency only", async () => {
  const book = await createTestBook({ today: "2026-01-01" });
  expect(await book.refusal("invoices.list", { minimumMinor: 5_00 })).toMatchObject({ code: "invalid_input" });
  expect(await book.refusal("invoices.list", { maximumMinor: 5_00 })).toMatchObject({ code: "invalid_input" });
  expect(await book.refusal("invoices.list", { currency: "EURO" })).toMatchObject({ code: "invalid_input" });
});
