import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { InvoicePreview, InvoiceView, PendingCharge } from "../../src/shared/contract/invoice-view.ts";
import { temporaryFolder } from "../support/book.ts";
import { countinghouse, csvRows, serveBook, valueOf, writeBeside } from "../support/command-line.ts";

/** A new book of a company that tries things on a day of January, with a plan by seat that Acme is subscribed to. */
async function newBook() {
  const book = join(temporaryFolder(), "book.countinghouse");
  const at = (...line: string[]) => countinghouse(...line, "--book", book);
  const done = async (...line: string[]) => {
    const ended = await at(...line);
    expect([line.join(" "), ended.exitCode, ended.errors]).toEqual([line.join(" "), 0, ""]);
    return ended;
  };
  await done("book", "new", "--name", "Muster", "--time-zone", "Europe/Berlin", "--currency", "EUR", "--for-trying");
  await done("clock", "set", "2026-01-10");
  await done("tax-rates", "create", "VAT", "19");
  await done(
    "plans",
    "create",
    "business",
    "--name",
    "Business",
    "--for",
    "organization",
    "--monthly",
    "50",
    "--tier",
    "1-10=8",
    "11-=6",
  );
  await done("accounts", "create", "organization", "Acme GmbH", "--contact", "acme");
  await done("accounts", "update", "acme", "--tax-rate", "VAT");
  await done("subscriptions", "change", "acme", "--plan", "business", "--seats", "12", "--yes");
  return { book, at, done };
}

it("takes a newcomer from a new book to a closed month and a verified ledger", async () => {
  const { at, done } = await newBook();
  expect((await done("credits", "adjust", "acme", "increase", "40", "--reason", "courtesy", "--dry-run")).output).toBe(
    [
      "Account       Acme GmbH",
      "Before        EUR 0.00",
      "After         EUR 40.00",
      // 50.00 and 10 × 8.00 and 2 × 6.00 with 19 % of tax are 168.98.
      "Next invoice  2026-01-10: EUR 128.98 to pay instead of EUR 168.98",
      "",
      "Nothing was written, as asked.",
      "",
    ].join("\n"),
  );
  await done("credits", "adjust", "acme", "increase", "40", "--reason", "courtesy");
  await done("discounts", "create", "Partner", "--percent", "20", "--periods", "1");
  await done("subscriptions", "change", "acme", "--add-discount", "Partner", "--yes");
  await done("invoices", "add-charge", "acme", "Set-up", "250.00", "--quantity", "2", "--discount", "50");
  await done("invoices", "add-charge", "acme", "Postage", "4.90", "--tax-rate", "none");

  // 20 % off 142.00 are 113.60, with 450.00 of set-up 19 % of 563.60 are 107.08, and 4.90 of postage makes 675.58.
  const { figures } = valueOf<InvoicePreview>(await done("invoices", "preview", "acme", "--now", "--json"));
  expect(figures).toMatchObject({ totalMinor: 675_58, creditAppliedMinor: 40_00, dueMinor: 635_58 });
  expect((await done("invoices", "issue", "acme", "--dry-run")).output).toMatch(/^Amount due +EUR 635\.58$/mu);
  expect(await at("invoices", "issue", "acme")).toMatchObject({ exitCode: 2 });
  const issued = ["invoices", "issue", "acme", "--yes"];
  expect((await done(...issued, "--key", "first")).output).toBe("INV-000001: EUR 675.58, open, EUR 635.58 to pay.\n");

  await done("clock", "set", "2026-02-12");
  expect((await done("billing", "run", "--until", "2026-02-12", "--dry-run")).output).toContain("1 account would be");
  await done("billing", "run", "--until", "2026-02-12", "--key", "february");
  const { rows: runs } = valueOf<{ rows: { id: string }[] }>(await done("billing", "runs", "--json"));
  expect((await done("billing", "show", runs[0]?.id ?? "")).output).toMatch(
    /^Until 2026-02-12: 1 account invoiced\.\n[\s\S]*^EUR +1 +168\.98 +0\.00 /mu,
  );
  await done("invoices", "pay", "1", "100.00");
  const shown = async () => valueOf<InvoiceView>(await done("invoices", "show", "1", "--json"));
  // The clock stands, and charges of one moment come in either order.
  const setUp = (await shown()).lines.findIndex(({ description }) => description === "Set-up") + 1;
  await done("invoices", "issue-credit-note", "1", "--line", `${setUp}=50`, "--yes");
  await done("invoices", "pay", "1");
  const invoice = await shown();
  expect(invoice).toMatchObject({ state: "paid", outstandingMinor: 0, creditedMinor: 53_55 });

  await done("periods", "close", "2026-01", "--yes");
  const folder = temporaryFolder();
  const receipt = join(folder, "january.json");
  await done("periods", "receipt", "2026-01", "--to", receipt);
  await done("journal", "export", "--to", join(folder, "book.journal"));
  expect(readFileSync(join(folder, "book.journal"), "utf8")).toContain("CN-000001");
  expect((await done("ledger", "verify", "--receipt", receipt)).output).toContain(
    "The ledger holds: 2 entries, 1 closing or reopening.",
  );
  expect(
    await at("credits", "adjust", "acme", "increase", "5", "--reason", "courtesy", "--counts-on", "2026-01-15"),
  ).toMatchObject({
    exitCode: 1,
    errors: expect.stringContaining("2026-02-01 is the first open day") as string,
  });
});

it("takes back a charge that waits, and none that an invoice has", async () => {
  const { at, done } = await newBook();
  const add = async (...options: string[]) =>
    valueOf<{ charge: PendingCharge }>(await done("invoices", "add-charge", "acme", ...options, "--json")).charge;
  const kept = await add("Set-up", "250");
  const twice = await add("Set-up", "250", "--key", "once");
  expect(await add("Set-up", "250", "--key", "once")).toEqual(twice);
  expect(twice).toMatchObject({ netMinor: 250_00, taxRateName: "VAT" });
  await done("invoices", "remove-charge", twice.id);
  expect(await at("invoices", "remove-charge", twice.id)).toMatchObject({ exitCode: 3 });
  expect((await done("invoices", "charges", "acme")).output).toMatch(
    /^Id +Description +Quantity +Currency +Each +Discount +Net +Tax +Carried over\nchg_\S+ +Set-up +1 +EUR +250\.00 +0\.00 +250\.00 +VAT +no\n$/u,
  );
  for (const [line, said] of [
    [["250", "--currency", "USD"], "Error: Acme GmbH is billed in EUR, not USD."],
    [["-5"], 'Error: "-5" is not above zero.'],
    [["0"], 'Error: "0" is not above zero.'],
    [["5", "--discount", "1.234"], "Error: EUR has 2 decimals; this was read as 1.234, with 3."],
  ] as const) {
    const refused = await at("invoices", "add-charge", "acme", "Wrong", ...line);
    expect([refused.exitCode, refused.errors.split("\n")[0]]).toEqual([1, said]);
  }
  expect(await at("invoices", "add-charge", "acme", "Wrong", "5", "--tax-rate", "No")).toMatchObject({ exitCode: 3 });
  expect(await at("invoices", "add-charge", "nobody", "Wrong", "5")).toMatchObject({ exitCode: 3 });

  await done("invoices", "issue", "acme", "--yes");
  expect(await at("invoices", "remove-charge", kept.id)).toMatchObject({ exitCode: 1 });
  const refused = await at("invoices", "remove-charge", kept.id);
  expect(refused.errors).toContain("The charge is on an invoice, or was carried over from one.");
});

it("tells what a batch comes to, and forgets one that was looked at and not applied", async () => {
  const { book, at, done } = await newBook();
  const file = writeBeside(book, "credits.csv", "account,amount\nacme,3.00\nnobody,4.00\n");
  const importing = ["credits", "import", file, "--reason", "courtesy", "--ready"];
  const { batch } = valueOf<{ batch: { id: string } }>(await at(...importing, "--check", "--json"));
  expect((await done("credits", "show-batch", batch.id)).output).toMatch(
    /^Reason +Currency +Added +Removed\ncourtesy +EUR +3\.00 +0\.00\n$/mu,
  );
  const rows = await done("credits", "batch-rows", batch.id, "--csv");
  expect(csvRows(rows.output).map((row) => row.slice(0, 4))).toEqual([
    ["line", "state", "account", "amount"],
    ["2", "ready", "acme", "3.00"],
    ["3", "bad", "nobody", "4.00"],
  ]);
  const bad = await done("credits", "batch-rows", batch.id, "--with-problems");
  expect(bad.output).toMatch(/^Line .*\n +3 +bad +nobody +4\.00 +\S.*\n$/u);

  expect((await done("credits", "discard-batch", batch.id)).output).toBe(`The batch ${batch.id} is forgotten.\n`);
  for (const verb of ["show-batch", "batch-rows", "discard-batch"])
    expect(await at("credits", verb, batch.id)).toMatchObject({ exitCode: 3, output: "" });
  const { batch: applied } = valueOf<{ batch: { id: string } }>(await at(...importing, "--json"));
  expect(await at("credits", "discard-batch", applied.id)).toMatchObject({ exitCode: 1 });
});

it("lists what the book does for others, and stops it", async () => {
  const { book, at } = await newBook();
  await serveBook(book);
  const exported = at("book", "export", "--to", join(temporaryFolder(), "whole.jsonl"));
  expect(await exported).toMatchObject({ exitCode: 0 });
  const { rows } = valueOf<{ rows: { id: string; method: string; state: string }[] }>(
    await at("jobs", "list", "--json"),
  );
  expect(rows).toMatchObject([{ method: "book.export", state: "done" }]);
  expect((await at("jobs", "stop", rows[0]?.id ?? "")).output).toBe(`${rows[0]?.id} was over already.\n`);
  expect(await at("jobs", "stop", "job_none")).toMatchObject({ exitCode: 3, output: "" });
});
