import { Skeleton, Stack } from "@mantine/core";
import { useState } from "react";
import type { CollectionItem, CollectionKind, CollectionRow } from "../../../shared/contract/reports.ts";
import { DateText, dateText } from "../../components/date-text.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Money } from "../../components/money.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { AccountLink, Words } from "./entry-columns.tsx";
import { ExportReport } from "./export-report.tsx";
import { MadeOfReport } from "./made-of-report.tsx";
import { MonthChart } from "./month-chart.tsx";
import { ReportCurrency, useReportCurrency } from "./report-currency.tsx";
import { PeriodBar, useReportPeriod } from "./report-period.tsx";
import { Figure, monthText, ReportTable, type TableColumn } from "./report-table.tsx";
import { reportsText as words } from "./reports-text.ts";

interface Chosen {
  readonly row: CollectionRow;
  readonly kind: CollectionKind;
}

const amountOf: Readonly<Record<CollectionKind, (row: CollectionRow) => number>> = {
  collected: ({ collectedMinor }) => collectedMinor,
  taken_back: ({ takenBackMinor }) => takenBackMinor,
  refunded: ({ refundedMinor }) => refundedMinor,
  failed: ({ failedMinor }) => failedMinor,
  written_off: ({ writtenOffMinor }) => writtenOffMinor,
};
const kinds = Object.keys(amountOf) as CollectionKind[];

/** What became of what invoices asked for, by month. */
export function CollectionsReport() {
  const reach = useReportPeriod("collections", { monthsBack: 11 });
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const report = useEngineQuery("reports.collections", reach.period, {
    isEnabled: !reach.isCrossed,
    keepsPrevious: true,
  });
  const money = useReportCurrency(report.data?.rows);
  const rows = report.data?.rows.filter(({ currency }) => currency === money.currency);
  const { fromOn, throughOn } = reach.period;
  return (
    <Stack gap="md">
      <PeriodBar {...reach}>
        <ReportCurrency {...money} />
        <ExportReport of={{ list: "report_collections", ...reach.period }} />
      </PeriodBar>
      {report.error && <ErrorNotice error={report.error} onRetry={() => void report.refetch()} />}
      {report.isPending && !reach.isCrossed && <Skeleton h={220} />}
      {rows && rows.length > 0 && (
        <MonthChart
          description={words.chart.describe(
            words.tabs.collections,
            money.currency,
            dateText(fromOn),
            dateText(throughOn),
          )}
          currency={money.currency}
          data={rows.map((row) => ({
            monthMs: Date.parse(row.fromOn),
            collected: row.collectedMinor,
            failed: row.failedMinor,
          }))}
          series={[
            { name: "collected", label: words.collectionKinds.collected, type: "bar" },
            { name: "failed", label: words.collectionKinds.failed, type: "bar" },
          ]}
          monthName={(monthMs) => monthText(rows.find((row) => Date.parse(row.fromOn) === monthMs) ?? reach.period)}
        />
      )}
      {rows && (
        <ReportTable
          label={words.tabs.collections}
          columns={columnsFor(setChosen)}
          rows={rows.toReversed()}
          keyOf={({ fromOn: on }) => on}
          empty={words.none}
        />
      )}
      {chosen && <Items {...chosen} onClose={() => setChosen(null)} />}
    </Stack>
  );
}

const titleOf = ({ row, kind }: Chosen): string => `${words.collectionKinds[kind]}, ${monthText(row)}, ${row.currency}`;

function columnsFor(choose: (chosen: Chosen) => void): TableColumn<CollectionRow>[] {
  return [
    { title: words.month, cell: monthText },
    ...kinds.map((kind): TableColumn<CollectionRow> => ({
      title: words.collectionKinds[kind],
      isFigure: true,
      cell: (row) => (
        <Figure
          amountMinor={amountOf[kind](row)}
          currency={row.currency}
          title={words.made(titleOf({ row, kind }))}
          onOpen={() => choose({ row, kind })}
        />
      ),
    })),
    {
      title: words.columns.failures,
      isFigure: true,
      cell: ({ failedCount }) => countText(failedCount),
    },
  ];
}

const itemTable: readonly TableColumn<CollectionItem>[] = [
  { title: words.columns.date, cell: ({ on }) => <DateText on={on} /> },
  {
    title: words.columns.invoice,
    cell: ({ invoiceId, invoiceNumber }) => (
      <PlaceLink size="sm" to={{ screen: "invoice", invoiceId }}>
        {invoiceNumber}
      </PlaceLink>
    ),
  },
  { title: words.columns.account, cell: (row) => <AccountLink {...row} /> },
  { title: words.columns.detail, cell: ({ detail }) => <Words text={detail} /> },
  {
    title: words.columns.amount,
    isFigure: true,
    cell: ({ amountMinor, currency }) => <Money amountMinor={amountMinor} currency={currency} />,
  },
];

function Items({ row, kind, onClose }: Chosen & { readonly onClose: () => void }) {
  const { fromOn, throughOn, currency } = row;
  const options = { fromOn, throughOn, currency, kind };
  const title = titleOf({ row, kind });
  return (
    <MadeOfReport
      report="reports.collectionItems"
      options={options}
      title={title}
      columns={itemTable}
      // Two of them can say the same, such as two tries of a card on one day; pages are only added to.
      keyOf={(_item, index) => String(index)}
      empty={words.none}
      exported={{ list: "report_collection_items", ...options }}
      onClose={onClose}
    />
  );
}
