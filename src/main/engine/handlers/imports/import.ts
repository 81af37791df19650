import type { ImportReport } from "../../../../shared/contract/account-import.ts";
import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import type { ParsedInput } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import type { ExistingAccounts, ImportReading } from "../../../domain/imports/batch.ts";
import type { ImportMemory } from "../../../domain/imports/import-memory.ts";
import type { MovedCredit } from "../../../domain/access/limits.ts";
import { readImportFiles } from "../../../domain/imports/read-files.ts";
import { stagedRowsOf } from "../../../domain/imports/staged-row.ts";
import { findRequest } from "../../../storage/approvals/request-store.ts";
import { findAcceptedCommand } from "../../../storage/book/accepted-command-store.ts";
import { openImportMemory } from "../../../storage/imports/import-memory-file.ts";
import {
  acceptStagedImport,
  findAcceptedImport,
  type StagedImport,
} from "../../../storage/imports/staged-import-store.ts";
import { JobCancelled, type HandlersOf, type JobSteps, type WriterJobContext } from "../../handler.ts";
import { countAgainstLimits } from "../../limits.ts";
import { forgetUploads, inspectFiles, type ReadyFiles } from "./import-files.ts";
import { inspectImport, rememberChoices } from "./import-choices.ts";
import {
  askOnce,
  keyOfAsking,
  reportOfRequest,
  requestImport,
  requireMayAsk,
  writeApproved,
  type ImportToAsk,
} from "./approved-import.ts";
import { importFacts } from "./import-facts.ts";
import { discardRows, stageRows, stageWaitingRows, workOfImport, writeStagedRows } from "./staged-import.ts";

type ImportInput = ParsedInput<"accounts.import">;

export const importHandlers: HandlersOf<"accounts.import" | "imports.inspect"> = {
  "accounts.import": (context, input) => runImport(context, input),
  "imports.inspect": (context, input) => inspectImport(context, input),
};

/** How often an import is checked again because something was taken while its rows were being staged. */
const attemptLimit = 3;

/**
 * Read and check in slices, stage the rows in slices, accept them in one short step under the key, and write them in slices: other
 * commands run in between all of them. A kill before the acceptance leaves nothing; after it, the next opening goes on.
 *
 * @throws AppError `idempotency_conflict`; `import_in_progress` where another import takes the same.
 */
function* runImport(job: WriterJobContext, input: ImportInput): JobSteps<ImportReport> {
  const { mode, idempotencyKey, existing, emptyCells } = input;
  const { ask } = input;
  if (ask !== null) requireMayAsk(job);
  const ready = yield* inspectFiles(job, input);
  for (let attempt = 1; attempt <= attemptLimit; attempt += 1) {
    if (mode === "write" && isAccepted(job, idempotencyKey)) return yield* answerAccepted(job, input, ready);
    const asking = mode === "write" && ask !== null ? { ask, idempotencyKey, contentHash: ready.contentHash } : null;
    if (asking && isAccepted(job, keyOfAsking(idempotencyKey))) return answerAsked(job, asking);
    const memory = openImportMemory(job.read(({ book }) => book.workPath));
    try {
      const reading = yield* readInSlices(job, ready, memory, { existing, emptyCells });
      if (mode === "check") return report(reading.problemCount > 0 ? "rejected" : "checked", reading);
      if (reading.problemCount > 0) {
        // What clashes may be what the same import, sent twice, has written meanwhile.
        if (isAccepted(job, idempotencyKey)) continue;
        return report("rejected", reading);
      }
      if (asking) {
        const answer = yield* stageAndAsk(job, asking, ready.files, reading);
        if (answer === null) continue;
        forgetUploads(job, input);
        return answer;
      }
      const number = yield* stageRows(job, idempotencyKey, stagedRowsOf(reading.batch));
      if (number === null) continue;
      yield* acceptStaged(job, input, ready, { number, report: report("written", reading) });
    } finally {
      memory.close();
    }
    const answer = yield* answerAccepted(job, input, ready);
    forgetUploads(job, input);
    return answer;
  }
  throw new AppError("import_in_progress", sentence("Another import takes what this one would take."));
}

function isAccepted(job: WriterJobContext, idempotencyKey: string): boolean {
  return job.read(({ book }) => findAcceptedCommand(book, idempotencyKey) !== undefined);
}

/**
 * Stage the rows and ask for approval of them.
 *
 * @returns null where something was taken since they were checked. Nothing is left then.
 */
function* stageAndAsk(
  job: WriterJobContext,
  asking: ImportToAsk,
  files: ReadyFiles["files"],
  reading: ImportReading,
): JobSteps<ImportReport | null> {
  const waiting = yield* stageWaitingRows(job, asking.idempotencyKey, stagedRowsOf(reading.batch));
  if (waiting === null) return null;
  const asked = report("asked", reading);
  try {
    const request = askOnce(job, asking, (context) =>
      requestImport(context, asking, files, { ...waiting, report: asked }),
    );
    return { ...asked, request };
  } catch (error) {
    yield* discardRows(job, waiting.number);
    throw error;
  }
}

/** Answer an import that approval was asked of before. */
function answerAsked(job: WriterJobContext, asking: ImportToAsk): ImportReport {
  const request = askOnce(job, asking, () => {
    throw new Error("A key that was accepted before is answered from the book");
  });
  return job.read(({ book }) => {
    const stored = findRequest(book, request.id);
    if (!stored) throw new Error(`The request ${request.id} was made and is not in the book`);
    return { ...reportOfRequest(stored, "asked"), request };
  });
}

/** Answer an import that was accepted before, once it is written. */
function* answerAccepted(
  job: WriterJobContext,
  input: ImportInput,
  { contentHash }: ReadyFiles,
): JobSteps<ImportReport> {
  const { answer } = job.accept<ImportReport>({ idempotencyKey: input.idempotencyKey, contentHash }, () => {
    throw new Error("A key that was accepted before is answered from the book");
  });
  const staged = job.read(({ book }) => findAcceptedImport(book, input.idempotencyKey));
  if (!staged) return answer;
  job.takeOn(workOfImport(staged.number));
  return yield* writeStagedRows(job, staged);
}

function* acceptStaged(
  job: WriterJobContext,
  { idempotencyKey }: ImportInput,
  { contentHash, files }: ReadyFiles,
  { number, report: written }: { readonly number: number; readonly report: ImportReport },
): JobSteps<void> {
  try {
    job.accept({ idempotencyKey, contentHash }, (context) => {
      countAgainstLimits(context, openingMoved(written));
      acceptStagedImport(context.book, number);
      rememberChoices(context.book, files);
      return written;
    });
  } catch (error) {
    yield* discardRows(job, number);
    throw error;
  }
}

/** What an import gives by hand: its opening balances, as one act. */
function openingMoved({ openingCredit: opening }: ImportReport): MovedCredit[] {
  return opening
    .map(({ currency, amountMinor }) => ({ currency, amountMinor: Math.abs(amountMinor) }))
    .filter(({ amountMinor }) => amountMinor > 0)
    .map((moved) => ({ ...moved, largestMinor: moved.amountMinor }));
}

function* readInSlices(
  job: WriterJobContext,
  { files }: ReadyFiles,
  memory: ImportMemory,
  accountsOfBook: ExistingAccounts,
): JobSteps<ImportReading> {
  const total = files.reduce((sum, { lineCount }) => sum + lineCount, 0);
  const progress = (done: number): JobProgress => ({ done, total, unit: "lines", failures: 0, totals: [] });
  yield progress(0);
  const steps = readImportFiles(files, job.read(importFacts), memory, accountsOfBook);
  for (;;) {
    if (job.isCancelRequested()) throw new JobCancelled();
    const step = steps.next();
    if (step.done) return step.value;
    yield progress(step.value);
  }
}

/**
 * Go on with an import that the last process did not come to the end of, or that has been approved; or take back what was never accepted, or
 * not approved.
 */
export function* resumeImport(job: WriterJobContext, staged: StagedImport): JobSteps<ImportReport> {
  job.takeOn(workOfImport(staged.number));
  if (staged.isAccepted === 1) return yield* writeStagedRows(job, staged);
  if (staged.requestState === "approved" && staged.problem === null) return yield* writeApproved(job, staged);
  yield* discardRows(job, staged.number);
  throw new JobCancelled();
}

function report(outcome: ImportReport["outcome"], reading: ImportReading): ImportReport {
  const { counts, openingCredit, problems, problemCount, updates } = reading;
  return {
    outcome,
    counts: { ...counts },
    openingCredit: [...openingCredit],
    problems: [...problems],
    problemCount,
    ...(updates !== null && { updates }),
  };
}
