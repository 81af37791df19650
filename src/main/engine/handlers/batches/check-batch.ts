import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { BatchChoices, BatchView } from "../../../../shared/contract/batches.ts";
import type { ParsedInput } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import { fieldsOfOneColumn, oneColumnFor } from "../../../../shared/fields-of-column.ts";
import { sentence, told } from "../../../../shared/sentences/sentence.ts";
import { createEvidence, settled, type ColumnEvidence } from "../../../domain/batches/column-evidence.ts";
import { adjustmentKey } from "../../../domain/batches/adjustment-key.ts";
import { headerKey } from "../../../domain/batches/propose-choices.ts";
import { fieldWords } from "../../../domain/batches/field-words.ts";
import { createAdjustmentReader, type RunningCredit } from "../../../domain/batches/read-adjustment.ts";
import { type Cell, type SheetRow } from "../../../domain/batches/sheet.ts";
import { createTotals } from "../../../domain/batches/totals.ts";
import {
  deleteBatchRows,
  findAppliedTwin,
  findBatchRow,
  hasAppliedBatchBeside,
  putReadRow,
} from "../../../storage/batches/batch-row-store.ts";
import { findStandingBatch, insertBatch, updateBatch, type StoredBatch } from "../../../storage/batches/batch-store.ts";
import type { WritableBook } from "../../../storage/book/book-handle.ts";
import { openImportMemory } from "../../../storage/imports/import-memory-file.ts";
import { JobCancelled, type JobSteps, type WriterJobContext } from "../../handler.ts";
import { adjustmentFacts } from "./batch-facts.ts";
import { batchProgress, readBatchView, requireBatchNumbered, sliceMs, workOfBatch } from "./batch-steps.ts";
import { firstCells, openTable, widthOf, type Table } from "./table.ts";
import { readColumns } from "./inspect-batch.ts";

/** A file with more rows is sent in parts. */
const mostRows = 250_000;
/**
 * Read all rows and keep them with what is wrong with each. A file that was applied before is the same batch, and only what is left of it is
 * looked at again.
 *
 * @throws AppError `batch_applied_before` where it was applied, read in another way.
 */
export function* checkBatch(job: WriterJobContext, input: ParsedInput<"batches.check">): JobSteps<BatchView> {
  const { uploadId, occasion } = input;
  requireColumns(input.choices);
  const table = yield* openTable(job, uploadId, input.choices.sheet);
  const { evidence, first, rowCount } = yield* lookThrough(job, table, input.choices);
  const choices = settled(input.choices, evidence);
  const contentHash = createHash("sha256")
    .update(JSON.stringify([table.digest, choices.sheet, occasion]))
    .digest("hex");
  const standing = job.read(({ book }) => findStandingBatch(book, contentHash));
  if (standing && standing.state !== "applied") return readBatchView(job, standing.id);
  if (standing && !isDeepStrictEqual(standing.choices, choices)) {
    const { name } = standing;
    const before = sentence('The same content was applied as "{name}", and read in another way.', { name });
    throw new AppError("batch_applied_before", before, { batchId: standing.id });
  }
  const number = standing?.number ?? insertChecked(job, { ...input, choices }, contentHash, headerKey(first));
  const isWhole = { isWhole: false };
  try {
    yield* readRows(job, number, table, { choices, evidence, first, rowCount });
    isWhole.isWhole = true;
  } finally {
    // What was not read to its end is of no use; a batch that stands keeps what it had.
    if (!isWhole.isWhole && !standing) yield* discardBatch(job, number);
  }
  return readBatchView(job, job.read(({ book }) => requireBatchNumbered(book, number)).id);
}

/** What the rows leave of the credit of each account lies in a file meanwhile, so that a long file takes no more memory than a short one. */
function* readRows(
  job: WriterJobContext,
  number: number,
  table: Table,
  { choices, evidence, first, rowCount }: LookedThrough & { readonly choices: BatchChoices },
): JobSteps<void> {
  const memory = openImportMemory(job.read(({ book }) => book.workPath));
  try {
    const credit = memory.map<RunningCredit>("credit");
    const reader = job.read((context) =>
      createAdjustmentReader(choices, evidence, adjustmentFacts(context), widthOf(table, first), credit),
    );
    yield* keepRows(job, number, eachRow(table, choices), reader, rowCount);
  } finally {
    memory.close();
  }
}

const columnMissing = {
  account: sentence("Say which column holds the account."),
  amount: sentence("Say which column holds the amount."),
} as const;

/** @throws AppError `invalid_input`. */
function requireColumns({ columns, amount }: BatchChoices): void {
  const needed = amount === null ? (["account", "amount"] as const) : (["account"] as const);
  const missing = needed.filter((field) => columns[field] === undefined);
  if (missing.length === 0) {
    requireOwnColumns(columns);
    return;
  }
  const fields = missing.map((field) => ({ path: `choices.columns.${field}`, ...told(columnMissing[field]) }));
  const [only, ...others] = missing;
  const said =
    only !== undefined && others.length === 0
      ? columnMissing[only]
      : sentence("Say which column holds the account. Say which column holds the amount.");
  throw new AppError("invalid_input", said, { fields });
}

/** @throws AppError `invalid_input` where one column was chosen for several fields. */
function requireOwnColumns(columns: BatchChoices["columns"]): void {
  const beside = fieldsOfOneColumn(columns);
  if (beside.length === 0) return;
  const said = oneColumnFor(beside.map((field) => fieldWords[field]));
  const fields = beside.map((field) => ({ path: `choices.columns.${field}`, ...told(said) }));
  throw new AppError("invalid_input", said, { fields });
}

interface LookedThrough {
  readonly evidence: ColumnEvidence;
  readonly first: readonly Cell[];
  readonly rowCount: number;
}

/** Go through all rows once, for what only all of them together say. */
function* lookThrough(job: WriterJobContext, table: Table, choices: BatchChoices): JobSteps<LookedThrough> {
  const evidence = createEvidence(readColumns(choices.columns));
  let first: readonly Cell[] | null = null;
  let rowCount = 0;
  for (const rows of table.rows()) {
    if (first === null && rows.length > 0) first = firstCells(rows);
    for (const row of rows) evidence.take(row);
    rowCount += rows.length;
    if (rowCount > mostRows) {
      throw new AppError(
        "file_unreadable",
        sentence("The file has more than {mostRows} rows; send it in parts.", { mostRows }),
      );
    }
    if (job.isCancelRequested()) throw new JobCancelled();
    yield batchProgress(0, null);
  }
  rowCount -= choices.hasHeader ? 1 : 0;
  if (first === null || rowCount <= 0) throw new AppError("file_unreadable", sentence("The file has no rows."));
  return { evidence: evidence.finish(), first, rowCount };
}

function* eachRow(table: Table, { hasHeader }: BatchChoices): Generator<SheetRow, void, void> {
  let isHeader = hasHeader;
  for (const rows of table.rows()) {
    for (const row of rows) {
      if (!isHeader) yield row;
      isHeader = false;
    }
  }
}

function insertChecked(
  job: WriterJobContext,
  { name, choices, occasion }: ParsedInput<"batches.check">,
  contentHash: string,
  header: string,
): number {
  const { operator, actorId: operatorId, origin } = job.caller;
  return job.transaction(({ book, makeId, nowMs, changed }) => {
    changed("batches");
    const id = makeId("adjustmentBatch");
    job.takeOn(workOfBatch(id));
    return insertBatch(book, {
      id,
      contentHash,
      occasion,
      name,
      header,
      choices,
      operator,
      operatorId,
      origin,
      createdAtMs: nowMs,
    });
  });
}

/**
 * Put what is read of the rows in their places, a slice at a time. Others may apply further or undo meanwhile what was applied before, so
 * each slice goes by the batch as it is by then, and leaves off where somebody is at work on it.
 */
function* keepRows(
  job: WriterJobContext,
  number: number,
  rows: Iterator<SheetRow, void, void>,
  reader: ReturnType<typeof createAdjustmentReader>,
  rowCount: number,
): JobSteps<void> {
  for (let position = 0; ;) {
    if (job.isCancelRequested()) throw new JobCancelled();
    const slice = job.transaction(({ book, changed }) => {
      const batch = requireBatchNumbered(book, number);
      if (batch.state !== "checking" && batch.state !== "applied") return { isLast: true, badCount: batch.badCount };
      const keeper = createKeeper(book, batch, reader);
      const endsAt = performance.now() + sliceMs;
      let isLast = false;
      while (!isLast && performance.now() < endsAt) {
        const { value: row, done } = rows.next();
        if (done) isLast = true;
        else keeper.keep((position += 1), row);
      }
      const changes = keeper.changes();
      const state = batch.state === "checking" && isLast ? "checked" : batch.state;
      updateBatch(book, batch, { state, rowCount, ...changes });
      if (isLast) changed("batches");
      return { isLast, badCount: changes.badCount };
    });
    yield batchProgress(position, rowCount, slice.badCount);
    if (slice.isLast) return;
  }
}

/** Puts rows into a batch and counts them. What was applied stays as it is. */
function createKeeper(book: WritableBook, batch: StoredBatch, reader: ReturnType<typeof createAdjustmentReader>) {
  const totals = { ready: createTotals(batch.totals), repeated: createTotals(batch.repeatedTotals) };
  const counts = { ready: batch.readyCount, repeated: batch.repeatedCount, bad: batch.badCount };
  const looksForTwins = hasAppliedBatchBeside(book, batch);
  return {
    keep(position: number, sheetRow: SheetRow): void {
      const known = batch.state === "checking" ? undefined : findBatchRow(book, batch.number, position);
      if (known) {
        if (known.state === "applied" || known.state === "undone") return;
        counts[known.state] -= 1;
        if (known.state !== "bad") totals[known.state].remove(known.row);
      }
      const { row, repeats } = reader(sheetRow, (reading) =>
        looksForTwins ? findAppliedTwin(book, batch, { position, key: adjustmentKey(reading) }) : null,
      );
      const state = repeats ? "repeated" : "ready";
      if (row.problems.length === 0 && !totals[state].add(row)) {
        const said = sentence("The rows up to this one come to more than a book can hold.");
        row.problems.push({ field: "amount", ...told(said) });
      }
      const isGood = row.problems.length === 0;
      const asked = isGood ? { key: adjustmentKey(row), repeats } : { key: null, repeats: null };
      putReadRow(book, { batchNumber: batch.number, position }, { row, ...asked });
      counts[isGood ? state : "bad"] += 1;
    },
    changes: () => ({
      readyCount: counts.ready,
      repeatedCount: counts.repeated,
      badCount: counts.bad,
      totals: totals.ready.list(),
      repeatedTotals: totals.repeated.list(),
    }),
  };
}

/** How many rows are forgotten in one transaction. */
const rowsPerDeletion = 2000;

/** Forget a batch whose rows are not all there. */
export function* discardBatch(job: WriterJobContext, number: number): JobSteps<void> {
  while (job.transaction(({ book }) => deleteBatchRows(book, number, rowsPerDeletion))) yield batchProgress(0, null);
}
