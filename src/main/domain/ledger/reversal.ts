import type { CivilDate } from "../../../shared/calendar.ts";
import type { LedgerEntry } from "../../../shared/contract/ledger.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";
import { decideUses, requireRoom, type CreditFacts } from "../credits/adjustment.ts";
import { freeOf, isOverOn, remainingIn, type BlockUse, type StoredBlock } from "../credits/credit-blocks.ts";

/** What an entry left behind that decides whether it can be undone. */
export interface EntryTraces {
  /** Whether another entry reverses it. */
  readonly isReversed: boolean;
  /** Whether it is what voiding a block took, which is for good. */
  readonly isVoiding: boolean;
  /** The blocks that it formed; none where it took credit, and for most entries of the first version. */
  readonly formed: readonly StoredBlock[];
}

/**
 * Whether an entry can be reversed by hand, whatever is available: what an operator adjusted can while its block lives, what an
 * invoice or the clock did cannot, and a reversal is not itself reversed (BEHAVIOUR 3.6).
 */
export function isReversible(
  entry: Pick<LedgerEntry, "sourceType">,
  { isReversed, isVoiding, formed }: EntryTraces,
  today: CivilDate,
): boolean {
  return isByHand(entry) && !isReversed && !isVoiding && !formed.some((block) => isOverOn(block, today));
}

/** Whether undoing an entry takes more than what is left of the blocks that it formed itself, so that the account's others have to be looked at. */
export function takesFromOthers({ amountMinor }: LedgerEntry, { formed }: EntryTraces): boolean {
  return amountMinor > remainingIn(formed.map(freeOf));
}

/**
 * What undoing an entry takes from which blocks: from those that it formed first, whether or not they are in effect, then from
 * others in the order of use. Undoing an entry that took credit takes nothing.
 *
 * @param credit its blocks are looked at only where {@link takesFromOthers} says so.
 * @throws AppError `entry_already_reversed`, `entry_not_reversible`; `insufficient_credit` where more of a grant has been used than
 * other credit makes up for; `amount_out_of_range` where what comes back does not fit.
 */
export function decideReversal(
  entry: LedgerEntry,
  traces: EntryTraces,
  credit: CreditFacts,
  today: CivilDate,
): readonly BlockUse[] {
  if (traces.isReversed) {
    throw new AppError(
      "entry_already_reversed",
      sentence("Entry {sequence} has been reversed before.", { sequence: entry.sequence }),
    );
  }
  if (!isReversible(entry, traces, today)) {
    throw new AppError("entry_not_reversible", reasonAgainst(entry, traces));
  }
  if (entry.amountMinor < 0) {
    requireRoom(-entry.amountMinor, credit.ledgerMinor);
    return [];
  }
  const own = new Set(traces.formed.map((block) => block.id));
  const usable = [...traces.formed.map(freeOf), ...credit.usable.filter((block) => !own.has(block.id))];
  return decideUses(entry.amountMinor, entry.currency, { ...credit, usable });
}

function isByHand({ sourceType }: Pick<LedgerEntry, "sourceType">): boolean {
  return sourceType === "grant" || sourceType === "deduction" || sourceType === "opening";
}

function reasonAgainst(entry: LedgerEntry, { isVoiding }: EntryTraces): Sentence {
  const { sequence } = entry;
  if (!isByHand(entry)) return sentence("Entry {sequence} was not made by hand and cannot be reversed.", { sequence });
  if (isVoiding)
    return sentence("Entry {sequence} is what voiding a block of credit took and cannot be reversed.", { sequence });
  return sentence("Entry {sequence} formed credit that has been voided or has expired, and cannot be reversed.", {
    sequence,
  });
}
