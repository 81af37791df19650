import type { BatchRowReading, BatchView } from "../../../../shared/contract/batches.ts";
import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import { AppError } from "../../../../shared/errors.ts";
import { takeFromMovedOn, type CountedCredit, type CountedDay } from "../../../storage/access/limit-store.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { findPendingOfBatch } from "../../../storage/approvals/request-store.ts";
import { findBatch, findBatchNumbered, toHead, type StoredBatch } from "../../../storage/batches/batch-store.ts";
import type { ReadableBook, WritableBook } from "../../../storage/book/book-handle.ts";
import type { CommandContext, ReaderJobContext } from "../../handler.ts";

/** How long one transaction of a batch may hold the writer, beside what the disk takes to commit it. */
export const sliceMs = 60;

/** Few, because a slice ends somewhere among them. */
const rowsPerRead = 100;

/**
 * Rows of a batch, read some at a time, for as long as a slice has time for them.
 *
 * @param from the position that was reached before.
 * @param read at most so many of the rows that follow a position.
 */
export function* readRowsFrom<Row extends { readonly position: number }>(
  from: number,
  read: (reached: number, limit: number) => readonly Row[],
): Generator<Row, void, void> {
  for (let reached = from; ;) {
    const rows = read(reached, rowsPerRead);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerRead) return;
    reached = last.position;
  }
}

/** What a batch that is worked on is held by. */
export const workOfBatch = (batchId: string): string => `batch ${batchId}`;

export function batchProgress(done: number, total: number | null, failures = 0): JobProgress {
  return { done, total, unit: "rows", failures, totals: [] };
}

/** @throws AppError `batch_not_found`. */
export function requireBatch(book: ReadableBook, batchId: string): StoredBatch {
  const batch = findBatch(book, batchId);
  if (!batch) throw new AppError("batch_not_found", sentence("There is no batch {batchId}.", { batchId }));
  return batch;
}

type Begun = Pick<StoredBatch, "operator" | "operatorId" | "approvalId" | "countedOperatorId" | "countedOn" | "origin">;

/** In whose name a batch is gone on with: the caller's, by which approval where one let it through, and against whose day it is counted. */
export function begunBy({ caller }: CommandContext, counted: CountedDay | null): Begun {
  const { operator, actorId: operatorId, approvalId = null, origin } = caller;
  const [countedOperatorId, countedOn] = [counted?.operatorId ?? null, counted?.on ?? null];
  return { operator, operatorId, approvalId, countedOperatorId, countedOn, origin };
}

/** Give back what rows were counted for that move nothing (BEHAVIOUR 11.1). */
export function giveBackCounted(
  book: WritableBook,
  { countedOperatorId: operatorId, countedOn: on }: StoredBatch,
  unmoved: readonly CountedCredit[],
): void {
  if (operatorId === null || on === null) return;
  for (const each of unmoved) takeFromMovedOn(book, { operatorId, on }, each);
}

/** What a row of a batch was counted for. */
export function countedOf({ currency, amountMinor }: BatchRowReading): CountedCredit[] {
  return currency === null || amountMinor === null ? [] : [{ currency, amountMinor: Math.abs(amountMinor) }];
}

/** @throws AppError `batch_in_progress` where something about the batch waits for approval. */
export function requireUnasked(book: ReadableBook, { id, name }: StoredBatch): void {
  const request = findPendingOfBatch(book, id);
  if (!request) return;
  const { number } = request;
  const waits = sentence('The batch "{name}" waits for approval, by request {number}.', { name, number });
  throw new AppError("batch_in_progress", waits, { requestId: request.id });
}

/** A batch that is known to be there. */
export function requireBatchNumbered(book: ReadableBook, number: number): StoredBatch {
  const batch = findBatchNumbered(book, number);
  if (!batch) throw new Error(`The batch ${number} is gone`);
  return batch;
}

export function toBatchView(book: ReadableBook, batch: StoredBatch): BatchView {
  return { ...toHead(book, batch), choices: batch.choices, totals: batch.totals, repeatedTotals: batch.repeatedTotals };
}

export function readBatchView(job: ReaderJobContext, batchId: string): BatchView {
  return job.read(({ book }) => toBatchView(book, requireBatch(book, batchId)));
}
