import type { BatchView } from "../../../../shared/contract/batches.ts";
import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import { AppError } from "../../../../shared/errors.ts";
import { findBatch, findBatchNumbered, toHead, type StoredBatch } from "../../../storage/batches/batch-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import type { ReaderJobContext } from "../../handler.ts";

/** How long one transaction of a batch may hold the writer, beside what the disk takes to commit it. */
export const sliceMs = 40;

export function batchProgress(done: number, total: number | null, failures = 0): JobProgress {
  return { done, total, unit: "rows", failures, totals: [] };
}

/** @throws AppError `batch_not_found`. */
export function requireBatch(book: ReadableBook, batchId: string): StoredBatch {
  const batch = findBatch(book, batchId);
  if (!batch) throw new AppError("batch_not_found", `There is no batch ${batchId}.`);
  return batch;
}

/** A batch that is known to be there. */
export function requireBatchNumbered(book: ReadableBook, number: number): StoredBatch {
  const batch = findBatchNumbered(book, number);
  if (!batch) throw new Error(`The batch ${number} is gone`);
  return batch;
}

export function toBatchView(book: ReadableBook, batch: StoredBatch): BatchView {
  return { ...toHead(book, batch), choices: batch.choices, totals: batch.totals };
}

export function readBatchView(job: ReaderJobContext, batchId: string): BatchView {
  return job.read(({ book }) => toBatchView(book, requireBatch(book, batchId)));
}
