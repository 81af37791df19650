import type { CatchUpReport } from "../../../shared/contract/billing.ts";
import type { JobProgress } from "../../../shared/contract/jobs.ts";
import { listDueAttempts } from "../../storage/payment-store.ts";
import { listFallenBehind } from "../../storage/standing-store.ts";
import {
  JobCancelled,
  type CommandContext,
  type HandlersOf,
  type JobSteps,
  type WriterJobContext,
} from "../handler.ts";
import { refreshStanding } from "./collection.ts";
import { expireDueCredit } from "./expire-credit.ts";
import { retryPayment } from "./retry-payment.ts";

/** How much one transaction does, so that others wait briefly. */
const blocksPerBatch = 500;
const attemptsPerBatch = 100;
const accountsPerBatch = 500;

const nothingDone: CatchUpReport = {
  expiredBlocks: 0,
  paymentsTried: 0,
  paymentsSucceeded: 0,
  givenUp: 0,
  accountsFallenBehind: 0,
};

export const catchUpHandlers: HandlersOf<"billing.catchUp"> = {
  "billing.catchUp": function* run(context, input) {
    // The second time nothing is left for this key to do: what the first had not done yet is done by the schedule.
    const { isReplay } = context.accept(input, () => ({}));
    return isReplay ? nothingDone : yield* catchUp(context);
  },
};

/**
 * Do what the calendar asks for up to today, batch by batch, until nothing is due: credit past its expiry, payments to try again,
 * accounts whose open invoice has passed its due date. What has been done is no longer due, so it can end anywhere and begin anew.
 */
export function* catchUp(context: WriterJobContext): JobSteps<CatchUpReport> {
  let report = nothingDone;
  for (;;) {
    yield toProgress(report);
    if (context.isCancelRequested()) throw new JobCancelled(report);
    const batch = context.transaction(doNextBatch);
    if (batch === null) return report;
    report = addReports(report, batch);
  }
}

/** One batch of the first kind of work of which something is due; null when nothing is. */
function doNextBatch(context: CommandContext): CatchUpReport | null {
  const { book, today } = context;
  const expiredBlocks = expireDueCredit(context, blocksPerBatch);
  if (expiredBlocks > 0) return { ...nothingDone, expiredBlocks };
  const attempts = listDueAttempts(book, today, attemptsPerBatch);
  if (attempts.length > 0) {
    const outcomes = attempts.map((invoice) => retryPayment(context, invoice));
    const count = (attempt: string) => outcomes.filter((outcome) => outcome.attempt === attempt).length;
    return {
      ...nothingDone,
      paymentsTried: count("succeeded") + count("failed"),
      paymentsSucceeded: count("succeeded"),
      givenUp: outcomes.filter((outcome) => outcome.isGivenUp).length,
    };
  }
  const accountIds = listFallenBehind(book, today, accountsPerBatch);
  if (accountIds.length === 0) return null;
  for (const accountId of accountIds) refreshStanding(context, accountId);
  return { ...nothingDone, accountsFallenBehind: accountIds.length };
}

function addReports(a: CatchUpReport, b: CatchUpReport): CatchUpReport {
  return {
    expiredBlocks: a.expiredBlocks + b.expiredBlocks,
    paymentsTried: a.paymentsTried + b.paymentsTried,
    paymentsSucceeded: a.paymentsSucceeded + b.paymentsSucceeded,
    givenUp: a.givenUp + b.givenUp,
    accountsFallenBehind: a.accountsFallenBehind + b.accountsFallenBehind,
  };
}

function toProgress(report: CatchUpReport): JobProgress {
  return {
    done: report.expiredBlocks + report.paymentsTried + report.accountsFallenBehind,
    total: null,
    unit: "changes",
    failures: report.paymentsTried - report.paymentsSucceeded,
    totals: [],
  };
}
