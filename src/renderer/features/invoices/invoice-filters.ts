import { assertNever } from "../../../shared/errors.ts";
import type { MethodInput } from "../../../shared/contract/index.ts";

/** Which invoices are listed. Past due is a part of open, and the part that matters most. */
export const invoiceViews = ["all", "open", "pastDue", "paid", "uncollectible", "void"] as const;
type InvoiceSelection = (typeof invoiceViews)[number];

/** What stands above the list. */
export interface InvoiceFilterForm {
  readonly view: InvoiceSelection;
  readonly search: string;
}

export const emptyInvoiceFilterForm: InvoiceFilterForm = { view: "all", search: "" };

/** The part of `invoices.list`'s input that the filters decide. */
export type InvoiceFilters = Pick<MethodInput<"invoices.list">, "state" | "isPastDue" | "search">;

export function toInvoiceFilters({ view, search }: InvoiceFilterForm): InvoiceFilters {
  const filters = { search: search.trim() };
  switch (view) {
    case "all":
      return filters;
    case "pastDue":
      return { ...filters, state: "open", isPastDue: true };
    case "open":
    case "paid":
    case "uncollectible":
    case "void":
      return { ...filters, state: view };
    default:
      return assertNever(view);
  }
}

/** The filters of the last session, from whatever is stored. */
export function readInvoiceFilterForm(stored: unknown): InvoiceFilterForm {
  const found = typeof stored === "object" && stored !== null ? (stored as Readonly<Record<string, unknown>>) : {};
  const view = invoiceViews.find((candidate) => candidate === found.view) ?? emptyInvoiceFilterForm.view;
  return { view, search: typeof found.search === "string" ? found.search.slice(0, 50) : "" };
}
