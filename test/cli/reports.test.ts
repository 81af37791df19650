import { expect, it } from "vitest";
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
