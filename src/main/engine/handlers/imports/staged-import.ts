import type { ImportReport } from "../../../../shared/contract/account-import.ts";
import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import type { ImportFacts } from "../../../domain/imports/batch.ts";
import { claimsOf, isClosed, isTaken, type StagedRow } from "../../../domain/imports/staged-row.ts";
import { createStagedRowSums, waitingRow, whyOutdated, type StagedRows } from "../../../domain/imports/waiting-row.ts";
import { findAcceptedCommand } from "../../../storage/book/accepted-command-store.ts";
import {
  countStagedRows,
  deleteStagedRowsThrough,
  insertClaims,
  insertStagedImport,
  insertStagedRows,
  listStagedRows,
  releaseClaims,
  type StagedImport,
} from "../../../storage/imports/staged-import-store.ts";
import type { WritableBook } from "../../../storage/book/book-handle.ts";
import { JobCancelled, type CommandContext, type JobSteps, type WriterJobContext } from "../../handler.ts";
import { importFacts } from "./import-facts.ts";
import type { HistoryQueues } from "./import-history.ts";
import { rowWriter } from "./import-rows.ts";

/** How long one transaction of an import may hold the writer, beside what the disk takes to commit it. */
export const sliceMs = 40;
/** How many rows are read, or claims let go of, at once. */
export const rowsPerRead = 1000;

/** How many rows are claimed for, and staged, by one statement. */
export const rowsPerClaim = 100;

/** What an import that is worked on is held by. */
export const workOfImport = (number: number): string => `import ${number}`;

/** Decides about rows that are about to be staged: what is kept of them, or null where something was taken since they were checked. */
type RowTaker = (
  book: WritableBook,
  number: number,
  rows: readonly StagedRow[],
  facts: ImportFacts,
) => readonly StagedRow[] | null;

/**
 * Put rows into the book where nobody sees them, slice by slice, each with a claim to what it takes (see `staged-row.ts`).
 *
 * @returns the number that they are staged under; null where something was taken since the rows were checked. Nothing is left then.
 */
export function* stageRows(
  job: WriterJobContext,
  idempotencyKey: string,
  rows: Generator<StagedRow, void, void>,
): JobSteps<number | null> {
  return yield* stageBy(job, idempotencyKey, rows, (book, number, slice, facts) => {
    const claimed = insertClaims(book, number, slice.flatMap(claimsOf));
    if (claimed === null) return null;
    const isNew = (row: StagedRow) => claimsOf(row).some((claim) => claimed.has(claim));
    // From here on no month is closed until all is written, or given up.
    const isGone = (row: StagedRow) => (isNew(row) && isTaken(row, facts)) || isClosed(row, facts);
    return slice.some(isGone) ? null : slice;
  });
}

/**
 * Put rows into the book that wait for approval, perhaps for weeks: so nothing is claimed for them, and what each changes is kept as it is.
 *
 * @returns the number that they are staged under and what they come to; null as {@link stageRows}.
 */
export function* stageWaitingRows(
  job: WriterJobContext,
  idempotencyKey: string,
  rows: Generator<StagedRow, void, void>,
): JobSteps<{ readonly number: number; readonly staged: StagedRows } | null> {
  const sums = createStagedRowSums();
  const number = yield* stageBy(job, idempotencyKey, rows, (_book, _number, slice, facts) => {
    if (slice.some((row) => whyOutdated(row, facts) !== null)) return null;
    const waiting = slice.map((row) => waitingRow(row, facts));
    for (const row of waiting) sums.take(JSON.stringify(row), row);
    return waiting;
  });
  return number === null ? null : { number, staged: sums.result() };
}

function* stageBy(
  job: WriterJobContext,
  idempotencyKey: string,
  rows: Generator<StagedRow, void, void>,
  take: RowTaker,
): JobSteps<number | null> {
  const { operator, actorId: operatorId, origin } = job.caller;
  const number = job.transaction(({ book }) => {
    const staged = insertStagedImport(book, { idempotencyKey, operator, operatorId, origin });
    job.takeOn(workOfImport(staged));
    return staged;
  });
  let position = 0;

  function stageSlice(context: CommandContext): "more" | "all" | "taken" {
    const { book } = context;
    const facts = importFacts(context);
    const endsAt = performance.now() + sliceMs;
    while (performance.now() < endsAt) {
      const slice = nextOf(rows, rowsPerClaim);
      if (slice.length === 0) return "all";
      const taken = take(book, number, slice, facts);
      if (taken === null) return "taken";
      const contents = taken.map((row) => JSON.stringify(row));
      insertStagedRows(book, number, position, contents);
      position += taken.length;
    }
    return "more";
  }

  let isStaged = false;
  try {
    for (;;) {
      if (job.isCancelRequested()) throw new JobCancelled();
      const state = job.transaction(stageSlice);
      yield rowsDone(position, null);
      if (state === "taken") return null;
      if (state === "more") continue;
      isStaged = true;
      return number;
    }
  } finally {
    if (!isStaged) yield* discardRows(job, number);
  }
}

function nextOf<Item>(items: Generator<Item, void, void>, count: number): Item[] {
  const next: Item[] = [];
  while (next.length < count) {
    const { value, done } = items.next();
    if (done) break;
    next.push(value);
  }
  return next;
}

/** Take staged rows and their claims out of the book again, slice by slice. */
export function* discardRows(job: WriterJobContext, number: number): JobSteps<void> {
  for (;;) {
    const isMore = job.transaction(({ book }) => {
      const last = listStagedRows(book, number, rowsPerRead).at(-1);
      if (last) deleteStagedRowsThrough(book, number, last.position);
      return last !== undefined || releaseSlice(book, number);
    });
    if (!isMore) return;
    yield rowsDone(0, null);
  }
}

/**
 * Write what is left of an import that was accepted, slice by slice, and let go of its claims. It can be broken off anywhere: what
 * was written is no longer staged, and whoever comes next goes on.
 *
 * @returns what was answered when it was accepted.
 */
export function* writeStagedRows(job: WriterJobContext, staged: StagedImport): JobSteps<ImportReport> {
  const { number, idempotencyKey } = staged;
  const queues: HistoryQueues = new Map();
  const total = job.read(({ book }) => countStagedRows(book, number));
  for (let done = 0; ;) {
    yield rowsDone(done, total);
    if (job.isClosing()) throw new JobCancelled();
    const written = job.transaction((context) => writeSlice(context, staged, queues));
    if (written === 0) break;
    done += written;
  }
  while (job.transaction(({ book }) => releaseSlice(book, number))) yield rowsDone(total, total);
  return job.read(({ book }) => {
    const accepted = findAcceptedCommand(book, idempotencyKey);
    if (!accepted) throw new Error(`The import ${idempotencyKey} was accepted and is not in the book`);
    return JSON.parse(accepted.answer) as ImportReport;
  });
}

/** Let go of claims for as long as one transaction may take. @returns whether there are more. */
function releaseSlice(book: WritableBook, number: number): boolean {
  const endsAt = performance.now() + sliceMs;
  while (releaseClaims(book, number, rowsPerRead)) {
    if (performance.now() >= endsAt) return true;
  }
  return false;
}

export function rowsDone(done: number, total: number | null): JobProgress {
  return { done, total, unit: "rows", failures: 0, totals: [] };
}

/** @returns how many rows were written; 0 once none is left. */
function writeSlice(context: CommandContext, { number, idempotencyKey }: StagedImport, queues: HistoryQueues): number {
  const { book } = context;
  const writer = rowWriter(context, idempotencyKey, queues);
  const endsAt = performance.now() + sliceMs;
  const rows = listStagedRows(book, number, rowsPerRead);
  let written = 0;
  for (const { position, content } of rows) {
    writer.write(JSON.parse(content) as StagedRow);
    written += 1;
    if (performance.now() < endsAt && written < rows.length) continue;
    deleteStagedRowsThrough(book, number, position);
    break;
  }
  writer.settle();
  return written;
}
