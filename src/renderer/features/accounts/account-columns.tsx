import type { ColDef } from "ag-grid-community";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import type { MethodInput } from "../../../shared/contract/index.ts";
import { cellOf } from "../../components/data-grid.tsx";
import { DateText } from "../../components/date-text.tsx";
import { Money } from "../../components/money.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import classes from "./accounts-page.module.css";
import { accountsText } from "./accounts-text.ts";
import { ActionsMenu } from "./actions-menu.tsx";
import type { AccountAction } from "./use-account-actions.tsx";
import { StatusBadge } from "./status-badge.tsx";

export type AccountSort = NonNullable<MethodInput<"accounts.list">["sort"]>["by"];

/** The columns that the engine sorts by carry the name it knows them under. */
const sorted = (by: AccountSort): Pick<ColDef<AccountRow>, "colId" | "sortable"> => ({ colId: by, sortable: true });

const { columns: titles } = accountsText;
const alignedRight = {
  type: "rightAligned",
  headerClass: "ag-right-aligned-header",
  cellClass: "ag-right-aligned-cell",
};

/** @param onAction what a row's Actions menu does. */
export function accountColumns(onAction: (action: AccountAction, row: AccountRow) => void): ColDef<AccountRow>[] {
  return [
    {
      ...sorted("name"),
      initialSort: "asc",
      headerName: titles.name,
      flex: 2,
      minWidth: 160,
      cellRenderer: cellOf<AccountRow>(({ id, name }) => (
        <PlaceLink
          to={{ screen: "account", accountId: id, tab: "overview" }}
          c="var(--ink)"
          fz="inherit"
          fw={600}
          tabIndex={-1}
        >
          {name}
        </PlaceLink>
      )),
    },
    {
      ...sorted("contact"),
      headerName: titles.contact,
      flex: 2,
      minWidth: 120,
      cellRenderer: cellOf<AccountRow>(({ contact }) => contact),
    },
    {
      ...sorted("planName"),
      headerName: titles.plan,
      flex: 1,
      minWidth: 84,
      cellRenderer: cellOf<AccountRow>(({ planName }) => planName),
    },
    {
      ...sorted("subscriptionStatus"),
      headerName: titles.status,
      width: 96,
      cellRenderer: cellOf<AccountRow>(({ subscriptionStatus }) => <StatusBadge status={subscriptionStatus} />),
    },
    {
      ...sorted("creditBalance"),
      ...alignedRight,
      headerName: titles.creditBalance,
      headerTooltip: accountsText.sortedByCurrency,
      width: 128,
      cellRenderer: cellOf<AccountRow>(({ creditBalanceMinor, currency }) => (
        <Money amountMinor={creditBalanceMinor} currency={currency} />
      )),
    },
    {
      ...sorted("nextChargeOn"),
      headerName: titles.nextChargeOn,
      width: 120,
      cellRenderer: cellOf<AccountRow>(({ nextChargeOn }) => nextChargeOn !== null && <DateText on={nextChargeOn} />),
    },
    {
      ...sorted("nextCharge"),
      ...alignedRight,
      headerName: titles.nextCharge,
      headerTooltip: accountsText.sortedByCurrency,
      width: 96,
      cellRenderer: cellOf<AccountRow>(({ nextChargeMinor, currency }) => (
        <Money amountMinor={nextChargeMinor} currency={currency} />
      )),
    },
    {
      ...alignedRight,
      colId: "nextChargeCredit",
      headerName: titles.nextChargeCredit,
      width: 96,
      cellRenderer: cellOf<AccountRow>(({ nextChargeCreditMinor, currency }) => (
        <Money amountMinor={nextChargeCreditMinor} currency={currency} />
      )),
    },
    {
      ...sorted("pastDue"),
      ...alignedRight,
      headerName: titles.pastDue,
      width: 96,
      cellRenderer: cellOf<AccountRow>(({ pastDueMinor, currency }) => (
        <Money amountMinor={pastDueMinor === 0 ? null : pastDueMinor} currency={currency} emphasis="strong" />
      )),
    },
    {
      colId: "actions",
      headerName: titles.actions,
      width: 84,
      pinned: "right",
      resizable: false,
      suppressMovable: true,
      cellClass: classes.centered ?? "",
      cellRenderer: cellOf<AccountRow>((row) => <ActionsMenu row={row} onAction={onAction} />),
    },
  ];
}
