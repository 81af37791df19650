import { createHash } from "node:crypto";
import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence, type Sentence } from "../../../../shared/sentences/sentence.ts";
import { isBlankRow, type Cell, type SheetRow } from "../../../domain/batches/sheet.ts";
import {
  createEncodingProbe,
  decodeText,
  textFormOf,
  type TextEncoding,
  type TextForm,
} from "../../../domain/batches/text-form.ts";
import { readCsvRows } from "../../../domain/imports/csv-rows.ts";
import { readUploadedBytes, sentFileId } from "../../../storage/imports/import-uploads.ts";
import { listSheets, readUnpackedRows, unpackSheet } from "../../../storage/imports/workbook.ts";
import { JobCancelled, type JobSteps, type ReaderJobContext } from "../../handler.ts";

/** A file of rows, whatever kind of file it is. */
export interface Table {
  readonly format: "csv" | "xlsx";
  readonly encoding: TextEncoding | null;
  readonly delimiter: string | null;
  readonly sheets: readonly string[];
  /** SHA-256 of its bytes. */
  readonly digest: string;
  /** Its rows from the beginning, without those that are blank, as often as they are asked for. */
  readonly rows: () => Iterable<readonly SheetRow[]>;
}

/** How many pieces of a file are looked at in one step. */
const piecesPerStep = 16;
/** What is read of a text to find out what divides it. */
const headLength = 64 * 1024;

/**
 * Find out what a file is and how its rows are read.
 *
 * @param sheet the table of a workbook; null: its first.
 * @throws AppError `upload_not_found`; `file_unreadable` for what is neither text nor a workbook; `upload_too_large`.
 */
export function* openTable(job: ReaderJobContext, uploadId: string, sheet: string | null): JobSteps<Table> {
  const bookPath = job.read(({ book }) => book.workPath);
  const fileId = sentFileId(job.caller.actorId, uploadId);
  const digest = createHash("sha256");
  const probe = createEncodingProbe();
  let start: Buffer | null = null;
  let taken = 0;
  for (const bytes of readUploadedBytes(bookPath, fileId)) {
    start ??= Buffer.from(bytes.subarray(0, 8));
    digest.update(bytes);
    probe.take(bytes);
    taken += 1;
    if (taken % piecesPerStep > 0) continue;
    if (job.isCancelRequested()) throw new JobCancelled();
    yield looking;
  }
  const opened = { digest: digest.digest("hex") };
  if (start === null) throw new AppError("file_unreadable", sentence("The file is empty."));
  if (isWorkbook(start)) {
    yield looking;
    return { ...opened, ...(yield* openWorkbook(bookPath, fileId, sheet)) };
  }
  const otherKind = otherKindOf(start);
  if (otherKind !== null) throw new AppError("file_unreadable", otherKind);
  const encoding = probe.finish();
  const text = () => decodeText(readUploadedBytes(bookPath, fileId), encoding);
  const form = textFormOf(headOf(text()));
  return {
    ...opened,
    format: "csv",
    encoding,
    delimiter: form.delimiter,
    sheets: [],
    rows: () => textRows(text(), form),
  };
}

const zipStart = Buffer.from("PK\u0003\u0004", "latin1");
const oldOfficeStart = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const jsonStart = /^(?:\xEF\xBB\xBF)?\s*(?:\{\s*["}]|\[\s*[{[\]])/u;
const pdfStart = Buffer.from("%PDF", "latin1");

export function isWorkbook(start: Uint8Array): boolean {
  return begins(start, zipStart);
}

/** What a file shows itself to be, by its first bytes, that no table is read from; null for what may be a text or a workbook. */
export function otherKindOf(start: Uint8Array): Sentence | null {
  if (begins(start, oldOfficeStart))
    return sentence("The file is a workbook of the old kind (.xls), or one that is locked with a password.");
  if (jsonStart.test(Buffer.from(start.subarray(0, 8)).toString("latin1")))
    return sentence("The file is JSON, and not a table.");
  return begins(start, pdfStart) ? sentence("The file is a PDF, which has no columns.") : null;
}

function begins(start: Uint8Array, bytes: Buffer): boolean {
  return bytes.equals(start.subarray(0, bytes.length));
}

function* openWorkbook(bookPath: string, fileId: string, sheet: string | null): JobSteps<Omit<Table, "digest">> {
  const opened: { sheets: readonly string[]; rowsId: string } = { sheets: [], rowsId: "" };
  yield listSheets(bookPath, fileId).then((sheets) => void (opened.sheets = sheets));
  const index = sheet === null ? 0 : opened.sheets.indexOf(sheet);
  if (index < 0 || opened.sheets.length === 0) {
    throw new AppError("file_unreadable", sentence('The workbook has no table "{sheet}".', { sheet: sheet ?? "" }));
  }
  yield unpackSheet(bookPath, fileId, index).then((rowsId) => void (opened.rowsId = rowsId));
  return {
    format: "xlsx",
    encoding: null,
    delimiter: null,
    sheets: opened.sheets,
    rows: () => withoutBlanks(readUnpackedRows(bookPath, opened.rowsId)),
  };
}

function headOf(pieces: Iterable<string>): string {
  let head = "";
  for (const piece of pieces) {
    head += piece;
    if (head.length >= headLength) break;
  }
  if (head.includes("\0")) throw new AppError("file_unreadable", sentence("The file is neither text nor a workbook."));
  return head.slice(0, headLength);
}

function textRows(text: Iterable<string>, { delimiter, hintLength }: TextForm): Iterable<readonly SheetRow[]> {
  const firstLineNumber = hintLength > 0 ? 2 : 1;
  return withoutBlanks(toSheetRows(readCsvRows(without(text, hintLength), { delimiter, firstLineNumber })));
}

function* toSheetRows(slices: ReturnType<typeof readCsvRows>): Generator<readonly SheetRow[], void, void> {
  for (const rows of slices) {
    yield rows.map((row) => ("fault" in row ? row : { lineNumber: row.lineNumber, cells: row.values }));
  }
}

function* withoutBlanks(slices: Iterable<readonly SheetRow[]>): Generator<readonly SheetRow[], void, void> {
  for (const rows of slices) yield rows.filter((row) => !isBlankRow(row));
}

function* without(pieces: Iterable<string>, length: number): Generator<string, void, void> {
  let left = length;
  for (const piece of pieces) {
    yield piece.slice(left);
    left = Math.max(0, left - piece.length);
  }
}

const looking: JobProgress = { done: 0, total: null, unit: "rows", failures: 0, totals: [] };

/** What is looked at to propose how a file is read. */
const inspectedRows = 5000;

export function firstRows(table: Table): SheetRow[] {
  const rows: SheetRow[] = [];
  for (const slice of table.rows()) {
    rows.push(...slice);
    if (rows.length >= inspectedRows) break;
  }
  return rows;
}

/** The first row of a table, and no more of it. @throws as {@link firstCells}. */
export function headerOf(table: Table): readonly Cell[] {
  for (const rows of table.rows()) if (rows.length > 0) return firstCells(rows);
  return firstCells([]);
}

/** @throws AppError `file_unreadable` where there is no row, or none that could be divided. */
export function firstCells(rows: readonly SheetRow[]): readonly Cell[] {
  const [first] = rows;
  if (first === undefined) throw new AppError("file_unreadable", sentence("The file has no rows."));
  if ("fault" in first)
    throw new AppError("file_unreadable", sentence("The first row cannot be read. {fault}", { fault: first.fault }));
  return first.cells;
}

/** Every row of a text has as many values as the first; a workbook leaves out those at the end that are blank. */
export function widthOf({ format }: Table, first: readonly Cell[]): number | null {
  return format === "csv" ? first.length : null;
}
