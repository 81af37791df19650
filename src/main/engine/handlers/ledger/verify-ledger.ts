import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import type { CreditFinding, ReceiptProof, VerificationReport } from "../../../../shared/contract/ledger.ts";
import type { Month } from "../../../../shared/months.ts";
import { createRequestVerifier } from "../../../domain/approvals/request-verification.ts";
import { createActVerifier } from "../../../domain/access/act-verification.ts";
import { createKeyVerifier } from "../../../domain/access/key-verification.ts";
import type { SealedAct } from "../../../domain/access/act.ts";
import { createAccountSums, type AccountSlice, type AccountSums } from "../../../domain/ledger/account-sums.ts";
import { createAttributionWalk, type AttributionWalk } from "../../../domain/ledger/attribution.ts";
import { createChainWalk, type BrokenEntry, type ChainWalk } from "../../../domain/ledger/chain-walk.ts";
import { createDayTotals, type DayTotals } from "../../../domain/ledger/day-totals.ts";
import { firstBrokenPeriodAct } from "../../../domain/periods/period-verification.ts";
import { problemOfReceipt } from "../../../domain/periods/receipt-verification.ts";
import { findingsOf } from "../../../domain/ledger/credit-findings.ts";
import { listApiKeys } from "../../../storage/access/api-key-store.ts";
import { readActsFrom } from "../../../storage/access/audit-store.ts";
import { openBookForReading } from "../../../storage/book/book-file.ts";
import { createMoneySums, type MoneyTotal } from "../../../domain/reports/money-totals.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { readSettings } from "../../../storage/book/book-store.ts";
import { findCreditHistory } from "../../../storage/credits/credit-history-store.ts";
import { listDayTotals, readDatedFigures, sumDatedFigures } from "../../../storage/ledger/day-total-store.ts";
import {
  findAttributionAfter,
  findAttributionHash,
  groupByAttribution,
  readAttributedEntries,
  readAttributionsOf,
} from "../../../storage/ledger/attribution-store.ts";
import { readChainHead } from "../../../storage/ledger/ledger-store.ts";
import {
  findAccountRange,
  iterateEntryFigures,
  judgeBlocks,
  readUses,
  listBalances,
  listBlockSums,
  listInvoiceCredits,
  readChainSlice,
  readEntriesFrom,
  type AccountRange,
  type BlockSlice,
  type UseSlice,
} from "../../../storage/ledger/verification-store.ts";
import { findActHash, findEntryHash, listPeriodActs, readMonthFigures } from "../../../storage/periods/period-store.ts";
import { listMoneyTotals, readLastInvoiceNumber, sumMoneyFacts } from "../../../storage/reports/money-total-store.ts";
import type { Caller } from "../../engine.ts";
import { problemBesideRequests, walkRequests } from "./verify-requests.ts";
import { JobCancelled, type HandlersOf, type JobSteps } from "../../handler.ts";

/** Who asks is nothing to what is found. */
type ReaderJobContext = Omit<Parameters<HandlersOf<"ledger.verify">["ledger.verify"]>[0], "caller"> & {
  readonly caller: Caller;
};

/** How many entries one step takes. */
const entriesPerStep = 1000;

/** How many findings a report names; the others are counted. */
const listedFindingLimit = 100;

/** What was found beside what breaks the ledger. */
type Findings = Pick<VerificationReport, "findings" | "findingCount" | "audit" | "closings" | "approvals" | "receipt">;

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
  yield progress();
  const chain = createChainWalk();
  const days = createDayTotals(readSettings(book).timeZone);
  const periodActs = listPeriodActs(book);
  const attributions = createAttributionWalk();
  for (const entryCount of walkChain(book, chain, days, attributions)) {
    looks += entryCount;
    yield progress();
  }
  const sums = createAccountSums(total);
  const findings: CreditFinding[] = [];
  let findingCount = 0;
  for (const { entryCount, found } of addUpAccounts(book, sums)) {
    looks += entryCount;
    findingCount += found.length;
    findings.push(...found.slice(0, Math.max(0, listedFindingLimit - findings.length)));
    yield progress();
  }
  for (const { brokenBlocks } of walkBlocks(book)) {
    sums.takeBroken(brokenBlocks);
    yield progress();
  }
  for (const { misdated } of walkUses(book)) {
    sums.takeMisdated(misdated);
    yield progress();
  }
  const acts = createActVerifier();
  const keys = createKeyVerifier();
  const requests = createRequestVerifier();
  for (const slice of walkActs(book)) {
    slice.forEach(acts.take);
    slice.forEach(keys.take);
    slice.forEach(requests.take);
    yield progress();
  }
  const approvals = { checkedRequests: 0, firstBroken: problemBesideRequests(book, requests) };
  for (const request of walkRequests(book)) {
    approvals.checkedRequests += 1;
    const problem = requests.problemOf(request);
    if (problem !== null) approvals.firstBroken ??= { requestId: request.id, problem };
    yield progress();
  }
  const money = createMoneySums();
  for (const moneySums of walkMoney(book)) {
    money.take(moneySums);
    yield progress();
  }
  const moneyProblem = money.firstProblem(listMoneyTotals(book));
  // No entry says more of an invoice than the newest one.
  const dayDifference =
    days.firstDifference(listDayTotals(book), total) ??
    (moneyProblem === null ? null : { sequence: total, problem: moneyProblem });
  const heads = {
    findEntryHash: (sequence: number) => findEntryHash(book, sequence),
    findActHash: (sequence: number) => findActHash(book, sequence),
    findAttributionHash: (sequence: number) => findAttributionHash(book, sequence),
  };
  const { closedThroughOn } = readSettings(book);
  const ledger = { ...heads, readFigures: (month: Month) => readMonthFigures(book, month), closedThroughOn };
  const report = reportOf(
    { chain, attributions, sums, dayDifference },
    {
      findings,
      findingCount,
      audit: { ...acts.report(), firstBroken: acts.report().firstBroken ?? keys.firstBroken(listApiKeys(book)) },
      closings: { checkedActs: periodActs.length, firstBroken: firstBrokenPeriodAct(periodActs, ledger) },
      approvals,
      receipt: receipt && {
        problem: problemOfReceipt(receipt, heads, (sequence) => periodActs[sequence - 1]?.hash),
      },
    },
  );
  return { report, progress };
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

/** Take the whole chain, its days and whom its entries are by, some entries at a time, or all before the first that is broken. */
function* walkChain(
  book: ReadableBook,
  chain: ChainWalk,
  days: DayTotals,
  attributions: AttributionWalk,
): Generator<number, void, void> {
  for (let from = 1; !chain.firstBroken;) {
    const slice = readChainSlice(book, from, entriesPerStep, attributions.usual());
    if (!slice) {
      attributions.end(findAttributionAfter(book, attributions.head.sequence));
      return;
    }
    chain.take(slice, () => readEntriesFrom(book, from, entriesPerStep));
    const { firstSequence, lastSequence } = slice;
    days.take(sumDatedFigures(book, firstSequence, lastSequence), () =>
      readDatedFigures(book, firstSequence, lastSequence),
    );
    attributions.take(
      {
        lastSequence,
        attributions: readAttributionsOf(book, firstSequence, lastSequence),
        isUsual: slice.usualCount === slice.entryCount,
      },
      {
        groups: () => groupByAttribution(book, firstSequence, lastSequence),
        each: () => readAttributedEntries(book, firstSequence, lastSequence),
      },
    );
    yield slice.entryCount;
    from = slice.lastSequence + 1;
  }
}

/** What invoices come to, some at a time. */
function* walkMoney(book: ReadableBook): Generator<MoneyTotal<bigint>[], void, void> {
  const lastNumber = readLastInvoiceNumber(book);
  for (let first = 1; first <= lastNumber; first += entriesPerStep) {
    yield sumMoneyFacts(book, first, first + entriesPerStep - 1);
  }
}

/** All blocks of credit, some at a time. */
function* walkBlocks(book: ReadableBook): Generator<BlockSlice, void, void> {
  for (let after = ""; ;) {
    const slice = judgeBlocks(book, after, entriesPerStep);
    if (!slice) return;
    yield slice;
    after = slice.lastId;
  }
}

/** All uses of blocks, some at a time. */
function* walkUses(book: ReadableBook): Generator<UseSlice, void, void> {
  for (let after = { usedByEntryId: "", blockId: "", entryId: "" }; ;) {
    const slice = readUses(book, after, entriesPerStep);
    if (!slice) return;
    yield slice;
    after = slice.last;
  }
}

/** The acts of the audit log in their order, some at a time. */
function* walkActs(book: ReadableBook): Generator<SealedAct[], void, void> {
  for (let from = 1; ;) {
    const slice = readActsFrom(book, from, entriesPerStep);
    const last = slice.at(-1);
    if (!last) return;
    yield slice;
    from = last.sequence + 1;
  }
}

/** Add up all accounts, some at a time, and look closer at those of which something may have to be settled. */
function* addUpAccounts(
  book: ReadableBook,
  sums: AccountSums,
): Generator<{ readonly entryCount: number; readonly found: CreditFinding[] }, void, void> {
  for (let after: string | null = ""; after !== null;) {
    const range = findAccountRange(book, after, entriesPerStep);
    const toLookAt = sums.take(readAccounts(book, range));
    const found = toLookAt.flatMap(({ accountId, currency }) =>
      findingsOf(findCreditHistory(book, accountId, currency)),
    );
    yield { entryCount: entriesPerStep, found };
    after = range.through;
  }
}

function readAccounts(book: ReadableBook, range: AccountRange): AccountSlice {
  return {
    entries: iterateEntryFigures(book, range),
    balances: listBalances(book, range),
    invoiceCredits: listInvoiceCredits(book, range),
    blockSums: listBlockSums(book, range),
  };
}

/** What was found on the three ways through the ledger. */
interface Walked {
  readonly chain: ChainWalk;
  readonly attributions: AttributionWalk;
  readonly sums: AccountSums;
  readonly dayDifference: BrokenEntry | null;
}

function reportOf({ chain, attributions, sums, dayDifference }: Walked, findings: Findings): WalkedLedger["report"] {
  const firstBroken =
    earlier(earlier(chain.firstBroken, attributions.firstBroken), sums.brokenEntry) ??
    sums.firstDifference ??
    dayDifference;
  return {
    ok:
      firstBroken === null &&
      findings.audit.firstBroken === null &&
      findings.closings.firstBroken === null &&
      findings.approvals.firstBroken === null &&
      (findings.receipt?.problem ?? null) === null,
    checkedEntries: chain.head.sequence,
    headSequence: chain.head.sequence,
    headHash: Buffer.from(chain.head.hash).toString("hex"),
    firstBroken,
    ...findings,
  };
}

/** The one that comes first; of two that are the same, the one that says why its hash is wrong. */
function earlier(inChain: BrokenEntry | null, inSums: BrokenEntry | null): BrokenEntry | null {
  if (inChain === null || inSums === null) return inChain ?? inSums;
  return inSums.sequence < inChain.sequence ? inSums : inChain;
}
