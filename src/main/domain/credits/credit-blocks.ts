import { latestOf, type CivilDate } from "../../../shared/calendar.ts";
import { minorUnits, sumMinorUnits, type MinorUnits } from "../../../shared/money/minor-units.ts";

/** Whether credit was given away or paid for; null where nobody said. */
type CreditCategory = "promotional" | "paid";

/** What an increase may say about the credit it adds (BEHAVIOUR 5.1). */
export interface CreditTerms {
  /** 0 to 100, lower is used first. */
  readonly priority: number;
  readonly category: CreditCategory | null;
  /** The first day on which the credit can be used. */
  readonly effectiveOn: CivilDate;
  /** The day whose first midnight, in the book's time zone, ends it; null: never. */
  readonly expiresOn: CivilDate | null;
}

/** The priority of credit of which nothing else was said. */
export const defaultPriority = 50;

/** What is left of one increase of credit, in one currency. */
export interface CreditBlock extends CreditTerms {
  readonly id: string;
  /** What is left and not held, zero or more. */
  readonly remainingMinor: number;
  /** The sequence of the entry that formed the block. */
  readonly entrySequence: number;
  /** The latest effective date of the entries that put credit here, returns included (BEHAVIOUR 3.11). */
  readonly filledOn: CivilDate;
}

/** Whether a block still gives and takes; once it is closed nothing is ever left in it. */
type BlockClosing = "open" | "expired" | "voided";

/** A block with everything the book knows of it. */
export interface StoredBlock extends CreditBlock {
  readonly accountId: string;
  readonly currency: string;
  /** The entry that formed it. */
  readonly entryId: string;
  /** What it held to begin with. */
  readonly amountMinor: number;
  /** What is left, held or not. */
  readonly remainingMinor: number;
  /** How much of that waits for the approval of what would take it (BEHAVIOUR 2.5). */
  readonly heldMinor: number;
  readonly state: BlockClosing;
}

/** A block as something that takes credit sees it: with what is left and not held. */
export function freeOf(block: StoredBlock): CreditBlock {
  return { ...block, remainingMinor: block.remainingMinor - block.heldMinor };
}

/** How much of which block something takes. */
export interface BlockUse {
  readonly blockId: string;
  readonly amountMinor: MinorUnits;
  /** The day from which what is in the block counts. */
  readonly filledOn: CivilDate;
}

/** The day for which taking credit counts: the one it is taken for, and never before what put the credit there (BEHAVIOUR 3.11). */
export function countsOn(wantedOn: CivilDate, uses: readonly Pick<BlockUse, "filledOn">[]): CivilDate {
  return latestOf(wantedOn, ...uses.map((use) => use.filledOn));
}

/** Whether the block's credit can be used on the day: effective ≤ day < expiry (BEHAVIOUR 5.3). */
export function isUsableOn(block: CreditTerms, today: CivilDate): boolean {
  return block.effectiveOn <= today && (block.expiresOn === null || today < block.expiresOn);
}

/** Whether the block has been voided or its time has passed on the day: nothing in it can be used any more (BEHAVIOUR 5.3, 5.5). */
export function isOverOn(block: Pick<StoredBlock, "state" | "expiresOn">, today: CivilDate): boolean {
  return block.state !== "open" || (block.expiresOn !== null && block.expiresOn <= today);
}

/**
 * Which of two blocks is used first: priority, then earlier expiry (none last), then promotional before paid, then earlier
 * effective date, then earlier created, then id (BEHAVIOUR 5.2).
 */
export function compareUseOrder(a: CreditBlock, b: CreditBlock): number {
  return (
    a.priority - b.priority ||
    compareText(a.expiresOn ?? noExpiry, b.expiresOn ?? noExpiry) ||
    categoryRank(a.category) - categoryRank(b.category) ||
    compareText(a.effectiveOn, b.effectiveOn) ||
    a.entrySequence - b.entrySequence ||
    compareText(a.id, b.id)
  );
}

/** Later than every day that a block can expire on. */
const noExpiry = "9999-12-32";

function categoryRank(category: CreditCategory | null): number {
  return category === "promotional" ? 0 : 1;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The blocks that can be used on the day, in the order in which they are used. */
export function usableBlocks(blocks: readonly CreditBlock[], today: CivilDate): CreditBlock[] {
  return blocks.filter((block) => block.remainingMinor > 0 && isUsableOn(block, today)).toSorted(compareUseOrder);
}

/** What the blocks hold together. */
export function remainingIn(blocks: readonly CreditBlock[]): MinorUnits {
  return sumMinorUnits(blocks.map((block) => block.remainingMinor));
}

/**
 * Take an amount out of blocks, each giving all it has before the next is touched.
 *
 * @param blocks in the order in which they are used.
 * @param amountMinor zero or more, and at most what they hold together; the caller has refused anything else.
 */
export function takeFromBlocks(blocks: Iterable<CreditBlock>, amountMinor: number): BlockUse[] {
  let neededMinor = amountMinor;
  const uses: BlockUse[] = [];
  for (const { id, remainingMinor, filledOn } of blocks) {
    if (neededMinor === 0) break;
    const takenMinor = minorUnits(Math.min(neededMinor, remainingMinor));
    if (takenMinor === 0) continue;
    uses.push({ blockId: id, amountMinor: takenMinor, filledOn });
    neededMinor -= takenMinor;
  }
  if (neededMinor > 0) throw new RangeError(`The blocks hold ${neededMinor} too little`);
  return uses;
}

/** The blocks as they are once the uses are taken out of them. */
export function blocksAfter(blocks: readonly CreditBlock[], uses: readonly BlockUse[]): CreditBlock[] {
  const takenMinor = new Map(uses.map((use) => [use.blockId, use.amountMinor]));
  return blocks
    .map((block) => ({ ...block, remainingMinor: block.remainingMinor - (takenMinor.get(block.id) ?? 0) }))
    .filter((block) => block.remainingMinor > 0);
}

/**
 * How an amount goes back to the blocks it was taken from: the block that was used last gets its part back first (BEHAVIOUR 5.4).
 *
 * @param uses what was taken and has not been returned yet, in the order in which it was taken.
 * @param amountMinor at most their sum.
 */
export function returnToBlocks<Use extends BlockUse>(uses: readonly Use[], amountMinor: number): Use[] {
  let leftMinor = amountMinor;
  const returned: Use[] = [];
  for (const use of uses.toReversed()) {
    if (leftMinor === 0) break;
    const part = minorUnits(Math.min(leftMinor, use.amountMinor));
    if (part === 0) continue;
    returned.push({ ...use, amountMinor: part });
    leftMinor -= part;
  }
  if (leftMinor > 0) throw new RangeError(`${leftMinor} more is returned than was taken`);
  return returned;
}
