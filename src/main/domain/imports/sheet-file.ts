import type { ImportFileKind } from "../../../shared/contract/account-import.ts";
import type { ImportChoices } from "../../../shared/contract/imports.ts";
import type { ColumnEvidence, ReadColumns } from "../batches/column-evidence.ts";
import { fieldsOfOneColumn, oneColumnFor } from "../../../shared/fields-of-column.ts";
import { readAmount, readDay } from "../batches/reading-values.ts";
import { cellText, problemOfLetters, problemOfWidth, type Cell, type SheetRow } from "../batches/sheet.ts";
import type { ImportFacts } from "./batch.ts";
import { importColumns, kindWords, missingColumns, quoted } from "./columns.ts";
import { mapRows } from "./ready-mappings.ts";
import { importRow, RowFault, type ImportRow } from "./row.ts";
import type { TableRow } from "./table.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

/** A file that is not of our own form, with how it is read: by chosen columns, or as the system means it that it comes from. */
export interface SheetFile {
  readonly choices: ImportChoices;
  readonly header: readonly Cell[];
  /** How many columns every row has; null for a workbook, which leaves out blank ones at the end. */
  readonly width: number | null;
  readonly evidence: ColumnEvidence;
  /** Rows from the newest to the oldest, and how many there are. */
  readonly isNewestFirst: boolean;
  readonly rowCount: number;
  /** Without the header and blank rows, as often as they are asked for. */
  readonly rows: () => Iterable<readonly SheetRow[]>;
}

/** The columns of a file that hold amounts and days, by what was chosen. */
export function readColumns(kind: ImportFileKind, { columns, mapping }: ImportChoices): ReadColumns {
  if (mapping !== null) return { amounts: [], days: [] };
  const ofType = (type: "amount" | "day") =>
    importColumns[kind].filter((column) => column.holds === type).map(({ name }) => columns[name]);
  return { amounts: ofType("amount"), days: ofType("day") };
}

/** @returns what is wrong with the choices for a file of the kind; null where nothing is. */
export function problemOfChoices(kind: ImportFileKind, choices: ImportChoices, isUpdate: boolean): Sentence | null {
  if (choices.mapping !== null) return null;
  const known = new Set(importColumns[kind].map(({ name }) => name));
  const unknown = Object.keys(choices.columns).find((name) => !known.has(name));
  if (unknown !== undefined)
    return sentence("A file of {kind} has no column {column}.", { kind: kindWords[kind], column: quoted(unknown) });
  const missing = missingColumns(kind, Object.keys(choices.columns), isUpdate);
  if (missing.length > 0) return sentence("Say which column holds {columns}.", { columns: missing.map(quoted) });
  const beside = fieldsOfOneColumn(choices.columns);
  return beside.length === 0 ? null : oneColumnFor(beside.map(quoted));
}

/** @returns a function that reads the rows of the file in their order. */
export function sheetRowReader(
  kind: ImportFileKind,
  { choices, header, width, evidence, isNewestFirst, rowCount }: SheetFile,
  { currency, timeZone }: Pick<ImportFacts, "currency" | "timeZone">,
): (row: SheetRow) => TableRow {
  const map = choices.mapping === null ? null : mapRows(choices.mapping, header);
  let rowsBefore = 0;
  return (row) => {
    const place = rowsBefore;
    rowsBefore += 1;
    if ("fault" in row) return row;
    const { lineNumber, cells } = row;
    const fault = problemOfWidth(cells, width) ?? problemOfLetters(cells);
    if (fault !== null) return { lineNumber, fault };
    if (map === null) return { lineNumber, row: chosenRow(choices, evidence, cells, currency) };
    const own = map(cells, { kind, timeZone, sequence: isNewestFirst ? rowCount - place : place + 1 });
    return {
      lineNumber,
      row: importRow(new Map(Object.keys(own).map((name, index) => [name, index])), Object.values(own)),
    };
  };
}

function chosenRow(
  { columns, decimal, dateOrder }: ImportChoices,
  evidence: ColumnEvidence,
  cells: readonly Cell[],
  bookCurrency: string,
): ImportRow {
  const row = importRow(new Map(Object.entries(columns)), cells.map(cellText));
  const cellOf = (column: string): Cell | null => {
    const index = columns[column];
    return index === undefined || row.optional(column) === null ? null : (cells[index] ?? null);
  };
  return {
    ...row,
    amount(column, currencyCode) {
      const cell = cellOf(column);
      if (cell === null) return null;
      const way = { chosen: decimal, isMixed: evidence.decimal.isMixed };
      const read = readAmount(cell, currencyCode, way, bookCurrency);
      if (!read.ok) throw new RowFault(column, read.said);
      return read.value;
    },
    day(column) {
      const cell = cellOf(column);
      if (cell === null) return null;
      const read = readDay(cell, { chosen: dateOrder, ...evidence.dateOrder });
      if (!read.ok) throw new RowFault(column, read.said);
      return read.value;
    },
  };
}
