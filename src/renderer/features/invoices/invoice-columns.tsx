import type { InvoiceRow } from "../../../shared/contract/invoice-view.ts";
import type { ListColumn, MoneyColumn } from "../../components/list/list-column.ts";
import { invoiceState } from "./invoice-state.ts";
import { invoicesText } from "./invoices-text.ts";

const words = invoicesText.columns;

const number: ListColumn<InvoiceRow> = {
  id: "number",
  kind: "text",
  title: words.number,
  minimumWidth: 112,
  growth: 0,
  text: (row) => row.number,
  place: ({ id }) => ({ screen: "invoice", invoiceId: id }),
};

const account: ListColumn<InvoiceRow> = {
  id: "account",
  kind: "text",
  title: words.account,
  isLead: true,
  minimumWidth: 120,
  growth: 2,
  text: ({ accountName }) => accountName,
  place: ({ accountId }) => ({ screen: "account", accountId, tab: "invoices" }),
};

function moneyColumn(
  id: "totalMinor" | "creditAppliedMinor" | "outstandingMinor",
  title: string,
  sign: 1 | -1 = 1,
): MoneyColumn<InvoiceRow> {
  return {
    id,
    kind: "money",
    title,
    // An invoice over nothing is one; no credit used and nothing left to pay are the rule.
    isBlankAtZero: id !== "totalMinor",
    // Zero has no sign to turn.
    money: (row) => ({ amountMinor: row[id] === 0 ? 0 : sign * row[id], currency: row.currency }),
  };
}

const rest: readonly ListColumn<InvoiceRow>[] = [
  {
    id: "state",
    kind: "state",
    title: words.state,
    state: invoiceState,
  },
  { id: "dueOn", kind: "date", title: words.due, on: ({ dueOn }) => dueOn },
  moneyColumn("totalMinor", words.total),
  moneyColumn("creditAppliedMinor", words.credit, -1),
  moneyColumn("outstandingMinor", words.outstanding),
  { id: "issuedOn", kind: "date", title: words.issued, on: ({ issuedOn }) => issuedOn },
  {
    id: "paidBy",
    kind: "text",
    title: words.paidBy,
    minimumWidth: 110,
    growth: 1,
    text: ({ paidBy, totalMinor }) => (paidBy === null || totalMinor === 0 ? null : invoicesText.paidBy[paidBy]),
  },
];

/** The columns of the book's invoices. */
export const bookInvoiceColumns: readonly ListColumn<InvoiceRow>[] = [number, account, ...rest];

/** The columns of one account's invoices. */
export const accountInvoiceColumns: readonly ListColumn<InvoiceRow>[] = [number, ...rest];
