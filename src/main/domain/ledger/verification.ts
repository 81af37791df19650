import type { VerificationReport } from "../../../shared/contract/ledger.ts";
import { emptyChain, type SealedEntry } from "./entry.ts";
import { canonicalText, chainHash } from "./hash-chain.ts";

/** An entry as it stands in the file, with the invoice figure that an `invoice_applied` entry must agree with. */
export interface StoredEntry extends SealedEntry {
  /** The credit that the invoice named by `sourceId` says it used from this account; null where there is no such invoice. */
  readonly invoiceCreditMinor: number | null;
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
  take(entry: StoredEntry): void;
  /** Compare the cached balances with what the walk came to, unless the entries are broken already, and report. */
  finish(readBalances: () => Iterable<CachedBalance>): VerificationReport;
  readonly isBroken: boolean;
  readonly checkedEntries: number;
}

export function createLedgerVerifier(): LedgerVerifier {
  const running = new Map<string, { balanceMinor: number; lastSequence: number }>();
  let headSequence = emptyChain.sequence;
  let headHash = emptyChain.hash;
  let checkedEntries = 0;
  let firstBroken: VerificationReport["firstBroken"] = null;

  function problemOf(entry: StoredEntry, balanceBeforeMinor: number): string | null {
    if (entry.sequence !== headSequence + 1) return `entry ${headSequence + 1} is missing`;
    if (!sameBytes(entry.previousHash, headHash)) return "the previous hash is not the hash of the entry before";
    if (!sameBytes(entry.hash, chainHash(headHash, canonicalText(entry)))) return "the hash does not match the content";
    if (entry.balanceBeforeMinor !== balanceBeforeMinor)
      return "the balance before is not the one the entries add up to";
    if (entry.balanceAfterMinor !== balanceBeforeMinor + entry.amountMinor) return "the balance after does not add up";
    if (entry.sourceType === "invoice_applied" && entry.invoiceCreditMinor !== -entry.amountMinor) {
      return entry.invoiceCreditMinor === null
        ? `the invoice ${entry.sourceId} that used the credit does not exist`
        : `the invoice ${entry.sourceId} names another amount of credit`;
    }
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
      const problem = problemOf(entry, running.get(key)?.balanceMinor ?? 0);
      if (problem) {
        firstBroken = { sequence: Math.min(entry.sequence, headSequence + 1), problem };
        return;
      }
      running.set(key, { balanceMinor: entry.balanceAfterMinor, lastSequence: entry.sequence });
      headSequence = entry.sequence;
      headHash = entry.hash;
      checkedEntries += 1;
    },
    finish(readBalances) {
      firstBroken ??= firstBrokenBalance(running, readBalances());
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

function firstBrokenBalance(
  running: ReadonlyMap<string, { balanceMinor: number; lastSequence: number }>,
  balances: Iterable<CachedBalance>,
): VerificationReport["firstBroken"] {
  const unseen = new Map(running);
  let first: VerificationReport["firstBroken"] = null;
  const report = (sequence: number, problem: string) => {
    if (!first || sequence < first.sequence) first = { sequence, problem };
  };
  for (const balance of balances) {
    const key = `${balance.accountId} ${balance.currency}`;
    const computed = unseen.get(key);
    unseen.delete(key);
    if (!computed) report(balance.lastSequence, `${key}: a balance is stored, but there is no entry`);
    else if (computed.balanceMinor !== balance.ledgerMinor || computed.lastSequence !== balance.lastSequence) {
      report(computed.lastSequence, `${key}: the stored balance is not the one the entries add up to`);
    }
  }
  for (const [key, { lastSequence }] of unseen) report(lastSequence, `${key}: the balance is not stored`);
  return first;
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
