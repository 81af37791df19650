import type { MethodName } from "../../shared/contract/index.ts";
import type { Origin } from "../../shared/contract/ledger.ts";
import { listUnfinishedBatches } from "../storage/batches/batch-store.ts";
import { findRunUnderWay, listUnfinishedRuns, markInterruptedRuns } from "../storage/billing/billing-run-store.ts";
import type { WritableBook } from "../storage/book/book-handle.ts";
import { listStagedImports } from "../storage/imports/staged-import-store.ts";
import type { Actor } from "./access.ts";
import type { Dispatcher } from "./dispatcher.ts";
import type { JobSteps, WriterJobContext } from "./handler.ts";
import { workOfBatch } from "./handlers/batches/batch-steps.ts";
import { methodOfBatch, resumeBatch } from "./handlers/batches/resume-batch.ts";
import { billingWork, goOnBilling } from "./handlers/billing/billing-batches.ts";
import { resumeImport } from "./handlers/imports/import.ts";
import { workOfImport } from "./handlers/imports/staged-import.ts";
import { isHeldElsewhere } from "./shared-work.ts";

/** What jobs did not come to the end of, or a decision has made a job of: the writer goes on with it. */
export interface UnfinishedWork {
  /**
   * What was left when the book is opened. A billing run that was broken off is marked, so that it can be resumed (BEHAVIOUR 10.5); one of a host that has
   * died is left to {@link takeOver}.
   */
  beginAtOpening(): void;
  /** What a decision has made a job of, and nobody has begun yet. */
  beginDecided(): void;
  /**
   * Go on with what another host has left that died, whenever that was, or ended while this one goes on (BEHAVIOUR 13.5): also with its billing run.
   */
  takeOver(left: readonly string[]): void;
}

/** @param isHost whether it goes on for as long as it likes, and does not end with one command. */
export function createUnfinishedWork(book: WritableBook, dispatcher: Dispatcher, isHost: boolean): UnfinishedWork {
  const { sharedWork } = dispatcher;
  /** The approvals by which something was begun. */
  const begun = new Set<string | null>();

  /** @param work what it is held by; nothing is begun that is under way, here or at another host. */
  function goOn(
    method: MethodName,
    work: string,
    steps: (job: WriterJobContext) => JobSteps<unknown>,
    begunBy: Parameters<typeof whoBegan>[0],
  ): void {
    if (sharedWork.isAtWork(work)) return;
    try {
      dispatcher.startOwnJob(method, steps, whoBegan(begunBy));
      begun.add(begunBy.approvalId ?? null);
    } catch (error) {
      if (!isHeldElsewhere(error)) throw error;
    }
  }

  function goOnWith(isWanted: (each: { readonly approvalId: string | null }) => boolean): void {
    for (const staged of listStagedImports(book).filter(isWanted))
      goOn("accounts.import", workOfImport(staged.number), (job) => resumeImport(job, staged), staged);
    for (const batch of listUnfinishedBatches(book).filter(isWanted))
      goOn(methodOfBatch(batch), workOfBatch(batch.id), (job) => resumeBatch(job, batch), batch);
  }

  return {
    beginAtOpening() {
      if (!sharedWork.isHeldElsewhere(billingWork)) {
        // What a host has left that died stands as under way, and hosts look for it themselves; one that ended in good order has said so.
        const isLeft = isHost && sharedWork.isTakenOn(billingWork) && findRunUnderWay(book) !== undefined;
        if (!isLeft) book.transaction(() => markInterruptedRuns(book));
        // A start offers to resume it; a host that has been there for longer goes on by itself.
        if (isHost && !isLeft) sharedWork.passOver(billingWork);
      }
      goOnWith(() => true);
    },
    beginDecided: () => goOnWith(({ approvalId }) => approvalId !== null && !begun.has(approvalId)),
    takeOver(left) {
      const run = left.includes(billingWork) ? listUnfinishedRuns(book)[0] : undefined;
      if (run) goOn("billing.resume", billingWork, (job) => goOnBilling(job, run.id), { ...run, operatorId: null });
      goOnWith(() => true);
      for (const work of left) if (!sharedWork.isAtWork(work)) sharedWork.forget(work);
    },
  };
}

/** For whom the engine goes on with what was begun; what they may was looked at then. */
function whoBegan(work: {
  readonly operator: string;
  readonly operatorId: string | null;
  readonly approvalId?: string | null;
  readonly origin: string;
}): Actor {
  const { operator, operatorId, approvalId = null } = work;
  const actorId = operatorId ?? `person:${operator}`;
  const actor = { operator, origin: work.origin as Origin, actorId, operatorId: null, rights: [] };
  return approvalId === null ? actor : { ...actor, approvalId };
}
