import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import type {
  BlockMovement,
  CreditFinding,
  LedgerRow,
  VerificationReport,
} from "../../../../shared/contract/ledger.ts";
import { sumOfMovements } from "../../../../shared/block-movements.ts";
import { AppError } from "../../../../shared/errors.ts";
import { findingsOf } from "../../../domain/ledger/credit-findings.ts";
import { canonicalText } from "../../../domain/ledger/hash-chain.ts";
import { isReversible } from "../../../domain/ledger/reversal.ts";
import { createLedgerVerifier } from "../../../domain/ledger/verification.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { recordVerification } from "../../../storage/book/book-store.ts";
import {
  iterateBlockTotals,
  listMovements,
  listRepeatableMovements,
} from "../../../storage/credits/credit-block-store.ts";
import { firstBalance, listCreditHistories, type BalancePlace } from "../../../storage/credits/credit-history-store.ts";
import { findFileProblem } from "../../../storage/book/file-check.ts";
import { findInvoiceRef } from "../../../storage/invoices/invoice-store.ts";
import { findEntryHashes, findLedgerRow, listLedger } from "../../../storage/ledger/ledger-list.ts";
import {
  findReversalId,
  findTraces,
  iterateBalances,
  iterateInvoiceCredits,
  readChainHead,
  readEntriesFrom,
} from "../../../storage/ledger/ledger-store.ts";
import { listBalancesAsOf } from "../../../storage/ledger/past-balances.ts";
import { JobCancelled, type CommandContext, type HandlersOf } from "../../handler.ts";
import { requireAccount } from "../require.ts";

/** How many entries the verifier takes in one step; queries are answered in between. */
const verifiedPerStep = 2000;
/** How many stored balances, invoices and blocks it compares in one step. */
const comparedPerStep = 5000;
/** How many accounts and currencies it looks at in one step for what is to be settled. */
const accountsPerStep = 200;

/** How many findings a report names; the others are counted. */
const listedFindingLimit = 100;

export const ledgerHandlers: HandlersOf<
  "ledger.list" | "ledger.export" | "ledger.balancesAsOf" | "ledger.get" | "ledger.verify"
> = {
  "ledger.list": ({ book, settings }, input) => {
    if (input.accountId !== null) requireAccount(book, input.accountId);
    return listLedger(book, input, settings.timeZone);
  },

  "ledger.export": ({ book, settings }, input) => {
    if (input.accountId !== null) requireAccount(book, input.accountId);
    const page = listLedger(book, input, settings.timeZone);
    return { ...page, rows: page.rows.map((row) => ({ ...row, movements: movementsOf(book, row) })) };
  },

  "ledger.balancesAsOf": ({ book, settings }, { accountId, on, by }) => {
    const owner = accountId === null ? null : requireAccount(book, accountId);
    return { balances: listBalancesAsOf(book, owner, { on, by, timeZone: settings.timeZone }) };
  },

  "ledger.get": ({ book, today }, { entryId }) => {
    const row = findLedgerRow(book, entryId);
    const hashes = findEntryHashes(book, entryId);
    if (!row || !hashes) throw new AppError("entry_not_found", `There is no ledger entry ${entryId}.`);
    return {
      entry: row,
      accountKind: requireAccount(book, row.accountId).kind,
      invoiceId: findInvoiceRef(book, row.sourceId)?.id ?? null,
      reversedByEntryId: findReversalId(book, entryId),
      blocks: listMovements(book, entryId).map(({ block, movedMinor }) => ({
        blockId: block.id,
        amountMinor: movedMinor,
      })),
      isReversible: isReversible(row, findTraces(book, row), today),
      previousHash: Buffer.from(hashes.previousHash).toString("hex"),
      hash: Buffer.from(hashes.hash).toString("hex"),
      canonicalText: canonicalText(row),
    };
  },

  "ledger.verify": function* verify(context) {
    // One state of the book from the first entry to the last balance, whatever is written meanwhile.
    const { book, release } = context.holdSnapshot();
    try {
      const verifier = createLedgerVerifier();
      const total = readChainHead(book).sequence;
      const progress = (): JobProgress => {
        if (context.isCancelRequested()) throw new JobCancelled();
        return { done: verifier.checkedEntries, total, unit: "entries", failures: 0, totals: [] };
      };
      yield progress();
      const fileProblem = findFileProblem(book);
      for (let from = 1; from <= total && !verifier.isBroken; from += verifiedPerStep) {
        yield progress();
        for (const entry of readEntriesFrom(book, from, verifiedPerStep)) verifier.take(entry);
      }
      const comparison = verifier.finish({
        readBalances: () => iterateBalances(book),
        readInvoiceCredits: () => iterateInvoiceCredits(book),
        readBlocks: () => iterateBlockTotals(book),
      });
      for (let compared = 0; ; compared += 1) {
        if (compared % comparedPerStep === 0) yield progress();
        const step = comparison.next();
        if (!step.done) continue;
        const findings = yield* lookForFindings(book, progress);
        return { ...step.value, ...findings, ok: step.value.ok && fileProblem === null, fileProblem };
      }
    } finally {
      release();
    }
  },
};

/** Null where they are not all of the entry: credit of the first version had no blocks, and one was made of what was left of it. */
function movementsOf(book: ReadableBook, { id, amountMinor }: LedgerRow): BlockMovement[] | null {
  const movements = listRepeatableMovements(book, id);
  return sumOfMovements(movements) === amountMinor ? movements : null;
}

/** Look at every account and currency for what is to be settled, some at a time. */
function* lookForFindings(
  book: ReadableBook,
  progress: () => JobProgress,
): Generator<JobProgress, Pick<VerificationReport, "findings" | "findingCount">, void> {
  const findings: CreditFinding[] = [];
  let findingCount = 0;
  let place: BalancePlace | undefined = firstBalance;
  while (place) {
    yield progress();
    const histories = listCreditHistories(book, place, accountsPerStep);
    const found = histories.flatMap(findingsOf);
    findingCount += found.length;
    findings.push(...found.slice(0, Math.max(0, listedFindingLimit - findings.length)));
    place = histories.at(-1);
  }
  return { findings, findingCount };
}

/** Remember in the book that its ledger was verified, when, and how it came out. */
export function recordVerificationReport({ book, nowMs, changed }: CommandContext, report: VerificationReport): void {
  recordVerification(book, nowMs, report.ok, report.headSequence);
  changed("book");
}
