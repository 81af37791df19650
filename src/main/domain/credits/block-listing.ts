import type { CivilDate } from "../../../shared/calendar.ts";
import type { CreditBlockView } from "../../../shared/contract/credits.ts";
import { compareUseOrder, freeOf, isOverOn, isUsableOn, usableBlocks, type StoredBlock } from "./credit-blocks.ts";

/**
 * Blocks as they are shown on a day: those that can be used in the order in which they are, then those that hold something but
 * cannot be used, then the empty ones, newest first; within each, `firstCurrency` before the others.
 *
 * @param blocks of one account.
 */
export function listedBlocks(
  blocks: readonly StoredBlock[],
  today: CivilDate,
  firstCurrency: string,
): CreditBlockView[] {
  const currencies = [...new Set(blocks.map((block) => block.currency))].toSorted(
    (a, b) => Number(b === firstCurrency) - Number(a === firstCurrency) || (a < b ? -1 : 1),
  );
  const views = currencies.flatMap((currency) => viewsOfOne(blocks.filter((block) => block.currency === currency)));
  return views.toSorted((a, b) => groupOf(a) - groupOf(b));

  function viewsOfOne(ofCurrency: readonly StoredBlock[]): CreditBlockView[] {
    const places = new Map(usableBlocks(ofCurrency.map(freeOf), today).map(({ id }, index) => [id, index + 1]));
    return ofCurrency.toSorted(compareListed).map((block) => viewBlock(block, today, places.get(block.id) ?? null));
  }
}

/** One block as it is shown on a day. */
export function viewBlock(block: StoredBlock, today: CivilDate, useOrder: number | null): CreditBlockView {
  const { entrySequence: _entrySequence, filledOn: _filledOn, ...shown } = block;
  return { ...shown, state: stateOn(block, today), useOrder };
}

function stateOn(block: StoredBlock, today: CivilDate): CreditBlockView["state"] {
  if (block.state !== "open") return block.state;
  if (isOverOn(block, today)) return "expired";
  if (block.remainingMinor === 0) return "used";
  return isUsableOn(block, today) ? "usable" : "waiting";
}

function groupOf({ useOrder, remainingMinor }: CreditBlockView): number {
  if (useOrder !== null) return 0;
  return remainingMinor > 0 ? 1 : 2;
}

function compareListed(a: StoredBlock, b: StoredBlock): number {
  if (a.remainingMinor === 0 && b.remainingMinor === 0) return b.entrySequence - a.entrySequence;
  return compareUseOrder(a, b);
}
