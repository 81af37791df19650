import { randomUUID } from "node:crypto";
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { unzipSync } from "fflate/browser";
import type { CellValue } from "hucre/xlsx";
import { isCivilDate } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence, verbatim, type Sentence } from "../../../shared/sentences/sentence.ts";
import type { Cell, SheetRow } from "../../domain/batches/sheet.ts";
import { writeWhole } from "../book/file-access.ts";
import { withBookErrors } from "../book/sqlite-errors.ts";
import { hasUpload, readUploadedText, uploadPath } from "./import-uploads.ts";

/** A workbook is held in memory as it was sent; what is unpacked of it is read in a stream. */
const largestWorkbookBytes = 64 * 1024 * 1024;
/** What a part of it may say that it unpacks to: a sheet, which is read in a stream, and any other, which is read as a whole. */
const largestSheetBytes = 256 * 1024 * 1024;
const largestPartBytes = 64 * 1024 * 1024;
/** More columns than any table of adjustments has; a cell far to the right would otherwise be a row of a million. */
const mostColumns = 1000;
/** Places of cells, blank ones too: a row is as wide as its last cell, and is made whole before it is given. */
const mostPlaces = 20_000_000;
/** As many rows as a sheet can have. */
const lastRowIndex = 1_048_575;
const longestCell = 32_767;
/** What has no end is no table: a bomb unpacks to rows without number. */
const mostRows = 300_000;
/** What a cell holds at most together with the others of its table. */
const mostTextBytes = 128 * 1024 * 1024;

/** The names of a workbook's tables, in their order. @throws AppError `file_unreadable`, `disk_full`. */
export async function listSheets(bookPath: string, uploadId: string): Promise<string[]> {
  const namesId = `${uploadId}.sheets`;
  // Reading the names takes in what all tables share.
  if (hasUpload(bookPath, namesId)) return JSON.parse(readFileSync(uploadPath(bookPath, namesId), "utf8")) as string[];
  const names: string[] = [];
  await reading(async () => {
    const { readXlsx } = await import("hucre/xlsx");
    await readXlsx(bytesOf(uploadPath(bookPath, uploadId)), {
      sheets({ name }) {
        names.push(name);
        return false;
      },
    });
  });
  await keepWhole(bookPath, namesId, (write) => write(JSON.stringify(names)));
  return names;
}

/**
 * Read a table of a workbook into a file of rows beside it, unless that was done before: rows of a workbook come when they are unpacked, and
 * are then read like those of a text, piece after piece and as often as it takes.
 *
 * @param sheetIndex counted from 0.
 * @returns what {@link readUnpackedRows} reads them by.
 * @throws AppError `file_unreadable`, `upload_too_large`, `disk_full`.
 */
export async function unpackSheet(bookPath: string, uploadId: string, sheetIndex: number): Promise<string> {
  const rowsId = `${uploadId}.sheet-${sheetIndex}`;
  if (hasUpload(bookPath, rowsId)) return rowsId;
  const unpack = async (write: Write): Promise<void> => {
    const { streamXlsxRows } = await import("hucre/xlsx");
    let lines: string[] = [];
    let textBytes = 0;
    let rowCount = 0;
    let placeCount = 0;
    for await (const { index, values } of streamXlsxRows(bytesOf(uploadPath(bookPath, uploadId)), {
      sheet: sheetIndex,
    })) {
      const line = `${JSON.stringify({ lineNumber: index + 1, cells: values.slice(0, mostColumns).map(toCell) })}\n`;
      textBytes += line.length;
      rowCount += 1;
      placeCount += values.length;
      if (rowCount > mostRows || textBytes > mostTextBytes || placeCount > mostPlaces) throw tooLarge();
      if (!(index >= 0 && index <= lastRowIndex))
        throw unreadable(sentence("One of its rows has a number that no row can have."));
      lines.push(line);
      if (lines.length < 1000) continue;
      write(lines.join(""));
      lines = [];
    }
    write(lines.join(""));
  };
  await keepWhole(bookPath, rowsId, (write) => reading(() => unpack(write)));
  return rowsId;
}

type Write = (text: string) => void;

/**
 * Keep beside the book what is made of a file. It has its name once all of it is there, so that a part which found room is never taken for it.
 *
 * @throws AppError `disk_full`.
 */
async function keepWhole(bookPath: string, id: string, make: (write: Write) => void | Promise<void>): Promise<void> {
  const guarded = <Answer>(work: () => Answer): Answer => withBookErrors(bookPath, work);
  const draftPath = uploadPath(bookPath, `${randomUUID()}.draft`);
  const draft = guarded(() => openSync(draftPath, "wx", 0o600));
  try {
    await make((text) => guarded(() => writeWhole(draft, text)));
    guarded(() => renameSync(draftPath, uploadPath(bookPath, id)));
  } finally {
    closeSync(draft);
    rmSync(draftPath, { force: true });
  }
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
  if (size > largestWorkbookBytes) {
    throw new AppError(
      "upload_too_large",
      sentence("The workbook is larger than {megabytes} MB.", { megabytes: largestWorkbookBytes / 1024 / 1024 }),
    );
  }
  const bytes = readFileSync(path);
  requireBounded(bytes);
  return bytes;
}

/** Look at how large the parts of an archive are, which is as far as the library unpacks them. @throws AppError `file_unreadable`. */
function requireBounded(archive: Uint8Array): void {
  unzipSync(archive, {
    filter({ name, size, originalSize }) {
      const largest = /^xl\/worksheets\/sheet\d+\.xml$/iu.test(name) ? largestSheetBytes : largestPartBytes;
      // Of a part that says nothing here the library believes what stands beside it.
      const saysNothing = (size === 0 || originalSize === 0) && !name.endsWith("/");
      if (originalSize > largest || saysNothing) throw tooLarge();
      return false;
    },
  });
}

/** A number as a spreadsheet means it: what it calculates with has 17 digits, of which it shows 15. */
function toCell(value: CellValue): Cell {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return { number: plainNumber(value) };
  if (value instanceof Date) {
    const date = Number.isNaN(value.getTime()) ? "" : value.toISOString().slice(0, 10);
    return isCivilDate(date) ? { date } : date || String(value);
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
    throw unreadable(verbatim(`${error instanceof Error ? error.message : String(error)}.`));
  }
}

function tooLarge(): AppError {
  return unreadable(sentence("It unpacks to more than a table holds."));
}

function unreadable(why: Sentence): AppError {
  return new AppError("file_unreadable", sentence("The workbook cannot be read. {why}", { why }));
}
