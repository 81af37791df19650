import type { ImportFileKind } from "../../../../shared/contract/account-import.ts";
import type { ImportChoices } from "../../../../shared/contract/imports.ts";
import type { MethodOutput, ParsedInput } from "../../../../shared/contract/index.ts";
import { importFileKinds } from "../../../../shared/import-file-kinds.ts";
import { createEvidence, settled, unclearWays } from "../../../domain/batches/column-evidence.ts";
import { headerKey } from "../../../domain/batches/propose-choices.ts";
import { cellText, type Cell, type SheetRow } from "../../../domain/batches/sheet.ts";
import type { InspectedFile } from "../../../domain/imports/batch.ts";
import { missingColumns, readHeader } from "../../../domain/imports/columns.ts";
import { proposeImport } from "../../../domain/imports/propose-import.ts";
import { isNewestFirst, mappings } from "../../../domain/imports/ready-mappings.ts";
import { readColumns, sheetRowReader, type SheetFile } from "../../../domain/imports/sheet-file.ts";
import type { ReadableBook, WritableBook } from "../../../storage/book/book-handle.ts";
import { findRememberedImport, rememberImport } from "../../../storage/imports/import-choices-store.ts";
import { JobCancelled, type JobSteps, type ReaderJobContext } from "../../handler.ts";
import { firstCells, firstRows, openTable, widthOf, type Table } from "../batches/table.ts";

/** What is shown of a file. */
const shownRows = 8;

type Inspected = MethodOutput<"imports.inspect">;

interface Proposed {
  readonly kind: ImportFileKind | null;
  readonly choices: ImportChoices;
  readonly isRemembered: boolean;
}

/**
 * How a file is read that nobody has said it of: as one with the same columns was read last, as the system means it that it comes from, or by
 * the names of its columns.
 *
 * @param kind what it holds where that is known.
 */
export function proposeChoices(book: ReadableBook, header: readonly Cell[], kind: ImportFileKind | null): Proposed {
  const remembered = findRememberedImport(book, headerKey(header));
  if (remembered && (kind === null || kind === remembered.kind)) return { ...remembered, isRemembered: true };
  return { ...proposeImport(header, kind), isRemembered: false };
}

/** Keep how files were read that are not of our own form. */
export function rememberChoices(book: WritableBook, files: readonly InspectedFile[]): void {
  for (const { kind, sheet } of files) {
    if (sheet && sheet.choices.mapping === null) {
      rememberImport(book, headerKey(sheet.header), { kind, choices: sheet.choices });
    }
  }
}

/** Look at the beginning of a file. */
export function* inspectImport(
  job: ReaderJobContext,
  { uploadId, kind: givenKind, sheet: givenSheet, choices: given, existing }: ParsedInput<"imports.inspect">,
): JobSteps<Inspected> {
  const table = yield* openTable(job, uploadId, given === null ? givenSheet : given.sheet);
  const rows = firstRows(table);
  const header = firstCells(rows);
  const proposed = job.read(({ book }) => proposeChoices(book, header, givenKind));
  const isUpdate = existing === "update";
  const ownKind = ownFormOf(table, header, givenKind, isUpdate);
  const kind = givenKind ?? (proposed.isRemembered ? null : ownKind) ?? proposed.kind;
  const wanted = given ?? { ...proposed.choices, sheet: givenSheet };
  const { format, encoding, delimiter, sheets } = table;
  const seen = {
    format,
    encoding,
    delimiter,
    sheets: [...sheets],
    header: header.map((cell, index) => cellText(cell).trim() || `Column ${index + 1}`),
    kind,
    isRemembered: given === null && proposed.isRemembered,
    isOwnForm: given === null && ownKind !== null && ownKind === kind,
  };
  if (kind === null) return { ...seen, choices: wanted, missing: [], unclear: [], rows: [] };
  const data = rows.slice(1);
  const evidence = evidenceOf([data], kind, wanted);
  const choices = settled(wanted, evidence);
  const columns = choices.mapping === null ? Object.keys(choices.columns) : [...mappings[choices.mapping].columns];
  const sheet = sheetOf(table, header, choices, { data, evidence });
  const values = job.read(({ settings }) => {
    const read = sheetRowReader(kind, sheet, settings);
    return data.slice(0, shownRows).map(read);
  });
  return {
    ...seen,
    choices,
    missing: choices.mapping === null ? missingColumns(kind, columns, isUpdate) : [],
    unclear: unclearWays(choices, evidence),
    rows: values.map((each) => ({
      lineNumber: each.lineNumber,
      values:
        "fault" in each
          ? {}
          : Object.fromEntries(columns.map((column) => [column, each.row.freeText(column)?.trim() ?? ""])),
    })),
  };
}

/** What a file of our own form holds, as its columns say; null for any other. */
function ownFormOf(
  { format, encoding, delimiter }: Table,
  header: readonly Cell[],
  kind: ImportFileKind | null,
  isUpdate: boolean,
): ImportFileKind | null {
  if (format !== "csv" || encoding === "windows-1252" || delimiter !== ",") return null;
  const names = header.map(cellText);
  const kinds = kind === null ? importFileKinds : [kind];
  return kinds.find((each) => readHeader(each, names, isUpdate).ok) ?? null;
}

function evidenceOf(slices: Iterable<readonly SheetRow[]>, kind: ImportFileKind, choices: ImportChoices) {
  const evidence = createEvidence(readColumns(kind, choices));
  for (const rows of slices) for (const row of rows) evidence.take(row);
  return evidence.finish();
}

/** A file whose first rows are all that is looked at. */
function sheetOf(
  table: Table,
  header: readonly Cell[],
  choices: ImportChoices,
  { data, evidence }: { readonly data: readonly SheetRow[]; readonly evidence: SheetFile["evidence"] },
): SheetFile {
  return {
    choices,
    header,
    width: widthOf(table, header),
    evidence,
    isNewestFirst: false,
    rowCount: data.length,
    rows: () => [data],
  };
}

/**
 * Go through all rows of a file once, for what only all of them together say.
 *
 * @throws AppError `file_unreadable`.
 */
export function* lookThroughSheet(
  job: ReaderJobContext,
  table: Table,
  kind: ImportFileKind,
  wanted: ImportChoices,
): JobSteps<SheetFile> {
  const evidence = createEvidence(readColumns(kind, wanted));
  let header: readonly Cell[] | null = null;
  let [first, last]: [readonly Cell[], readonly Cell[]] = [[], []];
  let rowCount = 0;
  for (const rows of table.rows()) {
    let data = rows;
    if (header === null && rows.length > 0) {
      header = firstCells(rows);
      data = rows.slice(1);
    }
    for (const row of data) {
      evidence.take(row);
      if ("fault" in row) continue;
      if (first.length === 0) first = row.cells;
      last = row.cells;
    }
    rowCount += data.length;
    if (job.isCancelRequested()) throw new JobCancelled();
    yield { done: 0, total: null, unit: "lines", failures: 0, totals: [] };
  }
  const found = evidence.finish();
  const names = header ?? firstCells([]);
  return {
    choices: settled(wanted, found),
    header: names,
    width: widthOf(table, names),
    evidence: found,
    isNewestFirst: isNewestFirst(names, first, last),
    rowCount,
    rows: () => withoutHeader(table.rows()),
  };
}

function* withoutHeader(slices: Iterable<readonly SheetRow[]>): Generator<readonly SheetRow[], void, void> {
  let isHeader = true;
  for (const rows of slices) {
    yield isHeader ? rows.slice(1) : rows;
    isHeader &&= rows.length === 0;
  }
}
