import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTestBook, temporaryFolder } from "../support/book.ts";
import { countinghouse, valueOf } from "../support/command-line.ts";
import { adjust, createCustomer } from "../support/company.ts";
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
