import type { CivilDate } from "../../../../shared/calendar.ts";
import type { BillingRunView } from "../../../../shared/contract/billing.ts";
import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import type { ErrorView } from "../../../../shared/errors.ts";
import { isEndToCome, takeBillingStep } from "../../../domain/billing/renewal.ts";
import { BillingTally } from "../../../domain/billing/totals.ts";
import { claims } from "../../../domain/imports/staged-row.ts";
import {
  dueQueueStart,
  listDueAccounts,
  type DueAccount,
  type DuePlace,
  type DueQuery,
} from "../../../storage/billing/due-queue.ts";
import {
  addBatchOutcome,
  completeRun,
  findRunSummary,
  listUnfinishedRuns,
  readTotals,
  setRunState,
} from "../../../storage/billing/billing-run-store.ts";
import { failureOfOne } from "../../error-view.ts";
import { JobCancelled, type CommandContext, type JobSteps, type WriterJobContext } from "../../handler.ts";
import { doSlice, type Attempt } from "../../slices.ts";
import { commitBilling, type CommittedBilling } from "./commit-billing.ts";
import { requireUnclaimed } from "../imports/require-unclaimed.ts";
import { requireRun } from "../require.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";

/** What a billing run that is under way is held by. */
export const billingWork = "billing";

/** How many accounts one batch bills: large enough that the disk is waited for seldom, small enough that others wait briefly. */
export const accountsPerBatch = 500;
/** A batch that has taken so long ends, however few it has billed: a slow machine has smaller batches, not longer waits. */
const batchMs = 60;
/** So many accounts are read for the next batch as this one would have billed twice over, and a few at least. */
const readForNext = (billed: number): number => Math.min(accountsPerBatch, Math.max(2 * billed, 20));

/**
 * Bill everything that is due, batch by batch, earliest day first, until nothing is. A run needs no memory of its own: what has
 * been billed is no longer due, so after a cancel or a crash the same loop goes on where it stopped (BEHAVIOUR 10.2). Only a run that
 * someone stopped or that is complete is over, and told; one that the application's end breaks off is not (10.5).
 */
export function* billThrough(context: WriterJobContext, runId: string): JobSteps<BillingRunView> {
  const readRun = () => context.read(({ book }) => requireRun(book, runId));
  const end = (state: "stopped" | "interrupted" | "complete") =>
    context.transaction(({ book, nowMs, changed, happened }) => {
      if (state === "complete") completeRun(book, runId, nowMs);
      else setRunState(book, runId, state, state === "interrupted" ? null : nowMs);
      if (state !== "interrupted") happened("billingRun.completed", runId);
      changed("billingRuns");
    });
  const readProgress = () => context.read(({ book }) => progressOf(findRunSummary(book, runId)));
  const { throughOn } = readRun();
  yield readProgress();
  let place: DuePlace | null = dueQueueStart;
  let limit = accountsPerBatch;
  try {
    while (place) {
      if (context.isCancelRequested()) {
        end(context.isClosing() ? "interrupted" : "stopped");
        throw new JobCancelled(readRun());
      }
      const query: RunQuery = { runId, throughOn, after: place, limit };
      const batch = doSlice(context, (command, attempt) => billBatch(command, attempt, query));
      place = batch.place;
      // What is read and not billed is read again, and where one account takes long, that could be most of the time.
      limit = readForNext(batch.billed);
      yield readProgress();
    }
  } catch (error) {
    if (!(error instanceof JobCancelled)) end("interrupted");
    throw error;
  }
  end("complete");
  return readRun();
}

/** Go on with a run that another host has left, in whatever state that was. */
export function* goOnBilling(context: WriterJobContext, runId: string): JobSteps<BillingRunView> {
  context.takeOn(billingWork);
  const isUnfinished = context.transaction(({ book, changed }) => {
    // Between seeing that it was left and taking it on, a third host may have come to the end of it.
    if (!listUnfinishedRuns(book).some(({ id }) => id === runId)) return false;
    setRunState(book, runId, "running", null);
    changed("billingRuns");
    return true;
  });
  return isUnfinished ? yield* billThrough(context, runId) : context.read(({ book }) => requireRun(book, runId));
}

interface RunQuery extends DueQuery {
  readonly runId: string;
}

/** How far a run is, which is what its record says: invoices made, of how many that were due. */
function progressOf(run: ReturnType<typeof findRunSummary>): JobProgress {
  return {
    done: run?.invoicesDone ?? 0,
    total: run?.invoicesTotal ?? null,
    unit: "invoices",
    failures: run?.problemCount ?? 0,
    totals: run?.totals ?? [],
  };
}

/**
 * Bill the next accounts in the queue. A batch ends before the day on which one of its own accounts is due again: so invoices are
 * made, and numbered, in order of their days, and no later period slips behind the place where the next batch begins.
 *
 * @returns where the next batch begins, null when nothing was due any more; and how many accounts it has billed.
 */
function billBatch(
  context: CommandContext,
  attempt: Attempt,
  query: RunQuery,
): { readonly place: DuePlace | null; readonly billed: number } {
  const { book } = context;
  const { runId, throughOn } = query;
  const tally = new BillingTally();
  const runTally = new BillingTally(readTotals(book, runId));
  const problems: { accountId: string; error: ErrorView }[] = [];
  let billed = 0;
  let accountsDone = 0;
  let place: DuePlace | null = null;
  let dueAgainOn: CivilDate | null = null;
  const endsAt = performance.now() + batchMs;
  for (const due of listDueAccounts(context, query)) {
    if (dueAgainOn !== null && due.billingOn >= dueAgainOn) break;
    if (place !== null && performance.now() >= endsAt) break;
    place = due.place;
    billed += 1;
    // It is due still, and would be counted again by whoever goes on with the run; one that is complete counts it.
    if (isEndToCome(due.facts)) continue;
    try {
      const { nextBillingOn } = attempt(() => billAccount(context, due, runId, [runTally, tally]));
      if (nextBillingOn === null || nextBillingOn > throughOn) accountsDone += 1;
      else if (dueAgainOn === null || nextBillingOn < dueAgainOn) dueAgainOn = nextBillingOn;
    } catch (error) {
      // The account is parked, and nothing of it is written (BEHAVIOUR 10.4).
      problems.push({ accountId: due.facts.accountId, error: failureOfOne(error, "billing.run") });
      accountsDone += 1;
    }
  }
  if (place) {
    addBatchOutcome(book, runId, { accountsDone, totals: tally.toRunList(), problems });
    context.changed("billingRuns");
  }
  return { place, billed };
}

/**
 * Take an account's step and count its invoice into the run.
 *
 * @param tallies the sums that have to hold the invoice: those of the whole run first, as they are never smaller than the batch's.
 */
function billAccount(
  context: CommandContext,
  { facts, ledgerMinor }: DueAccount,
  runId: string,
  tallies: readonly BillingTally[],
): CommittedBilling {
  requireUnclaimed(context.book, claims.credit(facts.accountId, facts.currency), sentence("credit of the account"));
  const step = takeBillingStep(facts);
  if (ledgerMinor !== undefined) context.ledger.noteBalance(facts.accountId, facts.currency, ledgerMinor);
  if (!step) throw new Error(`The account ${facts.accountId} is due, and nothing is to be billed`);
  const committed = commitBilling(context, facts, step, runId);
  if (step.draft) for (const tally of tallies) tally.add(step.draft, committed.outcome);
  return committed;
}
