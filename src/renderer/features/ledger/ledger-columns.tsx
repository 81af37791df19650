import { Anchor } from "@mantine/core";
import type { ColDef } from "ag-grid-community";
import type { LedgerRow } from "../../../shared/contract/ledger.ts";
import { addressOf } from "../../foundation/router.ts";
import { cellOf } from "../../components/data-grid.tsx";
import { DateText } from "../../components/date-text.tsx";
import { Money } from "../../components/money.tsx";
import { ledgerText } from "./ledger-text.ts";

const words = ledgerText.columns;

/** What happened, in words: the source, the invoice it belongs to, and whether it was taken back. */
export function whatText(row: Pick<LedgerRow, "sourceType" | "invoiceNumber" | "isReversed">): string {
  const what =
    row.invoiceNumber === null
      ? ledgerText.sources[row.sourceType]
      : ledgerText.withInvoice(row.sourceType, row.invoiceNumber);
  if (!row.isReversed) return what;
  // Credit that an invoice used is not undone as a mistake would be: voiding the invoice gives it back.
  return `${what} (${row.sourceType === "invoice_applied" ? ledgerText.returned : ledgerText.reversed})`;
}

const account: ColDef<LedgerRow> = {
  colId: "account",
  headerName: words.account,
  flex: 2,
  minWidth: 96,
  cellRenderer: cellOf<LedgerRow>(({ accountId, accountName }) => (
    <Anchor
      size="sm"
      href={addressOf({ screen: "account", accountId, tab: "ledger" })}
      tabIndex={-1}
      data-cell-action
      title={accountName}
    >
      {accountName}
    </Anchor>
  )),
};

function whatColumn(minWidth: number): ColDef<LedgerRow> {
  return {
    colId: "what",
    headerName: words.what,
    flex: 2.2,
    minWidth,
    cellRenderer: cellOf<LedgerRow>((row) => <span title={whatText(row)}>{whatText(row)}</span>),
  };
}

const rest: ColDef<LedgerRow>[] = [
  {
    colId: "reason",
    headerName: words.reason,
    flex: 1.8,
    minWidth: 70,
    cellRenderer: cellOf<LedgerRow>(({ reasonName }) => reasonName),
  },
  {
    colId: "note",
    headerName: words.note,
    flex: 1.8,
    minWidth: 46,
    cellRenderer: cellOf<LedgerRow>(({ note }) => note && <span title={note}>{note}</span>),
  },
  {
    colId: "operator",
    headerName: words.operator,
    flex: 1.2,
    minWidth: 80,
    cellRenderer: cellOf<LedgerRow>(({ operator }) => <span title={operator}>{operator}</span>),
  },
  {
    colId: "amount",
    headerName: words.amount,
    type: "rightAligned",
    flex: 1,
    minWidth: 116,
    maxWidth: 168,
    cellRenderer: cellOf<LedgerRow>(({ amountMinor, currency }) => (
      <Money amountMinor={amountMinor} currency={currency} showsPlus />
    )),
  },
  {
    colId: "balanceAfter",
    headerName: words.balanceAfter,
    type: "rightAligned",
    flex: 1,
    minWidth: 120,
    maxWidth: 168,
    cellRenderer: cellOf<LedgerRow>(({ balanceAfterMinor, currency }) => (
      <Money amountMinor={balanceAfterMinor} currency={currency} />
    )),
  },
];

const date: ColDef<LedgerRow> = {
  colId: "date",
  headerName: words.date,
  width: 124,
  cellRenderer: cellOf<LedgerRow>(({ id, effectiveOn }) => (
    <Anchor size="sm" href={addressOf({ screen: "entry", entryId: id })} tabIndex={-1} data-cell-action>
      <DateText on={effectiveOn} />
    </Anchor>
  )),
};

/** The columns of the book's ledger. */
export const bookLedgerColumns: ColDef<LedgerRow>[] = [date, account, whatColumn(172), ...rest];

/** The columns of one account's ledger, which need not repeat whose it is, so that an invoice's number is read to its end. */
export const accountLedgerColumns: ColDef<LedgerRow>[] = [date, whatColumn(212), ...rest];
