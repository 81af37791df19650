import { Stack } from "@mantine/core";
import type { ReceiverRow } from "../../../shared/contract/reports.ts";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { countText } from "../../foundation/count-text.ts";
import { AccountLink } from "./entry-columns.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { PagedRows } from "./made-of.tsx";
import { PeriodBar, useReportPeriod } from "./report-period.tsx";
import { Sum, type TableColumn } from "./report-table.tsx";
import { reportsText as words } from "./reports-text.ts";
import { useReportRows } from "./use-report-rows.ts";

const columns: readonly TableColumn<ReceiverRow>[] = [
  { title: words.columns.account, cell: (row) => <AccountLink {...row} /> },
  { title: words.columns.entries, isFigure: true, cell: ({ entryCount }) => countText(entryCount) },
  {
    title: words.columns.given,
    isFigure: true,
    cell: ({ givenMinor, currency }) => <MoneyFigure amountMinor={givenMinor} currency={currency} />,
  },
  {
    title: words.columns.reversed,
    isFigure: true,
    cell: ({ reversedMinor, currency }) => <Sum amountMinor={reversedMinor} currency={currency} />,
  },
  {
    title: words.columns.received,
    isFigure: true,
    cell: ({ receivedMinor, currency }) => <MoneyFigure amountMinor={receivedMinor} currency={currency} isStrong />,
  },
];

/** Who was given the most credit in a period. An account leads to its ledger, which has the entries. */
export function ReceiversReport() {
  const reach = useReportPeriod("receivers", { monthsBack: 2 });
  return (
    <Stack gap="md">
      <PeriodBar {...reach}>
        <ExportButton size="xs" of={{ list: "report_top_receivers", ...reach.period }} />
      </PeriodBar>
      {!reach.isCrossed && <Receivers period={reach.period} />}
    </Stack>
  );
}

function Receivers({ period }: { readonly period: { readonly fromOn: string; readonly throughOn: string } }) {
  const source = useReportRows("reports.topReceivers", period);
  return (
    <PagedRows
      label={words.tabs.receivers}
      source={source}
      columns={columns}
      keyOf={({ accountId, currency }) => `${currency} ${accountId}`}
      empty={words.none}
    />
  );
}
