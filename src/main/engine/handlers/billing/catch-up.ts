import type { CatchUpReport } from "../../../../shared/contract/billing.ts";
import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import { nextBillingOn } from "../../../domain/billing/renewal.ts";
import { listedProblemLimit } from "../../../storage/billing/billing-run-store.ts";
import { listDueAttempts } from "../../../storage/invoices/invoice-standing-store.ts";
import { listEnding, listFallenBehind } from "../../../storage/billing/standing-store.ts";
import { failureOfOne } from "../../error-view.ts";
import {
  JobCancelled,
  type CommandContext,
  type HandlersOf,
  type JobSteps,
  type WriterJobContext,
} from "../../handler.ts";
import { expireRequests } from "../approvals/expire-requests.ts";
import { refreshStanding } from "../payments/collection.ts";
import { expireBlock, listBlocksToExpire } from "../credits/expire-credit.ts";
import { requireAccount, requireBilling } from "../require.ts";
import { commitBilling } from "./commit-billing.ts";
import { retryPayment } from "../payments/retry-payment.ts";

/** What catching up that is under way is held by. */
const catchUpWork = "catch-up";

const nothingDone: CatchUpReport = {
  expiredBlocks: 0,
  paymentsTried: 0,
  paymentsSucceeded: 0,
  givenUp: 0,
  accountsFallenBehind: 0,
  subscriptionsEnded: 0,
  expiredRequests: 0,
  problems: [],
  problemCount: 0,
};

export const catchUpHandlers: HandlersOf<"billing.catchUp"> = {
  "billing.catchUp": function* run(context, input) {
    // The second time nothing is left for this key to do: what the first had not done yet is done by the schedule.
    context.takeOn(catchUpWork);
    const { isReplay } = context.accept(input, () => ({}));
    return isReplay ? nothingDone : yield* catchUp(context);
  },
};

/**
 * Do what the calendar asks for up to today, batch by batch, until nothing is due: credit past its expiry, payments to try again,
 * accounts whose open invoice has passed its due date, subscriptions whose end has come. What has been done is no longer due, so it can end anywhere and begin anew.
 * What cannot be done for one account is left out and named, and tried again the next time (BEHAVIOUR 10.4).
 */
export function* catchUp(context: WriterJobContext): JobSteps<CatchUpReport> {
  context.takeOn(catchUpWork);
  const leftOut = new Set<string>();
  let report = nothingDone;
  for (;;) {
    yield toProgress(report);
    if (context.isCancelRequested()) throw new JobCancelled(report);
    const batch = context.transaction((command) => doNextBatch(command, leftOut));
    if (batch === null) return report;
    report = addReports(report, batch);
  }
}

/** One thing that the day asks for, by an id of its own. */
interface Task {
  readonly id: string;
  readonly accountId: string;
  carryOut(): Partial<CatchUpReport>;
}

/** A kind of task: how much of it one transaction does, so that others wait briefly, and the next ones that are due. */
interface TaskKind {
  readonly perBatch: number;
  readonly isCollecting: boolean;
  readonly list: (context: CommandContext, limit: number) => Task[];
}

const requestsPerBatch = 500;

const taskKinds: readonly TaskKind[] = [
  {
    perBatch: 500,
    isCollecting: false,
    list: (context, limit) =>
      listBlocksToExpire(context, limit).map((block) => ({
        id: block.id,
        accountId: block.accountId,
        carryOut() {
          expireBlock(context, block);
          return { expiredBlocks: 1 };
        },
      })),
  },
  {
    perBatch: 100,
    isCollecting: true,
    list: (context, limit) =>
      listDueAttempts(context.book, context.today, limit).map((invoice) => ({
        id: invoice.id,
        accountId: invoice.accountId,
        carryOut() {
          const { attempt, isGivenUp } = retryPayment(context, invoice.id);
          return {
            paymentsTried: attempt === "untried" ? 0 : 1,
            paymentsSucceeded: attempt === "succeeded" ? 1 : 0,
            givenUp: isGivenUp ? 1 : 0,
          };
        },
      })),
  },
  {
    perBatch: 500,
    isCollecting: true,
    list: (context, limit) =>
      listFallenBehind(context.book, context.today, limit).map((accountId) => ({
        id: accountId,
        accountId,
        carryOut() {
          refreshStanding(context, accountId);
          return { accountsFallenBehind: 1 };
        },
      })),
  },
  {
    perBatch: 100,
    isCollecting: true,
    list: (context, limit) =>
      listEnding(context.book, context.nowMs, limit).map((accountId) => ({
        id: accountId,
        accountId,
        carryOut() {
          endSubscription(context, accountId);
          return { subscriptionsEnded: 1 };
        },
      })),
  },
];

/** End a subscription that was cancelled for a day that has come (BEHAVIOUR 6.6). */
function endSubscription(context: CommandContext, accountId: string): void {
  const { facts } = requireBilling(context, accountId);
  if (!facts.subscription) throw new Error(`The account ${accountId} is listed, and nothing ends`);
  const on = nextBillingOn(facts.subscription.item);
  commitBilling(context, facts, { on, draft: null, subscription: null }, null);
}

/** One batch of the first kind of task of which something is due; null when nothing is. */
function doNextBatch(context: CommandContext, leftOut: Set<string>): CatchUpReport | null {
  // Before credit expires, so that what nobody decided holds none of it.
  const expiredRequests = expireRequests(context, requestsPerBatch);
  if (expiredRequests > 0) return { ...nothingDone, expiredRequests };
  for (const { perBatch, isCollecting, list } of taskKinds) {
    // A linked book leaves collecting to the upstream (BEHAVIOUR 12.4).
    if (isCollecting && context.settings.linkId !== null) continue;
    const due = list(context, perBatch + leftOut.size).filter(({ id }) => !leftOut.has(id));
    if (due.length > 0)
      return due
        .slice(0, perBatch)
        .map((task) => doTask(context, task, leftOut))
        .reduce(addReports);
  }
  return null;
}

function doTask(context: CommandContext, task: Task, leftOut: Set<string>): CatchUpReport {
  try {
    return { ...nothingDone, ...context.attempt(() => task.carryOut()) };
  } catch (error) {
    const view = failureOfOne(error, "billing.catchUp");
    leftOut.add(task.id);
    const { id, name } = requireAccount(context.book, task.accountId);
    return { ...nothingDone, problems: [{ accountId: id, accountName: name, error: view }], problemCount: 1 };
  }
}

function addReports(a: CatchUpReport, b: CatchUpReport): CatchUpReport {
  return {
    expiredBlocks: a.expiredBlocks + b.expiredBlocks,
    paymentsTried: a.paymentsTried + b.paymentsTried,
    paymentsSucceeded: a.paymentsSucceeded + b.paymentsSucceeded,
    givenUp: a.givenUp + b.givenUp,
    accountsFallenBehind: a.accountsFallenBehind + b.accountsFallenBehind,
    subscriptionsEnded: a.subscriptionsEnded + b.subscriptionsEnded,
    expiredRequests: a.expiredRequests + b.expiredRequests,
    problems: [...a.problems, ...b.problems].slice(0, listedProblemLimit),
    problemCount: a.problemCount + b.problemCount,
  };
}

function toProgress(report: CatchUpReport): JobProgress {
  return {
    done:
      report.expiredRequests +
      report.expiredBlocks +
      report.paymentsTried +
      report.accountsFallenBehind +
      report.subscriptionsEnded,
    total: null,
    unit: "changes",
    failures: report.paymentsTried - report.paymentsSucceeded + report.problemCount,
    totals: [],
  };
}
