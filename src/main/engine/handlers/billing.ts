import { yearsLater, type CivilDate } from "../../../shared/calendar.ts";
import type { BillingProblem } from "../../../shared/contract/billing.ts";
import { AppError, type ErrorView } from "../../../shared/errors.ts";
import type { BillingFacts } from "../../domain/billing/facts.ts";
import { factsAfter, takeBillingStep } from "../../domain/billing/renewal.ts";
import { countDueInvoices } from "../../domain/billing/due-periods.ts";
import { BillingTally } from "../../domain/billing/totals.ts";
import { listDueItems, dueQueueStart, listDueAccounts } from "../../storage/billing-facts-store.ts";
import {
  clearProblems,
  findRunUnderWay,
  insertBillingRun,
  listBillingRuns,
  listedProblemLimit,
  setRunState,
} from "../../storage/billing-run-store.ts";
import type { ReadableBook } from "../../storage/book-handle.ts";
import { JobCancelled, type HandlersOf, type QueryContext } from "../handler.ts";
import { billThrough, itemsPerBatch } from "./billing-batches.ts";
import { requireRun } from "./require.ts";

const listedRunLimit = 100;

export const billingHandlers: HandlersOf<
  "billing.dryRun" | "billing.run" | "billing.resume" | "billing.retryParked" | "billing.runs" | "billing.getRun"
> = {
  "billing.runs": ({ book }) => ({ runs: listBillingRuns(book, listedRunLimit) }),

  "billing.getRun": ({ book }, { runId }) => requireRun(book, runId),

  "billing.run": function* run(context, input) {
    const { answer, isReplay } = context.accept(input, (command) => {
      requireCutoffInReach(command, input.throughOn);
      requireNoRunUnderWay(command.book);
      const runId = command.makeId("billingRun");
      const due = listDueItems(command.book, input.throughOn);
      insertBillingRun(command.book, {
        id: runId,
        throughOn: input.throughOn,
        operator: command.caller.operator,
        origin: command.caller.origin,
        startedAtMs: command.nowMs,
        accountsTotal: due.accountCount,
        invoicesTotal: countDueInvoices(due.groups, input.throughOn),
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

  "billing.retryParked": function* retryParked(context, input) {
    const { runId } = input;
    const { isReplay } = context.accept(input, (command) => {
      requireRun(command.book, runId);
      requireNoRunUnderWay(command.book);
      if (clearProblems(command.book, runId) === 0) {
        throw new AppError("nothing_is_parked", "The billing run parked no account, or they were all tried again.");
      }
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
    const accountsTotal = context.read((query) => {
      requireCutoffInReach(query, throughOn);
      return listDueItems(query.book, throughOn).accountCount;
    });
    for (;;) {
      if (context.isCancelRequested()) throw new JobCancelled();
      const batch = context.read((query) => listDueAccounts(query, throughOn, place, null, itemsPerBatch));
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
      place = { billingOn: last.billingOn, itemId: last.itemId };
      const totals = tally.toList();
      yield { done: accountsDone, total: accountsTotal, unit: "accounts", failures: problemCount, totals };
    }
  },
};

/** The furthest day that a billing run goes to, and so the latest date of an invoice. */
export function latestCutoffOn(today: CivilDate): CivilDate {
  return yearsLater(today, 1);
}

/** A year that was mistyped would bill every account for decades, and invoices cannot be taken back by the thousand. */
function requireCutoffInReach({ today }: QueryContext, throughOn: CivilDate): void {
  const latestOn = latestCutoffOn(today);
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
      const step = next.subscription && takeBillingStep(next, throughOn);
      if (!step || step.on > throughOn) return null;
      if (step.draft) tally.add(step.draft);
      next = factsAfter(next, step);
    }
  } catch (error) {
    if (error instanceof AppError) return error.toView();
    throw error;
  }
}
