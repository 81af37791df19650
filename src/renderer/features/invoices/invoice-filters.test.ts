import { describe, expect, it } from "vitest";
import { invoicesContract } from "../../../shared/contract/invoices.ts";
import {
  emptyInvoiceFilterForm,
  invoiceViews,
  isNarrowed,
  readInvoiceFilterForm,
  toInvoiceFilters,
  type InvoiceFilterForm,
} from "./invoice-filters.ts";

const reading = { defaultCurrency: "USD", locale: "en-US" };

/** What the list is asked for, as the contract reads it. */
function asked(change: Partial<InvoiceFilterForm>) {
  const filters = toInvoiceFilters({ ...emptyInvoiceFilterForm, ...change }, reading);
  return invoicesContract["invoices.list"].input.parse(filters);
}

describe("the filters of the invoices", () => {
  it.each([
    ["all", { state: null, isPastDue: false }],
    ["open", { state: "open", isPastDue: false }],
    ["pastDue", { state: "open", isPastDue: true }],
    ["paid", { state: "paid", isPastDue: false }],
    ["uncollectible", { state: "uncollectible", isPastDue: false }],
    ["void", { state: "void", isPastDue: false }],
  ] as const)("ask for %s in the contract's terms", (view, expected) => {
    expect(asked({ view, search: " 42 " })).toMatchObject({ ...expected, search: "42" });
  });

  it("ask for days, amounts and ways of paying together, an amount in one currency only (BEHAVIOUR 1.7)", () => {
    const days = { issuedFromOn: "2026-01-01", issuedThroughOn: "2026-01-31", dueThroughOn: "2026-02-14" };
    expect(asked({ ...days, minimum: "1,000", paidBy: "manual" })).toMatchObject({
      ...days,
      dueFromOn: null,
      currency: "USD",
      minimumMinor: 1_000_00,
      maximumMinor: null,
      paidBy: "manual",
    });
    expect(asked({ currency: "JPY", maximum: "500" })).toMatchObject({ currency: "JPY", maximumMinor: 500 });
    expect(asked({ dueFromOn: "2026-02-30", minimum: "1,2" })).toEqual(asked({}));
  });

  it("come back from storage, and only as far as they still make sense", () => {
    const form: InvoiceFilterForm = {
      view: "open",
      search: "7",
      issuedFromOn: "2026-01-01",
      issuedThroughOn: "",
      dueFromOn: "",
      dueThroughOn: "2026-02-01",
      minimum: "5",
      maximum: "",
      currency: "EUR",
      paidBy: "test",
    };
    expect(readInvoiceFilterForm(JSON.parse(JSON.stringify(form)))).toEqual(form);
    for (const view of invoiceViews) expect(readInvoiceFilterForm({ view }).view).toBe(view);
    expect(readInvoiceFilterForm({ view: "draft", search: 7, currency: "XXX", paidBy: "card" })).toEqual(
      emptyInvoiceFilterForm,
    );
    expect(readInvoiceFilterForm(undefined)).toEqual(emptyInvoiceFilterForm);
    expect([form, emptyInvoiceFilterForm, { ...emptyInvoiceFilterForm, search: " " }].map(isNarrowed)).toEqual([
      true,
      false,
      false,
    ]);
  });
});
