import { isCivilDate } from "../../../shared/civil-date.ts";
import { assertNever } from "../../../shared/errors.ts";
import type { MethodInput } from "../../../shared/contract/index.ts";
import { isCurrencyCode } from "../../../shared/money/currencies.ts";
import { readAmounts, type AmountReading, type TypedAmounts } from "../../components/list/typed-amounts.ts";
import { invoicesText } from "./invoices-text.ts";

/** Which invoices are listed. Past due is a part of open, and the part that matters most. */
export const invoiceViews = ["all", "open", "pastDue", "paid", "uncollectible", "void"] as const;
type InvoiceSelection = (typeof invoiceViews)[number];

/** What settled an invoice, in the order in which it is offered. */
const waysOfPaying = ["payer-credits", "manual", "test", "carried-forward", "none"] as const;
type WayOfPaying = (typeof waysOfPaying)[number];
export const paidByOptions = waysOfPaying.map((value) => ({ value, label: invoicesText.paidBy[value] }));

/** What stands above the list. Empty text means that the filter is not in use. */
export interface InvoiceFilterForm extends TypedAmounts {
  readonly view: InvoiceSelection;
  readonly search: string;
  readonly issuedFromOn: string;
  readonly issuedThroughOn: string;
  readonly dueFromOn: string;
  readonly dueThroughOn: string;
  readonly paidBy: WayOfPaying | null;
}

export const emptyInvoiceFilterForm: InvoiceFilterForm = {
  view: "all",
  search: "",
  issuedFromOn: "",
  issuedThroughOn: "",
  dueFromOn: "",
  dueThroughOn: "",
  minimum: "",
  maximum: "",
  currency: "",
  paidBy: null,
};

/** The part of `invoices.list`'s input that the filters decide. */
export type InvoiceFilters = Omit<
  MethodInput<"invoices.list">,
  "accountId" | "billingRunId" | "outcome" | "after" | "skip" | "limit"
>;

/** What the bar's filters ask of the engine. A date that is still being typed does not count. */
export function toInvoiceFilters(form: InvoiceFilterForm, reading: AmountReading): InvoiceFilters {
  const day = (typed: string) => (isCivilDate(typed) ? typed : null);
  return {
    ...stateOf(form.view),
    ...readAmounts(form, reading),
    issuedFromOn: day(form.issuedFromOn),
    issuedThroughOn: day(form.issuedThroughOn),
    dueFromOn: day(form.dueFromOn),
    dueThroughOn: day(form.dueThroughOn),
    paidBy: form.paidBy,
    search: form.search.trim(),
  };
}

function stateOf(view: InvoiceSelection): Pick<InvoiceFilters, "state" | "isPastDue"> {
  switch (view) {
    case "all":
      return {};
    case "pastDue":
      return { state: "open", isPastDue: true };
    case "open":
    case "paid":
    case "uncollectible":
    case "void":
      return { state: view };
    default:
      return assertNever(view);
  }
}

/** Whether the bar narrows the list at all. */
export function isNarrowed(form: InvoiceFilterForm): boolean {
  return JSON.stringify({ ...form, search: form.search.trim() }) !== JSON.stringify(emptyInvoiceFilterForm);
}

/** The filters of the last session, from whatever is stored; what does not make sense any more is not in use. */
export function readInvoiceFilterForm(stored: unknown): InvoiceFilterForm {
  const found = typeof stored === "object" && stored !== null ? (stored as Readonly<Record<string, unknown>>) : {};
  const text = (name: keyof InvoiceFilterForm) => {
    const value = found[name];
    return typeof value === "string" ? value.slice(0, 200) : "";
  };
  return {
    view: invoiceViews.find((view) => view === found.view) ?? emptyInvoiceFilterForm.view,
    search: text("search"),
    issuedFromOn: text("issuedFromOn"),
    issuedThroughOn: text("issuedThroughOn"),
    dueFromOn: text("dueFromOn"),
    dueThroughOn: text("dueThroughOn"),
    minimum: text("minimum"),
    maximum: text("maximum"),
    currency: isCurrencyCode(text("currency")) ? text("currency") : "",
    paidBy: waysOfPaying.find((way) => way === found.paidBy) ?? null,
  };
}
