import type { ReportColumn } from "../../../shared/report-columns.ts";
import { ExportReport, readAllPages } from "./export-report.tsx";
import { MadeOf, PagedRows } from "./made-of.tsx";
import type { TableColumn } from "./report-table.tsx";
import {
  readReportPage,
  useReportRows,
  type PagedReport,
  type ReportOptions,
  type ReportRowOf,
} from "./use-report-rows.ts";

interface MadeOfReportProps<Name extends PagedReport> {
  /** The report that lists the rows, and what chooses them. */
  readonly report: Name;
  readonly options: ReportOptions<Name>;
  readonly title: string;
  readonly columns: readonly TableColumn<ReportRowOf<Name>>[];
  readonly keyOf: (row: ReportRowOf<Name>, index: number) => string;
  readonly empty: string;
  /** The name without its ending, and the columns, of the file that all of them are saved to. */
  readonly fileName: string;
  readonly fileColumns: readonly ReportColumn<ReportRowOf<Name>>[];
  readonly onClose: () => void;
}

/** The rows of a report that a sum is made of, below it, and all of them as a file. */
export function MadeOfReport<Name extends PagedReport>(props: MadeOfReportProps<Name>) {
  const { report, options, title, columns, keyOf, empty, fileName, fileColumns, onClose } = props;
  const source = useReportRows(report, options);
  return (
    <MadeOf
      title={title}
      onClose={onClose}
      action={
        <ExportReport
          fileName={fileName}
          columns={fileColumns}
          readAll={(onProgress) =>
            readAllPages<ReportRowOf<Name>, string>(
              (after, limit) => readReportPage(report, options, after, limit),
              onProgress,
            )
          }
        />
      }
    >
      <PagedRows label={title} source={source} columns={columns} keyOf={keyOf} empty={empty} />
    </MadeOf>
  );
}
