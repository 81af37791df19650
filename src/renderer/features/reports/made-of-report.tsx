import { ExportButton, type ExportedList } from "../../components/export-button.tsx";
import { MadeOf, PagedRows } from "./made-of.tsx";
import type { TableColumn } from "./report-table.tsx";
import { useReportRows, type PagedReport, type ReportOptions, type ReportRowOf } from "./use-report-rows.ts";

interface MadeOfReportProps<Name extends PagedReport> {
  /** The report that lists the rows, and what chooses them. */
  readonly report: Name;
  readonly options: ReportOptions<Name>;
  readonly title: string;
  readonly columns: readonly TableColumn<ReportRowOf<Name>>[];
  readonly keyOf: (row: ReportRowOf<Name>, index: number) => string;
  readonly empty: string;
  /** All of them, as they can be saved. */
  readonly exported: ExportedList;
  readonly onClose: () => void;
}

/** The rows of a report that a sum is made of, below it, and all of them as a file. */
export function MadeOfReport<Name extends PagedReport>(props: MadeOfReportProps<Name>) {
  const { report, options, title, columns, keyOf, empty, exported, onClose } = props;
  const source = useReportRows(report, options);
  return (
    <MadeOf title={title} onClose={onClose} action={<ExportButton of={exported} />}>
      <PagedRows label={title} source={source} columns={columns} keyOf={keyOf} empty={empty} />
    </MadeOf>
  );
}
