import { createHash } from "node:crypto";
import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import type { ParsedInput } from "../../../../shared/contract/index.ts";
import { textPieces } from "../../../../shared/text-pieces.ts";
import type { ImportFile, InspectedFile } from "../../../domain/imports/batch.ts";
import { decodeText } from "../../../domain/batches/text-form.ts";
import { createInspection } from "../../../domain/imports/inspection.ts";
import { readUploadedBytes, removeUpload } from "../../../storage/imports/import-uploads.ts";
import { JobCancelled, type JobSteps, type WriterJobContext } from "../../handler.ts";

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
export function* inspectFiles(job: WriterJobContext, { files, mode }: ImportInput): JobSteps<ReadyFiles> {
  const bookPath = job.read(({ book }) => book.path);
  const contentHash = createHash("sha256").update('["accounts.import",{"files":[');
  const inspected: InspectedFile[] = [];
  let taken = 0;
  for (const [index, given] of files.entries()) {
    const { kind, name } = given;
    const pieces = "text" in given ? () => textPieces(given.text) : textOf(bookPath, given.uploadId);
    const file: ImportFile = { kind, name, pieces };
    const inspection = createInspection();
    const head = JSON.stringify({ kind: file.kind, name: file.name });
    contentHash.update(`${index === 0 ? "" : ","}${head.slice(0, -1)},"text":"`);
    for (const piece of file.pieces()) {
      inspection.take(piece);
      contentHash.update(JSON.stringify(piece).slice(1, -1));
      taken += 1;
      if (taken % piecesPerStep > 0) continue;
      if (job.isCancelRequested()) throw new JobCancelled();
      yield looking;
    }
    contentHash.update('"}');
    inspected.push(inspection.finish(file));
  }
  contentHash.update(`],"mode":${JSON.stringify(mode)}}]`);
  return { files: inspected, contentHash: contentHash.digest() };
}

/**
 * The text of a file that was sent before. What Excel saves as Unicode text begins with a mark that says so; everything else has to be UTF-8, because the name of an account is read
 * by nobody before it is written.
 */
function textOf(bookPath: string, uploadId: string): () => Iterable<string> {
  const [start] = readUploadedBytes(bookPath, uploadId);
  const encoding = start?.subarray(0, 2).toString("hex") === "fffe" ? "utf-16le" : "utf-8";
  return () => decodeText(readUploadedBytes(bookPath, uploadId), encoding);
}

/** The files that were sent before are in the book now. */
export function forgetUploads(job: WriterJobContext, { files }: ImportInput): void {
  const bookPath = job.read(({ book }) => book.path);
  for (const file of files) if ("uploadId" in file) removeUpload(bookPath, file.uploadId);
}

const looking: JobProgress = { done: 0, total: null, unit: "lines", failures: 0, totals: [] };
