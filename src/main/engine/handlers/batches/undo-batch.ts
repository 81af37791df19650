import type { BatchView } from "../../../../shared/contract/batches.ts";
import type { ParsedInput } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence, told } from "../../../../shared/sentences/sentence.ts";
import { createTotals } from "../../../domain/batches/totals.ts";
import type { CountedDay } from "../../../storage/access/limit-store.ts";
import {
  listAppliedRows,
  markProblem,
  markRow,
  sumBatchRows,
  type StoredBatchRow,
} from "../../../storage/batches/batch-row-store.ts";
import { updateBatch, type StoredBatch } from "../../../storage/batches/batch-store.ts";
import { JobCancelled, type CommandContext, type JobSteps, type WriterJobContext } from "../../handler.ts";
import { doSlice, type Attempt } from "../../slices.ts";
import { countAgainstLimits } from "../../limits.ts";
import { reverseEntry } from "../credits/reverse-entry.ts";
import { heldFor, type HeldForBatch } from "./held-for-batch.ts";
import {
  batchProgress,
  begunBy,
  countedOf,
  giveBackCounted,
  readBatchView,
  readRowsFrom,
  requireBatch,
  requireUnasked,
  sliceMs,
  workOfBatch,
} from "./batch-steps.ts";

/**
 * Take a batch back as one act: what was applied last is reversed first, so that what took credit gives it back before what gave it is taken
 * back. A row that cannot be reversed keeps its entry and says why; undoing again tries it again.
 */
export function* undoBatch(job: WriterJobContext, input: ParsedInput<"batches.undo">): JobSteps<BatchView> {
  const { batchId } = input;
  job.takeOn(workOfBatch(batchId));
  job.accept(input, (context) => {
    const batch = requireUndoable(context, input);
    if (batch.state !== "applied") return { batchId };
    const counted = countAgainstLimits(context, sumBatchRows(context.book, batch.number, ["applied"]));
    return beginUndoing(context, batch, input.note, counted);
  });
  return yield* undoRows(job, batchId);
}

/** Say that a batch is being undone, in the name of the caller. */
export function beginUndoing(
  context: CommandContext,
  batch: StoredBatch,
  undoNote: string | null,
  counted: CountedDay | null,
): { batchId: string } {
  const { book, changed } = context;
  updateBatch(book, batch, { ...begunBy(context, counted), state: "undoing", undoNote });
  changed("batches");
  return { batchId: batch.id };
}

/** @throws AppError as `batches.undo` names them. */
export function requireUndoable(
  { book }: CommandContext,
  { batchId }: Pick<ParsedInput<"batches.undo">, "batchId">,
): StoredBatch {
  const batch = requireBatch(book, batchId);
  if (batch.state === "checking" || batch.state === "applying") {
    throw new AppError(
      "batch_in_progress",
      batch.state === "applying"
        ? sentence('The batch "{name}" is being applied.', { name: batch.name })
        : sentence('The batch "{name}" is being checked.', { name: batch.name }),
    );
  }
  requireUnasked(book, batch);
  return batch;
}

/**
 * Undo what is left of a batch that is being undone, and go on where it was broken off. Rows that were applied at different times may stand in
 * each other's way, so those that could not be undone are tried again for as long as others can.
 */
export function* undoRows(job: WriterJobContext, batchId: string): JobSteps<BatchView> {
  let undoneBefore = job.read(({ book }) => requireBatch(book, batchId)).undoneCount;
  for (let beforePosition = Number.MAX_SAFE_INTEGER; ;) {
    const batch = job.read(({ book }) => requireBatch(book, batchId));
    yield batchProgress(batch.undoneCount, batch.undoneCount + batch.appliedCount);
    if (batch.state !== "undoing") return readBatchView(job, batchId);
    if (job.isClosing()) throw new JobCancelled();
    if (job.isCancelRequested()) {
      job.transaction((context) => endUndoing(context, batchId));
      throw new JobCancelled(readBatchView(job, batchId));
    }
    const from = beforePosition;
    const reached = doSlice(job, (context, attempt) => undoSlice(context, batchId, from, attempt));
    if (reached !== null) beforePosition = reached;
    else if (batch.undoneCount > undoneBefore && batch.appliedCount > 0) {
      undoneBefore = batch.undoneCount;
      beforePosition = Number.MAX_SAFE_INTEGER;
    } else job.transaction((context) => endUndoing(context, batchId));
  }
}

function endUndoing({ book, changed }: CommandContext, batchId: string): void {
  const batch = requireBatch(book, batchId);
  if (batch.state !== "undoing") return;
  heldFor(book, batch)?.releaseAll();
  giveBackCounted(book, batch, sumBatchRows(book, batch.number, ["applied"]));
  updateBatch(book, batch, { state: batch.appliedCount > 0 ? "applied" : "undone" });
  changed("batches");
}

/** @returns the position that was reached, from the end; null once no row is left to try. */
function undoSlice(context: CommandContext, batchId: string, beforePosition: number, attempt: Attempt): number | null {
  const { book } = context;
  const batch = requireBatch(book, batchId);
  if (batch.state !== "undoing") return null;
  const endsAt = performance.now() + sliceMs;
  const totals = createTotals(batch.totals);
  const held = heldFor(book, batch);
  let { appliedCount, undoneCount } = batch;
  let reached: number | null = null;
  const toUndo = readRowsFrom(beforePosition, (from, limit) => listAppliedRows(book, batch.number, from, limit));
  for (const stored of toUndo) {
    if (reached !== null && performance.now() >= endsAt) break;
    reached = stored.position;
    if (undoRow(context, batch, stored, attempt, held)) {
      totals.remove(stored.row);
      appliedCount -= 1;
      undoneCount += 1;
    }
  }
  updateBatch(book, batch, { appliedCount, undoneCount, totals: totals.list() });
  context.changed("batches");
  return reached;
}

/** @returns whether the entry of the row is reversed by now. */
function undoRow(
  context: CommandContext,
  batch: StoredBatch,
  stored: StoredBatchRow,
  attempt: Attempt,
  held: HeldForBatch | null,
): boolean {
  const { book } = context;
  try {
    const said = {
      note: batch.undoNote,
      idempotencyKey: `${batch.id}/${stored.position}/undo`,
      origin: "import",
    } as const;
    const entryId = stored.entryId ?? "";
    attempt(() => {
      held?.releaseOf(entryId);
      return reverseEntry(context, entryId, said);
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code !== "entry_already_reversed") {
      markProblem(book, batch.number, stored, "applied", [{ field: null, ...told(error.sentence) }]);
      return false;
    }
    giveBackCounted(book, batch, countedOf(stored.row));
  }
  if (stored.row.problems.length > 0) markProblem(book, batch.number, stored, "undone", []);
  else markRow(book, batch.number, stored.position, { state: "undone", entryId: stored.entryId });
  return true;
}
