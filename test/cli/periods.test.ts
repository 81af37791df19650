import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/book.ts";
import { closedBook, countinghouse, valueOf } from "../support/command-line.ts";
import { adjust, billThrough, createCustomer } from "../support/company.ts";

it("closes a month, keeps its receipt, compares the book with it, and reopens it for a reason", async () => {
  const accounts = { credited: "", other: "" };
  const book = await closedBook(async (open) => {
    await open.setToday("2026-01-10");
    accounts.credited = await createCustomer(open);
    accounts.other = await createCustomer(open);
    await adjust(open, accounts.credited, 1_234_50);
    await createCustomer(open, { feeMinor: 20_00, startOn: "2026-02-01" });
    await open.setToday("2026-02-10");
    await billThrough(open, "2026-02-10");
  });
  const at = ["--book", book];
  const undecided = await countinghouse("periods", "close", "2026-01", ...at);
  expect(undecided).toMatchObject({ exitCode: 2, errors: expect.stringContaining("--yes") });
  expect((await countinghouse("periods", "close", "2026-02", "--yes", ...at)).errors).toContain("ends on 2026-02-28");
  expect((await countinghouse("periods", "close", "2026-2", "--yes", ...at)).exitCode).toBe(2);
  const closed = await countinghouse("periods", "close", "2026-01", "--yes", ...at);
  expect(closed.output).toMatch(/grant, billing_error\s+1\s+USD 1,234\.50/u);
  expect((await countinghouse("periods", "list", ...at)).output).toContain("2026-01");
  const late = await countinghouse("invoices", "pay", "1", "5", "--on", "2026-01-31", ...at);
  const { credited, other } = accounts;
  const inJanuary = ["--counts-on", "2026-01-31", ...at];
  const given = await countinghouse(
    "credits",
    "adjust",
    credited,
    "increase",
    "5",
    "--reason",
    "courtesy",
    ...inJanuary,
  );
  const movedOn = await countinghouse("credits", "transfer", credited, other, "5", ...inJanuary);
  for (const refused of [late, given, movedOn]) {
    expect(refused).toMatchObject({ exitCode: 1, errors: expect.stringContaining("2026-01, which is closed") });
  }

  const folder = temporaryFolder();
  const [json, pdf] = [join(folder, "january.json"), join(folder, "january.pdf")];
  for (const path of [json, pdf]) await countinghouse("periods", "receipt", "2026-01", "--to", path, ...at);
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe("%PDF-");
  const verified = await countinghouse("ledger", "verify", "--receipt", json, ...at);
  const signed = join(folder, "report.json");
  await countinghouse("ledger", "verify", "--report", signed, ...at);
  expect(JSON.parse(readFileSync(signed, "utf8"))).toMatchObject({
    book: { name: "Acme Billing", path: book },
    ok: true,
    closings: { checkedActs: 1, firstBroken: null },
  });
  expect((await countinghouse("ledger", "verify", "--report", signed, ...at)).errors).toContain("is there already");
  expect(verified).toMatchObject({ exitCode: 0, output: expect.stringContaining("1 closing or reopening") });
  expect((await countinghouse("ledger", "verify", "--receipt", pdf, ...at)).errors).toContain("is not the JSON");
  writeFileSync(json, readFileSync(json, "utf8").replace('"closingMinor": 123450', '"closingMinor": 123451'));
  expect((await countinghouse("ledger", "verify", "--receipt", json, ...at)).errors).toContain(
    "What the receipt shows is not what its hash covers",
  );

  expect((await countinghouse("periods", "reopen", "2026-01", ...at)).exitCode).toBe(2);
  const reopened = await countinghouse("periods", "reopen", "2026-01", "--reason", "Late", "--json", ...at);
  expect(valueOf(reopened)).toEqual({ month: "2026-01", closedThroughOn: null });
  expect((await countinghouse("periods", "receipt", "2026-01", ...at)).errors).toContain("2026-01 is open");
});
