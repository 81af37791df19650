import { expect, it } from "vitest";
import type { TestBook } from "../../support/book.ts";
import { createTestBook } from "../../support/book.ts";
import { adjust, createCustomer } from "../../support/company.ts";
import { exportOf, rowsOf, type ExportedFile } from "../../support/exports.ts";

/** The columns that are not the account's own: what it came to be subscribed to is not part of these files. */
const ofSubscriptions = ["plan", "subscription_status", "next_charge_on", "next_charge"];

function comparable({ text }: ExportedFile): Record<string, string>[] {
  const rows = rowsOf(text);
  for (const row of rows) for (const column of ofSubscriptions) delete row[column];
  return rows;
}

/** Import a book's export into an empty one, and expect the same export of that. @returns the other book. */
async function expectRoundTrip(book: TestBook, today = "2026-01-01"): Promise<TestBook> {
  const files = await exportOf(book);
  const other = await createTestBook({ today });
  const { result } = await other.runJob("accounts.import", { mode: "write", files });
  expect(result).toMatchObject({ outcome: "written", problems: [] });
  expect((await exportOf(other)).map(comparable)).toEqual(files.map(comparable));
  expect((await other.runJob("ledger.verify", {})).result.ok).toBe(true);
  return other;
}

it("A-106 exports names, notes and accounts without an e-mail address, and imports them to the letter", async () => {
  const book = await createTestBook();
  const names = [
    "-40 Degrees Ltd",
    "'-40 Degrees Ltd",
    '=HYPERLINK("http://evil.example";"x")',
    "＝1+1",
    "@cme",
    "'tis",
    "''",
    "a;=1",
    "Zoe\u0308",
    "Zo\u00eb",
    "שלום \u200fGmbH",
    "🙂, Inc.",
    "null",
    "TRUE",
    "1e5",
    "007",
    'He said "no"',
    "two\r\nlines\rthree\n-four",
  ];
  for (const [index, name] of names.entries()) {
    // Every third has no contact; it is known by its id alone.
    const contact = index % 3 === 0 ? null : `+${index}@example.com`;
    await book.ask("accounts.create", { kind: index % 2 === 0 ? "user" : "organization", name, contact });
  }
  const notes = [
    "'=see ticket",
    "''=see ticket",
    "  leading and trailing \t",
    "\nline\r\n-5\r",
    "\t=1",
    "\r\n",
    " ",
    "'",
    '"',
  ];
  const { rows } = await book.ask("accounts.list", { limit: 500 });
  for (const [index, note] of notes.entries()) {
    const said = { currency: "USD", action: "increase", reasonCode: "billing_error", note } as const;
    await book.ask("credits.adjust", { accountId: rows[index]?.id ?? "", amountMinor: 100 + index, ...said });
  }

  const other = await expectRoundTrip(book);
  const accounts = (await other.ask("accounts.list", { limit: 500 })).rows;
  expect(accounts.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  expect(accounts.filter(({ contact }) => contact === null)).toHaveLength(6);
  const kept = (await other.ask("ledger.list", {})).rows.map(({ note }) => note).toReversed();
  // Blank notes are none, and what has none says what it was.
  expect(kept).toEqual(notes.map((note) => (note.trim() === "" ? "grant, Billing error" : note)));
  // And on into a third one.
  await expectRoundTrip(other);
});

it("A-106 brings along how an account is billed and addressed, and since when", async () => {
  const book = await createTestBook({ timeZone: "America/New_York" });
  const { taxRateId } = await book.ask("taxRates.create", { name: "ΦΠΑ, 24 %", ratePartsPerMillion: 240_001 });
  const made = [];
  for (const [index, token] of [
    "4242424242424242",
    "4000000000000002",
    "4000002500003155",
    "000123456789",
    "000222222227",
    null,
  ].entries()) {
    const { accountId } = await book.ask("accounts.create", {
      kind: "organization",
      name: `Org ${index}`,
      contact: index === 0 ? "Not a Slug, but taken" : `org-${index}`,
      currency: index % 2 === 0 ? "JPY" : "KWD",
      timeZone: "Pacific/Kiritimati",
      createdAtMs: Date.parse("2019-12-31T23:59:59.999Z"),
    });
    await book.ask("accounts.update", {
      accountId,
      taxRateId: index % 2 === 0 ? taxRateId : null,
      isTaxExempt: index === 2,
      paymentTermsDays: index === 3 ? 0 : null,
      invoiceNote: index === 4 ? " -To whom it may concern\n=1 " : null,
      billingName: index === 1 ? "=Org One, «GmbH»" : null,
      billingAddress: index === 1 ? " Hauptstraße 1\n10115 Berlin\r\n-Deutschland " : null,
      taxNumbers: index === 2 ? "VAT ID DE123456789\n+49" : null,
      buyerReference: index === 3 ? "-4711" : null,
      paperLanguage: index === 1 ? "de" : index === 2 ? "en" : null,
    });
    if (token !== null)
      await book.ask("paymentMethods.add", {
        accountId,
        kind: index < 3 ? "card" : "bank_debit",
        gateway: "test",
        token,
      });
    await adjust(book, accountId, 1234, "USD");
    made.push(accountId);
  }
  const other = await expectRoundTrip(book);
  for (const accountId of made) {
    const [before, after] = await Promise.all([book, other].map((each) => each.ask("accounts.get", { accountId })));
    expect({ ...after, taxRateId: null, lastActivityOn: null }).toEqual({
      ...before,
      taxRateId: null,
      lastActivityOn: null,
    });
  }
});

it("brings along what is left of each block of credit, with its priority, kind and dates", async () => {
  const book = await createTestBook({ today: "2026-01-01" });
  const first = await createCustomer(book, { feeMinor: 9000 });
  const second = await createCustomer(book);
  const increase = { accountId: first, currency: "USD", action: "increase", reasonCode: "billing_error" } as const;
  const grant = async (amountMinor: number, terms: object) => {
    const plain = { priority: 50, category: null, effectiveOn: null, expiresOn: null };
    return (await book.ask("credits.adjust", { ...increase, amountMinor, terms: { ...plain, ...terms } })).entry;
  };
  await grant(1000, { priority: 90, category: "paid" });
  await grant(900, { priority: 10, category: "promotional", expiresOn: "2026-03-01" });
  await grant(800, { effectiveOn: "2026-02-15" });
  await grant(700, { expiresOn: "2026-01-10", priority: 99 });
  const wrong = await grant(600, {});
  await book.ask("credits.reverse", { entryId: wrong.id });
  await grant(500, { priority: 0 });
  await book.ask("credits.transfer", { fromAccountId: first, toAccountId: second, amountMinor: 50, currency: "USD" });
  await book.runJob("billing.run", { throughOn: "2026-01-01" });
  const { blocks } = await book.ask("credits.blocks", { accountId: first });
  const paid = blocks.find(({ amountMinor }) => amountMinor === 1000);
  // What the void gives back to the block that was voided meanwhile is taken at once.
  await book.ask("credits.voidBlock", { blockId: paid?.id ?? "" });
  const { rows } = await book.ask("invoices.list", { accountId: first });
  await book.ask("invoices.void", { invoiceId: rows[0]?.id ?? "" });
  await book.setToday("2026-01-20");

  const other = await expectRoundTrip(book, "2026-01-20");
  for (const accountId of [first, second]) {
    const [before, after] = await Promise.all(
      [book, other].map(async (each) =>
        (await each.ask("credits.blocks", { accountId })).blocks.map(
          ({ id: _id, entryId: _entryId, ...block }) => block,
        ),
      ),
    );
    expect(after).toEqual(before);
  }
  const states = (await other.ask("credits.blocks", { accountId: first })).blocks.map(({ state }) => state);
  expect(new Set(states)).toEqual(new Set(["usable", "waiting", "used", "expired", "voided"]));
  // Credit that is waiting there becomes usable here, and credit that ends there ends here.
  await Promise.all([book, other].map((each) => each.setToday("2026-03-01")));
  const [there, here] = await Promise.all(
    [book, other].map((each) => each.ask("credits.balance", { accountId: first })),
  );
  expect(here).toEqual(there);
});

it("property 15 holds for entries that invoices, transfers and reversals made, with who made them and when", async () => {
  const book = await createTestBook({ today: "2026-01-01" });
  const first = await createCustomer(book, { feeMinor: 1500 });
  const second = await createCustomer(book);
  const entry = await adjust(book, first, 4000);
  await book.ask("credits.reverse", { entryId: entry.id, note: "-wrong" });
  await adjust(book, first, 5000);
  await book.ask("credits.transfer", { fromAccountId: first, toAccountId: second, amountMinor: 700, currency: "USD" });
  await book.runJob("billing.run", { throughOn: "2026-01-01" });
  await book.setToday("2026-01-20");
  await adjust(book, first, -100);

  const other = await expectRoundTrip(book, "2026-01-20");
  const rows = rowsOf((await exportOf(other)).at(-1)?.text ?? "");
  expect(rows.map(({ source_type: type, operator, recorded_at: at }) => [type, operator, at])).toEqual([
    ["deduction", "Tess Tester", "2026-01-20T12:00:00.000Z"],
    ["invoice_applied", "Tess Tester", "2026-01-01T12:00:00.000Z"],
    ["transfer_in", "Tess Tester", "2026-01-01T12:00:00.000Z"],
    ["transfer_out", "Tess Tester", "2026-01-01T12:00:00.000Z"],
    ["grant", "Tess Tester", "2026-01-01T12:00:00.000Z"],
    ["reversal", "Tess Tester", "2026-01-01T12:00:00.000Z"],
    ["grant", "Tess Tester", "2026-01-01T12:00:00.000Z"],
  ]);
  expect(rows[1]?.["invoice"]).toBe("INV-000001");
});
