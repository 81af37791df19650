import { randomUUID } from "node:crypto";
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { readXlsx, streamXlsxRows, type CellValue } from "hucre/xlsx";
import { isCivilDate } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Cell, SheetRow } from "../../domain/batches/sheet.ts";
import { hasUpload, readUploadedText, uploadPath } from "./import-uploads.ts";

/** A workbook is held in memory as it was sent; what is unpacked of it is read in a stream. */
const largestWorkbookBytes = 64 * 1024 * 1024;
/** More columns than any table of adjustments has; a cell far to the right would otherwise be a row of a million. */
const mostColumns = 1000;
const longestCell = 32_767;
/** What has no end is no table: a bomb unpacks to rows without number. */
const mostRows = 300_000;
/** What a cell holds at most together with the others of its table. */
const mostTextBytes = 128 * 1024 * 1024;

/** The names of a workbook's tables, in their order. @throws AppError `file_unreadable`. */
export async function listSheets(bookPath: string, uploadId: string): Promise<string[]> {
  const names: string[] = [];
  await reading(async () => {
    await readXlsx(bytesOf(uploadPath(bookPath, uploadId)), {
      sheets({ name }) {
        names.push(name);
        return false;
      },
    });
  });
  return names;
}

/**
 * Read a table of a workbook into a file of rows beside it, unless that was done before: rows of a workbook come when they are unpacked, and
 * are then read like those of a text, piece after piece and as often as it takes.
 *
 * @param sheetIndex counted from 0.
 * @returns what {@link readUnpackedRows} reads them by.
 * @throws AppError `file_unreadable`, `upload_too_large`.
 */
export async function unpackSheet(bookPath: string, uploadId: string, sheetIndex: number): Promise<string> {
  const rowsId = `${uploadId}.sheet-${sheetIndex}`;
  if (hasUpload(bookPath, rowsId)) return rowsId;
  const draftPath = uploadPath(bookPath, `${randomUUID()}.draft`);
  const draft = openSync(draftPath, "wx", 0o600);
  try {
    await reading(async () => {
      let lines: string[] = [];
      let textBytes = 0;
      let rowCount = 0;
      for await (const { index, values } of streamXlsxRows(bytesOf(uploadPath(bookPath, uploadId)), {
        sheet: sheetIndex,
      })) {
        const line = `${JSON.stringify({ lineNumber: index + 1, cells: values.slice(0, mostColumns).map(toCell) })}\n`;
        textBytes += line.length;
        rowCount += 1;
        if (rowCount > mostRows || textBytes > mostTextBytes)
          throw unreadable("It unpacks to more than a table holds.");
        lines.push(line);
        if (lines.length < 1000) continue;
        writeSync(draft, lines.join(""));
        lines = [];
      }
      writeSync(draft, lines.join(""));
    });
    renameSync(draftPath, uploadPath(bookPath, rowsId));
  } finally {
    closeSync(draft);
    rmSync(draftPath, { force: true });
  }
  return rowsId;
}

/** The rows of a file that {@link unpackSheet} has written. */
export function* readUnpackedRows(bookPath: string, rowsId: string): Generator<readonly SheetRow[], void, void> {
  let rest = "";
  for (const piece of readUploadedText(bookPath, rowsId)) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    yield lines.map((line) => JSON.parse(line) as SheetRow);
  }
}

function bytesOf(path: string): Uint8Array {
  const { size } = statSync(path);
  if (size <= largestWorkbookBytes) return readFileSync(path);
  throw new AppError("upload_too_large", `The workbook is larger than ${largestWorkbookBytes / 1024 / 1024} MB.`);
}

/** A number as a spreadsheet means it: what it calculates with has 17 digits, of which it shows 15. */
function toCell(value: CellValue): Cell {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return { number: plainNumber(value) };
  if (value instanceof Date) {
    const date = Number.isNaN(value.getTime()) ? "" : value.toISOString().slice(0, 10);
    return isCivilDate(date) ? { date } : String(value);
  }
  return String(value).slice(0, longestCell);
}

function plainNumber(value: number): string {
  return String(Number(value.toPrecision(15)));
}

async function reading(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreadable(`${error instanceof Error ? error.message : String(error)}.`);
  }
}

function unreadable(why: string): AppError {
  return new AppError("file_unreadable", `The workbook cannot be read. ${why}`);
}
