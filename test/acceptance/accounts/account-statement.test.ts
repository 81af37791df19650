import { expect, test } from "vitest";
import type { AccountStatement } from "../../../src/shared/contract/account-statement.ts";
import { statementCsv } from "../../../src/shared/statement-csv.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { adjust, billThrough, createCustomer } from "../../support/company.ts";
import { pagesOf } from "../../support/pdf.ts";

/**
 * A customer with entries in February, March and April, and an invoice of 20.00 each month. That of March is made late, so the entry that pays
 * it is written after one of April.
 */
async function customerOfThreeMonths(book: TestBook): Promise<string> {
  const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-02-10" });
  await adjust(book, accountId, 100_00);
  await billThrough(book, "2026-02-10");
  await book.setToday("2026-03-05");
  await book.ask("credits.adjust", {
    accountId,
    action: "increase",
    amountMinor: 7_50,
    currency: "USD",
    reasonCode: "courtesy",
    note: "Between ourselves: a difficult customer",
  });
  await adjust(book, accountId, -2_25);
  await book.setToday("2026-04-03");
  await adjust(book, accountId, 1_00);
  await billThrough(book, "2026-03-10");
  await billThrough(book, "2026-04-10");
  return accountId;
}

/** What a statement says of itself has to add up, and to be what the ledger says. */
async function expectToTie(book: TestBook, { accountId, currency, ...statement }: AccountStatement): Promise<void> {
  const { openingMinor, closingMinor, addedMinor, takenMinor, movements, throughOn } = statement;
  const moved = movements.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  expect(openingMinor + moved).toBe(closingMinor);
  expect(addedMinor + takenMinor).toBe(moved);
  expect(movements.at(-1)?.balanceMinor ?? openingMinor).toBe(closingMinor);
  const { balances } = await book.ask("ledger.balancesAsOf", { accountId, on: throughOn });
  expect(balances.find((balance) => balance.currency === currency)?.ledgerMinor ?? 0).toBe(closingMinor);
}

test("an account's statement ties opening, movements and closing to the cent, whatever order entries were written in", async () => {
  const book = await createTestBook({ today: "2026-02-10" });
  const accountId = await customerOfThreeMonths(book);
  const of = (fromOn: string, throughOn: string, currency?: string) =>
    book.ask("accounts.statement", { accountId, fromOn, throughOn, ...(currency !== undefined && { currency }) });

  const march = await of("2026-03-01", "2026-03-31");
  expect(march).toMatchObject({
    accountName: "Globex Corporation",
    currency: "USD",
    openingMinor: 80_00,
    addedMinor: 7_50,
    takenMinor: -22_25,
    closingMinor: 65_25,
    language: "en",
  });
  expect(
    march.movements.map(({ on, sourceType, amountMinor, balanceMinor }) => [on, sourceType, amountMinor, balanceMinor]),
  ).toEqual([
    ["2026-03-05", "grant", 7_50, 87_50],
    ["2026-03-05", "deduction", -2_25, 85_25],
    ["2026-03-10", "invoice_applied", -20_00, 65_25],
  ]);
  expect(march.movements[2]?.invoiceNumber).toBe("INV-000002");
  expect(march.movements[0]?.reasonName).toBe("Courtesy");
  expect(march.invoices).toMatchObject([
    { number: "INV-000002", issuedOn: "2026-03-10", state: "paid", totalMinor: 20_00, creditAppliedMinor: 20_00 },
  ]);
  // One month begins where the one before ends, and a day, a year and a time without anything hold as well.
  const [february, april] = [await of("2026-02-01", "2026-02-28"), await of("2026-04-01", "2026-04-30")];
  expect([february.openingMinor, february.closingMinor]).toEqual([0, march.openingMinor]);
  expect(april.openingMinor).toBe(march.closingMinor);
  const spans = [
    ["2026-03-10", "2026-03-10"],
    ["1970-01-01", "9999-12-31"],
    ["2025-01-01", "2025-12-31"],
  ] as const;
  for (const statement of [february, march, april]) await expectToTie(book, statement);
  for (const [fromOn, throughOn] of spans) await expectToTie(book, await of(fromOn, throughOn));
  const euros = await of("2026-03-01", "2026-03-31", "EUR");
  expect(euros).toMatchObject({ openingMinor: 0, closingMinor: 0, movements: [], invoices: [] });
  expect(
    (await book.refusal("accounts.statement", { accountId, fromOn: "2026-04-01", throughOn: "2026-03-01" })).code,
  ).toBe("invalid_input");
  expect(
    (await book.refusal("accounts.statement", { accountId: "org_none", fromOn: "2026-03-01", throughOn: "2026-03-31" }))
      .code,
  ).toBe("account_not_found");

  // The same figures in the table and on the paper; what people noted for themselves is on neither.
  const csv = statementCsv(march);
  const rows = csv
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((row) => row.split(","));
  expect(rows.map((row) => row[6])).toEqual(["80.00", "87.50", "85.25", "65.25", "65.25", ""]);
  expect(rows).toHaveLength(6);
  const { fileName, contentBase64 } = await book.ask("accounts.statementPdf", {
    accountId,
    fromOn: "2026-03-01",
    throughOn: "2026-03-31",
  });
  expect(fileName).toBe("statement-Globex-Corporation-2026-03-01-2026-03-31.pdf");
  const paper = (await pagesOf(Buffer.from(contentBase64, "base64"))).join("");
  for (const said of [
    "Account statement",
    "$80.00",
    "$65.25",
    "Applied to invoice INV-000002",
    "+$7.50",
    "Page 1 of 1",
  ]) {
    expect(paper).toContain(said);
  }
  expect(csv + paper).not.toContain("difficult");

  await book.ask("book.configure", { paperLanguage: "de" });
  const span = { accountId, fromOn: "2026-03-01", throughOn: "2026-03-31" };
  const inGerman = await book.ask("accounts.statementPdf", span);
  const german = (await pagesOf(Buffer.from(inGerman.contentBase64, "base64"))).join("");
  for (const said of ["Kontoauszug", "Guthaben hinzugefügt: Entgegenkommen", "Stand"]) expect(german).toContain(said);
});
