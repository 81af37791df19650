import { createHash, type Hash } from "node:crypto";
import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import type { ParsedInput } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import type { ImportChoices } from "../../../../shared/contract/imports.ts";
import { textPieces } from "../../../../shared/text-pieces.ts";
import { cellText, type Cell } from "../../../domain/batches/sheet.ts";
import { decodeText } from "../../../domain/batches/text-form.ts";
import type { InspectedFile } from "../../../domain/imports/batch.ts";
import { readHeader } from "../../../domain/imports/columns.ts";
import { readCsvRows } from "../../../domain/imports/csv-rows.ts";
import { createInspection } from "../../../domain/imports/inspection.ts";
import { problemOfChoices } from "../../../domain/imports/sheet-file.ts";
import { readUploadedBytes, removeUpload, sentFileId } from "../../../storage/imports/import-uploads.ts";
import { JobCancelled, type JobSteps, type WriterJobContext } from "../../handler.ts";
import { headerOf, isWorkbook, openTable, otherKindOf, type Table } from "../batches/table.ts";
import { lookThroughSheet, proposeChoices } from "./import-choices.ts";

type ImportInput = ParsedInput<"accounts.import">;

/** How many pieces of text are looked at in one step; a short import is looked at in the first step, which can refuse the call. */
const piecesPerStep = 4;

/** The files of an import, and what its idempotency key stands for. */
export interface ReadyFiles {
  readonly files: readonly InspectedFile[];
  readonly contentHash: Buffer;
}

/**
 * Look through the files once, in slices.
 *
 * The content hash is the one that the input with all its text would have, so that a key stands for the same content however the text
 * came, and in books of versions in which it came in one piece (BEHAVIOUR 3.2).
 */
export function* inspectFiles(job: WriterJobContext, input: ImportInput): JobSteps<ReadyFiles> {
  const { files, mode, existing, emptyCells } = input;
  const contentHash = createHash("sha256").update('["accounts.import",{"files":[');
  const inspected: InspectedFile[] = [];
  for (const [index, given] of files.entries()) {
    if (index > 0) contentHash.update(",");
    inspected.push(yield* inspectFile(job, given, existing === "update", contentHash));
  }
  // A key of an earlier version stands for what it stood for then.
  const said = existing === "update" ? { mode, existing, emptyCells } : { mode };
  contentHash.update(`],${JSON.stringify(said).slice(1)}]`);
  return { files: inspected, contentHash: contentHash.digest() };
}

type GivenFile = ImportInput["files"][number];

/** A file that cannot be read as what it is, such as a PDF, is a problem by its name, beside those of the other files. */
function* inspectFile(
  job: WriterJobContext,
  given: GivenFile,
  isUpdate: boolean,
  contentHash: Hash,
): JobSteps<InspectedFile> {
  try {
    const table = yield* foreignTable(job, given, isUpdate);
    return table === null
      ? yield* inspectText(job, given, contentHash)
      : yield* inspectTable(job, given, table, contentHash);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "file_unreadable") throw error;
    const { kind, name } = given;
    contentHash.update(JSON.stringify(given));
    return { kind, name, pieces: () => [], lineCount: 0, digest: "", fault: error.sentence };
  }
}

function* inspectText(job: WriterJobContext, given: GivenFile, contentHash: Hash): JobSteps<InspectedFile> {
  const { kind, name } = given;
  const pieces = "text" in given ? () => textPieces(given.text) : textOf(job, given.uploadId);
  const inspection = createInspection();
  contentHash.update(`${JSON.stringify({ kind, name }).slice(0, -1)},"text":"`);
  let taken = 0;
  for (const piece of pieces()) {
    inspection.take(piece);
    contentHash.update(JSON.stringify(piece).slice(1, -1));
    taken += 1;
    if (taken % piecesPerStep > 0) continue;
    if (job.isCancelRequested()) throw new JobCancelled();
    yield looking;
  }
  contentHash.update('"}');
  return inspection.finish({ kind, name, pieces });
}

/** A file that is not of our own form, and how it is read. */
interface ForeignTable {
  readonly table: Table;
  readonly choices: ImportChoices;
}

/**
 * What a file is that was chosen how to read, or whose columns show it; null for one of our own form, or of which nothing is known: what is
 * wrong with that is said as of one of our own.
 */
function* foreignTable(job: WriterJobContext, given: GivenFile, isUpdate: boolean): JobSteps<ForeignTable | null> {
  if ("text" in given) return null;
  const { uploadId, kind, choices } = given;
  if (choices !== null) {
    const problem = problemOfChoices(kind, choices, isUpdate);
    if (problem !== null)
      throw new AppError("invalid_input", sentence("{name}: {problem}", { name: given.name, problem }));
    return { table: yield* openTable(job, uploadId, choices.sheet), choices };
  }
  if (isOwnForm(job, given, isUpdate)) return null;
  const opened = yield* openKnownTable(job, uploadId);
  if (opened === null) return null;
  const { table, header } = opened;
  const proposed = job.read(({ book }) => proposeChoices(book, header, kind));
  if (proposed.isRemembered || proposed.choices.mapping !== null) return { table, choices: proposed.choices };
  const own = readHeader(kind, header.map(cellText), isUpdate);
  if (!own.ok) return null;
  return { table, choices: { ...proposed.choices, columns: Object.fromEntries(own.positions) } };
}

/** A workbook, or a text of which it is certain what its letters are; null for anything else that may be a text. */
function* openKnownTable(
  job: WriterJobContext,
  uploadId: string,
): JobSteps<{ readonly table: Table; readonly header: readonly Cell[] } | null> {
  const start = firstBytesOf(job, uploadId);
  const otherKind = otherKindOf(start);
  if (otherKind !== null) throw new AppError("file_unreadable", otherKind);
  try {
    const table = yield* openTable(job, uploadId, null);
    return table.encoding === "windows-1252" ? null : { table, header: headerOf(table) };
  } catch (error) {
    if (!isWorkbook(start) && error instanceof AppError && error.code === "file_unreadable") return null;
    throw error;
  }
}

/** Whether the first line of a text names the columns of its kind, with commas between them. */
function isOwnForm(
  job: WriterJobContext,
  { kind, uploadId }: GivenFile & { uploadId: string },
  isUpdate: boolean,
): boolean {
  const [head = ""] = textOf(job, uploadId)();
  for (const rows of readCsvRows([head])) {
    const [first] = rows;
    if (first) return "values" in first && readHeader(kind, first.values, isUpdate).ok;
  }
  // Nothing is in it, which is said of it as of one of our own.
  return head.trim() === "";
}

function* inspectTable(
  job: WriterJobContext,
  { kind, name }: GivenFile,
  { table, choices }: ForeignTable,
  contentHash: Hash,
): JobSteps<InspectedFile> {
  contentHash.update(JSON.stringify({ kind, name, choices, digest: table.digest }));
  const sheet = yield* lookThroughSheet(job, table, kind, choices);
  return { kind, name, pieces: () => [], lineCount: sheet.rowCount, digest: table.digest, fault: null, sheet };
}

/**
 * The text of a file that was sent before. What Excel saves as Unicode text begins with a mark that says so; everything else has to be
 * UTF-8, because the name of an account is read by nobody before it is written.
 */
function textOf(job: WriterJobContext, uploadId: string): () => Iterable<string> {
  const bookPath = job.read(({ book }) => book.workPath);
  const fileId = sentFileId(job.caller.actorId, uploadId);
  const isMarked = firstBytesOf(job, uploadId).subarray(0, 2).toString("hex") === "fffe";
  const encoding = isMarked ? "utf-16le" : "utf-8";
  return () => decodeText(readUploadedBytes(bookPath, fileId), encoding);
}

/** @throws AppError `upload_not_found`. */
function firstBytesOf(job: WriterJobContext, uploadId: string): Buffer {
  const bookPath = job.read(({ book }) => book.workPath);
  const [start = Buffer.alloc(0)] = readUploadedBytes(bookPath, sentFileId(job.caller.actorId, uploadId));
  return start;
}

/** The files that were sent before are in the book now. */
export function forgetUploads(job: WriterJobContext, { files }: ImportInput): void {
  const bookPath = job.read(({ book }) => book.workPath);
  for (const file of files) {
    if ("uploadId" in file) removeUpload(bookPath, sentFileId(job.caller.actorId, file.uploadId));
  }
}

const looking: JobProgress = { done: 0, total: null, unit: "lines", failures: 0, totals: [] };
