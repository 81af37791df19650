import { amountFilter, choiceFilter, currencyFilter, daysFilter } from "../../components/list/common-filters.tsx";
import type { ListFilter } from "../../components/list/list-filter.ts";
import type { AmountReading } from "../../components/list/typed-amounts.ts";
import { invoiceViews, paidByOptions, type InvoiceFilterForm } from "./invoice-filters.ts";
import { invoicesText } from "./invoices-text.ts";

const words = invoicesText.list;

/** What invoices can be narrowed by; each filter works as soon as it is set. */
export function invoiceListFilters(
  form: InvoiceFilterForm,
  onChange: (form: InvoiceFilterForm) => void,
  reading: AmountReading,
): readonly ListFilter[] {
  const set = (change: Partial<InvoiceFilterForm>) => onChange({ ...form, ...change });
  return [
    ...stateFilters(form, set),
    daysFilter({
      id: "issued",
      label: words.issued,
      chipLabel: words.issued,
      fromOn: form.issuedFromOn,
      throughOn: form.issuedThroughOn,
      onChange: ({ fromOn, throughOn }) => set({ issuedFromOn: fromOn, issuedThroughOn: throughOn }),
    }),
    daysFilter({
      id: "due",
      label: words.due,
      chipLabel: words.due,
      fromOn: form.dueFromOn,
      throughOn: form.dueThroughOn,
      onChange: ({ fromOn, throughOn }) => set({ dueFromOn: fromOn, dueThroughOn: throughOn }),
    }),
    amountFilter({ label: words.amount, typed: form, reading, onChange: set }),
    currencyFilter({ value: form.currency || null, onChange: (currency) => set({ currency: currency ?? "" }) }),
    choiceFilter({
      id: "paidBy",
      label: words.paidBy,
      options: paidByOptions,
      value: form.paidBy,
      say: words.paidByIs,
      onChange: (value) => set({ paidBy: paidByOptions.find((way) => way.value === value)?.value ?? null }),
    }),
  ];
}

/** An invoice has one state, so one of them at a time is chosen. */
function stateFilters(
  form: InvoiceFilterForm,
  set: (change: Pick<InvoiceFilterForm, "view">) => void,
): readonly ListFilter[] {
  return invoiceViews
    .filter((view) => view !== "all")
    .map((view) => ({
      id: view,
      label: words[view],
      value: form.view === view ? words[view] : null,
      onClear: () => set({ view: "all" }),
      set: { at: "once", run: () => set({ view }) },
    }));
}
