import { describe, expect, it } from "vitest";
import type { BillingRunView } from "../../src/shared/contract/billing.ts";
import type { InvoiceView } from "../../src/shared/contract/invoice-view.ts";
import { openTestBook, type TestBook } from "../support/book.ts";
import {
  closedBook,
  countinghouse,
  csvRows,
  manyCustomers,
  startCountinghouse,
  untilInvoicesAreThere,
  valueOf,
} from "../support/command-line.ts";
import { adjust, createCustomer } from "../support/company.ts";

/** Acme pays 20.00 a month from the first of January on, and has 50.00 of credit. */
async function acme(book: TestBook): Promise<void> {
  const { accountId } = await book.ask("accounts.create", {
    kind: "organization",
    name: "Acme, Inc.",
    contact: "acme",
  });
  const { planId } = await book.ask("plans.create", {
    name: "Team",
    slug: "team",
    forKind: "organization",
    currency: "USD",
    monthlyMinor: 20_00,
  });
  await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-01" });
  await adjust(book, accountId, 50_00);
}

describe("countinghouse billing run", () => {
  it("looks ahead, makes the invoices, and finds nothing left to do", async () => {
    const book = await closedBook(acme);
    const run = (...options: string[]) =>
      countinghouse("billing", "run", "--until", "2026-03-15", "--book", book, ...options);
    const figures =
      "Currency  Invoices  Invoiced  From credit  To pay\nUSD              3     60.00        50.00   10.00\n";
    expect(await run("--dry-run")).toEqual({
      exitCode: 0,
      output: `Until 2026-03-15: 1 account would be invoiced.\n\n${figures}\nNothing was written, as asked.\n`,
      errors: "",
    });
    expect(await run("--key", "march")).toEqual({
      exitCode: 0,
      output:
        "Until 2026-03-15: 1 account invoiced.\n\n" +
        "Currency  Invoices  Invoiced  From credit  Collected  Failed   Open  Carried over\n" +
        "USD              3     60.00        50.00       0.00    0.00  10.00          0.00\n",
      errors: "",
    });
    const again = await run("--key", "march", "--json");
    expect(JSON.parse(again.output)).toMatchObject({ ok: true, idempotencyKey: "march", value: { state: "complete" } });
    const { value } = JSON.parse(again.output) as { value: { id: string } };
    const listed = async (outcome: string) => {
      const line = ["invoices", "list", "--book", book, "--run", value.id, "--outcome", outcome, "--json"];
      const { output } = await countinghouse(...line);
      return (JSON.parse(output) as { value: { rows: { number: string }[] } }).value.rows.map((row) => row.number);
    };
    expect(await listed("open")).toEqual(["INV-000003"]);
    expect(await listed("by_credit")).toEqual(["INV-000003", "INV-000002", "INV-000001"]);
    expect(await listed("failed")).toEqual([]);
    expect((await countinghouse("invoices", "list", "--book", book, "--run", "run_none")).exitCode).toBe(3);
    expect((await run()).output).toBe("Until 2026-03-15: 0 accounts invoiced.\n");
    expect((await countinghouse("billing", "runs", "--book", book, "--csv")).output.split("\r\n")).toHaveLength(4);
    expect(await countinghouse("billing", "resume", "--book", book)).toMatchObject({ exitCode: 3 });
    const tooFar = await countinghouse("billing", "run", "--until", "2099-01-01", "--book", book, "--json");
    expect(tooFar.exitCode).toBe(1);
    expect(JSON.parse(tooFar.output)).toMatchObject({ error: { code: "cutoff_too_far" } });
  });

  it("ends with a code of its own where accounts were left out, and tries them again", async () => {
    const book = await closedBook(async (open) => {
      await createCustomer(open, { feeMinor: 20_00 });
      // Two charges of this size cannot be added up, so the second account is left out.
      await createCustomer(open, { feeMinor: Number.MAX_SAFE_INTEGER, startOn: "2026-01-02" });
    });
    const run = await countinghouse("billing", "run", "--until", "2026-01-02", "--book", book);
    expect(run.exitCode).toBe(5);
    expect(run.output).toMatch(/^Until 2026-01-02: 1 account invoiced\.\n/u);
    expect(run.output).toMatch(
      /\n1 left out:\n {2}Globex Corporation \(org_\w+\): .+\nTry them again with: countinghouse billing resume run_\w+ --retry-parked\n$/u,
    );
    const again = await countinghouse("billing", "resume", "--retry-parked", "--book", book, "--json");
    expect(again.exitCode).toBe(5);
    expect(JSON.parse(again.output)).toMatchObject({ ok: true, value: { state: "complete", problemCount: 1 } });
  });

  it("stops on Ctrl+C after the batch under way, and goes on where it stopped", async () => {
    const { book, invoiceCount: dueCount } = await manyCustomers();
    const started = startCountinghouse(["billing", "run", "--until", "2026-01-01", "--book", book, "--json"]);
    await untilInvoicesAreThere(book, started);
    started.child.kill("SIGINT");
    // A script between the terminal and the command passes on what the command got itself.
    started.child.kill("SIGTERM");
    const { exitCode, output, errors } = await started.ended;
    expect({ exitCode, errors }).toEqual({ exitCode: 130, errors: "" });
    const { value: stopped } = JSON.parse(output) as { value: BillingRunView };
    expect(stopped.state).toBe("stopped");

    const resumed = valueOf<BillingRunView>(await countinghouse("billing", "resume", "--book", book, "--json"));
    expect(resumed).toMatchObject({ id: stopped.id, state: "complete", problemCount: 0 });
    const open = await openTestBook(book);
    expect(await open.ask("invoices.list", { limit: 1 })).toMatchObject({
      rows: [{ number: `INV-${String(dueCount).padStart(6, "0")}` }],
    });
  });
});

describe("countinghouse invoices", () => {
  it("previews, lists, shows, pays and voids", async () => {
    const book = await closedBook(acme);
    const run = (...line: string[]) => countinghouse(...line, "--book", book);
    const preview = await run("invoices", "preview", "acme");
    expect(preview.output).toMatch(/^The next invoice of Acme, Inc\.: 2026-01-01, due /u);
    expect(preview.output).toContain(
      "Total                USD 20.00\nFrom account credit  USD -20.00\nAmount due           USD 0.00\n",
    );
    await run("billing", "run", "--until", "2026-04-01");

    const list = await run("invoices", "list", "--csv", "--state", "open");
    expect(csvRows(list.output).map((row) => row.slice(0, 10).join(","))).toEqual([
      "number,account_name,state,issued_on,due_on,currency,total,credit_applied,outstanding,paid_by",
      expect.stringMatching(/^INV-000004,Acme, Inc\.,open,2026-04-01,2026-04-\d\d,USD,20\.00,0\.00,20\.00,$/u),
      expect.stringMatching(/^INV-000003,Acme, Inc\.,open,2026-03-01,2026-03-\d\d,USD,20\.00,10\.00,10\.00,$/u),
    ]);
    expect((await run("invoices", "list", "--account", "acme")).output.trimEnd().split("\n")).toHaveLength(5);
    const shown = await run("invoices", "show", "3");
    expect(shown.output).toMatch(/^Invoice {2}INV-000003\nId {7}inv_/u);
    expect(shown.output).toContain("\nStill to pay  USD 10.00\n");
    const { id } = valueOf<InvoiceView>(await run("invoices", "show", "INV-000003", "--json"));
    expect(valueOf(await run("invoices", "show", id, "--json"))).toMatchObject({ number: "INV-000003" });

    expect((await run("invoices", "pay", "3", "4.00", "--on", "2026-01-01")).output).toBe(
      "INV-000003: payment recorded, USD 6.00 still to pay.\n",
    );
    const tooMuch = await run("invoices", "pay", "3", "6.01", "--json");
    expect(JSON.parse(tooMuch.output)).toMatchObject({ error: { code: "payment_exceeds_due" } });
    const everything = ["invoices", "pay", "3", "--key", "the-rest"];
    const paid = await run(...everything);
    expect(paid.output).toBe("INV-000003: payment recorded, paid.\n");
    expect(await run(...everything)).toEqual(paid);
    expect(JSON.parse((await run("invoices", "pay", "3", "--json")).output)).toMatchObject({
      error: { code: "invoice_not_open" },
    });
    expect((await run("invoices", "void", "4", "--note", "Left us")).output).toBe("INV-000004 is void.\n");
    expect(await run("invoices", "void", "4")).toMatchObject({ exitCode: 1 });
    expect(await run("invoices", "show", "99")).toMatchObject({ exitCode: 3 });
  });
});

describe("countinghouse subscriptions", () => {
  it("previews a change, makes it only when told to, and cancels", async () => {
    const book = await closedBook(async (open) => {
      await acme(open);
      await open.ask("plans.create", {
        name: "Business",
        slug: "business",
        forKind: "organization",
        currency: "USD",
        monthlyMinor: 50_00,
      });
    });
    const run = (...line: string[]) => countinghouse(...line, "--book", book);
    await run("billing", "run", "--until", "2026-01-01");
    const upgrade = ["subscriptions", "change", "acme", "--plan", "business"];
    const preview = await run(...upgrade, "--dry-run");
    expect(preview.output).toMatch(
      /^Account {7}Acme, Inc\.\nHolds from {4}2026-01-01\nPlan {10}Business, USD 50\.00 a month\n/u,
    );
    expect(preview.output).toMatch(/\nInvoiced at once:\n[\s\S]*\nNothing was changed, as asked\.\n$/u);
    const unasked = await run(...upgrade);
    expect(unasked.exitCode).toBe(2);
    expect(unasked.errors).toContain("--yes was not said");
    expect((await run("subscriptions", "show", "acme")).output).toContain("Plan          Team, USD 20.00 a month\n");
    expect((await run(...upgrade, "--yes")).output).toMatch(
      /^Acme, Inc\.: changed, from 2026-01-01 on\. Invoice INV-000002, \w+\.\n$/u,
    );
    expect(JSON.parse((await run(...upgrade, "--yes", "--json")).output)).toMatchObject({
      error: { code: "nothing_to_change" },
    });
    for (const wrong of [[], ["--resume", "--end-trial"], ["--plan", "nowhere"]]) {
      expect((await run("subscriptions", "change", "acme", ...wrong, "--yes")).exitCode).toBe(
        wrong[0] === "--plan" ? 3 : 1,
      );
    }
    expect((await run("subscriptions", "cancel", "acme", "--yes")).output).toBe(
      "Acme, Inc.: changed, from 2026-02-01 on.\n",
    );
    expect((await run("subscriptions", "change", "acme", "--resume", "--yes")).exitCode).toBe(0);
    const ended = valueOf(await run("subscriptions", "cancel", "acme", "--now", "--yes", "--json"));
    expect(ended).toMatchObject({ effectiveOn: "2026-01-01", subscription: null });
    const begun = await run(
      "subscriptions",
      "change",
      "acme",
      "--plan",
      "team",
      "--on",
      "2026-01-01",
      "--yes",
      "--json",
    );
    expect(valueOf(begun)).toMatchObject({ subscription: { planName: "Team", anchorOn: "2026-01-01" } });
  });

  it("says what a change does to what waits, and gives one free trial", async () => {
    const book = await closedBook(async (open) => {
      await acme(open);
      await open.ask("plans.create", {
        name: "Basic",
        slug: "basic",
        forKind: "organization",
        currency: "USD",
        monthlyMinor: 10_00,
        trialDays: 14,
      });
    });
    const run = (...line: string[]) => countinghouse(...line, "--book", book);
    await run("billing", "run", "--until", "2026-02-01");
    expect((await run("subscriptions", "show", "acme")).output).toContain("Period        2026-01-01 to 2026-02-01\n");
    await run("subscriptions", "change", "acme", "--plan", "basic", "--yes");
    const cancelled = await run("subscriptions", "cancel", "acme", "--dry-run");
    expect(cancelled.output).toContain(
      "What waited:\n\nPlan  Basic, from 2026-03-01: set aside, until it is resumed\n",
    );
    const now = await run("subscriptions", "cancel", "acme", "--now", "--dry-run");
    // The month billed ahead comes back, although nothing of this one does.
    expect(now.output).toMatch(
      /\nUnused time: Team {2}2026-02-01 to 2026-03-01 .*\n\n[\s\S]*\nBecomes credit {7}USD 20\.00\n/u,
    );
    await run("subscriptions", "cancel", "acme", "--now", "--yes");
    const start = ["subscriptions", "change", "acme", "--plan", "basic", "--on", "2026-01-01"];
    expect((await run(...start, "--yes")).exitCode).toBe(0);
    await run("subscriptions", "cancel", "acme", "--now", "--yes");
    const again = await run(...start, "--dry-run");
    expect(again.output).toContain("Free trial  14 days: not given, because the account has had one\n");
    expect((await run(...start, "--another-trial", "--dry-run")).output).toContain("Free trial    until 2026-01-15\n");
    expect((await run(...start, "--another-trial", "--no-trial", "--dry-run")).exitCode).toBe(2);
  });
});
