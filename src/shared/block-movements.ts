import type { BlockMovement } from "./contract/ledger.ts";
import { toDecimalString } from "./money/format.ts";
import { sumMinorUnits } from "./money/minor-units.ts";

/** What the movements come to together: the amount of their entry. */
export function sumOfMovements(movements: readonly BlockMovement[]): number {
  return sumMinorUnits(movements.map(({ type, amountMinor }) => (type === "takes" ? -amountMinor : amountMinor)));
}

/**
 * What an entry moved in blocks of credit as one text, for a column of CSV:
 * `forms 50.00 priority=10 from=2026-01-01 until=2026-03-01 category=paid`, `takes 20.00 from=12.1`, `returns 5.00 to=12.1 of=15`,
 * with semicolons between several. A block is named by the sequence of the entry that formed it and its place among the blocks of that
 * entry, so that the names mean the same in another book.
 */
export function writeMovements(movements: readonly BlockMovement[], currency: string): string {
  return movements
    .map((movement) => {
      const amount = toDecimalString(movement.amountMinor, currency);
      return [movement.type, amount, ...wordsOf(movement).map(([name, value]) => `${name}=${value}`)].join(" ");
    })
    .join("; ");
}

type Word = readonly [name: string, value: string | number | null];

function wordsOf(movement: BlockMovement): Word[] {
  switch (movement.type) {
    case "forms": {
      const { priority, effectiveOn, expiresOn, category } = movement;
      const words: Word[] = [
        ["priority", priority],
        ["from", effectiveOn],
        ["until", expiresOn],
        ["category", category],
      ];
      return words.filter(([, value]) => value !== null);
    }
    case "takes":
      return movement.closing === null
        ? [["from", movement.block]]
        : [
            ["from", movement.block],
            ["closed", movement.closing],
          ];
    case "returns":
      return [
        ["to", movement.block],
        ["of", movement.usedBySequence],
      ];
  }
}
