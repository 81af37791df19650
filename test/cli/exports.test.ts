import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTestBook, temporaryFolder } from "../support/book.ts";
import { countinghouse, valueOf } from "../support/command-line.ts";
import { adjust, billThrough, createCustomer } from "../support/company.ts";
import { rowsOf } from "../support/exports.ts";

test("lists and the journal are written to files whose names say how, and none is written over", async () => {
  const book = await createTestBook();
  const accountId = await createCustomer(book, { feeMinor: 20_00 });
  await adjust(book, accountId, 50_00);
  await book.close();
  const folder = temporaryFolder();
  const to = (name: string) => ["--to", join(folder, name), "--book", book.path, "--json"];

  const ledger = await countinghouse("credits", "history", accountId, "--type", "grant", ...to("ledger.csv"));
  expect(valueOf(ledger)).toMatchObject({ rowCount: 1, path: join(folder, "ledger.csv") });
  expect(rowsOf(readFileSync(join(folder, "ledger.csv"), "utf8"))).toMatchObject([{ amount: "50.00" }]);
  // What is kept for a host to hand on is not made for who says where.
  expect(existsSync(`${book.path}.exports`)).toBe(false);

  expect(valueOf(await countinghouse("invoices", "payments", ...to("payments.xlsx")))).toMatchObject({ rowCount: 0 });
  expect(await countinghouse("invoices", "payments", ...to("payments.xlsx"))).toMatchObject({ exitCode: 1 });
  expect(valueOf(await countinghouse("subscriptions", "list", ...to("all.csv")))).toMatchObject({ rowCount: 1 });
  expect(rowsOf(readFileSync(join(folder, "all.csv"), "utf8"))).toMatchObject([{ account_id: accountId }]);
  const due = await countinghouse("subscriptions", "list", "--only", "past-due", ...to("due.csv"));
  expect(valueOf(due)).toMatchObject({ rowCount: 0 });
  expect(await countinghouse("ledger", "list", ...to("ledger.pdf"))).toMatchObject({ exitCode: 2 });

  expect(valueOf(await countinghouse("journal", "export", ...to("book.beancount")))).toMatchObject({ rowCount: 1 });
  expect(readFileSync(join(folder, "book.beancount"), "utf8")).toContain(
    "Liabilities:2100-Customer-credit  -50.00 USD",
  );
  const set = ["journal", "set-account", "credit", "--number", "2110", "--name", "Credit", "--book", book.path];
  expect(await countinghouse(...set)).toMatchObject({ exitCode: 1 });
  expect(await countinghouse(...set, "--type", "liability")).toMatchObject({
    exitCode: 0,
    output: "credit is posted to 2110 Credit.\n",
  });
});

test("what a book is set up with is written to files as well, with the columns that are printed as CSV", async () => {
  const book = await createTestBook();
  await createCustomer(book, { feeMinor: 20_00 });
  await book.ask("taxRates.create", { name: "VAT", ratePartsPerMillion: 190_000 });
  const { endpoint } = await book.ask("webhooks.add", {
    address: "https://example.com/events",
    secret: `whsec_${"A".repeat(32)}`,
  });
  const { plans } = await book.ask("plans.list", {});
  await billThrough(book, "2026-01-01");
  await book.close();
  const folder = temporaryFolder();
  const own = plans.find(({ isFree }) => !isFree);
  const lists: readonly (readonly [string, number, ...string[]])[] = [
    ["batches", 0, "credits", "batches"],
    ["runs", 1, "billing", "runs"],
    ["plans", plans.length, "plans", "list"],
    ["prices", 1, "prices", "list", own?.slug ?? ""],
    ["tax-rates", 1, "tax-rates", "list"],
    ["discounts", 0, "discounts", "list"],
    ["months", 0, "periods", "list"],
    ["operators", 1, "operators", "list"],
    ["limits", 0, "limits", "list"],
    ["keys", 0, "keys", "list"],
    ["approvals", 0, "approvals", "list", "--which", "all"],
    ["webhooks", 1, "webhooks", "list"],
    ["deliveries", 2, "webhooks", "deliveries", "--webhook", endpoint.id],
  ];
  for (const [name, rowCount, ...command] of lists) {
    for (const format of ["csv", "xlsx", "jsonl"]) {
      const path = join(folder, `${name}.${format}`);
      const written = await countinghouse(...command, "--to", path, "--book", book.path, "--json");
      expect(valueOf(written)).toMatchObject({ rowCount, path });
    }
    // What is printed as CSV has the columns of the file.
    const printed = await countinghouse(...command, "--csv", "--book", book.path);
    expect(printed.output).toBe(readFileSync(join(folder, `${name}.csv`), "utf8"));
  }
});
