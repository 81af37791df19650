import { randomUUID } from "node:crypto";
import type { ExportedFile, TableFormat } from "../../../../shared/contract/exports.ts";
import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import type { Right } from "../../../../shared/contract/rights.ts";
import type { CsvCell } from "../../../../shared/csv.ts";
import type { ExportColumn } from "../../../../shared/exports/column.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { readSettings, readTime } from "../../../storage/book/book-store.ts";
import { createExportFile, placeForExport, type ExportFile } from "../../../storage/exports/export-file.ts";
import { createTableWriter, type TableColumn } from "../../../storage/exports/table-file.ts";
import { JobCancelled, type JobSteps, type QueryContext, type ReaderJobContext } from "../../handler.ts";
import { requireNamesPaths } from "../book/names-paths.ts";

/** A table that can be written, of whatever: its columns, and its rows piece by piece. */
export interface ExportedTable {
  readonly columns: readonly TableColumn[];
  /** Read as they are written, so that no more of them are in memory than one piece. */
  readonly pages: Iterable<readonly (readonly CsvCell[])[]>;
  /** How many rows there will be, for whoever waits; null where that is not known. */
  readonly total: number | null;
}

/** Rows of a kind as a table. */
export function tableOf<Row>(
  columns: readonly ExportColumn<Row>[],
  pages: Iterable<readonly Row[]>,
  total: number | null,
): ExportedTable {
  const written = function* () {
    for (const rows of pages) yield rows.map((row) => columns.map((column) => column.value(row)));
  };
  return { columns, pages: written(), total };
}

/** Where an export goes, and what it is called there. */
export interface ExportTarget {
  /** Without what its format ends with. */
  readonly name: string;
  readonly extension: string;
  /** Named by the person at the machine; null: beside the book. */
  readonly toPath: string | null;
  /** What one must be allowed to do, to be given it. */
  readonly right: Right;
}

/**
 * Write a table to a file, as a job does: all of it in the state that the book is in when it begins.
 *
 * @param read what is to be written; what it throws refuses the job. It may be called with nothing but the book's state.
 * @throws AppError `path_not_allowed`, `export_failed`, `disk_full`. @throws JobCancelled
 */
export function writeTable(
  context: ReaderJobContext,
  { format, ...target }: Omit<ExportTarget, "extension"> & { readonly format: TableFormat },
  read: (context: QueryContext) => ExportedTable,
): JobSteps<ExportedFile> {
  return writeExport(context, { ...target, extension: format }, function* (state, file, progress) {
    const { columns, pages, total } = read(state);
    const table = createTableWriter(file, format, columns);
    let rowCount = 0;
    yield progress(rowCount, total, "rows");
    for (const page of pages) {
      const taken = table.take(page);
      if (taken) yield taken;
      rowCount += page.length;
      yield progress(rowCount, total, "rows");
    }
    const ended = table.end();
    if (ended) yield ended;
    return rowCount;
  });
}

/** Says how far an export is, and stops it where somebody asked for that. */
type Progress = (done: number, total: number | null, unit: string) => JobProgress;

/** Write a file of one state of the book. What does not become whole is taken away. */
export function* writeExport(
  context: ReaderJobContext,
  { name, extension, toPath, right }: ExportTarget,
  write: (state: QueryContext, file: ExportFile, progress: Progress) => JobSteps<number>,
): JobSteps<ExportedFile> {
  if (toPath !== null) requireNamesPaths(context.caller, toPath);
  const { book, release } = context.holdSnapshot();
  try {
    const file = createExportFile(toPath ?? placeForExport(book.workPath, `${randomUUID()}.${extension}`));
    try {
      const rowCount = yield* write(stateOf(book, context), file, (done, total, unit) => {
        if (context.isCancelRequested() || context.isClosing()) throw new JobCancelled();
        return { done, total, unit, failures: 0, totals: [] };
      });
      const sizeBytes = file.keep();
      return { fileName: `${name}.${extension}`, path: file.path, sizeBytes, rowCount, right };
    } catch (error) {
      file.drop();
      throw error;
    }
  } finally {
    release();
  }
}

function stateOf(book: ReadableBook, { caller }: ReaderJobContext): QueryContext {
  const settings = readSettings(book);
  return { book, settings, ...readTime(settings, Date.now()), caller };
}
