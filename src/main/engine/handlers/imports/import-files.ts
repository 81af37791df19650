import { createHash } from "node:crypto";
import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import type { ParsedInput } from "../../../../shared/contract/index.ts";
import { textPieces } from "../../../../shared/text-pieces.ts";
import type { ImportFile, InspectedFile } from "../../../domain/imports/batch.ts";
import { createInspection } from "../../../domain/imports/inspection.ts";
import { readUploadedText, removeUpload } from "../../../storage/imports/import-uploads.ts";
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
    const file: ImportFile = {
      kind: given.kind,
      name: given.name,
      pieces: () => ("text" in given ? textPieces(given.text) : readUploadedText(bookPath, given.uploadId)),
    };
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

/** The text that was sent before is in the book now. */
export function forgetUploads(job: WriterJobContext, { files }: ImportInput): void {
  const bookPath = job.read(({ book }) => book.path);
  for (const file of files) if ("uploadId" in file) removeUpload(bookPath, file.uploadId);
}

const looking: JobProgress = { done: 0, total: null, unit: "lines", failures: 0, totals: [] };
