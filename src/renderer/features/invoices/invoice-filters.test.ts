import { describe, expect, it } from "vitest";
import { invoicesContract } from "../../../shared/contract/invoices.ts";
import { emptyInvoiceFilterForm, invoiceViews, readInvoiceFilterForm, toInvoiceFilters } from "./invoice-filters.ts";

describe("the filters of the invoices", () => {
  it.each([
    ["all", { state: null, isPastDue: false }],
    ["open", { state: "open", isPastDue: false }],
    ["pastDue", { state: "open", isPastDue: true }],
    ["paid", { state: "paid", isPastDue: false }],
    ["uncollectible", { state: "uncollectible", isPastDue: false }],
    ["void", { state: "void", isPastDue: false }],
  ] as const)("ask for %s in the contract's terms", (view, expected) => {
    const input = invoicesContract["invoices.list"].input.parse(toInvoiceFilters({ view, search: " 42 " }));
    expect(input).toMatchObject({ ...expected, search: "42" });
  });

  it("come back from storage, and only as far as they still make sense", () => {
    for (const view of invoiceViews)
      expect(readInvoiceFilterForm({ view, search: "7" })).toEqual({ view, search: "7" });
    expect(readInvoiceFilterForm({ view: "draft", search: 7 })).toEqual(emptyInvoiceFilterForm);
    expect(readInvoiceFilterForm(undefined)).toEqual(emptyInvoiceFilterForm);
  });
});
