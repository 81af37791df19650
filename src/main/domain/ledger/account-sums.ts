import type { CivilDate } from "../../../shared/calendar.ts";
import type { EntrySourceType } from "../../../shared/contract/ledger.ts";
import type { BrokenEntry } from "./chain-walk.ts";
import { createEarliest, type Earliest } from "./earliest.ts";
import { finding } from "../../../shared/sentences/sentence.ts";

// What there is a row of for every entry or account comes as the file gives it, because there are many: a row as the values of its
// columns. An account with a currency is one text, its key.

/** What the sums of an account need of an entry. */
export type EntryFigures = readonly [
  accountId: string,
  currency: string,
  sequence: number,
  amountMinor: number,
  balanceBeforeMinor: number,
  balanceAfterMinor: number,
  effectiveOn: CivilDate,
  /** Null for an entry that neither an invoice nor a reversal made. */
  origin: CreditOrigin | null,
];

/** What made an entry that may move the credit of an invoice. */
export type CreditOrigin = readonly [
  sourceType: EntrySourceType,
  sourceId: string,
  id: string,
  reversesEntryId: string | null,
];

/** A balance as the file caches it. */
export type CachedBalance = readonly [key: string, ledgerMinor: number, lastSequence: number];

/** What is left in all blocks of an account in a currency. */
export type BlockSum = readonly [key: string, remainingMinor: number];

/** What an invoice says of the credit that it moved; all of it is zero once it is void and has undone that. */
export interface InvoiceCredit {
  readonly invoiceId: string;
  readonly currency: string;
  /** What it used. */
  readonly heldMinor: number;
  /** What its negative total put on the account. */
  readonly createdMinor: number;
}

/** A block of credit that does not hold by itself. */
export interface BrokenBlock {
  readonly blockId: string;
  readonly entrySequence: number;
  /** 1 where the entry that formed it is there and added credit to the same account in the same currency. */
  readonly hasEntry: number;
}

/** A use of a block that counts for another day than the entry that moved the amount. */
export interface MisdatedUse {
  readonly blockId: string;
  /** Of that entry; 1 where it is not there. */
  readonly entrySequence: number;
}

/** Some accounts, whole: everything that the file says of their credit. */
export interface AccountSlice {
  /** By account and in order of sequence, some at a time. */
  readonly entries: Iterable<readonly EntryFigures[]>;
  readonly balances: readonly CachedBalance[];
  /** Of every invoice that ever used or made credit. */
  readonly invoiceCredits: readonly InvoiceCredit[];
  readonly blockSums: readonly BlockSum[];
}

/** An account and currency. */
interface CreditOwner {
  readonly accountId: string;
  readonly currency: string;
}

/**
 * Compares what the entries of accounts add up to with what is stored beside them (BEHAVIOUR 4.3), some accounts at a time, so that it
 * keeps no more in memory than those.
 */
export interface AccountSums {
  /** @returns whose days and payments may not follow the rules, although all sums hold. */
  take(slice: AccountSlice): CreditOwner[];
  /** Take blocks of any accounts that do not hold by themselves. */
  takeBroken(blocks: readonly BrokenBlock[]): void;
  takeMisdated(uses: readonly MisdatedUse[]): void;
  /** The earliest entry around which the balances are not what the entries before it add up to. */
  readonly brokenEntry: BrokenEntry | null;
  /** The earliest entry whose total is stored otherwise: of balances, of what invoices used, of what they made, then of blocks. */
  readonly firstDifference: BrokenEntry | null;
}

/** @param headSequence the last entry of the ledger. */
export function createAccountSums(headSequence: number): AccountSums {
  const brokenEntry = createEarliest();
  const differences = {
    balances: createEarliest(),
    heldCredits: createEarliest(),
    madeCredits: createEarliest(),
    blocks: createEarliest(),
  };
  return {
    get brokenEntry() {
      return brokenEntry.found();
    },
    get firstDifference() {
      const { balances, heldCredits, madeCredits, blocks } = differences;
      return balances.found() ?? heldCredits.found() ?? madeCredits.found() ?? blocks.found();
    },
    take({ entries, balances, invoiceCredits, blockSums }) {
      const { totals, used, made, toLookAt } = addUp(entries, brokenEntry);
      compareBalances(totals, balances, differences.balances);
      const held = invoiceCredits.map(({ invoiceId, currency, heldMinor }) => {
        return {
          key: `${invoiceId} ${currency}`,
          what: () => finding("the credit of invoice {invoiceId}", { invoiceId }),
          totalMinor: heldMinor,
        };
      });
      compareInvoices(used, held, headSequence, differences.heldCredits);
      const created = invoiceCredits.map(({ invoiceId, currency, createdMinor }) => {
        const what = () => finding("the credit that invoice {invoiceId} made", { invoiceId });
        return { key: `${invoiceId} ${currency}`, what, totalMinor: createdMinor };
      });
      compareInvoices(made, created, headSequence, differences.madeCredits);
      compareBlocks(totals, blockSums, differences.blocks);
      return toLookAt;
    },
    takeBroken(blocks) {
      for (const { blockId, entrySequence, hasEntry } of blocks) {
        const problem =
          hasEntry === 0
            ? finding("the block {blockId} was not formed by the entry that it names", { blockId })
            : finding("what is left of the block {blockId} is not what its uses leave", { blockId });
        differences.blocks.note(entrySequence, problem);
      }
    },
    takeMisdated(uses) {
      for (const { blockId, entrySequence } of uses) {
        differences.blocks.note(
          entrySequence,
          finding("a use of the block {blockId} does not count for the day of its entry", { blockId }),
        );
      }
    },
  };
}

/** A sum that the walk keeps, and the last entry that went into it. */
interface RunningTotal {
  totalMinor: number;
  lastSequence: number;
}

/** The credit of an account in one currency, as its entries leave it. */
interface RunningBalance extends RunningTotal {
  readonly accountId: string;
  readonly currency: string;
  lastOn: CivilDate;
  mayBreakRules: boolean;
}

function addUp(parts: Iterable<readonly EntryFigures[]>, brokenEntry: Earliest) {
  const totals = new Map<string, RunningBalance>();
  const used = new Map<string, RunningTotal>();
  const made = new Map<string, RunningTotal>();
  /** Which invoice an entry's credit came from, so that the reversal of the entry is known to belong to it. */
  const prorations = new Map<string, string>();

  /** The one that was asked for last: most entries of an account are in one currency. */
  let balance: RunningBalance | undefined;

  function balanceOf(accountId: string, currency: string): RunningBalance {
    if (balance?.accountId === accountId && balance.currency === currency) return balance;
    const key = `${accountId} ${currency}`;
    balance = totals.get(key);
    if (balance) return balance;
    const lastOn = "0000-01-01" as CivilDate;
    balance = { accountId, currency, totalMinor: 0, lastSequence: 0, lastOn, mayBreakRules: false };
    totals.set(key, balance);
    return balance;
  }

  function takeInvoiceCredit(origin: CreditOrigin, currency: string, sequence: number, amountMinor: number): void {
    const [sourceType, sourceId, id, reversesEntryId] = origin;
    const key = `${sourceId} ${currency}`;
    const undoneKey = reversesEntryId === null ? undefined : prorations.get(reversesEntryId);
    if (sourceType === "invoice_applied" || sourceType === "invoice_returned") addTo(used, key, -amountMinor, sequence);
    if (sourceType === "proration") {
      prorations.set(id, key);
      addTo(made, key, amountMinor, sequence);
    }
    if (undoneKey !== undefined) addTo(made, undoneKey, amountMinor, sequence);
  }

  function take([
    accountId,
    currency,
    sequence,
    amountMinor,
    beforeMinor,
    afterMinor,
    effectiveOn,
    origin,
  ]: EntryFigures): void {
    const own = balanceOf(accountId, currency);
    if (beforeMinor !== own.totalMinor) {
      brokenEntry.note(sequence, finding("the balance before is not the one the entries add up to"));
    } else if (afterMinor !== beforeMinor + amountMinor) {
      brokenEntry.note(sequence, finding("the balance after does not add up"));
    }
    // Where each entry counts for its day or a later one, a day ends with the balance after its last entry.
    if (afterMinor < 0 || effectiveOn < own.lastOn) own.mayBreakRules = true;
    own.totalMinor = afterMinor;
    own.lastSequence = sequence;
    own.lastOn = effectiveOn;
    if (origin === null) return;
    takeInvoiceCredit(origin, currency, sequence, amountMinor);
    if (isReceived(origin[0])) own.mayBreakRules = true;
  }

  for (const part of parts) part.forEach(take);
  const toLookAt: CreditOwner[] = [];
  for (const { accountId, currency, mayBreakRules } of totals.values()) {
    if (mayBreakRules) toLookAt.push({ accountId, currency });
  }
  return { totals, used, made, toLookAt };
}

/** Whether credit came in other than by hand, by transfer or by an import, so that something has to have been paid for it. */
function isReceived(sourceType: EntrySourceType): boolean {
  return sourceType === "proration" || sourceType === "refund_to_credit" || sourceType === "invoice_returned";
}

function addTo(totals: Map<string, RunningTotal>, key: string, addedMinor: number, sequence: number): void {
  totals.set(key, { totalMinor: (totals.get(key)?.totalMinor ?? 0) + addedMinor, lastSequence: sequence });
}

/** Note entries whose balance is cached otherwise, not at all, or without any entry behind it. */
function compareBalances(
  totals: ReadonlyMap<string, RunningTotal>,
  balances: readonly CachedBalance[],
  difference: Earliest,
): void {
  let found = 0;
  for (const [key, ledgerMinor, lastSequence] of balances) {
    const total = totals.get(key);
    if (!total) difference.note(lastSequence, finding("the stored balance of {key} has no entry behind it", { key }));
    else {
      found += 1;
      if (total.totalMinor === ledgerMinor && total.lastSequence === lastSequence) continue;
      difference.note(
        total.lastSequence,
        finding("the stored balance of {key} is not what the entries add up to", { key }),
      );
    }
  }
  if (found === totals.size) return;
  noteUnstored(totals, new Set(balances.map(([key]) => key)), difference);
}

/** Note entries whose invoice says otherwise, or is not there, and what an invoice says without any entry. */
function compareInvoices(
  totals: ReadonlyMap<string, RunningTotal>,
  stored: readonly { readonly key: string; readonly what: () => string; readonly totalMinor: number }[],
  headSequence: number,
  difference: Earliest,
): void {
  for (const { key, what, totalMinor } of stored) {
    const total = totals.get(key);
    if (!total && totalMinor !== 0)
      difference.note(headSequence, finding("{what} has no entry behind it", { what: what() }));
    if (total && total.totalMinor !== totalMinor) {
      difference.note(total.lastSequence, finding("{what} is not what the entries add up to", { what: what() }));
    }
  }
  noteUnstored(totals, new Set(stored.map(({ key }) => key)), difference);
}

function noteUnstored(
  totals: ReadonlyMap<string, RunningTotal>,
  stored: ReadonlySet<string>,
  difference: Earliest,
): void {
  for (const [key, { lastSequence }] of totals) {
    if (!stored.has(key))
      difference.note(lastSequence, finding("the entries add up to {key}, which is not stored", { key }));
  }
}

/** Note the last entries of accounts whose blocks do not hold: what is left of an account's blocks is its balance. */
function compareBlocks(
  totals: ReadonlyMap<string, RunningTotal>,
  blockSums: readonly BlockSum[],
  difference: Earliest,
): void {
  const left = new Map<string, number>();
  for (const [key, remainingMinor] of blockSums) left.set(key, remainingMinor);
  for (const [key, { totalMinor, lastSequence }] of totals) {
    if ((left.get(key) ?? 0) === totalMinor) continue;
    difference.note(lastSequence, finding("the blocks of {key} do not add up to its balance", { key }));
  }
}
