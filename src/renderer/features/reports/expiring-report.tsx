import { Skeleton, Stack } from "@mantine/core";
import { useState } from "react";
import type { ExpiringCreditRow } from "../../../shared/contract/reports.ts";
import { dateText } from "../../components/date-text.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { blockTable } from "./ageing-report.tsx";
import { ExportReport } from "./export-report.tsx";
import { MadeOfReport } from "./made-of-report.tsx";
import { MonthChart } from "./month-chart.tsx";
import { ReportCurrency, useReportCurrency } from "./report-currency.tsx";
import { PeriodBar, useReportPeriod } from "./report-period.tsx";
import { Figure, monthText, ReportTable, type TableColumn } from "./report-table.tsx";
import { reportsText as words } from "./reports-text.ts";

function columnsFor(choose: (row: ExpiringCreditRow) => void): TableColumn<ExpiringCreditRow>[] {
  return [
    { title: words.month, cell: monthText },
    {
      title: words.columns.blocks,
      isFigure: true,
      cell: ({ blockCount }) => countText(blockCount),
    },
    {
      title: words.columns.left,
      isFigure: true,
      cell: (row) => (
        <Figure
          amountMinor={row.remainingMinor}
          currency={row.currency}
          title={words.made(monthText(row))}
          onOpen={() => choose(row)}
        />
      ),
    },
  ];
}

/** What of the credit that is there now expires, by month. */
export function ExpiringReport() {
  const reach = useReportPeriod("expiring", { yearsAhead: 1 });
  const [chosen, setChosen] = useState<ExpiringCreditRow | null>(null);
  const report = useEngineQuery("reports.expiringCredit", reach.period, {
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
        <ExportReport of={{ list: "report_expiring_credit", ...reach.period }} />
      </PeriodBar>
      {report.error && <ErrorNotice error={report.error} onRetry={() => void report.refetch()} />}
      {report.isPending && !reach.isCrossed && <Skeleton h={220} />}
      {rows && rows.length > 0 && (
        <MonthChart
          description={words.chart.describe(words.tabs.expiring, money.currency, dateText(fromOn), dateText(throughOn))}
          currency={money.currency}
          data={rows.map((row) => ({
            monthMs: Date.parse(row.fromOn),
            expires: row.remainingMinor,
          }))}
          series={[{ name: "expires", label: words.chart.expires, type: "bar" }]}
          monthName={(monthMs) => monthText(rows.find((row) => Date.parse(row.fromOn) === monthMs) ?? reach.period)}
        />
      )}
      {rows && (
        <ReportTable
          label={words.tabs.expiring}
          columns={columnsFor(setChosen)}
          rows={rows}
          keyOf={({ fromOn: on }) => on}
          empty={words.none}
        />
      )}
      {chosen && <ExpiringBlocks month={chosen} onClose={() => setChosen(null)} />}
    </Stack>
  );
}

function ExpiringBlocks({ month, onClose }: { readonly month: ExpiringCreditRow; readonly onClose: () => void }) {
  const { fromOn, throughOn, currency } = month;
  const options = { fromOn, throughOn, currency };
  const title = `${words.tabs.expiring}, ${monthText(month)}, ${currency}`;
  return (
    <MadeOfReport
      report="reports.expiringBlocks"
      options={options}
      title={title}
      columns={blockTable}
      keyOf={({ blockId }) => blockId}
      empty={words.none}
      exported={{ list: "report_expiring_blocks", ...options }}
      onClose={onClose}
    />
  );
}
