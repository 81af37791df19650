import type { VerificationReport } from "../../../shared/contract/ledger.ts";
import { emptyChain, type SealedEntry } from "./entry.ts";
import { canonicalText, chainHash } from "./hash-chain.ts";

/** What an invoice says of the credit it holds: what it used, or nothing once it is void and has given it back. */
export interface InvoiceCredit {
  readonly invoiceId: string;
  readonly currency: string;
  readonly heldMinor: number;
}

/** What the walk is compared with at its end; each is read only if everything before held. */
interface StoredTotals {
  readonly readBalances: () => Iterable<CachedBalance>;
  /** Every invoice that ever used credit. */
  readonly readInvoiceCredits: () => Iterable<InvoiceCredit>;
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
  /** Compare what is stored beside the entries with what the walk came to, unless the entries are broken already, and report. */
  finish(stored: StoredTotals): VerificationReport;
  readonly isBroken: boolean;
  readonly checkedEntries: number;
}

export function createLedgerVerifier(): LedgerVerifier {
  const balances = new Map<string, RunningTotal>();
  const invoiceCredits = new Map<string, RunningTotal>();
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
      if (entry.sourceType === "invoice_applied" || entry.sourceType === "invoice_returned") {
        const invoiceKey = `${entry.sourceId} ${entry.currency}`;
        const heldMinor = (invoiceCredits.get(invoiceKey)?.totalMinor ?? 0) - entry.amountMinor;
        invoiceCredits.set(invoiceKey, { totalMinor: heldMinor, lastSequence: entry.sequence });
      }
      headSequence = entry.sequence;
      headHash = entry.hash;
      checkedEntries += 1;
    },
    finish({ readBalances, readInvoiceCredits }) {
      firstBroken ??= firstDifference(balances, storedBalances(readBalances()), headSequence);
      firstBroken ??= firstDifference(invoiceCredits, storedInvoiceCredits(readInvoiceCredits()), headSequence);
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

function* storedInvoiceCredits(credits: Iterable<InvoiceCredit>): Generator<StoredTotal> {
  for (const { invoiceId, currency, heldMinor } of credits) {
    yield {
      key: `${invoiceId} ${currency}`,
      what: `the credit of invoice ${invoiceId}`,
      totalMinor: heldMinor,
      lastSequence: null,
    };
  }
}

/** The earliest entry whose total is stored otherwise, not at all, or without any entry behind it. */
function firstDifference(
  computed: ReadonlyMap<string, RunningTotal>,
  stored: Iterable<StoredTotal>,
  headSequence: number,
): VerificationReport["firstBroken"] {
  const unseen = new Map(computed);
  let first: VerificationReport["firstBroken"] = null;
  const report = (sequence: number, problem: string) => {
    if (!first || sequence < first.sequence) first = { sequence, problem };
  };
  for (const { key, what, totalMinor, lastSequence } of stored) {
    const total = unseen.get(key);
    unseen.delete(key);
    if (!total) {
      if (totalMinor !== 0 || lastSequence !== null)
        report(lastSequence ?? headSequence, `${what} has no entry behind it`);
    } else if (total.totalMinor !== totalMinor || (lastSequence !== null && total.lastSequence !== lastSequence)) {
      report(total.lastSequence, `${what} is not what the entries add up to`);
    }
  }
  for (const [key, { lastSequence }] of unseen)
    report(lastSequence, `the entries add up to ${key}, which is not stored`);
  return first;
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
