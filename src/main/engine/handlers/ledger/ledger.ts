import type { BlockMovement, LedgerRow, VerificationReport } from "../../../../shared/contract/ledger.ts";
import type { MethodOutput } from "../../../../shared/contract/index.ts";
import { sumOfMovements } from "../../../../shared/block-movements.ts";
import type { EntryProof } from "../../../../shared/exports/entry-columns.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { canonicalText } from "../../../domain/ledger/hash-chain.ts";
import { isReversible } from "../../../domain/ledger/reversal.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { recordVerification } from "../../../storage/book/book-store.ts";
import { listMovements, listRepeatableMovements } from "../../../storage/credits/credit-block-store.ts";
import { findInvoiceRef } from "../../../storage/invoices/invoice-store.ts";
import { findRequestOfEntry } from "../../../storage/approvals/request-store.ts";
import { findEntryHashes, findLedgerRow, listLedger, listOperators } from "../../../storage/ledger/ledger-list.ts";
import { findReversalId, findTraces } from "../../../storage/ledger/ledger-store.ts";
import { listBalancesAsOf } from "../../../storage/ledger/past-balances.ts";
import type { CommandContext, HandlersOf } from "../../handler.ts";
import { requireAccount } from "../require.ts";
import { verifyLedger } from "./verify-ledger.ts";

export const ledgerHandlers: HandlersOf<
  "ledger.list" | "ledger.export" | "ledger.operators" | "ledger.balancesAsOf" | "ledger.get" | "ledger.verify"
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

  "ledger.operators": ({ book }) => ({ operators: listOperators(book) }),

  "ledger.balancesAsOf": ({ book, settings }, { accountId, on, by }) => {
    const owner = accountId === null ? null : requireAccount(book, accountId);
    return { balances: listBalancesAsOf(book, owner, { on, by, timeZone: settings.timeZone }) };
  },

  "ledger.get": ({ book, today }, { entryId }) => {
    const row = findLedgerRow(book, entryId);
    if (!row) throw new AppError("entry_not_found", sentence("There is no ledger entry {entryId}.", { entryId }));
    return {
      entry: row,
      accountKind: requireAccount(book, row.accountId).kind,
      invoiceId: findInvoiceRef(book, row.sourceId)?.id ?? null,
      reversedByEntryId: findReversalId(book, entryId),
      approval: approvalOf(book, entryId),
      blocks: listMovements(book, entryId).map(({ block, movedMinor }) => ({
        blockId: block.id,
        amountMinor: movedMinor,
      })),
      isReversible: isReversible(row, findTraces(book, row), today),
      ...entryProof(book, row),
    };
  },

  "ledger.verify": verifyLedger,
};

function approvalOf(book: ReadableBook, entryId: string): MethodOutput<"ledger.get">["approval"] {
  const request = findRequestOfEntry(book, entryId);
  if (!request || request.decidedAtMs === null) return null;
  const { id, number, decider, decisionComment, decidedAtMs } = request;
  return { requestId: id, number, approver: decider ?? "", comment: decisionComment, atMs: decidedAtMs };
}

/** Null where they are not all of the entry: credit of the first version had no blocks, and one was made of what was left of it. */
export function movementsOf(book: ReadableBook, { id, amountMinor }: LedgerRow): BlockMovement[] | null {
  const movements = listRepeatableMovements(book, id);
  return sumOfMovements(movements) === amountMinor ? movements : null;
}

/** What it takes to check an entry's hash elsewhere. */
export function entryProof(book: ReadableBook, entry: LedgerRow): EntryProof {
  const hashes = findEntryHashes(book, entry.id);
  if (!hashes) throw new Error(`Entry ${entry.id} has no hashes`);
  return {
    previousHash: Buffer.from(hashes.previousHash).toString("hex"),
    hash: Buffer.from(hashes.hash).toString("hex"),
    canonicalText: canonicalText(entry),
  };
}

/** Remember in the book that its ledger was verified, when, and how it came out. */
export function recordVerificationReport({ book, nowMs, changed }: CommandContext, report: VerificationReport): void {
  recordVerification(book, nowMs, report.ok, report.headSequence);
  changed("book");
}
