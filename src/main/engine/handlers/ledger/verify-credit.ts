import type { CreditFinding } from "../../../../shared/contract/ledger.ts";
import { createAccountSums, type AccountSlice, type AccountSums } from "../../../domain/ledger/account-sums.ts";
import { findingsOf } from "../../../domain/ledger/credit-findings.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { findCreditHistory } from "../../../storage/credits/credit-history-store.ts";
import {
  findAccountRange,
  iterateEntryFigures,
  judgeBlocks,
  listBalances,
  listBlockSums,
  listInvoiceCredits,
  readUses,
  type AccountRange,
} from "../../../storage/ledger/verification-store.ts";
import { entriesPerStep } from "./verification-steps.ts";

/** How many findings a report names; the others are counted. */
const listedFindingLimit = 100;

/** What the credit of all accounts comes to. */
export interface VerifiedCredit {
  readonly sums: Pick<AccountSums, "brokenEntry" | "firstDifference">;
  /** What does not break the ledger and is to be settled by people (BEHAVIOUR 3.11, 3.12), the first of them. */
  readonly findings: CreditFinding[];
  readonly findingCount: number;
}

/**
 * Compare balances, what invoices used and blocks of credit with the entries (BEHAVIOUR 4.3), account by account, and look closer at those of
 * which something may have to be settled; then each block and each use by itself.
 *
 * @param headSequence the last entry of the ledger.
 * @yields about how many entries a step took.
 */
export function* verifyCredit(book: ReadableBook, headSequence: number): Generator<number, VerifiedCredit, void> {
  const sums = createAccountSums(headSequence);
  const findings: CreditFinding[] = [];
  let findingCount = 0;
  for (let after: string | null = ""; after !== null;) {
    const range = findAccountRange(book, after, entriesPerStep);
    const toLookAt = sums.take(readAccounts(book, range));
    const found = toLookAt.flatMap(({ accountId, currency }) =>
      findingsOf(findCreditHistory(book, accountId, currency)),
    );
    findingCount += found.length;
    findings.push(...found.slice(0, Math.max(0, listedFindingLimit - findings.length)));
    yield entriesPerStep;
    after = range.through;
  }
  yield* verifyBlocks(book, sums);
  yield* verifyUses(book, sums);
  return { sums, findings, findingCount };
}

function readAccounts(book: ReadableBook, range: AccountRange): AccountSlice {
  return {
    entries: iterateEntryFigures(book, range),
    balances: listBalances(book, range),
    invoiceCredits: listInvoiceCredits(book, range),
    blockSums: listBlockSums(book, range),
  };
}

function* verifyBlocks(book: ReadableBook, sums: AccountSums): Generator<number, void, void> {
  for (let after = ""; ;) {
    const slice = judgeBlocks(book, after, entriesPerStep);
    if (!slice) return;
    sums.takeBroken(slice.brokenBlocks);
    yield 0;
    after = slice.lastId;
  }
}

function* verifyUses(book: ReadableBook, sums: AccountSums): Generator<number, void, void> {
  for (let after = { usedByEntryId: "", blockId: "", entryId: "" }; ;) {
    const slice = readUses(book, after, entriesPerStep);
    if (!slice) return;
    sums.takeMisdated(slice.misdated);
    yield 0;
    after = slice.last;
  }
}
