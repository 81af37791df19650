import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/book.ts";
import { closedBook, countinghouse, valueOf } from "../support/command-line.ts";
import { adjust, billThrough, createCustomer } from "../support/company.ts";

it("rolls credit forward by month, by effect and by record, and by source and reason", async () => {
  const book = await closedBook(async (open) => {
    const accountId = await createCustomer(open, { feeMinor: 20_00, startOn: "2026-01-31" });
    await adjust(open, accountId, 50_00);
    await billThrough(open, "2026-01-31");
  });
  const report = async (...words: string[]) =>
    (await countinghouse("report", "roll-forward", ...words, "--book", book)).output;
  const january = ["--from", "2026-01-01", "--through", "2026-01-31"];
  expect(await report(...january, "--csv")).toBe(
    '"currency","from","through","opening","granted","applied","expired","removed","reversed","transferred","closing"\r\n' +
      '"USD","2026-01-01","2026-01-31",0.00,50.00,-20.00,0.00,0.00,0.00,0.00,30.00\r\n',
  );
  const untilThe30th = ["--from", "2026-01-01", "--through", "2026-01-30", "--json"];
  const closingOf = async (...words: string[]) => {
    const { rows } = valueOf<{ rows: { closingMinor: number }[] }>(
      await countinghouse("report", "roll-forward", ...untilThe30th, ...words, "--book", book),
    );
    return rows.map(({ closingMinor }) => closingMinor);
  };
  expect(await closingOf()).toEqual([50_00]);
  expect(await closingOf("--recorded")).toEqual([30_00]);
  expect(await closingOf("--currency", "EUR")).toEqual([]);
  expect(await report(...january, "--by-reason")).toBe(
    "Currency  From        Through     Source           Reason code    Reason         Entries  Amount\n" +
      "USD       2026-01-01  2026-01-31  grant            billing_error  Billing error        1   50.00\n" +
      "USD       2026-01-01  2026-01-31  invoice_applied                                      1  -20.00\n",
  );
  // Left out, the period is the month up to the book's today.
  expect(await report("--csv")).toContain('"USD","2026-01-01","2026-01-01",0.00,50.00,0.00');
});

it("adds up and lists how old, expiring, given, charged and collected money is, and what looks odd", async () => {
  const book = await closedBook(async (open) => {
    const accountId = await createCustomer(open, { feeMinor: 20_00 });
    await adjust(open, await createCustomer(open), 50_00);
    await adjust(open, accountId, 5_00);
    const invoicedOn = "2026-01-01";
    await billThrough(open, invoicedOn);
    await open.ask("credits.adjust", {
      accountId,
      action: "increase",
      amountMinor: 50_00,
      currency: "USD",
      reasonCode: "courtesy",
      terms: { expiresOn: "2026-01-20" },
    });
  });
  const report = async (...words: string[]) => {
    const { output, errors } = await countinghouse("report", ...words, "--book", book);
    return (output || errors).split(/\r?\n/u).slice(words.includes("--csv") ? 1 : 0, -1);
  };
  const year = ["--from", "2026-01-01", "--through", "2026-12-31"];
  const asOf = ["--as-of", "2026-02-20"];
  expect(await report("invoice-ageing", ...asOf, "--csv")).toContain('"USD","days_31_60",1,15.00');
  expect(await report("invoice-ageing", ...asOf, "--age", "days_31_60", "--csv")).toEqual([
    expect.stringMatching(
      /^"INV-000001","Globex Corporation",.*,"2026-01-01","2026-01-15",36,"days_31_60","USD",20.00,15.00$/u,
    ),
  ]);
  expect(await report("credit-ageing", "--csv")).toContain('"USD","days_0_30",2,100.00');
  expect(await report("expiring", "--days", "30", "--csv")).toEqual(['"USD","2026-01-01","2026-01-31",1,50.00']);
  expect(await report("expiring", "--list", "--csv")).toHaveLength(1);
  expect(await report("top-receivers", ...year, "--csv")).toEqual([
    expect.stringMatching(/,"USD",2,55.00,0.00,55.00$/u),
    expect.stringMatching(/,"USD",1,50.00,0.00,50.00$/u),
  ]);
  expect(await report("revenue", "--csv")).toEqual([
    expect.stringMatching(/"Team","cplan_.*",20.00,0.00,0.00,20.00$/u),
  ]);
  expect(await report("revenue", ...year, "--plan", "none")).toEqual(["There is nothing to list."]);
  expect(await report("collections", ...year)).toEqual(["There is nothing to list."]);
  const justBelow = ["anomalies", "just_below_limit", "--limit-amount", "52.00"];
  expect(await report(...justBelow, "--currency", "USD", "--csv")).toHaveLength(2);
  expect((await countinghouse("report", ...justBelow, "--book", book)).errors).toContain("An amount takes --currency.");
  expect((await countinghouse("report", "anomalies", "odd", "--book", book)).errors).toContain("is none of repeated");
  const folder = temporaryFolder();
  const exported = async (name: string, ...words: string[]) => {
    await countinghouse("report", ...words, "--to", join(folder, name), "--book", book);
    return readFileSync(join(folder, name), "utf8");
  };
  expect(await exported("ageing.csv", "invoice-ageing", ...asOf)).toBe(
    (await countinghouse("report", "invoice-ageing", ...asOf, "--csv", "--book", book)).output,
  );
  for (const sums of ["invoice-ageing", "credit-ageing", "expiring"]) {
    const rowsIn = async (currency: string) => {
      const to = `${sums}-${currency}.csv`;
      return (await exported(to, sums, "--currency", currency)).trim().split("\n").length - 1;
    };
    expect(await report(sums, "--currency", "EUR", "--csv")).toEqual([]);
    expect(await rowsIn("EUR")).toBe(0);
    expect(await rowsIn("USD")).toBeGreaterThan(0);
  }
  expect((await exported("movements.jsonl", "roll-forward", ...year, "--by-reason")).split("\n")).toHaveLength(4);
  expect(await exported("lines.csv", "revenue", ...year, "--list")).toContain('"Team"');
});
