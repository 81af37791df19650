import type { MethodName } from "../../../../shared/contract/index.ts";
import type { StoredBatch } from "../../../storage/batches/batch-store.ts";
import { JobCancelled, type JobSteps, type WriterJobContext } from "../../handler.ts";
import { applyRows } from "./apply-batch.ts";
import { workOfBatch } from "./batch-steps.ts";
import { discardBatch } from "./check-batch.ts";
import { undoRows } from "./undo-batch.ts";

/** What was under way with a batch that is not at rest. */
export function methodOfBatch({ state }: Pick<StoredBatch, "state">): MethodName {
  if (state === "checking") return "batches.check";
  return state === "undoing" ? "batches.undo" : "batches.apply";
}

/** Go on with what the last process did not come to the end of, or forget what was only being checked. */
export function* resumeBatch(job: WriterJobContext, { id, number, state }: StoredBatch): JobSteps<unknown> {
  job.takeOn(workOfBatch(id));
  if (state === "undoing") return yield* undoRows(job, id);
  if (state === "applying") return yield* applyRows(job, id);
  yield* discardBatch(job, number);
  throw new JobCancelled();
}
