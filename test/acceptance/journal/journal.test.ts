import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { issueInvoice, payBy } from "../../support/collection.ts";
import { adjust, billThrough, createCustomer, payOpen } from "../../support/company.ts";
import {
  balancesOf,
  balancesOfLines,
  balancesReadBy,
  exportJournal,
  expectTyingJournal,
  isInstalled,
  readBy,
} from "../../support/journal.ts";
import { liveThroughClockChanges } from "../../support/zone-life.ts";

/** A spring with all that is posted, in currencies with none, two and three decimals, of customers with odd names. */
async function richBook(): Promise<TestBook> {
  const book = await createTestBook();
  await liveThroughClockChanges(book, { timeZones: ["Asia/Kathmandu"], moveTo: (date) => book.setToday(date) });
  const { taxRateId } = await book.ask("taxRates.create", { name: 'Odd "rate"; 7.5 %', ratePartsPerMillion: 75_000 });
  const customers: string[] = [];
  for (const [index, currency] of ["USD", "JPY", "KWD"].entries()) {
    const accountId = await createCustomer(book, { currency });
    const name = ['A; "B" \\ C | D:E', "(void) =1+1 @ {x}", "Zoë\nשלום 🙂  two  spaces"][index];
    await book.ask("accounts.update", { accountId, name: name ?? "", taxRateId });
    customers.push(accountId);
    const issue = (unitMinor: number) => issueInvoice(book, accountId, [{ unitMinor, taxRateId }], currency);
    const idOf = { accountId, currency };

    await adjust(book, accountId, 1_001, currency);
    await issue(50_007);
    await payOpen(book, accountId);
    const overpaid = await issue(20_000);
    const { invoice } = await book.ask("invoices.recordPayment", {
      invoiceId: overpaid.id,
      amountMinor: overpaid.outstandingMinor + 777,
      receivedOn: null,
      overpayment: "to_credit",
    });
    await book.ask("invoices.takeBackPayment", { paymentId: invoice.payments[0]?.id ?? "", reason: "Bounced" });
    await book.ask("invoices.writeOff", { invoiceId: overpaid.id, reason: "Gone" });
    const voided = await issue(3_000);
    await book.ask("invoices.void", { invoiceId: voided.id, periods: "bill_again" });
    const again = await issue(2_500);
    await payOpen(book, accountId);
    for (const destination of ["credit", "origin"] as const) {
      const note = { invoiceId: again.id, lines: [{ position: 1, amountMinor: 701 }], destination };
      const { fingerprint } = await book.ask("creditNotes.preview", note);
      await book.ask("creditNotes.issue", { ...note, fingerprint });
    }
    const reduced = await issue(4_000);
    const note = { invoiceId: reduced.id, lines: [{ position: 1, amountMinor: 333 }], destination: "credit" as const };
    const { fingerprint } = await book.ask("creditNotes.preview", note);
    await book.ask("creditNotes.issue", { ...note, fingerprint });
    await book.ask("invoices.void", { invoiceId: reduced.id, periods: "waive" });
    await payBy(book, accountId, "succeeds");
    await issue(9_000);
    const grant = await book.ask("credits.adjust", {
      ...idOf,
      action: "increase",
      amountMinor: 500,
      reasonCode: "promotion",
      terms: { expiresOn: "2026-05-15" },
    });
    const entry = await adjust(book, accountId, 12, currency);
    await book.ask("credits.reverse", { entryId: entry.id, note: null });
    const { blocks } = await book.ask("credits.blocks", { accountId });
    await book.ask("credits.voidBlock", {
      blockId: blocks.find(({ entryId }) => entryId === grant.entry.id)?.id ?? "",
    });
    await book.ask("credits.adjust", {
      ...idOf,
      action: "increase",
      amountMinor: 400,
      reasonCode: "courtesy",
      terms: { expiresOn: "2026-05-16" },
    });
  }
  const [from = "", ...rest] = customers;
  await adjust(book, from, 5_00);
  await book.ask("credits.transfer", {
    fromAccountId: from,
    toAccountId: rest[0] ?? "",
    amountMinor: 2_00,
    currency: "USD",
  });
  await book.setToday("2026-06-01");
  await billThrough(book, "2026-06-01");
  return book;
}

const saved = (name: string, text: string): string => {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
};

describe("the journal", () => {
  test("of a book in which everything happened ties to it, and programs of the field read it so", async ({ skip }) => {
    const book = await richBook();
    const table = await expectTyingJournal(book);
    const ours = balancesOf(table);
    const missing = ["hledger", "ledger", "bean-check", "bean-query"].filter((program) => !isInstalled(program));

    const { text, fileName, rowCount } = await exportJournal(book, { format: "ledger" });
    expect(fileName).toBe("journal.journal");
    expect(rowCount).toBe(text.match(/^\d{4}-/gmu)?.length);
    const journal = saved(fileName, text);
    if (!missing.includes("hledger")) {
      readBy("hledger", "-f", journal, "check", "--strict", "ordereddates");
      expect(balancesReadBy("hledger", journal)).toEqual(ours);
    }
    if (!missing.includes("ledger")) {
      const format = "%(account)|%(display_total)\\n";
      const output = readBy(
        "ledger",
        "--strict",
        "--pedantic",
        "-f",
        journal,
        "bal",
        "--flat",
        "--no-total",
        "--balance-format",
        format,
      );
      // An account with several currencies has a line for each.
      let account = "";
      const lines = output
        .trim()
        .split("\n")
        .map((line) => {
          const [name, amount] = line.includes("|") ? line.split("|") : [account, line];
          account = name ?? "";
          return [account, amount?.trim().split(" ").toReversed().join(" ") ?? ""] as const;
        });
      expect(balancesOfLines(lines)).toEqual(ours);
    }
    const beancount = await exportJournal(book, { format: "beancount" });
    const path = saved(beancount.fileName, beancount.text);
    if (!missing.includes("bean-check")) expect(readBy("bean-check", path)).toBe("");
    if (!missing.includes("bean-query")) expect(balancesReadBy("bean-query", path)).toEqual(ours);
    if (missing.length > 0) skip(`not installed: ${missing.join(", ")}`);
  });

  test("of two periods is the journal of both, and says the same however often it is asked", async () => {
    const book = await richBook();
    const csv = (input: { fromOn?: string; throughOn?: string }) => exportJournal(book, { format: "csv", ...input });
    const whole = await csv({});
    const until = await csv({ throughOn: "2026-04-05" });
    const from = await csv({ fromOn: "2026-04-06" });
    const header = whole.text.slice(0, whole.text.indexOf("\n") + 1);
    expect(until.text + from.text.slice(header.length)).toBe(whole.text);
    expect((await csv({})).text).toBe(whole.text);
    expect(from.fileName).toBe("journal-2026-04-06.csv");
    expect((await csv({ fromOn: "2027-01-01" })).text).toBe(header);
    expect((await exportJournal(book, { format: "ledger", fromOn: "2027-01-01" })).rowCount).toBe(0);

    // What is called differently later, and what happens later, leaves it as it was.
    const before = await exportJournal(book, { format: "beancount", throughOn: "2026-05-31" });
    const { rows } = await book.ask("accounts.list", { limit: 500 });
    for (const { id: accountId } of rows) await book.ask("accounts.update", { accountId, name: "Somebody else" });
    await book.setToday("2026-06-02");
    for (const { id } of rows) await payOpen(book, id);
    expect((await exportJournal(book, { format: "beancount", throughOn: "2026-05-31" })).text).toBe(before.text);
  });

  test("posts to the accounts that the book says, each plan, rate, gateway and reason to its own", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await adjust(book, accountId, 3_00);
    await billThrough(book, "2026-01-01");
    const { rules } = await book.ask("journal.accounts", {});
    const plan = rules.find(({ role, subject }) => role === "plan" && subject !== "");
    expect(plan).toMatchObject({ subjectName: "Team", isOfRole: true, account: { number: "4000" } });
    const changed = await book.ask("journal.setAccounts", {
      accounts: [
        {
          role: "plan",
          subject: plan?.subject ?? "",
          account: { number: "4010", name: "Team revenue", type: "income" },
        },
        { role: "reason", subject: "billing_error", account: { number: "6900", name: "Mistakes", type: "expense" } },
      ],
    });
    expect(changed.rules.find(({ subject }) => subject === plan?.subject)).toMatchObject({
      isOfRole: false,
      account: { number: "4010" },
    });
    const { text } = await exportJournal(book, { format: "csv" });
    expect(balancesOf(text)).toEqual({ "1200 USD": 17_00, "4010 USD": -20_00, "6900 USD": 3_00 });
    const { reasons } = await book.ask("credits.reasons", {});
    expect(reasons.find(({ code }) => code === "billing_error")).toMatchObject({ generalLedgerAccount: "6900" });
    const [act] = (await book.ask("audit.list", { act: "journal.setAccounts" })).rows;
    expect(act).toMatchObject({
      before: { "reason billing_error": "4930 Billing error credit (income)" },
      after: { "reason billing_error": "6900 Mistakes (expense)" },
    });

    await book.ask("journal.setAccounts", {
      accounts: [{ role: "plan", subject: plan?.subject ?? "", account: null }],
    });
    expect(balancesOf((await exportJournal(book, { format: "csv" })).text)).toMatchObject({ "4000 USD": -20_00 });
  });

  test("has every write-off on its day, also of an invoice that is written off again after a payment was taken back", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { id: invoiceId } = await issueInvoice(book, accountId, [{ unitMinor: 50_00 }]);
    const paid = await book.ask("invoices.recordPayment", { invoiceId, amountMinor: 20_00, receivedOn: null });
    await book.ask("invoices.writeOff", { invoiceId, reason: "Small rest" });
    const before = await exportJournal(book, { format: "csv", throughOn: "2026-01-01" });
    await book.setToday("2026-01-02");
    await book.ask("invoices.takeBackPayment", { paymentId: paid.invoice.payments[0]?.id ?? "", reason: "Bounced" });
    const { invoice } = await book.ask("invoices.writeOff", { invoiceId, reason: "Gone" });
    expect(invoice).toMatchObject({ outstandingMinor: 0, writtenOffMinor: 50_00, state: "uncollectible" });
    const table = await expectTyingJournal(book);
    expect(balancesOf(table)).toEqual({ "4100 USD": -50_00, "6500 USD": 50_00 });
    expect((await exportJournal(book, { format: "csv", throughOn: "2026-01-01" })).text).toBe(before.text);
  });

  test("of a closed month stays as it was, whatever is changed afterwards", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await adjust(book, accountId, 3_00);
    await billThrough(book, "2026-01-01");
    await book.setToday("2026-02-10");
    await book.ask("periods.close", { month: "2026-01" });
    const january = { fromOn: "2026-01-01", throughOn: "2026-01-31" };
    const exports = () =>
      Promise.all(
        (["ledger", "beancount", "csv", "jsonl"] as const).map(async (format) => {
          return (await exportJournal(book, { ...january, format })).text;
        }),
      );
    const before = await exports();
    expect(before[2]).toContain('"2100"');
    await book.ask("journal.setAccounts", {
      accounts: [{ role: "credit", account: { number: "2110", name: "Owed", type: "liability" } }],
    });
    await book.ask("journal.setAccounts", {
      accounts: [{ role: "receivable", account: { number: "2110", name: "Owed", type: "liability" } }],
    });
    await adjust(book, accountId, 4_00);
    await payOpen(book, accountId);
    await book.ask("accounts.update", { accountId, name: "Another name" });
    expect(await exports()).toEqual(before);
    const february = await exportJournal(book, { fromOn: "2026-02-01", format: "csv" });
    expect(balancesOf(february.text)).toMatchObject({ "2110 USD": -21_00 });
  });

  test("refuses one number for two accounts, subjects that there are not, and numbers that no program knows", async () => {
    const book = await createTestBook();
    const refused = (account: object, said: object = { role: "credit" }) =>
      book.refusal("journal.setAccounts", { accounts: [{ ...said, account }] });
    const account = { number: "1200", name: "Something else", type: "liability" };
    expect(await refused(account)).toMatchObject({ code: "journal_account_ambiguous", details: { number: "1200" } });
    expect(await refused(account, { role: "plan", subject: "cplan_none" })).toMatchObject({
      code: "journal_subject_unknown",
    });
    for (const number of ["", "12 00", "4.1", "a", "Ä1", "1".repeat(21)]) {
      expect(await refused({ ...account, number })).toMatchObject({ code: "invalid_input" });
    }
    expect(await book.refusal("journal.setAccounts", { accounts: [{ role: "credit", account: null }] })).toMatchObject({
      code: "invalid_input",
    });
    const { rules } = await book.ask("journal.accounts", {});
    expect(rules.find(({ role }) => role === "credit")?.account.name).toBe("Customer credit");
  });
});
