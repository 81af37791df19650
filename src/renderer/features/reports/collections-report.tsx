import type { CollectionItem, CollectionKind, CollectionRow } from "../../../shared/contract/reports.ts";
import { DateText } from "../../components/date-text.tsx";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { AccountLink, Note } from "./entry-columns.tsx";
import { MadeOfReport } from "./made-of-report.tsx";
import { MonthlyReport } from "./monthly-report.tsx";
import { useReportPeriod } from "./report-period.tsx";
import { SumLink, monthText, type TableColumn } from "./report-table.tsx";
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
  const report = useEngineQuery("reports.collections", reach.period, {
    isEnabled: !reach.isCrossed,
    keepsPrevious: true,
  });
  return (
    <MonthlyReport<CollectionRow, Chosen>
      label={words.tabs.collections}
      reach={reach}
      report={report}
      exported={{ list: "report_collections", ...reach.period }}
      series={[
        { name: "collected", label: words.collectionKinds.collected, type: "bar" },
        { name: "failed", label: words.collectionKinds.failed, type: "bar" },
      ]}
      dataOf={(rows) =>
        rows.map((row) => ({
          monthMs: Date.parse(row.fromOn),
          collected: row.collectedMinor,
          failed: row.failedMinor,
        }))
      }
      columnsFor={columnsFor}
      keyOf={({ fromOn }) => fromOn}
      beginsWith="newest"
      renderChosen={(chosen, close) => <Items {...chosen} onClose={close} />}
    />
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
        <SumLink
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
  { title: words.columns.detail, cell: ({ detail }) => <Note text={detail} /> },
  {
    title: words.columns.amount,
    isFigure: true,
    cell: ({ amountMinor, currency }) => <MoneyFigure amountMinor={amountMinor} currency={currency} />,
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
