import type { CivilDate } from "../../../shared/calendar.ts";
import type { BillingRunView } from "../../../shared/contract/billing.ts";
import { AppError, type ErrorView } from "../../../shared/errors.ts";
import type { BillingFacts } from "../../domain/billing/facts.ts";
import { takeBillingStep, type BillingStep } from "../../domain/billing/renewal.ts";
import { BillingTally } from "../../domain/billing/totals.ts";
import { claims } from "../../domain/import/staged-row.ts";
import { dueQueueStart, listDueAccounts, type DuePlace } from "../../storage/billing-facts-store.ts";
import type { ReadableBook } from "../../storage/book-handle.ts";
import { addBatchOutcome, completeRun, readRunProgress, setRunState } from "../../storage/billing-run-store.ts";
import { JobCancelled, type CommandContext, type JobSteps, type WriterJobContext } from "../handler.ts";
import { commitBilling } from "./commit-billing.ts";
import { requireUnclaimed } from "./require-unclaimed.ts";
import { requireRun } from "./require.ts";

/** How many items one batch bills: large enough that the disk is waited for seldom, small enough that others wait briefly. */
export const itemsPerBatch = 500;

/**
 * Bill everything that is due, batch by batch, earliest day first, until nothing is. A run needs no memory of its own: what has
 * been billed is no longer due, so after a cancel or a crash the same loop goes on where it stopped (BEHAVIOUR 10.2).
 */
export function* billThrough(context: WriterJobContext, runId: string): JobSteps<BillingRunView> {
  const readRun = () => context.read(({ book }) => requireRun(book, runId));
  const end = (state: "cancelled" | "interrupted" | "complete") =>
    context.transaction(({ book, nowMs, changed, happened }) => {
      if (state === "complete") completeRun(book, runId, nowMs);
      else setRunState(book, runId, state, state === "interrupted" ? null : nowMs);
      if (state !== "interrupted") happened("billingRun.completed", runId);
      changed("billingRuns");
    });
  const readProgress = () => context.read(({ book }) => readRunProgress(book, runId));
  const { throughOn } = readRun();
  yield readProgress();
  let place: DuePlace | null = dueQueueStart;
  try {
    while (place) {
      if (context.isCancelRequested()) {
        end("cancelled");
        throw new JobCancelled(readRun());
      }
      const from: DuePlace = place;
      place = context.transaction((command) => billBatch(command, runId, throughOn, from));
      yield readProgress();
    }
  } catch (error) {
    if (!(error instanceof JobCancelled)) end("interrupted");
    throw error;
  }
  end("complete");
  return readRun();
}

/**
 * Bill the next items in the queue. A batch ends before the day on which one of its own accounts is due again: so invoices are
 * made, and numbered, in order of their days, and no later period slips behind the place where the next batch begins.
 *
 * @returns where the next batch begins; null when nothing was due any more.
 */
function billBatch(context: CommandContext, runId: string, throughOn: CivilDate, from: DuePlace): DuePlace | null {
  const { book } = context;
  const tally = new BillingTally();
  const runTally = new BillingTally(readRunProgress(book, runId).totals);
  const problems: { accountId: string; error: ErrorView }[] = [];
  let accountsDone = 0;
  let place: DuePlace | null = null;
  let dueAgainOn: CivilDate | null = null;
  for (const { facts, billingOn, itemId } of listDueAccounts(context, throughOn, from, runId, itemsPerBatch)) {
    if (dueAgainOn !== null && billingOn >= dueAgainOn) break;
    place = { billingOn, itemId };
    const taken = takeStepForRun(book, facts, billingOn, [runTally, tally]);
    if (!taken.ok) {
      problems.push({ accountId: facts.accountId, error: taken.error });
      accountsDone += 1;
      continue;
    }
    const { nextBillingOn } = commitBilling(context, facts, taken.step, runId);
    if (nextBillingOn === null || nextBillingOn > throughOn) accountsDone += 1;
    else if (dueAgainOn === null || nextBillingOn < dueAgainOn) dueAgainOn = nextBillingOn;
  }
  if (place) addBatchOutcome(book, runId, { accountsDone, totals: tally.toList(), problems });
  return place;
}

/**
 * An account's step, its invoice counted into the run; or why the account has to be parked (BEHAVIOUR 10.4). All that can refuse
 * happens here, before anything of the account is written.
 *
 * @param tallies the sums that have to hold the invoice: those of the whole run first, as they are never smaller than the batch's.
 */
function takeStepForRun(
  book: ReadableBook,
  facts: BillingFacts,
  billingOn: CivilDate,
  tallies: readonly BillingTally[],
): { readonly ok: true; readonly step: BillingStep } | { readonly ok: false; readonly error: ErrorView } {
  try {
    requireUnclaimed(book, claims.credit(facts.accountId, facts.currency), "credit of the account");
    const step = takeBillingStep(facts, billingOn);
    if (!step) throw new Error(`The account ${facts.accountId} is due, and nothing is subscribed`);
    if (step.draft) for (const tally of tallies) tally.add(step.draft);
    return { ok: true, step };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: error.toView() };
    throw error;
  }
}
