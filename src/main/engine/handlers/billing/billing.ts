import type { CivilDate } from "../../../../shared/calendar.ts";
import { isDeepStrictEqual } from "node:util";
import type { BillingProblem } from "../../../../shared/contract/billing.ts";
import type { ParsedInput } from "../../../../shared/contract/index.ts";
import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import { AppError, type ErrorView } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { requireInReach } from "../../../domain/invoices/invoice-reach.ts";
import { factsAfter, isEndToCome, nextDueOn, takeBillingStep } from "../../../domain/billing/renewal.ts";
import { BillingTally } from "../../../domain/billing/totals.ts";
import { countDue, dueQueueStart, listDueAccounts, type DueAccount } from "../../../storage/billing/due-queue.ts";
import {
  clearProblems,
  findRunUnderWay,
  insertBillingRun,
  listBillingRuns,
  listedProblemLimit,
  setRunState,
} from "../../../storage/billing/billing-run-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { JobCancelled, type HandlersOf } from "../../handler.ts";
import { failureOfOne } from "../../error-view.ts";
import { isEstimated } from "../invoices/next-invoice.ts";
import { accountsPerBatch, billThrough, billingWork } from "./billing-batches.ts";
import { requireRun } from "../require.ts";

const listedRunLimit = 100;

/** How many invoices of a dry run are computed at a time, so that others wait briefly. */
const invoicesPerStep = 200;

type Confirmed = NonNullable<ParsedInput<"billing.run">["confirmed"]>;

export const billingHandlers: HandlersOf<
  "billing.dryRun" | "billing.run" | "billing.resume" | "billing.retryParked" | "billing.runs" | "billing.getRun"
> = {
  "billing.runs": ({ book }) => ({ runs: listBillingRuns(book, listedRunLimit) }),

  "billing.getRun": ({ book }, { runId }) => requireRun(book, runId),

  "billing.run": function* run(context, input) {
    const { answer, isReplay } = context.accept(input, (command) => {
      requireInReach(input.throughOn, command.today);
      requireNoRunUnderWay(command.book);
      context.takeOn(billingWork);
      const runId = command.makeId("billingRun");
      const due = countDue(command.book, input.throughOn);
      if (input.confirmed) requireAsConfirmed(input.confirmed, { madeOn: command.today, ...due });
      insertBillingRun(command.book, {
        id: runId,
        throughOn: input.throughOn,
        operator: command.caller.operator,
        origin: command.caller.origin,
        startedAtMs: command.nowMs,
        ...due,
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
      if (state === "complete") throw new AppError("run_not_resumable", sentence("The billing run is complete."));
      requireNoRunUnderWay(command.book);
      context.takeOn(billingWork);
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
      context.takeOn(billingWork);
      if (clearProblems(command.book, runId) === 0) {
        throw new AppError(
          "nothing_is_parked",
          sentence("The billing run parked no account, or they were all tried again."),
        );
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
    let invoicesForeseen = 0;
    let place = dueQueueStart;
    const foreseen = new Set<string>();
    const { madeOn, isEstimate, accountsTotal, invoicesTotal } = context.read(({ book, today, settings }) => {
      requireInReach(throughOn, today);
      return { madeOn: today, isEstimate: isEstimated(settings), ...countDue(book, throughOn) };
    });
    const progress = (): JobProgress => ({
      done: accountsDone,
      total: accountsTotal,
      unit: "accounts",
      failures: problemCount,
      totals: tally.toList(),
    });
    for (;;) {
      if (context.isCancelRequested()) throw new JobCancelled();
      const batch = context.read((query) =>
        listDueAccounts(query, { throughOn, after: place, runId: null, limit: accountsPerBatch }),
      );
      for (const due of batch) {
        if (due.facts.rebillings.length > 0) {
          // Such an account stands in the queue once for each voided invoice; all that it has due is foreseen the first time.
          if (foreseen.has(due.facts.accountId)) continue;
          foreseen.add(due.facts.accountId);
        }
        const invoices = foresee(due, throughOn, tally);
        let invoice = invoices.next();
        for (; !invoice.done; invoice = invoices.next()) {
          invoicesForeseen += 1;
          if (invoicesForeseen % invoicesPerStep > 0) continue;
          if (context.isCancelRequested()) throw new JobCancelled();
          yield progress();
        }
        const error = invoice.value;
        accountsDone += 1;
        if (!error) continue;
        problemCount += 1;
        if (problems.length < listedProblemLimit) {
          problems.push({ accountId: due.facts.accountId, accountName: due.facts.accountName, error });
        }
      }
      const last = batch.at(-1);
      if (!last) {
        const totals = tally.toList();
        return {
          throughOn,
          madeOn,
          isEstimate,
          accountsDone,
          accountsTotal,
          invoicesTotal,
          totals,
          problems,
          problemCount,
        };
      }
      place = last.place;
      yield progress();
    }
  },
};

function requireNoRunUnderWay(book: ReadableBook): void {
  const runId = findRunUnderWay(book);
  if (runId !== undefined) throw new AppError("run_in_progress", sentence("A billing run is under way."), { runId });
}

/** @throws AppError `preview_stale` where a run would not bill what the dry run showed that was confirmed (BEHAVIOUR 10.5). */
function requireAsConfirmed(confirmed: Confirmed, due: Confirmed): void {
  if (isDeepStrictEqual(confirmed, due)) return;
  throw new AppError(
    "preview_stale",
    sentence(
      "On {madeOn}, {accountsTotal} accounts are due with {invoicesTotal} invoices; the dry run of {seenOn} showed {seenAccounts} and {seenInvoices}.",
      {
        madeOn: due.madeOn,
        accountsTotal: due.accountsTotal,
        invoicesTotal: due.invoicesTotal,
        seenOn: confirmed.madeOn,
        seenAccounts: confirmed.accountsTotal,
        seenInvoices: confirmed.invoicesTotal,
      },
    ),
    { ...due },
  );
}

/**
 * All invoices of one account up to a day, each on the credit that the one before has left, without writing any. What is counted
 * is the same that the run would count.
 *
 * @yields after each of them, because an account may be decades behind.
 */
function* foresee(
  { facts }: DueAccount,
  throughOn: CivilDate,
  tally: BillingTally,
): Generator<void, ErrorView | null, void> {
  try {
    let next = facts;
    let step = isEndToCome(next) ? null : takeBillingStep(next);
    while (step) {
      if (step.draft) tally.add(step.draft, null);
      next = factsAfter(next, step);
      const dueOn = nextDueOn(next);
      const isDue = dueOn !== null && dueOn <= throughOn && !isEndToCome(next);
      step = isDue ? takeBillingStep(next) : null;
      yield;
    }
    return null;
  } catch (error) {
    return failureOfOne(error, "billing.dryRun");
  }
}
