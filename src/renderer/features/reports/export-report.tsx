import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { toCsv, type CsvCell } from "../../../shared/csv.ts";
import { toDecimalString } from "../../../shared/money/format.ts";
import type { ReportColumn } from "../../../shared/report-columns.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { countText } from "../../foundation/count-text.ts";
import { EngineError } from "../../foundation/engine.ts";
import { platform } from "../../platform/platform.ts";
import { reportsText as words } from "./reports-text.ts";
import type { RowPage } from "./use-report-rows.ts";

type Format = keyof typeof words.exportAs;

interface ExportReportProps<Row> {
  /** The file's name without its ending. */
  readonly fileName: string;
  readonly columns: readonly ReportColumn<Row>[];
  /** All rows, those that are not on the screen as well. */
  readonly readAll: (onProgress: (rowCount: number) => void) => Promise<readonly Row[]>;
}

/** Offers all rows of a report for saving. */
export function ExportReport<Row>({ fileName, columns, readAll }: ExportReportProps<Row>) {
  const [readCount, setReadCount] = useState<number | null>(null);
  const [error, setError] = useState<EngineError | null>(null);
  const save = async (format: Format) => {
    setError(null);
    setReadCount(0);
    try {
      const rows = await readAll(setReadCount);
      await platform.saveTextFile(`${fileName}.${format}`, writeRows(columns, rows, format));
    } catch (failure) {
      if (!(failure instanceof EngineError)) throw failure;
      setError(failure);
    } finally {
      setReadCount(null);
    }
  };
  return (
    <>
      {error && <ErrorNotice error={error} />}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            rightSection={<IconChevronDown size={14} aria-hidden="true" />}
            disabled={readCount !== null}
          >
            {readCount === null ? words.export : words.exporting(countText(readCount))}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(["csv", "jsonl"] as const).map((format) => (
            <Menu.Item key={format} onClick={() => void save(format)}>
              {words.exportAs[format]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** The contract's longest page. */
const pageLimit = 500;

/** Read all rows that come in pages. */
export async function readAllPages<Row, Place>(
  read: (after: Place | null, limit: number) => Promise<RowPage<Row, Place>>,
  onProgress: (rowCount: number) => void,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: Place | null = null; ;) {
    const page: RowPage<Row, Place> = await read(after, pageLimit);
    rows.push(...page.rows);
    onProgress(rows.length);
    after = page.next;
    if (after === null) return rows;
  }
}

function writeRows<Row>(columns: readonly ReportColumn<Row>[], rows: readonly Row[], format: Format): string {
  if (format === "csv") {
    return toCsv([columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ value }) => value(row)))]);
  }
  const line = (row: Row) =>
    JSON.stringify(Object.fromEntries(columns.map(({ name, value }) => [name, plain(value(row))])));
  return rows.map((row) => `${line(row)}\n`).join("");
}

/** An amount as text, which no reader rounds. */
function plain(cell: CsvCell): string | number | null {
  return typeof cell === "object" && cell !== null ? toDecimalString(cell.amountMinor, cell.currency) : cell;
}
