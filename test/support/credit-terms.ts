import { expect } from "vitest";
import type { CivilDate } from "../../src/shared/calendar.ts";
import type { CreditBlockView } from "../../src/shared/contract/credits.ts";
import type { MethodOutput } from "../../src/shared/contract/index.ts";
import type { LedgerRow } from "../../src/shared/contract/ledger.ts";
import { attempt } from "./attempts.ts";
import type { TestBook } from "./book.ts";

/** What the terms of credit say, worked out once more: on the book's day, wherever the account lives (BEHAVIOUR 5.2 and 5.3). */

const freeOf = ({ remainingMinor, heldMinor }: CreditBlockView): number => remainingMinor - heldMinor;

const isUsable = ({ effectiveOn, expiresOn, state }: CreditBlockView, on: string): boolean =>
  state !== "voided" && effectiveOn <= on && (expiresOn === null || on < expiresOn);

/** Each block is what its days make it on the book's day; the coming invoice takes what can be used on the day that it is made for. */
export async function checkCreditTerms(
  book: TestBook,
  accountId: string,
  today: CivilDate,
  blocks: readonly CreditBlockView[],
): Promise<void> {
  for (const block of blocks) {
    const { state, remainingMinor, effectiveOn, expiresOn } = block;
    if (state === "voided") expect(remainingMinor).toBe(0);
    else if (expiresOn !== null && expiresOn <= today) expect([state, remainingMinor]).toEqual(["expired", 0]);
    else if (remainingMinor === 0) expect(state).toBe("used");
    else expect(state).toBe(effectiveOn > today ? "waiting" : "usable");
  }
  const preview = await attempt<MethodOutput<"invoices.preview">>(book, "invoices.preview", { accountId });
  if (!preview) return;
  const { figures, creditOn } = preview;
  const moved = figures.steps.find((step) => step.kind === "moved");
  const fallsOn = moved?.kind === "moved" ? moved.fallsOn : figures.issuedOn;
  // Charges alone are billed by the next run (BEHAVIOUR 8.9a), which may be today's, though it is tomorrow where the account lives.
  const isOfPeriod = figures.lines.some(({ period }) => period !== null);
  expect(creditOn).toBe(isOfPeriod && fallsOn > today ? fallsOn : today);
  const own = blocks.filter((block) => block.currency === figures.currency && isUsable(block, creditOn));
  const usableMinor = own.reduce((sum, block) => sum + freeOf(block), 0);
  expect(figures.creditAppliedMinor).toBe(Math.min(usableMinor, Math.max(0, figures.totalMinor)));
}

/** A block with the place in the ledger of the entry that formed it. */
export interface PlacedBlock extends CreditBlockView {
  readonly sequence: number;
}

export async function placedBlocks(book: TestBook, accountId: string): Promise<PlacedBlock[]> {
  const { blocks } = await book.ask("credits.blocks", { accountId });
  const { rows } = await book.ask("ledger.list", { accountId, limit: 500 });
  const places = new Map(rows.map(({ id, sequence }: LedgerRow) => [id, sequence]));
  return blocks.map((block) => ({ ...block, sequence: places.get(block.entryId) ?? 0 }));
}

const compare = (one: string | number, other: string | number): number => (one < other ? -1 : one > other ? 1 : 0);

const byUse = (one: PlacedBlock, other: PlacedBlock): number =>
  compare(one.priority, other.priority) ||
  compare(one.expiresOn ?? "9999-12-32", other.expiresOn ?? "9999-12-32") ||
  compare(Number(one.category !== "promotional"), Number(other.category !== "promotional")) ||
  compare(one.effectiveOn, other.effectiveOn) ||
  compare(one.sequence, other.sequence) ||
  compare(one.id, other.id);

/** What was taken, or is held, came from the blocks that are used first, and from none that cannot be used today. */
export function checkUseOrder(before: readonly PlacedBlock[], after: readonly PlacedBlock[], today: CivilDate): void {
  // What was given meanwhile, or came back, may have been used in between.
  if (after.length > before.length) return;
  const left = new Map(after.map((block) => [block.id, freeOf(block)]));
  const taken = before.map((block) => ({ block, takenMinor: freeOf(block) - (left.get(block.id) ?? 0) }));
  if (taken.some(({ takenMinor }) => takenMinor < 0)) return;
  for (const { block, takenMinor } of taken) if (!isUsable(block, today)) expect(takenMinor).toBe(0);
  for (const currency of new Set(before.map((block) => block.currency))) {
    const inOrder = taken
      .filter(({ block }) => block.currency === currency && isUsable(block, today) && freeOf(block) > 0)
      .toSorted((one, other) => byUse(one.block, other.block));
    const firstLeft = inOrder.findIndex(({ block }) => (left.get(block.id) ?? 0) > 0);
    if (firstLeft < 0) continue;
    expect(inOrder.slice(firstLeft + 1).map(({ takenMinor }) => takenMinor)).toEqual(
      inOrder.slice(firstLeft + 1).map(() => 0),
    );
  }
}
