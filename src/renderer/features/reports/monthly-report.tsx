import { Skeleton, Stack } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { DaySpan } from "../../../shared/calendar.ts";
import { dateText } from "../../foundation/day-text.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import type { EngineError } from "../../foundation/engine.ts";
import { ExportButton, type ExportedList } from "../../components/export-button.tsx";
import { MonthChart, type MonthChartProps } from "./month-chart.tsx";
import { ReportCurrency, useReportCurrency } from "./report-currency.tsx";
import { PeriodBar, type useReportPeriod } from "./report-period.tsx";
import { monthText, ReportTable, type TableColumn } from "./report-table.tsx";
import { reportsText as words } from "./reports-text.ts";

interface MonthlyReportProps<Row, Chosen> {
  readonly label: string;
  readonly reach: ReturnType<typeof useReportPeriod>;
  /** The rows of all currencies, the oldest first; those of one at a time are shown. */
  readonly report: {
    readonly data: { readonly rows: readonly Row[] } | undefined;
    readonly error: EngineError | null;
    readonly isPending: boolean;
    readonly refetch: () => unknown;
  };
  readonly exported: ExportedList;
  readonly series: MonthChartProps["series"];
  readonly dataOf: (rows: readonly Row[]) => MonthChartProps["data"];
  readonly columnsFor: (choose: (chosen: Chosen) => void) => readonly TableColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  /** The oldest first is for what is still to come. */
  readonly beginsWith: "oldest" | "newest";
  /** What a sum that somebody chose is made of. */
  readonly renderChosen: (chosen: Chosen, onClose: () => void) => ReactNode;
}

/** Sums by month of one currency, as a chart and as a table, each leading to what it is made of. */
export function MonthlyReport<Row extends DaySpan & { readonly currency: string }, Chosen>(
  props: MonthlyReportProps<Row, Chosen>,
) {
  const { label, reach, report, exported, series, dataOf, columnsFor, keyOf, beginsWith, renderChosen } = props;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const money = useReportCurrency(report.data?.rows);
  const rows = report.data?.rows.filter(({ currency }) => currency === money.currency);
  const { fromOn, throughOn } = reach.period;
  return (
    <Stack gap="md">
      <PeriodBar {...reach}>
        <ReportCurrency {...money} />
        <ExportButton size="xs" of={exported} />
      </PeriodBar>
      {report.error && <ErrorNotice error={report.error} onRetry={() => void report.refetch()} />}
      {report.isPending && !reach.isCrossed && <Skeleton h={220} />}
      {rows && rows.length > 0 && (
        <MonthChart
          description={words.chart.describe(label, money.currency, dateText(fromOn), dateText(throughOn))}
          currency={money.currency}
          data={dataOf(rows)}
          series={series}
          monthName={(monthMs) => monthText(rows.find((row) => Date.parse(row.fromOn) === monthMs) ?? reach.period)}
        />
      )}
      {rows && (
        <ReportTable
          label={label}
          columns={columnsFor(setChosen)}
          rows={beginsWith === "newest" ? rows.toReversed() : rows}
          keyOf={keyOf}
          empty={words.none}
          currency={money.currency}
        />
      )}
      {chosen !== null && renderChosen(chosen, () => setChosen(null))}
    </Stack>
  );
}
