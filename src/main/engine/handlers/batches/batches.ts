import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { countProblemRows, listBatches } from "../../../storage/batches/batch-store.ts";
import { deleteBatchRows, listBatchRows } from "../../../storage/batches/batch-row-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { applyBatch } from "./apply-batch.ts";
import { requireBatch, requireUnasked, toBatchView } from "./batch-steps.ts";
import { checkBatch } from "./check-batch.ts";
import { inspectBatch } from "./inspect-batch.ts";
import { undoBatch } from "./undo-batch.ts";

const listedBatches = 100;
const rowsPerDeletion = 10_000;

export const batchHandlers: HandlersOf<
  | "batches.inspect"
  | "batches.check"
  | "batches.apply"
  | "batches.undo"
  | "batches.discard"
  | "batches.list"
  | "batches.get"
  | "batches.rows"
> = {
  "batches.inspect": (job, input) => inspectBatch(job, input),
  "batches.check": (job, input) => checkBatch(job, input),
  "batches.apply": (job, input) => applyBatch(job, input),
  "batches.undo": (job, input) => undoBatch(job, input),

  "batches.discard": ({ book, changed }, { batchId }) => {
    const batch = requireBatch(book, batchId);
    if (batch.state !== "checked") {
      throw new AppError(
        "batch_applied_before",
        sentence('The batch "{name}" is no draft any more.', { name: batch.name }),
        { batchId },
      );
    }
    requireUnasked(book, batch);
    while (deleteBatchRows(book, batch.number, rowsPerDeletion));
    changed("batches");
    return { batchId };
  },

  "batches.list": ({ book }) => ({ batches: listBatches(book, listedBatches) }),

  "batches.get": ({ book }, { batchId }) => toBatchView(book, requireBatch(book, batchId)),

  "batches.rows": ({ book }, { batchId, withProblems, repeated, ...page }) => {
    const { number, rowCount, repeatedCount } = requireBatch(book, batchId);
    const listed = withProblems ? "problems" : repeated ? "repeated" : "all";
    const count = withProblems ? countProblemRows(book, number) : repeated ? repeatedCount : rowCount;
    const rows = listBatchRows(book, number, { ...page, listed });
    const last = rows.length === page.limit ? rows.at(-1) : undefined;
    return { rows, nextAfterPosition: last?.position ?? null, total: { count, isExact: true } };
  },
};
