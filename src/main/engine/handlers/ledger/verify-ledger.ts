import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import type { ReceiptProof, VerificationReport } from "../../../../shared/contract/ledger.ts";
import type { Month } from "../../../../shared/months.ts";
import { firstBrokenPeriodAct } from "../../../domain/periods/period-verification.ts";
import { problemOfReceipt } from "../../../domain/periods/receipt-verification.ts";
import { openBookForReading } from "../../../storage/book/book-file.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { readSettings } from "../../../storage/book/book-store.ts";
import { findAttributionHash } from "../../../storage/ledger/attribution-store.ts";
import { listDayTotals } from "../../../storage/ledger/day-total-store.ts";
import { readChainHead } from "../../../storage/ledger/ledger-store.ts";
import { findActHash, findEntryHash, listPeriodActs, readMonthFigures } from "../../../storage/periods/period-store.ts";
import type { Caller } from "../../engine.ts";
import { JobCancelled, type HandlersOf, type JobSteps } from "../../handler.ts";
import { firstOf } from "./verification-steps.ts";
import { verifyActs } from "./verify-acts.ts";
import { verifyChain } from "./verify-chain.ts";
import { verifyCredit } from "./verify-credit.ts";
import { verifyMoney } from "./verify-money.ts";

/** Who asks is nothing to what is found. */
type ReaderJobContext = Omit<Parameters<HandlersOf<"ledger.verify">["ledger.verify"]>[0], "caller"> & {
  readonly caller: Caller;
};

/**
 * Verify one state of the book from the first entry to the last balance, whatever is written meanwhile (BEHAVIOUR 4.3): its file, on a
 * thread of its own, the chain of hashes and the totals of days in order of sequence, the sums of each account, the chain of the audit log
 * (BEHAVIOUR 11.6), and what was closed (11.8), with the receipt that somebody kept of it.
 */
export function* verifyLedger(
  context: ReaderJobContext,
  { receipt }: { readonly receipt: ReceiptProof | null },
): JobSteps<VerificationReport> {
  const { book, release } = context.holdSnapshot();
  const fileCheck = context.checkFile();
  try {
    const { report, progress } = yield* walkLedger(book, context, receipt);
    while (!fileCheck.isOver()) {
      yield fileCheck.wait();
      yield progress();
    }
    const fileProblem = fileCheck.problem();
    return { ...report, ok: report.ok && fileProblem === null, fileProblem };
  } finally {
    fileCheck.end();
    release();
  }
}

/** What the entries of a book come to, and how far the walk is for what follows it. */
interface WalkedLedger {
  readonly report: Omit<VerificationReport, "fileProblem">;
  readonly progress: () => JobProgress;
}

/**
 * Verify what one state of a book holds: the chain of hashes, the sums of each account, the chains of the audit log and of the closings.
 *
 * @throws JobCancelled
 */
export function* walkLedger(
  book: ReadableBook,
  { isCancelRequested }: Pick<ReaderJobContext, "isCancelRequested">,
  receipt: ReceiptProof | null,
): Generator<JobProgress, WalkedLedger, void> {
  const total = readChainHead(book).sequence;
  // Every entry is looked at twice: in the chain, and in its account.
  let looks = 0;
  const progress = (): JobProgress => {
    if (isCancelRequested()) throw new JobCancelled();
    return { done: Math.min(total, Math.floor(looks / 2)), total, unit: "entries", failures: 0, totals: [] };
  };
  function* followed<Found>(part: Generator<number, Found, void>): Generator<JobProgress, Found, void> {
    for (;;) {
      const step = part.next();
      if (step.done) return step.value;
      looks += step.value;
      yield progress();
    }
  }
  yield progress();
  const chain = yield* followed(verifyChain(book));
  const { sums, findings, findingCount } = yield* followed(verifyCredit(book, total));
  const { audit, approvals } = yield* followed(verifyActs(book));
  const moneyProblem = yield* followed(verifyMoney(book));
  const firstBroken =
    firstOf(chain.firstBroken, sums.brokenEntry) ??
    sums.firstDifference ??
    chain.days.firstDifference(listDayTotals(book), total) ??
    // No entry says more of an invoice than the newest one.
    (moneyProblem === null ? null : { sequence: total, problem: moneyProblem });
  const { closings, receiptProblem } = compareClosings(book, receipt);
  const found = [firstBroken, audit.firstBroken, closings.firstBroken, approvals.firstBroken, receiptProblem];
  const report = {
    ok: found.every((problem) => problem === null),
    checkedEntries: chain.head.sequence,
    headSequence: chain.head.sequence,
    headHash: Buffer.from(chain.head.hash).toString("hex"),
    firstBroken,
    findings,
    findingCount,
    audit,
    closings,
    approvals,
    receipt: receipt && { problem: receiptProblem },
  };
  return { report, progress };
}

/** Compare what was closed with the ledger as it is (BEHAVIOUR 11.8), and with the receipt that somebody kept. */
function compareClosings(book: ReadableBook, receipt: ReceiptProof | null) {
  const periodActs = listPeriodActs(book);
  const heads = {
    findEntryHash: (sequence: number) => findEntryHash(book, sequence),
    findActHash: (sequence: number) => findActHash(book, sequence),
    findAttributionHash: (sequence: number) => findAttributionHash(book, sequence),
  };
  const { closedThroughOn } = readSettings(book);
  const ledger = { ...heads, readFigures: (month: Month) => readMonthFigures(book, month), closedThroughOn };
  return {
    closings: { checkedActs: periodActs.length, firstBroken: firstBrokenPeriodAct(periodActs, ledger) },
    receiptProblem: receipt && problemOfReceipt(receipt, heads, (sequence) => periodActs[sequence - 1]?.hash),
  };
}

/** Verify the ledger in the file of a book that nobody has open, at once. */
export function verifyClosedBook(path: string): WalkedLedger["report"] {
  const book = openBookForReading(path);
  try {
    const steps = walkLedger(book, { isCancelRequested: () => false }, null);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value.report;
    }
  } finally {
    book.close();
  }
}
