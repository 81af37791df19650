import type { ExpiringCreditRow } from "../../../shared/contract/reports.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { blockTable } from "./ageing-report.tsx";
import { MadeOfReport } from "./made-of-report.tsx";
import { MonthlyReport } from "./monthly-report.tsx";
import { useReportPeriod } from "./report-period.tsx";
import { SumLink, monthText, type TableColumn } from "./report-table.tsx";
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
        <SumLink
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
  const report = useEngineQuery("reports.expiringCredit", reach.period, {
    isEnabled: !reach.isCrossed,
    keepsPrevious: true,
  });
  return (
    <MonthlyReport<ExpiringCreditRow, ExpiringCreditRow>
      label={words.tabs.expiring}
      reach={reach}
      report={report}
      exported={{ list: "report_expiring_credit", ...reach.period }}
      series={[{ name: "expires", label: words.chart.expires, type: "bar" }]}
      dataOf={(rows) => rows.map((row) => ({ monthMs: Date.parse(row.fromOn), expires: row.remainingMinor }))}
      columnsFor={columnsFor}
      keyOf={({ fromOn }) => fromOn}
      beginsWith="oldest"
      renderChosen={(month, close) => <ExpiringBlocks month={month} onClose={close} />}
    />
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
