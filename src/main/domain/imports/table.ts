import type { ImportFacts, ImportFile, InspectedFile } from "./batch.ts";
import { readHeader, type HeaderReading } from "./columns.ts";
import { readCsvRows, type CsvRow } from "./csv-rows.ts";
import { importRow, type ImportRow } from "./row.ts";
import { sheetRowReader, type SheetFile } from "./sheet-file.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

/** A data row of a file, or why it cannot be told what stands in which column. */
export type TableRow =
  | { readonly lineNumber: number; readonly row: ImportRow }
  | { readonly lineNumber: number; readonly fault: Sentence };

/** Some rows that follow each other, and the line that reading has come to. */
interface TableSlice {
  readonly rows: readonly TableRow[];
  readonly lineNumber: number;
}

/**
 * Reads one file: text, header, data rows. Rows without any value are passed over; spreadsheets leave such rows behind.
 *
 * @param isUpdate whether accounts of the book may be changed; a file then need not have all columns of a new one.
 * @returns why the file as a whole is refused; null when it is not.
 */
export function* readTable(
  file: InspectedFile,
  facts: ImportFacts,
  isUpdate: boolean,
): Generator<TableSlice, Sentence | null> {
  if (file.fault !== null) return file.fault;
  if (file.sheet) return yield* readSheet(file, file.sheet, facts);
  let positions: ReadonlyMap<string, number> | null = null;
  let rowCount = 0;
  for (const csvRows of readCsvRows(file.pieces())) {
    const rows: TableRow[] = [];
    for (const csvRow of csvRows) {
      if (isBlank(csvRow)) continue;
      if (positions === null) {
        const header = headerOf(file, csvRow, isUpdate);
        if (!header.ok) return header.said;
        positions = header.positions;
      } else {
        rows.push(toTableRow(csvRow, positions));
      }
    }
    rowCount += rows.length;
    yield { rows, lineNumber: csvRows.at(-1)?.lineNumber ?? 0 };
  }
  return rowCount > 0 ? null : noRows;
}

const noRows = sentence("The file has a header and no rows. Leave it out if there is nothing to import.");

function* readSheet(
  { kind }: ImportFile,
  sheet: SheetFile,
  facts: ImportFacts,
): Generator<TableSlice, Sentence | null> {
  const read = sheetRowReader(kind, sheet, facts);
  let rowCount = 0;
  for (const slice of sheet.rows()) {
    const rows = slice.map(read);
    rowCount += rows.length;
    yield { rows, lineNumber: rowCount };
  }
  return rowCount > 0 ? null : noRows;
}

function headerOf({ kind }: ImportFile, csvRow: CsvRow, isUpdate: boolean): HeaderReading {
  return "fault" in csvRow ? { ok: false, said: csvRow.fault } : readHeader(kind, csvRow.values, isUpdate);
}

function toTableRow(csvRow: CsvRow, positions: ReadonlyMap<string, number>): TableRow {
  if ("fault" in csvRow) return csvRow;
  const { lineNumber, values } = csvRow;
  if (values.length === positions.size) return { lineNumber, row: importRow(positions, values) };
  return {
    lineNumber,
    fault: sentence("The row has {count} values; the header names {columns} columns.", {
      count: values.length,
      columns: positions.size,
    }),
  };
}

function isBlank(row: CsvRow): boolean {
  return "values" in row && row.values.every((value) => value.trim() === "");
}
