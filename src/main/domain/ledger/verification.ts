import type { VerificationReport } from "../../../shared/contract/ledger.ts";
import { emptyChain, type SealedEntry } from "./entry.ts";
import { canonicalText, chainHash } from "./hash-chain.ts";

/** What an invoice says of the credit that it moved; all of it is zero once it is void and has undone that. */
export interface InvoiceCredit {
  readonly invoiceId: string;
  readonly currency: string;
  /** What it used. */
  readonly heldMinor: number;
  /** What its negative total put on the account. */
  readonly createdMinor: number;
}

/** A block of credit, beside what its uses add up to. */
export interface BlockTotals {
  readonly blockId: string;
  readonly accountId: string;
  readonly currency: string;
  readonly entrySequence: number;
  readonly amountMinor: number;
  readonly remainingMinor: number;
  readonly usedMinor: number;
  /** 1 where the entry that formed it is there and added credit to the same account in the same currency. */
  readonly hasEntry: number;
}

/** What the walk is compared with at its end; each is read only if everything before held. */
interface StoredTotals {
  readonly readBalances: () => Iterable<CachedBalance>;
  /** Every invoice that ever used or made credit. */
  readonly readInvoiceCredits: () => Iterable<InvoiceCredit>;
  readonly readBlocks: () => Iterable<BlockTotals>;
}

/** A balance as the file caches it. */
export interface CachedBalance {
  readonly accountId: string;
  readonly currency: string;
  readonly ledgerMinor: number;
  readonly lastSequence: number;
}

/**
 * Walks the ledger in order of sequence and finds the first entry that does not hold (BEHAVIOUR 4.3). The walk keeps a
 * running balance per account and currency, so it needs nothing from the file but the entries and, at the end, the caches.
 */
export interface LedgerVerifier {
  /** Take the next entry. After the first broken one nothing more is looked at. */
  take(entry: SealedEntry): void;
  /**
   * Compare what is stored beside the entries with what the walk came to, unless the entries are broken already, and report. It
   * yields after every row that it has compared, so that whoever runs it can let other work in between.
   */
  finish(
    stored: StoredTotals,
  ): Generator<void, Omit<VerificationReport, "findings" | "findingCount" | "fileProblem">, void>;
  readonly isBroken: boolean;
  readonly checkedEntries: number;
}

export function createLedgerVerifier(): LedgerVerifier {
  const balances = new Map<string, RunningTotal>();
  const invoiceCredits = new Map<string, RunningTotal>();
  const createdCredits = new Map<string, RunningTotal>();
  /** Which invoice an entry's credit came from, so that the reversal of the entry is known to belong to it. */
  const prorations = new Map<string, string>();
  let headSequence = emptyChain.sequence;
  let headHash = emptyChain.hash;
  let checkedEntries = 0;
  let firstBroken: VerificationReport["firstBroken"] = null;

  function problemOf(entry: SealedEntry, balanceBeforeMinor: number): string | null {
    if (entry.sequence !== headSequence + 1) return `entry ${headSequence + 1} is missing`;
    if (!sameBytes(entry.previousHash, headHash)) return "the previous hash is not the hash of the entry before";
    if (!sameBytes(entry.hash, chainHash(headHash, canonicalText(entry)))) return "the hash does not match the content";
    if (entry.balanceBeforeMinor !== balanceBeforeMinor)
      return "the balance before is not the one the entries add up to";
    if (entry.balanceAfterMinor !== balanceBeforeMinor + entry.amountMinor) return "the balance after does not add up";
    return null;
  }

  function takeInvoiceCredit({
    id,
    sequence,
    sourceType,
    sourceId,
    currency,
    amountMinor,
    reversesEntryId,
  }: SealedEntry) {
    const add = (totals: Map<string, RunningTotal>, key: string, addedMinor: number) =>
      totals.set(key, { totalMinor: (totals.get(key)?.totalMinor ?? 0) + addedMinor, lastSequence: sequence });
    const key = `${sourceId} ${currency}`;
    const undoneKey = reversesEntryId === null ? undefined : prorations.get(reversesEntryId);
    if (sourceType === "invoice_applied" || sourceType === "invoice_returned") add(invoiceCredits, key, -amountMinor);
    if (sourceType === "proration") {
      prorations.set(id, key);
      add(createdCredits, key, amountMinor);
    }
    if (undoneKey !== undefined) add(createdCredits, undoneKey, amountMinor);
  }

  return {
    get isBroken() {
      return firstBroken !== null;
    },
    get checkedEntries() {
      return checkedEntries;
    },
    take(entry) {
      if (firstBroken) return;
      const key = `${entry.accountId} ${entry.currency}`;
      const problem = problemOf(entry, balances.get(key)?.totalMinor ?? 0);
      if (problem) {
        firstBroken = { sequence: Math.min(entry.sequence, headSequence + 1), problem };
        return;
      }
      balances.set(key, { totalMinor: entry.balanceAfterMinor, lastSequence: entry.sequence });
      takeInvoiceCredit(entry);
      headSequence = entry.sequence;
      headHash = entry.hash;
      checkedEntries += 1;
    },
    *finish({ readBalances, readInvoiceCredits, readBlocks }) {
      firstBroken ??= yield* firstDifference(balances, storedBalances(readBalances()), headSequence);
      firstBroken ??= yield* firstDifference(invoiceCredits, heldCredits(readInvoiceCredits()), headSequence);
      firstBroken ??= yield* firstDifference(createdCredits, madeCredits(readInvoiceCredits()), headSequence);
      firstBroken ??= yield* firstBrokenBlock(balances, readBlocks());
      return {
        ok: firstBroken === null,
        checkedEntries,
        headSequence,
        headHash: Buffer.from(headHash).toString("hex"),
        firstBroken,
      };
    },
  };
}

/** A sum that the walk keeps, and the last entry that went into it. */
interface RunningTotal {
  readonly totalMinor: number;
  readonly lastSequence: number;
}

/** A total as the file has it; `lastSequence` where the file says which entry was the last, null where it does not. */
interface StoredTotal {
  readonly key: string;
  readonly what: string;
  readonly totalMinor: number;
  readonly lastSequence: number | null;
}

function* storedBalances(balances: Iterable<CachedBalance>): Generator<StoredTotal> {
  for (const { accountId, currency, ledgerMinor, lastSequence } of balances) {
    const key = `${accountId} ${currency}`;
    yield { key, what: `the stored balance of ${key}`, totalMinor: ledgerMinor, lastSequence };
  }
}

function* heldCredits(credits: Iterable<InvoiceCredit>): Generator<StoredTotal> {
  for (const { invoiceId, currency, heldMinor } of credits) {
    const what = `the credit of invoice ${invoiceId}`;
    yield { key: `${invoiceId} ${currency}`, what, totalMinor: heldMinor, lastSequence: null };
  }
}

function* madeCredits(credits: Iterable<InvoiceCredit>): Generator<StoredTotal> {
  for (const { invoiceId, currency, createdMinor } of credits) {
    const what = `the credit that invoice ${invoiceId} made`;
    yield { key: `${invoiceId} ${currency}`, what, totalMinor: createdMinor, lastSequence: null };
  }
}

/**
 * The earliest entry whose block, or the last entry of the earliest account whose blocks, do not hold: what is left of a block is
 * what it was less its uses, and what is left of an account's blocks is its balance.
 */
function* firstBrokenBlock(
  balances: ReadonlyMap<string, RunningTotal>,
  blocks: Iterable<BlockTotals>,
): Generator<void, VerificationReport["firstBroken"], void> {
  const left = new Map<string, number>();
  let first: VerificationReport["firstBroken"] = null;
  const report = (sequence: number, problem: string) => {
    if (!first || sequence < first.sequence) first = { sequence, problem };
  };
  for (const block of blocks) {
    const { blockId, entrySequence, amountMinor, remainingMinor, usedMinor } = block;
    if (block.hasEntry === 0) report(entrySequence, `the block ${blockId} was not formed by the entry that it names`);
    else if (remainingMinor !== amountMinor - usedMinor)
      report(entrySequence, `what is left of the block ${blockId} is not what its uses leave`);
    const key = `${block.accountId} ${block.currency}`;
    left.set(key, (left.get(key) ?? 0) + remainingMinor);
    yield;
  }
  for (const [key, { totalMinor, lastSequence }] of balances) {
    if ((left.get(key) ?? 0) !== totalMinor) report(lastSequence, `the blocks of ${key} do not add up to its balance`);
    yield;
  }
  return first;
}

/** The earliest entry whose total is stored otherwise, not at all, or without any entry behind it. */
function* firstDifference(
  computed: ReadonlyMap<string, RunningTotal>,
  stored: Iterable<StoredTotal>,
  headSequence: number,
): Generator<void, VerificationReport["firstBroken"], void> {
  const seen = new Set<string>();
  let first: VerificationReport["firstBroken"] = null;
  const report = (sequence: number, problem: string) => {
    if (!first || sequence < first.sequence) first = { sequence, problem };
  };
  for (const { key, what, totalMinor, lastSequence } of stored) {
    const total = computed.get(key);
    seen.add(key);
    if (!total) {
      if (totalMinor !== 0 || lastSequence !== null)
        report(lastSequence ?? headSequence, `${what} has no entry behind it`);
    } else if (total.totalMinor !== totalMinor || (lastSequence !== null && total.lastSequence !== lastSequence)) {
      report(total.lastSequence, `${what} is not what the entries add up to`);
    }
    yield;
  }
  for (const [key, { lastSequence }] of computed) {
    if (!seen.has(key)) report(lastSequence, `the entries add up to ${key}, which is not stored`);
    yield;
  }
  return first;
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
