import type { ColumnDef } from "hucre/xlsx";
import { guardedText, toCsv, type CsvCell } from "../../../shared/csv.ts";
import { toDecimalString } from "../../../shared/money/format.ts";
import type { ExportFile } from "./export-file.ts";

/** How a table is written: for spreadsheets that take text, for spreadsheets of their own kind, for programs. */
export type TableFormat = "csv" | "xlsx" | "jsonl";

/** A table on its way into a file. It holds no more rows than it was just given. */
export interface TableWriter {
  /** @returns a promise where the rows are not taken in yet; no more are given until it is kept. */
  take(rows: readonly (readonly CsvCell[])[]): Promise<void> | undefined;
  /** After this the file holds all of them. */
  end(): Promise<void> | undefined;
}

/** What a column is called, and whether it holds amounts. */
export interface TableColumn {
  readonly name: string;
  readonly isAmount?: true;
}

/** Begin a table, whose columns' names are its first row, or the names of the fields of its objects. */
export function createTableWriter(file: ExportFile, format: TableFormat, columns: readonly TableColumn[]): TableWriter {
  const names = columns.map(({ name }) => name);
  switch (format) {
    case "csv":
      file.write(toCsv([names]));
      return createTextWriter(file, toCsv);
    case "jsonl":
      return createTextWriter(file, (rows) => toJsonLines(names, rows));
    case "xlsx":
      return createWorkbookWriter(file, columns);
  }
}

/** What is given is in the file at once. */
function createTextWriter(file: ExportFile, toText: (rows: readonly (readonly CsvCell[])[]) => string): TableWriter {
  return {
    take(rows) {
      file.write(toText(rows));
      return undefined;
    },
    end: () => undefined,
  };
}

/** One object for each row. An amount is a text, because no floating point number ever holds money (BEHAVIOUR 1.1). */
function toJsonLines(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const valueOf = (cell: CsvCell | undefined) =>
    typeof cell === "object" && cell !== null ? toDecimalString(cell.amountMinor, cell.currency) : cell;
  return rows
    .map((row) => `${JSON.stringify(Object.fromEntries(columns.map((name, index) => [name, valueOf(row[index])])))}\n`)
    .join("");
}

/** So many digits a spreadsheet keeps of a number; what has more stays text. */
const exactDigits = 15;

/** At least the two decimals of most currencies, and the third where there is one. */
const amountFormat = "#,##0.00#";

type Cell = string | number | null;

/**
 * A workbook of one sheet, or of more where the rows are more than a sheet holds. The library asks for rows when it has room for them, so
 * what is given waits until it is asked for.
 */
function createWorkbookWriter(file: ExportFile, columns: readonly TableColumn[]): TableWriter {
  const rows = createHandover<Cell[]>();
  const layout = columns.map(({ name, isAmount }) => ({
    header: name,
    width: Math.max(12, name.length + 2),
    ...(isAmount && { numFmt: amountFormat }),
  }));
  const written = writeWorkbook(file, rows.taken, layout);
  // Whoever gives rows learns of it, and nobody does where none are given any more.
  written.catch(() => undefined);
  return {
    take: (given) => Promise.race([rows.give(given.map((row) => row.map(toCell))), written]),
    end() {
      rows.end();
      return written;
    },
  };
}

async function writeWorkbook(file: ExportFile, rows: AsyncIterable<Cell[]>, columns: ColumnDef[]): Promise<void> {
  // Loaded with the first workbook, because whoever starts the program waits for all that is loaded before.
  const { writeXlsxStream } = await import("hucre/xlsx");
  // Without records for more than 4 GiB, with which LibreOffice opens no workbook; the library throws where they would be needed.
  const content = writeXlsxStream(rows, { name: "Export", columns, freezePane: { rows: 1 } });
  for await (const chunk of content) file.write(chunk);
}

function toCell(cell: CsvCell): Cell {
  if (cell === null || typeof cell === "number") return cell;
  if (typeof cell === "string") return escapeAsItself(guardedText(cell));
  const digits = toDecimalString(cell.amountMinor, cell.currency);
  return String(Math.abs(cell.amountMinor)).length > exactDigits ? digits : Number(digits);
}

/** A spreadsheet reads `_x000D_` as the character of that number; its own way to write those seven is to escape the first. */
function escapeAsItself(text: string): string {
  return text.replaceAll(/_(?=x[\dA-F]{4}_)/giu, "_x005F_");
}

/** Hands what one side gives to another that takes it piece by piece, never holding more than was given last. */
function createHandover<Item>(): {
  readonly taken: AsyncIterable<Item>;
  /** @returns a promise that is kept once all of it has been taken. */
  give(items: readonly Item[]): Promise<void>;
  end(): void;
} {
  type Offer = { readonly items: readonly Item[]; readonly isTaken: () => void } | null;
  let offer = Promise.withResolvers<Offer>();
  return {
    taken: (async function* () {
      for (;;) {
        const offered = await offer.promise;
        if (offered === null) return;
        offer = Promise.withResolvers();
        yield* offered.items;
        offered.isTaken();
      }
    })(),
    give: (items) => new Promise((isTaken) => offer.resolve({ items, isTaken })),
    end: () => offer.resolve(null),
  };
}
