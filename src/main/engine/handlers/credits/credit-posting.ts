import { latestOf, type CivilDate } from "../../../../shared/calendar.ts";
import { sumMinorUnits, type MinorUnits } from "../../../../shared/money/minor-units.ts";
import {
  compareUseOrder,
  countsOn,
  defaultPriority,
  isOverOn,
  returnToBlocks,
  type BlockUse,
  type CreditBlock,
  type CreditTerms,
  type StoredBlock,
} from "../../../domain/credits/credit-blocks.ts";
import type { LedgerEntry } from "../../../../shared/contract/ledger.ts";
import { claims } from "../../../domain/imports/staged-row.ts";
import type { SealedEntry } from "../../../domain/ledger/entry.ts";
import { datedOn, noteOfMoved } from "../../../domain/periods/dating.ts";
import {
  insertBlock,
  listHeldUses,
  returnToBlock,
  takeFromBlock,
  takeFromClosedBlock,
  type BlockAmount,
  type HeldUse,
  type ReturnedUse,
} from "../../../storage/credits/credit-block-store.ts";
import type { CommandContext } from "../../handler.ts";
import { entryBy, type EntryParticulars } from "../ledger/entry-by.ts";
import { requireUnclaimed } from "../imports/require-unclaimed.ts";
import { queueEntry } from "../link/queue-entry.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";

/**
 * The one door through which credit is written: each call is one ledger entry together with the blocks that it forms, takes from
 * or gives back to (BEHAVIOUR 5), so that what is left in an account's blocks is its ledger balance after every transaction.
 */

/**
 * Add credit with an entry that forms a block (BEHAVIOUR 5.1).
 *
 * @param particulars with an amount above zero.
 * @param terms what the increase says of its credit; nothing makes a plain block, effective today.
 * @param balanceBeforeMinor the ledger balance, where the caller has just read it.
 * @throws AppError `amount_out_of_range` when the balance would leave the safe integers.
 */
export function addCredit(
  context: CommandContext,
  particulars: EntryParticulars,
  terms: Partial<CreditTerms> = {},
  balanceBeforeMinor?: number,
): SealedEntry {
  requireSign(particulars, 1);
  const entry = append(context, particulars, balanceBeforeMinor);
  formBlock(context, entry, entry.amountMinor, terms);
  return entry;
}

/**
 * Add credit with one entry that forms several blocks, as a transfer does for each block it took from.
 *
 * @param parts together the amount of the entry.
 */
export function addCreditInBlocks(
  context: CommandContext,
  particulars: EntryParticulars,
  parts: readonly { readonly amountMinor: number; readonly terms: Partial<CreditTerms> }[],
): SealedEntry {
  requireSign(particulars, 1);
  if (sumMinorUnits(parts.map((part) => part.amountMinor)) !== particulars.amountMinor) {
    throw new RangeError("What goes into the blocks is not the amount of the entry");
  }
  const entry = append(context, particulars);
  for (const { amountMinor, terms } of parts) formBlock(context, entry, amountMinor, terms);
  return entry;
}

/**
 * Take credit with an entry that uses the blocks (BEHAVIOUR 5.2, 5.4). The billing run comes here for every invoice: two statements
 * for each block beside the entry's own.
 *
 * @param particulars with an amount below zero.
 * @param uses what to take from which block, together the amount. The entry counts for its day, or for the later one from which what
 * it takes counts (BEHAVIOUR 3.11).
 */
export function useCredit(
  context: CommandContext,
  particulars: EntryParticulars,
  uses: readonly BlockUse[],
): SealedEntry {
  requireSign(particulars, -1);
  if (sumMinorUnits(uses.map((use) => use.amountMinor)) !== -particulars.amountMinor) {
    throw new RangeError("What is taken from the blocks is not the amount of the entry");
  }
  const effectiveOn = countsOn(particulars.effectiveOn ?? context.today, uses);
  const entry = append(context, { ...particulars, effectiveOn });
  for (const use of uses) takeFromBlock(context.book, entry, use);
  return entry;
}

/**
 * Give credit back to the blocks that entries took it from, last used first (BEHAVIOUR 5.4). What comes back to a block that is past
 * its expiry, or closed, is taken again at once by an entry of its own. Entries of the first version have no blocks: what they
 * used comes back as a plain block.
 *
 * @param particulars with an amount above zero.
 * @param usedBy the entries that used the credit; what was returned of them before is not returned again. The return counts for no
 * earlier day than they do (BEHAVIOUR 3.11).
 * @throws AppError `amount_out_of_range` when the balance would leave the safe integers.
 */
export function returnCredit(
  context: CommandContext,
  particulars: EntryParticulars,
  usedBy: readonly Pick<LedgerEntry, "id" | "effectiveOn">[],
): SealedEntry {
  requireSign(particulars, 1);
  const { book, today } = context;
  const effectiveOn = latestOf(today, ...usedBy.map((used) => used.effectiveOn));
  const entry = append(context, { ...particulars, effectiveOn });
  const held = usedBy.flatMap(({ id }) => listHeldUses(book, id)).toSorted(compareTaken);
  const heldMinor = sumMinorUnits(held.map((use) => use.amountMinor));
  const returned = returnToBlocks(held, Math.min(entry.amountMinor, heldMinor));
  for (const use of returned) returnToBlock(book, entry, use);
  const unmatchedMinor = entry.amountMinor - Math.min(entry.amountMinor, heldMinor);
  if (unmatchedMinor > 0) formBlock(context, entry, unmatchedMinor, {});
  for (const { block, amountMinor } of sumByBlock(returned)) {
    if (isOverOn(block, today)) expireCredit(context, block, amountMinor, entry.effectiveOn);
  }
  return entry;
}

/** What an entry of another ledger moved in blocks; together its amount. */
export interface RepeatedMovements {
  readonly forms?: readonly { readonly amountMinor: number; readonly terms: Partial<CreditTerms> }[];
  readonly takes?: readonly BlockAmount[];
  readonly returns?: readonly ReturnedUse[];
}

/**
 * Write an entry as a ledger that was kept elsewhere has it: it counts for its own day, whatever it takes, so that the balance of every
 * day is what it was there (BEHAVIOUR 14.3).
 *
 * @returns the entry, and the blocks that it forms in their order.
 */
export function repeatEntry(
  context: CommandContext,
  particulars: EntryParticulars,
  { forms = [], takes = [], returns = [] }: RepeatedMovements,
): { entry: SealedEntry; formed: CreditBlock[] } {
  const movedMinor = [...forms, ...returns].map((each) => each.amountMinor);
  if (sumMinorUnits([...movedMinor, ...takes.map((each) => -each.amountMinor)]) !== particulars.amountMinor) {
    throw new RangeError("What is moved in the blocks is not the amount of the entry");
  }
  const entry = append(context, particulars);
  for (const use of takes) takeFromBlock(context.book, entry, use);
  for (const use of returns) returnToBlock(context.book, entry, use);
  return { entry, formed: forms.map(({ amountMinor, terms }) => formBlock(context, entry, amountMinor, terms)) };
}

/**
 * Take credit whose time has passed out of its block with an entry (BEHAVIOUR 5.3).
 *
 * @param amountMinor above zero.
 * @param effectiveOn the day it expires.
 */
export function expireCredit(
  context: CommandContext,
  block: StoredBlock,
  amountMinor: MinorUnits,
  effectiveOn: CivilDate,
): SealedEntry {
  const entry = append(context, {
    accountId: block.accountId,
    currency: block.currency,
    amountMinor: -amountMinor,
    sourceType: "expiry",
    sourceId: block.id,
    origin: "billing",
    effectiveOn,
  });
  const take = block.state === "open" ? takeFromBlock : takeFromClosedBlock;
  take(context.book, entry, { blockId: block.id, amountMinor });
  return entry;
}

/**
 * @throws AppError `import_in_progress` where the account's credit is another import's, or soon will be; `period_closed` where it is dated
 * by hand in a closed month.
 */
function append(context: CommandContext, particulars: EntryParticulars, balanceBeforeMinor?: number): SealedEntry {
  const { accountId, currency, origin } = particulars;
  if (origin !== "import")
    requireUnclaimed(context.book, claims.credit(accountId, currency), sentence("credit of the account"));
  const draft = entryBy(context, particulars);
  // An opening balance that an import does not date is dated the day on which it is written, which nobody chose.
  const isUndated = draft.sourceType === "opening" && particulars.effectiveOn === undefined;
  const isByRule = draft.origin === "billing" || isUndated;
  const effectiveOn = datedOn(draft.effectiveOn, isByRule ? "rule" : "hand", context.settings);
  const note = noteOfMoved(draft.note, draft.effectiveOn, effectiveOn);
  const entry = context.ledger.append({ ...draft, effectiveOn, note }, balanceBeforeMinor);
  queueEntry(context, entry);
  context.changed("ledger", entry.accountId);
  context.changed("accounts", entry.accountId);
  context.happened("ledgerEntry.created", entry.id);
  return entry;
}

function formBlock(
  context: CommandContext,
  entry: SealedEntry,
  amountMinor: number,
  terms: Partial<CreditTerms>,
): CreditBlock {
  const block = {
    id: context.makeId("creditBlock"),
    accountId: entry.accountId,
    currency: entry.currency,
    entryId: entry.id,
    entrySequence: entry.sequence,
    amountMinor,
    filledOn: entry.effectiveOn,
    priority: terms.priority ?? defaultPriority,
    category: terms.category ?? null,
    effectiveOn: terms.effectiveOn ?? context.today,
    expiresOn: terms.expiresOn ?? null,
  };
  insertBlock(context.book, block);
  return { ...block, remainingMinor: amountMinor };
}

/** In the order in which credit was taken; an entry takes from its blocks in the order of use. */
function compareTaken(a: HeldUse, b: HeldUse): number {
  return a.usedBySequence - b.usedBySequence || compareUseOrder(a.block, b.block);
}

function sumByBlock(uses: readonly HeldUse[]): HeldUse[] {
  const sums = new Map<string, HeldUse>();
  for (const use of uses) {
    const before = sums.get(use.blockId);
    const amountMinor = before ? sumMinorUnits([before.amountMinor, use.amountMinor]) : use.amountMinor;
    sums.set(use.blockId, { ...use, amountMinor });
  }
  return [...sums.values()];
}

function requireSign({ amountMinor }: EntryParticulars, sign: 1 | -1): void {
  if (Math.sign(amountMinor) !== sign) throw new RangeError(`An amount of ${amountMinor} has the wrong sign`);
}
