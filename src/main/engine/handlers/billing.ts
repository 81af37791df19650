import { periodStart, type CivilDate } from "../../../shared/calendar.ts";
import type { BillingProblem, BillingRunView } from "../../../shared/contract/billing.ts";
import { AppError, type ErrorView } from "../../../shared/errors.ts";
import type { BillingFacts } from "../../domain/billing/facts.ts";
import { draftNextInvoice, factsAfter, type InvoiceDraft } from "../../domain/billing/invoice.ts";
import { countDueInvoices } from "../../domain/billing/due-periods.ts";
import { BillingTally } from "../../domain/billing/totals.ts";
import { listDueItems, dueQueueStart, listDueAccounts, type DuePlace } from "../../storage/billing-facts-store.ts";
import {
  addBatchOutcome,
  findBillingRun,
  findRunUnderWay,
  insertBillingRun,
  listBillingRuns,
  listedProblemLimit,
  readRunProgress,
  setRunState,
} from "../../storage/billing-run-store.ts";
import type { ReadableBook } from "../../storage/book-handle.ts";
import {
  JobCancelled,
  type CommandContext,
  type QueryContext,
  type HandlersOf,
  type JobSteps,
  type WriterJobContext,
} from "../handler.ts";
import { finalizeInvoice } from "./finalize-invoice.ts";

/** How many items one batch bills: large enough that the disk is waited for seldom, small enough that others wait briefly. */
const itemsPerBatch = 500;
const listedRunLimit = 100;

export const billingHandlers: HandlersOf<
  "billing.dryRun" | "billing.run" | "billing.resume" | "billing.runs" | "billing.getRun"
> = {
  "billing.runs": ({ book }) => ({ runs: listBillingRuns(book, listedRunLimit) }),

  "billing.getRun": ({ book }, { runId }) => requireRun(book, runId),

  "billing.run": function* run(context, input) {
    const { answer, isReplay } = context.accept(input, (command) => {
      requireCutoffInReach(command, input.throughOn);
      requireNoRunUnderWay(command.book);
      const runId = command.makeId("billingRun");
      const dueItems = listDueItems(command.book, input.throughOn);
      insertBillingRun(command.book, {
        id: runId,
        throughOn: input.throughOn,
        operator: command.caller.operator,
        origin: command.caller.origin,
        startedAtMs: command.nowMs,
        accountsTotal: dueItems.reduce((sum, items) => sum + items.count, 0),
        invoicesTotal: countDueInvoices(dueItems, input.throughOn),
      });
      command.changed("billingRuns");
      return { runId };
    });
    if (isReplay) return context.read(({ book }) => requireRun(book, answer.runId));
    return yield* billThrough(context, answer.runId);
  },

  "billing.resume": function* resume(context, input) {
    const { runId } = input;
    const { isReplay } = context.accept(input, (command) => {
      const { state } = requireRun(command.book, runId);
      if (state === "complete") throw new AppError("run_not_resumable", "The billing run is complete.");
      requireNoRunUnderWay(command.book);
      setRunState(command.book, runId, "running", null);
      command.changed("billingRuns");
      return { runId };
    });
    if (isReplay) return context.read(({ book }) => requireRun(book, runId));
    return yield* billThrough(context, runId);
  },

  "billing.dryRun": function* dryRun(context, { throughOn }) {
    const tally = new BillingTally();
    const problems: BillingProblem[] = [];
    let problemCount = 0;
    let accountsDone = 0;
    let place = dueQueueStart;
    const dueItems = context.read((query) => {
      requireCutoffInReach(query, throughOn);
      return listDueItems(query.book, throughOn);
    });
    const accountsTotal = dueItems.reduce((sum, items) => sum + items.count, 0);
    for (;;) {
      if (context.isCancelRequested()) throw new JobCancelled();
      const batch = context.read(({ book, settings }) =>
        listDueAccounts(book, settings, throughOn, place, null, itemsPerBatch),
      );
      for (const { facts } of batch) {
        const error = foresee(facts, throughOn, tally);
        accountsDone += 1;
        if (!error) continue;
        problemCount += 1;
        if (problems.length < listedProblemLimit) {
          problems.push({ accountId: facts.accountId, accountName: facts.buyerName, error });
        }
      }
      const last = batch.at(-1);
      if (!last) return { throughOn, accountsDone, accountsTotal, totals: tally.toList(), problems, problemCount };
      place = { billingOn: last.billingOn, itemId: last.facts.item.id };
      const totals = tally.toList();
      yield { done: accountsDone, total: accountsTotal, unit: "accounts", failures: problemCount, totals };
    }
  },
};

function requireRun(book: ReadableBook, runId: string): BillingRunView {
  const run = findBillingRun(book, runId);
  if (!run) throw new AppError("run_not_found", `There is no billing run ${runId}.`);
  return run;
}

/** A year that was mistyped would bill every account for decades, and invoices cannot be taken back by the thousand. */
function requireCutoffInReach({ today }: QueryContext, throughOn: CivilDate): void {
  const latestOn = periodStart(today, "annual", 1);
  if (throughOn > latestOn) {
    throw new AppError("cutoff_too_far", `${throughOn} is more than a year after today, ${today}.`, { latestOn });
  }
}

function requireNoRunUnderWay(book: ReadableBook): void {
  const runId = findRunUnderWay(book);
  if (runId !== undefined) throw new AppError("run_in_progress", "A billing run is under way.", { runId });
}

/**
 * All invoices of one account up to a day, each on the credit that the one before has left, without writing any. What is counted
 * is the same that the run would count.
 */
function foresee(facts: BillingFacts, throughOn: CivilDate, tally: BillingTally): ErrorView | null {
  try {
    let next = facts;
    for (;;) {
      const draft = draftNextInvoice(next);
      if (draft.issuedOn > throughOn) return null;
      tally.add(draft);
      next = factsAfter(next, draft);
    }
  } catch (error) {
    if (error instanceof AppError) return error.toView();
    throw error;
  }
}

/**
 * Bill everything that is due, batch by batch, earliest day first, until nothing is. A run needs no memory of its own: what has
 * been billed is no longer due, so after a cancel or a crash the same loop goes on where it stopped (BEHAVIOUR 10.2).
 */
function* billThrough(context: WriterJobContext, runId: string): JobSteps<BillingRunView> {
  const readRun = () => context.read(({ book }) => requireRun(book, runId));
  const end = (state: "cancelled" | "interrupted" | "complete") =>
    context.transaction(({ book, nowMs, changed }) => {
      setRunState(book, runId, state, state === "interrupted" ? null : nowMs);
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
  const { book, settings } = context;
  const tally = new BillingTally();
  const problems: { accountId: string; error: ErrorView }[] = [];
  let accountsDone = 0;
  let place: DuePlace | null = null;
  let dueAgainOn: CivilDate | null = null;
  for (const { facts, billingOn } of listDueAccounts(book, settings, throughOn, from, runId, itemsPerBatch)) {
    if (dueAgainOn !== null && billingOn >= dueAgainOn) break;
    place = { billingOn, itemId: facts.item.id };
    const drafted = draftForRun(facts, tally);
    if (!drafted.ok) {
      problems.push({ accountId: facts.accountId, error: drafted.error });
      accountsDone += 1;
      continue;
    }
    const { nextBillingOn } = finalizeInvoice(context, facts, drafted.draft, runId);
    if (nextBillingOn > throughOn) accountsDone += 1;
    else if (dueAgainOn === null || nextBillingOn < dueAgainOn) dueAgainOn = nextBillingOn;
  }
  if (place) addBatchOutcome(book, runId, { accountsDone, totals: tally.toList(), problems });
  return place;
}

/**
 * An account's invoice, counted into the run; or why the account has to be set aside (BEHAVIOUR 10.4). All that can refuse
 * happens here, before anything of the account is written.
 */
function draftForRun(
  facts: BillingFacts,
  tally: BillingTally,
): { readonly ok: true; readonly draft: InvoiceDraft } | { readonly ok: false; readonly error: ErrorView } {
  try {
    const draft = draftNextInvoice(facts);
    tally.add(draft);
    return { ok: true, draft };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: error.toView() };
    throw error;
  }
}
