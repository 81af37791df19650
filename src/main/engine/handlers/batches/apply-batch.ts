import type { BatchRowReading, BatchView } from "../../../../shared/contract/batches.ts";
import type { ParsedInput } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence, told } from "../../../../shared/sentences/sentence.ts";
import { createTotals } from "../../../domain/batches/totals.ts";
import { claims } from "../../../domain/imports/staged-row.ts";
import {
  findAppliedTwin,
  hasAppliedBatchBeside,
  listRowsToApply,
  markProblem,
  markRepeated,
  markRow,
  sumBatchRows,
  type BatchRowState,
} from "../../../storage/batches/batch-row-store.ts";
import { findStandingBatch, updateBatch, type StoredBatch } from "../../../storage/batches/batch-store.ts";
import type { CountedDay } from "../../../storage/access/limit-store.ts";
import { hasClaims } from "../../../storage/imports/staged-import-store.ts";
import { listReasons } from "../../../storage/ledger/ledger-store.ts";
import { JobCancelled, type CommandContext, type JobSteps, type WriterJobContext } from "../../handler.ts";
import { doSlice, type Attempt } from "../../slices.ts";
import { countAgainstLimits } from "../../limits.ts";
import { postAdjustment } from "../credits/adjust-credit.ts";
import { requireUnclaimed } from "../imports/require-unclaimed.ts";
import { heldFor } from "./held-for-batch.ts";
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
 * Make the adjustments of a batch. It is begun under the key in one short transaction; from then on every row that is ready is applied in
 * slices, the entry and the proof that it was made in the same one, so that it can be broken off anywhere and is gone on with.
 *
 * @throws AppError `batch_applied_before` where the same content stands already, whoever applied it.
 */
export function* applyBatch(job: WriterJobContext, input: ParsedInput<"batches.apply">): JobSteps<BatchView> {
  const { batchId } = input;
  job.takeOn(workOfBatch(batchId));
  job.accept(input, (context) => {
    const batch = requireApplicable(context, input);
    const counted = countAgainstLimits(context, sumBatchRows(context.book, batch.number, statesToApply(input)));
    return beginApplying(context, batch, input, counted);
  });
  return yield* applyRows(job, batchId);
}

type ApplyInput = Pick<ParsedInput<"batches.apply">, "batchId" | "rows">;
type RepeatedInput = Pick<ParsedInput<"batches.apply">, "repeated">;

/** The states that rows have which are about to be applied. */
export function statesToApply({ repeated }: RepeatedInput): readonly BatchRowState[] {
  return statesOfRows(repeated === "apply");
}

function statesOfRows(takesRepeated: boolean): readonly BatchRowState[] {
  return takesRepeated ? ["ready", "repeated"] : ["ready"];
}

/** Say that a batch is being applied, in the name of the caller. */
export function beginApplying(
  context: CommandContext,
  batch: StoredBatch,
  { repeated }: RepeatedInput,
  counted: CountedDay | null,
): { batchId: string } {
  const { book, nowMs, changed } = context;
  const takesRepeated = repeated === "apply";
  updateBatch(book, batch, { ...begunBy(context, counted), state: "applying", appliedAtMs: nowMs, takesRepeated });
  changed("batches");
  return { batchId: batch.id };
}

/** @throws AppError as `batches.apply` names them. */
export function requireApplicable({ book }: CommandContext, { batchId, rows }: ApplyInput): StoredBatch {
  const batch = requireBatch(book, batchId);
  if (batch.state === "checking" || batch.state === "undoing") {
    throw new AppError(
      "batch_in_progress",
      batch.state === "undoing"
        ? sentence('The batch "{name}" is being undone.', { name: batch.name })
        : sentence('The batch "{name}" is being checked.', { name: batch.name }),
    );
  }
  requireUnasked(book, batch);
  if (batch.state === "undone") {
    const undone = sentence('The batch "{name}" was applied and undone. Check its file again to apply it anew.', {
      name: batch.name,
    });
    throw new AppError("batch_applied_before", undone, { batchId: batch.id });
  }
  const standing = findStandingBatch(book, batch.contentHash);
  if (standing && standing.id !== batch.id) {
    const { name, operator } = standing;
    const before = sentence('The same content was applied before, as "{name}" by {operator}.', { name, operator });
    throw new AppError("batch_applied_before", before, { batchId: standing.id });
  }
  if (rows === "all" && batch.badCount > 0) {
    throw new AppError(
      "batch_has_problems",
      sentence("{badCount} rows of the batch cannot be applied.", { badCount: batch.badCount }),
    );
  }
  return batch;
}

/** Apply what is left of a batch that is being applied, and go on where it was broken off. */
export function* applyRows(job: WriterJobContext, batchId: string): JobSteps<BatchView> {
  for (let afterPosition = 0; ;) {
    const batch = job.read(({ book }) => requireBatch(book, batchId));
    const leftCount = batch.readyCount + (batch.takesRepeated ? batch.repeatedCount : 0);
    yield batchProgress(batch.appliedCount, batch.appliedCount + leftCount, batch.badCount);
    if (batch.state !== "applying") return readBatchView(job, batchId);
    if (job.isClosing()) throw new JobCancelled();
    if (job.isCancelRequested()) {
      job.transaction((context) => endApplying(context, batchId));
      throw new JobCancelled(readBatchView(job, batchId));
    }
    const from = afterPosition;
    const reached = doSlice(job, (context, attempt) => applySlice(context, batchId, from, attempt));
    if (reached === null) job.transaction((context) => endApplying(context, batchId));
    else afterPosition = reached;
  }
}

/** What of a batch is not applied by now stays ready. One of which nothing was applied is as it was before. */
function endApplying({ book, changed }: CommandContext, batchId: string): void {
  const batch = requireBatch(book, batchId);
  if (batch.state !== "applying") return;
  heldFor(book, batch)?.releaseAll();
  giveBackCounted(book, batch, sumBatchRows(book, batch.number, statesOfRows(batch.takesRepeated)));
  updateBatch(book, batch, { state: batch.appliedCount + batch.undoneCount > 0 ? "applied" : "checked" });
  changed("batches");
}

/** @returns the position that was reached; null once no row is ready. */
function applySlice(context: CommandContext, batchId: string, afterPosition: number, attempt: Attempt): number | null {
  const { book } = context;
  const batch = requireBatch(book, batchId);
  if (batch.state !== "applying") return null;
  const endsAt = performance.now() + sliceMs;
  const totals = createTotals(batch.totals);
  const repeatedTotals = createTotals(batch.repeatedTotals);
  const apply = rowApplier(context, batch);
  // What another batch has applied since the rows were checked is not done a second time either.
  const looksForTwins = !batch.takesRepeated && hasAppliedBatchBeside(book, batch);
  let { readyCount, repeatedCount, badCount, appliedCount } = batch;
  let reached: number | null = null;
  for (const stored of readRowsFrom(afterPosition, (from, limit) => listRowsToApply(book, batch, from, limit))) {
    if (reached !== null && performance.now() >= endsAt) break;
    reached = stored.position;
    const twin = looksForTwins ? findAppliedTwin(book, batch, stored) : null;
    if (twin) {
      markRepeated(book, { batchNumber: batch.number, position: stored.position }, twin);
      giveBackCounted(book, batch, countedOf(stored.row));
      totals.remove(stored.row);
      repeatedTotals.add(stored.row);
      readyCount -= 1;
      repeatedCount += 1;
      continue;
    }
    if (stored.state === "repeated") {
      repeatedTotals.remove(stored.row);
      totals.add(stored.row);
      repeatedCount -= 1;
    } else readyCount -= 1;
    try {
      const entryId = attempt(() => apply(stored.position, stored.row));
      markRow(book, batch.number, stored.position, { state: "applied", entryId });
      appliedCount += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      totals.remove(stored.row);
      giveBackCounted(book, batch, countedOf(stored.row));
      markProblem(book, batch.number, stored, "bad", [{ field: null, ...told(error.sentence) }]);
      badCount += 1;
    }
  }
  const counts = { readyCount, repeatedCount, badCount, appliedCount };
  updateBatch(book, batch, { ...counts, totals: totals.list(), repeatedTotals: repeatedTotals.list() });
  context.changed("batches");
  return reached;
}

/**
 * @returns a function that makes the adjustment of a row: an entry of which the batch is the source. It answers with the entry's id. What the
 * rows share is looked up once.
 */
function rowApplier(context: CommandContext, batch: StoredBatch): (position: number, row: BatchRowReading) => string {
  const isImporting = hasClaims(context.book);
  const held = heldFor(context.book, batch);
  const reasons = new Map(listReasons(context.book).map((reason) => [reason.code, reason]));
  return (position, row) => {
    const { accountId, currency, amountMinor, reasonCode, note, effectiveOn, expiresOn, priority, category, countsOn } =
      row;
    if (accountId === null || currency === null || amountMinor === null || reasonCode === null) {
      throw new Error(`Row ${position} of the batch ${batch.id} is ready and says too little`);
    }
    const reason = reasons.get(reasonCode);
    if (!reason)
      throw new AppError("reason_not_found", sentence('There is no reason code "{reasonCode}".', { reasonCode }));
    // An import may be about to write the account's credit, and entries of imports are not asked about that.
    if (isImporting)
      requireUnclaimed(context.book, claims.credit(accountId, currency), sentence("credit of the account"));
    const hasTerms = effectiveOn !== null || expiresOn !== null || priority !== null || category !== null;
    const adjustment = {
      accountId,
      action: amountMinor > 0 ? "increase" : "decrease",
      amountMinor: Math.abs(amountMinor),
      currency,
      reasonCode,
      note,
      terms: hasTerms ? { effectiveOn, expiresOn, priority: priority ?? 50, category } : null,
      countsOn,
    } as const;
    const source = { sourceId: batch.id, idempotencyKey: `${batch.id}/${position}`, origin: "import" } as const;
    const post = () => postAdjustment(context, adjustment, reason, source).id;
    return held && amountMinor < 0
      ? held.take(context, { accountId, currency, amountMinor: -amountMinor }, post)
      : post();
  };
}
