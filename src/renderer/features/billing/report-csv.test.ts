import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { civilDate } from "../../../shared/civil-date.ts";
import type { BillingReport } from "../../../shared/contract/billing.ts";
import { reportCsv, reportFileName } from "./report-csv.ts";

const report: BillingReport = {
  throughOn: civilDate("2026-03-31"),
  accountsDone: 3,
  accountsTotal: 3,
  invoicesTotal: 3,
  totals: [
    {
      currency: "USD",
      invoiceCount: 2,
      invoicedMinor: 4005,
      creditAppliedMinor: 2000,
      carriedMinor: 0,
      dueMinor: 2005,
    },
    { currency: "JPY", invoiceCount: 1, invoicedMinor: 500, creditAppliedMinor: 0, carriedMinor: 0, dueMinor: 500 },
  ],
  problems: [
    {
      accountId: "org_1",
      accountName: '=HYPERLINK("x")',
      error: { code: "amount_out_of_range", message: "Too large, by far.", remedy: "Use a smaller amount." },
    },
  ],
  problemCount: 1,
};

function rowsOf(text: string): Record<string, string>[] {
  return parse(text, { columns: true });
}

describe("a dry run's report as CSV", () => {
  it("has a row per currency, in major units with the currency's decimals", () => {
    const totals = rowsOf(reportCsv(report)).filter((row) => row["record"] === "total");
    expect(
      totals.map((row) => [row["currency"], row["invoices"], row["invoiced"], row["credit_applied"], row["due"]]),
    ).toEqual([
      ["USD", "2", "40.05", "20.00", "20.05"],
      ["JPY", "1", "500", "0", "500"],
    ]);
  });

  it("has a row per problem, with a name that a spreadsheet cannot run", () => {
    const [problem] = rowsOf(reportCsv(report)).filter((row) => row["record"] === "problem");
    expect(problem).toMatchObject({
      account_id: "org_1",
      account_name: `'=HYPERLINK("x")`,
      error_code: "amount_out_of_range",
      message: "Too large, by far.",
    });
  });

  it("says how many problems it does not list", () => {
    const rows = rowsOf(reportCsv({ ...report, problemCount: 1201 }));
    expect(rows.at(-1)?.["message"]).toBe("1200 more problems are not listed.");
  });

  it("is named after its date", () => {
    expect(reportFileName(report)).toBe("billing-dry-run-2026-03-31.csv");
  });

  it("leaves empty what a dry run does not know, and says what is nothing", () => {
    expect(rowsOf(reportCsv(report))[0]).toMatchObject({
      run_id: "",
      collected: "",
      failed: "",
      open: "",
      carried: "0.00",
    });
  });
});
