import type { RevenueLine, RevenueRow } from "../../../shared/contract/reports.ts";
import { DateText } from "../../components/date-text.tsx";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { useEngineQuery } from "../../foundation/engine.ts";
import { AccountLink, Name, Note } from "./entry-columns.tsx";
import { MadeOfReport } from "./made-of-report.tsx";
import { MonthlyReport } from "./monthly-report.tsx";
import { useReportPeriod } from "./report-period.tsx";
import { SumLink, monthText, Sum, type TableColumn } from "./report-table.tsx";
import { reportsText as words } from "./reports-text.ts";

/** What was charged, by plan and month. */
export function RevenueReport() {
  const reach = useReportPeriod("revenue", { monthsBack: 11 });
  const report = useEngineQuery("reports.revenue", reach.period, {
    isEnabled: !reach.isCrossed,
    keepsPrevious: true,
  });
  return (
    <MonthlyReport<RevenueRow, RevenueRow>
      label={words.tabs.revenue}
      reach={reach}
      report={report}
      exported={{ list: "report_revenue", ...reach.period }}
      series={[{ name: "revenue", label: words.chart.revenue, type: "bar" }]}
      dataOf={sumsByMonth}
      columnsFor={columnsFor}
      keyOf={({ fromOn, planId }) => `${fromOn} ${planId}`}
      beginsWith="newest"
      renderChosen={(row, close) => <Lines row={row} onClose={close} />}
    />
  );
}

function sumsByMonth(rows: readonly RevenueRow[]): { monthMs: number; revenue: number }[] {
  const months = Map.groupBy(rows, ({ fromOn }) => Date.parse(fromOn));
  return [...months].map(([monthMs, own]) => ({
    monthMs,
    revenue: own.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0),
  }));
}

function columnsFor(choose: (row: RevenueRow) => void): TableColumn<RevenueRow>[] {
  const amount = (title: string, amountOf: (row: RevenueRow) => number): TableColumn<RevenueRow> => ({
    title,
    isFigure: true,
    cell: (row) => <Sum amountMinor={amountOf(row)} currency={row.currency} />,
  });
  return [
    { title: words.month, cell: monthText },
    {
      title: words.columns.plan,
      cell: ({ planName }) => <Name text={planName ?? words.noPlan} />,
    },
    amount(words.columns.invoiced, ({ invoicedMinor }) => invoicedMinor),
    amount(words.columns.credited, ({ creditedMinor }) => creditedMinor),
    amount(words.columns.voided, ({ voidedMinor }) => voidedMinor),
    {
      title: words.columns.revenue,
      isFigure: true,
      cell: (row) => (
        <SumLink
          amountMinor={row.revenueMinor}
          currency={row.currency}
          title={words.made(titleOf(row))}
          onOpen={() => choose(row)}
        />
      ),
    },
  ];
}

const titleOf = (row: RevenueRow): string => `${row.planName ?? words.noPlan}, ${monthText(row)}, ${row.currency}`;

const lineTable: readonly TableColumn<RevenueLine>[] = [
  { title: words.columns.date, cell: ({ on }) => <DateText on={on} /> },
  { title: words.columns.kind, cell: ({ kind }) => words.revenueKinds[kind] },
  {
    title: words.columns.paper,
    cell: ({ invoiceId, invoiceNumber, creditNoteNumber }) => (
      <PlaceLink size="sm" to={{ screen: "invoice", invoiceId }}>
        {creditNoteNumber ?? invoiceNumber}
      </PlaceLink>
    ),
  },
  { title: words.columns.account, cell: (row) => <AccountLink {...row} /> },
  { title: words.columns.description, cell: ({ description }) => <Note text={description} /> },
  {
    title: words.columns.amount,
    isFigure: true,
    cell: ({ amountMinor, currency }) => <MoneyFigure amountMinor={amountMinor} currency={currency} showsPlus />,
  },
];

function Lines({ row, onClose }: { readonly row: RevenueRow; readonly onClose: () => void }) {
  const { fromOn, throughOn, currency, planId } = row;
  const options = { fromOn, throughOn, currency, planId: planId ?? "none" };
  return (
    <MadeOfReport
      report="reports.revenueLines"
      options={options}
      title={titleOf(row)}
      columns={lineTable}
      // Two lines can say the same, such as two charges of one amount; pages are only added to.
      keyOf={(_line, index) => String(index)}
      empty={words.none}
      exported={{ list: "report_revenue_lines", ...options }}
      onClose={onClose}
    />
  );
}
