import { Anchor } from "@mantine/core";
import type { ColDef } from "ag-grid-community";
import type { InvoiceRow } from "../../../shared/contract/invoices.ts";
import { addressOf } from "../../foundation/router.ts";
import { cellOf } from "../../components/data-grid.tsx";
import { DateText } from "../../components/date-text.tsx";
import { Money } from "../../components/money.tsx";
import { invoicesText } from "./invoices-text.ts";
import { StateStamp } from "./state-stamp.tsx";

const words = invoicesText.columns;

const number: ColDef<InvoiceRow> = {
  colId: "number",
  headerName: words.number,
  width: 116,
  cellRenderer: cellOf<InvoiceRow>(({ id, number: printed }) => (
    <Anchor
      size="sm"
      className="tabular"
      href={addressOf({ screen: "invoice", invoiceId: id })}
      tabIndex={-1}
      data-cell-action
    >
      {printed}
    </Anchor>
  )),
};

const account: ColDef<InvoiceRow> = {
  colId: "account",
  headerName: words.account,
  flex: 2,
  minWidth: 104,
  cellRenderer: cellOf<InvoiceRow>(({ accountId, accountName }) => (
    <Anchor
      size="sm"
      href={addressOf({ screen: "account", accountId, tab: "invoices" })}
      tabIndex={-1}
      data-cell-action
      title={accountName}
    >
      {accountName}
    </Anchor>
  )),
};

function dateColumn(colId: "issuedOn" | "dueOn", headerName: string): ColDef<InvoiceRow> {
  return { colId, headerName, width: 124, cellRenderer: cellOf<InvoiceRow>((row) => <DateText on={row[colId]} />) };
}

function moneyColumn(
  colId: "totalMinor" | "creditAppliedMinor" | "outstandingMinor",
  headerName: string,
  sign: 1 | -1 = 1,
): ColDef<InvoiceRow> {
  return {
    colId,
    headerName,
    type: "rightAligned",
    width: 116,
    cellRenderer: cellOf<InvoiceRow>((row) => (
      // Zero has no sign to turn.
      <Money amountMinor={row[colId] === 0 ? 0 : sign * row[colId]} currency={row.currency} />
    )),
  };
}

const rest: ColDef<InvoiceRow>[] = [
  {
    colId: "state",
    headerName: words.state,
    width: 120,
    cellRenderer: cellOf<InvoiceRow>(({ state, isPastDue }) => <StateStamp state={state} isPastDue={isPastDue} />),
  },
  dateColumn("dueOn", words.due),
  moneyColumn("totalMinor", words.total),
  { ...moneyColumn("creditAppliedMinor", words.credit, -1), width: 126 },
  moneyColumn("outstandingMinor", words.outstanding),
  dateColumn("issuedOn", words.issued),
  {
    colId: "paidBy",
    headerName: words.paidBy,
    flex: 1,
    minWidth: 120,
    cellRenderer: cellOf<InvoiceRow>(
      ({ paidBy, totalMinor }) => paidBy && totalMinor !== 0 && invoicesText.paidBy[paidBy],
    ),
  },
];

/** The columns of the book's invoices. */
export const bookInvoiceColumns: ColDef<InvoiceRow>[] = [number, account, ...rest];

/** The columns of one account's invoices. */
export const accountInvoiceColumns: ColDef<InvoiceRow>[] = [number, ...rest];
